//! Carrying out what an engine asks for: the databases, the lock, the timers. What the browser glue is to the product.

use sync::device::{Effect, Event, Ticket};
use sync::mutation::Mutation;
use sync::wire::{Outcome, PushAnswer};

use crate::disk::Outbox;
use crate::machine::{Ear, Write};
use crate::network::Body;
use crate::sabotage::Sabotage;
use crate::world::{Happening, SECOND, World};

impl World {
    pub(crate) fn carry(&mut self, ear: Ear, effects: Vec<Effect>) {
        for effect in effects {
            if self.chance.permille(self.weather.crash_at_effect) {
                return self.crash(ear);
            }
            match effect {
                Effect::Reload => self.reload(ear, None),
                Effect::Begin { ticket } => self.begin(ear, ticket),
                Effect::End { moved } => self.end(ear, moved),
                Effect::Push { ticket, push } => {
                    if self.spoiled(Sabotage::ForgetWhenSent) {
                        let entries = &mut self.machines[ear.machine].disk.outbox.entries;
                        entries.retain(|n, _| push.mutations.last().is_none_or(|last| *n > last.n));
                    }
                    self.send(ear, ticket, Body::Push(push));
                }
                Effect::Pull { ticket, pull } => self.send(ear, ticket, Body::Pull(pull)),
                Effect::Bootstrap { ticket, device, after } => {
                    self.send(ear, ticket, Body::Bootstrap { device, after });
                }
                Effect::Schedule { after } => {
                    let tab = &mut self.machines[ear.machine].tabs[ear.tab];
                    tab.timer += 1;
                    let timer = tab.timer;
                    let when = self.now.saturating_add_unsigned(after);
                    self.at(when, Happening::Timer(ear, timer));
                }
                Effect::Show | Effect::Moved(_) => {}
                write => self.issue_effect(ear, write),
            }
        }
    }

    fn issue_effect(&mut self, ear: Ear, effect: Effect) {
        let (ticket, write) = match effect {
            Effect::WritePatch { ticket, base, stand, mut patch } => {
                if self.spoiled(Sabotage::KeepEvicted) {
                    patch.gone.clear();
                }
                if self.spoiled(Sabotage::CursorBeforeRows) {
                    self.issue(ear, Write::Cursor(stand.clone()));
                    return self.issue(ear, Write::Patch { ticket, base: stand.clone(), stand, patch });
                }
                (ticket, Write::Patch { ticket, base, stand, patch })
            }
            Effect::ForgetReplica { ticket, stand, people } => (ticket, Write::ForgetReplica { ticket, stand, people }),
            Effect::WritePage { ticket, base, mut stand, rows } => {
                if self.spoiled(Sabotage::LateBootstrapCursor) && rows.is_none() {
                    stand.cursor = self.server.head;
                }
                (ticket, Write::Page { ticket, base, stand, rows })
            }
            Effect::WriteOutbox { identity, entries, mut forget } => {
                if self.spoiled(Sabotage::NoJournal) {
                    let known = self.machines[ear.machine].disk.outbox.entries.values().rev().skip(1);
                    let answered = known.filter(|entry| entry.n() <= identity.answered && !entry.is_refused());
                    forget.extend(answered.map(|entry| (entry.n(), entry.mutation.id)));
                }
                return self.issue(ear, Write::Outbox { identity, entries, forget });
            }
            Effect::Renumber { device, stand } => {
                self.issue(ear, Write::Renumber { device, stand });
                return self.reload(ear, None);
            }
            Effect::ChangePerson { user } => {
                self.issue(ear, Write::ChangePerson { user });
                return self.reload(ear, None);
            }
            // The others are no transactions.
            _ => return,
        };
        if self.chance.permille(self.weather.failed_write) {
            return self.soon(SECOND, Happening::Tell(ear, Event::Failed { ticket }));
        }
        self.issue(ear, write);
    }

