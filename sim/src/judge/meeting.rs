//! One change meeting one record, told in the model's words.

use std::collections::BTreeSet;

use domain::Value;
use sync::conflict::parse;
use sync::mutation::{Change, Edit};
use uuid::Uuid;

use super::ledger::{Ledger, Mark, Quarrel, quarrels};
use super::notes::{Notes, three_ways};

/// The fields of a kind that are one value together, this one among them.
fn together(kind: &str, field: &str) -> &'static [&'static str] {
    match (kind, field) {
        (_, "address" | "postal_code" | "city" | "country") => &["address", "postal_code", "city", "country"],
        ("opportunity", "amount" | "currency") => &["amount", "currency"],
        ("opportunity", "stage" | "probability" | "lost_reason" | "closed_on" | "stage_since") => {
            &["stage", "probability", "lost_reason", "closed_on", "stage_since"]
        }
        ("follow_up", "due" | "time") => &["due", "time"],
        ("event", "starts_on" | "ends_on") => &["starts_on", "ends_on"],
        _ => &[],
    }
}

/// Base, mine and theirs, and who wrote mine.
#[derive(Debug, Clone)]
pub(super) struct Doubt {
    pub(super) texts: [String; 3],
    pub(super) me: Mark,
}

/// One change meeting one record.
pub(super) struct Meeting<'a> {
    pub(super) ledger: &'a mut Ledger,
    pub(super) seen: u64,
    pub(super) me: Mark,
    pub(super) act: Uuid,
    pub(super) met: u128,
    pub(super) doubt: Option<Doubt>,
}

