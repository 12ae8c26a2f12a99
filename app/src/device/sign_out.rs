//! Signing out: what this device has of somebody is deleted before anybody else stands at the door.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{HERE, LOOK, SIGNALS, open, page, person, store};
use crate::sync_state::SyncState;

thread_local! {
    /// While somebody is signing out.
    static LEAVING: Cell<bool> = const { Cell::new(false) };
}

/// How many times whoever signs out looks whether their databases are gone: a tab that is stuck, and keeps them open, holds
/// up the door for so long only. The browser deletes them once it is gone.
const LOOKS_AT_DELETING: usize = 100;

/// Deletes what this device has of whoever is signed in, and only then shows that nobody is: the door must not stand open
/// while the book lies behind it. Meanwhile nobody finds a copy to write into. A second call leaves it to the first.
pub(crate) async fn signed_out(drop_unsent: bool) {
    let copy = open().await.ok();
    if person().is_none() || LEAVING.replace(true) {
        return;
    }
    HERE.set(None);
    store::forget(person());
    if let Some((records, syncing)) = SIGNALS.get() {
        records.covers.set(false);
        records.begun.set(false);
        if let Some(copy) = copy {
            let is_gone = Rc::new(Cell::new(false));
            let gone = Rc::clone(&is_gone);
            spawn_local(async move {
                copy.sign_out(drop_unsent).await;
                gone.set(true);
            });
            for _ in 0..LOOKS_AT_DELETING {
                page::sleep(LOOK).await;
                if is_gone.get() {
                    break;
                }
            }
        }
        records.me.set(None);
        records.people.set(Vec::new());
        syncing.queue.set(Vec::new());
        syncing.state.update(|state| *state = SyncState { update_ready: state.update_ready, ..Default::default() });
    }
    LEAVING.set(false);
}

/// Whether somebody is signing out at this moment: nothing of theirs is kept any more.
pub(super) fn is_leaving() -> bool {
    LEAVING.get()
}
