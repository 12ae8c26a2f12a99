//! The rules an act must keep: who may change what (G23), and which values a field may hold.

use std::collections::BTreeSet;

use domain::{Kind, Record, Shape, Value};

use super::Author;
use crate::conflict;
use crate::mutation::{Change, Edit};
use crate::wire::Refusal;

/// A seller changes their own and unassigned records, and may hand one over; the others change every record.
pub(super) fn may_change(author: Author, record: &Record) -> Result<(), Refusal> {
    let assignee = record.get(record.kind.assignee);
    let own = |value: &Value| value.as_text().and_then(|text| text.parse().ok()) == Some(author.user);
    if author.role.sees_all() || assignee.is_none_or(own) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Whether every value is one its field may hold. Fields must be known, each named once.
pub(super) fn check(kind: &'static Kind, change: &Change) -> Result<(), Refusal> {
    let mut named = BTreeSet::new();
    for edit in &change.edits {
        let position = kind.position(&edit.field).ok_or(Refusal::NotUnderstood)?;
        let field = &kind.fields[position];
        if !named.insert(position) {
            return Err(Refusal::NotUnderstood);
        }
        let good = match (&edit.to, field.shape) {
            (value, Shape::Conflicts) => conflict::parse(value.as_ref()).is_some(),
            (Some(value), _) => field.accepts(value),
            (None, _) => !(field.required && edit.is_change()),
        };
        if !good {
            return Err(bad_value(edit));
        }
    }
    Ok(())
}

/// Whether a new record has every required value.
pub(super) fn is_complete(record: &Record) -> Result<(), Refusal> {
    let fields = record.kind.fields.iter().zip(&record.values);
    match fields.into_iter().find(|(field, value)| field.required && value.is_none()) {
        Some((field, _)) => Err(Refusal::BadValue { field: field.name.to_owned() }),
        None => Ok(()),
    }
}

fn bad_value(edit: &Edit) -> Refusal {
    Refusal::BadValue { field: edit.field.clone() }
}
