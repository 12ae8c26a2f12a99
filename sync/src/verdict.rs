//! The verdict: what becomes of the acts of a push, given the rows as they stand and the rights of who acted.
//! Pure. The store loads the rows, asks here, and writes the plan down in one transaction.

mod rules;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::{Kind, Millis, Record, Role};
use uuid::Uuid;

use crate::merge;
use crate::mutation::{Act, CHANGES_LIMIT, Change, Edit, Mutation, VERSION};
use crate::row::{Row, Stamp};
use crate::wire::{Note, Outcome, Refusal};

/// A record's name on the server: its kind's and its id.
pub type Key = (&'static str, Uuid);

/// Who sent a push, as the server knows them now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    /// The person who is signed in.
    pub user: Uuid,
    /// Their role at this moment.
    pub role: Role,
    /// The device.
    pub device: Uuid,
}

/// Everything the verdict depends on.
#[derive(Debug, Clone)]
pub struct Chunk<'a> {
    /// The number of this push.
    pub seq: u64,
    /// When it arrived, by the server's clock.
    pub received_at: Millis,
    /// Who sent it.
    pub author: Author,
    /// The rows that [`touched`] names, as they stand; those that do not exist are left out.
    pub rows: &'a HashMap<Key, Row>,
    /// Those records that [`deleted_settings`] names which other records use.
    pub used: &'a HashSet<Uuid>,
    /// When each `seq` that [`seen`] names was committed.
    pub seen_at: &'a HashMap<u64, Millis>,
    /// The acts that [`crate::admit::admit`] called fresh, in order.
    pub mutations: Vec<&'a Mutation>,
}

/// What to write.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The rows that are new or changed, each once, by kind and id.
    pub rows: Vec<Row>,
    /// One line for each act and record, in order; an act without records leaves one line of a nil record.
    pub history: Vec<HistoryDraft>,
    /// The acts that did not simply apply.
    pub notes: Vec<Note>,
}

/// A line of history before the store adds `seq`, `ord`, device and person.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryDraft {
    /// The act's number on its device.
    pub n: u64,
    /// The act's id.
    pub mutation: Uuid,
    /// What the person did.
    pub act: Act,
    /// When, by the device's clock.
    pub made_at: Millis,
    /// The kind of the record.
    pub kind: String,
    /// The record.
    pub record: Uuid,
    /// What changed, as applied; for a refused act what was asked.
    pub edits: Vec<Edit>,
    /// The assignee before, empty for nobody, when this act changed the assignee of a record that existed.
    pub left_assignee: Option<String>,
    /// Nothing when it simply applied.
    pub outcome: Option<Outcome>,
}

/// The records the store must load for these acts: those they change and those they newly link to.
pub fn touched<'a>(mutations: impl IntoIterator<Item = &'a Mutation>) -> Vec<Key> {
    let mut keys = Vec::new();
    for change in mutations.into_iter().flat_map(|mutation| &mutation.changes) {
        keys.extend(domain::kind(&change.kind).map(|kind| (kind.name, change.record)));
        keys.extend(links(change).into_iter().map(|(_, key)| key));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The records that a change newly links to, each with the name of the field.
fn links(change: &Change) -> Vec<(&str, Key)> {
    // What names more fields than there are is refused: nothing need be looked up for it.
    let Some(kind) = domain::kind(&change.kind).filter(|kind| change.edits.len() <= kind.fields.len()) else {
        return Vec::new();
    };
    let link = |edit: &'_ Edit| {
        let linked = kind.linked(kind.position(&edit.field)?)?;
        let id = edit.to.as_ref().filter(|_| edit.is_change())?.as_text()?.parse().ok()?;
        Some((linked.name, id))
    };
    change.edits.iter().filter_map(|edit| Some((edit.field.as_str(), link(edit)?))).collect()
}

/// The settings (stages) that these acts delete, each once: the store must say which of them other records use.
pub fn deleted_settings<'a>(mutations: impl IntoIterator<Item = &'a Mutation>) -> Vec<Key> {
    let deleted = |change: &Change| {
        let kind = domain::kind(&change.kind).filter(|kind| kind.is_setting())?;
        deletes(kind, change).then_some((kind.name, change.record))
    };
    let mut settings: Vec<Key> =
        mutations.into_iter().flat_map(|mutation| mutation.changes.iter().filter_map(deleted)).collect();
    settings.sort_unstable();
    settings.dedup();
    settings
}

