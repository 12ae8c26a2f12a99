//! The one way to write: a person's act, applied whole or not at all.

use domain::{Kind, Millis, Record, Shape, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The version of the mutation format this build writes. Older ones are replayed as they were meant.
pub const VERSION: u16 = 1;

/// The most records one act changes. What changes more is split into acts that share a [`Mutation::batch`]: no transaction
/// and no message grows with it (`BoundedWrite`).
pub const CHANGES_LIMIT: usize = 500;

/// One act of one person on one device. All ids and times are inside it, so that applying it is pure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mutation {
    /// UUIDv7: the same act is never applied twice, whatever happens to `n`.
    pub id: Uuid,
    /// 1, 2, 3… on its device, without holes.
    pub n: u64,
    /// What the person did.
    pub act: Act,
    /// Format of this mutation: [`VERSION`] when it was made.
    pub version: u16,
    /// When the device says it was made; its clock may be wrong.
    pub made_at: Millis,
    /// The records it changes, each at most once and at most [`CHANGES_LIMIT`].
    pub changes: Vec<Change>,
    /// What its person did in one go with other acts of this device: they are taken back together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<Uuid>,
}

impl Mutation {
    /// The same act, as far as it changes one record.
    #[must_use]
    pub fn only(&self, record: Uuid) -> Self {
        let changes = self.changes.iter().filter(|change| change.record == record).cloned().collect();
        let Self { id, n, act, version, made_at, batch, .. } = *self;
        Self { id, n, act, version, made_at, changes, batch }
    }
}

/// What a person did, as history words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Wrote a new record.
    Create,
    /// Changed fields.
    Edit,
    /// Deleted (softly).
    Delete,
    /// Put back something deleted, or a value that lost a conflict.
    Restore,
    /// Took an act back.
    Undo,
    /// Read a file.
    Import,
    /// Changed many records in one go.
    Bulk,
    /// Turned a prospect into a client, perhaps with an account and an opportunity.
    Convert,
    /// Made one record of two.
    Merge,
    /// Put away, out of the lists (or back into them).
    Archive,
    /// Handed a record over to somebody else, with what hangs on it.
    Handover,
    /// Wrote down somebody just met.
    Capture,
    /// Did what was planned.
    Done,
    /// Planned something.
    Plan,
    /// Moved to another stage or step.
    Move,
    /// Anything a newer build does that this one has no word for.
    #[serde(other)]
    Other,
}

/// What an act changes in one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The kind's name.
    pub kind: String,
    /// The record's id.
    pub record: Uuid,
    /// The record's `seq` when the person saw it; 0 for a record this act creates.
    pub seen: u64,
    /// Only the fields that changed, and the others of their group (there `from` equals `to`): a group merges as one.
    pub edits: Vec<Edit>,
}

/// One field, from what the person saw to what they want.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The field's name.
    pub field: String,
    /// The base: what the person saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Value>,
    /// What they want; nothing empties the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Value>,
}

impl Edit {
    /// Whether this changes anything: the silent members of a group do not.
    pub fn is_change(&self) -> bool {
        self.from != self.to
    }
}

/// What changed from `before` (nothing for a new record) to `after`; nothing when nothing did. `seen` is the `seq`
/// of `before` as the person saw it.
pub fn diff(before: Option<&Record>, after: &Record, seen: u64) -> Option<Change> {
    let kind = after.kind;
    let old = |position| before.and_then(|record| record.get(position));
    let changed = |position| old(position) != after.get(position);
    let edits: Vec<Edit> = kind
        .fields
        .iter()
        .enumerate()
        .filter(|(position, field)| {
            changed(*position)
                || !field.group.is_empty()
                    && before.is_some()
                    && (0..kind.fields.len()).any(|other| kind.fields[other].group == field.group && changed(other))
        })
        .map(|(position, field)| Edit {
            field: field.name.to_owned(),
            from: old(position).cloned(),
            to: after.get(position).cloned(),
        })
        .collect();
    if edits.is_empty() && before.is_some() {
        return None;
    }
    Some(Change { kind: kind.name.to_owned(), record: after.id, seen, edits })
}

/// Puts the change into the record as its author sees it, whatever stood there. Fields this build does not know are left out.
pub fn apply(record: &mut Record, change: &Change) {
    for edit in &change.edits {
        if let Some(position) = record.kind.position(&edit.field) {
            record.set(position, edit.to.clone());
        }
    }
}

