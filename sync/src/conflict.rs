//! A conflict: two people changed the same thing without seeing each other. It stays on the record,
//! with both values, until somebody settles it.

use domain::{Millis, Record, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Two values for one field (or group of fields), one kept and one lost. The field `conflicts` of a record
/// holds a JSON list of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The id of the mutation that met the other (for a further conflict of the same act, one derived from it).
    pub id: Uuid,
    /// What kind of meeting it was.
    pub about: About,
    /// The fields and, for each, what was kept and what was lost.
    pub values: Vec<Loss>,
    /// Who wrote what was kept.
    pub kept_by: Uuid,
    /// When.
    pub kept_at: Millis,
    /// Who wrote what was lost.
    pub lost_by: Uuid,
    /// When, by a clock the server trusts.
    pub lost_at: Millis,
}

/// What met what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Two values for the same field.
    Values,
    /// One person deleted what another had changed: the record stays.
    Deletion,
}

/// One field of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// The field's name.
    pub field: String,
    /// What stands in the record.
    pub kept: Option<Value>,
    /// What does not, and can be restored.
    pub lost: Option<Value>,
}

impl Conflict {
    /// Whether somebody who saw this conflict saw this loss.
    pub(crate) fn shows(&self, loss: &Loss) -> bool {
        self.values.iter().any(|shown| (&shown.field, &shown.lost) == (&loss.field, &loss.lost))
    }
}

/// The open conflicts of a record. A text that is none of ours counts as no conflict.
pub fn of_record(record: &Record) -> Vec<Conflict> {
    parse(record.get(record.kind.conflicts)).unwrap_or_default()
}

/// The conflicts a value of the field `conflicts` lists; nothing when it is not such a list.
pub fn parse(value: Option<&Value>) -> Option<Vec<Conflict>> {
    match value {
        None => Some(Vec::new()),
        Some(Value::Number(_)) => None,
        Some(Value::Text(text)) => serde_json::from_str(text).ok(),
    }
}

/// The field's value for these conflicts: a JSON list, nothing when there is none.
pub fn value(conflicts: &[Conflict]) -> Option<Value> {
    // OK to ignore the error because ids, texts and numbers always make JSON.
    let text = || serde_json::to_string(conflicts).ok().map(Value::Text);
    if conflicts.is_empty() { None } else { text() }
}

/// The record after somebody settled a conflict: its entry gone and, with `restore`, what was lost put back.
/// [`crate::mutation::diff`] makes the change of it. Nothing when the record has no such conflict.
pub fn settled(record: &Record, conflict: Uuid, restore: bool) -> Option<Record> {
    let mut open = of_record(record);
    let place = open.iter().position(|entry| entry.id == conflict)?;
    let entry = open.remove(place);
    let mut record = record.clone();
    record.set(record.kind.conflicts, value(&open));
    if restore {
        for loss in entry.values {
            if let Some(position) = record.kind.position(&loss.field) {
                record.set(position, loss.lost);
            }
        }
    }
    Some(record)
}

#[cfg(test)]
mod tests {
    use domain::client::{CLIENT, EMAIL, PHONE};

    use super::*;

    fn conflict(id: u128, field: &str, kept: &str, lost: &str) -> Conflict {
        Conflict {
            id: Uuid::from_u128(id),
            about: About::Values,
            values: vec![Loss { field: field.to_owned(), kept: Some(kept.into()), lost: Some(lost.into()) }],
            kept_by: Uuid::from_u128(1),
            kept_at: 10,
            lost_by: Uuid::from_u128(2),
            lost_at: 9,
        }
    }

    #[test]
    fn settling_removes_one_conflict_and_restores_what_it_lost() {
        let mut record = Record::new(&CLIENT, Uuid::nil());
        record.set(EMAIL, Some("a@b.fr".into()));
        record.set(PHONE, Some("+33612345678".into()));
        let other = conflict(8, "phone", "+33612345678", "+33700000000");
        record.set(CLIENT.conflicts, value(&[conflict(7, "email", "a@b.fr", "c@d.fr"), other.clone()]));

        let restored = settled(&record, Uuid::from_u128(7), true).unwrap();
        assert_eq!(restored.text(EMAIL), "c@d.fr");
        assert_eq!(of_record(&restored), [other]);
        let kept = settled(&record, Uuid::from_u128(7), false).unwrap();
        assert_eq!(kept.text(EMAIL), "a@b.fr");
        assert_eq!(settled(&record, Uuid::from_u128(9), true), None);
    }

    #[test]
    fn no_conflict_is_no_value() {
        assert_eq!(value(&[]), None);
        assert_eq!(parse(Some(&Value::from("{half"))), None);
    }
}
