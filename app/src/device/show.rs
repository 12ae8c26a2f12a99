//! From what this device has to what pages show: records with their person's acts on top, and the state of sync.

use std::rc::Rc;

use ::sync::Mutation;
use ::sync::device::{self as engine, State, Touched};
use domain::{KINDS, Kind, Person};
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::copy::Device;
use super::database::Fault;
use super::page::{self, Slices};
use super::shelf::{Loaded, Outdated, shown_of};
use crate::records::ShownRecord;
use crate::sync_state::{Phase, QUEUE_SHOWN, QueueItem, QueueState, SyncState};

/// Records after which [`Device::several_of`] lets the page breathe.
const SEVERAL: usize = 200;

impl Device {
    pub(super) async fn several_of(self: Rc<Self>, kind: &'static Kind, ids: &[Uuid]) -> Option<Vec<ShownRecord>> {
        let mut shown = Vec::with_capacity(ids.len());
        let mut slices = Slices::new();
        for some in ids.chunks(SEVERAL) {
            shown.extend(self.shown_of_kind(kind, some).await.ok()?);
            slices.breathe().await;
        }
        Some(shown)
    }

    pub(super) async fn shown(&self, kind: Option<&'static Kind>, id: Uuid) -> Result<Option<ShownRecord>, Fault> {
        let written = || {
            let engine = self.engine.borrow();
            engine
                .pending_of(id)
                .flat_map(|act| &act.changes)
                .find_map(|change| domain::kind(&change.kind).filter(|_| change.record == id))
        };
        let mut base = None;
        match kind.or_else(written).or_else(|| self.kind_of(id)) {
            Some(kind) => base = self.bases(kind, &[id]).await?.pop().flatten(),
            // A client that no list shows, or a kind that was not read yet.
            None => {
                for kind in KINDS {
                    if base.is_none() {
                        base = self.bases(kind, &[id]).await?.pop().flatten();
                    }
                }
            }
        }
        Ok(shown_of(base, self.pending_of(id)))
    }

    /// Several records of a kind, in the order asked for, those that are not here left out.
    pub(super) async fn shown_of_kind(&self, kind: &'static Kind, ids: &[Uuid]) -> Result<Vec<ShownRecord>, Fault> {
        let mut shown = Vec::with_capacity(ids.len());
        for some in ids.chunks(READ_AT_ONCE) {
            let bases = self.bases(kind, some).await?;
            shown.extend(some.iter().zip(bases).filter_map(|(id, base)| shown_of(base, self.pending_of(*id))));
        }
        Ok(shown)
    }

    /// The waiting acts on a record, each as far as it is about it.
    fn pending_of(&self, id: Uuid) -> Vec<Mutation> {
        self.engine.borrow().pending_of(id).map(|act| act.only(id)).collect()
    }

    /// At a start without the server: the first screen, before anything else is read.
    pub(super) async fn show_first(self: &Rc<Self>) -> Result<(), Fault> {
        let opening = self.replica.open().await?;
        self.show_people(opening.people.clone());
        if page::is_shell() && opening.stand.as_ref().is_some_and(engine::Stand::is_whole) {
            self.shelf.begin(&opening).await;
            self.records.begun.set(true);
            self.records.revision.update(|revision| *revision += 1);
            page::mark("carnet:first-rows");
            // All that is read next would keep the rows from the screen.
            page::shown().await;
        }
        Ok(())
    }

    /// Brings the book to where the replica stands: after a start, or when another tab moved it.
    pub(super) async fn follow(self: &Rc<Self>) {
        let stand = self.engine.borrow().stand().cloned();
        if let Err(fault) = self.follow_to(stand.as_ref()).await {
            self.broken(&fault);
        }
        self.show_moved(Touched::All);
    }

    /// Brings the book to this stand of the replica, if it is a whole one and another than the book shows.
    pub(super) async fn follow_to(&self, stand: Option<&engine::Stand>) -> Result<(), Fault> {
        if !stand.is_some_and(engine::Stand::is_whole) || self.shelf.shows(stand) {
            return Ok(());
        }
        let opening = self.replica.open().await?;
        self.show_people(opening.people.clone());
        if !self.shelf.follow(&opening).await {
            let mut index = self.replica.index(Loaded::take).await?;
            let Some(stand) = index.stand.clone().filter(engine::Stand::is_whole) else { return Ok(()) };
            if !self.shelf.load(&mut index).await {
                self.shelf.gather(&self.replica).await?;
                self.shelf.build().await;
                self.shelf.lay_fresh(&index.fresh).await;
                self.shelf.complete(&stand);
            }
        }
        page::mark("carnet:searchable");
        Ok(())
    }

    pub(super) fn people(&self) -> Vec<Person> {
        self.records.people.get_untracked()
    }

    pub(super) fn show_people(&self, people: Vec<Person>) {
        if self.records.people.with_untracked(|shown| *shown != people) {
            self.records.people.set(people);
        }
    }

    /// The strip and the queue, once for all that happens in this task.
    pub(super) fn show_state(self: &Rc<Self>) {
        if self.showing.replace(true) {
            return;
        }
        let this = Rc::clone(self);
        spawn_local(async move {
            page::next_task().await;
            this.showing.set(false);
            if !this.closed.get() {
                this.show_state_now();
            }
        });
    }

