//! The three reports for the first paint, before the device counts by itself.

use std::collections::BTreeMap;

use domain::reports::{Question, Report};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::ApiError;
use super::json::Json;

/// How many lines of a report the server sends, and a page shows at first.
pub const REPORT_LINES: usize = 100;

/// A report, with what is needed to show it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reported {
    /// What it answers.
    pub question: Question,
    /// The report.
    pub report: Report,
    /// Why opportunities were lost, where some were.
    pub reasons: Option<Report>,
    /// Whether lines were left out, beyond the first [`REPORT_LINES`].
    pub is_cut: bool,
    /// What keys that are ids of records are called, those that the person may see.
    pub names: BTreeMap<String, String>,
    /// The people it names.
    pub people: Vec<domain::Person>,
}

/// Counts what the signed-in person may see.
#[server(name = ReportCall, prefix = "/api/app", endpoint = "report", input = Json, output = Json)]
pub async fn report(question: Question) -> Result<Reported, ApiError> {
    use domain::reports;

    let desk = crate::ssr::desk()?;
    let (question, visitor, now) = (question.checked(), desk.visitor()?, (desk.ambient.now)());
    let answer = async |question: &Question| {
        let answered = store::reports::report(&desk.store, visitor, question, now).await;
        answered.map_err(|error| desk.failed(error))
    };
    let mut report = answer(&question).await?;
    let reasons = match reports::reasons(&question) {
        Some(why) => answer(&why).await?.of_losses(),
        None => None,
    };
    let is_cut = report.lines.len() > REPORT_LINES;
    report.lines.truncate(REPORT_LINES);
    let names = store::reports::names(&desk.store, visitor, &question, &report).await;
    let names = names.map_err(|error| desk.failed(error))?;
    let people = store::people::list(&desk.store).await.map_err(|error| desk.failed(error))?;
    Ok(Reported { question, report, reasons, is_cut, names, people })
}
