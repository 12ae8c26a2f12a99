//! The records in memory: the book of clients, with what it was read from (which stand it shows, which cut of the index it
//! holds), the small kinds, and which records carry acts that only this device knows.

mod loaded;
mod outdated;

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use domain::client::CLIENT;
use domain::dashboard::{Asked, Dashboard};
use domain::list::{ListEntry, ListRow};
use domain::{KINDS, Kind, Record};
use sync::Mutation;
use sync::book::{Book, Found, Tallied};
use sync::device::Stand;
use sync::pages;
use sync::wire::{Patch, Rows};
use uuid::Uuid;

use super::collections::Collections;
use super::database::Fault;
use super::page::Slices;
use super::replica::{Index, Opening, Replica};
use crate::collection::Collection;
use crate::records::ShownRecord;
use crate::replay::{id_of, replayed};

pub(super) use loaded::Loaded;
pub(super) use outdated::Outdated;
use outdated::Restless;

/// What the overlay shows of a record.
#[derive(Debug, Clone, Copy)]
struct Laid {
    /// Which acts: how many, and the number of the last.
    acts: (usize, u64),
    /// Whether, with them, the record still carries a conflict.
    conflict: bool,
    kind: &'static Kind,
}

/// The records in memory.
#[derive(Default)]
pub(super) struct Shelf {
    book: RefCell<Book>,
    pub(super) collections: Collections,
    overlaid: RefCell<HashMap<Uuid, Laid>>,
    /// Records whose snapshot carries a conflict.
    conflicts: RefCell<HashSet<Uuid>>,
    /// Records whose snapshot moved below their overlay.
    moved: RefCell<HashSet<Uuid>>,
    restless: RefCell<Restless>,
    stand: RefCell<Option<Stand>>,
    /// How often the list was asked for.
    pub(super) asked: Cell<u32>,
    cut: Cell<Option<u32>>,
    /// How many rows wait to be folded into their pages.
    pub(super) fresh: Cell<usize>,
    /// Whether the whole book is here; before that perhaps only its beginning.
    pub(super) whole: Cell<bool>,
}

impl Shelf {
    pub(super) fn find(&self, query: &domain::search::Query) -> Found {
        self.asked.set(self.asked.get() + 1);
        self.book.borrow_mut().find(query)
    }

    /// Makes ready a little of what the list may be asked next. False when nothing is left to do.
    pub(super) fn prepare(&self) -> bool {
        self.book.borrow_mut().prepare()
    }

    pub(super) fn tally(&self, of: Tallied) -> Vec<(String, usize)> {
        self.book.borrow().tally(of)
    }

    /// The line of a client, waiting acts included.
    pub(super) fn row(&self, id: Uuid) -> Option<ListRow> {
        self.book.borrow().row(id)
    }

    /// The figures of the book.
    pub(super) fn dashboard(&self, asked: &Asked) -> Dashboard {
        let book = self.book.borrow();
        let (figures, previews) = book.count(asked, None);
        Dashboard { figures, previews: previews.map(|id| book.row(*id)) }
    }

    /// Whether a record carries acts that only this device knows.
    pub(super) fn is_pending(&self, id: Uuid) -> bool {
        self.overlaid.borrow().contains_key(&id)
    }

    /// Records with a conflict that nobody has settled.
    pub(super) fn conflicts(&self) -> Vec<Uuid> {
        let overlaid = self.overlaid.borrow();
        let conflicts = self.conflicts.borrow();
        conflicts.iter().copied().filter(|id| overlaid.get(id).is_none_or(|laid| laid.conflict)).collect()
    }

    /// The same as the server has them, settled here or not.
    pub(super) fn known_conflicts(&self) -> Vec<Uuid> {
        self.conflicts.borrow().iter().copied().collect()
    }

    /// The stand the book shows, and the cut of the index it holds.
    pub(super) fn standing(&self) -> Option<(Stand, Option<u32>)> {
        Some((self.stand.borrow().clone()?, self.cut.get()))
    }

    /// Whether the whole book is here, as of this stand.
    pub(super) fn shows(&self, stand: Option<&Stand>) -> bool {
        self.whole.get() && self.stand.borrow().as_ref() == stand
    }

