//! The outbox in memory: its entries by number and by record, and how far the server has answered.

use std::collections::{BTreeMap, HashMap};

use domain::Millis;
use uuid::Uuid;

use super::outbox::{Entry, Identity};
use crate::mutation::{Change, Mutation};
use crate::wire::{Note, PUSH_LIMIT};

/// Acknowledged acts are kept this long, to be sent again after the server was restored from a backup.
const JOURNAL_MILLIS: Millis = 7 * 24 * 60 * 60 * 1000;
/// So many are kept however old they look: a clock that was set right makes everything look old at once.
const JOURNAL_ENTRIES: usize = 1000;
/// A push stops growing here, in bytes of text. One act may be bigger.
const PUSH_BYTES: usize = 1024 * 1024;

/// The outbox in memory.
#[derive(Debug, Default)]
pub(super) struct Memory {
    identity: Option<Identity>,
    entries: BTreeMap<u64, Entry>,
    by_record: HashMap<Uuid, Vec<u64>>,
    refused: usize,
}

impl Memory {
    /// Takes over what the database holds, and keeps what this tab saved while it was being read. Says whether the
    /// database must be read once more, because what is kept may bear numbers of a device id that was given up.
    pub(super) fn adopt(&mut self, identity: Identity, entries: Vec<Entry>) -> bool {
        let last = entries.last().map_or(0, Entry::n);
        let same = self.identity.as_ref().is_none_or(|known| known.device == identity.device);
        let newer = self.entries.split_off(&(last + 1));
        let doubtful = !same && !newer.is_empty();
        *self = Self { identity: Some(identity), ..Self::default() };
        for entry in entries.into_iter().chain(newer.into_values().filter(|_| same)) {
            self.insert(entry);
        }
        doubtful
    }

    /// Whether the memory holds exactly this.
    pub(super) fn is(&self, identity: &Identity, entries: &[Entry]) -> bool {
        self.identity.as_ref() == Some(identity) && self.entries.values().eq(entries)
    }

    /// Takes an entry in, unless another act has its number.
    pub(super) fn insert(&mut self, entry: Entry) -> bool {
        if let Some(known) = self.entries.get(&entry.n()) {
            return known.mutation.id == entry.mutation.id;
        }
        for record in entry.records() {
            self.by_record.entry(record).or_default().push(entry.n());
        }
        self.refused += usize::from(entry.is_refused());
        self.entries.insert(entry.n(), entry);
        true
    }

    fn remove(&mut self, n: u64) {
        let Some(entry) = self.entries.remove(&n) else { return };
        self.refused -= usize::from(entry.is_refused());
        for record in entry.records() {
            if let Some(numbers) = self.by_record.get_mut(&record) {
                numbers.retain(|other| *other != n);
            }
        }
    }

    /// Puts the entry instead of the one with its number, if that is the same act.
    pub(super) fn replace(&mut self, entry: Entry) {
        if self.entries.get(&entry.n()).is_some_and(|known| known.mutation.id == entry.mutation.id) {
            self.remove(entry.n());
            self.insert(entry);
        }
    }

    pub(super) fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    pub(super) fn has(&self, n: u64) -> bool {
        self.entries.contains_key(&n)
    }

    pub(super) fn of_record(&self, record: Uuid) -> impl Iterator<Item = &Entry> {
        self.by_record.get(&record).into_iter().flatten().filter_map(|n| self.entries.get(n))
    }

    /// The records that the acts after `from` up to `to` change.
    pub(super) fn records_between(&self, from: u64, to: u64) -> Vec<Uuid> {
        if from >= to {
            Vec::new()
        } else {
            self.entries.range(from + 1..=to).flat_map(|(_, entry)| entry.records()).collect()
        }
    }

    fn answered(&self) -> u64 {
        self.identity.as_ref().map_or(0, |identity| identity.answered)
    }

    pub(super) fn is_waiting(&self, entry: &Entry) -> bool {
        entry.n() > self.answered()
    }

    pub(super) fn waiting(&self) -> usize {
        self.entries.range(self.answered() + 1..).count()
    }

