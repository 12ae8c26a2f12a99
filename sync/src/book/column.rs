//! Orders other than by name, and the merging of pending lines into sorted ones.

use std::cmp::Ordering;
use std::sync::Arc;

use domain::list::ListRow;
use domain::query::{Asker, Column, Order, Query, Standing};
use domain::sorting;

use super::Place;
use super::leaf::{Facets, Leaf};
use super::tree::Tree;
use super::values::Shared;

/// A whole tree in the order of a column.
#[derive(Debug)]
pub(super) struct Arrangement {
    revision: u64,
    order: Order,
    asker: Asker,
    places: Vec<Place>,
}

impl Arrangement {
    pub(super) fn of(tree: &Tree, query: &Query, ranks: &Ranks) -> Self {
        let lines = |(number, leaf): (usize, &Arc<Leaf>)| (0..leaf.len()).map(move |line| Place::new(number, line));
        let mut places: Vec<Place> = tree.leaves().iter().enumerate().flat_map(lines).collect();
        ranks.sort(tree.leaves(), &mut places);
        Self { revision: tree.revision(), order: query.order, asker: query.asker.clone(), places }
    }

    pub(super) fn is_of(&self, tree: &Tree, query: &Query) -> bool {
        self.revision == tree.revision() && self.order == query.order && self.asker == query.asker
    }

    /// These places, which come in the order of names, in the order of the arrangement.
    pub(super) fn pick(&self, places: &[Place]) -> Vec<Place> {
        if places.len() == self.places.len() {
            return self.places.clone();
        }
        let leaves = places.last().map_or(0, |last| last.leaf() + 1);
        let mut wanted: Vec<Vec<u64>> = vec![Vec::new(); leaves];
        for place in places {
            let bits = &mut wanted[place.leaf()];
            let word = place.line() / 64;
            bits.resize(bits.len().max(word + 1), 0);
            bits[word] |= 1 << (place.line() % 64);
        }
        let is_wanted = |place: &&Place| {
            let word = wanted.get(place.leaf()).and_then(|bits| bits.get(place.line() / 64));
            word.is_some_and(|word| word >> (place.line() % 64) & 1 == 1)
        };
        self.places.iter().filter(is_wanted).copied().collect()
    }
}

/// What the lines of a book are sorted by in the order of a query. The first `base` leaves are those of the snapshot, the
/// others those that lie over it.
pub(super) struct Ranks {
    order: Order,
    base: usize,
    by: By,
}

/// What a column goes by.
enum By {
    Name,
    /// What leaves keep of the few columns whose values lines do not share.
    Text,
    Day,
    /// Ranks of shared values, by their number in either tree.
    Value {
        of: fn(Facets) -> u32,
        base: Vec<u32>,
        over: Vec<u32>,
    },
}

impl Ranks {
    pub(super) fn of(base: &Tree, over: &Tree, query: &Query) -> Self {
        let order = query.order;
        let shared = |of: fn(Facets) -> u32, rows: fn(&Shared) -> Vec<ListRow>| {
            let keys = |tree: &Tree| -> Vec<String> {
                rows(tree.shared()).iter().map(|row| row.key(order.by, &query.asker)).collect()
            };
            let (base, over) = (keys(base), keys(over));
            let mut sorted: Vec<&String> = base.iter().chain(&over).filter(|key| !key.is_empty()).collect();
            sorting::sort(&mut sorted);
            sorted.dedup();
            let rank = |key: &String| match sorted.binary_search(&key) {
                Ok(rank) => turned(number(rank), order),
                Err(_) => LAST,
            };
            By::Value { of, base: base.iter().map(rank).collect(), over: over.iter().map(rank).collect() }
        };
        let by = match order.by {
            Column::Name => By::Name,
            Column::Company | Column::Phone | Column::Email => By::Text,
            Column::NextContact => By::Day,
            Column::City | Column::Country => shared(|facets| facets.place, places),
            Column::Tags => shared(|facets| facets.tags, tags),
            Column::Status | Column::Assignee | Column::Source => shared(|facets| facets.standing, standings),
        };
        Self { order, base: base.leaves().len(), by }
    }

    /// Sorts places that come in the order of names. For the name, ascending: whoever wants it the other way turns the
    /// whole around.
    pub(super) fn sort(&self, leaves: &[Arc<Leaf>], places: &mut [Place]) {
        match self.by {
            By::Name => {}
            By::Text => {
                // Those of one text stay in the order of names.
                let by_name = places.to_vec();
                let keyed = by_name.iter().map(|place| self.beginning(leaves, *place)).zip(0..);
                let mut keyed: Vec<(u128, u32)> = keyed.collect();
                keyed.sort_unstable();
                for alike in keyed.chunk_by_mut(|(one, _), (other, _)| one == other).filter(|alike| alike.len() > 1) {
                    self.sort_alike(leaves, &by_name, alike);
                }
                places.iter_mut().zip(keyed).for_each(|(place, (_, turn))| *place = by_name[turn as usize]);
            }
            By::Day | By::Value { .. } => {
                // Those of one rank stay in the order of names.
                let key = |(turn, place): (u64, &Place)| (u64::from(self.rank(leaves, *place)) << 32) | turn;
                let mut keys: Vec<u64> = (0..).zip(places.iter()).map(key).collect();
                keys.sort_unstable();
                let by_name = places.to_vec();
                let of_key = |key: u64| usize::try_from(key & u64::from(u32::MAX)).unwrap_or_default();
                places.iter_mut().zip(keys).for_each(|(place, key)| *place = by_name[of_key(key)]);
            }
        }
    }