    /// The first page of the list, with what changed since: enough to draw the first screen.
    pub(super) async fn begin(&self, opening: &Opening) {
        let mut book = Book::default();
        if let Some(first) = &opening.first {
            // OK because the whole index is read right afterwards, and built again when it is damaged.
            let _ = book.load_page("", first);
        }
        self.book.replace(book);
        self.cut.set(Some(opening.cut));
        self.lay_fresh(&opening.fresh).await;
    }

    /// The whole list, from one moment of the replica. False when its index is damaged.
    pub(super) async fn load(&self, index: &mut Index<Loaded>) -> bool {
        let Loaded { book, mut conflicts, is_damaged } = std::mem::take(&mut index.made);
        if is_damaged {
            return false;
        }
        conflicts.extend(&index.conflicts);
        self.book.replace(book);
        self.conflicts.replace(conflicts);
        self.overlaid.take();
        if self.cut.get() != Some(index.cut) {
            // Rows may have gone from `fresh` into pages since the collections were read.
            self.collections.each(Collection::outdate);
        }
        self.lay_fresh(&index.fresh).await;
        self.stand.replace(index.stand.clone());
        self.cut.set(Some(index.cut));
        self.whole.set(true);
        true
    }

    /// Another tab moved the replica: takes in its fresh rows. False when the index was cut anew and must be loaded.
    pub(super) async fn follow(&self, opening: &Opening) -> bool {
        if !self.whole.get() || self.cut.get() != Some(opening.cut) {
            return false;
        }
        self.lay_fresh(&opening.fresh).await;
        self.stand.replace(opening.stand.clone());
        true
    }

    /// An empty book, for a bootstrap that begins.
    pub(super) fn clear(&self) {
        self.book.take();
        self.collections.each(Collection::clear);
        self.conflicts.take();
        self.overlaid.take();
        self.fresh.set(0);
        self.whole.set(false);
        self.cut.set(None);
    }

    /// The book again from pages of records: a bootstrap broke off and goes on, or the index is damaged.
    pub(super) async fn gather(&self, replica: &Replica) -> Result<(), Fault> {
        self.clear();
        let mut slices = Slices::new();
        for key in replica.page_keys().await? {
            let page = replica.page(&key).await?.unwrap_or_default();
            for (record, _) in pages::records_of_page(&page).map_err(|error| Fault::Other(error.to_string()))? {
                self.gather_one(&record);
            }
            slices.breathe().await;
        }
        Ok(())
    }

    /// Fresh rows as the replica keeps them: each a page of one, or nothing where the record went away.
    pub(super) async fn lay_fresh(&self, fresh: &[(String, String)]) {
        let mut slices = Slices::new();
        for (key, page) in fresh {
            self.moved.borrow_mut().extend(id_of(key));
            if page.is_empty() {
                if let (Some(kind), Some(id)) = (kind_of(key), id_of(key)) {
                    self.remove(kind, id);
                }
            } else if let Ok(records) = pages::records_of_page(page) {
                for (record, seq) in &records {
                    self.put(record, *seq);
                }
            }
            slices.breathe().await;
        }
        self.fresh.set(fresh.len());
    }

    /// Rows of a bootstrap; nobody sees them before [`Self::build`].
    pub(super) fn gather_rows(&self, rows: &Rows) {
        for (record, _) in rows.records().unwrap_or_default() {
            self.gather_one(&record);
        }
    }

    fn gather_one(&self, record: &Record) {
        if has_conflict(record) {
            self.conflicts.borrow_mut().insert(record.id);
        }
        if let Some(entry) = line_of(record) {
            self.book.borrow_mut().gather(&entry);
        }
    }

    /// Makes the book of all that was gathered, in tasks that leave the page alive.
    pub(super) async fn build(&self) {
        self.book.borrow_mut().arrange();
        let mut slices = Slices::new();
        while self.book.borrow_mut().build_some() {
            slices.breathe().await;
        }
    }

    /// A patch that the replica has written.
    pub(super) fn patch(&self, patch: &Patch, stand: &Stand) {
        let mut changed = patch.gone.len();
        for rows in &patch.rows {
            for (record, seq) in rows.records().unwrap_or_default() {
                self.put(&record, seq);
                self.moved.borrow_mut().insert(record.id);
                changed += 1;
            }
        }
        for id in &patch.gone {
            for kind in KINDS {
                self.remove(kind, *id);
            }
            self.moved.borrow_mut().insert(*id);
        }
        self.fresh.set(self.fresh.get() + changed);
        self.stand.replace(Some(stand.clone()));
    }

