//! The end of a history: everything is quiet, and what people saved must be somewhere.

use std::collections::{BTreeMap, HashSet};

use domain::{Record, Value};
use sync::mutation::{Edit, Mutation};
use sync::wire::Outcome;
use uuid::Uuid;

use crate::world::World;

impl World {
    /// Looks for what was lost, what differs and who is stuck.
    pub(crate) fn close(&mut self) {
        for machine in 0..self.machines.len() {
            self.look_at_machine(machine);
        }
        self.look_for_acts();
        self.look_for_values();
    }

    fn look_at_machine(&mut self, number: usize) {
        let machine = &self.machines[number];
        let engine = &machine.tabs[0].engine;
        let status = engine.status();
        let cursor = machine.disk.replica.stand.as_ref().map(|stand| stand.cursor);
        let unanswered = machine.disk.outbox.entries.range(machine.disk.outbox.identity.answered + 1..).count();
        if status.waiting + unanswered > 0 || !status.covers || cursor != Some(self.server.head) {
            let head = self.server.head;
            return self.court.complain(
                "stuck",
                format!("machine {number}: {status:?}, {unanswered} unanswered on disk, cursor {cursor:?} of {head}"),
            );
        }
        let should: BTreeMap<Uuid, (&Record, u64)> =
            self.server.scope_of(machine.user).into_iter().map(|row| (row.record.id, (&row.record, row.seq))).collect();
        let held = &machine.disk.replica.records;
        let mut texts = Vec::new();
        for id in should.keys().chain(held.keys()).collect::<HashSet<_>>() {
            let has = held.get(id).map(|(record, seq)| (record, *seq));
            if has != should.get(id).copied() {
                let presence = (has.map(|(_, seq)| seq), should.get(id).map(|(_, seq)| *seq));
                texts.push(format!("machine {number} differs in record {id}: number held and due {presence:?}"));
            }
        }
        let people: BTreeMap<Uuid, _> =
            self.server.people.iter().map(|(id, (person, _))| (*id, person.clone())).collect();
        if machine.disk.replica.people != people {
            texts.push(format!("machine {number} knows other people than the server"));
        }
        if engine.pending().next().is_some() {
            texts.push(format!("machine {number} still shows acts as pending"));
        }
        self.court.complain_of("diverged", texts);
    }

    /// Every act of which somebody read "saved" is stored, or refused and shown to its person.
    fn look_for_acts(&mut self) {
        let refused = self.refused();
        let mut texts = Vec::new();
        for act in self.court.all_saved() {
            if !self.court.stored(act.id) {
                texts.push(format!("act {} ({:?}) was saved and never reached the server", act.id, act.act));
            }
        }
        for id in refused {
            let shown = self.machines.iter().any(|machine| {
                machine.disk.outbox.entries.values().any(|entry| entry.mutation.id == id && entry.is_refused())
            });
            if !shown && !self.court.was_dropped(id) {
                texts.push(format!("act {id} was refused and nobody is told"));
            }
        }
        self.court.complain_of("lost", texts);
    }

    fn refused(&self) -> HashSet<Uuid> {
        let lines = self.server.history.iter().map(|(_, line)| line);
        lines.filter(|line| matches!(line.outcome, Some(Outcome::Refused { .. }))).map(|line| line.mutation).collect()
    }

    /// `NoSilentLoss`: every value somebody typed stands in its record, or in an open conflict, or somebody who saw it
    /// wrote something else.
    fn look_for_values(&mut self) {
        let refused = self.refused();
        let mut found: HashSet<u64> = HashSet::new();
        for row in self.server.rows.values() {
            found.extend(row.record.values.iter().flat_map(|value| tokens(value.as_ref())));
        }
        let applied: Vec<&Mutation> = self.court.all_saved().filter(|act| !refused.contains(&act.id)).collect();
        let edits = |act: &Mutation| -> Vec<Edit> {
            act.changes.iter().flat_map(|change| change.edits.clone()).filter(Edit::is_change).collect()
        };
        for act in &applied {
            found.extend(edits(act).iter().flat_map(|edit| tokens(edit.from.as_ref())));
        }
        let hollow = |act: &&&Mutation| {
            // Nobody could read it: only its number arrived, and its person was told.
            self.machines.iter().any(|machine| {
                let entries = machine.disk.outbox.entries.values();
                entries.into_iter().any(|entry| entry.mutation.id == act.id && entry.hollow)
            })
        };
        let mut texts = Vec::new();
        for act in applied.iter().filter(|act| !hollow(act) && !self.court.was_dropped(act.id)) {
            for edit in edits(act) {
                let before: HashSet<u64> = tokens(edit.from.as_ref()).into_iter().collect();
                for token in tokens(edit.to.as_ref()) {
                    if !before.contains(&token) && !found.contains(&token) {
                        texts.push(format!("value q{token}q of {} (act {}) vanished", edit.field, act.id));
                    }
                }
            }
        }
        self.court.complain_of("lost", texts);
    }
}

/// The typed values that occur in a stored one: each is `q`, a number, `q`.
fn tokens(value: Option<&Value>) -> Vec<u64> {
    let text = value.and_then(Value::as_text).unwrap_or_default();
    text.split('q').filter_map(|part| part.parse().ok()).collect()
}
