//! The screens: compiled to WASM (`hydrate`) for browsers and into the server (`ssr`) for the first paint.
//! Pages read through [`records`], write through [`edits`], and hear of sync through [`sync_state`].

#![recursion_limit = "512"]
#![allow(
    clippy::needless_pass_by_value,
    clippy::large_types_passed_by_value,
    reason = "the view macro hands a component its properties by value"
)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that fails should say where"))]

pub mod all;
pub mod api;
pub mod app;
#[cfg(any(feature = "hydrate", test))]
mod collection;
#[cfg(feature = "hydrate")]
mod device;
#[cfg(not(feature = "hydrate"))]
#[path = "no_device.rs"]
mod device;
pub mod edits;
mod follow_ups;
pub mod handover;
pub mod pages;
pub mod parts;
pub mod records;
#[cfg(any(feature = "hydrate", test))]
mod replay;
pub mod settings;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod ssr;
pub mod state;
pub mod sync_state;
pub mod texts;

#[cfg(feature = "ssr")]
pub use shell::{Site, offline_shell, shell};

/// Where the browser starts, called by `boot.js`: takes over the page the server rendered, or, in the static shell
/// that the service worker serves offline, draws the page itself. Done once the page answers.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    if device::page::is_shell() {
        // Nobody but the copy has anything to show here.
        device::begin_early().await;
        leptos::mount::mount_to_body(app::App);
    } else {
        app::fetch_page(&device::page::path()).await;
        leptos::mount::hydrate_body(app::App);
    }
}