    fn put(&self, record: &Record, seq: u64) {
        if has_conflict(record) {
            self.conflicts.borrow_mut().insert(record.id);
        } else {
            self.conflicts.borrow_mut().remove(&record.id);
        }
        // Clients too: a page that counts over all of them holds them all.
        self.collections.with(record.kind, |collection| collection.put(record, seq));
        if !is_client(record.kind) {
            return;
        }
        match line_of(record) {
            Some(entry) => self.book.borrow_mut().put(&entry),
            None => self.book.borrow_mut().remove(record.id),
        }
    }

    fn remove(&self, kind: &'static Kind, id: Uuid) {
        self.conflicts.borrow_mut().remove(&id);
        if is_client(kind) {
            self.book.borrow_mut().remove(id);
        }
        self.collections.with(kind, |collection| collection.remove(id));
    }

    /// Pages of the index that changed since this was last asked, so many at most.
    pub(super) fn dirty(&self, at_most: usize) -> Vec<super::replica::Page> {
        self.book.borrow_mut().dirty_pages(at_most)
    }

    /// Pages that [`Self::dirty`] gave and the disk refused: they are to be stored still.
    pub(super) fn still_dirty(&self, pages: Vec<super::replica::Page>) {
        self.book.borrow_mut().still_dirty(pages.into_iter().map(|(key, _)| key));
    }

    /// The replica holds the index as this book is cut.
    pub(super) fn wrote(&self, stand: &Stand, cut: u32) {
        self.stand.replace(Some(stand.clone()));
        self.cut.set(Some(cut));
    }

    /// The book is complete at this stand.
    pub(super) fn complete(&self, stand: &Stand) {
        self.stand.replace(Some(stand.clone()));
        self.whole.set(true);
    }

    /// Shows a record as its person just saved it.
    pub(super) fn show_saved(&self, shown: ShownRecord) {
        let Some(last) = shown.pending.last().map(|act| act.n) else { return };
        let before = self.overlaid.borrow().get(&shown.record.id).map_or(0, |laid| laid.acts.0);
        self.lay(shown.record.kind, shown.record.id, Some(shown), (before + 1, last));
    }

    fn lay(&self, kind: &'static Kind, id: Uuid, shown: Option<ShownRecord>, acts: (usize, u64)) {
        let conflict = shown.as_ref().is_some_and(|shown| has_conflict(&shown.record));
        self.overlaid.borrow_mut().insert(id, Laid { acts, conflict, kind });
        if is_client(kind) {
            let entry = shown.as_ref().and_then(|shown| line_of(&shown.record));
            self.book.borrow_mut().overlay(id, entry.as_ref());
        }
        self.collections.with(kind, |collection| collection.lay(id, shown));
    }

    fn clear_overlay(&self, id: Uuid) {
        let Some(laid) = self.overlaid.borrow_mut().remove(&id) else { return };
        if is_client(laid.kind) {
            self.book.borrow_mut().clear_overlay(id);
        }
        self.collections.with(laid.kind, |collection| collection.clear_overlay(id));
    }
}

/// A record as its person sees it: what the server has, with their waiting acts on top. Each act as far as it is about
/// this record.
pub(super) fn shown_of(base: Option<(Record, u64)>, pending: Vec<Mutation>) -> Option<ShownRecord> {
    let (record, seq) = base.map_or((None, 0), |(record, seq)| (Some(record), seq));
    let record = replayed(record, pending.iter().flat_map(|act| &act.changes))?;
    Some(ShownRecord { record, seq, pending })
}

fn is_client(kind: &Kind) -> bool {
    kind.name == CLIENT.name
}

fn has_conflict(record: &Record) -> bool {
    !record.is_deleted() && record.get(record.kind.conflicts).is_some()
}

/// The line of the list of clients, if the record has one.
fn line_of(record: &Record) -> Option<ListEntry> {
    if is_client(record.kind) { ListEntry::of(record) } else { None }
}

/// The kind a key `kind/id` names.
fn kind_of(key: &str) -> Option<&'static Kind> {
    domain::kind(key.split('/').next()?)
}
