//! Merge: what comes out when an act meets a row that has moved on since the person saw it. Pure; the same rule for
//! every field of a shape: values (alone or in groups), tags, notes, deletion.

mod deletion;
mod notes;
mod tags;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use domain::{Field, Kind, Record, Shape};
use uuid::Uuid;

use crate::conflict::{self, About, Conflict, Loss};
use crate::mutation::{Change, Edit};
use crate::row::{ANY, Row, Stamp};

pub use notes::merge as merge_notes;

/// A new record by `mine`: nothing can be met.
pub fn create(kind: &'static Kind, change: &Change, mine: Stamp) -> Row {
    let mut record = Record::new(kind, change.record);
    crate::mutation::apply(&mut record, change);
    // A conflict comes from a meeting only, never from a device.
    record.set(kind.conflicts, None);
    Row { record, seq: mine.seq, stamps: BTreeMap::from([(ANY.to_owned(), mine)]) }
}

/// The row with a change by `mine` merged into it, and whether that met somebody else's change, so that it carries a
/// conflict. `act` is the mutation's id. It takes the number of the push when anything in it moved.
///
/// Fields the kind does not have must have been refused before.
pub fn merge(before: &Row, change: &Change, mine: Stamp, act: Uuid) -> (Row, bool) {
    let mut row = before.clone();
    let mut meeting = Meeting { row: &mut row, seen: change.seen, mine, act, met: 0 };
    meeting.revive(change);
    let mut groups = BTreeSet::new();
    for edit in &change.edits {
        let Some((position, field)) = meeting.field(&edit.field) else { continue };
        if !field.group.is_empty() {
            if groups.insert(field.group) {
                let members: Vec<&Edit> = change
                    .edits
                    .iter()
                    .filter(|other| meeting.field(&other.field).is_some_and(|(_, found)| found.group == field.group))
                    .collect();
                meeting.values(&members);
            }
            continue;
        }
        match field.shape {
            Shape::Tags => meeting.tags(position, field, edit),
            Shape::Notes => meeting.notes(position, field, edit),
            Shape::Conflicts => meeting.settle(edit),
            _ if position == meeting.row.record.kind.deleted_at => meeting.delete(edit),
            _ => meeting.values(&[edit]),
        }
    }
    let met = meeting.met > 0;
    if row != *before {
        row.seq = mine.seq;
    }
    (row, met)
}

/// Puts a deleted row back, because an act by `mine` links to it. Says whether its author could not know of the deletion,
/// so that the row carries a conflict.
pub fn bring_back(row: &mut Row, mine: Stamp, act: Uuid) -> bool {
    // Whatever the author saw of what they linked to was not yet deleted; only their own device may have deleted it.
    let mut meeting = Meeting { row, seen: 0, mine, act, met: 0 };
    meeting.put_back();
    let met = meeting.met > 0;
    row.seq = mine.seq;
    met
}

/// One change meeting one row.
struct Meeting<'a> {
    row: &'a mut Row,
    seen: u64,
    mine: Stamp,
    act: Uuid,
    met: u128,
}

impl Meeting<'_> {
    fn field(&self, name: &str) -> Option<(usize, &'static Field)> {
        let kind = self.row.record.kind;
        kind.position(name).map(|position| (position, &kind.fields[position]))
    }

    fn write(&mut self, field: &str, position: usize, value: Option<domain::Value>) {
        self.row.record.set(position, value);
        self.row.stamps.insert(field.to_owned(), self.mine);
    }

    /// Leaves a conflict on the record. What the same person lost earlier and has now typed over goes with it.
    fn conflict(&mut self, about: About, values: Vec<Loss>, mine_won: bool, theirs: Option<Stamp>, edits: &[&Edit]) {
        let other = theirs.unwrap_or(self.mine);
        let (kept, lost) = if mine_won { (self.mine, other) } else { (other, self.mine) };
        // The first conflict of an act on a record bears the act's id, a further one an id derived from it.
        let id = Uuid::from_u128(self.act.as_u128() ^ self.met);
        self.met += 1;
        let mut open = conflict::of_record(&self.row.record);
        for old in open.iter_mut().filter(|old| old.about == About::Values && old.lost_by == self.mine.user) {
            old.values.retain(|loss| !edits.iter().any(|edit| edit.field == loss.field && edit.from == loss.lost));
        }
        open.retain(|old| !old.values.is_empty());
        open.push(Conflict {
            id,
            about,
            values,
            kept_by: kept.user,
            kept_at: kept.at,
            lost_by: lost.user,
            lost_at: lost.at,
        });
        self.row.record.set(self.row.record.kind.conflicts, conflict::value(&open));
    }

    /// Open conflicts merge as a set: an edit takes out those it no longer lists and never adds any. Only what its
    /// person saw is settled: after a restore the same act may have met something else, under the same id.
    fn settle(&mut self, edit: &Edit) {
        let listed = |value| conflict::parse(value).unwrap_or_default();
        let (had, has) = (listed(edit.from.as_ref()), listed(edit.to.as_ref()));
        let is_settled = |open: &Conflict| {
            had.iter().any(|old| old.id == open.id && open.values.iter().all(|loss| old.shows(loss)))
                && !has.iter().any(|new| new.id == open.id)
        };
        let mut open = conflict::of_record(&self.row.record);
        let before = open.len();
        open.retain(|conflict| !is_settled(conflict));
        if open.len() < before {
            self.row.record.set(self.row.record.kind.conflicts, conflict::value(&open));
        }
    }
}

#[cfg(test)]
mod tests;
