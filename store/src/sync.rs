//! What devices say to the server: push, pull and bootstrap. Each answers from one transaction.

use domain::Millis;
use uuid::Uuid;

use crate::{Result, Store, store};

mod bootstrap;
mod pull;
mod push;

pub use bootstrap::{BootstrapPage, BootstrapPages, PAGE_BYTES, bootstrap_head, bootstrap_pages};
pub use pull::pull;
pub use push::{push, push_all};

/// The number of the last change, and the life of the database.
///
/// # Errors
/// When the database does not answer.
pub async fn head(store: &Store) -> Result<(u64, Uuid)> {
    store::head(store).await
}

/// Starts a new life after the database was put back to an earlier state by means of its own (`pg_restore`, a snapshot of
/// the disk): devices send again what it may lack. [`crate::backup::restore`] does this by itself.
///
/// # Errors
/// When the database does not answer.
pub async fn renew_epoch(store: &Store, epoch: Uuid, now: Millis) -> Result<()> {
    let mut transaction = store.write().await?;
    let head = store::renew_epoch(&mut transaction, epoch, now).await?;
    store.commit(transaction, head).await
}
