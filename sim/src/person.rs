//! What people do: they open a record, think for a while, save; at times they bring refused acts up again.

mod writes;

use domain::Record;
use domain::client::{self, CLIENT};
use domain::opportunity::OPPORTUNITY;
use domain::stage::STANDARD;
use sync::mutation::{Act, Change, Mutation, VERSION, apply, diff, inverse};
use sync::wire::Push;
use uuid::Uuid;

use crate::machine::{Ear, Write};
use crate::sabotage::Sabotage;
use crate::world::{HOUR, Happening, MINUTE, World};

/// Records as a person saw them when they opened them, and what they are about to do.
#[derive(Debug)]
pub(crate) struct Form {
    seen: Vec<(Record, u64)>,
    deed: Deed,
}

/// What a person does.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Create,
    Add,
    Edit,
    Address,
    Tags,
    Notes,
    HandOver,
    Delete,
    Restore,
    Settle,
    Several,
    Undo,
    Burst,
    Bad,
}

const DEEDS: [Deed; 26] = [
    Deed::Create,
    Deed::Create,
    Deed::Add,
    Deed::Add,
    Deed::Add,
    Deed::Add,
    Deed::Edit,
    Deed::Edit,
    Deed::Edit,
    Deed::Edit,
    Deed::Address,
    Deed::Address,
    Deed::Tags,
    Deed::Tags,
    Deed::Notes,
    Deed::Notes,
    Deed::Notes,
    Deed::HandOver,
    Deed::HandOver,
    Deed::Delete,
    Deed::Restore,
    Deed::Settle,
    Deed::Several,
    Deed::Undo,
    Deed::Burst,
    Deed::Bad,
];

impl World {
    /// The book a history begins with.
    pub(crate) fn found(&mut self) {
        let people: Vec<Uuid> = self.server.people.keys().copied().collect();
        let administrator = self.server.people.values().find(|(person, _)| person.role.sees_all());
        let Some(user) = administrator.map(|(person, _)| person.id) else { return };
        let mutations = (1..=3 + self.chance.below(8) as u64)
            .map(|n| {
                let owner = self.chance.pick(&people).copied().unwrap_or(user);
                let changes = diff(None, &self.some_client(owner), 0).into_iter().collect();
                Mutation {
                    id: self.chance.uuid(),
                    n,
                    act: Act::Import,
                    version: VERSION,
                    made_at: self.now,
                    changes,
                    batch: None,
                }
            })
            .collect();
        let push = Push { device: self.chance.uuid(), label: "import".to_owned(), epoch: None, mutations };
        self.court.saved(&push.mutations);
        // The server answers "stored": nothing can hinder it yet.
        let _ = self.server.push(user, &push, self.now, &mut self.court, &mut self.chance);
        self.backup = Some((self.now, self.server.clone()));
        self.court.backed_up();
    }

    /// A person opens something on a machine; they will save it soon, and come back later.
    pub(crate) fn act(&mut self, machine: usize) {
        if self.calm {
            return;
        }
        let pause = [10 * MINUTE, 2 * HOUR][self.chance.below(2)];
        self.soon(pause, Happening::Act(machine));
        let ears = self.ears(machine);
        let Some(ear) = self.chance.pick(&ears).copied() else { return };
        let engine = &self.machines[machine].tabs[ear.tab].engine;
        let signed_in = engine.identity().and_then(|identity| identity.user) == Some(self.machines[machine].user);
        if !signed_in || !engine.status().covers {
            return;
        }
        let Some(deed) = self.chance.pick(&DEEDS).copied() else { return };
        let wanted = match deed {
            Deed::Create | Deed::Undo => 0,
            Deed::Several | Deed::Add => 3,
            Deed::Burst => 12,
            _ => 1,
        };
        let known: Vec<Uuid> = self.machines[machine].disk.replica.records.keys().copied().collect();
        let pending = engine_records(&self.machines[machine].tabs[ear.tab].engine);
        let all: Vec<Uuid> = known.into_iter().chain(pending).filter(|id| !is_stage(*id)).collect();
        let mut seen: Vec<(Record, u64)> = Vec::new();
        for _ in 0..wanted {
            let picked = self.chance.pick(&all).and_then(|id| self.view(ear, *id));
            // Several changes of one record are several acts; one act changes a record once.
            seen.extend(picked.filter(|(record, _)| seen.iter().all(|(other, _)| other.id != record.id)));
        }
        let patience = [MINUTE, 20 * MINUTE][self.chance.below(2)];
        self.soon(patience, Happening::Save(ear, Box::new(Form { seen, deed })));
    }

    /// What a person sees of a record: the snapshot with the pending acts upon it.
    fn view(&self, ear: Ear, id: Uuid) -> Option<(Record, u64)> {
        let machine = &self.machines[ear.machine];
        let engine = &machine.tabs[ear.tab].engine;
        let known = machine.disk.replica.records.get(&id).cloned();
        let mut pending = engine.pending_of(id).peekable();
        if known.is_none() && pending.peek().is_none() {
            return None;
        }
        let made = pending.peek().and_then(|act| act.changes.iter().find(|change| change.record == id));
        let kind = made.and_then(|change| domain::kind(&change.kind)).unwrap_or(&CLIENT);
        let (mut record, seq) = known.unwrap_or_else(|| (Record::new(kind, id), 0));
        for change in pending.flat_map(|mutation| &mutation.changes).filter(|change| change.record == id) {
            apply(&mut record, change);
        }
        Some((record, seq))
    }

