//! What device and server say to each other, version 1. Paths: `/api/v1/{push,pull,bootstrap,events}`.

use domain::{Kind, Person, Record, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Error;
use crate::mutation::Mutation;
use crate::row::Row;

/// The most mutations a device sends at once: no transaction grows with the backlog (`BoundedWrite`).
pub const PUSH_LIMIT: usize = 1000;

/// Device to server: these acts, in order. `POST /api/v1/push`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// Which device; made by the device itself.
    pub device: Uuid,
    /// What its person calls it, for history.
    pub label: String,
    /// The server's life the device knows; nothing before the first answer.
    pub epoch: Option<Uuid>,
    /// At most [`PUSH_LIMIT`], `n` rising by one.
    pub mutations: Vec<Mutation>,
}

/// Server to device, after a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PushAnswer {
    /// Everything up to `last_n` is stored for good.
    Stored {
        /// The server's life.
        epoch: Uuid,
        /// The last `n` of this device that has taken effect or was refused.
        last_n: u64,
        /// The acts of this push that did not simply apply, those the server had stored before included: this is
        /// how a device learns what became of an act, even if an earlier answer was lost.
        notes: Vec<Note>,
    },
    /// Acts are missing before the first one sent: the server knows only up to `last_n`.
    Gap {
        /// The last `n` the server knows.
        last_n: u64,
    },
    /// Another device uses this id, or the id belongs to somebody else: take a new id and renumber.
    Forked,
    /// The server was restored from a backup: send the journal of acknowledged acts again. A server in a new life goes
    /// on numbering above any `seq` its former life can have given (the time of the restore in milliseconds), so
    /// that what a device saw then never counts as having seen what is written now.
    Restored {
        /// The server's new life.
        epoch: Uuid,
        /// The last `n` it still knows of this device.
        last_n: u64,
    },
}

/// What became of one act that did not simply apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Which act.
    pub n: u64,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It met another person's change; the record carries a conflict.
    Conflict,
    /// It was not applied; kept on the server and shown to its person.
    Refused {
        /// Why.
        reason: Refusal,
    },
}

/// Why an act was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The person may not change this record (any more).
    NotAllowed,
    /// A value is not one this field may hold, or a required one is missing.
    BadValue {
        /// The field's name.
        field: String,
    },
    /// The record does not exist on the server.
    Unknown,
    /// Other records still need the one it deletes.
    InUse,
    /// The act is written in a format or names a kind this server does not know.
    NotUnderstood,
}

/// Device to server: what is new. `POST /api/v1/pull`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    /// Which device.
    pub device: Uuid,
    /// The server's life the device knows.
    pub epoch: Option<Uuid>,
    /// The scope of its replica, as the server named it.
    pub scope: String,
    /// Everything up to this `seq` is on the device.
    pub cursor: u64,
}

/// Server to device: the news since a cursor, from one snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PullAnswer {
    /// Put these, forget those, then stand at `cursor`.
    Patch(Patch),
    /// The replica cannot be brought up to date (other scope, other epoch, too old): bootstrap again. The outbox stays.
    Rebuild,
}

/// News since a cursor. Rows and `acked` come from the same snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Patch {
    /// Where the device stands once it wrote this.
    pub cursor: u64,
    /// The device's acts up to this `n` are contained in `rows` (or were refused). Zero, which says nothing new, while
    /// there is `more`: an act's record may stand in a later page. The device keeps the larger of this and what it knew.
    pub acked: u64,
    /// Whether more news waits behind this.
    pub more: bool,
    /// Rows to put, by kind.
    pub rows: Vec<Rows>,
    /// Records that left what this person may see (eviction): forget them.
    pub gone: Vec<Uuid>,
    /// People who are new or changed since the cursor.
    pub people: Vec<Person>,
    /// The device's acts that were refused or met a conflict since the cursor. The engine learns this from the answer
    /// to a push, which repeats it until it arrives; here it serves other readers.
    pub notes: Vec<Note>,
}

/// Rows of one kind. Columns are named once, so that a newer or older build finds its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// The kind's name.
    pub kind: String,
    /// The fields' names, in the order of `values`.
    pub columns: Vec<String>,
    /// One per record.
    pub rows: Vec<WireRow>,
}

/// `[id, seq, [values…]]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WireRow(pub Uuid, pub u64, pub Vec<Option<Value>>);

