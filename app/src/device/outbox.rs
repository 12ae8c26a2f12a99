//! The precious database: every act of this person on this device, by number, until the server has it and a week
//! longer, and the pictures of new photos. Strictly durable; one for each person, so that two people on one browser never mix.

mod drafts;
mod pictures;

use std::cell::Cell;
use std::rc::Rc;

use domain::sorting;
use js_sys::{Array, JsString};
use sync::Mutation;
use sync::device::{Entry, Identity, Stand, renumber};
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use web_sys::{IdbCursor, IdbCursorDirection, IdbKeyRange, IdbObjectStore};

use super::clock;
use super::database::{Base, Durability, Fault, commit};
use super::page::Slices;
use crate::edits::Pictured;

const MUTATIONS: &str = "mutations";
const META: &str = "meta";
const IDENTITY: &str = "identity";

/// The outbox of one person on this device.
pub(super) struct Outbox {
    base: Base,
    person: Uuid,
    /// The device's id and the last number given, as far as this tab knows.
    last: Cell<Option<(Uuid, u64)>>,
}

impl Outbox {
    pub(super) fn of(person: Uuid) -> Self {
        let name = ["carnet-outbox-", &person.to_string()].concat();
        Self { base: Base::new(name, &[MUTATIONS, META]), person, last: Cell::new(None) }
    }

    /// Who this device is, and every act, in order.
    pub(super) async fn read(&self) -> Result<(Identity, Vec<Entry>), Fault> {
        let identity = self.identity().await?;
        let request = self.base.read(&[MUTATIONS], |tx| tx.store(MUTATIONS)?.get_all()).await?;
        let texts: Array = request.result().unwrap_or_default().unchecked_into();
        let mut entries = Vec::with_capacity(texts.length() as usize);
        let mut slices = Slices::new();
        for text in texts.iter() {
            let Some(text) = text.as_string() else { continue };
            let entry = serde_json::from_str(&text).map_err(|error| Fault::Other(error.to_string()))?;
            entries.push(entry);
            slices.breathe().await;
        }
        let last = entries.last().map_or(0, Entry::n).max(identity.answered);
        self.last.set(Some((identity.device, last)));
        Ok((identity, entries))
    }

    /// The device's name for the server, made at the first start. Two tabs that start together agree on one.
    async fn identity(&self) -> Result<Identity, Fault> {
        let found = self.base.read(&[META], |tx| tx.store(META)?.get(&IDENTITY.into())).await?;
        if let Some(identity) = identity_of(&found.result().unwrap_or_default()) {
            return Ok(identity);
        }
        let made = Identity { user: Some(self.person), ..Identity::new(clock::new_id()) };
        let text = json(&made)?;
        let kept = self
            .base
            .write(Durability::Strict, &[META], |tx| {
                let meta = tx.store(META)?;
                let text = text.clone();
                let request = meta.get(&IDENTITY.into())?;
                tx.then(&request, move |found| {
                    if found.is_undefined() {
                        meta.put_with_key(&text.into(), &IDENTITY.into())?;
                    }
                    Ok(())
                });
                Ok(request)
            })
            .await?;
        Ok(identity_of(&kept.result().unwrap_or_default()).unwrap_or(made))
    }

    /// Appends acts and, in the same transaction, stores the pictures of their photos and what the person put away. Two
    /// tabs never give the same number. Resolves when all is on the disk.
    pub(super) async fn append(
        &self,
        mutations: Vec<Mutation>,
        dropped: Option<Entry>,
        pictures: &[&Pictured],
    ) -> Result<Vec<Mutation>, Fault> {
        let quick = self.last.get().filter(|_| dropped.is_none());
        let saved = match quick {
            Some((device, last)) => self.append_after(device, last, &mutations, pictures).await,
            None => Err(Fault::Stale),
        };
        let saved = match saved {
            Err(Fault::Stale) => self.append_last(mutations, dropped, pictures).await?,
            other => other?,
        };
        if let (Some((device, _)), Some(newest)) = (self.last.get(), saved.last()) {
            self.last.set(Some((device, newest.n)));
        }
        Ok(saved)
    }

