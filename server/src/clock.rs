//! The outermost room: the only place of the server that asks what time it is, and makes ids and secrets.

use app::ssr::Ambient;
use domain::Millis;
use store::Token;
use uuid::Uuid;

/// The real clock, real ids, real chance.
pub const AMBIENT: Ambient = Ambient { now, id, token };

/// What time it is.
#[expect(clippy::disallowed_methods, reason = "the outermost room asks the clock")]
pub fn now() -> Millis {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    // OK because a clock before 1970 or after the year 292 million is no clock: everything is then "long ago".
    since.ok().and_then(|since| Millis::try_from(since.as_millis()).ok()).unwrap_or_default()
}

/// A new `UUIDv7`.
#[expect(clippy::disallowed_methods, reason = "the outermost room makes the ids")]
pub fn id() -> Uuid {
    Uuid::now_v7()
}

/// 256 bits from the operating system.
///
/// # Panics
/// When the operating system has no chance to give.
pub fn token() -> Token {
    let mut bytes = [0; 32];
    // OK because a system without chance cannot keep anybody out: stopping is the only safe answer.
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    Token::new(bytes)
}
