//! Instants in milliseconds: written by programs, never typed.

use crate::problem::Fault;

/// The furthest instants JavaScript's `Date` knows, either side of 1970.
const LIMIT: i64 = 8_640_000_000_000_000;

/// Whether every clock we use can show it.
pub fn is_instant(at: i64) -> bool {
    (-LIMIT..=LIMIT).contains(&at)
}

/// Milliseconds since 1970.
///
/// # Errors
/// [`Fault::Internal`].
pub fn parse(text: &str) -> Result<i64, Fault> {
    text.parse().ok().filter(|&at| is_instant(at)).ok_or(Fault::Internal)
}
