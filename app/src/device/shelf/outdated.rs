//! What of the book must be drawn anew because it was touched: records with the acts that wait on them.

use std::collections::HashSet;

use domain::sorting;
use domain::{Kind, Record};
use sync::Mutation;
use sync::device::{Device as Engine, Touched};
use uuid::Uuid;

use super::{Shelf, shown_of};

/// A record whose overlay must be made anew.
pub(in crate::device) struct Outdated {
    pub(in crate::device) id: Uuid,
    pub(in crate::device) kind: &'static Kind,
    shown: (usize, u64),
    acts: Vec<Mutation>,
}

/// What was touched and not looked at yet.
#[derive(Default)]
pub(super) struct Restless {
    any: bool,
    all: bool,
    ids: HashSet<Uuid>,
}

impl Shelf {
    /// These records may look different.
    pub(in crate::device) fn touch(&self, touched: Touched) {
        let mut restless = self.restless.borrow_mut();
        restless.any = true;
        match touched {
            Touched::All => restless.all = true,
            Touched::Records(ids) => restless.ids.extend(ids),
        }
    }

    /// Whether something was touched since [`Self::outdated`] was last asked.
    pub(in crate::device) fn is_touched(&self) -> bool {
        self.restless.borrow().any
    }

    /// Takes away what is no longer pending; gives the records whose overlay must be made anew, with their acts.
    pub(in crate::device) fn outdated(&self, engine: &Engine) -> Vec<Outdated> {
        let restless = self.restless.take();
        if !self.whole.get() {
            return Vec::new();
        }
        let mut ids = restless.ids;
        if restless.all {
            ids.extend(engine.pending().flat_map(|act| act.changes.iter().map(|change| change.record)));
            ids.extend(self.overlaid.borrow().keys());
        }
        let moved = self.moved.take();
        let mut outdated = Vec::new();
        for id in ids {
            let acts: Vec<&Mutation> = engine.pending_of(id).collect();
            let Some(last) = acts.last() else {
                self.clear_overlay(id);
                continue;
            };
            let shown = (acts.len(), last.n);
            if !moved.contains(&id) && self.overlaid.borrow().get(&id).is_some_and(|laid| laid.acts == shown) {
                continue;
            }
            let acts: Vec<Mutation> = acts.iter().map(|act| act.only(id)).collect();
            let kind = acts.iter().flat_map(|act| &act.changes).find_map(|change| domain::kind(&change.kind));
            if let Some(kind) = kind {
                outdated.push(Outdated { id, kind, shown, acts });
            }
        }
        // In the order of ids, as pages are: neighbours are read together.
        sorting::sort_by_key(&mut outdated, |record| record.id);
        outdated
    }

    /// Lays a record's acts over what the snapshot has of it.
    pub(in crate::device) fn overlay(&self, record: Outdated, base: Option<(Record, u64)>) {
        let shown = shown_of(base, record.acts);
        self.lay(record.kind, record.id, shown, record.shown);
    }
}
