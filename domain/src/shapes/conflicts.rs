//! Open conflicts: a JSON list whose entries each have an id. What else is in them is the sync engine's affair.

use serde::Deserialize;
use uuid::Uuid;

use crate::lang::Lang;
use crate::problem::Fault;

/// How many bytes a record's open conflicts may have: each may hold two versions of the notes.
const LIMIT: usize = 1024 * 1024;

#[derive(Deserialize)]
struct Entry {
    #[serde(rename = "id")]
    _id: Uuid,
}

/// Checks a list; an empty one is no value at all.
///
/// # Errors
/// [`Fault::Internal`].
pub fn parse(text: &str) -> Result<String, Fault> {
    if text.len() > LIMIT || count(text) == 0 { Err(Fault::Internal) } else { Ok(text.to_owned()) }
}

/// How many are open: `1 conflit`, `2 conflicts`.
pub fn show(stored: &str, lang: Lang) -> String {
    match (count(stored), lang) {
        (number @ 0..=1, Lang::Fr) => format!("{number} conflit"),
        (number, Lang::Fr) => format!("{number} conflits"),
        (1, Lang::En) => "1 conflict".to_owned(),
        (number, Lang::En) => format!("{number} conflicts"),
    }
}

fn count(stored: &str) -> usize {
    serde_json::from_str::<Vec<Entry>>(stored).map_or(0, |entries| entries.len())
}
