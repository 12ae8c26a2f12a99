//! Reading clients for the first paint: what the replica answers once the browser has one.

use domain::Record;
use domain::client::{self, CLIENT};
use domain::list::{ListEntry, ListRow};
use domain::search::{self, AssigneeFilter, Order, Query};
use sqlx::{Any, Transaction};
use sync::Row;
use uuid::Uuid;

use crate::rows::signed;
use crate::sql::{self, Statement};
use crate::{Result, Store, Visitor, read, rows};

/// How many needles and statuses go into SQL; a query with more is finished in Rust.
const IN_SQL: usize = 32;

/// Some rows of a list, and how many there are in all.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// How many clients answer the query.
    pub total: u64,
    /// Those asked for, in the order of the query.
    pub rows: Vec<ListRow>,
}

/// The clients this person may see that answer a query.
///
/// # Errors
/// When the database does not answer.
pub async fn list(store: &Store, visitor: &Visitor, query: &Query, limit: u64, offset: u64) -> Result<Page> {
    let needles = search::needles(&query.text);
    let mut transaction = store.read().await?;
    let simple = query.order == Order::default() && needles.len() <= IN_SQL && query.statuses.len() <= IN_SQL;
    let page = if simple {
        let mut count = Statement::new("select count(*) from client where ");
        conditions(&mut count, visitor, query, &needles);
        let total = read::unsigned(&count.query_once().fetch_one(&mut *transaction).await?, 0)?;
        let found = records(&mut transaction, visitor, query, &needles, Some((limit, offset))).await?;
        Page { total, rows: found.iter().map(ListRow::of).collect() }
    } else {
        // Orders by folded texts have no column of their own: the same Rust as in the browser sorts them.
        let found = records(&mut transaction, visitor, query, &needles, None).await?;
        sorted(&found, query, limit, offset)
    };
    transaction.rollback().await?;
    Ok(page)
}

/// One client, if this person may see it; deleted ones too.
///
/// # Errors
/// When the database does not answer.
pub async fn show(store: &Store, visitor: &Visitor, id: Uuid) -> Result<Option<Row>> {
    let mut statement = Statement::new("select ");
    statement.text(&sql::row_columns(&CLIENT)).text(" from client where id = ").value(id.to_string());
    sql::and_visible(&mut statement, &CLIENT, visitor.own(&CLIENT));
    let found = statement.query().fetch_optional(store.reader()).await?;
    found.map(|row| rows::row(&CLIENT, &row)).transpose()
}

async fn records(
    transaction: &mut Transaction<'static, Any>,
    visitor: &Visitor,
    query: &Query,
    needles: &[String],
    part: Option<(u64, u64)>,
) -> Result<Vec<Record>> {
    let mut statement = Statement::new("select ");
    statement.text(&sql::wire_columns(&CLIENT)).text(" from client where ");
    conditions(&mut statement, visitor, query, needles);
    if let Some((limit, offset)) = part {
        statement.text(" order by sort_key, id limit ").value(signed(limit)?);
        statement.text(" offset ").value(signed(offset)?);
    }
    let found = statement.query_once().fetch_all(&mut **transaction).await?;
    found.iter().map(|row| rows::record(&CLIENT, row, 2)).collect()
}

/// The same question as [`search::matches`], up to [`IN_SQL`] needles and statuses.
fn conditions(statement: &mut Statement, visitor: &Visitor, query: &Query, needles: &[String]) {
    let column = |field: usize| CLIENT.fields[field].name;
    statement.text(column(client::DELETED_AT)).text(" is null and ");
    statement.text(column(client::ARCHIVED_AT)).text(" is null");
    sql::and_visible(statement, &CLIENT, visitor.own(&CLIENT));
    for needle in needles.iter().take(IN_SQL) {
        statement.text(" and search_key like ").value(sql::anywhere(needle)).text(r" escape '\'");
    }
    if (1..=IN_SQL).contains(&query.statuses.len()) {
        statement.text(" and ").text(column(client::STATUS)).text(" in (");
        // No status has the character NUL, which Postgres would refuse to look for; none is empty either.
        statement.values(query.statuses.iter().map(|key| if key.contains('\0') { "" } else { key })).text(")");
    }
    match query.assignee {
        None => {}
        Some(AssigneeFilter::Nobody) => {
            statement.text(" and ").text(column(client::ASSIGNEE)).text(" is null");
        }
        Some(AssigneeFilter::Person(person)) => {
            statement.text(" and ").text(column(client::ASSIGNEE)).text(" = ").value(person.to_string());
        }
    }
}

fn sorted(found: &[Record], query: &Query, limit: u64, offset: u64) -> Page {
    let matching = found.iter().filter(|record| search::matches(query, record));
    let mut entries: Vec<ListEntry> = matching.filter_map(ListEntry::of).collect();
    entries.sort_by(|one, other| one.compare(other, query.order));
    let total = entries.len() as u64;
    let skip = usize::try_from(offset).unwrap_or(usize::MAX);
    let take = usize::try_from(limit).unwrap_or(usize::MAX);
    Page { total, rows: entries.into_iter().skip(skip).take(take).map(|entry| entry.row).collect() }
}
