//! One round: send what waits, fetch what is new, until there is neither; then rest.

use uuid::Uuid;

use super::{Device, Effect, Now, Phase, Stand, Stored, Ticket, Touched};
use crate::wire::{Patch, Pull, PullAnswer, Push};

/// Asked for news at least this often, in case a bell was lost.
const POLL_MILLIS: u64 = 5 * 60 * 1000;
/// The databases are read again when they have not answered for so long.
pub(super) const RELOAD_MILLIS: u64 = 10 * 1000;
/// The first delay after a failure; it doubles up to the last.
const FIRST_DELAY: u64 = 1000;
const LAST_DELAY: u64 = 60 * 1000;

/// What the engine waits for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Work {
    /// Nothing.
    #[default]
    Idle,
    /// The databases to be read.
    Reloading,
    /// The delay after a failure.
    Resting,
    /// The lock.
    Beginning(Ticket),
    /// The answer to acts `first..=last`.
    Pushing { ticket: Ticket, first: u64, last: u64 },
    /// The answer to a pull.
    Pulling(Ticket),
    /// A patch to be written.
    Writing,
    /// The head of a bootstrap that goes on after a known record, or begins.
    Opening { ticket: Ticket, resumes: bool },
    /// Pages of a bootstrap, then (`ended`) only their transactions.
    Streaming { ticket: Ticket, ended: bool },
}

impl Device {
    pub(super) fn phase(&self) -> Phase {
        let Some(identity) = self.memory.identity() else { return Phase::Starting };
        if self.user.is_none() {
            return Phase::SignedOut;
        }
        if identity.user != self.user {
            return Phase::OtherPerson;
        }
        match self.work {
            Work::Idle | Work::Reloading | Work::Beginning(_) => Phase::Idle,
            Work::Resting => Phase::Retrying,
            Work::Pushing { .. } => Phase::Pushing,
            Work::Pulling(_) | Work::Writing => Phase::Pulling,
            Work::Opening { .. } | Work::Streaming { .. } => Phase::Loading,
        }
    }

    /// Whether an answer to this ticket is expected.
    pub(super) fn awaits(&self, ticket: Ticket) -> bool {
        let asked = match self.work {
            Work::Beginning(asked)
            | Work::Pulling(asked)
            | Work::Pushing { ticket: asked, .. }
            | Work::Opening { ticket: asked, .. }
            | Work::Streaming { ticket: asked, .. } => asked == ticket,
            Work::Idle | Work::Reloading | Work::Resting | Work::Writing => false,
        };
        asked || self.writes.iter().any(|(write, _)| *write == ticket)
    }

    /// Starts what there is to do, if nothing is being done.
    pub(super) fn advance(&mut self) {
        if !matches!(self.work, Work::Idle) {
            return;
        }
        if self.unsure {
            self.reload();
            return;
        }
        let (Some(identity), Some(user)) = (self.memory.identity(), self.user) else { return };
        if identity.user != Some(user) {
            if self.memory.is_settled() {
                self.work = Work::Reloading;
                self.out.push(Effect::ChangePerson { user });
                self.out.push(Effect::Schedule { after: RELOAD_MILLIS });
            }
            return;
        }
        if self.online && (self.memory.waiting() > 0 || self.wants_news()) {
            let ticket = self.ticket();
            self.work = Work::Beginning(ticket);
            self.out.push(Effect::Begin { ticket });
        }
    }

    fn wants_news(&self) -> bool {
        let whole = self.stand.as_ref().is_some_and(Stand::is_whole);
        !whole || self.curious || self.outdated || self.stand.as_ref().is_some_and(|stand| self.heard > stand.cursor)
    }

    fn reload(&mut self) {
        self.unsure = false;
        self.work = Work::Reloading;
        self.out.push(Effect::Reload);
        self.out.push(Effect::Schedule { after: RELOAD_MILLIS });
    }

    pub(super) fn begun(&mut self, ticket: Ticket, stored: Option<Stored>) {
        if self.work != Work::Beginning(ticket) {
            // Granted after it was given up: nobody would release it.
            self.out.push(Effect::End { moved: false });
            return;
        }
        self.holding = true;
        if let Some(stored) = stored {
            self.unsure = false;
            self.adopt(stored);
        }
        self.next_task();
    }

