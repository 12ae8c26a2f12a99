//! Lines from the first value of a column to the last.

use super::Place;

/// Sorted lines. Those of one value stay in the order of names; those without a value come last, in either direction.
#[derive(Debug)]
pub(super) struct Sorted {
    places: Vec<Place>,
    /// Whether each has the value of the one before it.
    alike: Vec<bool>,
    /// How many have a value.
    valued: usize,
}

/// The piece of a line without a text.
const EMPTY: u128 = u128::MAX;
/// The rank of a line without a value.
const NONE: u32 = u32::MAX;
/// Half the bits of a rank, and how many numbers they hold.
const HALF: u32 = 16;
const HALVES: usize = 1 << HALF;
/// So many bytes of a text are in one piece.
const PIECE: usize = 15;
/// The last byte of a piece after which the text goes on.
const CUT: u8 = 16;

impl Sorted {
    /// Sorts places, which come in the order of names, by their texts: piece by piece, for as long as they are alike.
    pub(super) fn by_text<'a>(places: &[Place], text: &dyn Fn(Place) -> &'a str) -> Self {
        let piece = |turn: u32, from: usize| piece(text(places[turn as usize]), from);
        let mut keyed: Vec<(u128, u32)> = turns(places).map(|turn| (piece(turn, 0), turn)).collect();
        let valued = keyed.iter().filter(|(key, _)| *key != EMPTY).count();
        let mut alike = vec![false; keyed.len()];
        let mut todo = vec![(0..keyed.len(), 0)];
        while let Some((range, from)) = todo.pop() {
            let mut at = range.start;
            let run = &mut keyed[range];
            run.sort_unstable();
            for same in run.chunk_by_mut(|(one, _), (other, _)| one == other) {
                let here = at..at + same.len();
                at = here.end;
                if same.len() == 1 {
                    continue;
                }
                if same[0].0.to_be_bytes()[PIECE] == CUT {
                    let next = from + PIECE;
                    for (key, turn) in same {
                        *key = piece(*turn, next);
                    }
                    todo.push((here, next));
                } else {
                    alike[here][1..].fill(true);
                }
            }
        }
        Self { places: keyed.iter().map(|(_, turn)| places[*turn as usize]).collect(), alike, valued }
    }

    /// Sorts places, which come in the order of names, by their ranks; one without a value has none. By one half of the rank
    /// after the other, without comparing: there are few ranks and very many places.
    pub(super) fn by_rank(places: &[Place], rank: &dyn Fn(Place) -> Option<u32>) -> Self {
        let ranks: Vec<u32> = places.iter().map(|place| rank(*place).unwrap_or(NONE)).collect();
        let mut order: Vec<u32> = turns(places).collect();
        for shift in [0, HALF] {
            let half = |turn: u32| (ranks[turn as usize] >> shift) as usize & (HALVES - 1);
            let mut next = vec![0_u32; HALVES + 1];
            for turn in &order {
                next[half(*turn) + 1] += 1;
            }
            for at in 0..HALVES {
                next[at + 1] += next[at];
            }
            let mut sorted = vec![0; order.len()];
            for turn in order {
                let at = &mut next[half(turn)];
                sorted[*at as usize] = turn;
                *at += 1;
            }
            order = sorted;
        }
        let ranked = |turn: &u32| ranks[*turn as usize];
        let mut before = None;
        let alike = order.iter().map(|turn| before.replace(ranked(turn)) == Some(ranked(turn))).collect();
        Self {
            places: order.iter().map(|turn| places[*turn as usize]).collect(),
            alike,
            valued: order.partition_point(|turn| ranked(turn) != NONE),
        }
    }

    /// The places from the first value to the last, or from the last to the first.
    pub(super) fn directed(&self, descending: bool) -> Vec<Place> {
        if !descending {
            return self.places.clone();
        }
        let mut places = Vec::with_capacity(self.places.len());
        let mut end = self.valued;
        while end > 0 {
            let start = self.alike[..end].iter().rposition(|alike| !alike).unwrap_or_default();
            places.extend_from_slice(&self.places[start..end]);
            end = start;
        }
        places.extend_from_slice(&self.places[self.valued..]);
        places
    }
}

/// OK because a book has fewer than 2³² lines.
fn turns(places: &[Place]) -> std::ops::Range<u32> {
    0..u32::try_from(places.len()).unwrap_or(u32::MAX)
}

/// A piece of a text as a number in the same order: most lines differ in the first, and no other memory is read to compare
/// them. Its last byte tells how much of it is text, [`CUT`] when more follows.
fn piece(text: &str, from: usize) -> u128 {
    if text.is_empty() {
        return EMPTY;
    }
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let mut piece = [0; PIECE + 1];
    let length = rest.len().min(PIECE);
    piece[..length].copy_from_slice(&rest[..length]);
    piece[PIECE] = u8::try_from(rest.len()).unwrap_or(CUT).min(CUT);
    u128::from_be_bytes(piece)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn texts_sort_as_they_compare_in_either_direction(
            texts in prop::collection::vec("(abcdefghijklmno){0,3}[ab\u{0}é]{0,2}", 0..60), descending in any::<bool>(),
        ) {
            let places: Vec<Place> = (0..texts.len()).map(|line| Place::new(line % 3, line)).collect();
            let mut wanted = places.clone();
            wanted.sort_by(|one, other| {
                let (one, other) = (&texts[one.line()], &texts[other.line()]);
                let by_text = if descending { other.cmp(one) } else { one.cmp(other) };
                one.is_empty().cmp(&other.is_empty()).then(by_text)
            });
            let sorted = Sorted::by_text(&places, &|place| texts[place.line()].as_str());
            prop_assert_eq!(sorted.directed(descending), wanted);
        }

        #[test]
        fn ranks_sort_as_they_compare_in_either_direction(
            ranks in prop::collection::vec(prop::option::of((0_u32..4).prop_map(|rank| rank * 40_000)), 0..60),
            descending in any::<bool>(),
        ) {
            let places: Vec<Place> = (0..ranks.len()).map(|line| Place::new(0, line)).collect();
            let mut wanted = places.clone();
            wanted.sort_by_key(|place| match ranks[place.line()] {
                Some(rank) if descending => 160_000 - rank,
                Some(rank) => rank,
                None => u32::MAX,
            });
            prop_assert_eq!(Sorted::by_rank(&places, &|place| ranks[place.line()]).directed(descending), wanted);
        }
    }
}
