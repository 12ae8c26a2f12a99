//! From what a person does to acts in the outbox. Each resolves when the disk has it.

use std::rc::Rc;

use ::sync::device::{Entry, Event};
use ::sync::{Act, Change, Mutation, conflict, mutation};
use domain::Record;
use uuid::Uuid;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::database::Fault;
use super::tabs::Word;
use super::{Device, clock, here, page};
use crate::edits::SaveError;
use crate::records::ShownRecord;

/// What a door gives back: the number of the act, nothing when there was nothing to do.
type Saved = Result<Option<u64>, SaveError>;

/// An id for a new record.
pub(crate) fn new_id() -> Uuid {
    clock::new_id()
}

pub(crate) async fn save(before: Option<ShownRecord>, after: Record, act: Act) -> Saved {
    let device = open()?;
    let seen = before.as_ref().map_or(0, |before| before.seq);
    let change = mutation::diff(before.as_ref().map(|before| &before.record), &after, seen);
    let Some(change) = change else { return Ok(None) };
    let n = device.append(act, vec![change], None).await?;
    if device.shelf.whole.get() {
        device.shelf.show_saved(&after, n);
    }
    Ok(Some(n))
}

pub(crate) async fn undo(n: u64) -> Saved {
    let device = open()?;
    let Some(entry) = device.entry(n) else { return Ok(None) };
    let changes = mutation::inverse(&entry.mutation, clock::now());
    if changes.is_empty() {
        return Ok(None);
    }
    device.append(Act::Undo, changes, None).await.map(Some)
}

pub(crate) async fn retry(n: u64) -> Saved {
    let device = open()?;
    let Some(entry) = device.entry(n) else { return Ok(None) };
    let mut changes = Vec::new();
    for change in &entry.mutation.changes {
        changes.extend(device.again(change).await?);
    }
    if changes.is_empty() {
        // Somebody wrote the same since: nothing is left to try.
        return device.put_away(entry).await.map(|()| None);
    }
    device.append(entry.mutation.act, changes, Some(entry.dropped())).await.map(Some)
}

pub(crate) async fn drop_note(n: u64) -> Result<(), SaveError> {
    let device = open()?;
    match device.entry(n) {
        Some(entry) => device.put_away(entry).await,
        None => Ok(()),
    }
}

pub(crate) async fn settle(shown: ShownRecord, id: Uuid, restore: bool) -> Saved {
    let Some(after) = conflict::settled(&shown.record, id, restore) else { return Ok(None) };
    save(Some(shown), after, if restore { Act::Restore } else { Act::Edit }).await
}

fn open() -> Result<Rc<Device>, SaveError> {
    here().ok_or(SaveError::Closed)
}

impl Device {
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
