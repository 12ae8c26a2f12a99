//! The server in memory, under the same rules of transaction as the store: one number per push, history and rows and
//! `last_n` together, what is visible decided at the moment of asking. The verdict is the real one.

mod reading;

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::stage::STANDARD;
use domain::{Millis, Person, Role};
use sync::admit::{Admission, Known, admit};
use sync::mutation::{Edit, Mutation};
use sync::row::{ANY, Row, Stamp};
use sync::verdict::{Author, Chunk, HistoryDraft, Plan, judge, seen, touched};
use sync::wire::{Outcome, Push, PushAnswer};
use uuid::Uuid;

use crate::chance::Chance;
use crate::judge::Judge;
use crate::sabotage::Sabotage;

/// The session is over.
#[derive(Debug)]
pub(crate) struct Denied;

/// The server.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    pub(crate) epoch: Uuid,
    pub(crate) head: u64,
    pub(crate) rows: BTreeMap<Uuid, Row>,
    pub(crate) history: Vec<(u64, HistoryDraft)>,
    pub(crate) people: BTreeMap<Uuid, (Person, u64)>,
    devices: HashMap<Uuid, Registered>,
    committed_at: HashMap<u64, Millis>,
    outcomes: HashMap<Uuid, Option<Outcome>>,
    sabotage: Option<Sabotage>,
}

/// A device as the server knows it.
#[derive(Debug, Clone)]
struct Registered {
    user: Uuid,
    last_n: u64,
    /// Which push brought it up to which `n`.
    steps: Vec<(u64, u64)>,
}

/// The stages that opportunities stand in; there from the beginning.
fn stages() -> BTreeMap<Uuid, Row> {
    let (user, device) = (Uuid::nil(), Uuid::nil());
    let stamps = BTreeMap::from([(ANY.to_owned(), Stamp { seq: 1, at: 0, user, device })]);
    let rows =
        (1..).zip(STANDARD).map(|(place, stage)| Row { record: stage.record(place), seq: 1, stamps: stamps.clone() });
    rows.map(|row| (row.record.id, row)).collect()
}

impl Server {
    pub(crate) fn new(epoch: Uuid, people: Vec<Person>, sabotage: Option<Sabotage>) -> Self {
        Self {
            epoch,
            head: 1,
            rows: stages(),
            history: Vec::new(),
            people: people.into_iter().map(|person| (person.id, (person, 1))).collect(),
            devices: HashMap::new(),
            committed_at: HashMap::new(),
            outcomes: HashMap::new(),
            sabotage,
        }
    }

    fn spoiled(&self, by: Sabotage) -> bool {
        self.sabotage == Some(by)
    }

    pub(crate) fn role(&self, user: Uuid) -> Result<Role, Denied> {
        let person = self.people.get(&user).map(|(person, _)| person);
        person.filter(|person| person.closed_at.is_none()).map(|person| person.role).ok_or(Denied)
    }

    /// Changes what somebody may do, or closes or opens their access.
    pub(crate) fn change_person(&mut self, user: Uuid, change: impl FnOnce(&mut Person)) {
        self.head += 1;
        if let Some((person, seq)) = self.people.get_mut(&user) {
            change(person);
            *seq = self.head;
        }
    }

    /// This server's state under a new life, as after a restore. Numbers go on from the moment of the restore in
    /// milliseconds: above any the former life can have given, so that what a device saw in it never counts as
    /// having seen what is written now.
    pub(crate) fn restored(&self, epoch: Uuid, at: Millis) -> Self {
        Self { epoch, head: self.head.max(at.unsigned_abs()), ..self.clone() }
    }

    pub(crate) fn push(
        &mut self,
        user: Uuid,
        push: &Push,
        at: Millis,
        court: &mut Judge,
        chance: &mut Chance,
    ) -> Result<PushAnswer, Denied> {
        let role = self.role(user)?;
        let known = self.known(user, push);
        let answer = match admit(push, &known) {
            Admission::Answer(answer) => answer,
            Admission::Judge { fresh, last_n, mut notes } => {
                let author = Author { user, role, device: push.device };
                let lost = self.spoiled(Sabotage::AnswerBeforeCommit) && chance.permille(50);
                if !lost && (!fresh.is_empty() || last_n > known.last_n) {
                    let plan = self.transact(author, last_n, &fresh, at, court, chance);
                    notes.extend(plan.notes);
                }
                PushAnswer::Stored { epoch: self.epoch, last_n, notes }
            }
        };
        court.answered(push, &answer);
        Ok(answer)
    }