fn deletes(kind: &Kind, change: &Change) -> bool {
    let name = kind.fields[kind.deleted_at].name;
    change.edits.iter().any(|edit| edit.field == name && edit.to.is_some())
}

/// The pushes whose time of commit the store must load for these acts.
pub fn seen<'a>(mutations: impl IntoIterator<Item = &'a Mutation>) -> Vec<u64> {
    let mut seen: Vec<u64> =
        mutations.into_iter().flat_map(|mutation| mutation.changes.iter().map(|change| change.seen)).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.retain(|seq| *seq > 0);
    seen
}

/// Judges the acts in order. A refused act changes nothing and the next one is judged.
pub fn judge(chunk: Chunk) -> Plan {
    let Chunk { seq, received_at, author, rows, used, seen_at, mutations } = chunk;
    let mut court = Court { seq, received_at, author, rows, used, seen_at, changed: BTreeMap::new() };
    let mut plan = Plan::default();
    for mutation in mutations {
        match court.hear(mutation) {
            Ok(applied) => {
                if applied.iter().any(|draft| draft.outcome.is_some()) {
                    plan.notes.push(Note { n: mutation.n, outcome: Outcome::Conflict });
                }
                plan.history.extend(applied);
            }
            Err(reason) => {
                let outcome = Outcome::Refused { reason };
                plan.history.extend(refused(mutation, &outcome));
                plan.notes.push(Note { n: mutation.n, outcome });
            }
        }
    }
    plan.rows = court.changed.into_values().collect();
    plan
}

/// The rows as they stand after the acts heard so far.
struct Court<'a> {
    seq: u64,
    received_at: Millis,
    author: Author,
    /// As they stood before.
    rows: &'a HashMap<Key, Row>,
    used: &'a HashSet<Uuid>,
    seen_at: &'a HashMap<u64, Millis>,
    changed: BTreeMap<Key, Row>,
}

