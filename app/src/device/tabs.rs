//! The other tabs of this browser: one sync round at a time (a Web Lock), and a word to them when something was written.
//! Correctness never depends on it: every write checks what it starts from.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent};

/// What one tab tells the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// Something was written into the databases.
    Moved,
    /// The person signed out: show nothing any more.
    SignedOut,
}

const MOVED: &str = "moved";
const SIGNED_OUT: &str = "signed-out";

/// The tabs of one person in this browser.
pub(super) struct Tabs {
    name: String,
    channel: Option<BroadcastChannel>,
    release: Rc<RefCell<Option<Function>>>,
    moved: Cell<bool>,
}

impl Tabs {
    pub(super) fn of(person: Uuid) -> Self {
        let name = ["carnet-", &person.to_string()].concat();
        let channel = BroadcastChannel::new(&name).ok();
        Self { name, channel, release: Rc::default(), moved: Cell::new(false) }
    }

    /// Calls `heard` with every word of another tab.
    pub(super) fn listen(&self, heard: impl Fn(Word) + 'static) {
        let Some(channel) = &self.channel else { return };
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            match message.data().as_string().as_deref() {
                Some(MOVED) => heard(Word::Moved),
                Some(SIGNED_OUT) => heard(Word::SignedOut),
                _ => {}
            }
        });
        channel.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    }

    pub(super) fn tell(&self, word: Word) {
        let word = if word == Word::Moved { MOVED } else { SIGNED_OUT };
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&word.into());
        }
    }

    /// Another tab wrote: what was read before may be old.
    pub(super) fn mark_moved(&self) {
        self.moved.set(true);
    }

    /// Whether another tab wrote since this was last asked.
    pub(super) fn take_moved(&self) -> bool {
        self.moved.take()
    }

    /// Resolves when this tab holds the lock; at once where the browser has no locks or refuses them.
    pub(super) async fn lock(&self) {
        let held = Promise::new(&mut |held, _| {
            if self.request(held.clone()).is_none() {
                let _ = held.call0(&JsValue::NULL);
            }
        });
        let _ = JsFuture::from(held).await;
    }

    fn request(&self, held: Function) -> Option<()> {
        let navigator = web_sys::window()?.navigator();
        let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
        let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
        let (release, refused) = (Rc::clone(&self.release), held.clone());
        let work = Closure::once_into_js(move || {
            Promise::new(&mut |done, _| {
                release.replace(Some(done));
                let _ = held.call0(&JsValue::NULL);
            })
        });
        let over: Promise = request.call2(&locks, &self.name.as_str().into(), &work).ok()?.dyn_into().ok()?;
        spawn_local(async move {
            if JsFuture::from(over).await.is_err() {
                let _ = refused.call0(&JsValue::NULL);
            }
        });
        Some(())
    }

    /// Lets another tab have its round.
    pub(super) fn unlock(&self) {
        if let Some(release) = self.release.borrow_mut().take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }

    pub(super) fn close(&self) {
        self.unlock();
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}
