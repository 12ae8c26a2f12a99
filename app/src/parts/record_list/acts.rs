//! What one does to one client or to fifty thousand: one act, one way back, progress, and a way to stop it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::client::{ARCHIVED_AT, CLIENT, STATUS, TAGS};
use domain::shapes::tags;
use domain::{Lang, Record, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::Act;
use uuid::Uuid;

use crate::edits::{Edits, Written};
use crate::handover::Handover;
use crate::parts::browser;
use crate::parts::toast::Toasts;
use crate::records::{Records, ShownRecord};
use crate::texts::{form, language, list};

/// What changes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Deed {
    /// Who looks after them.
    Assign(Option<Uuid>),
    /// Their status.
    Status(&'static str),
    /// One more tag.
    AddTag(String),
    /// One tag less.
    RemoveTag(String),
    /// Put away, or taken out again.
    Archive(bool),
    /// Deleted, softly.
    Delete,
}

impl Deed {
    fn act(&self) -> Act {
        match self {
            Self::Assign(_) => Act::Handover,
            Self::Delete => Act::Delete,
            Self::Archive(true) => Act::Archive,
            _ => Act::Edit,
        }
    }

    /// Does it to a client; hands it over with what hangs on it.
    fn done_to(&self, shown: ShownRecord, handover: &Handover) -> Vec<Written> {
        if let Self::Assign(person) = self {
            return handover.give(shown, *person);
        }
        let mut record = shown.record.clone();
        self.write(&mut record);
        if record == shown.record { Vec::new() } else { vec![(Some(shown), record)] }
    }

    /// Does it to the record alone.
    fn write(&self, record: &mut Record) {
        match self {
            Self::Assign(_) => {}
            Self::Status(status) => record.set(STATUS, Some(Value::from(*status))),
            Self::AddTag(tag) => retag(record, |tags| {
                if !tags.iter().any(|known| tags::are_same(known, tag)) {
                    tags.push(tag.clone());
                }
            }),
            Self::RemoveTag(tag) => retag(record, |tags| tags.retain(|known| known != tag)),
            Self::Archive(away) => {
                if record.get(ARCHIVED_AT).is_some() != *away {
                    record.set(ARCHIVED_AT, away.then(|| Value::Number(browser::now())));
                }
            }
            Self::Delete => record.set(record.kind.deleted_at, Some(Value::Number(browser::now()))),
        }
    }

    fn done(&self, lang: Lang, count: usize) -> String {
        match self {
            Self::Archive(true) => list::archived(lang, count),
            Self::Delete => list::deleted(lang, count),
            _ => list::changed(lang, count),
        }
    }
}

/// Changes a set of tags; what cannot be a set (too many) stays as it was.
pub(crate) fn retag(record: &mut Record, change: impl FnOnce(&mut Vec<String>)) {
    let mut set: Vec<String> = tags::each(record.text(TAGS)).map(str::to_owned).collect();
    change(&mut set);
    if let Ok(stored) = tags::parse(&set.join("\n")) {
        record.set(TAGS, (!stored.is_empty()).then_some(Value::Text(stored)));
    }
}

/// What is written of one client, counted if that changes anything.
fn counted(count: &Cell<usize>, written: Vec<Written>) -> Vec<Written> {
    let changes = |(before, after): &Written| before.as_ref().is_none_or(|before| before.record != *after);
    count.set(count.get() + usize::from(written.iter().any(changes)));
    written
}

/// The list finds tags blind to accents: who carries only one that looks alike keeps it.
fn renamed(tags: &mut Vec<String>, from: &str, to: &str) {
    if tags.iter().any(|tag| tags::are_same(tag, from)) {
        tags.retain(|tag| !tags::are_same(tag, from) && !tags::are_same(tag, to));
        tags.push(to.to_owned());
    }
}

/// Does deeds. `Copy`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Acts {
    records: Records,
    edits: Edits,
    toasts: Toasts,
    language: Signal<Lang>,
    /// How many of how many are done, while an act is under way.
    pub(crate) progress: RwSignal<Option<(usize, usize)>>,
    stopped: RwSignal<bool>,
}

impl Acts {
    /// Takes from context what deeds need.
    pub(crate) fn take() -> Self {
        Self {
            records: expect_context(),
            edits: expect_context(),
            toasts: expect_context(),
            language: language(),
            progress: RwSignal::new(None),
            stopped: RwSignal::new(false),
        }
    }

    /// Stops the act under way; what it has done is taken back.
    pub(crate) fn stop(self) {
        self.stopped.set(true);
    }

    /// Nobody stops what goes on after its page was left.
    fn is_stopped(self) -> bool {
        self.stopped.try_get_untracked().unwrap_or_default()
    }

    /// Says something in a toast.
    pub(crate) fn say(self, text: impl FnOnce(Lang) -> String) {
        self.toasts.say(text(self.language.get_untracked()));
    }

