//! One person's copy in this tab, whole: what [`OwnCopy`] promises, and how it begins and ends.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use ::sync::book::Tallied;
use ::sync::device::{self as engine, Device as Engine, Effect, Event, Now};
use ::sync::{Act, Mutation};
use domain::Kind;
use domain::dashboard::{Asked, Dashboard, Period, Whose};
use domain::list::ListRow;
use domain::photo::Picture;
use domain::search::Query;
use leptos::prelude::*;
use uuid::Uuid;

use super::collections::PAUSE;
use super::database::Fault;
use super::news::{Ear, News};
use super::outbox::Outbox;
use super::pictures::Pictures;
use super::replica::Replica;
use super::shelf::Shelf;
use super::tabs::{Tabs, Word};
use super::{Doing, Found, Nudge, OwnCopy, Saved, clock, network, page};
use crate::all::All;
use crate::api::Me;
use crate::edits::{Pictured, SaveError, Told, Write, Written};
use crate::records::{Records, See, ShownRecord};
use crate::sync_state::{PastAct, Phase, Syncing};

/// The copy, with the engine that keeps it in step.
pub(super) struct Device {
    pub(super) me: Me,
    pub(super) engine: RefCell<Engine>,
    pub(super) outbox: Outbox,
    pub(super) replica: Replica,
    pub(super) shelf: Shelf,
    pub(super) pictures: Pictures,
    pub(super) tabs: Tabs,
    pub(super) ear: RefCell<Option<Rc<Ear>>>,
    pub(super) records: Records,
    pub(super) syncing: Syncing,
    /// Writes that wait for their turn.
    pub(super) jobs: RefCell<VecDeque<Effect>>,
    pub(super) working: Cell<bool>,
    /// The number of the timer that counts.
    pub(super) timer: Cell<u32>,
    /// Whether the book holds what earlier runs of a bootstrap wrote.
    pub(super) gathered: Cell<bool>,
    pub(super) tidying: Cell<bool>,
    pub(super) showing: Cell<bool>,
    pub(super) overlaying: Cell<bool>,
    pub(super) preparing: Cell<bool>,
    /// The storage failed last time.
    pub(super) fails: Cell<bool>,
    pub(super) persisted: Cell<bool>,
    pub(super) closed: Cell<bool>,
}

pub(super) fn moment() -> Now {
    Now { at: clock::now(), chance: network::chance() }
}

impl OwnCopy for Device {
    fn person(&self) -> Uuid {
        self.me.person.id
    }

