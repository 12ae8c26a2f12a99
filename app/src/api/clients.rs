//! Clients for the first paint, before the replica answers, and their history.

use domain::Millis;
use domain::list::ListRow;
use domain::search::Query;
#[cfg(feature = "ssr")]
use domain::search::{Asker, Column};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use sync::wire::{Outcome, Rows};
use sync::{Act, Edit};
use uuid::Uuid;

use super::ApiError;
use super::json::Json;

/// The first rows of a list, and how many there are in all.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ListPage {
    /// How many clients the query finds.
    pub total: u64,
    /// The first [`super::FIRST_PAINT`] of them, in order.
    pub rows: Vec<ListRow>,
}

/// One line of a record's history: one act of one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The mutation's id.
    pub mutation: Uuid,
    /// When, as far as can be trusted: the device's time, never later than its receipt.
    pub at: Millis,
    /// When the server received it.
    pub received_at: Millis,
    /// When the device says it was made.
    pub made_at: Millis,
    /// Who.
    pub person: Uuid,
    /// On which device, as its person calls it.
    pub device_label: String,
    /// What they did.
    pub act: Act,
    /// What it changed, as applied.
    pub edits: Vec<Edit>,
    /// Nothing when it simply applied.
    pub outcome: Option<Outcome>,
}

/// The latest entries of a history that one answer carries.
#[cfg(feature = "ssr")]
const HISTORY_LIMIT: u64 = 500;

#[cfg(feature = "ssr")]
impl From<store::history::HistoryEntry> for HistoryEntry {
    fn from(entry: store::history::HistoryEntry) -> Self {
        Self {
            mutation: entry.mutation,
            at: entry.made_at.min(entry.received_at),
            received_at: entry.received_at,
            made_at: entry.made_at,
            person: entry.person,
            device_label: entry.device_label,
            act: entry.act,
            edits: entry.edits,
            outcome: entry.outcome,
        }
    }
}

/// The first rows a query finds among what the signed-in person may see.
#[server(name = ListClientsCall, prefix = "/api/app", endpoint = "list_clients", input = Json, output = Json)]
pub async fn list_clients(query: Query) -> Result<ListPage, ApiError> {
    let desk = crate::ssr::desk()?;
    // What people are called matters only where the list goes by it.
    let people = match query.order.by {
        Column::Assignee => store::people::list(&desk.store).await.map_err(|error| desk.failed(error))?,
        _ => Vec::new(),
    };
    let asker = Asker::new(None, domain::time::day((desk.ambient.now)()), &people);
    let query = Query { asker, ..query };
    let limit = u64::from(super::FIRST_PAINT);
    let page = store::clients::list(&desk.store, desk.visitor()?, &query, limit, 0).await;
    let page = page.map_err(|error| desk.failed(error))?;
    Ok(ListPage { total: page.total, rows: page.rows.clone() })
}

/// One client as the server has it; nothing when it does not exist or may not be seen.
#[server(name = ShowClientCall, prefix = "/api/app", endpoint = "show_client", input = Json, output = Json)]
pub async fn show_client(id: Uuid) -> Result<Option<Rows>, ApiError> {
    let desk = crate::ssr::desk()?;
    let row = store::clients::show(&desk.store, desk.visitor()?, id).await;
    let row = row.map_err(|error| desk.failed(error))?;
    Ok(row.map(|row| Rows::of(row.record.kind, &[&row])))
}

/// The history of a record the person may see, the newest first.
#[server(name = HistoryCall, prefix = "/api/app", endpoint = "history", input = Json, output = Json)]
pub async fn history(record: Uuid) -> Result<Vec<HistoryEntry>, ApiError> {
    let desk = crate::ssr::desk()?;
    let entries = store::history::of_record(&desk.store, desk.visitor()?, record, HISTORY_LIMIT).await;
    let entries = entries.map_err(|error| desk.failed(error))?;
    Ok(entries.into_iter().map(HistoryEntry::from).collect())
}
