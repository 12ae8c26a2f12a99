//! This browser's own copy: an outbox that is never lost, a replica that answers without a network, and the sync
//! between them and the server. Pages never come here; they use `records`, `edits`, `sync_state` and `settings`.

mod acts;
mod clock;
mod collections;
mod database;
mod each;
mod network;
mod news;
mod outbox;
pub(crate) mod page;
mod replica;
mod shelf;
mod show;
pub(crate) mod store;
mod sync;
mod tabs;
mod tidy;
mod writes;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use ::sync::Mutation;
use ::sync::book::Tallied;
use ::sync::device::{Device as Engine, Effect, Event, Now};
use domain::dashboard::{Asked, Dashboard, Period, Whose};
use domain::search::Query;
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use crate::api::Me;
use crate::records::{Records, ShownRow};
use crate::state::Visit;
use crate::sync_state::{Phase, Syncing};
pub(crate) use acts::{bulk, drop_note, new_id, retry, settle, together, undo};
pub(crate) use collections::{all, client, name_of, whole};
use database::Fault;
pub(crate) use each::each;
use news::{Ear, News};
use outbox::Outbox;
use replica::Replica;
use shelf::Shelf;
pub(crate) use show::{several, show};
use tabs::{Tabs, Word};

thread_local! {
    static HERE: RefCell<Option<Rc<Device>>> = const { RefCell::new(None) };
    static SIGNALS: Cell<Option<(Records, Syncing)>> = const { Cell::new(None) };
}

/// One person's copy in this tab.
struct Device {
    me: Me,
    engine: RefCell<Engine>,
    outbox: Outbox,
    replica: Replica,
    shelf: Shelf,
    tabs: Tabs,
    ear: RefCell<Option<Rc<Ear>>>,
    records: Records,
    syncing: Syncing,
    /// Writes that wait for their turn.
    jobs: RefCell<VecDeque<Effect>>,
    working: Cell<bool>,
    /// The number of the timer that counts.
    timer: Cell<u32>,
    /// Whether the book holds what earlier runs of a bootstrap wrote.
    gathered: Cell<bool>,
    tidying: Cell<bool>,
    showing: Cell<bool>,
    overlaying: Cell<bool>,
    /// The storage failed last time.
    fails: Cell<bool>,
    persisted: Cell<bool>,
    closed: Cell<bool>,
}

/// The device's clock, for pages that write an instant.
pub(crate) fn now() -> domain::Millis {
    clock::now()
}

fn here() -> Option<Rc<Device>> {
    HERE.with_borrow(Clone::clone)
}

/// What is known before the first page is drawn.
pub(crate) fn visit() -> Visit {
    page::visit()
}

/// Begins: opens the copy of whoever is signed in, and listens to the browser.
pub(crate) fn start(records: Records, syncing: Syncing) {
    SIGNALS.set(Some((records, syncing)));
    match records.me.get_untracked() {
        Some(me) => signed_in(me),
        // The server says that nobody is signed in: an offline start must not show anybody's book either.
        None => store::forget(None),
    }
    listen(syncing);
}

fn listen(syncing: Syncing) {
    page::on("online", || {
        wake_ear();
        tell(Event::Online);
    });
    page::on("offline", || tell(Event::Offline));
    page::on("visibilitychange", move || {
        if page::is_visible() {
            wake_ear();
            tell(Event::Wake);
        }
    });
    let ready = move || syncing.state.update(|state| state.update_ready = true);
    page::on("carnet-update", ready);
    if page::update_waits() {
        // After hydration, so that both sides have drawn the same.
        spawn_local(async move { ready() });
    }
}

fn tell(event: Event) {
    if let Some(device) = here() {
        device.feed(event);
    }
}

fn wake_ear() {
    if let Some(ear) = here().and_then(|device| device.ear.borrow().clone()) {
        ear.wake();
    }
}

pub(crate) fn signed_in(me: Me) {
    let Some((records, syncing)) = SIGNALS.get() else { return };
    store::remember(&me);
    records.me.set(Some(me.clone()));
    if let Some(before) = here() {
        if before.me.person.id == me.person.id {
            before.sign_in();
            return;
        }
        before.close();
    }
    let device = Device::of(me, records, syncing);
    HERE.set(Some(Rc::clone(&device)));
    spawn_local(async move { device.open().await });
}

pub(crate) async fn signed_out(drop_unsent: bool) {
    let device = here();
    HERE.set(None);
    store::forget(device.as_ref().map(|device| device.me.person.id));
    if let Some((records, syncing)) = SIGNALS.get() {
        records.covers.set(false);
        records.me.set(None);
        records.people.set(Vec::new());
        syncing.queue.set(Vec::new());
        syncing.state.update(|state| {
            *state = crate::sync_state::SyncState { update_ready: state.update_ready, ..Default::default() }
        });
    }
    let Some(device) = device else { return };
    device.tabs.tell(Word::SignedOut);
    let status = device.engine.borrow().status();
    device.close();
    // What could not be deleted now is unreadable to everybody else: it is under its person's name.
    let _ = device.replica.delete().await;
    if drop_unsent || (status.waiting == 0 && status.refused == 0) {
        let _ = device.outbox.delete().await;
    }
}

