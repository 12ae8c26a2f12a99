//! Notes: a three-way merge by line. Where both changed the same lines the server's text stays, never with markers
//! in it, and mine goes into the conflict.

use domain::{Field, Value};

use crate::conflict::{About, Loss};
use crate::mutation::Edit;

use super::Meeting;

/// Above this many pairs of lines that differ the texts count as overlapping: nobody's save may keep the server busy.
const COMPARED_PAIRS: usize = 25_000_000;

impl Meeting<'_> {
    pub(super) fn notes(&mut self, position: usize, field: &'static Field, edit: &Edit) {
        let current = self.row.record.get(position).cloned();
        if current == edit.to {
            return;
        }
        if current == edit.from {
            self.write(field.name, position, edit.to.clone());
            return;
        }
        match merge(text(edit.from.as_ref()), text(edit.to.as_ref()), text(current.as_ref())) {
            Some(merged) if merged == text(current.as_ref()) => {}
            // A merged text that grew beyond what the field holds is a conflict too.
            Some(merged) if merged.is_empty() || field.accepts(&Value::from(merged.as_str())) => {
                self.write(field.name, position, (!merged.is_empty()).then_some(Value::Text(merged)));
            }
            _ => {
                let theirs = self.row.stamp(field.name).copied();
                let loss = Loss { field: field.name.to_owned(), kept: current, lost: edit.to.clone() };
                self.conflict(About::Values, vec![loss], false, theirs, &[edit]);
            }
        }
    }
}

fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_text).unwrap_or_default()
}

/// The text with both changes to `base`, or nothing when they overlap.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Option<String> {
    if mine == theirs || theirs == base {
        return Some(mine.to_owned());
    }
    if mine == base {
        return Some(theirs.to_owned());
    }
    let (base, mine, theirs) = (ended(base), ended(mine), ended(theirs));
    if work(&base, &mine).max(work(&base, &theirs)) > COMPARED_PAIRS {
        return None;
    }
    let merged = diffy::merge(&base, &mine, &theirs).ok()?;
    Some(merged.strip_suffix('\n').unwrap_or(&merged).to_owned())
}

/// With a line break at the end of the last line too, so that adding a line does not change the one before.
fn ended(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}

/// How many pairs of lines a comparison looks at, at worst: those between the common beginning and the common end.
fn work(one: &str, other: &str) -> usize {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.lines().collect(), other.lines().collect());
    let head = one.iter().zip(&other).take_while(|(left, right)| left == right).count();
    let (one, other) = (&one[head..], &other[head..]);
    let tail = one.iter().rev().zip(other.iter().rev()).take_while(|(left, right)| left == right).count();
    (one.len() - tail) * (other.len() - tail)
}