    /// Transactions of a machine complete in the order in which they were issued.
    pub(crate) fn issue(&mut self, ear: Ear, write: Write) {
        let when = self.machines[ear.machine].busy_until.max(self.now) + self.chance.between(1, 40);
        self.machines[ear.machine].busy_until = when;
        self.at(when, Happening::Commit(ear, write));
        if self.chance.permille(self.weather.crash_at_write) {
            // Between issued and completed.
            self.soon(60, Happening::Crash(ear));
        }
    }

    pub(crate) fn reload(&mut self, ear: Ear, begin: Option<Ticket>) {
        let when = self.machines[ear.machine].busy_until.max(self.now) + self.chance.between(1, 40);
        self.at(when, Happening::ReadOutbox(ear, begin));
    }

    pub(crate) fn read_outbox(&mut self, ear: Ear, begin: Option<Ticket>) {
        let outbox = Box::new(self.machines[ear.machine].disk.outbox.clone());
        self.machines[ear.machine].tabs[ear.tab].foreign = false;
        self.soon(40, Happening::ReadReplica(ear, begin, outbox));
    }

    pub(crate) fn read_replica(&mut self, ear: Ear, begin: Option<Ticket>, outbox: Outbox) {
        let stored = self.machines[ear.machine].disk.stored(outbox);
        match begin {
            Some(ticket) => self.tell(ear, Event::Begun { ticket, stored: Some(stored) }),
            None => self.tell(ear, Event::Loaded(stored)),
        }
    }

    /// A transaction completes, or would have if its tab had lived.
    pub(crate) fn commit(&mut self, ear: Ear, write: Write) {
        if !self.hears(ear) {
            match self.machines[ear.machine].aftermath.get_mut(&ear) {
                Some(left) if *left > 0 => *left -= 1,
                _ => return,
            }
        }
        self.machines[ear.machine].disk.remember();
        let event = match write {
            Write::Save(mutations) => Some(self.save(ear, mutations)),
            Write::Drop { id, again } => {
                let dropped = self.machines[ear.machine].disk.drop_refused(id);
                dropped.map(|dropped| {
                    self.court.dropped(id);
                    let saved = self.save(ear, again.into_iter().collect());
                    self.tell(ear, Event::Rewritten(dropped));
                    saved
                })
            }
            write => self.write(ear, write),
        };
        if !self.weather.deaf_tabs {
            self.machines[ear.machine].tabs[1 - ear.tab].foreign = true;
        }
        if let Some(event) = event {
            if matches!(event, Event::Saved(_)) {
                self.tell_other_tab(ear);
            }
            self.tell(ear, event);
        }
    }

    fn save(&mut self, ear: Ear, mutations: Vec<Mutation>) -> Event {
        let saved = self.machines[ear.machine].disk.save(mutations);
        self.court.saved(&saved);
        Event::Saved(saved)
    }

    /// The engine's own transactions.
    fn write(&mut self, ear: Ear, write: Write) -> Option<Event> {
        let careless = self.spoiled(Sabotage::SkipBaseCheck);
        let new_device = self.chance.uuid();
        let loses_one = self.spoiled(Sabotage::RenumberLosesOne);
        let disk = &mut self.machines[ear.machine].disk;
        let outcome = |fits, ticket| Some(if fits { Event::Written { ticket } } else { Event::Stale { ticket } });
        match write {
            Write::Outbox { identity, entries, forget } => disk.write_outbox(identity, entries, &forget),
            Write::Renumber { device, stand } => {
                disk.renumber(device, stand.as_ref(), new_device);
                if loses_one && disk.outbox.identity.device == new_device {
                    disk.outbox.entries.pop_last();
                    disk.sync();
                }
            }
            Write::ChangePerson { user } => disk.change_person(user, new_device),
            Write::Patch { ticket, base, stand, patch } => {
                let fits = careless || disk.replica.stand.as_ref() == Some(&base);
                if fits {
                    disk.patch(&patch);
                    disk.replica.stand = Some(stand);
                }
                return outcome(fits, ticket);
            }
            Write::ForgetReplica { ticket, stand, people } => {
                disk.forget_replica(stand, people);
                self.court.lived.bootstraps += 1;
                return outcome(true, ticket);
            }
            Write::Page { ticket, base, stand, rows } => {
                let fits = careless || disk.replica.stand.as_ref() == Some(&base);
                if fits {
                    disk.put_rows(rows.as_slice());
                    disk.replica.stand = Some(stand);
                }
                return outcome(fits, ticket);
            }
            Write::Cursor(stand) => disk.replica.stand = Some(stand),
            // Those of people were carried out already.
            Write::Save(_) | Write::Drop { .. } => {}
        }
        None
    }

