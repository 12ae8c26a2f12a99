//! Every record of a small kind (all but clients) in memory: the server's last word, with this person's waiting acts on
//! top. Follows patches and acts record by record, so that a hundred thousand records are read from the disk once.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::Record;
use domain::sorting;
use uuid::Uuid;

use crate::all::All;
use crate::records::ShownRecord;

/// The records of one kind, below and above what waits.
#[derive(Debug, Default)]
pub(crate) struct Collection {
    /// As the server has them, deleted ones included.
    base: HashMap<Uuid, Arc<ShownRecord>>,
    /// Records with waiting acts; nothing where these leave nothing to show.
    over: HashMap<Uuid, Option<Arc<ShownRecord>>>,
    all: All,
    /// What may differ from `all`.
    changed: HashSet<Uuid>,
    reading: Option<Reading>,
    /// Whether `base` was read and followed since.
    whole: bool,
    /// Whether `all` was whole once: it is shown until a newer one is.
    known: bool,
    /// Counts the times that reading began or was given up.
    turn: u32,
}

/// A reading of the disk that is under way.
#[derive(Debug, Default)]
struct Reading {
    /// What patches brought meanwhile: newer than the disk as it was when the reading began.
    newer: HashSet<Uuid>,
}

impl Collection {
    /// What a page shows; nothing before it was read.
    pub(crate) fn all(&mut self) -> Option<All> {
        if !self.known {
            return None;
        }
        if self.whole && !self.changed.is_empty() {
            let changed = std::mem::take(&mut self.changed);
            let kept = self.all.iter().filter(|shown| !changed.contains(&shown.record.id)).cloned();
            let mut records: Vec<_> = kept.chain(changed.iter().filter_map(|id| self.visible(*id))).collect();
            sorting::sort_by_key(&mut records, |shown| shown.record.id);
            self.all = All::new(records);
        }
        Some(self.all.clone())
    }

    fn visible(&self, id: Uuid) -> Option<Arc<ShownRecord>> {
        self.get(id).filter(|shown| !shown.record.is_deleted())
    }

    /// One record, deleted or not.
    pub(crate) fn get(&self, id: Uuid) -> Option<Arc<ShownRecord>> {
        match self.over.get(&id) {
            Some(shown) => shown.clone(),
            None => self.base.get(&id).cloned(),
        }
    }

    /// Whether [`Self::server_has`] knows every record.
    pub(crate) fn is_whole(&self) -> bool {
        self.whole
    }

    /// One record without waiting acts, as the server has it.
    pub(crate) fn server_has(&self, id: Uuid) -> Option<(Record, u64)> {
        self.base.get(&id).map(|shown| (shown.record.clone(), shown.seq))
    }

    /// Begins to read, unless that is done or under way. Gives the turn of the reading.
    pub(crate) fn begin(&mut self) -> Option<u32> {
        if self.whole || self.reading.is_some() {
            return None;
        }
        self.reading = Some(Reading::default());
        self.turn += 1;
        Some(self.turn)
    }

    /// Takes a record as the disk has it. False when this reading was given up meanwhile.
    pub(crate) fn fill(&mut self, turn: u32, record: Record, seq: u64) -> bool {
        let Some(reading) = self.reading.as_ref().filter(|_| self.turn == turn) else { return false };
        if !reading.newer.contains(&record.id) {
            self.base.insert(record.id, Arc::new(ShownRecord::of_server(record, seq)));
        }
        true
    }

    /// Everything was read.
    pub(crate) fn finish(&mut self, turn: u32) {
        if self.turn != turn || self.reading.take().is_none() {
            return;
        }
        let ids = self.base.keys().chain(self.over.keys()).copied();
        self.changed = ids.collect();
        // What was shown before and is not there any more must go too.
        self.all = All::default();
        (self.whole, self.known) = (true, true);
    }

    /// The disk could not be read; the next question tries again.
    pub(crate) fn give_up(&mut self, turn: u32) {
        if self.turn == turn {
            self.outdate();
        }
    }

    /// Another tab changed the disk in ways this one did not follow: read again. Until then the old is shown.
    pub(crate) fn outdate(&mut self) {
        // What no page has asked for since it moved is still to be shown.
        drop(self.all());
        self.base.clear();
        self.changed.clear();
        self.reading = None;
        self.whole = false;
        self.turn += 1;
    }

    /// A replica that begins anew.
    pub(crate) fn clear(&mut self) {
        self.outdate();
        self.over.clear();
        self.known = false;
        self.all = All::default();
    }

    /// A record of the server's; also one that is there.
    pub(crate) fn put(&mut self, record: &Record, seq: u64) {
        if self.whole || self.reading.is_some() {
            self.moved(record.id);
            self.base.insert(record.id, Arc::new(ShownRecord::of_server(record.clone(), seq)));
        }
    }

