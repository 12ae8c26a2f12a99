//! Tags: a set of adds and removes. An add wins over a remove that had not seen it.

use std::collections::BTreeSet;

use domain::{Field, Value};

use crate::conflict::{About, Loss};
use crate::mutation::Edit;

use super::Meeting;

impl Meeting<'_> {
    pub(super) fn tags(&mut self, position: usize, field: &'static Field, edit: &Edit) {
        let (had, wanted) = (set(edit.from.as_ref()), set(edit.to.as_ref()));
        let current = self.row.record.get(position).cloned();
        let mut tags = set(current.as_ref());
        tags.extend(wanted.difference(&had));
        if value(&tags).is_some_and(|all| !field.accepts(&all)) {
            // More tags than a record takes: those that were there stay.
            let theirs = self.row.stamp(field.name).copied();
            let loss = Loss { field: field.name.to_owned(), kept: current, lost: edit.to.clone() };
            return self.conflict(About::Values, vec![loss], false, theirs, &[edit]);
        }
        for added in wanted.difference(&had) {
            self.row.stamps.insert(stamp_name(field, added), self.mine);
        }
        for removed in had.difference(&wanted) {
            let name = stamp_name(field, removed);
            let unseen_add = self.row.stamp(&name).is_some_and(|stamp| stamp.is_unseen(self.seen, self.mine.device));
            if !unseen_add && tags.remove(removed) {
                self.row.stamps.remove(&name);
            }
        }
        let merged = value(&tags);
        if merged != current {
            self.write(field.name, position, merged);
        }
    }
}

fn stamp_name(field: &Field, tag: &str) -> String {
    format!("{}/{tag}", field.name)
}

fn set(value: Option<&Value>) -> BTreeSet<&str> {
    value.and_then(Value::as_text).unwrap_or_default().lines().filter(|tag| !tag.is_empty()).collect()
}

fn value(tags: &BTreeSet<&str>) -> Option<Value> {
    (!tags.is_empty()).then(|| Value::Text(tags.iter().copied().collect::<Vec<_>>().join("\n")))
}
