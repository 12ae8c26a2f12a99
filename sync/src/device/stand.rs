//! Where a replica stands.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where the replica stands; `meta` of the replica database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// The device id under which `acked` was told.
    pub device: Uuid,
    /// The server's life.
    pub epoch: Uuid,
    /// The scope, as the server named it.
    pub scope: String,
    /// Everything up to this `seq` is in the replica.
    pub cursor: u64,
    /// The device's acts up to this `n` are in the replica (or were refused).
    pub acked: u64,
    /// While a bootstrap is under way: how far it is. The replica answers nothing yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loading: Option<Loading>,
}

/// How far a bootstrap is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loading {
    /// The last id written.
    pub after: Option<Uuid>,
    /// Records written.
    pub done: u64,
    /// Records to come in all, when it began.
    pub total: u64,
}

impl Stand {
    /// Whether the replica is whole and may answer.
    pub fn is_whole(&self) -> bool {
        self.loading.is_none()
    }
}
