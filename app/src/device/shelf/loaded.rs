//! The list as the pages of the replica's index say it.

use std::collections::HashSet;

use sync::book::Book;
use uuid::Uuid;

use crate::replay::conflict_of;

/// What the pages taken so far say.
#[derive(Default)]
pub(in crate::device) struct Loaded {
    pub(super) book: Book,
    /// Records whose line carries a conflict.
    pub(super) conflicts: HashSet<Uuid>,
    /// Whether one was not what this build wrote.
    pub(super) is_damaged: bool,
}

impl Loaded {
    /// Takes a page of the index, by its key.
    pub(in crate::device) fn take(&mut self, key: &str, page: &str) {
        self.is_damaged |= self.book.load_page(key, page).is_err();
        self.conflicts.extend(page.lines().filter_map(conflict_of));
    }
}
