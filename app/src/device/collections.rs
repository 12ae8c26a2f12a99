//! The small kinds of this device in memory, each read from the replica when a page first asks for it.

use std::cell::RefCell;
use std::rc::Rc;

use domain::{KINDS, Kind, Record};
use leptos::prelude::*;
use sync::pages;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::copy::Device;
use super::database::Fault;
use super::page::{self, Slices};
use crate::all::All;
use crate::collection::Collection;
use crate::records::ShownRecord;

/// One collection for each kind that was ever asked for or has something waiting.
#[derive(Default)]
pub(super) struct Collections(RefCell<Vec<(&'static str, Collection)>>);

impl Collections {
    /// Works on the collection of a kind.
    pub(super) fn with<T>(&self, kind: &'static Kind, work: impl FnOnce(&mut Collection) -> T) -> T {
        let mut all = self.0.borrow_mut();
        let known = all.iter().position(|(name, _)| *name == kind.name);
        let place = known.unwrap_or_else(|| {
            all.push((kind.name, Collection::default()));
            all.len() - 1
        });
        work(&mut all[place].1)
    }

    /// Works on each collection that is there.
    pub(super) fn each(&self, work: impl FnMut(&mut Collection)) {
        self.0.borrow_mut().iter_mut().map(|(_, collection)| collection).for_each(work);
    }

    /// One record, deleted or not, of whatever kind; nothing when it was not read.
    fn get(&self, id: Uuid) -> Option<std::sync::Arc<ShownRecord>> {
        self.0.borrow().iter().find_map(|(_, collection)| collection.get(id))
    }

    /// The kind of a record that was read.
    pub(super) fn kind_of(&self, id: Uuid) -> Option<&'static Kind> {
        self.get(id).map(|shown| shown.record.kind)
    }
}

/// How long to wait for a reading that is under way, in milliseconds.
pub(super) const PAUSE: i32 = 10;

impl Device {
    pub(super) fn all_of(self: &Rc<Self>, kind: &'static Kind) -> Option<All> {
        if let Some(turn) = self.shelf.collections.with(kind, Collection::begin) {
            let this = Rc::clone(self);
            spawn_local(async move { this.collect(kind, turn).await });
        }
        self.shelf.collections.with(kind, Collection::all)
    }

    pub(super) async fn whole_of(self: Rc<Self>, kind: &'static Kind) -> Option<All> {
        loop {
            if let Some(all) = self.all_of(kind) {
                return Some(all);
            }
            if self.fails.get() || self.closed.get() {
                return None;
            }
            page::sleep(PAUSE).await;
        }
    }

    /// Reads a kind from the replica, from one moment of it; patches that arrive meanwhile count for more.
    async fn collect(self: &Rc<Self>, kind: &'static Kind, turn: u32) {
        let read = self.try_collect(kind, turn).await;
        let collections = &self.shelf.collections;
        match read {
            Ok(()) => collections.with(kind, |collection| collection.finish(turn)),
            Err(fault) => {
                self.broken(&fault);
                collections.with(kind, |collection| collection.give_up(turn));
            }
        }
        if !self.closed.get() {
            self.records.revision.update(|revision| *revision += 1);
        }
    }

    async fn try_collect(&self, kind: &'static Kind, turn: u32) -> Result<(), Fault> {
        let kept = self.replica.collection(kind.name).await?;
        let mut slices = Slices::new();
        for (place, text) in kept.texts().enumerate() {
            let records = pages::records_of_page(&text).map_err(|error| Fault::Other(error.to_string()))?;
            let goes_on = self.shelf.collections.with(kind, |collection| {
                records
                    .into_iter()
                    .all(|(record, seq)| kept.is_old(place, record.id) || collection.fill(turn, record, seq))
            });
            if !goes_on {
                return Ok(());
            }
            slices.breathe().await;
        }
        Ok(())
    }

    /// Records as the server has them, from memory where their kind was read.
    pub(super) async fn bases(&self, kind: &'static Kind, ids: &[Uuid]) -> Result<Vec<Option<(Record, u64)>>, Fault> {
        let known = self.shelf.collections.with(kind, |collection| {
            let base = |id: &Uuid| collection.server_has(*id);
            collection.is_whole().then(|| ids.iter().map(base).collect())
        });
        match known {
            Some(known) => Ok(known),
            None => self.replica.records(kind.name, ids).await,
        }
    }

    /// Of what kind a record is, as far as memory tells.
    pub(super) fn kind_of(&self, id: Uuid) -> Option<&'static Kind> {
        if self.shelf.row(id).is_some() {
            return KINDS.first().copied();
        }
        self.shelf.collections.kind_of(id)
    }
}
