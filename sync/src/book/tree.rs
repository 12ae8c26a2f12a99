//! Leaves in the order of names, and where each record is.

use std::collections::HashMap;
use std::sync::Arc;

use domain::list::{ListEntry, ListRow};
use domain::sorting;
use uuid::Uuid;

use super::leaf::{Leaf, Line, page_key};
use super::values::Shared;
use super::{PageKey, Place};
use crate::Error;
use crate::pages::PAGE_BYTES;

/// A page built in one go leaves room for what is added later.
const FILLED_BYTES: usize = PAGE_BYTES * 3 / 4;

/// Sorted leaves.
#[derive(Debug, Default)]
pub(super) struct Tree {
    leaves: Vec<Arc<Leaf>>,
    leaf_of: HashMap<Uuid, u32>,
    serials: u32,
    /// Changes with every change.
    revision: u64,
    /// The keys of pages that changed, some more than once.
    dirty: Vec<PageKey>,
    shared: Shared,
}

impl Tree {
    pub(super) fn leaves(&self) -> &[Arc<Leaf>] {
        &self.leaves
    }

    pub(super) fn len(&self) -> usize {
        self.leaf_of.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.leaf_of.is_empty()
    }

    pub(super) fn has(&self, id: Uuid) -> bool {
        self.leaf_of.contains_key(&id)
    }

    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    /// The values that lines share.
    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    pub(super) fn place(&self, id: Uuid) -> Option<Place> {
        let leaf = self.leaf_by_serial(*self.leaf_of.get(&id)?)?;
        Some(Place::new(leaf, self.leaves[leaf].line_of(id)?))
    }

    /// Every place, in the order of names.
    pub(super) fn places(&self) -> Vec<Place> {
        let lines = |(number, leaf): (usize, &Arc<Leaf>)| (0..leaf.len()).map(move |line| Place::new(number, line));
        self.leaves.iter().enumerate().flat_map(lines).collect()
    }

    /// The line of a record.
    pub(super) fn row(&self, id: Uuid) -> Option<ListRow> {
        let place = self.place(id)?;
        self.leaves.get(place.leaf())?.entry(place.line()).map(|entry| entry.row)
    }

    fn leaf_by_serial(&self, serial: u32) -> Option<usize> {
        self.leaves.iter().position(|leaf| leaf.serial == serial)
    }

    pub(super) fn load(&mut self, key: &str, text: &str) -> Result<(), Error> {
        let damaged = || Error::Damaged(format!("index page “{key}”"));
        let mut leaf = self.new_leaf(key.to_owned());
        for line in text.lines() {
            let line = Line::of(line).ok_or_else(damaged)?;
            let place = leaf.len();
            if place > 0 && leaf.sort_of(place - 1) >= (line.sort, line.id) || self.has(line.id) {
                return Err(damaged());
            }
            leaf.push(line, self.shared.facets(&line)?);
        }
        self.leaf_of.extend(leaf.ids().iter().map(|id| (*id, leaf.serial)));
        leaf.shrink();
        let at = self.leaves.partition_point(|other| other.key.as_str() < key);
        self.leaves.insert(at, Arc::new(leaf));
        self.revision += 1;
        Ok(())
    }

    /// Forgets everything; its pages are to be deleted.
    pub(super) fn clear(&mut self) {
        self.dirty.extend(self.leaves.drain(..).map(|leaf| leaf.key.clone()));
        self.leaf_of.clear();
        self.add_leaf(PageKey::new());
        self.revision += 1;
    }

    fn add_leaf(&mut self, key: PageKey) {
        self.dirty.push(key.clone());
        let leaf = self.new_leaf(key);
        self.leaves.push(Arc::new(leaf));
    }

    /// Adds an encoded entry that comes after all others; [`Self::clear`] made the first page.
    pub(super) fn push(&mut self, text: &str) {
        let Some(line) = Line::of(text) else { return };
        let Ok(facets) = self.shared.facets(&line) else { return };
        if self.leaves.last().is_none_or(|leaf| leaf.bytes() > FILLED_BYTES) {
            self.add_leaf(page_key((line.sort, line.id)));
        }
        let Some(leaf) = self.leaves.last_mut().map(Arc::make_mut) else { return };
        leaf.push(line, facets);
        if leaf.bytes() > FILLED_BYTES {
            leaf.shrink();
        }
        self.leaf_of.insert(line.id, leaf.serial);
        self.revision += 1;
    }

    pub(super) fn put(&mut self, entry: &ListEntry) {
        let text = entry.encode();
        let Some(line) = Line::of(&text) else { return };
        let Ok(facets) = self.shared.facets(&line) else { return };
        self.remove(line.id);
        self.revision += 1;
        let at = self.leaf_for((line.sort, line.id));
        let leaf = Arc::make_mut(&mut self.leaves[at]);
        let place = leaf.position((line.sort, line.id));
        leaf.insert(place, line, facets);
        self.leaf_of.insert(line.id, leaf.serial);
        self.dirty.push(leaf.key.clone());
        if leaf.bytes() > PAGE_BYTES && leaf.len() > 1 {
            self.serials += 1;
            let half = leaf.split(self.serials);
            self.leaf_of.extend(half.ids().iter().map(|id| (*id, half.serial)));
            self.dirty.push(half.key.clone());
            self.leaves.insert(at + 1, Arc::new(half));
        }
    }

    pub(super) fn remove(&mut self, id: Uuid) {
        let Some(at) = self.leaf_of.remove(&id).and_then(|serial| self.leaf_by_serial(serial)) else { return };
        self.revision += 1;
        let leaf = Arc::make_mut(&mut self.leaves[at]);
        if let Some(line) = leaf.line_of(id) {
            leaf.remove(line);
        }
        self.dirty.push(leaf.key.clone());
        // The first page always stays: what comes before every other page belongs in it.
        if leaf.len() == 0 && at > 0 {
            self.leaves.remove(at);
        }
    }

    /// The leaf in whose range a line falls: the last one whose key is not after it.
    fn leaf_for(&mut self, wanted: (&str, Uuid)) -> usize {
        if self.leaves.first().is_none_or(|leaf| !leaf.key.is_empty()) {
            let first = self.new_leaf(PageKey::new());
            self.leaves.insert(0, Arc::new(first));
        }
        let key = page_key(wanted);
        let after = self.leaves[1..].partition_point(|leaf| sorted(&leaf.key) <= sorted(&key));
        after.min(self.leaves.len() - 1)
    }

    fn new_leaf(&mut self, key: PageKey) -> Leaf {
        self.serials += 1;
        Leaf::new(key, self.serials)
    }

    pub(super) fn forget_dirty_pages(&mut self) {
        self.dirty.clear();
    }

    /// Counts pages as changed, again.
    pub(super) fn mark_dirty(&mut self, keys: impl IntoIterator<Item = PageKey>) {
        self.dirty.extend(keys);
    }

    pub(super) fn dirty_pages(&mut self, at_most: usize) -> Vec<(PageKey, Option<String>)> {
        sorting::sort(&mut self.dirty);
        self.dirty.dedup();
        let rest = self.dirty.len().saturating_sub(at_most);
        let text = |key: &PageKey| self.leaves.iter().find(|leaf| leaf.key == *key).map(|leaf| leaf.text());
        let pages = self.dirty.split_off(rest);
        pages.into_iter().map(|key| (text(&key), key)).map(|(text, key)| (key, text)).collect()
    }
}

/// A key as its two parts, which sort as lines do.
fn sorted(key: &str) -> (&str, &str) {
    key.split_once('\t').unwrap_or((key, ""))
}