    fn known(&self, user: Uuid, push: &Push) -> Known {
        let device = self.devices.get(&push.device);
        let last_n = device.map_or(0, |device| device.last_n);
        let mut stored: HashMap<Uuid, Option<Outcome>> = push
            .mutations
            .iter()
            .filter_map(|mutation| Some((mutation.id, self.outcomes.get(&mutation.id)?.clone())))
            .collect();
        for mutation in &push.mutations {
            if mutation.n > last_n && self.spoiled(Sabotage::SkipDedupe) {
                stored.remove(&mutation.id);
            }
            if mutation.n <= last_n && self.spoiled(Sabotage::MissFork) {
                stored.entry(mutation.id).or_default();
            }
        }
        Known { epoch: self.epoch, foreign: device.is_some_and(|device| device.user != user), last_n, stored }
    }

    /// One transaction.
    fn transact(
        &mut self,
        author: Author,
        last_n: u64,
        fresh: &[&Mutation],
        at: Millis,
        court: &mut Judge,
        chance: &mut Chance,
    ) -> Plan {
        let late = self.spoiled(Sabotage::LateNumber) && chance.permille(200);
        self.head += u64::from(!late);
        let seq = self.head;
        self.committed_at.insert(seq, at);
        let spoiled: Vec<Mutation> = fresh.iter().map(|mutation| self.spoil(mutation)).collect();
        let mutations: Vec<&Mutation> = if self.sabotage.is_some() { spoiled.iter().collect() } else { fresh.to_vec() };
        let plan = self.verdict(author, seq, at, mutations);
        for row in &plan.rows {
            self.rows.insert(row.record.id, row.clone());
        }
        for draft in &plan.history {
            self.outcomes.entry(draft.mutation).or_default();
            if let Some(outcome) = &draft.outcome {
                self.outcomes.insert(draft.mutation, Some(outcome.clone()));
            }
            self.history.push((seq, draft.clone()));
        }
        let device = self.devices.entry(author.device);
        let device = device.or_insert_with(|| Registered { user: author.user, last_n: 0, steps: Vec::new() });
        device.last_n = last_n;
        device.steps.push((seq, last_n));
        court.witness(author, seq, at, fresh, &plan, &self.rows);
        plan
    }

    fn verdict(&self, author: Author, seq: u64, at: Millis, mutations: Vec<&Mutation>) -> Plan {
        let keys = touched(mutations.iter().copied());
        let rows = keys.into_iter().filter_map(|key| Some((key, self.rows.get(&key.1)?.clone()))).collect();
        let times = seen(mutations.iter().copied());
        let times = times.into_iter().filter(|_| !self.spoiled(Sabotage::TrustClock));
        let seen_at = times.filter_map(|seq| Some((seq, *self.committed_at.get(&seq)?))).collect();
        let used = HashSet::new();
        let mut chunk = Chunk { seq, received_at: at, author, rows: &rows, used: &used, seen_at: &seen_at, mutations };
        if self.spoiled(Sabotage::TrustClock) {
            chunk.received_at = Millis::MAX;
        }
        if self.spoiled(Sabotage::SkipRights) {
            chunk.author.role = Role::Administrator;
        }
        let mut plan = judge(chunk);
        if self.spoiled(Sabotage::DropConflict) {
            for row in &mut plan.rows {
                let conflicts = row.record.kind.conflicts;
                row.record.set(conflicts, None);
            }
        }
        plan
    }

    /// The act as a sabotaged server reads it.
    fn spoil(&self, mutation: &Mutation) -> Mutation {
        let mut mutation = mutation.clone();
        match self.sabotage {
            Some(Sabotage::HalfMutation) => mutation.changes.truncate(1),
            Some(Sabotage::EverythingSeen) => {
                for change in mutation.changes.iter_mut().filter(|change| change.seen > 0) {
                    change.seen = self.head;
                }
            }
            Some(Sabotage::SplitGroups) => {
                mutation.changes.iter_mut().for_each(|change| change.edits.retain(Edit::is_change));
            }
            Some(Sabotage::OverwriteNotes) => {
                for change in &mut mutation.changes {
                    let row = self.rows.get(&change.record);
                    let current = row.and_then(|row| row.record.get(row.record.kind.position("notes")?)).cloned();
                    for edit in change.edits.iter_mut().filter(|edit| edit.field == "notes" && row.is_some()) {
                        edit.from.clone_from(&current);
                    }
                }
            }
            _ => {}
        }
        mutation
    }
}
