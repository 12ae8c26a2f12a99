//! Draws charts as SVG text. It gets plain figures with labels that are already in the person's language, and knows
//! nothing of clients. The server links it for the first paint; browsers load it as a WASM file of its own, when a page
//! with charts is opened; the app itself knows only what is to be drawn (without the feature `draw`).
//!
//! On a screen each colour is a custom property of the style sheet (`fill="var(--good)"`), so that one drawing is right
//! in the light and in the dark, and nothing inline is asked of the content security policy.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod chart;
#[cfg(feature = "draw")]
mod draw;
mod ink;

pub use chart::{Chart, Drawing, Part, Series};
#[cfg(feature = "draw")]
pub use draw::draw;
pub use ink::{Ink, Paint};

/// Draws what a page asks for, as JSON of a [`Chart`]; nothing when it is not understood or cannot be drawn.
#[cfg(all(feature = "draw", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn draw_json(json: &str) -> Option<String> {
    draw(&serde_json::from_str(json).ok()?).ok()
}
