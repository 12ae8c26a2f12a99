//! Folds fresh rows into the pages they belong to, when nothing else is to do: first the index is written as the book
//! is cut now, then page by page the records. A crash in between loses nothing, for pages ⊕ fresh stays the truth.

use std::rc::Rc;

use sync::device::Stand;

use super::database::Fault;
use super::page::Slices;
use super::replica::Replica;
use super::shelf::Shelf;
use crate::replay::{alike, by_page, folded};

/// So many fresh rows are worth folding: a start reads them all.
pub(super) const WORTH: usize = 1500;
/// Pages of the index per transaction.
const AT_ONCE: usize = 48;

/// Folds everything; stops early when something else is to do (`busy`), or with [`Fault::Stale`] when another tab moved
/// the replica meanwhile.
pub(super) async fn tidy(replica: &Replica, shelf: &Shelf, busy: impl Fn() -> bool) -> Result<(), Fault> {
    let Some((stand, Some(cut))) = shelf.standing() else { return Ok(()) };
    let pages = shelf.dirty(usize::MAX);
    match replica.write_index(&stand, Some(cut), &pages, &shelf.known_conflicts()).await {
        Ok(cut) => shelf.wrote(&stand, cut),
        Err(fault) => {
            shelf.still_dirty(pages);
            return Err(fault);
        }
    }
    let opening = replica.open().await?;
    if opening.stand.as_ref() != Some(&stand) {
        return Err(Fault::Stale);
    }
    let mut slices = Slices::new();
    let mut left = 0;
    for (page, group) in by_page(opening.fresh, &replica.page_keys().await?) {
        if busy() {
            left += group.len();
            continue;
        }
        let (now, later) = alike(group);
        left += later.len();
        replica.fold(&stand, &page, &Rc::new(now), folded).await?;
        slices.breathe().await;
    }
    shelf.fresh.set(left);
    Ok(())
}

/// Writes every page of the index of a book that a bootstrap has just filled.
pub(super) async fn write_index(replica: &Replica, shelf: &Shelf, base: &Stand) -> Result<(), Fault> {
    let mut cut = None;
    loop {
        let some = shelf.dirty(AT_ONCE);
        if some.is_empty() {
            break;
        }
        cut = Some(replica.write_index(base, cut, &some, &shelf.known_conflicts()).await?);
    }
    shelf.wrote(base, cut.unwrap_or_default());
    Ok(())
}
