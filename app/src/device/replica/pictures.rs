//! Copies of pictures, to be looked at without a network: the newest ones, of photos that the replica holds.

use domain::photo::Picture;
use js_sys::Array;
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use web_sys::IdbObjectStore;

use super::{META, Replica, result};
use crate::device::database::{Durability, Fault};
use crate::device::pictures::{PICTURE, key, picture_of, range, value};

/// How many copies are kept; their keys stand in the order in which the photos were taken.
const KEPT: u32 = 200;

impl Replica {
    /// The copy of a picture, if it is here.
    pub(in crate::device) async fn picture(&self, photo: Uuid) -> Result<Option<Picture>, Fault> {
        let found = self.base.read(&[META], |tx| tx.store(META)?.get(&key(photo))).await?;
        Ok(picture_of(&result(&found)))
    }

    /// Keeps a copy, and lets go of the oldest that are too many.
    pub(in crate::device) async fn keep_picture(&self, photo: Uuid, picture: &Picture) -> Result<(), Fault> {
        self.base
            .write(Durability::Relaxed, &[META], |tx| {
                let meta = tx.store(META)?;
                meta.put_with_key(&value(picture), &key(photo))?;
                let keys = meta.get_all_keys_with_key(&range(PICTURE)?)?;
                tx.then(&keys, move |keys| {
                    let keys: Array = keys.unchecked_into();
                    for place in 0..keys.length().saturating_sub(KEPT) {
                        meta.delete(&keys.get(place))?;
                    }
                    Ok(())
                });
                Ok(())
            })
            .await
    }
}

/// Lets go of the copies of photos that went away, in whatever transaction this is.
pub(super) fn forget(meta: &IdbObjectStore, gone: &[Uuid]) -> Result<(), JsValue> {
    for photo in gone {
        meta.delete(&key(*photo))?;
    }
    Ok(())
}

/// Lets go of all of them.
pub(super) fn forget_all(meta: &IdbObjectStore) -> Result<(), JsValue> {
    meta.delete(&range(PICTURE)?).map(|_| ())
}
