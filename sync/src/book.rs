//! The whole book in memory: the line of every record in pages sorted by name, each with one contiguous search text.
//! A search walks the text, not the records. What is pending lies over it as a second tree of the same make.

mod arrangement;
mod column;
mod found;
mod leaf;
mod lines;
mod scan;
mod sorted;
mod tree;
mod values;
mod walk;

use std::collections::HashSet;
use std::sync::Arc;

use domain::list::{ListEntry, ListRow};
use domain::search::{Column, Order, Query, needles};
use domain::shapes::tags;
use domain::sorting;
use uuid::Uuid;

use crate::Error;
use arrangement::Arrangements;
use column::Ranks;
use leaf::{Leaf, Line};
use scan::Scan;
use tree::Tree;

pub use found::Found;

/// The key of a page in the store `index`: a lower bound of what the page holds; the first page is `""`.
pub type PageKey = String;

/// The book.
#[derive(Debug, Default)]
pub struct Book {
    base: Tree,
    over: Tree,
    /// Records whose line in `base` must not be seen, because `over` has another or there is none.
    covered: HashSet<Uuid>,
    /// The last answer from `base`, to be narrowed while somebody types on.
    last: Option<Scan>,
    arrangements: Arrangements,
    /// Lines that the snapshot is to be made of.
    gathered: Vec<String>,
}

impl Book {
    /// Takes a page as it was stored. Pages may come in any order; the first one (`""`) alone shows the first lines.
    /// To read what another tab has stored since, [`Self::clear`] first.
    ///
    /// # Errors
    /// When it is not a page this build wrote: the index is to be built again from the records.
    pub fn load_page(&mut self, key: &str, text: &str) -> Result<(), Error> {
        self.base.load(key, text)
    }

    /// Puts the entry of a record of the snapshot, new or instead of the one that is there.
    pub fn put(&mut self, entry: &ListEntry) {
        self.base.put(entry);
    }

    /// Forgets a record of the snapshot.
    pub fn remove(&mut self, id: Uuid) {
        self.base.remove(id);
    }

    /// Takes one of very many entries, as they come while the replica is built; nobody sees them before [`Self::build`].
    pub fn gather(&mut self, entry: &ListEntry) {
        self.gathered.push(entry.encode());
        let count = self.gathered.len();
        if count.is_multiple_of(RUN) {
            // Runs that are sorted already are merged in no time, each with its like: no sorting is long then.
            let runs = count / RUN;
            let start = count - (RUN << runs.trailing_zeros());
            arrange(&mut self.gathered[start..]);
        }
    }

    /// Makes the whole snapshot layer of what was gathered, instead of what was there.
    pub fn build(&mut self) {
        self.arrange();
        while self.build_some() {}
    }

    /// Begins [`Self::build`], for whoever must not keep the main thread for it.
    pub fn arrange(&mut self) {
        arrange(&mut self.gathered);
        self.base.clear();
    }

    /// Goes on with [`Self::build`] after [`Self::arrange`], by some lines. False when all are there.
    pub fn build_some(&mut self) -> bool {
        let rest = self.gathered.len().saturating_sub(BUILT_AT_ONCE);
        for line in self.gathered.drain(rest..).rev() {
            self.base.push(&line);
        }
        rest > 0
    }

    /// Pages that changed since this was last asked, so many at most, to be stored: the text, or nothing for a page to
    /// delete.
    pub fn dirty_pages(&mut self, at_most: usize) -> Vec<(PageKey, Option<String>)> {
        self.base.dirty_pages(at_most)
    }

    /// Gives pages back that [`Self::dirty_pages`] told and nobody could store.
    pub fn still_dirty(&mut self, keys: impl IntoIterator<Item = PageKey>) {
        self.base.mark_dirty(keys);
    }

    /// The same as [`Self::dirty_pages`] for whoever stores no pages.
    pub fn forget_dirty_pages(&mut self) {
        self.base.forget_dirty_pages();
    }

    /// Lays the entry of a record with pending edits over the snapshot; `None`: the record is in no list (deleted).
    pub fn overlay(&mut self, id: Uuid, entry: Option<&ListEntry>) {
        self.covered.insert(id);
        match entry {
            Some(entry) => self.over.put(entry),
            None => self.over.remove(id),
        }
        // Nobody stores the pages of what is pending.
        self.over.forget_dirty_pages();
    }

    /// Takes the pending entry of a record away: the snapshot shows through again.
    pub fn clear_overlay(&mut self, id: Uuid) {
        if self.covered.remove(&id) {
            self.over.remove(id);
        }
    }

    /// Forgets everything, as when the replica is built anew. What is pending stays.
    pub fn clear(&mut self) {
        self.base = Tree::default();
        (self.last, self.arrangements) = (None, Arrangements::default());
        self.gathered.clear();
    }

    /// How many records the book lists.
    pub fn len(&self) -> usize {
        let hidden = self.covered.iter().filter(|id| self.base.has(**id)).count();
        self.base.len() - hidden + self.over.len()
    }

    /// Whether the book lists nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The line of one record, if a list shows it.
    pub fn row(&self, id: Uuid) -> Option<ListRow> {
        if self.covered.contains(&id) { self.over.row(id) } else { self.base.row(id) }
    }