    /// The first letters of what a line is sorted by, as a number in the same order: most lines differ in it, and no other
    /// memory is read to compare them.
    fn beginning(&self, leaves: &[Arc<Leaf>], place: Place) -> u128 {
        let text = self.text(leaves, place).as_bytes();
        if text.is_empty() {
            return u128::MAX;
        }
        let mut first = [0; 16];
        let length = text.len().min(first.len());
        first[..length].copy_from_slice(&text[..length]);
        let beginning = u128::from_be_bytes(first);
        if self.order.descending { !beginning } else { beginning }
    }

    /// Sorts what begins alike, in the order of names so far, by the whole texts, each of which is looked up once.
    fn sort_alike(&self, leaves: &[Arc<Leaf>], by_name: &[Place], alike: &mut [(u128, u32)]) {
        let text = |turn: u32| self.text(leaves, by_name[turn as usize]);
        let mut whole: Vec<(&str, u32)> = alike.iter().map(|(_, turn)| (text(*turn), *turn)).collect();
        let turned = self.order.descending;
        sorting::sort_by(&mut whole, |(one, _), (other, _)| if turned { other.cmp(one) } else { one.cmp(other) });
        alike.iter_mut().zip(whole).for_each(|(place, (_, turn))| place.1 = turn);
    }

    /// What a line is sorted by in a column of texts.
    fn text<'a>(&self, leaves: &'a [Arc<Leaf>], place: Place) -> &'a str {
        leaves[place.leaf()].text_of(self.order.by, place.line())
    }

    /// Puts `extra` in its places among `places`; both are sorted, and `leaves` are those of both trees.
    pub(super) fn merge(&self, leaves: &[Arc<Leaf>], places: Vec<Place>, extra: &[Place]) -> Vec<Place> {
        if extra.is_empty() {
            return places;
        }
        let mut merged = Vec::with_capacity(places.len() + extra.len());
        let mut rest = places.as_slice();
        for place in extra {
            let before = rest.partition_point(|other| self.compare(leaves, *other, *place) == Ordering::Less);
            merged.extend_from_slice(&rest[..before]);
            merged.push(*place);
            rest = &rest[before..];
        }
        merged.extend_from_slice(rest);
        merged
    }

    fn rank(&self, leaves: &[Arc<Leaf>], place: Place) -> u32 {
        let facets = leaves[place.leaf()].facets[place.line()];
        match &self.by {
            By::Value { of, base, over } => {
                let ranks = if place.leaf() < self.base { base } else { over };
                ranks.get(of(facets) as usize).copied().unwrap_or(LAST)
            }
            By::Day if facets.contact > 0 => turned(facets.contact, self.order),
            By::Day => LAST,
            By::Name | By::Text => 0,
        }
    }

    /// The same as [`domain::list::ListEntry::compare`], on what the leaves keep ready.
    fn compare(&self, leaves: &[Arc<Leaf>], one: Place, other: Place) -> Ordering {
        let by_column = match self.by {
            By::Text => {
                let (mine, theirs) = (self.text(leaves, one), self.text(leaves, other));
                match (mine.is_empty(), theirs.is_empty()) {
                    (false, false) if self.order.descending => theirs.cmp(mine),
                    (false, false) => mine.cmp(theirs),
                    (mine_empty, theirs_empty) => mine_empty.cmp(&theirs_empty),
                }
            }
            _ => self.rank(leaves, one).cmp(&self.rank(leaves, other)),
        };
        let name = |place: Place| leaves[place.leaf()].sort_of(place.line());
        by_column.then_with(|| name(one).cmp(&name(other)))
    }
}

/// The rank of lines without a value, in either direction.
const LAST: u32 = u32::MAX;

/// Ranks run the other way in a descending order.
fn turned(rank: u32, order: Order) -> u32 {
    if order.descending { LAST - 1 - rank } else { rank }
}

/// OK because a book has fewer than 2³² values.
fn number(rank: usize) -> u32 {
    u32::try_from(rank).unwrap_or(LAST)
}

fn places(shared: &Shared) -> Vec<ListRow> {
    let row = |(city, country): &(String, String)| ListRow {
        city: city.clone(),
        country: country.clone(),
        ..ListRow::default()
    };
    shared.places.list().iter().map(row).collect()
}

fn tags(shared: &Shared) -> Vec<ListRow> {
    shared.tags.list().iter().map(|tags| ListRow { tags: tags.clone(), ..ListRow::default() }).collect()
}

fn standings(shared: &Shared) -> Vec<ListRow> {
    let row = |standing: &Standing| ListRow { standing: standing.clone(), ..ListRow::default() };
    shared.standings.list().iter().map(row).collect()
}
