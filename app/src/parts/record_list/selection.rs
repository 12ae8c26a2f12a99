//! Which records of a list are chosen, by their ids: they stay chosen while the list is narrowed, sorted or scrolled.

use domain::sorting;
use std::collections::HashSet;

use leptos::prelude::*;
use uuid::Uuid;

use super::ListState;

/// The chosen records. `Copy`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Selection {
    ids: RwSignal<HashSet<Uuid>>,
    /// The row that was chosen last: a range begins there.
    anchor: StoredValue<Option<usize>>,
}

impl Selection {
    /// Nothing is chosen.
    pub(crate) fn new() -> Self {
        Self { ids: RwSignal::new(HashSet::new()), anchor: StoredValue::new(None) }
    }

    /// How many are chosen.
    pub(crate) fn len(self) -> usize {
        self.ids.with(HashSet::len)
    }

    /// Whether a record is chosen.
    pub(crate) fn has(self, id: Uuid) -> bool {
        self.ids.with(|ids| ids.contains(&id))
    }

    /// The chosen ones, in the order of ids.
    pub(crate) fn chosen(self) -> Vec<Uuid> {
        let mut ids: Vec<Uuid> = self.ids.with_untracked(|ids| ids.iter().copied().collect());
        sorting::sort(&mut ids);
        ids
    }

    /// Chooses nothing.
    pub(crate) fn clear(self) {
        self.anchor.set_value(None);
        self.ids.update(HashSet::clear);
    }

    /// Chooses these too.
    pub(crate) fn add(self, more: impl IntoIterator<Item = Uuid>) {
        self.ids.update(|ids| ids.extend(more));
    }

    /// Chooses a row, or no longer; with `range` all from the last chosen one to this.
    pub(crate) fn turn(self, state: ListState, index: usize, range: bool) {
        let id = |index| state.id_at(index);
        let anchor = self.anchor.get_value().filter(|_| range);
        match anchor {
            Some(anchor) => self.add((anchor.min(index)..=anchor.max(index)).filter_map(id)),
            None => self.ids.update(|ids| {
                if let Some(id) = id(index)
                    && !ids.remove(&id)
                {
                    ids.insert(id);
                }
            }),
        }
        self.anchor.set_value(Some(index));
    }
}
