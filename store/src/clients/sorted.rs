//! Lists that SQL cannot put in order or cannot answer alone: folded texts have no column of their own. What sorting and
//! filtering look at is read line by line and judged by the same Rust as in the browser; only the lines shown are read
//! whole.

use std::collections::HashMap;

use domain::client::{self, CLIENT};
use domain::list::ListRow;
use domain::search::{Column, Query};
use domain::{Record, Value};
use sqlx::any::AnyRow;
use sqlx::{Any, Transaction};
use tokio_stream::StreamExt;
use uuid::Uuid;

use super::{IN_SQL, Page, conditions, is_told_in_sql};
use crate::sql::Statement;
use crate::{Result, Visitor, read, rows};

/// What filters look at.
const FILTERED: [usize; 9] = [
    client::STATUS,
    client::SOURCE,
    client::ASSIGNEE,
    client::ARCHIVED_AT,
    client::CAPTURED_AT,
    client::CITY,
    client::COUNTRY,
    client::TAGS,
    client::NEXT_CONTACT,
];

/// What sorting by a column other than the name looks at.
fn sorted_by(column: Column) -> &'static [usize] {
    match column {
        Column::Name => &[],
        Column::Company => &[client::COMPANY],
        Column::Phone => &[client::MOBILE, client::PHONE],
        Column::Email => &[client::EMAIL],
        Column::City => &[client::CITY],
        Column::Country => &[client::COUNTRY],
        Column::Status => &[client::STATUS],
        Column::Assignee => &[client::ASSIGNEE],
        Column::Source => &[client::SOURCE],
        Column::Tags => &[client::TAGS],
        Column::NextContact => &[client::NEXT_CONTACT],
    }
}

/// A line's place: those without a value last, then the value, then the name.
type Place = (bool, String, Vec<u8>, String);

/// The part of the list that is asked for.
pub(super) async fn page(
    transaction: &mut Transaction<'static, Any>,
    visitor: &Visitor,
    query: &Query,
    needles: &[String],
    part: (u64, u64),
) -> Result<Page> {
    let mut places = places(transaction, visitor, query, needles).await?;
    let descending = query.order.descending;
    places.sort_unstable_by(|one, other| {
        let by_name = || (&one.2, &one.3).cmp(&(&other.2, &other.3));
        let by_value = one.1.cmp(&other.1);
        let by_value = if descending { by_value.reverse() } else { by_value };
        match query.order.by {
            Column::Name if descending => by_name().reverse(),
            _ => one.0.cmp(&other.0).then(by_value).then_with(by_name),
        }
    });
    let [limit, offset] = [part.0, part.1].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
    let shown = places.iter().skip(offset).take(limit);
    let ids: Vec<Uuid> = shown.filter_map(|place| Uuid::try_parse(&place.3).ok()).collect();
    let mut whole = HashMap::with_capacity(ids.len());
    rows::load(transaction, &CLIENT, &ids, &mut whole).await?;
    let row = |id: &Uuid| whole.get(&(CLIENT.name, *id)).map(|row| ListRow::of(&row.record));
    Ok(Page { total: places.len() as u64, rows: ids.iter().filter_map(row).collect() })
}

async fn places(
    transaction: &mut Transaction<'static, Any>,
    visitor: &Visitor,
    query: &Query,
    needles: &[String],
) -> Result<Vec<Place>> {
    let judged = !is_told_in_sql(query, needles);
    let by = query.order.by;
    let mut fields = if judged { FILTERED.to_vec() } else { Vec::new() };
    fields.extend(sorted_by(by).iter().filter(|field| !judged || !FILTERED.contains(field)));
    let mut statement = Statement::new("select id, sort_key, ");
    // A long question needs the key in which its words are looked for.
    let asked = needles.get(IN_SQL..).unwrap_or_default();
    statement.text(if asked.is_empty() { "''" } else { "search_key" });
    for field in &fields {
        statement.text(", ").text(CLIENT.fields[*field].name);
    }
    statement.text(" from client where ");
    conditions(&mut statement, visitor, query, needles);
    let filter = query.filter();
    let mut places = Vec::new();
    let statement = statement.query_once();
    let mut found = statement.fetch(&mut **transaction);
    while let Some(row) = found.try_next().await? {
        let line = ListRow::of(&seen(&fields, &row)?);
        let key = read::text(&row, 2)?;
        if judged && !(filter.passes(&line) && asked.iter().all(|needle| key.contains(needle.as_str()))) {
            continue;
        }
        let value = line.key(by, &query.asker);
        places.push((value.is_empty(), value, read::bytes(&row, 1)?.to_vec(), read::text(&row, 0)?.to_owned()));
    }
    Ok(places)
}

/// A client as far as its id and these fields tell.
fn seen(fields: &[usize], row: &AnyRow) -> Result<Record> {
    let mut record = Record::new(&CLIENT, read::uuid(row, 0)?);
    for (position, field) in fields.iter().enumerate() {
        let column = 3 + position;
        let value = if CLIENT.fields[*field].shape.is_number() {
            read::optional_number(row, column)?.map(Value::Number)
        } else {
            read::optional_text(row, column)?.map(Value::from)
        };
        record.set(*field, value);
    }
    Ok(record)
}
