//! Backups (G24): the whole book in one file that either database can be restored from.
//!
//! A file is gzip of lines of JSON: a [`Manifest`], then for each table a line `{"table":…,"columns":[…]}` and a line
//! `[…]` per row, then `{"rows":{…},"sha256":…}` over every byte before it. Anybody can read it with `zcat`. Sessions are
//! left out: whoever restores a stolen backup is not signed in as anybody.

mod record;
mod restore;
mod shelf;
mod verify;
mod write;

use std::collections::BTreeMap;

use domain::Millis;
use serde::{Deserialize, Serialize};
use sqlx::{Any, Row as _, Transaction};
use uuid::Uuid;

use crate::{Result, read};

pub use record::{Deed, record};
pub use restore::restore;
pub use shelf::{Kept, Shelf, file_name, write_file};
pub use verify::verify;
pub use write::write;

/// The form of the file; a Carnet that does not know it says so.
const FORM: u32 = 1;

/// Tables that stay behind: open sessions, what ends with them, and what the migrations remember.
const LEFT_OUT: [&str; 3] = ["session", "subscription", "_sqlx_migrations"];

/// Tables others point to: they are written first and dropped last.
const FIRST: [&str; 2] = ["firm", "person"];

/// What a backup says of itself, on its first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the file.
    pub carnet_backup: u32,
    /// The Carnet that wrote it.
    pub version: String,
    /// The number of the newest migration its tables had.
    pub migration: i64,
    /// When it was taken.
    pub made_at: Millis,
    /// The life of the database.
    pub epoch: Uuid,
    /// The number of the last change in it.
    pub head: u64,
    /// How many rows each table has.
    pub rows: BTreeMap<String, u64>,
}

impl Manifest {
    /// How many rows in all.
    pub fn total(&self) -> u64 {
        self.rows.values().sum()
    }
}

/// What stands before the rows of a table.
#[derive(Debug, Serialize, Deserialize)]
struct TableLine {
    table: String,
    columns: Vec<String>,
}

/// The last line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct EndLine {
    rows: BTreeMap<String, u64>,
    sha256: String,
}

/// A value that JSON has no form for.
#[derive(Debug, Serialize, Deserialize)]
struct Bytes {
    hex: String,
}

/// Every table, those first that others point to. `ours` leaves out what a backup does not hold.
async fn tables(transaction: &mut Transaction<'static, Any>, list: &'static str, ours: bool) -> Result<Vec<String>> {
    let rows = sqlx::query(list).fetch_all(&mut **transaction).await?;
    let mut names = Vec::with_capacity(rows.len());
    for row in &rows {
        let name: String = row.try_get(0)?;
        if !ours || !LEFT_OUT.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let place = |name: &str| FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
    names.sort_unstable_by(|one, other| (place(one), one).cmp(&(place(other), other)));
    Ok(names)
}

/// How many rows a table has.
async fn count(transaction: &mut Transaction<'static, Any>, table: &str) -> Result<u64> {
    let statement = crate::sql::Statement::new(&format!("select count(*) from {table}"));
    read::unsigned(&statement.query_once().fetch_one(&mut **transaction).await?, 0)
}
