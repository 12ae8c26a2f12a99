//! Records between their table and memory.

use std::collections::{BTreeMap, HashMap};

use domain::{Kind, Record, Value, time};
use sqlx::any::AnyRow;
use sqlx::{Any, Transaction};
use sync::Row;
use sync::verdict::Key;
use uuid::Uuid;

use crate::database::Engine;
use crate::sql::{self, Columns, IDS_AT_ONCE, Statement, Taker};
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
            into.insert((kind.name, row.record.id), row);
        }
    }
    Ok(())
}

/// Makes the statements that write rows, each record at most once. `before` holds those that are there, as they stand: of
/// these only the columns that change are written, and indexes of what stays are left alone, which would cost more than the
/// rows themselves.
pub(crate) fn save(engine: Engine, rows: &[Row], before: &HashMap<Key, Row>, run: Taker<'_>) -> Result<()> {
    for kind in domain::KINDS {
        let (mut new, mut stay, mut moved) = (Vec::new(), Changed::of(kind), Changed::of(kind));
        for row in rows.iter().filter(|row| row.record.kind.name == kind.name) {
            match before.get(&(kind.name, row.record.id)) {
                None => new.push(row),
                Some(before) if stands_in_index_as(&before.record, &row.record) => stay.push(before, row),
                Some(before) => moved.push(before, row),
            }
        }
        sql::write_rows(engine, [&sql::insert_records(kind), ""], &new, |statement, row| bind(statement, row), run)?;
        for Changed { rows, columns } in [stay, moved] {
            let (start, end) = sql::update_records(kind, &columns);
            sql::write_rows(engine, [&start, &end], &rows, |statement, row| rebind(statement, row, &columns), run)?;
        }
    }
    Ok(())
}

/// Rows that were there before.
struct Changed<'a> {
    rows: Vec<&'a Row>,
    /// What changed in one of them at least.
    columns: Columns,
}

impl<'a> Changed<'a> {
    fn of(kind: &Kind) -> Self {
        Self { rows: Vec::new(), columns: Columns { fields: vec![false; kind.fields.len()], ..Columns::default() } }
    }

    fn push(&mut self, before: &Row, row: &'a Row) {
        let kind = row.record.kind;
        let values = before.record.values.iter().zip(&row.record.values);
        for ((place, has_changed), (before, now)) in self.columns.fields.iter_mut().enumerate().zip(values) {
            if before != now {
                *has_changed = true;
                self.columns.search_key |= kind.found_by.contains(&place);
                self.columns.sort_key |= kind.sorted_by.contains(&place);
            }
        }
        self.rows.push(row);
    }
}

/// Whether no index of the table has to follow, but that of the number.
fn stands_in_index_as(before: &Record, now: &Record) -> bool {
    let kind = now.kind;
    let mut places = sql::indexed(kind).chain(kind.sorted_by.iter().copied());
    places.all(|place| before.get(place) == now.get(place))
}

/// The values of one record in the order of [`sql::insert_records`].
fn bind(statement: &mut Statement, row: &Row) -> Result<()> {
    let record = &row.record;
    statement.value(record.id.to_string()).text(", ").value(signed(row.seq)?);
    statement.text(", ").value(time::made_at(record.id));
    statement.text(", ").value(stamps(row)?).text(", ").value(domain::search::search_key(record));
    statement.text(", ").value(domain::search::sort_key(record).into_bytes());
    for position in 0..record.kind.fields.len() {
        bind_field(statement, record, position);
    }
    Ok(())
}

/// The values of one record in the order of [`sql::update_records`].
fn rebind(statement: &mut Statement, row: &Row, columns: &Columns) -> Result<()> {
    let record = &row.record;
    statement.value(record.id.to_string()).text(", ").value(signed(row.seq)?).text(", ").value(stamps(row)?);
    if columns.search_key {
        statement.text(", ").value(domain::search::search_key(record));
    }
    if columns.sort_key {
        statement.text(", ").value(domain::search::sort_key(record).into_bytes());
    }
    for position in columns.fields() {
        bind_field(statement, record, position);
    }
    Ok(())
}

fn bind_field(statement: &mut Statement, record: &Record, position: usize) {
    statement.text(", ");
    if record.kind.fields[position].shape.is_number() {
        statement.value(record.number(position));
    } else {
        statement.value(record.get(position).and_then(Value::as_text));
    }
}

fn stamps(row: &Row) -> Result<String> {
    serde_json::to_string(&row.stamps).map_err(|error| Error::Corrupt(format!("stamps: {error}")))
}

/// A number as both databases hold it.
pub(crate) fn signed(number: u64) -> Result<i64> {
    i64::try_from(number).map_err(|_| Error::Malformed("a number beyond 2^63"))
}
