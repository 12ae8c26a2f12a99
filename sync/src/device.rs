//! The device's engine, without any I/O: it is told what happened ([`Event`]) and says what to do ([`Effect`]).
//! The browser and the simulation drive this same code; both only carry effects out and report back.
//!
//! # The life of one edit
//! 1. The person saves. The glue gives the [`Mutation`] the next `n` (last key of the outbox + 1) inside one durable
//!    transaction on `carnet-outbox`, and when that transaction *completes* sends [`Event::Saved`]. Only now "saved".
//! 2. The engine answers [`Effect::Begin`]: take the Web Lock of the sync round (or go on without where there is
//!    none), read again what another tab may have changed, and send [`Event::Begun`].
//! 3. [`Effect::Push`]: post it, and send [`Event::PushAnswered`] or [`Event::Failed`]. Acts that were sent before
//!    are skipped by the server, so a lost answer costs nothing. [`Effect::WriteOutbox`] stores what became of them.
//! 4. [`Effect::Pull`], answered by [`Event::PullAnswered`]; then [`Effect::WritePatch`]: rows, cursor and `acked`
//!    in ONE transaction on the replica, only if the stored [`Stand`] still equals `base`; then [`Event::Written`]
//!    (or [`Event::Stale`]). From here on the act is part of the snapshot and no longer pending.
//! 5. [`Effect::End`]: release the lock and tell the other tabs, who send themselves [`Event::TabMoved`].
//!
//! Tabs share both databases; each has an engine of its own. Correctness never depends on the lock: acts are known by
//! their ids, and every transaction checks what it starts from. A tab that cannot get the lock in ten seconds goes on.
//!
//! Pending := acts with `n` > `acked` ([`Device::pending`]). What the person sees is snapshot ⊕ pending.
//! Every ticket is answered exactly once, by its answer or by `Failed`; late or double answers are ignored.

mod effect;
mod event;
mod load;
mod memory;
mod outbox;
mod push;
mod round;
mod stand;
mod status;

use std::collections::VecDeque;

use domain::Millis;
use uuid::Uuid;

use crate::mutation::Mutation;
use memory::Memory;
use round::Work;

pub use effect::{Effect, Touched};
pub use event::Event;
pub use outbox::{Entry, Identity, State, Stored, is_settled, renumber};
pub use stand::{Loading, Stand};
pub use status::{Phase, Status};

/// The number by which an answer finds its question.
pub type Ticket = u64;

/// Time and chance, handed in with every event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The device's clock.
    pub at: Millis,
    /// A random number: spreads the retries of many devices.
    pub chance: u32,
}

/// The engine of one tab.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; together they are no state machine")]
pub struct Device {
    memory: Memory,
    stand: Option<Stand>,
    /// Transactions on the replica that are under way, in order, and the stand after each.
    writes: VecDeque<(Ticket, Stand)>,
    user: Option<Uuid>,
    label: String,
    online: bool,
    work: Work,
    /// The latest `seq` the server rang.
    heard: u64,
    /// Something suggests that there may be news.
    curious: bool,
    /// The server said that the replica cannot be brought up to date.
    outdated: bool,
    /// What is in memory may be older than the databases.
    unsure: bool,
    /// An act was missing, and the databases have been read again for it.
    holed: bool,
    /// The lock is held.
    holding: bool,
    /// Something was written in this round.
    moved: bool,
    /// The replica was built again in this round.
    rebuilt: bool,
    /// A push of more acts than this was not acceptable; nothing: the usual limit.
    fewer: Option<usize>,
    failures: u32,
    tickets: Ticket,
    /// What the patch that is being written changes.
    touched: Vec<Uuid>,
    out: Vec<Effect>,
}

impl Device {
    /// Takes one event in and says what to do.
    pub fn step(&mut self, event: Event, now: Now) -> Vec<Effect> {
        let before = self.status();
        self.take(event, now);
        self.advance();
        if self.status() != before {
            self.out.push(Effect::Show);
        }
        std::mem::take(&mut self.out)
    }

    fn take(&mut self, event: Event, now: Now) {
        match event {
            Event::Loaded(stored) => self.loaded(stored),
            Event::SignedIn { user, label } => {
                self.user = Some(user);
                self.label = label;
                self.woken();
            }
            Event::SignedOut => self.signed_out(),
            Event::Saved(mutations) => self.saved(mutations),
            Event::Rewritten(entry) => {
                let records = entry.records();
                self.memory.replace(entry);
                self.out.push(Effect::Moved(Touched::Records(records)));
            }
            Event::Online => {
                self.online = true;
                self.woken();
            }
            Event::Offline => self.online = false,
            Event::Wake => {
                self.unsure = true;
                self.woken();
            }
            Event::Timer => {
                // The databases have not answered: ask again. Or it was quiet for long: another tab may have saved
                // something and died before it could tell.
                if matches!(self.work, Work::Reloading | Work::Idle) {
                    self.work = Work::Idle;
                    self.unsure = true;
                }
                self.woken();
            }
            Event::BellRang { head } => self.heard = self.heard.max(head),
            Event::TabMoved => self.unsure = true,
            answer => self.answered(answer, now),
        }
    }