    /// The next thing to ask of the server in this round, or the end of it.
    pub(super) fn next_task(&mut self) {
        let (Some(identity), Some(user)) = (self.memory.identity().cloned(), self.user) else {
            return self.end_round();
        };
        if !self.online || self.unsure || identity.user != Some(user) {
            return self.end_round();
        }
        let mutations = self.memory.batch(self.fewer.unwrap_or(usize::MAX));
        if let (Some(first), Some(last)) = (mutations.first(), mutations.last()) {
            if first.n > identity.answered + 1 && !std::mem::replace(&mut self.holed, true) {
                // An act between may be another tab's. What was not read must not pass for answered.
                return self.give_up();
            }
            let (first, last, ticket) = (first.n, last.n, self.ticket());
            self.work = Work::Pushing { ticket, first, last };
            let label = self.label.clone();
            let push = Push { device: identity.device, label, epoch: identity.epoch, mutations };
            return self.out.push(Effect::Push { ticket, push });
        }
        match self.stand.clone() {
            Some(stand) if stand.is_whole() && !self.outdated => {
                if self.wants_news() {
                    self.pull(identity.device, stand);
                } else {
                    (self.failures, self.holed) = (0, false);
                    self.end_round();
                    self.out.push(Effect::Schedule { after: POLL_MILLIS });
                }
            }
            stand => self.open(identity.device, stand),
        }
    }

    fn pull(&mut self, device: Uuid, stand: Stand) {
        let ticket = self.ticket();
        self.work = Work::Pulling(ticket);
        // What is heard from now on may not be in the answer.
        (self.curious, self.heard) = (false, 0);
        let pull = Pull { device, epoch: Some(stand.epoch), scope: stand.scope, cursor: stand.cursor };
        self.out.push(Effect::Pull { ticket, pull });
    }

    /// Lets go of the round, wherever it is. Answers that are still under way will find no one.
    pub(super) fn end_round(&mut self) {
        self.curious |= matches!(self.work, Work::Pulling(_) | Work::Writing);
        self.rebuilt = false;
        self.work = Work::Idle;
        if !self.writes.is_empty() {
            self.writes.clear();
            self.unsure = true;
        }
        if std::mem::take(&mut self.holding) {
            self.out.push(Effect::End { moved: std::mem::take(&mut self.moved) });
        }
    }

    /// Something else than expected is in the databases: read them again.
    pub(super) fn give_up(&mut self) {
        self.end_round();
        self.unsure = true;
    }

    /// It did not work: try again later, each time later still.
    pub(super) fn rest(&mut self, now: Now) {
        self.end_round();
        self.curious = true;
        let longest = FIRST_DELAY.saturating_mul(1 << self.failures.min(10)).min(LAST_DELAY);
        self.failures += 1;
        self.work = Work::Resting;
        let after = longest / 2 + u64::from(now.chance) % (longest / 2 + 1);
        self.out.push(Effect::Schedule { after });
    }

    pub(super) fn pull_answered(&mut self, ticket: Ticket, answer: PullAnswer, now: Now) {
        if self.work != Work::Pulling(ticket) {
            return;
        }
        match answer {
            PullAnswer::Patch(patch) => self.patch(patch),
            // Built already, and still of no use: not again at once.
            PullAnswer::Rebuild if self.rebuilt => {
                self.outdated = true;
                self.rest(now);
            }
            PullAnswer::Rebuild => {
                (self.outdated, self.rebuilt) = (true, true);
                self.next_task();
            }
        }
    }

    fn patch(&mut self, patch: Patch) {
        let (Some(base), Some(identity)) = (self.stand.clone(), self.memory.identity()) else { return self.give_up() };
        let stand = Stand {
            device: identity.device,
            cursor: patch.cursor,
            acked: patch.acked.max(self.acked()),
            ..base.clone()
        };
        self.work = Work::Idle;
        self.curious |= patch.more;
        let empty =
            patch.rows.iter().all(|rows| rows.rows.is_empty()) && patch.gone.is_empty() && patch.people.is_empty();
        if empty && stand == base {
            return self.next_task();
        }
        let ticket = self.ticket();
        self.work = Work::Writing;
        self.writes.push_back((ticket, stand.clone()));
        let mut records: Vec<Uuid> = patch.rows.iter().flat_map(|rows| rows.rows.iter().map(|row| row.0)).collect();
        records.extend(&patch.gone);
        self.touched = records;
        self.out.push(Effect::WritePatch { ticket, base, stand, patch });
    }

    pub(super) fn written(&mut self, ticket: Ticket) {
        if self.writes.front().is_none_or(|(write, _)| *write != ticket) {
            return;
        }
        let Some((_, stand)) = self.writes.pop_front() else { return };
        let before = self.acked();
        self.moved = true;
        self.stand = Some(stand);
        match self.work {
            Work::Writing => {
                let mut records = std::mem::take(&mut self.touched);
                records.extend(self.memory.records_between(before, self.acked()));
                self.work = Work::Idle;
                self.out.push(Effect::Moved(Touched::Records(records)));
                self.next_task();
            }
            Work::Streaming { ended: true, .. } if self.writes.is_empty() => {
                self.outdated = false;
                self.curious = true;
                self.out.push(Effect::Moved(Touched::All));
                self.next_task();
            }
            _ => {}
        }
    }
}
