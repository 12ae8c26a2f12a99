//! The dashboard for the first paint, before the device counts by itself; and exports, which are written down.

use domain::dashboard::{Dashboard, Period, Whose};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::ApiError;
use super::json::Json;

/// The dashboard as the server counted it, at the present of its clock.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Drawn {
    /// What it shows.
    pub dashboard: Dashboard,
    /// The people it names.
    pub people: Vec<domain::Person>,
}

/// Counts what the signed-in person may see.
#[server(name = DashboardCall, prefix = "/api/app", endpoint = "dashboard", input = Json, output = Json)]
pub async fn dashboard(whose: Whose, period: Period) -> Result<Drawn, ApiError> {
    let desk = crate::ssr::desk()?;
    let asked = domain::dashboard::Asked { whose, period, now: (desk.ambient.now)() };
    let dashboard = store::dashboard::dashboard(&desk.store, desk.visitor()?, &asked).await;
    let dashboard = dashboard.map_err(|error| desk.failed(error))?;
    let people = store::people::list(&desk.store).await.map_err(|error| desk.failed(error))?;
    Ok(Drawn { dashboard: (*dashboard).clone(), people })
}

/// Writes down that the person took something out of the book: which file, how many lines.
#[server(name = NoteExportCall, prefix = "/api/app", endpoint = "note_export", input = Json, output = Json)]
pub async fn note_export(file: String, lines: u32) -> Result<(), ApiError> {
    let desk = crate::ssr::desk()?;
    let person = desk.visitor()?.person.id;
    desk.note(Some(person), store::audit::Deed::Export, None, &format!("{file} · {lines}")).await
}
