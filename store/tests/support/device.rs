//! A device of a test: it numbers its acts and talks to the store as a browser would.

use domain::client::{self, CLIENT};
use domain::{Millis, Record, Value};
use store::sync::bootstrap_pages;
use store::{Store, Visitor};
use sync::mutation::VERSION;
use sync::wire::{Note, Patch, Pull, PullAnswer, Push, PushAnswer, Rows};
use sync::{Act, Change, Edit, Mutation};
use uuid::Uuid;

use crate::support::House;
use crate::support::house::MORNING;

/// What a browser has in its two databases, as far as the store is concerned.
#[derive(Clone)]
pub(crate) struct Device {
    pub(crate) id: Uuid,
    pub(crate) visitor: Visitor,
    pub(crate) label: String,
    pub(crate) n: u64,
    pub(crate) epoch: Option<Uuid>,
    pub(crate) cursor: u64,
    pub(crate) now: Millis,
}

impl Device {
    pub(crate) fn new(house: &House, visitor: &Visitor) -> Self {
        Self {
            id: house.id(),
            visitor: visitor.clone(),
            label: "Téléphone de test".to_owned(),
            n: 0,
            epoch: None,
            cursor: 0,
            now: MORNING,
        }
    }

    /// An act on some records, with the next `n`.
    pub(crate) fn act(&mut self, house: &House, act: Act, changes: Vec<Change>) -> Mutation {
        self.n += 1;
        Mutation { id: house.id(), n: self.n, act, version: VERSION, made_at: self.now, changes, batch: None }
    }

    /// A new client with these texts beside the required ones.
    pub(crate) fn create(&mut self, house: &House, texts: &[(usize, &str)]) -> (Uuid, Mutation) {
        let id = house.id();
        let required = [
            (client::FIRST_NAME, "Jeanne"),
            (client::LAST_NAME, "Martin"),
            (client::EMAIL, "jeanne@exemple.fr"),
            (client::STATUS, "prospect"),
        ];
        let mut record = Record::new(&CLIENT, id);
        for (field, text) in required.iter().chain(texts) {
            record.set(*field, Some(Value::from(*text)));
        }
        (id, self.create_record(house, &record))
    }

    /// A new record of whatever kind.
    pub(crate) fn create_record(&mut self, house: &House, record: &Record) -> Mutation {
        let change = sync::mutation::diff(None, record, 0).unwrap();
        self.act(house, Act::Create, vec![change])
    }

    /// A change of a record of whatever kind.
    pub(crate) fn change_record(&mut self, house: &House, before: &Record, seen: u64, after: &Record) -> Mutation {
        let change = sync::mutation::diff(Some(before), after, seen).unwrap();
        self.act(house, Act::Edit, vec![change])
    }

    /// An edit of one field of a client.
    pub(crate) fn edit(&mut self, house: &House, id: Uuid, seen: u64, field: usize, from: &str, to: &str) -> Mutation {
        let value = |text: &str| (!text.is_empty()).then(|| Value::from(text));
        let edit = Edit { field: CLIENT.fields[field].name.to_owned(), from: value(from), to: value(to) };
        let change = Change { kind: "client".to_owned(), record: id, seen, edits: vec![edit] };
        self.act(house, Act::Edit, vec![change])
    }

    pub(crate) fn push_of(&self, mutations: &[Mutation]) -> Push {
        Push { device: self.id, label: self.label.clone(), epoch: self.epoch, mutations: mutations.to_vec() }
    }

    pub(crate) async fn push(&mut self, store: &Store, mutations: &[Mutation]) -> PushAnswer {
        let push = self.push_of(mutations);
        let answer = store::sync::push(store, &self.visitor, push, self.now).await.unwrap();
        if let PushAnswer::Stored { epoch, .. } = &answer {
            self.epoch = Some(*epoch);
        }
        answer
    }

    /// Pushes what must be stored, and says what did not simply apply.
    pub(crate) async fn store(&mut self, store: &Store, mutations: &[Mutation]) -> Vec<Note> {
        match self.push(store, mutations).await {
            PushAnswer::Stored { notes, last_n, .. } => {
                assert_eq!(last_n, self.n);
                notes
            }
            other => panic!("not stored: {other:?}"),
        }
    }

    pub(crate) async fn pull(&self, store: &Store) -> PullAnswer {
        let pull = Pull { device: self.id, epoch: self.epoch, scope: self.visitor.scope(), cursor: self.cursor };
        store::sync::pull(store, &self.visitor, &pull).await.unwrap()
    }

    /// Pulls one patch and stands where it says.
    pub(crate) async fn patch(&mut self, store: &Store) -> Patch {
        if self.epoch.is_none() {
            self.epoch = Some(store::sync::head(store).await.unwrap().1);
        }
        match self.pull(store).await {
            PullAnswer::Patch(patch) => {
                self.cursor = patch.cursor;
                patch
            }
            PullAnswer::Rebuild => panic!("told to rebuild"),
        }
    }
}

/// The records of a patch or a page with their numbers.
pub(crate) fn records(rows: &[Rows]) -> Vec<(Record, u64)> {
    rows.iter().flat_map(|rows| rows.records().unwrap()).collect()
}

/// What a new device of theirs is sent, behind this record.
pub(crate) async fn streamed(house: &House, visitor: &Visitor, after: Option<Uuid>) -> Vec<Record> {
    let mut pages = bootstrap_pages(&house.store, visitor, after, 300).await.unwrap();
    let mut found = Vec::new();
    while let Some(page) = pages.next().await.unwrap() {
        let rows: Rows = serde_json::from_str(&page.json).unwrap();
        assert_eq!(rows.rows.last().map(|row| row.0), Some(page.last));
        found.extend(records(&[rows]).into_iter().map(|(record, _)| record));
    }
    found
}
