//! All clients, some at a time: what an import and an export read, however many there are.

use std::collections::HashMap;

use domain::client::CLIENT;
use domain::{Record, search};
use uuid::Uuid;

use crate::sql::{self, IDS_AT_ONCE, Statement};
use crate::{Result, Store, Visitor, rows};

/// How many records one statement reads. No snapshot is held between two.
const AT_ONCE: i64 = 1000;

/// The clients somebody may see, archived ones too, in the order of their names. Deleted ones are left out.
#[derive(Debug)]
pub struct Whole {
    store: Store,
    visitor: Visitor,
    after: (Vec<u8>, String),
}

impl Whole {
    /// Begins before the first one.
    pub fn new(store: &Store, visitor: &Visitor) -> Self {
        Self { store: store.clone(), visitor: visitor.clone(), after: (Vec::new(), String::new()) }
    }

    /// The next ones; none after the last.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn next(&mut self) -> Result<Vec<Record>> {
        let mut statement = Statement::new("select ");
        statement.text(&sql::wire_columns(&CLIENT)).text(" from client where (sort_key, id) > (");
        statement.value(self.after.0.clone()).text(", ").value(self.after.1.clone()).text(") and ");
        statement.text(CLIENT.fields[CLIENT.deleted_at].name).text(" is null");
        sql::and_visible(&mut statement, &CLIENT, self.visitor.own(&CLIENT));
        statement.text(" order by sort_key, id limit ").value(AT_ONCE);
        let found = statement.query().fetch_all(self.store.reader()).await?;
        let records: Vec<Record> = found.iter().map(|row| rows::record(&CLIENT, row, 2)).collect::<Result<_>>()?;
        if let Some(last) = records.last() {
            self.after = (search::sort_key(last).into_bytes(), last.id.to_string());
        }
        Ok(records)
    }
}

/// Some clients by id, with the number of the last change of each; those this person may not see are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn some(store: &Store, visitor: &Visitor, ids: &[Uuid]) -> Result<HashMap<Uuid, (Record, u64)>> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(IDS_AT_ONCE) {
        let mut statement = Statement::new("select ");
        statement.text(&sql::wire_columns(&CLIENT)).text(" from client where id in (");
        statement.values(some.iter().map(Uuid::to_string)).text(")");
        sql::and_visible(&mut statement, &CLIENT, visitor.own(&CLIENT));
        for row in statement.query_once().fetch_all(store.reader()).await? {
            let row = rows::wire_row(&CLIENT, &row)?;
            found.insert(row.record.id, (row.record, row.seq));
        }
    }
    Ok(found)
}
