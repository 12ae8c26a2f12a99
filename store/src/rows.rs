//! Records between their table and memory.

use std::collections::{BTreeMap, HashMap};

use domain::{Kind, Record, Value, time};
use sqlx::any::AnyRow;
use sqlx::{Any, Transaction};
use sync::Row;
use sync::verdict::Key;
use uuid::Uuid;

use crate::database::Engine;
use crate::sql::{self, IDS_AT_ONCE, Statement};
use crate::{Error, Result, read};

/// A record whose fields stand in a row from this column on.
pub(crate) fn record(kind: &'static Kind, row: &AnyRow, first: usize) -> Result<Record> {
    let mut values = Vec::with_capacity(kind.fields.len());
    for (position, field) in kind.fields.iter().enumerate() {
        let column = first + position;
        values.push(if field.shape.is_number() {
            read::optional_number(row, column)?.map(Value::Number)
        } else {
            read::optional_text(row, column)?.map(|text| Value::Text(text.to_owned()))
        });
    }
    Ok(Record { kind, id: read::uuid(row, 0)?, values })
}

/// A row of [`sql::row_columns`].
pub(crate) fn row(kind: &'static Kind, row: &AnyRow) -> Result<Row> {
    Ok(Row { record: record(kind, row, 3)?, seq: read::unsigned(row, 1)?, stamps: read::json(row, 2)? })
}

/// A row of [`sql::wire_columns`]: its stamps stay on the server.
pub(crate) fn wire_row(kind: &'static Kind, row: &AnyRow) -> Result<Row> {
    Ok(Row { record: record(kind, row, 2)?, seq: read::unsigned(row, 1)?, stamps: BTreeMap::new() })
}

/// The record of a row of [`sql::packed_columns`].
pub(crate) fn packed(kind: &'static Kind, row: &AnyRow) -> Result<Record> {
    Ok(Record { kind, id: read::uuid(row, 0)?, values: read::json(row, 2)? })
}

/// Those of these records that exist.
pub(crate) async fn load(
    transaction: &mut Transaction<'static, Any>,
    kind: &'static Kind,
    ids: &[Uuid],
    into: &mut HashMap<Key, Row>,
) -> Result<()> {
    let engine = Engine::of(transaction);
    for some in ids.chunks(IDS_AT_ONCE) {
        let mut statement = Statement::long("select ", engine);
        statement
            .text(&sql::packed_columns(kind, engine, None))
            .text(", stamps from ")
            .text(kind.name)
            .text(" where id in (");
        statement.values(some.iter().map(Uuid::to_string)).text(")");
        let query = if some.len() == IDS_AT_ONCE { statement.query() } else { statement.query_once() };
        for found in query.fetch_all(&mut **transaction).await? {
            let (seq, stamps) = (read::unsigned(&found, 1)?, read::json(&found, 3)?);
            let row = Row { record: packed(kind, &found)?, seq, stamps };
            into.insert((kind.name.to_owned(), row.record.id), row);
        }
    }
    Ok(())
}

/// What of a record stands in the indexes of its table, besides its id and number.
#[derive(PartialEq)]
pub(crate) struct Indexed(String, Vec<Option<Value>>);

impl Indexed {
    /// That of a record.
    pub(crate) fn of(record: &Record) -> Self {
        let values = sql::indexed(record.kind).map(|position| record.get(position).cloned());
        Self(domain::search::sort_key(record), values.collect())
    }
}

/// Writes rows, each record at most once. `before` tells of those that are there what stands in indexes: where that stays,
/// the indexes are not written, which would cost more than the rows themselves.
pub(crate) async fn save(
    transaction: &mut Transaction<'static, Any>,
    rows: &[Row],
    before: &HashMap<Key, Indexed>,
) -> Result<()> {
    for kind in domain::KINDS {
        let of_kind = rows.iter().filter(|row| row.record.kind.name == kind.name);
        let stays = |row: &&Row| {
            let indexed = before.get(&(kind.name.to_owned(), row.record.id));
            indexed.is_some_and(|indexed| *indexed == Indexed::of(&row.record))
        };
        let (stay, move_on): (Vec<&Row>, Vec<&Row>) = of_kind.partition(stays);
        let start = sql::insert_records(kind);
        for (some, with_indexed) in [(stay, false), (move_on, true)] {
            let end = sql::on_conflict_update(kind, with_indexed);
            sql::insert(transaction, [&start, &end], &some, |statement, row| bind(statement, row)).await?;
        }
    }
    Ok(())
}

/// The values of one record in the order of [`sql::insert_records`].
fn bind(statement: &mut Statement, row: &Row) -> Result<()> {
    let record = &row.record;
    let stamps = serde_json::to_string(&row.stamps).map_err(|error| Error::Corrupt(format!("stamps: {error}")))?;
    statement.value(record.id.to_string()).text(", ").value(signed(row.seq)?);
    statement.text(", ").value(time::made_at(record.id));
    statement.text(", ").value(stamps).text(", ").value(domain::search::search_key(record));
    statement.text(", ").value(domain::search::sort_key(record).into_bytes());
    for (position, field) in record.kind.fields.iter().enumerate() {
        statement.text(", ");
        if field.shape.is_number() {
            statement.value(record.number(position));
        } else {
            statement.value(record.get(position).and_then(Value::as_text));
        }
    }
    Ok(())
}

/// A number as both databases hold it.
pub(crate) fn signed(number: u64) -> Result<i64> {
    i64::try_from(number).map_err(|_| Error::Malformed("a number beyond 2^63"))
}
