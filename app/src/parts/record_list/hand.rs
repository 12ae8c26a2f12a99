//! What a pointer or a finger does on the rows: choose, open the menu, press long.

use std::time::Duration;

use leptos::ev::{MouseEvent, TouchEvent};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, EventTarget};

use super::ListState;
use super::panel::Asking;
use crate::parts::act::effect;
use crate::parts::keys::is_desk;

/// How long a finger stays to choose a row.
const LONG: Duration = Duration::from_millis(480);
/// What a browser makes of a touch (a click, say) comes within this time after the finger has left.
const AFTER: Duration = Duration::from_millis(100);

/// One hand over the rows. `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Hand {
    state: ListState,
    pressing: StoredValue<Option<TimeoutHandle>>,
    /// A long press chose: the click that ends it does nothing more.
    pressed: StoredValue<bool>,
    /// Whether it is on the rows at this moment.
    down: RwSignal<bool>,
}

impl Hand {
    pub(super) fn new(state: ListState) -> Self {
        let pressing = StoredValue::new(None);
        let hand = Self { state, pressing, pressed: StoredValue::new(false), down: RwSignal::new(false) };
        effect(move || {
            let lift = move || set_timeout(move || hand.down.set(false), AFTER);
            let up = window_event_listener(leptos::ev::pointerup, move |_| lift());
            let cancelled = window_event_listener(leptos::ev::pointercancel, move |_| lift());
            on_cleanup(move || {
                up.remove();
                cancelled.remove();
            });
        });
        hand
    }

    /// Whether it is on the rows: what is under it must stay until it has left.
    pub(super) fn is_down(self) -> bool {
        self.down.get()
    }

    pub(super) fn down(self) {
        self.down.set(true);
    }

    pub(super) fn click(self, event: &MouseEvent) {
        let Some((element, index)) = row_of(event.target()) else { return };
        let is_on = |selector: &str| element.closest(selector).is_ok_and(|found| found.is_some());
        let choosing = !is_desk() && self.state.selection.len() > 0;
        if self.pressed.get_value() {
            self.pressed.set_value(false);
            event.prevent_default();
        } else if is_on(".more") {
            self.open(index, (event.client_x(), event.client_y()));
        } else if is_on(".check") {
            self.state.selection.turn(self.state, index, event.shift_key());
        } else if choosing {
            event.prevent_default();
            self.state.selection.turn(self.state, index, false);
        }
    }

    /// A right click, or the key for menus; on the phone a long press, which chooses.
    pub(super) fn menu(self, event: &MouseEvent) {
        let Some((_, index)) = row_of(event.target()) else { return };
        event.prevent_default();
        if is_desk() {
            self.open(index, (event.client_x(), event.client_y()));
        } else {
            self.choose(index);
        }
    }

    pub(super) fn touch(self, event: &TouchEvent) {
        let Some((_, index)) = row_of(event.target()) else { return };
        self.leave();
        self.pressed.set_value(false);
        // Not every phone tells of a long press by itself.
        let pressing = set_timeout_with_handle(
            move || {
                self.choose(index);
                self.pressed.set_value(true);
            },
            LONG,
        );
        self.pressing.set_value(pressing.ok());
    }

    pub(super) fn leave(self) {
        if let Some(pressing) = self.pressing.get_value() {
            pressing.clear();
        }
        self.pressing.set_value(None);
    }

    fn choose(self, index: usize) {
        self.state.selection.add(self.state.id_at(index));
    }

    fn open(self, index: usize, at: (i32, i32)) {
        self.state.asking.set(self.state.id_at(index).map(|id| Asking::Menu(id, at)));
    }
}

/// What was touched, and which row it belongs to.
fn row_of(target: Option<EventTarget>) -> Option<(Element, usize)> {
    let element: Element = target?.dyn_into().ok()?;
    let row = element.closest(".row").ok()??;
    let index = row.id().strip_prefix("row-")?.parse().ok()?;
    Some((element, index))
}
