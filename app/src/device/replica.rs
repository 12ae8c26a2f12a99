//! The disposable database: what the server has, as far as this person may see it. Relaxed durability; one transaction
//! per patch with its stand, and each only if the stand is still the one it starts from.
//!
//! Rows live in pages of 48 KiB (`records`) and, when they changed since, one by one in `fresh`, so that a patch
//! writes what it brings and not every page it touches. The lines of the list live in `index`. What is true is always
//! pages ⊕ fresh; [`super::tidy`] folds the fresh rows into the pages when nothing else is to do.

mod kept;
mod pictures;
mod records;
mod walk;

use std::cell::Cell;
use std::rc::Rc;

use domain::Person;
use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::device::Stand;
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use web_sys::{IdbObjectStore, IdbRequest};

use self::walk::Walk;
use super::database::{Base, Durability, Fault, Tx};

const RECORDS: &str = "records";
const INDEX: &str = "index";
const FRESH: &str = "fresh";
const META: &str = "meta";
const STAND: &str = "stand";
const PEOPLE: &str = "people";
/// Records with an open conflict as pages have them: the lines of the list tell only those of clients.
const CONFLICTS: &str = "conflicts";
/// Moves whenever the pages of the index are cut anew: a tab that holds an older cut must read it again before it writes.
const CUT: &str = "cut";

/// The schema; another one is another database.
const NAME: &str = "carnet-replica-2-";

/// A key and the text under it; nothing for a page to delete.
pub(super) type Page = (String, Option<String>);

/// What to store instead of a page (its key, its text) once fresh rows are folded into it; nothing when one is damaged.
type Fold = fn(&str, Option<&str>, &[(String, String)]) -> Option<Vec<Page>>;

/// The replica of one person on this device.
pub(super) struct Replica {
    pub(super) base: Base,
}

/// What a start needs before anything can be shown.
pub(super) struct Opening {
    pub(super) stand: Option<Stand>,
    pub(super) cut: u32,
    pub(super) people: Vec<Person>,
    /// The first page of the index.
    pub(super) first: Option<String>,
    /// Every row that changed since its page was written, by its key; an empty text where it went away.
    pub(super) fresh: Vec<(String, String)>,
}

/// The whole index, from one moment.
pub(super) struct Index<T> {
    pub(super) stand: Option<Stand>,
    pub(super) cut: u32,
    pub(super) conflicts: Vec<Uuid>,
    /// What was made of its pages.
    pub(super) made: T,
    pub(super) fresh: Vec<(String, String)>,
}

impl Replica {
    pub(super) fn of(person: Uuid) -> Self {
        let name = [NAME, &person.to_string()].concat();
        Self { base: Base::new(name, &[RECORDS, INDEX, FRESH, META]) }
    }

    pub(super) async fn stand(&self) -> Result<Option<Stand>, Fault> {
        let stand = self.base.read(&[META], |tx| tx.store(META)?.get(&STAND.into())).await?;
        Ok(stand_of(result(&stand).as_string()))
    }

    pub(super) async fn open(&self) -> Result<Opening, Fault> {
        let (stand, cut, people, first, keys, fresh) = self
            .base
            .read(&[META, INDEX, FRESH], |tx| {
                let (meta, fresh) = (tx.store(META)?, tx.store(FRESH)?);
                let first = tx.store(INDEX)?.get(&"".into())?;
                let (stand, people) = (meta.get(&STAND.into())?, meta.get(&PEOPLE.into())?);
                Ok((stand, meta.get(&CUT.into())?, people, first, fresh.get_all_keys()?, fresh.get_all()?))
            })
            .await?;
        Ok(Opening {
            stand: stand_of(result(&stand).as_string()),
            cut: cut_of(&result(&cut)),
            people: read(&people).unwrap_or_default(),
            first: result(&first).is_object().then(|| text(&result(&first))),
            fresh: pairs(&result(&keys), &result(&fresh)),
        })
    }