    fn begin(self: Rc<Self>) -> Doing<'static, ()> {
        Box::pin(self.open())
    }

    fn nudge(self: Rc<Self>, nudge: Nudge) {
        match nudge {
            Nudge::Online => {
                self.wake_ear();
                self.feed(Event::Online);
            }
            Nudge::Offline => self.feed(Event::Offline),
            Nudge::Wake => {
                self.wake_ear();
                self.feed(Event::Wake);
            }
            Nudge::SignIn => self.sign_in(),
        }
    }

    fn find(self: Rc<Self>, query: &Query) -> Found {
        self.prepare_when_idle();
        Found { rows: self.shelf.find(query), whole: self.shelf.whole.get() }
    }

    fn tally(&self, of: Tallied) -> Vec<(String, usize)> {
        self.shelf.tally(of)
    }

    fn dashboard(&self, whose: Whose, period: Period) -> Option<Dashboard> {
        let is_whole = self.shelf.whole.get();
        is_whole.then(|| {
            page::mark("carnet:counting");
            let dashboard = self.shelf.dashboard(&Asked { whose, period, now: clock::now() });
            page::mark("carnet:counted");
            dashboard
        })
    }

    fn is_pending(&self, record: Uuid) -> bool {
        self.shelf.is_pending(record)
    }

    fn conflicts(&self) -> Vec<Uuid> {
        self.shelf.conflicts()
    }

    fn journal(&self) -> Vec<Mutation> {
        let engine = self.engine.borrow();
        let acts = engine.entries().map(|entry| entry.mutation.clone()).filter(|act| !act.changes.is_empty());
        let mut acts: Vec<Mutation> = acts.collect();
        acts.reverse();
        acts
    }

    fn client(&self, id: Uuid) -> Option<ListRow> {
        self.shelf.row(id)
    }

    fn name_of(&self, kind: &'static Kind, id: Uuid) -> Option<String> {
        self.shelf.collections.with(kind, |collection| collection.get(id)).map(|shown| shown.record.name())
    }

    fn all(self: Rc<Self>, kind: &'static Kind) -> Option<All> {
        self.all_of(kind)
    }

    fn whole(self: Rc<Self>, kind: &'static Kind) -> Doing<'static, Option<All>> {
        Box::pin(self.whole_of(kind))
    }

    fn each<'a>(self: Rc<Self>, kind: &'static Kind, see: &'a mut See<'a>) -> Doing<'a, bool> {
        Box::pin(self.each_of(kind, see))
    }

    fn show(self: Rc<Self>, kind: Option<&'static Kind>, id: Uuid) -> Doing<'static, Option<ShownRecord>> {
        Box::pin(async move {
            self.outbox_is_read().await;
            self.shown(kind, id).await.ok().flatten()
        })
    }

    fn several<'a>(self: Rc<Self>, kind: &'static Kind, ids: &'a [Uuid]) -> Doing<'a, Option<Vec<ShownRecord>>> {
        Box::pin(async move {
            self.outbox_is_read().await;
            self.several_of(kind, ids).await
        })
    }

    fn picture(self: Rc<Self>, photo: Uuid) -> Doing<'static, Option<Picture>> {
        Box::pin(async move { self.picture_of(photo).await })
    }

    fn drafts(self: Rc<Self>) -> Doing<'static, Vec<Pictured>> {
        Box::pin(async move { self.outbox.drafts().await.unwrap_or_default() })
    }

    fn draft(self: Rc<Self>, id: Uuid, picture: Option<Arc<Picture>>) -> Doing<'static, ()> {
        // OK because the form still has it; only a tab that ends would lose it.
        Box::pin(async move { drop(self.outbox.draft(id, picture.as_deref()).await) })
    }

    fn together(
        self: Rc<Self>,
        changes: Vec<Written>,
        act: Act,
        pictures: Vec<Pictured>,
        told: &Told,
    ) -> Doing<'_, Saved> {
        Box::pin(self.keep_together(changes, act, pictures, told))
    }

    fn bulk<'a>(
        self: Rc<Self>,
        kind: &'static Kind,
        ids: Vec<Uuid>,
        act: Act,
        write: &'a Write,
        told: &'a Told,
    ) -> Doing<'a, Saved> {
        Box::pin(self.keep_bulk(kind, ids, act, write, told))
    }

    fn past(&self, at_most: usize) -> Vec<PastAct> {
        self.past_acts(at_most)
    }

    fn undo(self: Rc<Self>, n: u64) -> Doing<'static, Saved> {
        Box::pin(self.undo_act(n))
    }

    fn retry(self: Rc<Self>, n: u64) -> Doing<'static, Saved> {
        Box::pin(self.retry_act(n))
    }

    fn drop_note(self: Rc<Self>, n: u64) -> Doing<'static, Result<(), SaveError>> {
        Box::pin(self.drop_act(n))
    }

    fn close(&self) {
        self.closed.set(true);
        self.tabs.close();
        self.stop_hearing();
        self.outbox.close();
        self.replica.close();
    }

    fn sign_out(self: Rc<Self>, drop_unsent: bool) -> Doing<'static, ()> {
        Box::pin(async move {
            // From the disk, for another tab may have written since this one looked. What nobody can read stays.
            let stored = self.stored().await;
            let is_sent = stored.is_ok_and(|stored| engine::is_settled(&stored.identity, &stored.entries));
            let is_sent = is_sent && self.pictures.unsent() == 0;
            self.tabs.tell(Word::SignedOut);
            self.close();
            // Both are asked for before either is waited for: what is written after the next sign-in must find none of
            // these requests before it. What could not be deleted now is unreadable to everybody else: it is under its
            // person's name.
            let replica = self.replica.delete();
            let outbox = (drop_unsent || is_sent).then(|| self.outbox.delete());
            let _ = replica.await;
            if let Some(outbox) = outbox {
                let _ = outbox.await;
            }
        })
    }
}

impl Device {
    pub(super) fn of(me: Me, records: Records, syncing: Syncing) -> Rc<Self> {
        let person = me.person.id;
        Rc::new(Self {
            me,
            engine: RefCell::default(),
            outbox: Outbox::of(person),
            replica: Replica::of(person),
            shelf: Shelf::default(),
            pictures: Pictures::default(),
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
            preparing: Cell::new(false),
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
        self.forget_sent_pictures().await;
        self.feed(if page::is_online() { Event::Online } else { Event::Offline });
        self.listen();
        self.sign_in();
    }

    /// Waits until this person's own acts are known: whoever shows a record before shows what they have changed since.
    async fn outbox_is_read(&self) {
        let is_starting = || self.engine.borrow().status().phase == engine::Phase::Starting;
        while is_starting() && !self.fails.get() && !self.closed.get() {
            page::sleep(PAUSE).await;
        }
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

    pub(super) fn hear(self: &Rc<Self>) {
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

    fn wake_ear(&self) {
        if let Some(ear) = self.ear.borrow().as_ref() {
            ear.wake();
        }
    }

    pub(super) fn stop_hearing(&self) {
        if let Some(ear) = self.ear.take() {
            ear.close();
        }
    }

    /// The storage of this browser fails: say so, for nothing can be kept here.
    pub(super) fn broken(&self, fault: &Fault) {
        // Whoever signs out closes it under what is under way.
        if self.closed.get() {
            return;
        }
        leptos::logging::error!("{fault:?}");
        self.fails.set(true);
        self.syncing.state.update(|state| state.phase = Phase::Broken);
    }
}
