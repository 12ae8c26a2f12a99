//! What devices say to the server: push, pull and bootstrap. Each answers from one transaction.

use uuid::Uuid;

use crate::{Result, Store, store};

mod bootstrap;
mod pull;
mod push;

pub use bootstrap::{BootstrapPage, BootstrapPages, PAGE_BYTES, bootstrap_head, bootstrap_pages};
pub use pull::pull;
pub use push::push;

/// The number of the last change, and the life of the database.
///
/// # Errors
/// When the database does not answer.
pub async fn head(store: &Store) -> Result<(u64, Uuid)> {
    store::head(store).await
}

/// Starts a new life after a backup was restored: devices send again what the backup may lack.
///
/// # Errors
/// When the database does not answer.
pub async fn renew_epoch(store: &Store, epoch: Uuid) -> Result<()> {
    store::renew_epoch(store, epoch).await
}