impl Meeting<'_> {
    fn unseen(&self, mark: Mark) -> bool {
        mark.seq > self.seen && mark.device != self.me.device
    }

    pub(super) fn take(&mut self, change: &Change) {
        let real = change.edits.iter().any(|edit| edit.from != edit.to);
        let deletes = change.edits.iter().any(|edit| edit.field == "deleted_at");
        if let Some(gone) = self.ledger.value("deleted_at").cloned()
            && real
            && !deletes
        {
            let theirs = self.ledger.mark("deleted_at");
            if self.unseen(theirs) {
                self.ledger.set("deleted_at", None, self.me);
                self.quarrel(true, vec![("deleted_at".to_owned(), None, Some(gone))], self.me, theirs, &[]);
            }
        }
        let mut done: Vec<&[&str]> = Vec::new();
        for edit in &change.edits {
            match edit.field.as_str() {
                "tags" => self.tags(edit),
                "notes" => self.notes(edit),
                "conflicts" => self.settle(edit),
                "deleted_at" => self.deletion(edit),
                field => match together(&change.kind, field) {
                    [] => self.value(&[edit]),
                    group if done.contains(&group) => {}
                    group => {
                        done.push(group);
                        let whole = change.edits.iter().filter(|edit| group.contains(&edit.field.as_str()));
                        self.value(&whole.collect::<Vec<_>>());
                    }
                },
            }
        }
    }

    fn value(&mut self, edits: &[&Edit]) {
        let now: Vec<Option<Value>> = edits.iter().map(|edit| self.ledger.value(&edit.field).cloned()).collect();
        let as_wanted = edits.iter().zip(&now).all(|(edit, now)| edit.to == *now);
        let as_seen = edits.iter().zip(&now).all(|(edit, now)| edit.from == *now);
        if as_wanted {
            return;
        }
        let marks = edits.iter().zip(&now).filter(|(edit, now)| edit.from != **now);
        let theirs = marks.map(|(edit, _)| self.ledger.mark(&edit.field)).max_by_key(|mark| (mark.at, mark.seq));
        let i_win = as_seen || theirs.is_none_or(|theirs| self.me.at >= theirs.at);
        let mut lines = Vec::new();
        for (edit, now) in edits.iter().zip(now) {
            if edit.to == now {
                continue;
            }
            if i_win {
                self.ledger.set(&edit.field, edit.to.clone(), self.me);
                lines.push((edit.field.clone(), edit.to.clone(), now));
            } else {
                lines.push((edit.field.clone(), now, edit.to.clone()));
            }
        }
        if let (false, Some(theirs)) = (as_seen, theirs) {
            let (winner, loser) = if i_win { (self.me, theirs) } else { (theirs, self.me) };
            self.quarrel(false, lines, winner, loser, edits);
        }
    }

    pub(super) fn quarrel(
        &mut self,
        deletion: bool,
        lines: Vec<(String, Option<Value>, Option<Value>)>,
        winner: Mark,
        loser: Mark,
        edits: &[&Edit],
    ) {
        // What I lost before and have typed over now is no loss any more.
        for old in &mut self.ledger.quarrels {
            if !old.deletion && old.loser.0 == self.me.user {
                old.lines.retain(|line| !edits.iter().any(|edit| edit.field == line.0 && edit.from == line.2));
            }
        }
        self.ledger.quarrels.retain(|old| !old.lines.is_empty());
        let id = Uuid::from_u128(self.act.as_u128() ^ self.met);
        self.met += 1;
        let (winner, loser) = ((winner.user, winner.at), (loser.user, loser.at));
        self.ledger.quarrels.push(Quarrel { id, deletion, lines, winner, loser });
    }

    fn tags(&mut self, edit: &Edit) {
        let split = |value: Option<&Value>| -> BTreeSet<String> {
            value.and_then(Value::as_text).unwrap_or_default().lines().map(str::to_owned).collect()
        };
        let (from, to) = (split(edit.from.as_ref()), split(edit.to.as_ref()));
        let old = split(self.ledger.value("tags"));
        let mut tags = old.clone();
        for tag in &to - &from {
            self.ledger.marks.insert(format!("tags:{tag}"), self.me);
            tags.insert(tag);
        }
        for tag in &from - &to {
            let name = format!("tags:{tag}");
            if !self.unseen(self.ledger.mark(&name)) && tags.remove(&tag) {
                self.ledger.marks.remove(&name);
            }
        }
        if tags != old {
            let text = tags.into_iter().collect::<Vec<_>>().join("\n");
            self.ledger.set("tags", Some(text).filter(|text| !text.is_empty()).map(Value::Text), self.me);
        }
    }

    fn notes(&mut self, edit: &Edit) {
        let now = self.ledger.value("notes").cloned();
        if now == edit.to {
            return;
        }
        if now == edit.from {
            return self.ledger.set("notes", edit.to.clone(), self.me);
        }
        let text = |value: &Option<Value>| value.as_ref().and_then(Value::as_text).unwrap_or_default().to_owned();
        let (base, mine, theirs) = (text(&edit.from), text(&edit.to), text(&now));
        match three_ways(&base, &mine, &theirs) {
            Notes::Clean(merged) if merged == theirs => {}
            Notes::Clean(merged) => {
                self.ledger.set("notes", Some(merged).filter(|text| !text.is_empty()).map(Value::Text), self.me);
            }
            Notes::Touching => self.doubt = Some(Doubt { texts: [base, mine, theirs], me: self.me }),
        }
    }

    fn settle(&mut self, edit: &Edit) {
        let list = |value: Option<&Value>| quarrels(parse(value).unwrap_or_default());
        let (shown, left) = (list(edit.from.as_ref()), list(edit.to.as_ref()));
        self.ledger.quarrels.retain(|quarrel| {
            let seen = shown.iter().any(|old| {
                let losses: Vec<_> = old.lines.iter().map(|(field, _, lost)| (field, lost)).collect();
                old.id == quarrel.id && quarrel.lines.iter().all(|(field, _, lost)| losses.contains(&(field, lost)))
            });
            !seen || left.iter().any(|new| new.id == quarrel.id)
        });
    }

    fn deletion(&mut self, edit: &Edit) {
        let now = self.ledger.value("deleted_at").is_some();
        if now && edit.to.is_none() {
            self.ledger.set("deleted_at", None, self.me);
        }
        if !now && edit.to.is_some() {
            let silent = ["deleted_at", "conflicts"];
            let marks = self.ledger.marks.iter().filter(|(name, _)| !silent.contains(&name.as_str()));
            let unseen = marks.map(|(_, mark)| *mark).filter(|mark| self.unseen(*mark));
            match unseen.max_by_key(|mark| (mark.at, mark.seq)) {
                Some(theirs) => {
                    let lines = vec![("deleted_at".to_owned(), None, edit.to.clone())];
                    self.quarrel(true, lines, theirs, self.me, &[]);
                }
                None => self.ledger.set("deleted_at", edit.to.clone(), self.me),
            }
        }
    }
}
