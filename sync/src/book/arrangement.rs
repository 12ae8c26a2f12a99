//! The whole snapshot in the order of a column, kept while the book stands still: the next question only picks from it.

use domain::query::{Asker, Column, Order};

use super::Place;
use super::column::Ranks;
use super::sorted::Sorted;
use super::tree::Tree;

/// Arrangements of one state of a tree, for whoever asked last.
#[derive(Debug, Default)]
pub(super) struct Arrangements {
    revision: u64,
    asker: Asker,
    made: Vec<(Column, Sorted)>,
}

impl Arrangements {
    /// The places, which come in the order of names, in the order of the ranks.
    pub(super) fn pick(&mut self, tree: &Tree, ranks: &Ranks, asker: &Asker, places: &[Place]) -> Vec<Place> {
        if self.asker != *asker {
            *self = Self { asker: asker.clone(), ..Self::default() };
        }
        self.follow(tree);
        let Order { by, descending } = ranks.order();
        let made = self.made.iter().position(|(column, _)| *column == by);
        let made = made.unwrap_or_else(|| self.make(tree, ranks));
        let all = self.made[made].1.directed(descending);
        if places.len() == all.len() { all } else { among(all, places) }
    }

    /// Makes a little of what is not made yet. False when nothing is left to do.
    pub(super) fn prepare(&mut self, tree: &Tree, over: &Tree) -> bool {
        self.follow(tree);
        let is_made = |by: Column| self.made.iter().any(|(other, _)| *other == by);
        let Some(by) = Column::ALL.into_iter().find(|by| *by != Column::Name && !is_made(*by)) else { return false };
        if !tree.leaves().iter().any(|leaf| leaf.prepare(by)) {
            self.make(tree, &Ranks::of(tree, over, Order { by, descending: false }, &self.asker));
        }
        true
    }

    /// Forgets what a tree that has moved on made wrong.
    fn follow(&mut self, tree: &Tree) {
        if self.revision != tree.revision() {
            self.revision = tree.revision();
            self.made.clear();
        }
    }

    /// Arranges the whole tree; gives the place in what is made.
    fn make(&mut self, tree: &Tree, ranks: &Ranks) -> usize {
        self.made.push((ranks.order().by, ranks.sort(tree.leaves(), &tree.places())));
        self.made.len() - 1
    }
}

/// Those of `all` that are among `places`, which come in the order of names.
fn among(mut all: Vec<Place>, places: &[Place]) -> Vec<Place> {
    let leaves = places.last().map_or(0, |last| last.leaf() + 1);
    let mut wanted: Vec<Vec<u64>> = vec![Vec::new(); leaves];
    for place in places {
        let bits = &mut wanted[place.leaf()];
        let word = place.line() / 64;
        bits.resize(bits.len().max(word + 1), 0);
        bits[word] |= 1 << (place.line() % 64);
    }
    all.retain(|place| {
        let word = wanted.get(place.leaf()).and_then(|bits| bits.get(place.line() / 64));
        word.is_some_and(|word| word >> (place.line() % 64) & 1 == 1)
    });
    all
}
