//! What pages hold of a small kind: all of its records, found by id and by what they link to.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use crate::records::ShownRecord;

/// Every record of a kind as this person sees it at one moment, deleted ones left out, in the order of their ids: that
/// of their making. Cheap to clone and to compare: a memo of it moves only when a record of the kind did.
#[derive(Debug, Clone, Default)]
pub struct All(Arc<Shown>);

#[derive(Debug, Default)]
struct Shown {
    records: Vec<Arc<ShownRecord>>,
    /// By position of field: the places of the records that link to an id. Made when it is first asked for.
    links: Mutex<HashMap<usize, Arc<Links>>>,
}

type Links = HashMap<Uuid, Vec<usize>>;

impl All {
    #[cfg(any(feature = "hydrate", test))]
    pub(crate) fn new(records: Vec<Arc<ShownRecord>>) -> Self {
        Self(Arc::new(Shown { records, links: Mutex::default() }))
    }

    /// One record, unless it is deleted.
    pub fn get(&self, id: Uuid) -> Option<&Arc<ShownRecord>> {
        let place = self.0.records.binary_search_by_key(&id, |shown| shown.record.id).ok()?;
        self.0.records.get(place)
    }

    /// The records whose link (or person) in `field` is `id`, in the order of their making.
    pub fn linked(&self, field: usize, id: Uuid) -> Vec<Arc<ShownRecord>> {
        let links = {
            // OK to go on with a poisoned lock because the map is only ever added to, whole entries at a time.
            let mut known = self.0.links.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry(field).or_insert_with(|| Arc::new(self.links_of(field))))
        };
        let places = links.get(&id).into_iter().flatten();
        places.filter_map(|place| self.0.records.get(*place)).cloned().collect()
    }

    fn links_of(&self, field: usize) -> Links {
        let mut links = Links::new();
        for (place, shown) in self.0.records.iter().enumerate() {
            if let Some(id) = shown.record.link(field) {
                links.entry(id).or_default().push(place);
            }
        }
        links
    }
}

impl Deref for All {
    type Target = [Arc<ShownRecord>];

    fn deref(&self) -> &Self::Target {
        &self.0.records
    }
}

impl PartialEq for All {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
