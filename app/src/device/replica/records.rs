//! Records by their ids, as the server has them: each page that holds some of them is read once.

use std::cell::RefCell;
use std::rc::Rc;

use domain::Record;
use js_sys::Array;
use sync::pages;
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use web_sys::{IdbCursor, IdbCursorDirection, IdbKeyRange, IdbObjectStore, IdbRequest};

use super::{FRESH, RECORDS, Replica, result, text};
use crate::device::database::Fault;

impl Replica {
    /// Records with their `seq`; nothing in the place of one that is not here.
    pub(in crate::device) async fn records(
        &self,
        kind: &str,
        ids: &[Uuid],
    ) -> Result<Vec<Option<(Record, u64)>>, Fault> {
        let wanted: Rc<Vec<String>> = Rc::new(ids.iter().map(|id| pages::key(kind, *id)).collect());
        let (Some(first), Some(last)) = (wanted.iter().min(), wanted.iter().max()) else { return Ok(Vec::new()) };
        let (asked, fresh) = self
            .base
            .read(&[FRESH, RECORDS], |tx| {
                let (records, fresh) = (tx.store(RECORDS)?, tx.store(FRESH)?);
                let fresh = wanted.iter().map(|key| fresh.get(&key.into())).collect::<Result<Vec<_>, _>>()?;
                let first = first.into();
                // The page of the first one may begin before it.
                let before = IdbKeyRange::upper_bound(&first)?;
                let before = records.open_key_cursor_with_range_and_direction(&before, IdbCursorDirection::Prev)?;
                let asked = Asked::default();
                let (to, these) = (Rc::clone(&asked), Rc::clone(&wanted));
                let between = IdbKeyRange::bound(&first, &last.into())?;
                let starts = records.get_all_keys_with_key(&between)?;
                tx.then(&starts, move |keys| {
                    let before = before.result()?.dyn_into::<IdbCursor>().ok().and_then(|cursor| cursor.key().ok());
                    let keys = before.into_iter().chain(keys.unchecked_into::<Array>());
                    let starts: Vec<String> = keys.filter_map(|key| key.as_string()).collect();
                    let mut starts = these.iter().filter_map(|key| pages::page_of(&starts, key));
                    starts.try_for_each(|start| ask(&to, &records, start))
                });
                Ok((asked, fresh))
            })
            .await?;
        let pages: Vec<(String, String)> =
            asked.borrow().iter().map(|(start, page)| (start.clone(), text(&result(page)))).collect();
        let found = |(id, (key, fresh)): (&Uuid, (&String, &IdbRequest))| {
            let fresh = result(fresh);
            let found = if fresh.is_object() {
                let fresh = text(&fresh);
                // It went away.
                if fresh.is_empty() {
                    return Ok(None);
                }
                pages::find_in_page(&fresh, *id)
            } else {
                let page = pages.iter().filter(|(start, _)| start <= key).max();
                page.map_or(Ok(None), |(_, page)| pages::find_in_page(page, *id))
            };
            found.map_err(|error| Fault::Other(error.to_string()))
        };
        ids.iter().zip(wanted.iter().zip(&fresh)).map(found).collect()
    }
}

/// Pages that were asked for, each once, by the keys they stand under.
type Asked = Rc<RefCell<Vec<(String, IdbRequest)>>>;

fn ask(asked: &Asked, store: &IdbObjectStore, key: &str) -> Result<(), JsValue> {
    let mut asked = asked.borrow_mut();
    if asked.iter().all(|(other, _)| other != key) {
        asked.push((key.to_owned(), store.get(&key.into())?));
    }
    Ok(())
}
