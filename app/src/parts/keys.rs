//! Keys that work anywhere on a page, except while somebody is typing.

use crate::parts::act::effect;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{self, KeyboardEvent};

/// Calls `act` with the name of each key pressed alone, outside inputs and dialogs; `Escape` comes through from inputs
/// too. `true` from `act` means it was used. Stops by itself when the part that asked goes away.
pub(crate) fn on_key(act: impl Fn(&str) -> bool + 'static) {
    effect({
        let act = std::rc::Rc::new(act);
        move || {
            let act = act.clone();
            let handle = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
                let key = event.key();
                let busy = event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented();
                // The space bar presses the button that has the focus.
                let busy = busy || key == " " && goes_to(&event, &["BUTTON", "SUMMARY"]);
                let typing = goes_to(&event, &["INPUT", "TEXTAREA", "SELECT"]);
                if !busy && (key == "Escape" || !typing) && !in_dialog() && act(&key) {
                    event.prevent_default();
                }
            });
            on_cleanup(move || handle.remove());
        }
    });
}

/// Whether the key goes to one of these elements.
fn goes_to(event: &KeyboardEvent, tags: &[&str]) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| tags.contains(&element.tag_name().as_str()))
}

/// Whether a dialog is open: the keys are its own then.
fn in_dialog() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|found| found.is_some())
}

/// Puts the focus on the first element that matches, if there is one. Scrolls only as far as needed.
pub(crate) fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    match found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        Some(element) => element.focus().is_ok(),
        None => false,
    }
}

/// The same a moment later, when what must take the focus is still to be drawn.
pub(crate) fn focus_soon(selector: String) {
    const MOMENT: std::time::Duration = std::time::Duration::from_millis(20);
    set_timeout(
        move || {
            focus(&selector);
        },
        MOMENT,
    );
}

/// Whether this is a desk: wide enough for the layout with a sidebar. As in the style sheet.
pub(crate) fn is_desk() -> bool {
    window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|width| width >= DESK_WIDTH)
}

/// The width at which the style sheet changes from thumb to desk.
const DESK_WIDTH: f64 = 900.0;
