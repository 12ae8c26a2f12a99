//! IndexedDB in the three gestures we use: open, one transaction that never waits for anything else, and forget.
//!
//! Written on web-sys, not on a wrapper crate: running out of room is told by the *transaction's* error at `abort`,
//! which the wrappers drop, and a form must be able to say "no room" apart from "closed".

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

/// Why a transaction came to nothing. None of its writes took place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The browser gives no more room.
    Full,
    /// The database was closed under us, three times in a row, or cannot be opened.
    Lost(String),
    /// A guard found something else than expected: another tab was here.
    Stale,
    /// Something else.
    Other(String),
}

/// How sure a write must be before the transaction counts as complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// On the disk.
    Strict,
    /// With the operating system.
    Relaxed,
}

/// How often a lost connection is reopened before the person is told (a normal event on iOS).
const TRIES: u32 = 3;

/// One database of this origin. Opened at the first use, and again whenever the browser closed it.
pub(super) struct Base {
    name: String,
    stores: &'static [&'static str],
    open: RefCell<Option<IdbDatabase>>,
    /// Never to be opened again: its person signed out.
    shut: Cell<bool>,
}

impl Base {
    /// A database with these stores, all with keys beside their values.
    pub(super) fn new(name: String, stores: &'static [&'static str]) -> Self {
        Self { name, stores, open: RefCell::new(None), shut: Cell::new(false) }
    }

    /// Runs one transaction over `stores` that writes. `body` only issues requests; their results may be read from what
    /// it returns once this resolves, that is, when the transaction is complete.
    pub(super) async fn write<T>(
        &self,
        durability: Durability,
        stores: &[&str],
        body: impl Fn(&Tx) -> Result<T, JsValue>,
    ) -> Result<T, Fault> {
        self.run(Some(durability), stores, body).await
    }

    /// The same, reading only.
    pub(super) async fn read<T>(&self, stores: &[&str], body: impl Fn(&Tx) -> Result<T, JsValue>) -> Result<T, Fault> {
        self.run(None, stores, body).await
    }

    async fn run<T>(
        &self,
        durability: Option<Durability>,
        stores: &[&str],
        body: impl Fn(&Tx) -> Result<T, JsValue>,
    ) -> Result<T, Fault> {
        let mut last = Fault::Lost(String::new());
        for _ in 0..TRIES {
            match self.attempt(durability, stores, &body).await {
                Err(fault @ Fault::Lost(_)) => {
                    self.close();
                    last = fault;
                }
                other => return other,
            }
        }
        Err(last)
    }

    async fn attempt<T>(
        &self,
        durability: Option<Durability>,
        stores: &[&str],
        body: &impl Fn(&Tx) -> Result<T, JsValue>,
    ) -> Result<T, Fault> {
        let database = self.opened().await?;
        let tx = begin(&database, stores, durability).map_err(|thrown| fault(&thrown))?;
        let complete = completion(&tx);
        let tx = Tx { handle: tx, open_end: Rc::new(Cell::new(durability.is_none())), stale: Rc::default() };
        match body(&tx) {
            Ok(result) => {
                // Saves a turn of the event loop; a transaction that still has something to ask ends by itself.
                if !tx.open_end.get() {
                    let _ = commit(&tx.handle);
                }
                match JsFuture::from(complete).await {
                    Ok(_) => Ok(result),
                    Err(_) => Err(tx.aborted()),
                }
            }
            Err(thrown) => {
                let _ = tx.handle.abort();
                let _ = JsFuture::from(complete).await;
                Err(fault(&thrown))
            }
        }
    }

    async fn opened(&self) -> Result<IdbDatabase, Fault> {
        if self.shut.get() {
            return Err(Fault::Lost("signed out".into()));
        }
        if let Some(database) = self.open.borrow().as_ref() {
            return Ok(database.clone());
        }
        let database = open(&self.name, self.stores).await?;
        // Somebody opened it while we waited: one connection is enough.
        let mut place = self.open.borrow_mut();
        if let Some(first) = place.as_ref() {
            database.close();
            return Ok(first.clone());
        }
        *place = Some(database.clone());
        Ok(database)
    }

    /// Closes the connection; the next transaction opens it again.
    pub(super) fn close(&self) {
        if let Some(database) = self.open.borrow_mut().take() {
            database.close();
        }
    }

    /// Closes the connection for good.
    pub(super) fn shut(&self) {
        self.shut.set(true);
        self.close();
    }

    /// Deletes the database with everything in it. It is asked for at once: whoever opens it from now on finds nothing in it.
    pub(super) fn forget(&self) -> impl Future<Output = Result<(), Fault>> + use<> {
        self.shut();
        let asked = factory().and_then(|idb| idb.delete_database(&self.name).map_err(|thrown| fault(&thrown)));
        // Another tab closes its connection when it hears `versionchange`; until then the request waits, and may.
        let done = asked.map(|request| {
            Promise::new(&mut |resolve, reject| {
                request.set_onsuccess(Some(&resolve));
                request.set_onerror(Some(&reject));
            })
        });
        async move { JsFuture::from(done?).await.map(|_| ()).map_err(|_| Fault::Other("delete".into())) }
    }
}