/// The changes that take an act back, for [`Act::Undo`]: from what it wrote to what it found. A created record is
/// deleted (at `at`). What settled a conflict stays settled. `seen` is as in the act: nothing newer is overwritten unseen.
pub fn inverse(mutation: &Mutation, at: Millis) -> Vec<Change> {
    let alone = mutation.changes.len() == 1 && matches!(mutation.act, Act::Create | Act::Import);
    let back = |change: &Change| -> Option<Change> {
        let kind = domain::kind(&change.kind)?;
        let edits: Vec<Edit> = if change.seen == 0 && (alone || is_whole(kind, change)) {
            let deleted_at = kind.fields[kind.deleted_at].name.to_owned();
            vec![Edit { field: deleted_at, from: None, to: Some(Value::Number(at)) }]
        } else {
            let settles = kind.fields[kind.conflicts].name;
            let reversed = change.edits.iter().filter(|edit| edit.field != settles);
            reversed
                .map(|edit| Edit { field: edit.field.clone(), from: edit.to.clone(), to: edit.from.clone() })
                .collect()
        };
        (!edits.is_empty()).then(|| Change { edits, ..change.clone() })
    };
    mutation.changes.iter().filter_map(back).collect()
}

/// What is left of a change back (of [`inverse`]) to do to the record as it is now: not what is so already, and not what
/// somebody changed since, which stays theirs. Tags and notes go on: the server merges them with what came since.
pub fn still(back: Change, now: &Record) -> Option<Change> {
    let kind = now.kind;
    let stands = |edit: &&Edit| {
        let Some(position) = kind.position(&edit.field) else { return false };
        let (value, merges) = (now.get(position), matches!(kind.fields[position].shape, Shape::Tags | Shape::Notes));
        value == edit.from.as_ref() || merges && value != edit.to.as_ref()
    };
    // What belongs together goes back together.
    let group = |edit: &Edit| kind.position(&edit.field).map_or("", |position| kind.fields[position].group);
    let broken: Vec<&str> = back.edits.iter().filter(|edit| !stands(edit)).map(group).collect();
    let is_left = |edit: &&Edit| stands(edit) && (group(edit).is_empty() || !broken.contains(&group(edit)));
    let edits: Vec<Edit> = back.edits.iter().filter(is_left).cloned().collect();
    edits.iter().any(Edit::is_change).then_some(Change { edits, ..back })
}

/// Whether the change writes a record from nothing, not into one that this device made and the server has not seen:
/// then it finds every field empty and fills those a new record must have.
fn is_whole(kind: &'static Kind, change: &Change) -> bool {
    let mut record = Record::new(kind, change.record);
    apply(&mut record, change);
    change.edits.iter().all(|edit| edit.from.is_none()) && record.missing().is_none()
}

#[cfg(test)]
mod tests {
    use domain::client::{ADDRESS, CITY, CLIENT, EMAIL, PHONE, POSTAL_CODE, TAGS};

    use super::*;

