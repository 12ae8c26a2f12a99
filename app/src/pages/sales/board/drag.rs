//! A card under a finger or a mouse. A mouse drags at once; a finger holds first, so that it can still scroll.

use std::time::Duration;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, EventTarget};
use uuid::Uuid;

use super::BoardState;

/// How long a finger holds a card before it moves it.
const HOLD: Duration = Duration::from_millis(350);
/// So far a mouse may slip within a click, in pixels; a finger within a hold.
const SLIP: i32 = 8;

/// A card that is held.
#[derive(Debug, Clone, PartialEq)]
struct Held {
    card: Uuid,
    name: String,
    /// Where it was taken.
    start: (i32, i32),
    touch: bool,
    /// Where it is now, once it moves.
    at: Option<(i32, i32)>,
    /// The lane below it.
    over: Option<String>,
}

/// What is dragged on a board. `Copy`.
#[derive(Clone, Copy)]
pub(crate) struct Drag {
    state: BoardState,
    held: RwSignal<Option<Held>>,
    over: Memo<Option<String>>,
    live: Memo<bool>,
    timer: StoredValue<Option<TimeoutHandle>>,
    dragged: StoredValue<bool>,
}

impl Drag {
    pub(super) fn new(state: BoardState) -> Self {
        let held = RwSignal::new(None::<Held>);
        Self {
            state,
            held,
            over: Memo::new(move |_| held.with(|held| held.as_ref().and_then(|held| held.over.clone()))),
            live: Memo::new(move |_| held.with(|held| held.as_ref().is_some_and(|held| held.at.is_some()))),
            timer: StoredValue::new(None),
            dragged: StoredValue::new(false),
        }
    }

    /// Whether a card moves.
    pub(super) fn is_live(self) -> bool {
        self.live.get()
    }

    /// Whether a finger holds a card.
    pub(super) fn holds(self) -> bool {
        self.held.with_untracked(|held| held.as_ref().is_some_and(|held| held.touch))
    }

    /// Whether the moving card is above this lane.
    pub(super) fn is_over(self, lane: &str) -> bool {
        self.over.with(|over| over.as_deref() == Some(lane))
    }

    /// Whether the click that ends now was a drag.
    pub(super) fn was_dragged(self) -> bool {
        let dragged = self.dragged.get_value();
        self.dragged.set_value(false);
        dragged
    }

    /// The name of the moving card and where it is.
    pub(super) fn ghost(self) -> Option<(String, String)> {
        let held = self.held.get()?;
        let (x, y) = held.at?;
        Some((held.name, format!("translate({x}px, {y}px)")))
    }

    pub(super) fn down(self, event: &PointerEvent) {
        self.dragged.set_value(false);
        if event.button() != 0 || closest(event.target(), "button").is_some() {
            return;
        }
        let Some((card, name)) = card_of(event.target()) else { return };
        let touch = event.pointer_type() == "touch";
        let start = (event.client_x(), event.client_y());
        self.held.set(Some(Held { card, name, start, touch, at: None, over: None }));
        if touch {
            let begin = move || {
                self.held.update(|held| {
                    if let Some(held) = held {
                        held.at = Some(held.start);
                    }
                });
            };
            self.timer.set_value(set_timeout_with_handle(begin, HOLD).ok());
        }
    }

    pub(super) fn moves(self, event: &PointerEvent) {
        let Some(held) = self.held.get_untracked() else { return };
        let at = (event.client_x(), event.client_y());
        if held.at.is_none() {
            if (at.0 - held.start.0).abs().max((at.1 - held.start.1).abs()) < SLIP {
                return;
            }
            if held.touch {
                // The finger scrolls.
                return self.stop();
            }
        }
        let over = lane_at(at);
        self.held.update(|held| {
            if let Some(held) = held {
                (held.at, held.over) = (Some(at), over);
            }
        });
    }

    pub(super) fn up(self, event: &PointerEvent) {
        let held = self.held.get_untracked();
        self.stop();
        let Some(held) = held.filter(|held| held.at.is_some()) else { return };
        self.dragged.set_value(true);
        if let Some(lane) = lane_at((event.client_x(), event.client_y())) {
            self.state.put(held.card, held.name, &lane);
        }
    }

    pub(super) fn stop(self) {
        self.timer.update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
        if self.held.with_untracked(Option::is_some) {
            self.held.set(None);
        }
    }

    /// The menu of the card that has the focus.
    pub(super) fn ask(self, event: &KeyboardEvent) {
        if let Some((card, name)) = card_of(event.target()) {
            event.prevent_default();
            self.state.asked.set(Some((card, name, None)));
        }
    }
}

fn closest(target: Option<EventTarget>, selector: &str) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

fn card_of(target: Option<EventTarget>) -> Option<(Uuid, String)> {
    let card = closest(target, "[data-card]")?;
    Some((
        Uuid::try_parse(&card.get_attribute("data-card")?).ok()?,
        card.get_attribute("data-name").unwrap_or_default(),
    ))
}

/// The key of the lane (or of its tab) at a place of the window.
#[expect(clippy::cast_precision_loss, reason = "OK because a window is less than 2²⁴ pixels wide")]
fn lane_at((x, y): (i32, i32)) -> Option<String> {
    let below = document().element_from_point(x as f32, y as f32)?;
    below.closest("[data-lane]").ok()??.get_attribute("data-lane")
}