/// An open transaction, as its body sees it.
#[derive(Clone)]
pub(super) struct Tx {
    handle: IdbTransaction,
    open_end: Rc<Cell<bool>>,
    stale: Rc<Cell<bool>>,
}

impl Tx {
    /// One of the stores named when it began.
    pub(super) fn store(&self, name: &str) -> Result<IdbObjectStore, JsValue> {
        self.handle.object_store(name)
    }

    /// Calls `next` with the result of `request`, still inside the transaction: it may issue further requests.
    /// When it fails, the whole transaction is undone.
    pub(super) fn then(&self, request: &IdbRequest, next: impl FnOnce(JsValue) -> Result<(), JsValue> + 'static) {
        self.open_end.set(true);
        let tx = self.handle.clone();
        let asked = request.clone();
        let next = Closure::once_into_js(move || {
            if asked.result().and_then(next).is_err() {
                let _ = tx.abort();
            }
        });
        request.set_onsuccess(Some(next.unchecked_ref()));
    }

    /// Undoes the whole transaction, with [`Fault::Stale`], unless `expected` accepts the result of `request`.
    /// Requests issued meanwhile are undone with it.
    pub(super) fn guard(&self, request: &IdbRequest, expected: impl FnOnce(&JsValue) -> bool + 'static) {
        let stale = Rc::clone(&self.stale);
        self.then(request, move |found| {
            if expected(&found) {
                return Ok(());
            }
            stale.set(true);
            Err(JsValue::NULL)
        });
    }

    fn aborted(&self) -> Fault {
        if self.stale.get() {
            return Fault::Stale;
        }
        match self.handle.error() {
            Some(error) => fault(&error),
            // Aborted without a reason: the connection went away under it.
            None => Fault::Lost("abort".into()),
        }
    }
}

/// Ends a transaction that has nothing more to ask.
#[expect(deprecated, reason = "only web-sys calls it so: it is in the standard (Indexed Database API 3.0)")]
pub(super) fn commit(tx: &IdbTransaction) -> Result<(), JsValue> {
    tx.commit()
}

fn factory() -> Result<IdbFactory, Fault> {
    web_sys::window()
        .and_then(|window| window.indexed_db().ok().flatten())
        .ok_or_else(|| Fault::Lost("no IndexedDB".into()))
}

async fn open(name: &str, stores: &'static [&'static str]) -> Result<IdbDatabase, Fault> {
    let request = factory()?.open_with_u32(name, 1).map_err(|thrown| fault(&thrown))?;
    let creating = request.clone();
    // Version 1 is the only one: stores are added under a new database name, so nothing is ever upgraded destructively.
    let create = Closure::once_into_js(move || {
        if let Some(database) = creating.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok()) {
            for store in stores {
                let _ = database.create_object_store(store);
            }
        }
    });
    request.set_onupgradeneeded(Some(create.unchecked_ref()));
    let done = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    if JsFuture::from(done).await.is_err() {
        return Err(opening_failed(&request));
    }
    let database = request.result().map_err(|thrown| fault(&thrown))?.unchecked_into::<IdbDatabase>();
    let closing = database.clone();
    // Another tab wants to delete it (sign-out): give way; a later use fails with InvalidStateError and reopens.
    let give_way = Closure::once_into_js(move || closing.close());
    database.set_onversionchange(Some(give_way.unchecked_ref()));
    Ok(database)
}

fn opening_failed(request: &IdbOpenDbRequest) -> Fault {
    match request.error().ok().flatten() {
        Some(error) if error.name() == "QuotaExceededError" => Fault::Full,
        Some(error) => Fault::Lost(error.name()),
        None => Fault::Lost(String::new()),
    }
}

/// `database.transaction(stores, mode, { durability })`: web-sys has the options only behind an unstable switch.
fn begin(database: &IdbDatabase, stores: &[&str], durability: Option<Durability>) -> Result<IdbTransaction, JsValue> {
    let names: Array = stores.iter().map(|store| JsValue::from_str(store)).collect();
    let options = Object::new();
    let (mode, durability) = match durability {
        Some(Durability::Strict) => ("readwrite", "strict"),
        Some(Durability::Relaxed) => ("readwrite", "relaxed"),
        None => ("readonly", "default"),
    };
    Reflect::set(&options, &"durability".into(), &durability.into())?;
    let begin: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    begin.call3(database, &names, &mode.into(), &options)?.dyn_into()
}

/// Resolves at `complete`, rejects at `abort`; a request's `error` always ends in one of them.
fn completion(tx: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        tx.set_oncomplete(Some(&resolve));
        tx.set_onabort(Some(&reject));
    })
}

fn fault(thrown: &JsValue) -> Fault {
    let Some(error) = thrown.dyn_ref::<DomException>() else {
        return Fault::Other("thrown".into());
    };
    match error.name().as_str() {
        "QuotaExceededError" => Fault::Full,
        // A key that was to be new is not.
        "ConstraintError" => Fault::Stale,
        "InvalidStateError" | "UnknownError" | "AbortError" | "TransactionInactiveError" | "NotFoundError" => {
            Fault::Lost(error.message())
        }
        _ => Fault::Other(error.message()),
    }
}
