//! The small model: what a push must do, told once more in other words. It shares no rule with `sync`.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::stage::STANDARD;
use domain::{Millis, Role, Value};
use sync::conflict::parse;
use sync::mutation::{Change, Edit, Mutation};
use sync::row::Row;
use sync::verdict::{Author, Plan};
use sync::wire::Outcome;
use uuid::Uuid;

use super::ledger::{Ledger, Mark, quarrels};
use super::meeting::{Doubt, Meeting};
use super::notes::is_fair;

/// What a new record must have, by its kind.
fn needed(kind: &str) -> &'static [&'static str] {
    match kind {
        "opportunity" => &["name", "currency", "stage"],
        "follow_up" => &["deed", "due", "client"],
        "interaction" => &["channel", "date"],
        "account" | "event" | "tag" => &["name"],
        "saved_view" => &["name", "list"],
        "photo" => &["client"],
        _ => &["first_name", "last_name", "email", "status"],
    }
}

/// The fields that name another record, whatever the kind.
const LINKS: [&str; 5] = ["client", "account", "opportunity", "event", "stage"];

/// Whether somebody may have to do with a record: a view that is somebody's is theirs alone, whatever their role.
fn is_mine(author: Author, kind: &str, ledger: &Ledger) -> bool {
    let sees_all = author.role != Role::Seller && kind != "saved_view";
    sees_all || ["", author.user.to_string().as_str()].contains(&ledger.text("assignee"))
}

const STATUSES: [&str; 4] = ["prospect", "client", "vip", "inactive"];

/// What the model says of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Applied,
    Conflict,
    Refused,
    /// Either applied or a conflict, depending on how near two changes of a text are.
    Unsure,
}

impl Said {
    pub(super) fn agrees(self, told: Option<&Outcome>) -> bool {
        match told {
            None => matches!(self, Self::Applied | Self::Unsure),
            Some(Outcome::Conflict) => matches!(self, Self::Conflict | Self::Unsure),
            Some(Outcome::Refused { .. }) => self == Self::Refused,
        }
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    ledgers: BTreeMap<Uuid, Ledger>,
    acts: HashSet<Uuid>,
    times: HashMap<u64, Millis>,
    /// Notes whose merge can come out in two ways.
    doubts: BTreeMap<Uuid, Doubt>,
}

impl Model {
    pub(super) fn knows(&self, act: Uuid) -> bool {
        self.acts.contains(&act)
    }

    pub(super) fn commit(&mut self, seq: u64, at: Millis) {
        self.times.insert(seq, at);
    }

    pub(super) fn hear(&mut self, author: Author, seq: u64, at: Millis, act: &Mutation) -> Said {
        self.acts.insert(act.id);
        let before: Vec<(Uuid, Option<Ledger>)> =
            act.changes.iter().map(|change| (change.record, self.ledgers.get(&change.record).cloned())).collect();
        let mut said = Said::Applied;
        for change in &act.changes {
            let mut now = self.change(author, seq, at, act, change);
            if now != Said::Refused && !self.links_hold(act, change) {
                now = Said::Refused;
            }
            said = match (said, now) {
                (_, Said::Refused) => {
                    for (record, ledger) in before {
                        self.doubts.remove(&record);
                        match ledger {
                            Some(ledger) => self.ledgers.insert(record, ledger),
                            None => self.ledgers.remove(&record),
                        };
                    }
                    return Said::Refused;
                }
                (_, Said::Unsure) | (Said::Unsure, _) => Said::Unsure,
                (Said::Applied, now) => now,
                (already, _) => already,
            };
        }
        let brought_back: Vec<bool> =
            act.changes.iter().map(|change| self.bring_back(author, seq, at, act, change)).collect();
        if brought_back.contains(&true) && said == Said::Applied { Said::Conflict } else { said }
    }

    /// The records a change newly names that are not changed by the same act.
    fn links(act: &Mutation, change: &Change) -> Vec<Uuid> {
        let named = change.edits.iter().filter(|edit| edit.from != edit.to && LINKS.contains(&edit.field.as_str()));
        let ids = named.filter_map(|edit| Uuid::parse_str(edit.to.as_ref()?.as_text()?).ok());
        ids.filter(|id| act.changes.iter().all(|other| other.record != *id)).collect()
    }

    fn links_hold(&self, act: &Mutation, change: &Change) -> bool {
        let is_there = |id: &Uuid| self.ledgers.contains_key(id) || STANDARD.iter().any(|stage| stage.id == *id);
        Self::links(act, change).iter().all(is_there)
    }