    /// The quick way: the numbers this tab believes to be next, and nothing to wait for before the commit. Where another
    /// tab took them first, nothing is stored. Should the device have got another id meanwhile, the acts are appended a
    /// second time, at their place: acts with the same id count once, and the engine closes the hole.
    async fn append_after(
        &self,
        device: Uuid,
        last: u64,
        mutations: &[Mutation],
        pictures: &[&Pictured],
    ) -> Result<Vec<Mutation>, Fault> {
        let identity = self
            .base
            .write(Durability::Strict, &[MUTATIONS, META], |tx| {
                let store = tx.store(MUTATIONS)?;
                for mutation in numbered(mutations, last) {
                    let entry = Entry::new(mutation);
                    store.add_with_key(&text_of(&entry)?, &key(entry.n()))?;
                }
                let meta = tx.store(META)?;
                pictures::put(&meta, pictures)?;
                meta.get(&IDENTITY.into())
            })
            .await?;
        let identity = identity_of(&identity.result().unwrap_or_default());
        if identity.is_some_and(|identity| identity.device == device && identity.answered <= last) {
            Ok(numbered(mutations, last).collect())
        } else {
            Err(Fault::Stale)
        }
    }

    /// The sure way: reads inside the transaction which number is the last.
    async fn append_last(
        &self,
        mutations: Vec<Mutation>,
        dropped: Option<Entry>,
        pictures: &[&Pictured],
    ) -> Result<Vec<Mutation>, Fault> {
        let mutations = Rc::new(mutations);
        let last = self
            .base
            .write(Durability::Strict, &[MUTATIONS, META], |tx| {
                let (store, meta) = (tx.store(MUTATIONS)?, tx.store(META)?);
                pictures::put(&meta, pictures)?;
                let last = Rc::new(Cell::new(0));
                let (found, mutations, dropped) = (Rc::clone(&last), Rc::clone(&mutations), dropped.clone());
                let identity = meta.get(&IDENTITY.into())?;
                let place = dropped.as_ref().map_or(0, Entry::n);
                let standing = store.get(&key(place))?;
                let newest =
                    store.open_key_cursor_with_range_and_direction(&JsValue::NULL, IdbCursorDirection::Prev)?;
                tx.then(&newest, move |cursor| {
                    // Also after what was answered: the journal of an old device may be empty.
                    let answered = identity_of(&identity.result()?).map_or(0, |identity| identity.answered);
                    found.set(cursor.dyn_ref::<IdbCursor>().map_or(Ok(0), last_key)?.max(answered));
                    let standing = standing.result()?.as_string().unwrap_or_default();
                    // Unless another tab gave the acts new numbers meanwhile: then this is a different one.
                    if let Some(entry) = dropped.filter(|entry| standing.starts_with(&mark(entry.mutation.id))) {
                        put(&store, &entry)?;
                    }
                    for mutation in numbered(&mutations, found.get()) {
                        put(&store, &Entry::new(mutation))?;
                    }
                    commit(&store.transaction())
                });
                Ok(last)
            })
            .await?;
        Ok(numbered(&mutations, last.get()).collect())
    }

    /// Stores how far the server has answered, and what it said of some acts; forgets old ones. Acts that are gone or
    /// carry another id stay as they are; nothing happens when the device has another id by now.
    pub(super) async fn settle(
        &self,
        identity: &Identity,
        entries: Vec<Entry>,
        forget: Vec<(u64, Uuid)>,
    ) -> Result<(), Fault> {
        let new = json(identity)?;
        let device = identity.device;
        let mut work: Vec<(u64, Uuid, Option<Entry>)> = entries
            .into_iter()
            .map(|entry| (entry.n(), entry.mutation.id, Some(entry)))
            .chain(forget.into_iter().map(|(n, id)| (n, id, None)))
            .collect();
        sorting::sort_by_key(&mut work, |(n, ..)| *n);
        let work = Rc::new(work);
        let done = self
            .base
            .write(Durability::Relaxed, &[MUTATIONS, META], |tx| {
                let (store, meta) = (tx.store(MUTATIONS)?, tx.store(META)?);
                tx.guard(&meta.get(&IDENTITY.into())?, move |found| is_device(found, device));
                meta.put_with_key(&new.as_str().into(), &IDENTITY.into())?;
                if let (Some((first, ..)), Some((last, ..))) = (work.first(), work.last()) {
                    let range = IdbKeyRange::bound(&key(*first), &key(*last))?;
                    let keys = store.get_all_keys_with_key(&range)?;
                    let texts = store.get_all_with_key(&range)?;
                    let work = Rc::clone(&work);
                    tx.then(&texts, move |texts| {
                        settle_each(&store, &work, &keys.result()?.unchecked_into(), &texts.unchecked_into())
                    });
                }
                Ok(())
            })
            .await;
        done.or_else(unless_stale)
    }