    /// Does a deed to these clients, then calls `after` if it was kept.
    pub(crate) fn run(self, ids: Vec<Uuid>, deed: Deed, after: impl FnOnce() + 'static) {
        let lang = self.language.get_untracked();
        self.stopped.set(false);
        self.progress.set(Some((0, ids.len())));
        spawn_local(async move {
            let act = deed.act();
            let does = deed.clone();
            let handover = match deed {
                Deed::Assign(_) => Handover::of(self.records).await,
                _ => Handover::default(),
            };
            let count = Rc::new(Cell::new(0));
            let counts = Rc::clone(&count);
            let write = move |shown| counted(&counts, does.done_to(shown, &handover));
            let told = move |done, total| {
                self.progress.set(Some((done, total)));
                !self.is_stopped()
            };
            let kept = self.edits.bulk(&CLIENT, ids, act, &write, &told).await;
            self.progress.set(None);
            match kept {
                Ok(Some(n)) => {
                    self.toasts.offer_undo(deed.done(lang, count.get()), self.undo(n));
                    after();
                }
                Ok(None) if self.is_stopped() => self.toasts.say(list::STOPPED.get(lang)),
                Ok(None) => self.toasts.say(list::UNCHANGED.get(lang)),
                Err(error) => self.toasts.say(form::not_saved(lang, &error)),
            }
        });
    }

    /// The way back from an act.
    pub(crate) fn undo(self, n: u64) -> Callback<()> {
        Callback::new(move |()| {
            let lang = self.language.get_untracked();
            spawn_local(async move {
                match self.edits.undo(n).await {
                    Ok(Some(_)) => self.toasts.say(list::TAKEN_BACK.get(lang)),
                    Ok(None) => self.toasts.say(list::UNCHANGED.get(lang)),
                    Err(error) => self.toasts.say(form::not_saved(lang, &error)),
                }
            });
        })
    }

    /// Keeps one record as it is now, new or changed, and says so with a way back.
    pub(crate) fn keep(self, before: Option<ShownRecord>, after: Record, act: Act, said: domain::Words) {
        let lang = self.language.get_untracked();
        spawn_local(async move {
            match self.edits.together(vec![(before, after)], act).await {
                Ok(Some(n)) => self.toasts.offer_undo(said.get(lang), self.undo(n)),
                Ok(None) => {}
                Err(error) => self.toasts.say(form::not_saved(lang, &error)),
            }
        });
    }

    /// An id for a new record.
    pub(crate) fn new_id(self) -> Uuid {
        self.edits.new_id()
    }

    /// Renames a tag on these clients, and in what else knows it: its colour, and the views that ask for it. A tag that
    /// has the new name already joins. One act.
    pub(crate) fn rename_tag(self, ids: Vec<Uuid>, from: String, to: String, known: Vec<Written>) {
        let lang = self.language.get_untracked();
        spawn_local(async move {
            let (known, count) = (RefCell::new(known), Rc::new(Cell::new(0)));
            let counts = Rc::clone(&count);
            let write = move |shown: ShownRecord| {
                let mut record = shown.record.clone();
                retag(&mut record, |tags| renamed(tags, &from, &to));
                // What is known of the tag goes with the first record, so that one way back takes both.
                let client = counted(&counts, vec![(Some(shown), record)]);
                known.take().into_iter().chain(client).collect()
            };
            match self.edits.bulk(&CLIENT, ids, Act::Edit, &write, &|_, _| true).await {
                Ok(Some(n)) => self.toasts.offer_undo(list::changed(lang, count.get()), self.undo(n)),
                Ok(None) => self.toasts.say(list::UNCHANGED.get(lang)),
                Err(error) => self.toasts.say(form::not_saved(lang, &error)),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(tags: &str) -> Record {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(1));
        record.set(TAGS, Some(Value::from(tags)));
        record
    }

    #[test]
    fn a_tag_is_renamed_whatever_its_case_and_one_that_looks_alike_stays() {
        let after = |tags: &str| {
            let mut record = tagged(tags);
            retag(&mut record, |tags| renamed(tags, "Été", "Saison"));
            record.text(TAGS).to_owned()
        };
        assert_eq!(after("BTP\nÉté\nété"), "BTP\nSaison");
        assert_eq!(after("saison\nÉté"), "Saison");
        assert_eq!(after("Ete"), "Ete");
    }

    #[test]
    fn a_tag_is_added_once_whatever_its_case_and_the_last_one_leaves_nothing() {
        let mut record = tagged("BTP");
        Deed::AddTag("btp".into()).write(&mut record);
        assert_eq!(record.text(TAGS), "BTP");
        Deed::AddTag("Export".into()).write(&mut record);
        assert_eq!(record.text(TAGS), "BTP\nExport");
        Deed::RemoveTag("BTP".into()).write(&mut record);
        Deed::RemoveTag("Export".into()).write(&mut record);
        assert_eq!(record.get(TAGS), None);
    }

    #[test]
    fn what_is_so_already_is_left_as_it_is() {
        let mut record = tagged("BTP");
        record.set(ARCHIVED_AT, Some(Value::Number(7)));
        Deed::Archive(true).write(&mut record);
        assert_eq!(record.number(ARCHIVED_AT), Some(7));
        Deed::Archive(false).write(&mut record);
        assert_eq!(record.get(ARCHIVED_AT), None);
    }
}