    pub(super) fn refused(&self) -> usize {
        self.refused
    }

    /// Nothing waits and nothing is parked.
    pub(super) fn is_settled(&self) -> bool {
        self.waiting() == 0 && self.refused == 0
    }

    /// The next acts to send: the first that waits and those that follow it without a hole.
    pub(super) fn batch(&self, limit: usize) -> Vec<Mutation> {
        let (mut bytes, mut records) = (0, 0);
        let mut batch: Vec<Mutation> = Vec::new();
        for (n, entry) in self.entries.range(self.answered() + 1..).take(limit.min(PUSH_LIMIT)) {
            bytes += weight(&entry.mutation);
            let follows = batch.last().is_none_or(|last| last.n + 1 == *n);
            if !follows || !batch.is_empty() && (bytes > PUSH_BYTES || records >= PUSH_LIMIT) {
                break;
            }
            let changes = if entry.hollow { Vec::new() } else { entry.mutation.changes.clone() };
            records += changes.len();
            let Mutation { id, n, act, version, made_at, batch: together, .. } = entry.mutation;
            batch.push(Mutation { id, n, act, version, made_at, changes, batch: together });
        }
        batch
    }

    /// From now on only the number of this act is sent. Gives the entry to be stored.
    pub(super) fn hollow(&mut self, n: u64) -> Option<Entry> {
        let entry = self.entries.get_mut(&n)?;
        entry.hollow = true;
        Some(entry.clone())
    }

    /// The server answered every act up to `last`, in this life. Gives the entries of which the state changed.
    pub(super) fn learn(&mut self, epoch: Uuid, last: u64, notes: &[Note]) -> Vec<Entry> {
        let Some(identity) = &mut self.identity else { return Vec::new() };
        let first = identity.answered + 1;
        identity.epoch = Some(epoch);
        identity.answered = identity.answered.max(last);
        let outcomes: HashMap<u64, _> = notes.iter().map(|note| (note.n, &note.outcome)).collect();
        let mut changed = Vec::new();
        if first > last {
            return changed;
        }
        for (n, entry) in self.entries.range_mut(first..=last) {
            let before = entry.state.clone();
            self.refused -= usize::from(entry.is_refused());
            entry.learn(outcomes.get(n).copied());
            self.refused += usize::from(entry.is_refused());
            if entry.state != before {
                changed.push(entry.clone());
            }
        }
        changed
    }

    /// The server may not know what it had answered: everything is sent again, and it skips what it has. Its last
    /// number would not do: it may count the act of another device that had the same id.
    pub(super) fn unlearn(&mut self, epoch: Option<Uuid>) {
        if let Some(identity) = &mut self.identity {
            identity.epoch = epoch.or(identity.epoch);
            identity.answered = 0;
        }
    }

    /// Takes out what the journal need not keep: old, answered, up to `acked` in the replica, not parked. The newest
    /// entry always stays, for the next number follows it.
    pub(super) fn prune(&mut self, acked: u64, now: Millis) -> Vec<(u64, Uuid)> {
        let spare = self.entries.len().saturating_sub(JOURNAL_ENTRIES);
        let old: Vec<(u64, Uuid)> = self
            .entries
            .range(..=acked.min(self.answered()))
            .map(|(_, entry)| entry)
            .filter(|entry| !entry.is_refused() && entry.mutation.made_at.saturating_add(JOURNAL_MILLIS) < now)
            .take(spare.min(PUSH_LIMIT))
            .map(|entry| (entry.n(), entry.mutation.id))
            .collect();
        for (n, _) in &old {
            self.remove(*n);
        }
        old
    }
}

/// About how many bytes an act takes on the wire.
fn weight(mutation: &Mutation) -> usize {
    let text = |value: &Option<domain::Value>| value.as_ref().and_then(domain::Value::as_text).map_or(12, str::len);
    let edits = |change: &Change| change.edits.iter().map(|edit| 40 + text(&edit.from) + text(&edit.to)).sum::<usize>();
    200 + mutation.changes.iter().map(|change| 100 + edits(change)).sum::<usize>()
}
