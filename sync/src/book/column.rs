//! Orders other than by name, and the merging of pending lines into sorted ones.

use std::cmp::Ordering;
use std::sync::Arc;

use domain::search::{Column, Order};

use super::Place;
use super::leaf::Leaf;
use super::tree::Tree;

/// A whole tree in the order of a column.
#[derive(Debug)]
pub(super) struct Arrangement {
    revision: u64,
    order: Order,
    places: Vec<Place>,
}

impl Arrangement {
    pub(super) fn of(tree: &Tree, order: Order) -> Self {
        let lines = |(number, leaf): (usize, &Arc<Leaf>)| (0..leaf.len()).map(move |line| Place::new(number, line));
        let mut places: Vec<Place> = tree.leaves().iter().enumerate().flat_map(lines).collect();
        sort(tree.leaves(), order, &mut places);
        Self { revision: tree.revision(), order, places }
    }

    pub(super) fn is_of(&self, tree: &Tree, order: Order) -> bool {
        self.revision == tree.revision() && self.order == order
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

/// Sorts places as the query wants. For the name, ascending: whoever wants it the other way turns the whole around.
pub(super) fn sort(leaves: &[Arc<Leaf>], order: Order, places: &mut [Place]) {
    places.sort_unstable_by(|one, other| compare(leaves, order, *one, *other));
}

/// Puts `extra` in its places among `places`; both are sorted.
pub(super) fn merge(leaves: &[Arc<Leaf>], order: Order, places: Vec<Place>, extra: &[Place]) -> Vec<Place> {
    if extra.is_empty() {
        return places;
    }
    let mut merged = Vec::with_capacity(places.len() + extra.len());
    let mut rest = places.as_slice();
    for place in extra {
        let before = rest.partition_point(|other| compare(leaves, order, *other, *place) == Ordering::Less);
        merged.extend_from_slice(&rest[..before]);
        merged.push(*place);
        rest = &rest[before..];
    }
    merged.extend_from_slice(rest);
    merged
}

/// The same as [`domain::list::ListEntry::compare`], on what the leaves keep ready.
fn compare(leaves: &[Arc<Leaf>], order: Order, one: Place, other: Place) -> Ordering {
    let (left, right) = (&leaves[one.leaf()], &leaves[other.leaf()]);
    let by_name = || left.sort_of(one.line()).cmp(&right.sort_of(other.line()));
    if order.by == Column::Name {
        return by_name();
    }
    let (mine, theirs) = (left.column(order.by, one.line()), right.column(order.by, other.line()));
    let by_column = match (mine.is_empty(), theirs.is_empty()) {
        (false, false) if order.descending => theirs.cmp(mine),
        (false, false) => mine.cmp(theirs),
        (mine_empty, theirs_empty) => mine_empty.cmp(&theirs_empty),
    };
    by_column.then_with(by_name)
}
