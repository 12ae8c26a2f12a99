//! Live news from the server: one `EventSource` per tab. The browser reconnects it after a lost network; when the server
//! answered with an error it stays closed, so we open it again ourselves, later and later.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde::Deserialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, EventSource, MessageEvent};

use super::network;

const ADDRESS: &str = "/api/v1/events";
/// The longest pause between two tries, in milliseconds.
const LONGEST: i32 = 30_000;

/// What is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// The server is there (again).
    Here,
    /// It is gone, or the network is.
    Gone,
    /// There is news up to this number.
    UpTo(u64),
}

#[derive(Deserialize)]
struct Bell {
    head: u64,
}

/// The connection of one tab.
pub(super) struct Ear {
    source: RefCell<Option<EventSource>>,
    failures: Cell<u32>,
    /// Whether the server was there last, as far as anybody knows: a first connection that fails is news, too, for a pull
    /// may have been answered just before.
    here: Cell<bool>,
    closed: Cell<bool>,
    heard: Box<dyn Fn(News)>,
}

impl Ear {
    /// Listens until [`Ear::close`].
    pub(super) fn open(heard: impl Fn(News) + 'static) -> Rc<Self> {
        let ear = Rc::new(Self {
            source: RefCell::new(None),
            failures: Cell::new(0),
            here: Cell::new(true),
            closed: Cell::new(false),
            heard: Box::new(heard),
        });
        ear.connect();
        ear
    }

    /// Tries again now, if the connection is not there: the page came back, or so did the network.
    pub(super) fn wake(self: &Rc<Self>) {
        let dead = self.source.borrow().as_ref().is_none_or(|source| source.ready_state() == EventSource::CLOSED);
        if dead {
            self.failures.set(0);
            self.connect();
        }
    }

    pub(super) fn close(&self) {
        self.closed.set(true);
        if let Some(source) = self.source.take() {
            source.close();
        }
    }

    fn connect(self: &Rc<Self>) {
        if self.closed.get() {
            return;
        }
        let Ok(source) = EventSource::new(ADDRESS) else { return };
        let ear = Rc::downgrade(self);
        let opened = Closure::<dyn Fn()>::new(move || {
            if let Some(ear) = ear.upgrade() {
                ear.failures.set(0);
                ear.here.set(true);
                (ear.heard)(News::Here);
            }
        });
        source.set_onopen(Some(opened.into_js_value().unchecked_ref()));
        let ear = Rc::downgrade(self);
        let rang = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            let bell = message.data().as_string().and_then(|text| serde_json::from_str::<Bell>(&text).ok());
            if let (Some(ear), Some(bell)) = (ear.upgrade(), bell) {
                (ear.heard)(News::UpTo(bell.head));
            }
        });
        let _ = source.add_event_listener_with_callback("news", rang.into_js_value().unchecked_ref());
        let ear = Rc::downgrade(self);
        let failed = Closure::<dyn Fn(Event)>::new(move |_| {
            if let Some(ear) = ear.upgrade() {
                ear.failed();
            }
        });
        source.set_onerror(Some(failed.into_js_value().unchecked_ref()));
        if let Some(before) = self.source.replace(Some(source)) {
            before.close();
        }
    }

    fn failed(self: &Rc<Self>) {
        if self.here.take() {
            (self.heard)(News::Gone);
        }
        let given_up = self.source.borrow().as_ref().is_some_and(|source| source.ready_state() == EventSource::CLOSED);
        if !given_up {
            return;
        }
        self.source.take();
        let failures = self.failures.get();
        self.failures.set(failures + 1);
        let ear = Rc::downgrade(self);
        spawn_local(async move {
            network::back_off(failures, LONGEST).await;
            if let Some(ear) = ear.upgrade()
                && ear.source.borrow().is_none()
            {
                ear.connect();
            }
        });
    }
}