    /// The records that answer `query`, in its order.
    pub fn find(&mut self, query: &Query) -> Found {
        let needles = needles(&query.text);
        let previous = self.last.take().filter(|last| last.widens(&self.base, query, &needles));
        let scan = Scan::over(&self.base, query, needles, previous.as_ref(), None);
        let mut places = self.uncovered(scan.places());
        let extra = if self.over.is_empty() {
            Vec::new()
        } else {
            Scan::over(&self.over, query, scan.needles().to_vec(), None, None).places().to_vec()
        };
        self.last = Some(scan);
        let offset = self.base.leaves().len();
        let leaves: Arc<[Arc<Leaf>]> = self.base.leaves().iter().chain(self.over.leaves()).cloned().collect();
        let mut extra: Vec<Place> = extra.into_iter().map(|place| place.moved(offset)).collect();
        let order = query.order;
        let ranks = Ranks::of(&self.base, &self.over, order, &query.asker);
        if order.by != Column::Name {
            places = self.arrangements.pick(&self.base, &ranks, &query.asker, &places);
            extra = ranks.sort(&leaves, &extra).directed(order.descending);
        }
        let mut places = ranks.merge(&leaves, places, &extra);
        if order.by == Column::Name && order.descending {
            places.reverse();
        }
        Found::new(leaves, places)
    }

    /// Makes ready a little of what the orders of [`Self::find`] need, for whoever asked last. False when nothing is left to
    /// do, until the snapshot changes.
    pub fn prepare(&mut self) -> bool {
        self.arrangements.prepare(&self.base, &self.over)
    }

    /// The records of the snapshot that answer `query` among what `own` may see (their own and the unassigned ones;
    /// everything without), in its order. For a server, which many ask at once: nothing is kept for the next question.
    pub fn answer(&self, query: &Query, own: Option<Uuid>) -> Found {
        let mut places = Scan::over(&self.base, query, needles(&query.text), None, own).into_places();
        let leaves = self.base.leaves();
        let Order { by, descending } = query.order;
        if by != Column::Name {
            let ranks = Ranks::of(&self.base, &self.over, query.order, &query.asker);
            places = ranks.sort(leaves, &places).directed(descending);
        } else if descending {
            places.reverse();
        }
        Found::new(leaves.into(), places)
    }

    /// The values that occur in a field of the lines, each with how many lines carry it; archived ones aside.
    pub fn tally(&self, of: Tallied) -> Vec<(String, usize)> {
        let mut tally: Vec<(String, usize)> = Vec::new();
        for (tree, covered) in [(&self.base, self.covered_places()), (&self.over, Vec::new())] {
            let shared = tree.shared();
            let mut counts = vec![0_usize; shared.tags.list().len().max(shared.places.list().len())];
            for (number, leaf) in tree.leaves().iter().enumerate() {
                for (line, facets) in leaf.facets.iter().enumerate() {
                    if !shared.standings.list()[facets.standing as usize].archived
                        && !is_covered(&covered, Place::new(number, line))
                    {
                        counts[if of == Tallied::Tags { facets.tags } else { facets.place } as usize] += 1;
                    }
                }
            }
            let mut add = |value: &str, count: usize| {
                if count > 0 && !value.is_empty() {
                    tally.push((value.to_owned(), count));
                }
            };
            let places = shared.places.list().iter().zip(&counts);
            match of {
                Tallied::Tags => shared
                    .tags
                    .list()
                    .iter()
                    .zip(&counts)
                    .for_each(|(set, count)| tags::each(set).for_each(|tag| add(tag, *count))),
                Tallied::Cities => places.for_each(|((city, _), count)| add(city, *count)),
                Tallied::Countries => places.for_each(|((_, country), count)| add(country, *count)),
            }
        }
        sorting::sort(&mut tally);
        tally.dedup_by(|one, kept| {
            let same = one.0 == kept.0;
            kept.1 += if same { one.1 } else { 0 };
            same
        });
        tally
    }

    /// The lines that pending work covers, in their order.
    fn covered_places(&self) -> Vec<Place> {
        let mut places: Vec<Place> = self.covered.iter().filter_map(|id| self.base.place(*id)).collect();
        sorting::sort(&mut places);
        places
    }

    /// Without the lines that pending work covers.
    fn uncovered(&self, places: &[Place]) -> Vec<Place> {
        let covered = self.covered_places();
        places.iter().filter(|place| !is_covered(&covered, **place)).copied().collect()
    }
}

fn is_covered(covered: &[Place], place: Place) -> bool {
    !covered.is_empty() && covered.binary_search(&place).is_ok()
}

/// A field whose values a book counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tallied {
    /// Each tag.
    Tags,
    /// Ville.
    Cities,
    /// Pays.
    Countries,
}

/// So many gathered lines are sorted at a time.
const RUN: usize = 2048;
/// So many lines become part of the snapshot at a time.
const BUILT_AT_ONCE: usize = 256;

/// Puts lines into the order of names, the last one first: whoever takes from the end has them in order.
fn arrange(lines: &mut [String]) {
    sorting::sort_by(lines, |one, other| Line::key(other).cmp(&Line::key(one)));
}

/// Where a line is: which leaf, which line in it. In the order of names within one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place(u32);

impl Place {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "OK because a book has fewer than 65,536 leaves and lines in each"
    )]
    fn new(leaf: usize, line: usize) -> Self {
        Self((leaf as u32) << 16 | line as u32)
    }

    fn leaf(self) -> usize {
        (self.0 >> 16) as usize
    }

    fn line(self) -> usize {
        (self.0 & 0xffff) as usize
    }

    fn moved(self, leaves: usize) -> Self {
        Self::new(self.leaf() + leaves, self.line())
    }
}

#[cfg(test)]
mod tests;