    fn show_state_now(&self) {
        let status = self.engine.borrow().status();
        let queue = self.queue();
        let conflicts = if self.shelf.whole.get() {
            self.shelf.conflicts().len()
        } else {
            queue.iter().filter(|item| item.state == QueueState::Conflict).count()
        };
        let state = SyncState {
            online: status.online && status.phase != engine::Phase::Retrying,
            phase: if self.fails.get() { Phase::Broken } else { phase_of(status) },
            waiting: status.waiting,
            pictures: self.pictures.unsent(),
            refused: status.refused,
            conflicts,
            progress: status.progress,
            update_ready: self.syncing.state.with_untracked(|state| state.update_ready),
        };
        let before = self.syncing.state.get_untracked();
        if before != state {
            self.syncing.state.set(state);
        }
        if before.waiting > 0 && state.waiting == 0 {
            page::mark("carnet:acknowledged");
        }
        if self.syncing.queue.with_untracked(|shown| *shown != queue) {
            self.syncing.queue.set(queue);
        }
        let covers = status.covers && self.shelf.whole.get();
        // What [`Self::show_first`] showed stays, until all of it is read.
        let is_known = status.covers || status.phase == engine::Phase::Starting;
        let begun = covers || (page::is_shell() && self.records.begun.get_untracked() && is_known);
        for (signal, now) in [(self.records.begun, begun), (self.records.covers, covers)] {
            if signal.get_untracked() != now {
                signal.set(now);
            }
        }
    }

    fn queue(&self) -> Vec<QueueItem> {
        let engine = self.engine.borrow();
        let mut waiting = 0;
        let mut queue = Vec::new();
        for entry in engine.entries() {
            let state = match &entry.state {
                State::Refused { reason } => QueueState::Refused(reason.clone()),
                State::Conflict => QueueState::Conflict,
                State::Fine if engine.is_waiting(entry) && !entry.mutation.changes.is_empty() => {
                    waiting += 1;
                    if waiting > QUEUE_SHOWN {
                        continue;
                    }
                    QueueState::Waiting
                }
                State::Fine => continue,
            };
            let made_at = entry.mutation.made_at;
            queue.push(QueueItem { n: entry.n(), state, mutation: entry.mutation.clone(), made_at });
        }
        queue
    }

    /// Records or pending acts moved: draws the overlay anew where it is out of date, then tells the pages.
    pub(super) fn show_moved(self: &Rc<Self>, touched: Touched) {
        self.shelf.touch(touched);
        self.show_state();
        if self.overlaying.replace(true) {
            return;
        }
        let this = Rc::clone(self);
        spawn_local(async move {
            while this.shelf.is_touched() {
                if let Err(fault) = this.overlay().await {
                    this.broken(&fault);
                    break;
                }
                this.records.revision.update(|revision| *revision += 1);
                this.show_state();
            }
            this.overlaying.set(false);
        });
    }

    /// Makes ready what the headings of the list may ask next, once nobody asks for anything. On a phone it has none.
    pub(super) fn prepare_when_idle(self: &Rc<Self>) {
        if !self.shelf.whole.get() || !page::is_wide() || self.preparing.replace(true) {
            return;
        }
        let this = Rc::clone(self);
        spawn_local(async move {
            let now = || (this.shelf.asked.get(), this.records.revision.get_untracked());
            let mut is_left = true;
            while is_left && !this.closed.get() {
                let before = now();
                page::sleep(QUIET).await;
                while is_left && now() == before {
                    page::idle().await;
                    let slice = Slices::new();
                    while is_left && !slice.is_over() {
                        is_left = this.shelf.prepare();
                    }
                }
            }
            this.preparing.set(false);
        });
    }

    async fn overlay(&self) -> Result<(), Fault> {
        let mut outdated: Vec<Outdated> = {
            let engine = self.engine.borrow();
            self.shelf.outdated(&engine)
        };
        let mut slices = Slices::new();
        for kind in KINDS {
            let (of_kind, others) = outdated.into_iter().partition(|record| record.kind.name == kind.name);
            outdated = others;
            let mut of_kind: Vec<Outdated> = of_kind;
            while !of_kind.is_empty() {
                let some = of_kind.split_off(of_kind.len().saturating_sub(READ_AT_ONCE));
                let ids: Vec<Uuid> = some.iter().map(|record| record.id).collect();
                for (record, base) in some.into_iter().zip(self.bases(kind, &ids).await?) {
                    self.shelf.overlay(record, base);
                }
                slices.breathe().await;
            }
        }
        Ok(())
    }
}

/// For so long nobody asks the list before [`Device::prepare_when_idle`] begins, in milliseconds.
const QUIET: i32 = 1000;

/// Records that one transaction reads to draw the overlay.
const READ_AT_ONCE: usize = 50;

fn phase_of(status: engine::Status) -> Phase {
    match status.phase {
        engine::Phase::Starting => Phase::Starting,
        // Before the first book is here, nothing is up to date.
        engine::Phase::Idle if status.online && !status.covers => Phase::Starting,
        engine::Phase::Idle if status.online => Phase::Idle,
        engine::Phase::Idle | engine::Phase::Retrying => Phase::Offline,
        engine::Phase::Pushing | engine::Phase::Pulling => Phase::Syncing,
        engine::Phase::Loading => Phase::Loading,
        engine::Phase::SignedOut | engine::Phase::OtherPerson => Phase::SignedOut,
    }
}