    /// The index, of whose pages `take` makes something while the next ones are on their way.
    pub(super) async fn index<T: Default + 'static>(&self, take: fn(&mut T, &str, &str)) -> Result<Index<T>, Fault> {
        let (stand, cut, conflicts, walk, keys, fresh) = self
            .base
            .read(&[META, INDEX, FRESH], |tx| {
                let (meta, fresh) = (tx.store(META)?, tx.store(FRESH)?);
                let (stand, cut) = (meta.get(&STAND.into())?, meta.get(&CUT.into())?);
                let (conflicts, keys) = (meta.get(&CONFLICTS.into())?, fresh.get_all_keys()?);
                Ok((stand, cut, conflicts, Walk::begin(tx, tx.store(INDEX)?, take)?, keys, fresh.get_all()?))
            })
            .await?;
        Ok(Index {
            stand: stand_of(result(&stand).as_string()),
            cut: cut_of(&result(&cut)),
            conflicts: read(&conflicts).unwrap_or_default(),
            made: walk.made(),
            fresh: pairs(&result(&keys), &result(&fresh)),
        })
    }

    /// Puts the rows and forgets those with an empty text, with the copies of pictures that are `gone`, with people and
    /// stand, if the stand still is `base`.
    pub(super) async fn patch(
        &self,
        base: &Stand,
        stand: &Stand,
        fresh: &[(String, String)],
        gone: &[Uuid],
        people: Option<&[Person]>,
    ) -> Result<(), Fault> {
        let (stand, people) = (json(stand)?, people.map(json).transpose()?);
        self.base
            .write(Durability::Relaxed, &[FRESH, META], |tx| {
                let meta = expect_stand(tx, base)?;
                let store = tx.store(FRESH)?;
                for (key, page) in fresh {
                    store.put_with_key(&bytes(page), &key.as_str().into())?;
                }
                pictures::forget(&meta, gone)?;
                if let Some(people) = &people {
                    meta.put_with_key(&people.as_str().into(), &PEOPLE.into())?;
                }
                meta.put_with_key(&stand.as_str().into(), &STAND.into()).map(|_| ())
            })
            .await
    }

    /// Empties everything; a bootstrap begins.
    pub(super) async fn clear(&self, stand: &Stand, people: &[Person]) -> Result<(), Fault> {
        let (stand, people) = (json(stand)?, json(people)?);
        self.base
            .write(Durability::Relaxed, &[RECORDS, INDEX, FRESH, META], |tx| {
                for store in [RECORDS, INDEX, FRESH] {
                    tx.store(store)?.clear()?;
                }
                let meta = tx.store(META)?;
                pictures::forget_all(&meta)?;
                next_cut(tx, &meta)?;
                meta.put_with_key(&people.as_str().into(), &PEOPLE.into())?;
                meta.put_with_key(&stand.as_str().into(), &STAND.into()).map(|_| ())
            })
            .await
    }

    /// Adds pages of records that come after all there are, and moves the stand.
    pub(super) async fn append(&self, base: &Stand, stand: &Stand, records: &[(String, String)]) -> Result<(), Fault> {
        let stand = json(stand)?;
        self.base
            .write(Durability::Relaxed, &[RECORDS, META], |tx| {
                let meta = expect_stand(tx, base)?;
                let store = tx.store(RECORDS)?;
                for (key, page) in records {
                    store.put_with_key(&bytes(page), &key.as_str().into())?;
                }
                meta.put_with_key(&stand.as_str().into(), &STAND.into()).map(|_| ())
            })
            .await
    }

    /// Writes pages of the index as they are cut now, if the stand still is `base`; gives the number of the cut.
    /// `conflicts` are the records that carry one.
    pub(super) async fn write_index(
        &self,
        base: &Stand,
        cut: Option<u32>,
        pages: &[Page],
        conflicts: &[Uuid],
    ) -> Result<u32, Fault> {
        let conflicts = json(conflicts)?;
        let kept = self
            .base
            .write(Durability::Relaxed, &[INDEX, META], |tx| {
                let meta = expect_stand(tx, base)?;
                if let Some(cut) = cut {
                    tx.guard(&meta.get(&CUT.into())?, move |found| cut_of(found) == cut);
                }
                meta.put_with_key(&conflicts.as_str().into(), &CONFLICTS.into())?;
                let store = tx.store(INDEX)?;
                for (key, page) in pages {
                    match page {
                        Some(page) => store.put_with_key(&bytes(page), &key.as_str().into())?,
                        None => store.delete(&key.as_str().into())?,
                    };
                }
                next_cut(tx, &meta)
            })
            .await?;
        Ok(kept.get())
    }

    /// Folds fresh rows into the page of records they belong to, or into a first one. `edit` says what to store instead.
    pub(super) async fn fold(
        &self,
        base: &Stand,
        name: &str,
        fresh: &Rc<Vec<(String, String)>>,
        edit: Fold,
    ) -> Result<(), Fault> {
        self.base
            .write(Durability::Relaxed, &[RECORDS, FRESH, META], |tx| {
                expect_stand(tx, base)?;
                let (records, rows) = (tx.store(RECORDS)?, tx.store(FRESH)?);
                let (fresh, name) = (Rc::clone(fresh), name.to_owned());
                tx.then(&records.get(&name.as_str().into())?, move |page| {
                    let page = page.is_object().then(|| text(&page));
                    for (key, page) in edit(&name, page.as_deref(), &fresh).ok_or(JsValue::NULL)? {
                        match page {
                            Some(page) => records.put_with_key(&bytes(&page), &key.into())?,
                            None => records.delete(&key.into())?,
                        };
                    }
                    for (key, _) in fresh.iter() {
                        rows.delete(&key.as_str().into())?;
                    }
                    Ok(())
                });
                Ok(())
            })
            .await
    }

    /// The keys of all pages of records, in order.
    pub(super) async fn page_keys(&self) -> Result<Vec<String>, Fault> {
        let keys = self.base.read(&[RECORDS], |tx| tx.store(RECORDS)?.get_all_keys()).await?;
        let keys: Array = result(&keys).unchecked_into();
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }

    /// One page of records.
    pub(super) async fn page(&self, key: &str) -> Result<Option<String>, Fault> {
        let page = self.base.read(&[RECORDS], |tx| tx.store(RECORDS)?.get(&key.into())).await?;
        let page = result(&page);
        Ok(page.is_object().then(|| text(&page)))
    }

    pub(super) fn close(&self) {
        self.base.shut();
    }

    /// Deletes the whole database.
    pub(super) fn delete(&self) -> impl Future<Output = Result<(), Fault>> + use<> {
        self.base.forget()
    }
}

