//! The book in memory, with what it was read from: which stand it shows, which cut of the index it holds, and which
//! records carry acts that only this device knows.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use domain::Record;
use domain::list::ListEntry;
use sync::book::{Book, Found};
use sync::device::{Device as Engine, Stand, Touched};
use sync::pages;
use sync::wire::{Patch, Rows};
use sync::{Change, Mutation};
use uuid::Uuid;

use super::database::Fault;
use super::page::{self, Slices};
use super::replica::{Index, Opening, Replica};
use crate::replay::{conflict_of, id_of, replayed};

/// What the overlay shows of a record.
#[derive(Debug, Clone, Copy)]
struct Laid {
    /// Which acts: how many, and the number of the last.
    acts: (usize, u64),
    /// Whether, with them, the record still carries a conflict.
    conflict: bool,
}

/// The book in memory.
#[derive(Default)]
pub(super) struct Shelf {
    book: RefCell<Book>,
    overlaid: RefCell<HashMap<Uuid, Laid>>,
    /// Records whose snapshot carries a conflict.
    conflicts: RefCell<HashSet<Uuid>>,
    /// Records whose snapshot moved below their overlay.
    moved: RefCell<HashSet<Uuid>>,
    restless: RefCell<Restless>,
    stand: RefCell<Option<Stand>>,
    cut: Cell<Option<u32>>,
    /// How many rows wait to be folded into their pages.
    pub(super) fresh: Cell<usize>,
    /// Whether the whole book is here; before that perhaps only its beginning.
    pub(super) whole: Cell<bool>,
}