/// The person calls this device something else from now on.
pub(crate) fn relabelled() {
    if let Some(device) = here() {
        device.sign_in();
    }
}

pub(crate) fn sync_now() {
    wake_ear();
    tell(Event::Wake);
}

pub(crate) fn apply_update() {
    page::tell("carnet-apply");
}

fn moment() -> Now {
    Now { at: clock::now(), chance: network::chance() }
}

impl Device {
    fn of(me: Me, records: Records, syncing: Syncing) -> Rc<Self> {
        let person = me.person.id;
        Rc::new(Self {
            me,
            engine: RefCell::default(),
            outbox: Outbox::of(person),
            replica: Replica::of(person),
            shelf: Shelf::default(),
            tabs: Tabs::of(person),
            ear: RefCell::new(None),
            records,
            syncing,
            jobs: RefCell::default(),
            working: Cell::new(false),
            timer: Cell::new(0),
            gathered: Cell::new(false),
            tidying: Cell::new(false),
            showing: Cell::new(false),
            overlaying: Cell::new(false),
            fails: Cell::new(false),
            persisted: Cell::new(false),
            closed: Cell::new(false),
        })
    }

    /// Reads what this device has, shows it, then speaks with the server.
    async fn open(self: Rc<Self>) {
        if let Err(fault) = self.show_first().await {
            self.broken(&fault);
        }
        match self.stored().await {
            Ok(stored) => self.feed(Event::Loaded(stored)),
            Err(fault) => return self.broken(&fault),
        }
        self.follow().await;
        self.feed(if page::is_online() { Event::Online } else { Event::Offline });
        self.listen();
        self.sign_in();
    }

    fn sign_in(self: &Rc<Self>) {
        let label = crate::settings::label();
        self.feed(Event::SignedIn { user: self.me.person.id, label });
        self.hear();
    }

    fn listen(self: &Rc<Self>) {
        let this = Rc::downgrade(self);
        self.tabs.listen(move |word| {
            let Some(this) = this.upgrade() else { return };
            match word {
                Word::Moved => {
                    this.tabs.mark_moved();
                    this.feed(Event::TabMoved);
                }
                Word::SignedOut => page::reload(),
            }
        });
    }

    fn hear(self: &Rc<Self>) {
        if self.closed.get() || self.ear.borrow().is_some() {
            return;
        }
        let this = Rc::downgrade(self);
        let ear = Ear::open(move |news| {
            let Some(this) = this.upgrade() else { return };
            match news {
                News::Here => {
                    // A server that was away may come back newer.
                    page::tell("carnet-look");
                    this.feed(Event::Online);
                }
                News::Gone => this.feed(Event::Wake),
                News::UpTo(head) => this.feed(Event::BellRang { head }),
            }
        });
        self.ear.replace(Some(ear));
    }

    fn stop_hearing(&self) {
        if let Some(ear) = self.ear.take() {
            ear.close();
        }
    }

    fn close(&self) {
        self.closed.set(true);
        self.tabs.close();
        self.stop_hearing();
        self.outbox.close();
        self.replica.close();
    }

    /// The storage of this browser fails: say so, for nothing can be kept here.
    fn broken(&self, fault: &Fault) {
        leptos::logging::error!("{fault:?}");
        self.fails.set(true);
        self.syncing.state.update(|state| state.phase = Phase::Broken);
    }
}

/// What a query found, as it was when it was asked.
#[derive(Debug, Clone, Default)]
pub struct Found(::sync::book::Found);

impl Found {
    /// How many records.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in their order.
    pub fn ids(&self) -> Vec<Uuid> {
        (0..self.len()).filter_map(|place| self.0.id(place)).collect()
    }

    /// One of them, by its place in the order.
    pub fn row(&self, place: usize) -> Option<ShownRow> {
        let row = self.0.row(place)?;
        let pending = here().is_some_and(|device| device.shelf.is_pending(row.id));
        Some(ShownRow { row, pending })
    }
}

/// Records with a conflict that nobody has settled.
pub(crate) fn conflicts() -> Vec<Uuid> {
    here().map(|device| device.shelf.conflicts()).unwrap_or_default()
}

/// The figures of the clients; nothing before the whole book is here.
pub(crate) fn dashboard(whose: Whose, period: Period) -> Option<Dashboard> {
    let device = here().filter(|device| device.shelf.whole.get())?;
    Some(device.shelf.dashboard(&Asked { whose, period, now: clock::now() }))
}

/// The acts of this device that it still keeps, the latest first.
pub(crate) fn journal() -> Vec<Mutation> {
    let Some(device) = here() else { return Vec::new() };
    let engine = device.engine.borrow();
    let acts = engine.entries().map(|entry| entry.mutation.clone()).filter(|act| !act.changes.is_empty());
    let mut acts: Vec<Mutation> = acts.collect();
    acts.reverse();
    acts
}

/// The values of a field of clients, each with how many carry it.
pub(crate) fn tally(of: Tallied) -> BTreeMap<String, usize> {
    here().map(|device| device.shelf.tally(of)).unwrap_or_default()
}

pub(crate) fn find(query: &Query) -> Option<Found> {
    here().map(|device| Found(device.shelf.find(query)))
}
