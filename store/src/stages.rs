//! The stages every firm begins with: put into a database that has none of them, by an act that nobody did. From then on
//! they are records like any others: devices pull them, an administrator changes them.

use std::collections::{BTreeMap, HashMap};

use domain::pipeline::Pipeline;
use domain::stage::{STAGE, STANDARD};
use domain::{Millis, Record};
use sqlx::{Any, Transaction};
use sync::row::{ANY, Stamp};
use sync::verdict::HistoryDraft;
use sync::{Act, Row, mutation};
use uuid::Uuid;

use crate::database::Engine;
use crate::history::{self, Line};
use crate::sql::{self, Statement};
use crate::{Result, Store, rows};

/// Puts the standard stages in, once for all time, whoever else opens the same database at this moment.
///
/// # Errors
/// When the database does not answer.
pub async fn found(store: &Store, now: Millis) -> Result<()> {
    let mut reading = store.read().await?;
    let there = is_founded(&mut reading).await?;
    reading.rollback().await?;
    if there {
        return Ok(());
    }
    // Again under the writers' lock: another process may have been here in between.
    let (mut transaction, seq, _) = store.change().await?;
    if is_founded(&mut transaction).await? {
        return Ok(transaction.rollback().await?);
    }
    let stamp = Stamp { seq, at: now, user: Uuid::nil(), device: Uuid::nil() };
    let records: Vec<Record> = (1..).zip(STANDARD).map(|(place, standard)| standard.record(place)).collect();
    let drafts: Vec<HistoryDraft> = records.iter().map(|record| draft(record, now)).collect();
    let stamps = BTreeMap::from([(ANY.to_owned(), stamp)]);
    let stages: Vec<Row> = records.into_iter().map(|record| Row { record, seq, stamps: stamps.clone() }).collect();
    let (engine, mut statements) = (Engine::of(&transaction), Vec::new());
    let mut collect = |statement| {
        statements.push(statement);
        Ok(())
    };
    let line = Line { seq, device: Uuid::nil(), label: "", person: Uuid::nil(), received_at: now };
    rows::save(engine, &stages, &HashMap::new(), &mut collect)?;
    history::append(engine, line, &drafts, &mut collect)?;
    sql::run_all(&mut transaction, statements).await?;
    store.commit(transaction, seq).await
}

/// The stages as they are, whoever asks.
///
/// # Errors
/// When the database does not answer.
pub async fn pipeline(store: &Store) -> Result<Pipeline> {
    let mut transaction = store.read().await?;
    let pipeline = read(&mut transaction).await?;
    transaction.rollback().await?;
    Ok(pipeline)
}

/// The same inside a transaction.
pub(crate) async fn read(transaction: &mut Transaction<'static, Any>) -> Result<Pipeline> {
    let mut statement = Statement::new("select ");
    statement.text(&sql::wire_columns(&STAGE)).text(" from stage");
    let found = statement.query().fetch_all(&mut **transaction).await?;
    let records: Vec<Record> = found.iter().map(|row| rows::record(&STAGE, row, 2)).collect::<Result<_>>()?;
    Ok(Pipeline::of(&records))
}

/// Nothing is ever taken out of the table: one of them, deleted or not, says that they were put in.
async fn is_founded(transaction: &mut Transaction<'static, Any>) -> Result<bool> {
    let mut statement = Statement::new("select id from stage where id in (");
    statement.values(STANDARD.iter().map(|standard| standard.id.to_string())).text(") limit 1");
    Ok(statement.query_once().fetch_optional(&mut **transaction).await?.is_some())
}

fn draft(record: &Record, now: Millis) -> HistoryDraft {
    HistoryDraft {
        n: 0,
        // The act is known by the record it makes: a restored backup is founded no second time.
        mutation: record.id,
        act: Act::Create,
        made_at: now,
        kind: STAGE.name.to_owned(),
        record: record.id,
        edits: mutation::diff(None, record, 0).map(|change| change.edits).unwrap_or_default(),
        left_assignee: None,
        outcome: None,
    }
}
