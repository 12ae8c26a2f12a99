//! Taking a backup: one snapshot, row after row; nothing is held in memory, and nobody waits for it.

use std::collections::BTreeMap;
use std::io::Write;

use domain::Millis;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::any::{AnyRow, AnyTypeInfoKind};
use sqlx::{Any, Column as _, Row as _, Transaction, ValueRef as _};
use tokio_stream::StreamExt as _;

use super::{Bytes, EndLine, FORM, Manifest, TableLine, count, tables};
use crate::sql::Statement;
use crate::token::hexadecimal;
use crate::{Error, Result, Store, database, migrations, store};

/// Writes everything the book holds into `out`, as it stands at one moment.
///
/// # Errors
/// `File` when it cannot be written, else as the database fails.
pub async fn write(store: &Store, out: impl Write + Send, now: Millis) -> Result<Manifest> {
    let mut transaction = store.read().await?;
    database::unhurried(&mut transaction).await?;
    let (head, epoch) = store::head_in(&mut transaction).await?;
    let mut rows = BTreeMap::new();
    for name in tables(migrations::newest()) {
        rows.insert(name.to_owned(), count(&mut transaction, name).await?);
    }
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let manifest =
        Manifest { carnet_backup: FORM, version, migration: migrations::newest(), made_at: now, epoch, head, rows };
    let mut lines = Lines { out: GzEncoder::new(out, Compression::default()), digest: Sha256::new() };
    lines.write(&manifest)?;
    let mut written = BTreeMap::new();
    for name in tables(migrations::newest()) {
        let count = table(&mut transaction, name, &mut lines).await?;
        written.insert(name.to_owned(), count);
    }
    transaction.rollback().await?;
    lines.finish(written)?;
    Ok(manifest)
}

/// Writes a table: its heading when it has rows, then each row.
async fn table(
    transaction: &mut Transaction<'static, Any>,
    name: &str,
    lines: &mut Lines<impl Write + Send>,
) -> Result<u64> {
    let query = Statement::new(&format!("select * from {name}")).query_once();
    let mut found = query.fetch(&mut **transaction);
    let mut count = 0;
    while let Some(row) = found.next().await {
        let row = row?;
        if count == 0 {
            let columns = row.columns().iter().map(|column| column.name().to_owned()).collect();
            lines.write(&TableLine { table: name.to_owned(), columns })?;
        }
        lines.write(&values(&row)?)?;
        count += 1;
    }
    Ok(count)
}

/// The values of a row. Our tables hold texts, numbers and blobs only.
fn values(row: &AnyRow) -> Result<Vec<Value>> {
    let mut values = Vec::with_capacity(row.len());
    for place in 0..row.len() {
        let raw = row.try_get_raw(place)?;
        let kind = if raw.is_null() { AnyTypeInfoKind::Null } else { raw.type_info().kind() };
        values.push(match kind {
            AnyTypeInfoKind::Null => Value::Null,
            AnyTypeInfoKind::SmallInt | AnyTypeInfoKind::Integer | AnyTypeInfoKind::BigInt => {
                row.try_get::<i64, _>(place)?.into()
            }
            AnyTypeInfoKind::Text => row.try_get::<String, _>(place)?.into(),
            AnyTypeInfoKind::Blob => json!(Bytes { hex: hexadecimal(row.try_get::<&[u8], _>(place)?) }),
            other => return Err(Error::Corrupt(format!("a column of the type {other:?}"))),
        });
    }
    Ok(values)
}

/// Lines on their way: hashed, then packed.
struct Lines<W: Write> {
    out: GzEncoder<W>,
    digest: Sha256,
}

impl<W: Write> Lines<W> {
    fn write(&mut self, line: &impl serde::Serialize) -> Result<()> {
        let mut text = serde_json::to_vec(line).map_err(|error| Error::Corrupt(error.to_string()))?;
        text.push(b'\n');
        self.digest.update(&text);
        self.out.write_all(&text).map_err(Error::File)
    }

    fn finish(mut self, rows: BTreeMap<String, u64>) -> Result<()> {
        let sha256 = hexadecimal(&std::mem::take(&mut self.digest).finalize());
        self.write(&EndLine { rows, sha256 })?;
        self.out.finish().and_then(|mut out| out.flush()).map_err(Error::File)
    }
}
