//! The two databases of a machine, and what their transactions do. Pure: when they take place is the world's affair.

use std::collections::BTreeMap;

use domain::{Person, Record};
use sync::device::{Entry, Identity, Stand, Stored, is_settled, renumber};
use sync::mutation::Mutation;
use sync::wire::{Patch, Rows};
use uuid::Uuid;

/// The outbox: small and precious.
#[derive(Debug, Clone)]
pub(crate) struct Outbox {
    pub(crate) identity: Identity,
    pub(crate) entries: BTreeMap<u64, Entry>,
}

/// The replica: disposable.
#[derive(Debug, Clone, Default)]
pub(crate) struct Replica {
    pub(crate) stand: Option<Stand>,
    pub(crate) records: BTreeMap<Uuid, (Record, u64)>,
    pub(crate) people: BTreeMap<Uuid, Person>,
}

/// Both, and what a loss of power would leave of them.
#[derive(Debug, Clone)]
pub(crate) struct Disk {
    pub(crate) outbox: Outbox,
    pub(crate) replica: Replica,
    /// The outbox after its last durable transaction: later ones were relaxed.
    pub(crate) durable: Outbox,
    /// The replica as it was some transactions ago.
    pub(crate) older: Vec<Replica>,
}

impl Disk {
    pub(crate) fn new(device: Uuid) -> Self {
        let outbox = Outbox { identity: Identity::new(device), entries: BTreeMap::new() };
        Self { durable: outbox.clone(), outbox, replica: Replica::default(), older: Vec::new() }
    }

    pub(crate) fn stored(&self, outbox: Outbox) -> Stored {
        Stored {
            identity: outbox.identity,
            entries: outbox.entries.into_values().collect(),
            stand: self.replica.stand.clone(),
        }
    }

    /// What a durable transaction leaves can be relied upon.
    pub(crate) fn sync(&mut self) {
        self.durable = self.outbox.clone();
    }

    /// Keeps what a loss of power may bring back.
    pub(crate) fn remember(&mut self) {
        self.older.push(self.replica.clone());
        if self.older.len() > 3 {
            self.older.remove(0);
        }
    }

    /// Gives acts the next numbers and stores them.
    pub(crate) fn save(&mut self, mutations: Vec<Mutation>) -> Vec<Mutation> {
        let next = self.outbox.entries.last_key_value().map_or(1, |(n, _)| n + 1);
        let numbered = |(n, mutation): (u64, Mutation)| Mutation { n, ..mutation };
        let mutations: Vec<Mutation> = (next..).zip(mutations).map(numbered).collect();
        self.outbox.entries.extend(mutations.iter().map(|mutation| (mutation.n, Entry::new(mutation.clone()))));
        self.sync();
        mutations
    }

    /// The person drops a refused act. Nothing when it is not there any more.
    pub(crate) fn drop_refused(&mut self, id: Uuid) -> Option<Entry> {
        let entry = self.outbox.entries.values_mut().find(|entry| entry.mutation.id == id && entry.is_refused())?;
        *entry = entry.clone().dropped();
        let entry = entry.clone();
        self.sync();
        Some(entry)
    }

    pub(crate) fn write_outbox(&mut self, identity: Identity, entries: Vec<Entry>, forget: &[(u64, Uuid)]) {
        if self.outbox.identity.device != identity.device {
            return;
        }
        self.outbox.identity = identity;
        let holds = |outbox: &Outbox, n, id| outbox.entries.get(&n).is_some_and(|known| known.mutation.id == id);
        for entry in entries {
            if holds(&self.outbox, entry.n(), entry.mutation.id) {
                self.outbox.entries.insert(entry.n(), entry);
            }
        }
        for (n, id) in forget {
            if holds(&self.outbox, *n, *id) {
                self.outbox.entries.remove(n);
            }
        }
    }

    pub(crate) fn renumber(&mut self, old: Uuid, stand: Option<&Stand>, new: Uuid) {
        if self.outbox.identity.device != old {
            return;
        }
        let entries = std::mem::take(&mut self.outbox.entries).into_values().collect();
        let (identity, entries) = renumber(self.outbox.identity.clone(), entries, stand, new);
        self.outbox = Outbox { identity, entries: entries.into_iter().map(|entry| (entry.n(), entry)).collect() };
        self.sync();
    }

    pub(crate) fn change_person(&mut self, user: Uuid, device: Uuid) {
        let entries: Vec<Entry> = self.outbox.entries.values().cloned().collect();
        if is_settled(&self.outbox.identity, &entries) {
            self.outbox =
                Outbox { identity: Identity { user: Some(user), ..Identity::new(device) }, entries: BTreeMap::new() };
            self.replica = Replica::default();
            self.older.clear();
            self.sync();
        }
    }

    pub(crate) fn put_rows(&mut self, rows: &[Rows]) {
        for (record, seq) in rows.iter().filter_map(|rows| rows.records().ok()).flatten() {
            self.replica.records.insert(record.id, (record, seq));
        }
    }

    pub(crate) fn patch(&mut self, patch: &Patch) {
        self.put_rows(&patch.rows);
        for id in &patch.gone {
            self.replica.records.remove(id);
        }
        self.replica.people.extend(patch.people.iter().map(|person| (person.id, person.clone())));
    }

    pub(crate) fn forget_replica(&mut self, stand: Stand, people: Vec<Person>) {
        self.replica = Replica {
            stand: Some(stand),
            records: BTreeMap::new(),
            people: people.into_iter().map(|person| (person.id, person)).collect(),
        };
    }
}