/// The first line of `GET /api/v1/bootstrap?device=…&after=…`; each further line is one [`Rows`] page of at most 48 KiB,
/// ordered by id. A stream that broke off goes on after the last id received.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BootstrapHead {
    /// The server's life.
    pub epoch: Uuid,
    /// The scope of what follows: `all`, or `own:` and the person's id.
    pub scope: String,
    /// Pull from here afterwards: read before the first row.
    pub cursor: u64,
    /// The device's acts up to here are contained in what follows.
    pub acked: u64,
    /// Everybody who may sign in.
    pub people: Vec<Person>,
    /// How many records follow, for the progress bar.
    pub total: u64,
}

impl Rows {
    /// Rows of one kind as they travel.
    pub fn of(kind: &'static Kind, rows: &[&Row]) -> Self {
        Self {
            kind: kind.name.to_owned(),
            columns: kind.fields.iter().map(|field| field.name.to_owned()).collect(),
            rows: rows.iter().map(|row| row.wire()).collect(),
        }
    }

    /// The records with their `seq`. Columns this build does not know are left out, those that are missing stay empty.
    ///
    /// # Errors
    /// When the kind is not known here.
    pub fn records(&self) -> Result<Vec<(Record, u64)>, Error> {
        let columns = Columns::of(&self.kind, &self.columns)?;
        Ok(self.rows.iter().map(|row| columns.record(row)).collect())
    }
}

/// Where each column of some rows belongs in this build's records.
pub(crate) struct Columns {
    kind: &'static Kind,
    positions: Vec<Option<usize>>,
}

impl Columns {
    pub(crate) fn of(kind: &str, columns: &[String]) -> Result<Self, Error> {
        let kind = domain::kind(kind).ok_or_else(|| Error::UnknownKind(kind.to_owned()))?;
        Ok(Self { kind, positions: columns.iter().map(|column| kind.position(column)).collect() })
    }

    pub(crate) fn record(&self, row: &WireRow) -> (Record, u64) {
        let mut record = Record::new(self.kind, row.0);
        for (position, value) in self.positions.iter().zip(&row.2) {
            if let Some(position) = position {
                record.set(*position, value.clone());
            }
        }
        (record, row.1)
    }
}

#[cfg(test)]
mod tests {
    use domain::client::{CITY, CLIENT, EMAIL};

    use super::*;

    #[test]
    fn rows_of_another_build_keep_the_columns_both_know() {
        let rows: Rows = serde_json::from_str(
            r#"{"kind":"client","columns":["shoe_size","city"],"rows":[["00000000-0000-0000-0000-000000000007",3,[42,"Lyon"]]]}"#,
        )
        .unwrap();
        let (record, seq) = rows.records().unwrap().remove(0);
        assert_eq!((record.text(CITY), record.get(EMAIL), seq), ("Lyon", None, 3));
    }

    #[test]
    fn rows_read_back_as_they_were_sent() {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(5));
        record.set(EMAIL, Some("a@b.fr".into()));
        let row = Row { record, seq: 9, stamps: std::collections::BTreeMap::new() };
        let rows = Rows::of(&CLIENT, &[&row]);
        let text = serde_json::to_string(&rows).unwrap();
        let read: Rows = serde_json::from_str(&text).unwrap();
        assert_eq!(read.records().unwrap(), [(row.record, 9)]);
    }

    #[test]
    fn rows_of_an_unknown_kind_are_told_apart() {
        let rows = Rows { kind: "boat".to_owned(), columns: Vec::new(), rows: Vec::new() };
        assert_eq!(rows.records(), Err(Error::UnknownKind("boat".to_owned())));
    }

    #[test]
    fn answers_are_written_as_version_1_says() {
        let stored = PushAnswer::Stored {
            epoch: Uuid::nil(),
            last_n: 2,
            notes: vec![Note {
                n: 2,
                outcome: Outcome::Refused { reason: Refusal::BadValue { field: "email".into() } },
            }],
        };
        assert_eq!(
            serde_json::to_string(&stored).unwrap(),
            concat!(
                r#"{"stored":{"epoch":"00000000-0000-0000-0000-000000000000","last_n":2,"notes":"#,
                r#"[{"n":2,"outcome":{"refused":{"reason":{"bad_value":{"field":"email"}}}}}]}}"#
            )
        );
    }
}
