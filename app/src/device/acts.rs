//! From what a person does to acts in the outbox. Each resolves when the disk has it.

use std::collections::HashSet;
use std::rc::Rc;

use ::sync::device::{Entry, Event, State};
use ::sync::mutation::CHANGES_LIMIT;
use ::sync::{Act, Change, Mutation, mutation};
use domain::{Kind, Record};
use uuid::Uuid;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::copy::Device;
use super::database::Fault;
use super::page::Slices;
use super::tabs::Word;
use super::{Saved, clock, page};
use crate::edits::{Pictured, SaveError, Told, Write, Written};
use crate::records::ShownRecord;
use crate::sync_state::PastAct;

/// Records that a bulk act reads at once.
const AT_ONCE: usize = 200;

impl Device {
    pub(super) async fn keep_together(
        self: Rc<Self>,
        changes: Vec<Written>,
        act: Act,
        pictures: Vec<Pictured>,
        told: &Told,
    ) -> Saved {
        let batch = (changes.len() > CHANGES_LIMIT).then(clock::new_id);
        let kept = self.keep_told(changes, act, batch, &pictures, told).await;
        match (&kept, batch) {
            (Err(_) | Ok(None), Some(batch)) => self.without_batch(batch, kept).await,
            _ => kept,
        }
    }

    pub(super) async fn keep_bulk(
        self: Rc<Self>,
        kind: &'static Kind,
        ids: Vec<Uuid>,
        act: Act,
        write: &Write,
        told: &Told,
    ) -> Saved {
        let batch = clock::new_id();
        let kept = self.try_bulk(kind, &ids, act, batch, write, told).await;
        if matches!(kept, Ok(Some(_))) { kept } else { self.without_batch(batch, kept).await }
    }

    pub(super) fn past_acts(&self, at_most: usize) -> Vec<PastAct> {
        let engine = self.engine.borrow();
        // An act that was saved during an import stands between its parts.
        let mut past: Vec<(&Entry, usize)> = Vec::new();
        let is_past = |entry: &&Entry| matches!(entry.state, State::Fine) && !engine.is_waiting(entry);
        for entry in engine.entries().filter(is_past) {
            let Mutation { batch, changes, .. } = &entry.mutation;
            let same = |(last, _): &&mut (&Entry, usize)| batch.is_some() && last.mutation.batch == *batch;
            match past.iter_mut().rev().find(same) {
                Some((_, count)) => *count += changes.len(),
                None if changes.is_empty() => {}
                None => past.push((entry, changes.len())),
            }
        }
        let told =
            |&(entry, count): &(&Entry, usize)| PastAct { n: entry.n(), count, mutation: entry.mutation.clone() };
        past.iter().rev().take(at_most).map(told).collect()
    }

    pub(super) async fn undo_act(self: Rc<Self>, n: u64) -> Saved {
        let Some(entry) = self.entry(n) else { return Ok(None) };
        let acts = match entry.mutation.batch {
            Some(batch) => self.acts_of(batch),
            None => vec![entry.mutation],
        };
        self.take_back(&acts).await
    }

    pub(super) async fn retry_act(self: Rc<Self>, n: u64) -> Saved {
        let Some(entry) = self.entry(n) else { return Ok(None) };
        let mut changes = Vec::new();
        for change in &entry.mutation.changes {
            changes.extend(self.again(change).await?);
        }
        if changes.is_empty() {
            // Somebody wrote the same since: nothing is left to try.
            return self.put_away(entry).await.map(|()| None);
        }
        let kept = self.append(entry.mutation.act, changes, None, Some(entry.dropped()), &[]).await?;
        Ok(Some(kept.n))
    }

    pub(super) async fn drop_act(self: Rc<Self>, n: u64) -> Result<(), SaveError> {
        match self.entry(n) {
            Some(entry) => self.put_away(entry).await,
            None => Ok(()),
        }
    }

    fn entry(&self, n: u64) -> Option<Entry> {
        self.engine.borrow().entries().find(|entry| entry.n() == n).cloned()
    }

