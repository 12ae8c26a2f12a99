//! What records are called: for files, which name what a record links to.

use std::collections::HashMap;

use domain::Kind;
use sqlx::any::AnyRow;
use uuid::Uuid;

use crate::sql::{self, IDS_AT_ONCE, Statement};
use crate::{Result, Store, Visitor, rows};

/// How many names one statement reads.
const AT_ONCE: i64 = 5000;

/// What some records are called; deleted ones and those this person may not see are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn some(
    store: &Store,
    visitor: &Visitor,
    kind: &'static Kind,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, String>> {
    let mut names = HashMap::with_capacity(ids.len());
    for some in ids.chunks(IDS_AT_ONCE) {
        let mut statement = select(store, visitor, kind);
        statement.text(" and id in (").values(some.iter().map(Uuid::to_string)).text(")");
        for row in statement.query_once().fetch_all(store.reader()).await? {
            names.extend([name(kind, &row)?]);
        }
    }
    Ok(names)
}

/// What all records of a kind are called, archived ones too; deleted ones and those this person may not see are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn all(store: &Store, visitor: &Visitor, kind: &'static Kind) -> Result<Vec<(Uuid, String)>> {
    let mut names: Vec<(Uuid, String)> = Vec::new();
    loop {
        let last = names.last().map(|(id, _)| id.to_string()).unwrap_or_default();
        let mut statement = select(store, visitor, kind);
        statement.text(" and id > ").value(last).text(" order by id limit ").value(AT_ONCE);
        let found = statement.query().fetch_all(store.reader()).await?;
        if found.is_empty() {
            return Ok(names);
        }
        for row in found {
            names.push(name(kind, &row)?);
        }
    }
}

/// The beginning of a statement that reads names, up to what more is asked of their records.
fn select(store: &Store, visitor: &Visitor, kind: &'static Kind) -> Statement {
    let engine = store.database().engine();
    let mut statement = Statement::long("select ", engine);
    statement.text(&sql::packed_columns(kind, engine, Some(kind.named_by))).text(" from ").text(kind.name);
    statement.text(" where ").text(kind.fields[kind.deleted_at].name).text(" is null");
    sql::and_visible(&mut statement, kind, visitor.own(kind));
    statement
}

fn name(kind: &'static Kind, row: &AnyRow) -> Result<(Uuid, String)> {
    let record = rows::packed(kind, row)?;
    Ok((record.id, record.name()))
}
