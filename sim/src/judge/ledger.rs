//! What the model knows of one record.

use std::collections::BTreeMap;

use domain::{Millis, Value};
use sync::conflict::{Conflict, of_record};
use sync::row::Row;
use uuid::Uuid;

/// Who wrote something last, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) seq: u64,
    pub(super) at: Millis,
    pub(super) user: Uuid,
    pub(super) device: Uuid,
}

/// Two values that met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quarrel {
    pub(super) id: Uuid,
    /// Whether it is about a deletion.
    pub(super) deletion: bool,
    /// Field, what stands, what does not.
    pub(super) lines: Vec<(String, Option<Value>, Option<Value>)>,
    pub(super) winner: (Uuid, Millis),
    pub(super) loser: (Uuid, Millis),
}

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ledger {
    pub(super) seq: u64,
    pub(super) values: BTreeMap<String, Value>,
    /// By field, or `tags:` and a tag.
    pub(super) marks: BTreeMap<String, Mark>,
    pub(super) born: Mark,
    pub(super) quarrels: Vec<Quarrel>,
}

impl Ledger {
    pub(super) fn value(&self, field: &str) -> Option<&Value> {
        self.values.get(field)
    }

    pub(super) fn text(&self, field: &str) -> &str {
        self.value(field).and_then(Value::as_text).unwrap_or_default()
    }

    pub(super) fn set(&mut self, field: &str, value: Option<Value>, mark: Mark) {
        match value {
            Some(value) => self.values.insert(field.to_owned(), value),
            None => self.values.remove(field),
        };
        self.marks.insert(field.to_owned(), mark);
    }

    pub(super) fn mark(&self, name: &str) -> Mark {
        self.marks.get(name).copied().unwrap_or(self.born)
    }

    /// Takes the values, conflicts and number of the server's row over. Marks stay.
    pub(super) fn adopt(&mut self, row: &Row) {
        (self.values, self.quarrels, self.seq) = (values_of(row), quarrels_of(row), row.seq);
    }

    /// In what it differs from the server's row, if it does.
    pub(super) fn difference(&self, row: &Row) -> Option<String> {
        let values = values_of(row);
        let fields = self.values.keys().chain(values.keys());
        for field in fields {
            if self.values.get(field) != values.get(field) {
                let (mine, theirs) = (self.values.get(field), values.get(field));
                return Some(format!("field {field}: the model says {mine:?}, the server {theirs:?}"));
            }
        }
        let quarrels = quarrels_of(row);
        if self.quarrels != quarrels {
            return Some(format!("conflicts: the model says {:?}, the server {quarrels:?}", self.quarrels));
        }
        (self.seq != row.seq).then(|| format!("number: the model says {}, the server {}", self.seq, row.seq))
    }
}

fn values_of(row: &Row) -> BTreeMap<String, Value> {
    let fields = row.record.kind.fields.iter().zip(&row.record.values);
    fields
        .filter(|(field, _)| field.name != "conflicts")
        .filter_map(|(field, value)| Some((field.name.to_owned(), value.clone()?)))
        .collect()
}

fn quarrels_of(row: &Row) -> Vec<Quarrel> {
    quarrels(of_record(&row.record))
}

/// The server's conflicts in the model's words.
pub(super) fn quarrels(conflicts: Vec<Conflict>) -> Vec<Quarrel> {
    conflicts
        .into_iter()
        .map(|conflict| Quarrel {
            id: conflict.id,
            deletion: conflict.about == sync::About::Deletion,
            lines: conflict.values.into_iter().map(|loss| (loss.field, loss.kept, loss.lost)).collect(),
            winner: (conflict.kept_by, conflict.kept_at),
            loser: (conflict.lost_by, conflict.lost_at),
        })
        .collect()
}
