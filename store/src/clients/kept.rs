//! The lines of all clients in memory, as a device keeps them: lists, searches and figures then ask no table.

use domain::client::CLIENT;
use domain::dashboard::{Asked, Dashboard};
use domain::list::ListEntry;
use domain::query::Query;
use domain::{Kind, Record};
use sync::book::Book;
use uuid::Uuid;

use super::Page;
use crate::answers::State;
use crate::kept::Made;
use crate::{Result, Store};

impl Made for Book {
    fn kind() -> &'static Kind {
        &CLIENT
    }

    fn fields() -> Option<&'static [usize]> {
        None
    }

    fn empty() -> Self {
        Self::default()
    }

    fn gather(&mut self, record: &Record) {
        if let Some(entry) = ListEntry::of(record) {
            Self::gather(self, &entry);
        }
    }

    fn built(&mut self) {
        self.build();
        self.forget_dirty_pages();
    }

    fn put(&mut self, record: &Record) {
        match ListEntry::of(record) {
            Some(entry) => Self::put(self, &entry),
            None => self.remove(record.id),
        }
        self.forget_dirty_pages();
    }

    fn len(&self) -> usize {
        Self::len(self)
    }
}

/// Keeps the lines of all clients in memory from now on, as long as they are at most so many: each takes less than half a
/// kilobyte. The questions of a larger firm go to the database.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(store: &Store, most: u64) -> Result<()> {
    store.lines().keep(store, most).await
}

/// The part of the list that is asked for, of what `own` may see, at a state or a later one; nothing when the lines are
/// not kept.
pub(super) async fn page(
    store: &Store,
    state: State,
    query: &Query,
    own: Option<Uuid>,
    (limit, offset): (u64, u64),
) -> Result<Option<Page>> {
    let query = query.clone();
    let say = move |book: &Book| {
        let found = book.answer(&query, own);
        let [limit, offset] = [limit, offset].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        let shown = offset.min(found.len())..offset.saturating_add(limit).min(found.len());
        Page { total: found.len() as u64, rows: shown.filter_map(|place| found.row(place)).collect() }
    };
    store.lines().answer(store, state, say).await
}

/// The dashboard of what `own` may see, likewise.
pub(crate) async fn dashboard(
    store: &Store,
    state: State,
    asked: Asked,
    own: Option<Uuid>,
) -> Result<Option<Dashboard>> {
    let say = move |book: &Book| {
        let (figures, previews) = book.count(&asked, own);
        Dashboard { figures, previews: previews.map(|id| book.row(*id)) }
    };
    store.lines().answer(store, state, say).await
}
