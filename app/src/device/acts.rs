//! From what a person does to acts in the outbox. Each resolves when the disk has it.

use std::rc::Rc;

use ::sync::device::{Entry, Event};
use ::sync::{Act, Change, Mutation, mutation};
use domain::Record;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::copy::Device;
use super::database::Fault;
use super::tabs::Word;
use super::{Saved, clock, page};
use crate::edits::SaveError;
use crate::records::ShownRecord;

impl Device {
    pub(super) async fn keep(self: Rc<Self>, before: Option<ShownRecord>, after: Record, act: Act) -> Saved {
        let seen = before.as_ref().map_or(0, |before| before.seq);
        let change = mutation::diff(before.as_ref().map(|before| &before.record), &after, seen);
        let Some(change) = change else { return Ok(None) };
        let n = self.append(act, vec![change], None).await?;
        if self.shelf.whole.get() {
            self.shelf.show_saved(&after, n);
        }
        Ok(Some(n))
    }

    pub(super) async fn take_back(self: Rc<Self>, n: u64) -> Saved {
        let Some(entry) = self.entry(n) else { return Ok(None) };
        let changes = mutation::inverse(&entry.mutation, clock::now());
        if changes.is_empty() {
            return Ok(None);
        }
        self.append(Act::Undo, changes, None).await.map(Some)
    }

    pub(super) async fn try_again(self: Rc<Self>, n: u64) -> Saved {
        let Some(entry) = self.entry(n) else { return Ok(None) };
        let mut changes = Vec::new();
        for change in &entry.mutation.changes {
            changes.extend(self.again(change).await?);
        }
        if changes.is_empty() {
            // Somebody wrote the same since: nothing is left to try.
            return self.put_away(entry).await.map(|()| None);
        }
        self.append(entry.mutation.act, changes, Some(entry.dropped())).await.map(Some)
    }

    pub(super) async fn forget(self: Rc<Self>, n: u64) -> Result<(), SaveError> {
        match self.entry(n) {
            Some(entry) => self.put_away(entry).await,
            None => Ok(()),
        }
    }

    fn entry(&self, n: u64) -> Option<Entry> {
        self.engine.borrow().entries().find(|entry| entry.n() == n).cloned()
    }

    /// One act into the outbox; with it, in the same transaction, what its person put away.
    async fn append(self: &Rc<Self>, act: Act, changes: Vec<Change>, dropped: Option<Entry>) -> Result<u64, SaveError> {
        let made =
            Mutation { id: clock::new_id(), n: 0, act, version: mutation::VERSION, made_at: clock::now(), changes };
        let saved = self.outbox.append(vec![made], dropped.clone()).await.map_err(|fault| error_of(&fault))?;
        page::mark("carnet:saved");
        let n = saved.last().map_or(0, |mutation| mutation.n);
        self.fails.set(false);
        if let Some(dropped) = dropped {
            self.feed(Event::Rewritten(dropped));
        }
        self.feed(Event::Saved(saved));
        self.tabs.tell(Word::Moved);
        self.ask_to_persist();
        Ok(n)
    }

    /// Takes an act off the queue; its number stays.
    pub(super) async fn put_away(self: &Rc<Self>, entry: Entry) -> Result<(), SaveError> {
        let entry = entry.dropped();
        self.outbox.append(Vec::new(), Some(entry.clone())).await.map_err(|fault| error_of(&fault))?;
        self.feed(Event::Rewritten(entry));
        self.tabs.tell(Word::Moved);
        Ok(())
    }

    /// A refused change, made again on the record as it is now.
    async fn again(&self, change: &Change) -> Result<Option<Change>, SaveError> {
        let shown = self.shown(change.record).await.map_err(|fault| error_of(&fault))?;
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
