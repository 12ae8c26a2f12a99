//! The page this WASM runs in: what `<html>` carries, what the browser says of itself, and giving way to it.

use domain::Lang;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlDocument, MessageChannel, VisibilityState};

use super::store;
use crate::state::Visit;

/// How long we keep the main thread before giving way, in milliseconds: well under what a finger notices.
const SLICE: f64 = 12.0;
/// What stands for "idle" or "shown" where the browser cannot tell, in milliseconds.
const MOMENT: i32 = 200;

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

/// Whether this is the static page that the service worker serves offline.
pub(crate) fn is_shell() -> bool {
    root().is_some_and(|root| root.has_attribute("data-shell"))
}

/// The path of this page's address.
pub(crate) fn path() -> String {
    web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default()
}

/// Whether a new version waits (written by `boot.js`).
pub(super) fn update_waits() -> bool {
    root().is_some_and(|root| root.has_attribute("data-update"))
}

/// What the server wrote on the page; in the static shell, what this browser remembers.
pub(super) fn visit() -> Visit {
    let carried = root().and_then(|root| root.get_attribute("data-visit"));
    match carried.and_then(|json| serde_json::from_str(&json).ok()) {
        Some(visit) => visit,
        None => Visit {
            me: store::remembered(),
            language: root().and_then(|root| root.get_attribute("lang")).map_or(Lang::Fr, |tag| Lang::of_tag(&tag)),
        },
    }
}

pub(super) fn set_attribute(name: &str, value: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute(name, value);
    }
}

pub(super) fn remove_attribute(name: &str) {
    if let Some(root) = root() {
        let _ = root.remove_attribute(name);
    }
}

pub(super) fn set_cookie(cookie: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(document) = document.and_then(|document| document.dyn_into::<HtmlDocument>().ok()) {
        let _ = document.set_cookie(cookie);
    }
}

pub(super) fn user_agent() -> String {
    web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

/// Whether a person can see the page now.
pub(super) fn is_visible() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Whether the page is wide enough for the list to be a table (as in `40-list.css`).
pub(super) fn is_wide() -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64());
    width.is_some_and(|width| width >= 900.0)
}

/// Whether the browser believes that there is a network.
pub(super) fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `act` whenever the window (or, for `visibilitychange`, the document) tells this event; for the page's life.
pub(super) fn on(event: &str, act: impl FnMut() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let act = Closure::<dyn FnMut()>::new(act).into_js_value();
    let listen = act.unchecked_ref();
    let _ = match window.document() {
        Some(document) if event == "visibilitychange" => document.add_event_listener_with_callback(event, listen),
        _ => window.add_event_listener_with_callback(event, listen),
    };
}

/// Tells `boot.js` something.
pub(super) fn tell(event: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new(event)) {
        let _ = window.dispatch_event(&event);
    }
}

/// Starts the page anew.
pub(super) fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Leaves a mark on the browser's timeline, for a profiler and for `cargo xtask bench`.
pub(super) fn mark(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        let _ = performance.mark(name);
    }
}

/// Waits so many milliseconds.
pub(crate) async fn sleep(milliseconds: i32) {
    let done = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    let _ = JsFuture::from(done).await;
}

/// Waits until the browser has shown what was drawn: the next frame begins then. None does where nobody sees the page: then
/// a moment must do.
pub(super) async fn shown() {
    for _ in 0..2 {
        let frame = Promise::new(&mut |resolve, _| {
            if let Some(window) = web_sys::window() {
                let _ = window.request_animation_frame(&resolve);
                let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, MOMENT);
            }
        });
        let _ = JsFuture::from(frame).await;
    }
    next_task().await;
}

/// Waits until the browser has nothing more urgent to do. Safari cannot be asked, so a moment must do.
pub(super) async fn idle() {
    let done = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let ask = js_sys::Reflect::get(&window, &"requestIdleCallback".into());
            let _ = match ask.ok().and_then(|ask| ask.dyn_into::<js_sys::Function>().ok()) {
                Some(ask) => ask.call1(&window, &resolve).map(drop),
                None => window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, MOMENT).map(drop),
            };
        }
    });
    let _ = JsFuture::from(done).await;
}

/// Long work in short slices, so that the page stays alive between them.
pub(crate) struct Slices {
    began: f64,
}

impl Slices {
    /// The first slice begins now.
    pub(crate) fn new() -> Self {
        Self { began: super::clock::ticks() }
    }

    /// Whether this slice is used up.
    pub(crate) fn is_over(&self) -> bool {
        super::clock::ticks() - self.began > SLICE
    }

    /// Gives way to the browser when this slice is used up.
    pub(crate) async fn breathe(&mut self) {
        if self.is_over() {
            next_task().await;
            self.began = super::clock::ticks();
        }
    }
}

/// Resolves in a task of its own. A message, because nested timers are slowed down to 4 ms each.
pub(super) async fn next_task() {
    let done = Promise::new(&mut |resolve, _| {
        if let Ok(channel) = MessageChannel::new() {
            channel.port1().set_onmessage(Some(&resolve));
            let _ = channel.port2().post_message(&JsValue::NULL);
        } else {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(done).await;
}
