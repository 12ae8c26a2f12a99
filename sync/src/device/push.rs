//! Sending: what the engine makes of the answers to a push.

use domain::Millis;

use super::round::{RELOAD_MILLIS, Work};
use super::{Device, Effect, Entry, Now, Ticket, Touched};
use crate::wire::PushAnswer;

impl Device {
    pub(super) fn push_answered(&mut self, ticket: Ticket, answer: PushAnswer, now: Now) {
        let Work::Pushing { ticket: asked, first, last } = self.work else { return };
        if asked != ticket {
            return;
        }
        match answer {
            PushAnswer::Stored { epoch, last_n, notes } if last_n >= first => {
                let changed = self.memory.learn(epoch, last.min(last_n), &notes);
                let records = changed.iter().flat_map(Entry::records).collect();
                (self.curious, self.holed) = (true, false);
                self.write_outbox(changed, now.at);
                self.out.push(Effect::Moved(Touched::Records(records)));
                self.next_task();
            }
            PushAnswer::Restored { epoch, .. }
                if self.memory.identity().is_some_and(|own| own.epoch != Some(epoch)) =>
            {
                self.memory.unlearn(Some(epoch));
                self.write_outbox(Vec::new(), now.at);
                self.next_task();
            }
            PushAnswer::Gap { last_n } if last_n < first => self.bridge(last_n + 1, first, now),
            PushAnswer::Forked => self.renumber(),
            // An answer that does not fit the question.
            PushAnswer::Stored { .. } | PushAnswer::Restored { .. } | PushAnswer::Gap { .. } => self.rest(now),
        }
    }

    /// The server misses the act `missing` before `first`: send it, look for it, or number everything anew.
    fn bridge(&mut self, missing: u64, first: u64, now: Now) {
        if missing == first {
            self.rest(now);
        } else if self.memory.has(missing) {
            self.memory.unlearn(None);
            self.write_outbox(Vec::new(), now.at);
            self.next_task();
        } else if std::mem::replace(&mut self.holed, true) {
            self.renumber();
        } else {
            self.give_up();
        }
    }

    fn renumber(&mut self) {
        let Some(device) = self.memory.identity().map(|identity| identity.device) else { return };
        (self.moved, self.holed) = (true, false);
        let stand = self.stand.clone();
        self.out.push(Effect::Renumber { device, stand });
        self.end_round();
        self.work = Work::Reloading;
        self.out.push(Effect::Schedule { after: RELOAD_MILLIS });
    }

    pub(super) fn write_outbox(&mut self, entries: Vec<Entry>, at: Millis) {
        let forget = self.memory.prune(self.acked(), at);
        let Some(identity) = self.memory.identity().cloned() else { return };
        self.moved = true;
        self.out.push(Effect::WriteOutbox { identity, entries, forget });
    }

    /// One act that the server cannot take must not hold up the others: find it, and send only its number.
    pub(super) fn unacceptable(&mut self, ticket: Ticket) {
        let Work::Pushing { ticket: asked, first, last } = self.work else { return };
        if asked != ticket {
            return;
        }
        if last > first {
            let count = usize::try_from(last - first + 1).unwrap_or(usize::MAX);
            self.fewer = Some(count / 2);
        } else if let Some(entry) = self.memory.hollow(first) {
            self.fewer = None;
            self.out.extend(self.memory.identity().cloned().map(|identity| Effect::WriteOutbox {
                identity,
                entries: vec![entry],
                forget: Vec::new(),
            }));
        }
        self.next_task();
    }
}
