//! Backups, for administrators: which there are, and one more now.

use domain::Millis;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::ApiError;
use super::json::Json;

/// A backup the server keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// The name of its file; downloaded from `/api/v1/backups/NAME`.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Whether the schedule took it.
    pub scheduled: bool,
    /// When it was taken, and how many clients it has; nothing for a file that cannot be read.
    pub holds: Option<(Millis, u64)>,
}

/// The state of the backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backups {
    /// Those the server keeps, the newest first.
    pub kept: Vec<Backup>,
    /// How often one is taken without being asked for; nothing when the schedule is off.
    pub every: Option<Millis>,
    /// When the next one is; nothing when the schedule is off.
    pub next: Option<Millis>,
    /// How many of the schedule's are kept.
    pub keep: usize,
    /// The folder on the server.
    pub folder: String,
}

/// The backups the server keeps.
#[server(name = BackupsCall, prefix = "/api/app", endpoint = "backups", input = Json, output = Json)]
pub async fn backups() -> Result<Backups, ApiError> {
    let desk = crate::ssr::desk()?;
    desk.administrator()?;
    state(&desk).await
}

/// Takes one now, and gives the new list.
#[server(name = BackupNowCall, prefix = "/api/app", endpoint = "backup_now", input = Json, output = Json)]
pub async fn backup_now() -> Result<Backups, ApiError> {
    let desk = crate::ssr::desk()?;
    let visitor = desk.administrator()?;
    let (id, now) = ((desk.ambient.id)(), (desk.ambient.now)());
    desk.shelf.take_for(&desk.store, visitor, id, now).await.map_err(|error| desk.failed(error))?;
    state(&desk).await
}

#[cfg(feature = "ssr")]
async fn state(desk: &crate::ssr::Desk) -> Result<Backups, ApiError> {
    let (shelf, now) = (desk.shelf.clone(), (desk.ambient.now)());
    // Each file is opened for its first line: not on a thread that answers requests.
    let read = tokio::task::spawn_blocking(move || Ok((shelf.list()?, shelf.next(now)?)));
    let (kept, next) = read.await.map_err(|_| desk.refuse(ApiError::Failed))?.map_err(|error| desk.failed(error))?;
    let shelf = &desk.shelf;
    let of = |kept: store::backup::Kept| {
        let clients = |rows: &std::collections::BTreeMap<String, u64>| rows.get("client").copied().unwrap_or_default();
        let holds = kept.manifest.as_ref().map(|manifest| (manifest.made_at, clients(&manifest.rows)));
        Backup { name: kept.name, bytes: kept.bytes, scheduled: kept.scheduled, holds }
    };
    Ok(Backups {
        kept: kept.into_iter().map(of).collect(),
        every: shelf.every,
        // Never taken and due at once is "within a minute", not 1970.
        next: next.map(|next| next.max(now)),
        keep: shelf.keep,
        folder: shelf.folder.display().to_string(),
    })
}
