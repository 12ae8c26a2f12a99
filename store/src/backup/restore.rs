//! Restoring: all or nothing, in one transaction, at the state of the tables the backup knew; then up to today's.

use std::io::Read;

use domain::Millis;
use serde_json::Value;
use sqlx::{Any, Transaction};
use uuid::Uuid;

use super::verify::{Lines, Part};
use super::{Bytes, Manifest, count, tables, verify};
use crate::database::{self, Database, Engine};
use crate::sql::{ROWS_AT_ONCE, Statement};
use crate::{Error, Result, migrations, store};

/// Restores a backup into the database at this address and starts a new life named `epoch`, whose numbers stand above
/// the former one's: devices send again what the backup lacks. `open` opens the file; it is read twice, so that nothing
/// is touched when it is damaged. With `replace`, what the database held is lost.
///
/// # Errors
/// `Damaged` when the backup is not whole, `NotEmpty` for a database with a book and no `replace`. Nothing was written.
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
    let there = tables(&mut transaction, database.list_tables(), false).await?;
    if !replace && there.iter().any(|table| table == "person") && count(&mut transaction, "person").await? > 0 {
        return Err(Error::NotEmpty);
    }
    for table in there.iter().rev() {
        run(&mut transaction, &format!("drop table {table}")).await?;
    }
    database::unhurried(&mut transaction).await?;
    migrations::run_in(&mut transaction, Some(manifest.migration)).await?;
    let known = tables(&mut transaction, database.list_tables(), true).await?;
    fill(&mut transaction, &known, Lines::open(open().map_err(Error::File)?)?).await?;
    migrations::run_in(&mut transaction, None).await?;
    store::renew_epoch(&mut transaction, epoch, now).await?;
    transaction.commit().await?;
    database.close().await;
    Ok(manifest)
}

/// Writes every row of the backup.
async fn fill<R: Read + Send>(
    transaction: &mut Transaction<'static, Any>,
    known: &[String],
    mut lines: Lines<R>,
) -> Result<()> {
    let mut insert = String::new();
    let mut rows: Vec<Vec<Value>> = Vec::with_capacity(ROWS_AT_ONCE);
    while let Some(part) = lines.next()? {
        match part {
            Part::Table(heading) => {
                put(transaction, &insert, &mut rows).await?;
                if !known.contains(&heading.table) || !heading.columns.iter().all(|name| is_name(name)) {
                    return Err(Error::Damaged(format!("the table {} is not one of ours", heading.table)));
                }
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

/// Whether a word of a backup may stand in SQL: its sender is trusted with the book, not with the machine.
fn is_name(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

async fn run(transaction: &mut Transaction<'static, Any>, text: &str) -> Result<()> {
    Statement::new(text).query_once().execute(&mut **transaction).await?;
    Ok(())
}
