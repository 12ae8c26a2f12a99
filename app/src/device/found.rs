//! What a search of this browser's own copy found.

use uuid::Uuid;

use super::here;
use crate::records::ShownRow;

/// What a query found, as it was when it was asked.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub(super) rows: ::sync::book::Found,
    /// Whether it comes from the whole book.
    pub(super) whole: bool,
}

impl Found {
    /// Whether the whole book was asked: false while a start without the server has only its beginning.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// How many records.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All of them, in their order.
    pub fn ids(&self) -> Vec<Uuid> {
        (0..self.len()).filter_map(|place| self.rows.id(place)).collect()
    }

    /// One of them, by its place in the order.
    pub fn row(&self, place: usize) -> Option<ShownRow> {
        let row = self.rows.row(place)?;
        let pending = here().is_some_and(|copy| copy.is_pending(row.id));
        Some(ShownRow { row, pending })
    }
}
