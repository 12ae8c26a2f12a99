//! Restoring: all or nothing, in one transaction, at the state of the tables the backup knew; then up to today's.

use std::io::Read;

use domain::Millis;
use serde_json::Value;
use sqlx::{Any, Row as _, Transaction};
use uuid::Uuid;

use super::verify::{Lines, Part};
use super::{Bytes, Manifest, count, verify};
use crate::database::{self, Database, Engine};
use crate::sql::{ROWS_AT_ONCE, Statement};
use crate::{Error, Result, migrations, store};

/// Restores a backup into the database at this address and starts a new life named `epoch`, whose numbers stand above
/// the former one's: devices send again what the backup lacks. `open` opens the file; it is read twice, so that nothing
/// is touched when it is damaged. With `replace`, the book that is there is lost. Tables of other programs stay as they are.
///
/// # Errors
/// `Damaged` when the backup is not whole, `NotEmpty` for a database with a book or another program's tables and no
/// `replace`, `Migration` where tables stand in the way that are not ours or a newer Carnet's. Nothing was written.
pub async fn restore<R: Read + Send>(
    address: &str,
    mut open: impl FnMut() -> std::io::Result<R>,
    replace: bool,
    epoch: Uuid,
    now: Millis,
) -> Result<Manifest> {
    let manifest = verify(open().map_err(Error::File)?)?;
    let database = Database::connect(address).await?;
    let mut transaction = database.write().await?;
    let (ours, others) = there(&mut transaction, database.list_tables()).await?;
    if !replace && (others || ours.contains(&"person") && count(&mut transaction, "person").await? > 0) {
        return Err(Error::NotEmpty);
    }
    for table in ours {
        run(&mut transaction, &format!("drop table {table}")).await?;
    }
    database::unhurried(&mut transaction).await?;
    migrations::run_in(&mut transaction, Some(manifest.migration)).await?;
    fill(&mut transaction, Lines::open(open().map_err(Error::File)?)?).await?;
    migrations::run_in(&mut transaction, None).await?;
    store::renew_epoch(&mut transaction, epoch, now).await?;
    transaction.commit().await?;
    database.close().await;
    Ok(manifest)
}

/// Carnet's tables in a database, none pointing to one before it, and whether there are any others.
async fn there(transaction: &mut Transaction<'static, Any>, list: &'static str) -> Result<(Vec<&'static str>, bool)> {
    let rows = sqlx::query(list).fetch_all(&mut **transaction).await?;
    let names = rows.iter().map(|row| row.try_get(0)).collect::<sqlx::Result<Vec<String>>>()?;
    let is_there = |table: &str| names.iter().any(|name| name == table);
    let mut ours = Vec::new();
    if is_there(migrations::TABLE) && migrations::are_ours(transaction).await? {
        ours.push(migrations::TABLE);
        ours.extend(migrations::tables(migrations::newest()).rev().filter(|table| is_there(table)));
    }
    let others = ours.len() < names.len();
    Ok((ours, others))
}

/// Writes every row of the backup.
async fn fill<R: Read + Send>(transaction: &mut Transaction<'static, Any>, mut lines: Lines<R>) -> Result<()> {
    let mut insert = String::new();
    let mut rows: Vec<Vec<Value>> = Vec::with_capacity(ROWS_AT_ONCE);
    while let Some(part) = lines.next()? {
        match part {
            Part::Table(heading) => {
                put(transaction, &insert, &mut rows).await?;
                insert = format!("insert into {} ({}) values ", heading.table, heading.columns.join(", "));
            }
            Part::Row(row) => {
                rows.push(row);
                if rows.len() == ROWS_AT_ONCE {
                    put(transaction, &insert, &mut rows).await?;
                }
            }
        }
    }
    put(transaction, &insert, &mut rows).await
}

/// Writes some rows of one table.
async fn put(transaction: &mut Transaction<'static, Any>, insert: &str, rows: &mut Vec<Vec<Value>>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut statement = Statement::long(insert, Engine::of(transaction));
    for (place, row) in rows.drain(..).enumerate() {
        statement.text(if place == 0 { "(" } else { ", (" });
        for (place, value) in row.into_iter().enumerate() {
            statement.text(if place == 0 { "" } else { ", " });
            bind(&mut statement, value)?;
        }
        statement.text(")");
    }
    statement.query_once().execute(&mut **transaction).await?;
    Ok(())
}

/// One value as [`super::write`] wrote it. `null` stands in the text: as a parameter it would need the column's type.
fn bind(statement: &mut Statement, value: Value) -> Result<()> {
    match value {
        Value::Null => statement.text("null"),
        Value::String(text) => statement.value(text),
        Value::Number(number) => {
            let number = number.as_i64().ok_or_else(|| Error::Damaged(format!("{number} is too large")))?;
            statement.value(number)
        }
        other => {
            let bytes = serde_json::from_value::<Bytes>(other).ok().and_then(|bytes| bytes_of(&bytes.hex));
            statement.value(bytes.ok_or_else(|| Error::Damaged("a value cannot be read".to_owned()))?)
        }
    };
    Ok(())
}

/// The bytes that hexadecimal digits name.
fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

async fn run(transaction: &mut Transaction<'static, Any>, text: &str) -> Result<()> {
    Statement::new(text).query_once().execute(&mut **transaction).await?;
    Ok(())
}
