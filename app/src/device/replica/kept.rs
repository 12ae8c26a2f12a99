//! Reading a whole kind at once, for a collection in memory.

use std::collections::HashSet;

use js_sys::Array;
use sync::pages;
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use web_sys::IdbKeyRange;

use super::{FRESH, RECORDS, Replica, pairs, result, text};
use crate::device::database::Fault;
use crate::replay::id_of;

/// Every record of one kind, from one moment.
pub(in crate::device) struct Kept {
    pages: Array,
    fresh: Vec<(String, String)>,
    /// The records of `fresh`: what pages say of them is old.
    changed: HashSet<Uuid>,
}

impl Kept {
    /// Whether a page says something old of this record.
    pub(in crate::device) fn is_old(&self, place: usize, id: Uuid) -> bool {
        place < self.pages.length() as usize && self.changed.contains(&id)
    }

    /// The pages, then the fresh rows, each a page of one.
    pub(in crate::device) fn texts(&self) -> impl Iterator<Item = String> + '_ {
        let fresh = self.fresh.iter().map(|(_, row)| row.clone()).filter(|row| !row.is_empty());
        self.pages.iter().map(|page| text(&page)).chain(fresh)
    }
}

impl Replica {
    /// Every record of a kind, from one moment: its pages, then what changed since.
    pub(in crate::device) async fn collection(&self, kind: &str) -> Result<Kept, Fault> {
        let (pages, keys, fresh) = self
            .base
            .read(&[RECORDS, FRESH], |tx| {
                // `0` is the character after `/`.
                let range = IdbKeyRange::bound_with_lower_open_and_upper_open(
                    &pages::first_key(kind).into(),
                    &[kind, "0"].concat().into(),
                    false,
                    true,
                )?;
                let (records, fresh) = (tx.store(RECORDS)?, tx.store(FRESH)?);
                Ok((
                    records.get_all_with_key(&range)?,
                    fresh.get_all_keys_with_key(&range)?,
                    fresh.get_all_with_key(&range)?,
                ))
            })
            .await?;
        let fresh = pairs(&result(&keys), &result(&fresh));
        let changed = fresh.iter().filter_map(|(key, _)| id_of(key)).collect();
        Ok(Kept { pages: result(&pages).unchecked_into(), fresh, changed })
    }
}