impl Shelf {
    pub(super) fn find(&self, query: &domain::search::Query) -> Found {
        self.book.borrow_mut().find(query)
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

    /// The stand the book shows, and the cut of the index it holds.
    pub(super) fn standing(&self) -> Option<(Stand, Option<u32>)> {
        Some((self.stand.borrow().clone()?, self.cut.get()))
    }

    /// The first page of the list, with what changed since: enough to draw the first screen.
    pub(super) async fn begin(&self, opening: &Opening) {
        let mut book = Book::default();
        if let Some(first) = &opening.first {
            // OK because the whole index is read right afterwards, and built again when it is damaged.
            let _ = book.load_page("", first);
        }
        self.book.replace(book);
        self.lay_fresh(&opening.fresh).await;
    }

    /// The whole list, from one moment of the replica. False when its index is damaged.
    pub(super) async fn load(&self, index: &Index) -> bool {
        let mut book = Book::default();
        let mut conflicts = HashSet::new();
        let mut slices = Slices::new();
        for (key, page) in index.pages() {
            if book.load_page(&key, &page).is_err() {
                return false;
            }
            conflicts.extend(page.lines().filter_map(conflict_of));
            slices.breathe().await;
        }
        self.book.replace(book);
        self.conflicts.replace(conflicts);
        self.overlaid.take();
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
                if let Some(id) = id_of(key) {
                    self.remove(id);
                }
            } else if let Ok(records) = pages::records_of_page(page) {
                for (record, _) in &records {
                    self.put(record);
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
        if let Some(entry) = ListEntry::of(record) {
            if entry.row.conflict {
                self.conflicts.borrow_mut().insert(record.id);
            }
            self.book.borrow_mut().gather(&entry);
        }
    }

    /// Makes the book of all that was gathered, in tasks that leave the page alive.
    pub(super) async fn build(&self) {
        self.book.borrow_mut().arrange();
        page::next_task().await;
        self.book.borrow_mut().build();
        page::next_task().await;
    }

    /// A patch that the replica has written.
    pub(super) fn patch(&self, patch: &Patch, stand: &Stand) {
        let mut changed = patch.gone.len();
        for rows in &patch.rows {
            for (record, _) in rows.records().unwrap_or_default() {
                self.put(&record);
                self.moved.borrow_mut().insert(record.id);
                changed += 1;
            }
        }
        for id in &patch.gone {
            self.remove(*id);
            self.moved.borrow_mut().insert(*id);
        }
        self.fresh.set(self.fresh.get() + changed);
        self.stand.replace(Some(stand.clone()));
    }

    fn put(&self, record: &Record) {
        let Some(entry) = ListEntry::of(record) else { return self.remove(record.id) };
        if entry.row.conflict {
            self.conflicts.borrow_mut().insert(record.id);
        } else {
            self.conflicts.borrow_mut().remove(&record.id);
        }
        self.book.borrow_mut().put(&entry);
    }

    fn remove(&self, id: Uuid) {
        self.conflicts.borrow_mut().remove(&id);
        self.book.borrow_mut().remove(id);
    }

    /// The pages of the index that changed since this was last asked.
    pub(super) fn dirty(&self) -> Vec<super::replica::Page> {
        self.book.borrow_mut().dirty_pages()
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
    pub(super) fn show_saved(&self, after: &Record, n: u64) {
        let before = self.overlaid.borrow().get(&after.id).map_or(0, |laid| laid.acts.0);
        self.lay(after.id, ListEntry::of(after).as_ref(), (before + 1, n));
    }

    fn lay(&self, id: Uuid, entry: Option<&ListEntry>, acts: (usize, u64)) {
        let conflict = entry.is_some_and(|entry| entry.row.conflict);
        self.overlaid.borrow_mut().insert(id, Laid { acts, conflict });
        self.book.borrow_mut().overlay(id, entry);
    }

    /// These records may look different.
    pub(super) fn touch(&self, touched: Touched) {
        let mut restless = self.restless.borrow_mut();
        restless.any = true;
        match touched {
            Touched::All => restless.all = true,
            Touched::Records(ids) => restless.ids.extend(ids),
        }
    }

    /// Whether something was touched since [`Self::outdated`] was last asked.
    pub(super) fn is_touched(&self) -> bool {
        self.restless.borrow().any
    }

    /// Takes away what is no longer pending; gives the records whose overlay must be made anew, with their acts.
    pub(super) fn outdated(&self, engine: &Engine) -> Vec<Outdated> {
        let restless = self.restless.take();
        if !self.whole.get() {
            return Vec::new();
        }
        let mut ids = restless.ids;
        if restless.all {
            ids.extend(engine.pending().flat_map(|act| act.changes.iter().map(|change| change.record)));
            ids.extend(self.overlaid.borrow().keys());
        }
        let moved = self.moved.take();
        let mut outdated = Vec::new();
        for id in ids {
            let acts: Vec<&Mutation> = engine.pending_of(id).collect();
            let Some(last) = acts.last() else {
                if self.overlaid.borrow_mut().remove(&id).is_some() {
                    self.book.borrow_mut().clear_overlay(id);
                }
                continue;
            };
            let shown = (acts.len(), last.n);
            if !moved.contains(&id) && self.overlaid.borrow().get(&id).is_some_and(|laid| laid.acts == shown) {
                continue;
            }
            let changes = acts.iter().flat_map(|act| &act.changes).filter(|change| change.record == id);
            outdated.push(Outdated { id, shown, changes: changes.cloned().collect() });
        }
        // In the order of ids, as pages are: neighbours are read together.
        outdated.sort_unstable_by_key(|record| record.id);
        outdated
    }

    /// Lays a record's acts over what the snapshot has of it.
    pub(super) fn overlay(&self, record: &Outdated, base: Option<Record>) {
        let shown = replayed(base, record.changes.iter());
        self.lay(record.id, shown.and_then(|shown| ListEntry::of(&shown)).as_ref(), record.shown);
    }
}

/// A record whose overlay must be made anew.
pub(super) struct Outdated {
    pub(super) id: Uuid,
    shown: (usize, u64),
    changes: Vec<Change>,
}

impl Outdated {
    pub(super) fn kind(&self) -> &str {
        self.changes.first().map_or("", |change| &change.kind)
    }
}

/// What was touched and not looked at yet.
#[derive(Default)]
struct Restless {
    any: bool,
    all: bool,
    ids: HashSet<Uuid>,
}
