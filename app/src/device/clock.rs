//! The only place in the browser that asks what time it is and makes ids; everybody else is handed them.

use domain::Millis;
use uuid::Uuid;

/// The device's clock, which may be wrong.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and far below 2⁵³")]
pub(super) fn now() -> Millis {
    js_sys::Date::now() as Millis
}

/// A clock that never goes back, in milliseconds; only differences mean something.
pub(super) fn ticks() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// A new UUIDv7.
#[expect(clippy::disallowed_methods, reason = "this is the outermost room of the browser")]
pub(super) fn new_id() -> Uuid {
    Uuid::now_v7()
}