    fn record() -> Record {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(1));
        record.set(EMAIL, Some("a@b.fr".into()));
        record.set(CITY, Some("Lyon".into()));
        record.set(POSTAL_CODE, Some("69001".into()));
        record
    }

    #[test]
    fn a_diff_names_only_what_changed() {
        let before = record();
        let mut after = before.clone();
        after.set(EMAIL, None);
        after.set(PHONE, Some("+33612345678".into()));
        let change = diff(Some(&before), &after, 4).unwrap();
        let fields: Vec<&str> = change.edits.iter().map(|edit| edit.field.as_str()).collect();
        assert_eq!((fields, change.seen), (vec!["email", "phone"], 4));
        assert_eq!(diff(Some(&before), &before, 4), None);
    }

    #[test]
    fn one_field_of_a_group_brings_the_others_along() {
        let before = record();
        let mut after = before.clone();
        after.set(ADDRESS, Some("1 rue Mercière".into()));
        let change = diff(Some(&before), &after, 4).unwrap();
        let silent = change.edits.iter().filter(|edit| !edit.is_change()).count();
        assert_eq!((change.edits.len(), silent), (4, 3));
    }

    #[test]
    fn applying_a_diff_gives_what_the_person_wrote() {
        let before = record();
        let mut after = before.clone();
        after.set(CITY, Some("Paris".into()));
        let mut replayed = before.clone();
        apply(&mut replayed, &diff(Some(&before), &after, 4).unwrap());
        assert_eq!(replayed, after);
    }

    #[test]
    fn an_act_taken_back_leaves_what_it_found() {
        let before = record();
        let mut after = before.clone();
        after.set(CITY, Some("Paris".into()));
        let change = diff(Some(&before), &after, 4).unwrap();
        let mutation = Mutation {
            id: Uuid::nil(),
            n: 1,
            act: Act::Edit,
            version: VERSION,
            made_at: 0,
            changes: vec![change],
            batch: None,
        };
        apply(&mut after, &inverse(&mutation, 9)[0]);
        assert_eq!(after, before);
        let create = Mutation { act: Act::Create, changes: vec![diff(None, &before, 0).unwrap()], ..mutation };
        apply(&mut after, &inverse(&create, 9)[0]);
        assert!(after.is_deleted());
    }

    #[test]
    fn what_is_undone_already_or_changed_since_is_not_taken_back() {
        let before = record();
        let mut after = before.clone();
        after.set(CITY, Some("Paris".into()));
        after.set(EMAIL, Some("c@d.fr".into()));
        after.set(TAGS, Some("vip".into()));
        let change = diff(Some(&before), &after, 4).unwrap();
        let changes = vec![change];
        let act =
            Mutation { id: Uuid::nil(), n: 1, act: Act::Edit, version: VERSION, made_at: 0, changes, batch: None };
        let taken_back = |now: &Record| {
            let mut now = now.clone();
            let left = still(inverse(&act, 9).remove(0), &now)?;
            apply(&mut now, &left);
            Some(now)
        };
        assert_eq!(taken_back(&after), Some(before.clone()));
        assert_eq!(taken_back(&before), None, "a second time");
        // The postal code belongs to the city; what somebody wrote there stays, and the city with it.
        let mut since = after.clone();
        since.set(POSTAL_CODE, Some("75002".into()));
        let now = taken_back(&since).unwrap();
        assert_eq!((now.text(EMAIL), now.text(CITY), now.text(POSTAL_CODE)), ("a@b.fr", "Paris", "75002"));
        // Tags are merged by the server: ours goes, theirs stays.
        since.set(TAGS, Some("salon\nvip".into()));
        since.set(EMAIL, Some("x@y.fr".into()));
        let left = still(inverse(&act, 9).remove(0), &since).unwrap();
        assert_eq!(left.edits.iter().map(|edit| edit.field.as_str()).collect::<Vec<_>>(), ["tags"]);
        let create = Mutation { act: Act::Create, changes: vec![diff(None, &before, 0).unwrap()], ..act.clone() };
        let mut made = before.clone();
        apply(&mut made, &still(inverse(&create, 9).remove(0), &before).unwrap());
        assert!(made.is_deleted());
        assert_eq!(still(inverse(&create, 10).remove(0), &made), None);
    }

    #[test]
    fn an_act_on_several_records_taken_back_deletes_what_it_made_and_puts_back_what_it_changed() {
        let mut before = record();
        before.set(domain::client::STATUS, Some("prospect".into()));
        let mut after = before.clone();
        after.set(domain::client::STATUS, Some("client".into()));
        let mut account = Record::new(&domain::account::ACCOUNT, Uuid::from_u128(2));
        account.set(domain::account::NAME, Some("Martin SARL".into()));
        // The client was made on this device and the server has not seen it: `seen` is zero for both.
        let changes = vec![diff(Some(&before), &after, 0).unwrap(), diff(None, &account, 0).unwrap()];
        let mutation =
            Mutation { id: Uuid::nil(), n: 1, act: Act::Convert, version: VERSION, made_at: 0, changes, batch: None };
        let back = inverse(&mutation, 9);
        apply(&mut after, &back[0]);
        apply(&mut account, &back[1]);
        assert_eq!((after, account.is_deleted()), (before, true));
    }

    #[test]
    fn an_act_of_a_newer_build_is_still_an_act() {
        assert_eq!(serde_json::from_str::<Act>("\"levitate\"").unwrap(), Act::Other);
    }
}