    /// A record that was deleted comes back with what names it. Says whether that is a quarrel.
    fn bring_back(&mut self, author: Author, seq: u64, at: Millis, act: &Mutation, change: &Change) -> bool {
        let me = self.mark(author, seq, at, act, change);
        let mut quarrelled = false;
        for id in Self::links(act, change) {
            let Some(ledger) = self.ledgers.get_mut(&id) else { continue };
            let Some(gone) = ledger.value("deleted_at").cloned() else { continue };
            let theirs = ledger.mark("deleted_at");
            ledger.set("deleted_at", None, me);
            ledger.seq = seq;
            if theirs.device != me.device {
                quarrelled = true;
                let lines = vec![("deleted_at".to_owned(), None, Some(gone))];
                Meeting { ledger, seen: 0, me, act: act.id, met: 0, doubt: None }.quarrel(true, lines, me, theirs, &[]);
            }
        }
        quarrelled
    }

    fn mark(&self, author: Author, seq: u64, at: Millis, act: &Mutation, change: &Change) -> Mark {
        let earliest = self.times.get(&change.seen).copied().unwrap_or(Millis::MIN);
        Mark { seq, at: act.made_at.max(earliest).min(at), user: author.user, device: author.device }
    }

    fn change(&mut self, author: Author, seq: u64, at: Millis, act: &Mutation, change: &Change) -> Said {
        let wrong = |edit: &Edit| match &edit.to {
            Some(Value::Text(text)) if edit.field == "status" => !STATUSES.contains(&text.as_str()),
            None => needed(&change.kind).contains(&edit.field.as_str()) && edit.from.is_some(),
            Some(_) => false,
        };
        if change.edits.iter().any(wrong) {
            return Said::Refused;
        }
        let me = self.mark(author, seq, at, act, change);
        let mine = |ledger: &Ledger| is_mine(author, &change.kind, ledger);
        if let Some(ledger) = self.ledgers.get_mut(&change.record) {
            if !mine(ledger) {
                return Said::Refused;
            }
            let before = ledger.clone();
            let mut meeting = Meeting { ledger, seen: change.seen, me, act: act.id, met: 0, doubt: None };
            meeting.take(change);
            let (met, doubt) = (meeting.met, meeting.doubt);
            // Nobody makes a view somebody else's; of other kinds people may let go.
            if change.kind == "saved_view" && !mine(ledger) {
                return Said::Refused;
            }
            if *ledger != before {
                ledger.seq = seq;
            }
            if let Some(doubt) = doubt {
                self.doubts.insert(change.record, doubt);
                return Said::Unsure;
            }
            return if met > 0 { Said::Conflict } else { Said::Applied };
        }
        let values: BTreeMap<String, Value> = change
            .edits
            .iter()
            .filter(|edit| edit.field != "conflicts")
            .filter_map(|edit| Some((edit.field.clone(), edit.to.clone()?)))
            .collect();
        let ledger = Ledger { seq, values, marks: BTreeMap::new(), born: me, quarrels: Vec::new() };
        let complete = needed(&change.kind).iter().all(|field| ledger.value(field).is_some());
        if change.seen > 0 || !complete || !mine(&ledger) {
            return Said::Refused;
        }
        self.ledgers.insert(change.record, ledger);
        Said::Applied
    }

    /// Takes over what the server made of an act the model is unsure of, if that is one of the two ways.
    pub(super) fn adopt(&mut self, act: &Mutation, plan: &Plan) {
        for line in plan.history.iter().filter(|line| line.mutation == act.id) {
            let Some(Doubt { texts: [base, mine, theirs], me }) = self.doubts.remove(&line.record) else { continue };
            let Some(ledger) = self.ledgers.get_mut(&line.record) else { continue };
            for edit in &line.edits {
                ledger.seq = me.seq;
                if edit.field == "conflicts" {
                    ledger.quarrels = quarrels(parse(edit.to.as_ref()).unwrap_or_default());
                }
                let merged = edit.to.as_ref().and_then(Value::as_text).unwrap_or_default();
                if edit.field == "notes" && is_fair(&base, &mine, &theirs, merged) {
                    ledger.set("notes", edit.to.clone(), me);
                }
            }
        }
    }

    pub(super) fn adopt_row(&mut self, record: Uuid, row: Option<&Row>) {
        match (self.ledgers.get_mut(&record), row) {
            (Some(ledger), Some(row)) => ledger.adopt(row),
            (Some(_), None) => drop(self.ledgers.remove(&record)),
            (None, _) => {}
        }
    }

    /// In what the server's row differs from the model's.
    pub(super) fn differs(&self, record: Uuid, row: Option<&Row>) -> Option<String> {
        match (self.ledgers.get(&record), row) {
            (None, None) => None,
            (Some(ledger), Some(row)) => ledger.difference(row).map(|text| format!("record {record}, {text}")),
            (mine, theirs) => {
                Some(format!("record {record}: in the model {}, on the server {}", mine.is_some(), theirs.is_some()))
            }
        }
    }
}
