//! What the sync strip shows.

use serde::{Deserialize, Serialize};

/// What the engine is doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The databases are not read yet.
    #[default]
    Starting,
    /// Nothing to do.
    Idle,
    /// Sending acts.
    Pushing,
    /// Fetching news.
    Pulling,
    /// Building the replica.
    Loading,
    /// The last try failed; the next one is scheduled.
    Retrying,
    /// Nobody is signed in.
    SignedOut,
    /// The outbox holds unsent acts of another person than the one who is signed in.
    OtherPerson,
}

/// What the strip shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// What the browser says about the network.
    pub online: bool,
    /// What the engine is doing.
    pub phase: Phase,
    /// Acts that are only on this device.
    pub waiting: usize,
    /// Acts that were refused and are parked.
    pub refused: usize,
    /// Records written and expected, while the replica is being built.
    pub progress: Option<(u64, u64)>,
    /// Whether a whole replica is there.
    pub covers: bool,
}