    fn answered(&mut self, event: Event, now: Now) {
        match event {
            Event::Begun { ticket, stored } => self.begun(ticket, stored),
            Event::PushAnswered { ticket, answer } => self.push_answered(ticket, answer, now),
            Event::Unacceptable { ticket } => self.unacceptable(ticket),
            Event::PullAnswered { ticket, answer } => self.pull_answered(ticket, answer, now),
            Event::BootstrapHead { ticket, head } => self.bootstrap_head(ticket, head),
            Event::BootstrapPage { ticket, rows } => self.bootstrap_page(ticket, rows),
            Event::BootstrapEnd { ticket } => self.bootstrap_end(ticket),
            Event::Written { ticket } => self.written(ticket),
            Event::Stale { ticket } if self.awaits(ticket) => self.give_up(),
            Event::Failed { ticket } if self.awaits(ticket) => self.rest(now),
            Event::Denied { ticket } if self.awaits(ticket) => self.signed_out(),
            _ => {}
        }
    }

    fn loaded(&mut self, stored: Stored) {
        if !matches!(self.work, Work::Beginning(_)) {
            self.end_round();
        }
        self.adopt(stored);
    }

    /// Takes over what the databases hold. Acts this tab saved while they were being read stay.
    fn adopt(&mut self, stored: Stored) {
        let same = self.stand == stored.stand && self.memory.is(&stored.identity, &stored.entries);
        self.unsure |= self.memory.adopt(stored.identity, stored.entries);
        self.stand = stored.stand;
        self.writes.clear();
        if !same {
            self.out.push(Effect::Moved(Touched::All));
        }
    }

    fn saved(&mut self, mutations: Vec<Mutation>) {
        let mut records = Vec::new();
        for mutation in mutations {
            let entry = Entry::new(mutation);
            records.extend(entry.records());
            // Its number is taken in memory: another tab has renumbered the outbox.
            self.unsure |= !self.memory.insert(entry);
        }
        self.out.push(Effect::Moved(Touched::Records(records)));
    }

    fn signed_out(&mut self) {
        self.user = None;
        self.end_round();
    }

    fn woken(&mut self) {
        self.curious = true;
        if matches!(self.work, Work::Resting) {
            self.work = Work::Idle;
        }
    }

    fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        self.tickets
    }

    /// What the strip shows.
    pub fn status(&self) -> Status {
        let loading = self.stand.as_ref().and_then(|stand| stand.loading.as_ref());
        Status {
            online: self.online,
            phase: self.phase(),
            waiting: self.memory.waiting(),
            refused: self.memory.refused(),
            progress: loading.map(|loading| (loading.done, loading.total)),
            covers: self.stand.as_ref().is_some_and(Stand::is_whole),
        }
    }

    /// Who the device is, once the databases were read.
    pub fn identity(&self) -> Option<&Identity> {
        self.memory.identity()
    }

    /// Where the replica stands.
    pub fn stand(&self) -> Option<&Stand> {
        self.stand.as_ref()
    }

    /// Acts that the replica does not contain, in order: replay them on what it says. Refused ones are not among them.
    pub fn pending(&self) -> impl Iterator<Item = &Mutation> {
        self.memory.entries().filter(|entry| self.is_pending(entry)).map(|entry| &entry.mutation)
    }

    /// The pending acts that change one record, in order.
    pub fn pending_of(&self, record: Uuid) -> impl Iterator<Item = &Mutation> {
        self.memory.of_record(record).filter(|entry| self.is_pending(entry)).map(|entry| &entry.mutation)
    }

    /// Every entry of the outbox, in order: the journal, the waiting and the refused.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.memory.entries()
    }

    /// Whether the server has not said yet what became of this act.
    pub fn is_waiting(&self, entry: &Entry) -> bool {
        self.memory.is_waiting(entry)
    }

    /// Whether what becomes of a record is not known: an act on it waits for its answer, or is parked.
    pub fn is_undecided(&self, record: Uuid) -> bool {
        self.memory.of_record(record).any(|entry| entry.is_refused() || self.is_waiting(entry))
    }

    fn is_pending(&self, entry: &Entry) -> bool {
        let Some(stand) = &self.stand else { return !entry.is_refused() };
        let contained = entry.n() <= self.acked() || entry.contained == Some(stand.epoch);
        !contained && !entry.is_refused()
    }

    /// The acts up to here are in the replica; 0 when it was told under another device id.
    fn acked(&self) -> u64 {
        let device = self.memory.identity().map(|identity| identity.device);
        self.stand.as_ref().filter(|stand| Some(stand.device) == device).map_or(0, |stand| stand.acked)
    }
}

#[cfg(test)]
mod tests;
