//! Reading clients for the first paint: what the replica answers once the browser has one.

mod kept;
mod sorted;
mod whole;

use std::sync::Arc;

use domain::Record;
use domain::client::{self, CLIENT};
use domain::fold::fold;
use domain::list::ListRow;
use domain::query;
use domain::search::{self, AssigneeFilter, Column, Order, Query, StateFilter};
use sqlx::{Any, Transaction};
use sync::Row;
use uuid::Uuid;

use crate::rows::signed;
use crate::sql::{self, Statement};
use crate::{Result, Store, Visitor, read, rows, store};

pub(crate) use kept::dashboard;
pub use kept::keep;
pub use whole::{Whole, some};

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

/// What is asked of the list, and who may see what is answered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Question {
    own: Option<Uuid>,
    query: Query,
    limit: u64,
    offset: u64,
}

/// The clients this person may see that answer a query.
///
/// # Errors
/// When the database does not answer.
pub async fn list(store: &Store, visitor: &Visitor, query: &Query, limit: u64, offset: u64) -> Result<Arc<Page>> {
    let mut query = query.clone();
    // Who asks matters only where they ask for their own: the others ask the same question.
    query.asker.person = (query.assignee == Some(AssigneeFilter::Me)).then_some(visitor.person.id);
    let question = Question { own: visitor.own(&CLIENT), query, limit, offset };
    let state = store::head(store).await?;
    let find = async {
        let kept = kept::page(store, state, &question.query, question.own, (limit, offset)).await?;
        Ok(Arc::new(match kept {
            Some(page) => page,
            None => from_table(store, visitor, &question.query, (limit, offset)).await?,
        }))
    };
    store.lists().get(state, question.clone(), find).await
}

/// The same from the table.
async fn from_table(store: &Store, visitor: &Visitor, query: &Query, part: (u64, u64)) -> Result<Page> {
    let needles = search::needles(&query.text);
    let _turn = store.scan().await;
    let mut transaction = store.read().await?;
    let simple = in_sql(query.order).is_some() && is_told_in_sql(query, &needles);
    let page = if simple {
        let mut count = Statement::new("select count(*) from client where ");
        conditions(&mut count, visitor, query, &needles);
        let total = read::unsigned(&count.query_once().fetch_one(&mut *transaction).await?, 0)?;
        let found = first(&mut transaction, visitor, query, &needles, part).await?;
        Page { total, rows: found.iter().map(ListRow::of).collect() }
    } else {
        sorted::page(&mut transaction, visitor, query, &needles, part).await?
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

/// An order that the database has too: by name, and by a date, which sorts the same as text everywhere.
fn in_sql(order: Order) -> Option<&'static str> {
    match (order.by, order.descending) {
        (Column::Name, false) => Some(" order by sort_key, id"),
        (Column::Name, true) => Some(" order by sort_key desc, id desc"),
        (Column::NextContact, false) => Some(" order by next_contact is null, next_contact, sort_key, id"),
        (Column::NextContact, true) => Some(" order by next_contact is null, next_contact desc, sort_key, id"),
        _ => None,
    }
}

/// A part of the clients, in an order that the database has.
async fn first(
    transaction: &mut Transaction<'static, Any>,
    visitor: &Visitor,
    query: &Query,
    needles: &[String],
    (limit, offset): (u64, u64),
) -> Result<Vec<Record>> {
    let mut statement = Statement::new("select ");
    statement.text(&sql::wire_columns(&CLIENT)).text(" from client where ");
    conditions(&mut statement, visitor, query, needles);
    statement.text(in_sql(query.order).unwrap_or_default());
    statement.text(" limit ").value(signed(limit)?).text(" offset ").value(signed(offset)?);
    let found = statement.query_once().fetch_all(&mut **transaction).await?;
    found.iter().map(|row| rows::record(&CLIENT, row, 2)).collect()
}

/// Whether [`conditions`] says the whole question: no list is too long, and nothing must be folded to be compared.
fn is_told_in_sql(query: &Query, needles: &[String]) -> bool {
    [needles, &query.statuses, &query.sources].iter().all(|list| list.len() <= IN_SQL)
        && query.tags.is_empty()
        && fold(&query.city).is_empty()
        && fold(&query.country).is_empty()
}

/// The same question as [`search::matches`], as far as [`is_told_in_sql`]; what is left lets more through.
fn conditions(statement: &mut Statement, visitor: &Visitor, query: &Query, needles: &[String]) {
    let column = |field: usize| CLIENT.fields[field].name;
    statement.text(column(client::DELETED_AT)).text(" is null and ").text(column(client::ARCHIVED_AT));
    statement.text(if query.state == Some(StateFilter::Archived) { " is not null" } else { " is null" });
    sql::and_visible(statement, &CLIENT, visitor.own(&CLIENT));
    // A city is found by the beginning of a word, and so is in the key as well.
    let city = fold(&query.city);
    let city = (!city.is_empty()).then_some(&city);
    for needle in needles.iter().take(IN_SQL).chain(city) {
        statement.text(" and search_key like ").value(sql::anywhere(needle)).text(r" escape '\'");
    }
    for (field, keys) in [(client::STATUS, &query.statuses), (client::SOURCE, &query.sources)] {
        if (1..=IN_SQL).contains(&keys.len()) {
            statement.text(" and ").text(column(field)).text(" in (");
            // No key has the character NUL, which Postgres would refuse to look for; none is empty either.
            statement.values(keys.iter().map(|key| if key.contains('\0') { "" } else { key })).text(")");
        }
    }
    match query.state {
        None | Some(StateFilter::Archived) => {}
        Some(StateFilter::Active) => {
            statement.text(" and (").text(column(client::STATUS)).text(" is null or ");
            statement.text(column(client::STATUS)).text(" <> 'inactive')");
        }
        Some(StateFilter::Inactive) => {
            statement.text(" and ").text(column(client::STATUS)).text(" = 'inactive'");
        }
    }
    match query.assignee {
        None => {}
        Some(AssigneeFilter::Nobody) => {
            statement.text(" and ").text(column(client::ASSIGNEE)).text(" is null");
        }
        Some(AssigneeFilter::Me | AssigneeFilter::Person(_)) => {
            let person = match query.assignee {
                Some(AssigneeFilter::Person(person)) => person,
                _ => visitor.person.id,
            };
            statement.text(" and ").text(column(client::ASSIGNEE)).text(" = ").value(person.to_string());
        }
    }
    if query.recent {
        statement.text(" and id >= ").value(query::first_recent(&query.asker.today).to_string());
    }
    if query.incomplete {
        statement.text(" and ").text(column(client::CAPTURED_AT)).text(" is not null");
    }
    if let Some(contact) = query.contact {
        statement.text(" and ").text(column(client::NEXT_CONTACT));
        match query::days(contact, &query.asker.today) {
            None => statement.text(" is null"),
            Some((first, last)) => statement.text(" between ").value(first).text(" and ").value(last),
        };
    }
}