/// Nothing else may have moved the replica since `base`. Gives the store the stand lives in.
fn expect_stand(tx: &Tx, base: &Stand) -> Result<IdbObjectStore, JsValue> {
    let (meta, base) = (tx.store(META)?, base.clone());
    tx.guard(&meta.get(&STAND.into())?, move |found| stand_of(found.as_string()) == Some(base));
    Ok(meta)
}

/// The index is cut anew; its number is known when the transaction is complete.
fn next_cut(tx: &Tx, meta: &IdbObjectStore) -> Result<Rc<Cell<u32>>, JsValue> {
    let next = Rc::new(Cell::new(0));
    let (given, meta) = (Rc::clone(&next), meta.clone());
    tx.then(&meta.clone().get(&CUT.into())?, move |found| {
        given.set(cut_of(&found).wrapping_add(1));
        meta.put_with_key(&given.get().into(), &CUT.into()).map(|_| ())
    });
    Ok(next)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number we wrote from a u32")]
fn cut_of(found: &JsValue) -> u32 {
    found.as_f64().unwrap_or_default() as u32
}

fn stand_of(text: Option<String>) -> Option<Stand> {
    serde_json::from_str(&text?).ok()
}

/// The result of a request whose transaction is complete.
fn result(request: &IdbRequest) -> JsValue {
    request.result().unwrap_or_default()
}

/// What was stored as JSON.
fn read<T: DeserializeOwned>(request: &IdbRequest) -> Option<T> {
    serde_json::from_str(&result(request).as_string()?).ok()
}

/// Pages are kept as UTF-8: a text with one letter beyond Latin-1 would take twice its room.
fn bytes(page: &str) -> Uint8Array {
    Uint8Array::from(page.as_bytes())
}

fn text(stored: &JsValue) -> String {
    stored.dyn_ref::<Uint8Array>().and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()).unwrap_or_default()
}

fn pairs(keys: &JsValue, texts: &JsValue) -> Vec<(String, String)> {
    let (keys, texts) = (keys.unchecked_ref::<Array>(), texts.unchecked_ref::<Array>());
    keys.iter().zip(texts.iter()).map(|(key, page)| (key.as_string().unwrap_or_default(), text(&page))).collect()
}

fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Other(error.to_string()))
}