    /// Gives this device a new id and its acts new numbers, unless another tab has done it since.
    pub(super) async fn renumber(&self, device: Uuid, stand: Option<&Stand>) -> Result<(), Fault> {
        let new = clock::new_id();
        let done = self
            .base
            .write(Durability::Strict, &[MUTATIONS, META], |tx| {
                let (store, meta) = (tx.store(MUTATIONS)?, tx.store(META)?);
                let identity = meta.get(&IDENTITY.into())?;
                tx.guard(&identity, move |found| is_device(found, device));
                let (all, stand) = (store.get_all()?, stand.cloned());
                tx.then(&all, move |texts| {
                    let texts: Array = texts.unchecked_into();
                    let entries: Option<Vec<Entry>> =
                        texts.iter().map(|text| serde_json::from_str(&text.as_string()?).ok()).collect();
                    let old = identity_of(&identity.result()?).ok_or(JsValue::NULL)?;
                    let (identity, entries) = renumber(old, entries.ok_or(JsValue::NULL)?, stand.as_ref(), new);
                    store.clear()?;
                    for entry in &entries {
                        put(&store, entry)?;
                    }
                    let text = serde_json::to_string(&identity).map_err(|_| JsValue::NULL)?;
                    meta.put_with_key(&text.into(), &IDENTITY.into()).map(|_| ())
                });
                Ok(())
            })
            .await;
        done.or_else(unless_stale)
    }

    pub(super) fn close(&self) {
        self.base.shut();
    }

    /// Deletes everything. Only when nothing is unsent, or its person said that it may go.
    pub(super) fn delete(&self) -> impl Future<Output = Result<(), Fault>> + use<> {
        self.base.forget()
    }
}

fn numbered(mutations: &[Mutation], last: u64) -> impl Iterator<Item = Mutation> + '_ {
    mutations.iter().zip(last + 1..).map(|(mutation, n)| Mutation { n, ..mutation.clone() })
}

fn put(store: &IdbObjectStore, entry: &Entry) -> Result<(), JsValue> {
    store.put_with_key(&text_of(entry)?, &key(entry.n())).map(|_| ())
}

fn text_of(entry: &Entry) -> Result<JsValue, JsValue> {
    serde_json::to_string(entry).map(JsValue::from).map_err(|_| JsValue::NULL)
}

/// Puts or deletes each act of `work` that the store still holds. All three run upwards by number.
fn settle_each(
    store: &IdbObjectStore,
    work: &[(u64, Uuid, Option<Entry>)],
    keys: &Array,
    texts: &Array,
) -> Result<(), JsValue> {
    let mut place = 0;
    for (n, id, entry) in work {
        while place < keys.length() && keys.get(place).as_f64().is_some_and(|found| found < number(*n)) {
            place += 1;
        }
        let here = keys.get(place).as_f64() == Some(number(*n));
        if !here || !texts.get(place).unchecked_ref::<JsString>().starts_with(&mark(*id), 0) {
            continue;
        }
        match entry {
            Some(entry) => put(store, entry)?,
            None => drop(store.delete(&key(*n))?),
        }
    }
    Ok(())
}

/// How the text of an entry with this mutation begins: fields are written in the order they are declared.
fn mark(id: Uuid) -> String {
    ["{\"mutation\":{\"id\":\"", &id.to_string(), "\""].concat()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "keys are the whole numbers we wrote")]
fn last_key(cursor: &IdbCursor) -> Result<u64, JsValue> {
    cursor.key()?.as_f64().map(|key| key as u64).ok_or(JsValue::NULL)
}

#[expect(clippy::cast_precision_loss, reason = "nobody makes 2⁵³ acts on a device")]
fn number(n: u64) -> f64 {
    n as f64
}

fn key(n: u64) -> JsValue {
    number(n).into()
}

fn is_device(found: &JsValue, device: Uuid) -> bool {
    identity_of(found).is_some_and(|identity| identity.device == device)
}

/// Another tab did it, or did something newer: nothing is left to do.
fn unless_stale(fault: Fault) -> Result<(), Fault> {
    if fault == Fault::Stale { Ok(()) } else { Err(fault) }
}

fn identity_of(found: &JsValue) -> Option<Identity> {
    serde_json::from_str(&found.as_string()?).ok()
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Other(error.to_string()))
}
