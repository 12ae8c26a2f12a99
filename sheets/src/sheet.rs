//! What is written, as it travels from the app into the module that writes.

use domain::csv::Cell;
use serde::{Deserialize, Serialize};

/// A table that becomes a workbook of one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// What the sheet is called.
    pub name: String,
    /// The first row, which stays in sight.
    pub headings: Vec<String>,
    /// The rows below it.
    pub rows: Vec<Vec<Cell>>,
}
