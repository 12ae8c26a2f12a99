//! The rules an act must keep: who may change what (G23), and which values a field may hold.

use std::collections::BTreeSet;

use domain::{Kind, Record, Role, Shape};

use super::Author;
use crate::conflict;
use crate::mutation::{Change, Edit};
use crate::wire::Refusal;

/// People change what they see: a seller their own and unassigned records (and may hand one over), the others every
/// record; of a private kind everybody only their own and shared ones. Settings of the firm are an administrator's.
pub(super) fn may_change(author: Author, record: &Record) -> Result<(), Refusal> {
    let allowed = author.role == Role::Administrator || !record.kind.is_setting();
    if allowed && record.is_visible_to(author.user, author.role) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Nobody makes a private record somebody else's.
pub(super) fn may_leave(author: Author, record: &Record) -> Result<(), Refusal> {
    if record.kind.is_private() { may_change(author, record) } else { Ok(()) }
}

/// Whether every value is one its field may hold. Fields must be known, each named once. What was captured in haste
/// (`before` it or by this change) may lack required values until it is completed.
pub(super) fn check(kind: &'static Kind, change: &Change, before: Option<&Record>) -> Result<(), Refusal> {
    let captures = |edit: &Edit| edit.field == Record::IN_HASTE && edit.to.is_some();
    let in_haste = change.edits.iter().any(captures) || before.is_some_and(Record::is_in_haste);
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
            (None, _) => in_haste || !(field.required && edit.is_change()),
        };
        if !good {
            return Err(bad_value(edit));
        }
    }
    Ok(())
}

/// Whether a record that is new, or was captured in haste until now, has every required value.
pub(super) fn is_complete(record: &Record) -> Result<(), Refusal> {
    record.missing().map_or(Ok(()), |field| Err(Refusal::BadValue { field: field.name.to_owned() }))
}

/// A record holds only so many open conflicts: an act that would leave one more is refused, and kept.
pub(super) fn has_room(record: &Record) -> Result<(), Refusal> {
    let field = &record.kind.fields[record.kind.conflicts];
    let fits = record.get(record.kind.conflicts).is_none_or(|value| field.accepts(value));
    if fits { Ok(()) } else { Err(Refusal::BadValue { field: field.name.to_owned() }) }
}

fn bad_value(edit: &Edit) -> Refusal {
    Refusal::BadValue { field: edit.field.clone() }
}
