//! The pictures of photos that this device took: written with the act that makes the photo, kept until the server has
//! them and, like the acts, a week longer, for a server that is restored may have forgotten them.
//!
//! They stand in `meta`. A store of their own would be another version of the database, and a tab of the build before, or
//! a Carnet that was put back to it, could not open the outbox any more.

use domain::photo::Picture;
use js_sys::Array;
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use web_sys::{IdbObjectStore, IdbRequest};

use super::{META, Outbox};
use crate::device::database::{Durability, Fault, Tx};
use crate::device::pictures::{PICTURE, id_of, key, picture_of, range, value};
use crate::edits::Pictured;

/// Before the id of a photo: the life of the server that has its picture.
const SENT: &str = "sent/";

/// A picture in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::device) struct Held {
    /// Its photo.
    pub(in crate::device) photo: Uuid,
    /// The life of the server that said it has it.
    pub(in crate::device) sent: Option<Uuid>,
}

/// Stores pictures, in whatever transaction this is.
pub(super) fn put(meta: &IdbObjectStore, pictures: &[&Pictured]) -> Result<(), JsValue> {
    for (photo, picture) in pictures {
        meta.put_with_key(&value(picture), &key(*photo))?;
    }
    Ok(())
}

impl Outbox {
    /// Every picture that is here, the oldest first.
    pub(in crate::device) async fn pictures(&self) -> Result<Vec<Held>, Fault> {
        let (pictures, sent, lives) = self
            .base
            .read(&[META], |tx| {
                let (meta, sent) = (tx.store(META)?, range(SENT)?);
                Ok((
                    meta.get_all_keys_with_key(&range(PICTURE)?)?,
                    meta.get_all_keys_with_key(&sent)?,
                    meta.get_all_with_key(&sent)?,
                ))
            })
            .await?;
        let list = |request: IdbRequest| request.result().unwrap_or_default().unchecked_into::<Array>();
        let (sent, lives) = (list(sent), list(lives));
        let life = |photo: Uuid| {
            let place = sent.iter().position(|key| id_of(&key) == Some(photo))?;
            Uuid::try_parse(&lives.get(u32::try_from(place).ok()?).as_string()?).ok()
        };
        Ok(list(pictures).iter().filter_map(|key| id_of(&key)).map(|photo| Held { photo, sent: life(photo) }).collect())
    }

    /// One of them.
    pub(in crate::device) async fn picture(&self, photo: Uuid) -> Result<Option<Picture>, Fault> {
        let found = self.base.read(&[META], |tx| tx.store(META)?.get(&key(photo))).await?;
        Ok(picture_of(&found.result().unwrap_or_default()))
    }

    /// The server has it, in this life of its own.
    pub(in crate::device) async fn picture_sent(&self, photo: Uuid, epoch: Uuid) -> Result<(), Fault> {
        let put = |tx: &Tx| tx.store(META)?.put_with_key(&epoch.to_string().into(), &sent_key(photo)).map(|_| ());
        self.base.write(Durability::Strict, &[META], put).await
    }

    /// Nobody needs it here any more.
    pub(in crate::device) async fn drop_picture(&self, photo: Uuid) -> Result<(), Fault> {
        let delete = |tx: &Tx| {
            let meta = tx.store(META)?;
            meta.delete(&key(photo))?;
            meta.delete(&sent_key(photo)).map(|_| ())
        };
        self.base.write(Durability::Relaxed, &[META], delete).await
    }
}

fn sent_key(photo: Uuid) -> JsValue {
    [SENT, &photo.to_string()].concat().into()
}
