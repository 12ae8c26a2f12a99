//! All clients, some at a time: what an import and an export read, however many there are.

use std::collections::HashMap;

use domain::client::CLIENT;
use domain::{Record, search};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::database::Engine;
use crate::sql::{self, IDS_AT_ONCE, Statement};
use crate::{Error, Result, Store, Visitor, read, rows};

/// How many records one statement reads. No snapshot is held between two.
const AT_ONCE: i64 = 1000;

/// The clients somebody may see, archived ones too, in the order of their names. Deleted ones are left out.
#[derive(Debug)]
pub struct Whole {
    store: Store,
    visitor: Visitor,
    /// The next ones, if any are left: they are read while the caller works on those before.
    ahead: Option<JoinHandle<Result<Vec<Record>>>>,
}

impl Whole {
    /// Begins with the first one.
    pub fn new(store: &Store, visitor: &Visitor) -> Self {
        let ahead = tokio::spawn(after(store.clone(), visitor.clone(), None));
        Self { store: store.clone(), visitor: visitor.clone(), ahead: Some(ahead) }
    }

    /// The next ones; none after the last.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn next(&mut self) -> Result<Vec<Record>> {
        let Some(ahead) = self.ahead.take() else { return Ok(Vec::new()) };
        let records = ahead.await.map_err(|_| Error::Unavailable(sqlx::Error::WorkerCrashed))??;
        self.ahead = records.last().map(|last| {
            let place = (search::sort_key(last).into_bytes(), last.id.to_string());
            tokio::spawn(after(self.store.clone(), self.visitor.clone(), Some(place)))
        });
        Ok(records)
    }
}

/// Those after a place in the order of names: what its record is sorted by, and its id.
async fn after(store: Store, visitor: Visitor, place: Option<(Vec<u8>, String)>) -> Result<Vec<Record>> {
    let (key, id) = place.unwrap_or_default();
    let mut transaction = store.walk().await?;
    let mut statement = Statement::new("select ");
    statement.text(&sql::packed_columns(&CLIENT, Engine::of(&transaction), None));
    statement.text(" from client where (sort_key, id) > (").value(key).text(", ").value(id).text(") and ");
    statement.text(CLIENT.fields[CLIENT.deleted_at].name).text(" is null");
    sql::and_visible(&mut statement, &CLIENT, visitor.own(&CLIENT));
    statement.text(" order by sort_key, id limit ").value(AT_ONCE);
    let found = statement.query().fetch_all(&mut *transaction).await?;
    transaction.rollback().await?;
    found.iter().map(|row| rows::packed(&CLIENT, row)).collect()
}

/// Some clients by id, with the number of the last change of each; those this person may not see are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn some(store: &Store, visitor: &Visitor, ids: &[Uuid]) -> Result<HashMap<Uuid, (Record, u64)>> {
    let mut found = HashMap::with_capacity(ids.len());
    let engine = store.database().engine();
    for some in ids.chunks(IDS_AT_ONCE) {
        let mut statement = Statement::long("select ", engine);
        statement.text(&sql::packed_columns(&CLIENT, engine, None)).text(" from client where id in (");
        statement.values(some.iter().map(Uuid::to_string)).text(")");
        sql::and_visible(&mut statement, &CLIENT, visitor.own(&CLIENT));
        for row in statement.query_once().fetch_all(store.reader()).await? {
            let record = rows::packed(&CLIENT, &row)?;
            found.insert(record.id, (record, read::unsigned(&row, 1)?));
        }
    }
    Ok(found)
}