    /// As [`Self::keep`], telling how far it is; gives up when it is told to stop.
    async fn keep_told(
        self: &Rc<Self>,
        mut written: Vec<Written>,
        act: Act,
        batch: Option<Uuid>,
        pictures: &[Pictured],
        told: &Told,
    ) -> Saved {
        let (all, mut done, mut last) = (written.len(), 0, None);
        while !written.is_empty() {
            let rest = written.split_off(written.len().min(CHANGES_LIMIT));
            let some = std::mem::replace(&mut written, rest);
            done += some.len();
            last = self.keep(some, act, batch, pictures).await?.or(last);
            if !told(done, all) && !written.is_empty() {
                return Ok(None);
            }
        }
        Ok(last)
    }

    /// What differs between the records before and after, as one act; as several of one batch where it is more than an
    /// act may carry. Then shows them. Gives the number of the last act.
    async fn keep(
        self: &Rc<Self>,
        written: Vec<Written>,
        act: Act,
        batch: Option<Uuid>,
        pictures: &[Pictured],
    ) -> Saved {
        let mut here = HashSet::new();
        let differs = |(before, after): Written| {
            let (seen, old) = before.as_ref().map_or((0, None), |before| (before.seq, Some(&before.record)));
            let change = mutation::diff(old, &after, seen)?;
            let pending = before.map(|before| before.pending).unwrap_or_default();
            Some((change, ShownRecord { record: after, seq: seen, pending }))
        };
        let mut work = written.into_iter().filter(|(_, after)| here.insert(after.id)).filter_map(differs).peekable();
        let mut last = None;
        let mut slices = Slices::new();
        while work.peek().is_some() {
            let (changes, shown): (Vec<_>, Vec<_>) = work.by_ref().take(CHANGES_LIMIT).unzip();
            let kept = self.append(act, changes, batch, None, pictures).await?;
            for mut shown in shown {
                shown.pending.push(kept.only(shown.record.id));
                if self.shelf.whole.get() {
                    self.shelf.show_saved(shown);
                }
                slices.breathe().await;
            }
            last = Some(kept.n);
        }
        Ok(last)
    }

    async fn try_bulk(
        self: &Rc<Self>,
        kind: &'static Kind,
        ids: &[Uuid],
        act: Act,
        batch: Uuid,
        write: &Write,
        told: &Told,
    ) -> Saved {
        let mut last = None;
        let mut waiting = Vec::new();
        for (place, some) in ids.chunks(AT_ONCE).enumerate() {
            for shown in self.shown_of_kind(kind, some).await.map_err(|fault| error_of(&fault))? {
                let written = write(shown);
                if waiting.len() + written.len() > CHANGES_LIMIT {
                    // What belongs together stays in one act.
                    last = self.keep(std::mem::take(&mut waiting), act, Some(batch), &[]).await?.or(last);
                }
                waiting.extend(written);
            }
            if !told((place * AT_ONCE + some.len()).min(ids.len()), ids.len()) {
                return Ok(None);
            }
        }
        Ok(self.keep(waiting, act, Some(batch), &[]).await?.or(last))
    }

    /// Takes acts back, the newest first; those of a batch are one batch again. What is undone already, or changed since,
    /// stays as it is.
    async fn take_back(self: &Rc<Self>, acts: &[Mutation]) -> Saved {
        let batch = (acts.len() > 1).then(clock::new_id);
        let mut last = None;
        for act in acts.iter().rev() {
            let changes = self.still(mutation::inverse(act, clock::now())).await.map_err(|fault| error_of(&fault))?;
            if !changes.is_empty() {
                last = Some(self.append(Act::Undo, changes, batch, None, &[]).await?.n);
            }
        }
        Ok(last)
    }

