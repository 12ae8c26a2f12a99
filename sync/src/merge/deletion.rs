//! Deletion against an edit, whichever comes first: the record stays, and a conflict says so.

use domain::Value;

use crate::conflict::{About, Loss};
use crate::mutation::{Change, Edit};
use crate::row::{ANY, Stamp};

use super::Meeting;

impl Meeting<'_> {
    /// An edit of a record that somebody deleted unseen brings the record back.
    pub(super) fn revive(&mut self, change: &Change) {
        let kind = self.row.record.kind;
        let (position, name) = (kind.deleted_at, kind.fields[kind.deleted_at].name);
        let Some(deleted) = self.row.record.get(position).cloned() else { return };
        let edits = change.edits.iter().any(Edit::is_change) && !change.edits.iter().any(|edit| edit.field == name);
        let Some(theirs) = self.row.stamp(name).copied() else { return };
        if edits && theirs.is_unseen(self.seen, self.mine.device) {
            self.write(name, position, None);
            self.deletion_lost(name, deleted, true, theirs);
        }
    }

    /// Somebody needs the record: a deletion by another device is a conflict.
    pub(super) fn put_back(&mut self) {
        let kind = self.row.record.kind;
        let (position, name) = (kind.deleted_at, kind.fields[kind.deleted_at].name);
        let Some(deleted) = self.row.record.get(position).cloned() else { return };
        let theirs = self.row.stamp(name).copied().filter(|theirs| theirs.is_unseen(self.seen, self.mine.device));
        self.write(name, position, None);
        if let Some(theirs) = theirs {
            self.deletion_lost(name, deleted, true, theirs);
        }
    }

    /// A deletion that meets somebody's unseen edit does not take place. Putting back always does.
    pub(super) fn delete(&mut self, edit: &Edit) {
        let kind = self.row.record.kind;
        let (position, name) = (kind.deleted_at, kind.fields[kind.deleted_at].name);
        match (self.row.record.get(position), &edit.to) {
            (Some(_), None) => self.write(name, position, None),
            (None, Some(wanted)) => match self.unseen_edit() {
                Some(theirs) => self.deletion_lost(name, wanted.clone(), false, theirs),
                None => self.write(name, position, Some(wanted.clone())),
            },
            (None, None) | (Some(_), Some(_)) => {}
        }
    }

    fn unseen_edit(&self) -> Option<Stamp> {
        let kind = self.row.record.kind;
        let silent = [kind.fields[kind.deleted_at].name, kind.fields[kind.conflicts].name, ANY];
        self.row
            .stamps
            .iter()
            .filter(|(field, _)| !silent.contains(&field.as_str()))
            .map(|(_, stamp)| *stamp)
            .filter(|stamp| stamp.is_unseen(self.seen, self.mine.device))
            .max_by_key(|stamp| (stamp.at, stamp.seq))
    }

    fn deletion_lost(&mut self, name: &str, deleted: Value, mine_won: bool, theirs: Stamp) {
        let loss = Loss { field: name.to_owned(), kept: None, lost: Some(deleted) };
        self.conflict(About::Deletion, vec![loss], mine_won, Some(theirs), &[]);
    }
}
