//! Reading all pages of a store in one transaction, a few at a time: what is made of some is made while the browser fetches
//! the next, each batch in a task of its own, and nothing holds all their texts at once.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{IdbKeyRange, IdbObjectStore};

use super::text;
use crate::device::database::Tx;

/// Pages of one request: a few milliseconds of work.
const BATCH: u32 = 8;
/// Requests under way at a time: one is worked on, one is fetched.
const AHEAD: usize = 2;

/// A walk over all pages of a store, in the order of their keys.
pub(super) struct Walk<T> {
    store: IdbObjectStore,
    keys: RefCell<Array>,
    next: Cell<u32>,
    take: fn(&mut T, &str, &str),
    made: RefCell<T>,
}

impl<T: Default + 'static> Walk<T> {
    /// Begins; it is over when the transaction is complete.
    pub(super) fn begin(tx: &Tx, store: IdbObjectStore, take: fn(&mut T, &str, &str)) -> Result<Rc<Self>, JsValue> {
        let asked = store.get_all_keys()?;
        let walk =
            Rc::new(Self { store, keys: RefCell::default(), next: Cell::new(0), take, made: RefCell::default() });
        let (this, on) = (Rc::clone(&walk), tx.clone());
        tx.then(&asked, move |keys| {
            this.keys.replace(keys.unchecked_into());
            (0..AHEAD).try_for_each(|_| this.fetch(&on))
        });
        Ok(walk)
    }

    /// Asks for the next pages; when they come, for those after them.
    fn fetch(self: &Rc<Self>, tx: &Tx) -> Result<(), JsValue> {
        let keys = self.keys.borrow().clone();
        let first = self.next.get();
        let end = keys.length().min(first + BATCH);
        if first == end {
            return Ok(());
        }
        self.next.set(end);
        let range = IdbKeyRange::bound(&keys.get(first), &keys.get(end - 1))?;
        let asked = self.store.get_all_with_key(&range)?;
        let (this, on) = (Rc::clone(self), tx.clone());
        tx.then(&asked, move |pages| {
            this.fetch(&on)?;
            let mut made = this.made.borrow_mut();
            for (key, page) in (first..end).zip(pages.unchecked_into::<Array>().iter()) {
                (this.take)(&mut made, &keys.get(key).as_string().unwrap_or_default(), &text(&page));
            }
            Ok(())
        });
        Ok(())
    }

    /// What was made of them.
    pub(super) fn made(&self) -> T {
        self.made.take()
    }
}
