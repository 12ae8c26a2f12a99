//! The outbox in memory: its entries by number and by record, and how far the server has answered.

use std::collections::HashMap;
use std::ops::RangeInclusive;

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
    /// By their numbers.
    entries: Vec<Entry>,
    by_record: HashMap<Uuid, Vec<u64>>,
    refused: usize,
}

impl Memory {
    /// Takes over what the database holds, and keeps what this tab saved while it was being read. Says whether the
    /// database must be read once more, because what is kept may bear numbers of a device id that was given up.
    pub(super) fn adopt(&mut self, identity: Identity, entries: Vec<Entry>) -> bool {
        let last = entries.last().map_or(0, Entry::n);
        let same = self.identity.as_ref().is_none_or(|known| known.device == identity.device);
        let newer = self.entries.split_off(self.first_from(last + 1));
        let doubtful = !same && !newer.is_empty();
        *self = Self { identity: Some(identity), ..Self::default() };
        for entry in entries.into_iter().chain(newer.into_iter().filter(|_| same)) {
            self.insert(entry);
        }
        doubtful
    }

    /// Whether the memory holds exactly this.
    pub(super) fn is(&self, identity: &Identity, entries: &[Entry]) -> bool {
        self.identity.as_ref() == Some(identity) && self.entries == entries
    }

    /// The place of the first entry with this number or a later one.
    fn first_from(&self, n: u64) -> usize {
        self.entries.partition_point(|entry| entry.n() < n)
    }

    fn place(&self, n: u64) -> Option<usize> {
        self.entries.binary_search_by_key(&n, Entry::n).ok()
    }

    fn get(&self, n: u64) -> Option<&Entry> {
        self.place(n).map(|place| &self.entries[place])
    }

    fn range(&self, numbers: RangeInclusive<u64>) -> &[Entry] {
        let (first, end) = (self.first_from(*numbers.start()), self.first_from(numbers.end().saturating_add(1)));
        &self.entries[first.min(end)..end]
    }

    /// Takes an entry in, unless another act has its number.
    pub(super) fn insert(&mut self, entry: Entry) -> bool {
        let place = self.first_from(entry.n());
        if let Some(known) = self.entries.get(place).filter(|known| known.n() == entry.n()) {
            return known.mutation.id == entry.mutation.id;
        }
        self.entries.insert(place, entry);
        self.note(place);
        true
    }

    /// Notes what else is to be known of the entry in this place.
    fn note(&mut self, place: usize) {
        let entry = &self.entries[place];
        self.refused += usize::from(entry.is_refused());
        for record in entry.records() {
            let numbers = self.by_record.entry(record).or_default();
            numbers.insert(numbers.partition_point(|other| *other < entry.n()), entry.n());
        }
    }

    /// Forgets what [`Self::note`] noted of an entry that is not in its place any more.
    fn forget(&mut self, entry: &Entry) {
        self.refused -= usize::from(entry.is_refused());
        for record in entry.records() {
            if let Some(numbers) = self.by_record.get_mut(&record) {
                numbers.retain(|other| *other != entry.n());
            }
        }
    }

    /// Puts the entry instead of the one with its number, if that is the same act.
    pub(super) fn replace(&mut self, entry: Entry) {
        let Some(place) = self.place(entry.n()) else { return };
        if self.entries[place].mutation.id == entry.mutation.id {
            let before = std::mem::replace(&mut self.entries[place], entry);
            self.forget(&before);
            self.note(place);
        }
    }

    pub(super) fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    pub(super) fn has(&self, n: u64) -> bool {
        self.place(n).is_some()
    }

    pub(super) fn of_record(&self, record: Uuid) -> impl Iterator<Item = &Entry> {
        self.by_record.get(&record).into_iter().flatten().filter_map(|n| self.get(*n))
    }

    /// The records that the acts after `from` up to `to` change.
    pub(super) fn records_between(&self, from: u64, to: u64) -> Vec<Uuid> {
        self.range(from + 1..=to).iter().flat_map(Entry::records).collect()
    }

    fn answered(&self) -> u64 {
        self.identity.as_ref().map_or(0, |identity| identity.answered)
    }

    pub(super) fn is_waiting(&self, entry: &Entry) -> bool {
        entry.n() > self.answered()
    }

    pub(super) fn waiting(&self) -> usize {
        self.range(self.answered() + 1..=u64::MAX).len()
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
        for entry in self.range(self.answered() + 1..=u64::MAX).iter().take(limit.min(PUSH_LIMIT)) {
            bytes += weight(&entry.mutation);
            let follows = batch.last().is_none_or(|last| last.n + 1 == entry.n());
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
        let place = self.place(n)?;
        let entry = &mut self.entries[place];
        entry.hollow = true;
        Some(entry.clone())
    }

    /// The server answered every act up to `last`, in this life. Gives the entries of which the state changed.
    pub(super) fn learn(&mut self, epoch: Uuid, last: u64, notes: &[Note]) -> Vec<Entry> {
        let Some(identity) = &mut self.identity else { return Vec::new() };
        let first = identity.answered + 1;
        identity.epoch = Some(epoch);
        identity.answered = identity.answered.max(last);
        let mut changed = Vec::new();
        let place = self.first_from(first);
        for entry in self.entries[place..].iter_mut().take_while(|entry| entry.n() <= last) {
            let before = entry.state.clone();
            self.refused -= usize::from(entry.is_refused());
            entry.learn(notes.iter().find(|note| note.n == entry.n()).map(|note| &note.outcome));
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
        let is_old = |entry: &Entry| !entry.is_refused() && entry.mutation.made_at.saturating_add(JOURNAL_MILLIS) < now;
        let end = self.first_from(acked.min(self.answered()) + 1);
        let mut left = spare.min(PUSH_LIMIT);
        let spared = |entry: &mut Entry| {
            let goes = left > 0 && is_old(entry);
            left -= usize::from(goes);
            goes
        };
        let old: Vec<Entry> = self.entries.extract_if(..end, spared).collect();
        for entry in &old {
            self.forget(entry);
        }
        old.iter().map(|entry| (entry.n(), entry.mutation.id)).collect()
    }
}

/// About how many bytes an act takes on the wire.
fn weight(mutation: &Mutation) -> usize {
    let text = |value: &Option<domain::Value>| value.as_ref().and_then(domain::Value::as_text).map_or(12, str::len);
    let edits = |change: &Change| change.edits.iter().map(|edit| 40 + text(&edit.from) + text(&edit.to)).sum::<usize>();
    200 + mutation.changes.iter().map(|change| 100 + edits(change)).sum::<usize>()
}