    /// What is left of changes back to do; all of it to a record that is not here.
    async fn still(&self, back: Vec<Change>) -> Result<Vec<Change>, Fault> {
        let mut now: Vec<Record> = Vec::new();
        for kind in domain::KINDS {
            let ids: Vec<Uuid> =
                back.iter().filter(|change| change.kind == kind.name).map(|change| change.record).collect();
            if ids.is_empty() {
                continue;
            }
            now.extend(self.shown_of_kind(kind, &ids).await?.into_iter().map(|shown| shown.record));
        }
        let left = |change: Change| match now.iter().find(|record| record.id == change.record) {
            Some(record) => mutation::still(change, record),
            None => Some(change),
        };
        Ok(back.into_iter().filter_map(left).collect())
    }

    fn acts_of(&self, batch: Uuid) -> Vec<Mutation> {
        let engine = self.engine.borrow();
        engine.entries().map(|entry| &entry.mutation).filter(|act| act.batch == Some(batch)).cloned().collect()
    }

    /// An act in several parts that did not come to its end: as if it had not begun. A device without room may refuse this
    /// too: then the parts that were kept stay, and it says so.
    async fn without_batch(self: &Rc<Self>, batch: Uuid, kept: Saved) -> Saved {
        if self.take_back(&self.acts_of(batch)).await.is_err() { Err(SaveError::InPart) } else { kept }
    }

    /// One act into the outbox; with it, in the same transaction, what its person put away and the pictures of its photos.
    async fn append(
        self: &Rc<Self>,
        act: Act,
        changes: Vec<Change>,
        batch: Option<Uuid>,
        dropped: Option<Entry>,
        pictures: &[Pictured],
    ) -> Result<Mutation, SaveError> {
        let its_own = |(photo, _): &&Pictured| changes.iter().any(|change| change.record == *photo);
        let pictures: Vec<&Pictured> = pictures.iter().filter(its_own).collect();
        let (id, made_at) = (clock::new_id(), clock::now());
        let made = Mutation { id, n: 0, act, version: mutation::VERSION, made_at, changes, batch };
        let kept = self.outbox.append(vec![made], dropped.clone(), &pictures).await;
        let saved = kept.map_err(|fault| error_of(&fault))?;
        if !pictures.is_empty() {
            // OK because only the strip needs the number, and every round counts again.
            let _ = self.count_pictures(self.epoch()).await;
        }
        page::mark("carnet:saved");
        let kept = saved.last().cloned().ok_or(SaveError::Closed)?;
        self.fails.set(false);
        if let Some(dropped) = dropped {
            self.feed(Event::Rewritten(dropped));
        }
        self.feed(Event::Saved(saved));
        self.tabs.tell(Word::Moved);
        self.ask_to_persist();
        Ok(kept)
    }

    /// Takes an act off the queue; its number stays.
    pub(super) async fn put_away(self: &Rc<Self>, entry: Entry) -> Result<(), SaveError> {
        let entry = entry.dropped();
        self.outbox.append(Vec::new(), Some(entry.clone()), &[]).await.map_err(|fault| error_of(&fault))?;
        self.feed(Event::Rewritten(entry));
        self.tabs.tell(Word::Moved);
        // The picture of a photo that is given up is waited for no longer.
        self.send_pictures();
        Ok(())
    }

    /// A refused change, made again on the record as it is now.
    async fn again(&self, change: &Change) -> Result<Option<Change>, SaveError> {
        let shown = self.shown(domain::kind(&change.kind), change.record).await.map_err(|fault| error_of(&fault))?;
        let Some(shown) = shown else { return Ok(Some(change.clone())) };
        let mut after = shown.record.clone();
        mutation::apply(&mut after, change);
        Ok(mutation::diff(Some(&shown.record), &after, shown.seq))
    }

    /// Once: asks the browser not to clear this device's storage by itself. It may say no.
    fn ask_to_persist(&self) {
        if self.persisted.replace(true) {
            return;
        }
        let asked = web_sys::window().and_then(|window| window.navigator().storage().persist().ok());
        if let Some(asked) = asked {
            spawn_local(async move { drop(JsFuture::from(asked).await) });
        }
    }
}

fn error_of(fault: &Fault) -> SaveError {
    match fault {
        Fault::Full => SaveError::Full,
        Fault::Lost(_) | Fault::Stale => SaveError::Closed,
        Fault::Other(what) => SaveError::Other(what.clone()),
    }
}
