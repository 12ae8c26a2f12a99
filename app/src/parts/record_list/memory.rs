//! What a list remembers while the person looks at a record: its address, how far it was scrolled, and the row.

use std::collections::HashMap;

use leptos::prelude::*;

/// Where a list was left.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Place {
    /// With its query.
    pub(crate) address: String,
    /// In pixels from the top of the page.
    pub(crate) scroll: f64,
    /// The row that had the focus.
    pub(crate) here: Option<usize>,
}

/// Where each list was left, by path. `Copy`, in context: `expect_context::<ListMemory>()`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ListMemory(StoredValue<HashMap<&'static str, Place>>);

impl ListMemory {
    /// Puts an empty memory into context.
    pub(crate) fn provide() {
        provide_context(Self(StoredValue::new(HashMap::new())));
    }

    /// Where the list was left.
    pub(crate) fn place(self, path: &'static str) -> Option<Place> {
        self.0.with_value(|places| places.get(path).cloned())
    }

    /// The list as it was left, for a way back to it.
    pub(crate) fn address(self, path: &'static str) -> String {
        self.place(path).map_or_else(|| path.to_owned(), |place| place.address)
    }

    /// The list asks this now. Another question starts at the top.
    pub(crate) fn keep_address(self, path: &'static str, address: &str) {
        self.0.update_value(|places| {
            let place = places.entry(path).or_default();
            if place.address != address {
                *place = Place { address: address.to_owned(), ..Place::default() };
            }
        });
    }

    /// The list stands here now.
    pub(crate) fn keep_place(self, path: &'static str, scroll: f64, here: Option<usize>) {
        self.0.update_value(|places| {
            if let Some(place) = places.get_mut(path) {
                place.scroll = scroll;
                place.here = here;
            }
        });
    }
}