    pub(crate) fn save_form(&mut self, ear: Ear, form: Form) {
        if !self.hears(ear) {
            return;
        }
        let mutations = self.fill(ear, form);
        if mutations.is_empty() {
            return;
        }
        if self.spoiled(Sabotage::SayBeforeComplete) {
            self.court.saved(&mutations);
        }
        self.issue(ear, Write::Save(mutations));
    }

    fn fill(&mut self, ear: Ear, Form { seen, deed }: Form) -> Vec<Mutation> {
        let user = self.machines[ear.machine].user;
        let each = |seen: &[(Record, u64)], world: &mut Self, change: &mut dyn FnMut(&mut Self, &mut Record)| {
            let changed = |(before, seq): &(Record, u64)| {
                let mut after = before.clone();
                change(world, &mut after);
                diff(Some(before), &after, *seq)
            };
            seen.iter().filter_map(changed).collect::<Vec<Change>>()
        };
        let (act, changes) = match deed {
            Deed::Create => {
                let record = self.some_client(user);
                (Act::Create, diff(None, &record, 0).into_iter().collect())
            }
            Deed::Add => {
                let kind = self.chance.pick(&writes::OTHERS).copied().unwrap_or(&OPPORTUNITY);
                let made = self.some_record(kind, &seen, user);
                (Act::Create, made.and_then(|record| diff(None, &record, 0)).into_iter().collect())
            }
            Deed::Edit | Deed::Several => (Act::Edit, each(&seen, self, &mut |world, record| world.edit(record))),
            Deed::Burst => {
                let changes = each(&seen, self, &mut |world, record| world.edit(record));
                return changes.into_iter().map(|change| self.mutation(ear, Act::Edit, vec![change])).collect();
            }
            Deed::Address => (Act::Edit, each(&seen, self, &mut |world, record| world.move_house(record))),
            Deed::Tags => (Act::Edit, each(&seen, self, &mut |world, record| world.tag(record))),
            Deed::Notes => (Act::Edit, each(&seen, self, &mut |world, record| world.note(record))),
            Deed::HandOver => (Act::Edit, each(&seen, self, &mut |world, record| world.hand_over(record))),
            Deed::Bad => (
                Act::Edit,
                each(&seen, self, &mut |_, record| {
                    if record.kind.name == CLIENT.name {
                        record.set(client::STATUS, Some("nonsense".into()));
                    }
                }),
            ),
            Deed::Delete => {
                let at = self.now + self.machines[ear.machine].clock;
                (Act::Delete, each(&seen, self, &mut |_, record| record.set(record.kind.deleted_at, Some(at.into()))))
            }
            Deed::Restore => {
                (Act::Restore, each(&seen, self, &mut |_, record| record.set(record.kind.deleted_at, None)))
            }
            Deed::Settle => (Act::Restore, each(&seen, self, &mut |world, record| world.settle(record))),
            Deed::Undo => {
                let at = self.now + self.machines[ear.machine].clock;
                let engine = &self.machines[ear.machine].tabs[ear.tab].engine;
                let last = engine.entries().filter(|entry| !entry.is_refused()).last();
                (Act::Undo, last.map(|entry| inverse(&entry.mutation, at)).unwrap_or_default())
            }
        };
        if changes.is_empty() { Vec::new() } else { vec![self.mutation(ear, act, changes)] }
    }

    fn mutation(&mut self, ear: Ear, act: Act, changes: Vec<Change>) -> Mutation {
        let made_at = self.now + self.machines[ear.machine].clock;
        Mutation { id: self.chance.uuid(), n: 0, act, version: VERSION, made_at, changes, batch: None }
    }

    /// People look through what was refused: some of it they try again, some they drop, the rest stays parked.
    pub(crate) fn review(&mut self, machine: usize) {
        let ears = self.ears(machine);
        let Some(ear) = ears.first().copied() else { return };
        let engine = &self.machines[machine].tabs[ear.tab].engine;
        let refused: Vec<Mutation> =
            engine.entries().filter(|entry| entry.is_refused()).map(|entry| entry.mutation.clone()).collect();
        for mutation in refused {
            let again = match self.chance.below(3) {
                0 => continue,
                1 => None,
                _ => Some(self.mutation(ear, mutation.act, mutation.changes)),
            };
            self.issue(ear, Write::Drop { id: mutation.id, again });
        }
    }
}

/// Stages are an administrator's: nobody here touches them.
fn is_stage(id: Uuid) -> bool {
    STANDARD.iter().any(|stage| stage.id == id)
}

/// The records that pending acts change.
fn engine_records(engine: &sync::device::Device) -> Vec<Uuid> {
    engine.pending().flat_map(|mutation| mutation.changes.iter().map(|change| change.record)).collect()
}
