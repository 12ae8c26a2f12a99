//! The judge: it watches what people saved and what the server stored, and at the end of a history counts what was
//! lost, doubled, diverged or stuck. Its rules are its own.

mod ledger;
mod meeting;
mod model;
mod notes;

use std::collections::{BTreeMap, BTreeSet};

use domain::{Millis, Record, Role};
use serde::Serialize;
use sync::mutation::Mutation;
use sync::row::Row;
use sync::verdict::{Author, Plan};
use sync::wire::{Outcome, Push, PushAnswer};
use uuid::Uuid;

use model::{Model, Said};

/// What went wrong in some histories.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Acts that were saved and are neither in effect, nor in a conflict, nor shown as refused; values that vanished.
    pub lost: u64,
    /// Acts that took effect twice.
    pub duplicated: u64,
    /// Replicas, or the server, that hold something else than they should; also what should not have been sent.
    pub diverged: u64,
    /// Devices that do not come to rest although nothing hinders them.
    pub stuck: u64,
}

impl Tally {
    /// Adds another history to this.
    pub(crate) fn add(&mut self, other: Self) {
        self.lost += other.lost;
        self.duplicated += other.duplicated;
        self.diverged += other.diverged;
        self.stuck += other.stuck;
    }

    /// Whether nothing went wrong.
    pub fn is_clean(&self) -> bool {
        *self == Self::default()
    }
}

/// What happened in some histories: so that nobody takes a calm for a success.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lived {
    /// Acts that were saved.
    pub acts: u64,
    /// Acts that met another person's change.
    pub conflicts: u64,
    /// Acts that were refused.
    pub refusals: u64,
    /// Devices that had to take a new id.
    pub forks: u64,
    /// Tabs that died.
    pub crashes: u64,
    /// Times the server was restored from a backup.
    pub restores: u64,
    /// Replicas built from the beginning.
    pub bootstraps: u64,
}

impl Lived {
    /// Adds another history to this.
    pub(crate) fn add(&mut self, other: Self) {
        self.acts += other.acts;
        self.conflicts += other.conflicts;
        self.refusals += other.refusals;
        self.forks += other.forks;
        self.crashes += other.crashes;
        self.restores += other.restores;
        self.bootstraps += other.bootstraps;
    }
}

/// One thing that went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Of which sort: a column of [`Tally`].
    pub sort: &'static str,
    /// What exactly.
    pub text: String,
}

/// The judge of one history.
#[derive(Debug, Default)]
pub(crate) struct Judge {
    model: Model,
    backup: Option<Model>,
    /// Acts of which somebody was told "saved".
    saved: BTreeMap<Uuid, Mutation>,
    /// Refused acts that their person dropped.
    dropped: BTreeSet<Uuid>,
    pub(crate) lived: Lived,
    complaints: Vec<Complaint>,
}

impl Judge {
    pub(crate) fn complain(&mut self, sort: &'static str, text: String) {
        self.complaints.push(Complaint { sort, text });
    }

    pub(crate) fn complain_of(&mut self, sort: &'static str, texts: Vec<String>) {
        self.complaints.extend(texts.into_iter().map(|text| Complaint { sort, text }));
    }

    pub(crate) fn complaints(&self) -> &[Complaint] {
        &self.complaints
    }

    pub(crate) fn tally(&self) -> Tally {
        let count = |sort| self.complaints.iter().filter(|complaint| complaint.sort == sort).count() as u64;
        Tally {
            lost: count("lost"),
            duplicated: count("duplicated"),
            diverged: count("diverged"),
            stuck: count("stuck"),
        }
    }

    pub(crate) fn all_saved(&self) -> impl Iterator<Item = &Mutation> {
        self.saved.values()
    }

    pub(crate) fn stored(&self, act: Uuid) -> bool {
        self.model.knows(act)
    }

    pub(crate) fn was_dropped(&self, act: Uuid) -> bool {
        self.dropped.contains(&act)
    }

    /// A person read "saved on this device".
    pub(crate) fn saved(&mut self, mutations: &[Mutation]) {
        self.lived.acts += mutations.len() as u64;
        self.saved.extend(mutations.iter().map(|mutation| (mutation.id, mutation.clone())));
    }

    /// A person dropped a refused act.
    pub(crate) fn dropped(&mut self, id: Uuid) {
        self.dropped.insert(id);
    }

    /// The server made a backup, or came back from it.
    pub(crate) fn backed_up(&mut self) {
        self.backup = Some(self.model.clone());
    }

    /// The server was restored from the last backup.
    pub(crate) fn restored(&mut self) {
        self.lived.restores += 1;
        if let Some(model) = self.backup.clone() {
            self.model = model;
        }
    }

    /// `NoLostAck`: what the server calls stored is stored.
    pub(crate) fn answered(&mut self, push: &Push, answer: &PushAnswer) {
        self.lived.forks += u64::from(*answer == PushAnswer::Forked);
        let PushAnswer::Stored { last_n, .. } = answer else { return };
        let unknown = push.mutations.iter().filter(|act| act.n <= *last_n && !self.model.knows(act.id));
        let texts: Vec<String> = unknown.map(|act| format!("act {} was called stored and is not", act.id)).collect();
        self.complain_of("lost", texts);
    }

    /// `ScopeSafety`: the server sends a person only what they may see.
    pub(crate) fn sent<'a>(&mut self, user: Uuid, role: Role, records: impl Iterator<Item = &'a Record>) {
        let own = user.to_string();
        let foreign: Vec<String> = records
            .filter(|record| role == Role::Seller || record.kind.name == "saved_view")
            .filter(|record| !["", own.as_str()].contains(&record.text(record.kind.assignee)))
            .map(|record| format!("record {} was sent to {user}, who may not see it", record.id))
            .collect();
        self.complain_of("diverged", foreign);
    }

    /// A push took effect: compares it with what the model says of the same acts.
    pub(crate) fn witness(
        &mut self,
        author: Author,
        seq: u64,
        at: Millis,
        fresh: &[&Mutation],
        plan: &Plan,
        rows: &BTreeMap<Uuid, Row>,
    ) {
        self.model.commit(seq, at);
        let conflicts = plan.notes.iter().filter(|note| note.outcome == Outcome::Conflict).count() as u64;
        self.lived.conflicts += conflicts;
        self.lived.refusals += plan.notes.len() as u64 - conflicts;
        for act in fresh {
            if self.model.knows(act.id) {
                self.complain("duplicated", format!("act {} took effect again", act.id));
                continue;
            }
            let said = self.model.hear(author, seq, at, act);
            let told = plan.notes.iter().find(|note| note.n == act.n).map(|note| &note.outcome);
            if !said.agrees(told) {
                self.complain(
                    "diverged",
                    format!("act {} ({:?}): the model says {said:?}, the server {told:?}", act.id, act.act),
                );
            }
            if said == Said::Unsure {
                self.model.adopt(act, plan);
            }
        }
        let asked = fresh.iter().flat_map(|act| act.changes.iter().map(|change| change.record));
        // What is linked to comes back without being asked for.
        let touched: BTreeSet<Uuid> = asked.chain(plan.history.iter().map(|line| line.record)).collect();
        for record in touched {
            if let Some(difference) = self.model.differs(record, rows.get(&record)) {
                self.complain("diverged", difference);
                self.model.adopt_row(record, rows.get(&record));
            }
        }
    }
}