impl Court<'_> {
    fn row(&self, key: Key) -> Option<&Row> {
        self.changed.get(&key).or_else(|| self.rows.get(&key))
    }

    /// One act, whole or not at all.
    fn hear(&mut self, mutation: &Mutation) -> Result<Vec<HistoryDraft>, Refusal> {
        let records: BTreeSet<Uuid> = mutation.changes.iter().map(|change| change.record).collect();
        if mutation.version > VERSION || records.len() < mutation.changes.len() || records.len() > CHANGES_LIMIT {
            return Err(Refusal::NotUnderstood);
        }
        let mut drafts = Vec::new();
        let mut after = Vec::new();
        for change in &mutation.changes {
            let (draft, row) = self.weigh(mutation, change)?;
            drafts.push(draft);
            after.extend(row);
        }
        self.follow_links(mutation, &mut drafts, &mut after)?;
        self.changed.extend(after.into_iter().map(|row| ((row.record.kind.name, row.record.id), row)));
        if drafts.is_empty() {
            drafts.push(draft(mutation, String::new(), Uuid::nil()));
        }
        Ok(drafts)
    }

    /// What an act newly links to must be there. A record that somebody deleted comes back with what is linked to it; one
    /// that the author could not know to be deleted says so.
    fn follow_links(
        &self,
        mutation: &Mutation,
        drafts: &mut Vec<HistoryDraft>,
        after: &mut Vec<Row>,
    ) -> Result<(), Refusal> {
        for change in &mutation.changes {
            for (field, key) in links(change) {
                let own = mutation.changes.iter().any(|other| (other.kind.as_str(), other.record) == key);
                if own || after.iter().any(|row| row.record.id == key.1) {
                    continue;
                }
                let unknown = || Refusal::BadValue { field: field.to_owned() };
                let row = self.row(key).ok_or_else(unknown)?;
                if row.record.is_deleted() {
                    let mut row = row.clone();
                    let mut draft = draft(mutation, key.0.to_owned(), key.1);
                    let before = row.record.clone();
                    if merge::bring_back(&mut row, self.stamp(mutation, change), mutation.id) {
                        rules::has_room(&row.record)?;
                        draft.outcome = Some(Outcome::Conflict);
                    }
                    draft.edits = applied(&before, &row.record);
                    drafts.push(draft);
                    after.push(row);
                }
            }
        }
        Ok(())
    }

    /// Whether records use this one, as far as the store and this push know.
    fn is_used(&self, kind: &Kind, id: Uuid) -> bool {
        let links = |row: &Row| {
            let record = &row.record;
            let mut fields = 0..record.kind.fields.len();
            !record.is_deleted()
                && fields.any(|field| {
                    record.link(field) == Some(id) && record.kind.linked(field).is_some_and(|to| to.name == kind.name)
                })
        };
        let untouched = self.rows.iter().filter(|(key, _)| !self.changed.contains_key(*key)).map(|(_, row)| row);
        self.used.contains(&id) || self.changed.values().chain(untouched).any(links)
    }

    /// One record of an act: its line of history and, if anything moved, the row as it would be.
    fn weigh(&self, mutation: &Mutation, change: &Change) -> Result<(HistoryDraft, Option<Row>), Refusal> {
        let kind = domain::kind(&change.kind).ok_or(Refusal::NotUnderstood)?;
        let before = self.row((kind.name, change.record));
        rules::check(kind, change, before.map(|row| &row.record))?;
        if kind.is_setting() && deletes(kind, change) && self.is_used(kind, change.record) {
            return Err(Refusal::InUse);
        }
        let mine = self.stamp(mutation, change);
        let mut draft = draft(mutation, change.kind.clone(), change.record);
        let after = if let Some(before) = before {
            rules::may_change(self.author, &before.record)?;
            let (row, met) = merge::merge(before, change, mine, mutation.id);
            if met {
                rules::has_room(&row.record)?;
                draft.outcome = Some(Outcome::Conflict);
            }
            draft.left_assignee = left_assignee(&before.record, &row.record);
            rules::may_leave(self.author, &row.record)?;
            if before.record.is_in_haste() {
                rules::is_complete(&row.record)?;
            }
            draft.edits = applied(&before.record, &row.record);
            row
        } else {
            if change.seen > 0 {
                return Err(Refusal::Unknown);
            }
            let row = merge::create(kind, change, mine);
            rules::is_complete(&row.record)?;
            rules::may_change(self.author, &row.record)?;
            draft.edits = applied(&Record::new(kind, change.record), &row.record);
            row
        };
        let moved = before.is_none_or(|before| *before != after);
        Ok((draft, moved.then_some(after)))
    }

    /// The device's time, clamped between the commit of what the person saw and the moment of receipt: a wrong
    /// clock cannot reach outside (`ClockBound`).
    fn stamp(&self, mutation: &Mutation, change: &Change) -> Stamp {
        let earliest = self.seen_at.get(&change.seen).copied().unwrap_or(Millis::MIN).min(self.received_at);
        Stamp {
            seq: self.seq,
            at: mutation.made_at.clamp(earliest, self.received_at),
            user: self.author.user,
            device: self.author.device,
        }
    }
}

fn draft(mutation: &Mutation, kind: String, record: Uuid) -> HistoryDraft {
    HistoryDraft {
        n: mutation.n,
        mutation: mutation.id,
        act: mutation.act,
        made_at: mutation.made_at,
        kind,
        record,
        edits: Vec::new(),
        left_assignee: None,
        outcome: None,
    }
}

/// What a refused act leaves in history: everything it asked for.
fn refused(mutation: &Mutation, outcome: &Outcome) -> Vec<HistoryDraft> {
    let asked = |change: &Change| HistoryDraft {
        edits: change.edits.clone(),
        outcome: Some(outcome.clone()),
        ..draft(mutation, change.kind.clone(), change.record)
    };
    if mutation.changes.is_empty() {
        return vec![HistoryDraft { outcome: Some(outcome.clone()), ..draft(mutation, String::new(), Uuid::nil()) }];
    }
    mutation.changes.iter().map(asked).collect()
}

fn applied(before: &Record, after: &Record) -> Vec<Edit> {
    let fields = before.kind.fields.iter().zip(before.values.iter().zip(&after.values));
    fields
        .filter(|(_, (from, to))| from != to)
        .map(|(field, (from, to))| Edit { field: field.name.to_owned(), from: from.clone(), to: to.clone() })
        .collect()
}

fn left_assignee(before: &Record, after: &Record) -> Option<String> {
    let assignee = before.kind.assignee;
    (before.get(assignee) != after.get(assignee)).then(|| before.text(assignee).to_owned())
}

#[cfg(test)]
mod tests;
