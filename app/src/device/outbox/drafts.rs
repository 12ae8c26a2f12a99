//! Pictures that no act has yet: taken for a form that is not kept. A phone that opens its camera may end the tab of the form.

use domain::photo::Picture;
use js_sys::Array;
use uuid::Uuid;
use wasm_bindgen::prelude::*;

use super::{META, Outbox};
use crate::device::database::{Durability, Fault, Tx};
use crate::device::pictures::{id_of, picture_of, range, value};
use crate::edits::Pictured;

/// Before the id of a picture.
const DRAFT: &str = "draft/";

impl Outbox {
    /// Every one of them, the oldest first.
    pub(in crate::device) async fn drafts(&self) -> Result<Vec<Pictured>, Fault> {
        let read = self.base.read(&[META], |tx| {
            let (meta, drafts) = (tx.store(META)?, range(DRAFT)?);
            Ok((meta.get_all_keys_with_key(&drafts)?, meta.get_all_with_key(&drafts)?))
        });
        let (keys, pictures) = read.await?;
        let [keys, pictures] =
            [keys, pictures].map(|request| request.result().unwrap_or_default().unchecked_into::<Array>());
        let each = keys.iter().zip(pictures.iter());
        Ok(each.filter_map(|(key, picture)| Some((id_of(&key)?, picture_of(&picture)?))).collect())
    }

    /// Keeps one, or lets go of it.
    pub(in crate::device) async fn draft(&self, id: Uuid, picture: Option<&Picture>) -> Result<(), Fault> {
        let key = [DRAFT, &id.to_string()].concat().into();
        let write = |tx: &Tx| {
            let meta = tx.store(META)?;
            match picture {
                Some(picture) => meta.put_with_key(&value(picture), &key).map(drop),
                None => meta.delete(&key).map(drop),
            }
        };
        self.base.write(Durability::Relaxed, &[META], write).await
    }
}
