//! The answer to a search.

use std::sync::Arc;

use domain::list::ListRow;
use uuid::Uuid;

use super::Place;
use super::leaf::Leaf;

/// An answer: it stays as it was when the book moves on. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Found {
    leaves: Arc<[Arc<Leaf>]>,
    places: Arc<[Place]>,
}

impl Default for Found {
    fn default() -> Self {
        Self::new(Arc::from([]), Vec::new())
    }
}

impl Found {
    pub(super) fn new(leaves: Arc<[Arc<Leaf>]>, places: Vec<Place>) -> Self {
        Self { leaves, places: places.into() }
    }

    /// How many records.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The line at a position, in the order of the query.
    pub fn row(&self, index: usize) -> Option<ListRow> {
        let place = self.places.get(index)?;
        self.leaves[place.leaf()].entry(place.line()).map(|entry| entry.row)
    }

    /// The record at a position.
    pub fn id(&self, index: usize) -> Option<Uuid> {
        let place = self.places.get(index)?;
        self.leaves[place.leaf()].ids().get(place.line()).copied()
    }
}
