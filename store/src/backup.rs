//! Backups (G24): the whole book in one file that either database can be restored from.
//!
//! A file is gzip of lines of JSON: a [`Manifest`], then for each table a line `{"table":…,"columns":[…]}` and a line
//! `[…]` per row, then `{"rows":{…},"sha256":…}` over every byte before it. Anybody can read it with `zcat`. Sessions are
//! left out: whoever restores a stolen backup is not signed in as anybody.

mod part;
mod record;
mod restore;
mod shelf;
mod verify;
mod write;

use std::collections::BTreeMap;

use domain::Millis;
use serde::{Deserialize, Serialize};
use sqlx::{Any, Transaction};
use uuid::Uuid;

use crate::{Result, migrations, read};

pub use part::{write_file, write_into};
pub use record::{Deed, record};
pub use restore::restore;
pub use shelf::{Kept, Shelf};
pub use verify::verify;
pub use write::write;

/// The form of the file; a Carnet that does not know it says so.
const FORM: u32 = 1;

/// Tables that stay behind: open sessions, and what ends with them.
const LEFT_OUT: [&str; 2] = ["session", "subscription"];

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

/// The tables that a backup of this migration may hold, none pointing to a later one. Those of other programs are none.
fn tables(migration: i64) -> impl Iterator<Item = &'static str> {
    migrations::tables(migration).filter(|table| !LEFT_OUT.contains(table))
}

/// How many rows a table has.
async fn count(transaction: &mut Transaction<'static, Any>, table: &str) -> Result<u64> {
    let statement = crate::sql::Statement::new(&format!("select count(*) from {table}"));
    read::unsigned(&statement.query_once().fetch_one(&mut **transaction).await?, 0)
}