    fn tell_other_tab(&mut self, ear: Ear) {
        let other = self.ear(ear.machine, 1 - ear.tab);
        if self.hears(other) && !self.weather.deaf_tabs {
            self.soon(SECOND, Happening::Tell(other, Event::TabMoved));
        }
    }

    fn begin(&mut self, ear: Ear, ticket: Ticket) {
        let machine = &mut self.machines[ear.machine];
        if self.weather.lockless {
            self.grant(ear, ticket);
        } else if machine.lock.is_some() {
            machine.queue.push_back((ear, ticket));
            self.at(self.now + 10 * SECOND, Happening::LockTimeout(ear, ticket));
        } else {
            machine.lock = Some(ear);
            self.grant(ear, ticket);
        }
    }

    fn grant(&mut self, ear: Ear, ticket: Ticket) {
        if self.machines[ear.machine].tabs[ear.tab].foreign {
            self.reload(ear, Some(ticket));
        } else {
            self.soon(10, Happening::Tell(ear, Event::Begun { ticket, stored: None }));
        }
    }

    pub(crate) fn lock_timeout(&mut self, ear: Ear, ticket: Ticket) {
        let queue = &mut self.machines[ear.machine].queue;
        let before = queue.len();
        queue.retain(|waiting| *waiting != (ear, ticket));
        if queue.len() < before && self.hears(ear) {
            self.grant(ear, ticket);
        }
    }

    fn end(&mut self, ear: Ear, moved: bool) {
        if moved {
            self.tell_other_tab(ear);
        }
        self.release(ear);
    }

    pub(crate) fn release(&mut self, ear: Ear) {
        if self.machines[ear.machine].lock != Some(ear) {
            return;
        }
        self.machines[ear.machine].lock = None;
        while let Some((next, ticket)) = self.machines[ear.machine].queue.pop_front() {
            if self.hears(next) {
                self.machines[ear.machine].lock = Some(next);
                return self.grant(next, ticket);
            }
        }
    }

    /// What a sabotaged engine hears.
    pub(crate) fn spoil_event(&mut self, ear: Ear, mut event: Event) -> Event {
        let tab = &self.machines[ear.machine].tabs[ear.tab];
        match (self.sabotage, &mut event) {
            (
                Some(Sabotage::RefusedAsApplied),
                Event::PushAnswered { answer: PushAnswer::Stored { notes, .. }, .. },
            ) => {
                notes.retain(|note| !matches!(note.outcome, Outcome::Refused { .. }));
            }
            (Some(Sabotage::IgnoreRestored), Event::PushAnswered { answer, .. }) => {
                if let PushAnswer::Restored { epoch, .. } = answer {
                    *answer = PushAnswer::Stored { epoch: *epoch, last_n: tab.last_sent, notes: Vec::new() };
                }
            }
            (Some(Sabotage::IgnoreRestored), Event::BootstrapHead { head, .. }) => {
                let known = tab.engine.identity().map_or(0, |identity| identity.answered);
                head.acked = head.acked.max(known);
                head.epoch = tab.engine.identity().and_then(|identity| identity.epoch).unwrap_or(head.epoch);
            }
            _ => {}
        }
        event
    }
}