    /// A record left what this person may see.
    pub(crate) fn remove(&mut self, id: Uuid) {
        self.moved(id);
        self.base.remove(&id);
    }

    /// A record as its person sees it with their waiting acts; nothing when these leave nothing to show.
    pub(crate) fn lay(&mut self, id: Uuid, shown: Option<ShownRecord>) {
        self.changed.insert(id);
        self.over.insert(id, shown.map(Arc::new));
    }

    /// A record has no waiting acts any more.
    pub(crate) fn clear_overlay(&mut self, id: Uuid) {
        if self.over.remove(&id).is_some() {
            self.changed.insert(id);
        }
    }

    fn moved(&mut self, id: Uuid) {
        self.changed.insert(id);
        if let Some(reading) = &mut self.reading {
            reading.newer.insert(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::opportunity::{CLIENT, DELETED_AT, NAME, OPPORTUNITY};
    use domain::{Record, Value};

    use super::*;

    fn opportunity(id: u128, name: &str) -> Record {
        let mut record = Record::new(&OPPORTUNITY, Uuid::from_u128(id));
        record.set(NAME, Some(Value::from(name)));
        record.set(CLIENT, Some(Value::from(Uuid::from_u128(9).to_string())));
        record
    }

    fn read(records: &[Record]) -> Collection {
        let mut collection = Collection::default();
        let turn = collection.begin().unwrap();
        for record in records {
            assert!(collection.fill(turn, record.clone(), 1));
        }
        collection.finish(turn);
        collection
    }

    fn names(collection: &mut Collection) -> Vec<String> {
        collection.all().unwrap().iter().map(|shown| shown.record.name()).collect()
    }

    #[test]
    fn nothing_is_shown_before_it_was_read_and_everything_in_the_order_of_its_making_after() {
        assert_eq!(Collection::default().all(), None);
        assert_eq!(names(&mut read(&[opportunity(2, "b"), opportunity(1, "a")])), ["a", "b"]);
    }

    #[test]
    fn a_patch_that_came_while_the_disk_was_read_wins_over_the_disk() {
        let mut collection = Collection::default();
        let turn = collection.begin().unwrap();
        collection.put(&opportunity(1, "new"), 2);
        collection.remove(Uuid::from_u128(2));
        collection.fill(turn, opportunity(1, "old"), 1);
        collection.fill(turn, opportunity(2, "gone"), 1);
        collection.finish(turn);
        assert_eq!(names(&mut collection), ["new"]);
    }

    #[test]
    fn waiting_acts_lie_on_top_and_deleted_records_are_left_out() {
        let mut collection = read(&[opportunity(1, "a"), opportunity(2, "b")]);
        let before = collection.all();
        collection.lay(Uuid::from_u128(1), Some(ShownRecord::of_server(opportunity(1, "mine"), 1)));
        let mut deleted = opportunity(2, "b");
        deleted.set(DELETED_AT, Some(Value::Number(1)));
        collection.put(&deleted, 3);
        assert_ne!(collection.all(), before);
        assert_eq!(names(&mut collection), ["mine"]);
        assert!(collection.get(Uuid::from_u128(2)).is_some());
        collection.clear_overlay(Uuid::from_u128(1));
        assert_eq!(names(&mut collection), ["a"]);
        assert_eq!(collection.all(), collection.all());
    }

    #[test]
    fn what_is_out_of_date_is_shown_until_it_was_read_again() {
        let mut collection = read(&[opportunity(1, "a"), opportunity(2, "b")]);
        assert_eq!(collection.server_has(Uuid::from_u128(1)), Some((opportunity(1, "a"), 1)));
        collection.outdate();
        assert!(!collection.is_whole());
        assert_eq!(names(&mut collection), ["a", "b"]);
        let turn = collection.begin().unwrap();
        collection.give_up(turn);
        let turn = collection.begin().unwrap();
        collection.fill(turn, opportunity(2, "c"), 4);
        collection.finish(turn);
        assert_eq!(names(&mut collection), ["c"]);
        collection.clear();
        assert_eq!(collection.all(), None);
    }

    #[test]
    fn records_are_found_by_what_they_link_to() {
        let all = read(&[opportunity(1, "a"), opportunity(2, "b")]).all().unwrap();
        assert_eq!(all.linked(CLIENT, Uuid::from_u128(9)).len(), 2);
        assert!(all.linked(CLIENT, Uuid::from_u128(8)).is_empty());
        assert_eq!(all.get(Uuid::from_u128(2)).map(|shown| shown.record.name()).as_deref(), Some("b"));
    }
}
