//! The lines of all clients in memory, as a device keeps them: lists, searches and figures then ask no table. What changed
//! since is taken in before each answer, from the numbers of the rows.

use std::sync::Arc;

use domain::client::CLIENT;
use domain::dashboard::{Asked, Dashboard};
use domain::list::ListEntry;
use domain::query::Query;
use sqlx::{Any, Transaction};
use sync::book::Book;
use tokio::sync::{OwnedRwLockReadGuard, RwLock};
use tokio_stream::StreamExt;
use uuid::Uuid;

use super::Page;
use crate::answers::State;
use crate::database::Engine;
use crate::rows::signed;
use crate::sql::{self, Statement};
use crate::{Error, Result, Store, read, rows, store};

/// The lines of all clients, once [`keep`] was called.
#[derive(Debug, Default)]
pub(crate) struct Kept(Arc<RwLock<Option<Lines>>>);

/// The lines as they were at one change.
#[derive(Debug)]
struct Lines {
    state: State,
    book: Book,
    /// The most that may be kept.
    most: u64,
}

/// Keeps the lines of all clients in memory from now on, as long as they are at most so many: each takes less than half a
/// kilobyte. The questions of a larger firm go to the database.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(store: &Store, most: u64) -> Result<()> {
    let mut transaction = store.read().await?;
    let lines = gather(&mut transaction, most).await?;
    transaction.rollback().await?;
    *store.kept().0.write().await = lines;
    Ok(())
}

/// The part of the list that is asked for, of what `own` may see, at a state or a later one; nothing when the lines are
/// not kept.
pub(super) async fn page(
    store: &Store,
    state: State,
    query: &Query,
    own: Option<Uuid>,
    (limit, offset): (u64, u64),
) -> Result<Option<Page>> {
    let query = query.clone();
    answer(store, state, move |book| {
        let found = book.answer(&query, own);
        let [limit, offset] = [limit, offset].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        let shown = offset.min(found.len())..offset.saturating_add(limit).min(found.len());
        Page { total: found.len() as u64, rows: shown.filter_map(|place| found.row(place)).collect() }
    })
    .await
}

/// The dashboard of what `own` may see, likewise.
pub(crate) async fn dashboard(
    store: &Store,
    state: State,
    asked: Asked,
    own: Option<Uuid>,
) -> Result<Option<Dashboard>> {
    answer(store, state, move |book| {
        let (figures, previews) = book.count(&asked, own);
        Dashboard { figures, previews: previews.map(|id| book.row(*id)) }
    })
    .await
}

/// What the lines say at a state or a later one.
async fn answer<A: Send + 'static>(
    store: &Store,
    state: State,
    say: impl FnOnce(&Book) -> A + Send + 'static,
) -> Result<Option<A>> {
    let Some(lines) = current(store, state).await? else { return Ok(None) };
    // Sorting a whole book would keep other requests waiting.
    let said = tokio::task::spawn_blocking(move || say(&lines.book)).await;
    said.map(Some).map_err(|_| Error::Unavailable(sqlx::Error::WorkerCrashed))
}

/// The lines with all that was committed by then.
async fn current(store: &Store, (head, epoch): State) -> Result<Option<OwnedRwLockReadGuard<Option<Lines>, Lines>>> {
    let kept = &store.kept().0;
    let is_current = |lines: &Lines| lines.state.1 == epoch && lines.state.0 >= head;
    let reading = Arc::clone(kept).read_owned().await;
    if reading.as_ref().is_none_or(is_current) {
        return Ok(OwnedRwLockReadGuard::try_map(reading, Option::as_ref).ok());
    }
    drop(reading);
    let mut writing = Arc::clone(kept).write_owned().await;
    if let Some(lines) = &mut *writing
        && !is_current(lines)
        && !follow(store, lines).await?
    {
        *writing = None;
    }
    Ok(OwnedRwLockReadGuard::try_map(writing.downgrade(), Option::as_ref).ok())
}

/// Takes in what changed; gives whether the lines can be kept on.
async fn follow(store: &Store, lines: &mut Lines) -> Result<bool> {
    let mut transaction = store.walk().await?;
    let state = store::head_in(&mut transaction).await?;
    if state.1 != lines.state.1 || state.0 < lines.state.0 {
        // Another life, or an earlier state of this one: nothing that is kept can be trusted.
        let gathered = gather(&mut transaction, lines.most).await?;
        transaction.rollback().await?;
        let can = gathered.is_some();
        if let Some(gathered) = gathered {
            *lines = gathered;
        }
        return Ok(can);
    }
    let after = signed(lines.state.0)?;
    each(&mut transaction, after, |id, entry| match entry {
        Some(entry) => lines.book.put(&entry),
        None => lines.book.remove(id),
    })
    .await?;
    transaction.rollback().await?;
    lines.state = state;
    Ok(lines.book.len() as u64 <= lines.most)
}

/// All lines; nothing when they are too many.
async fn gather(transaction: &mut Transaction<'static, Any>, most: u64) -> Result<Option<Lines>> {
    let state = store::head_in(transaction).await?;
    let count =
        sqlx::query("select count(*) from client where deleted_at is null").fetch_one(&mut **transaction).await?;
    if read::unsigned(&count, 0)? > most {
        return Ok(None);
    }
    let mut book = Book::default();
    each(transaction, -1, |_, entry| {
        if let Some(entry) = entry {
            book.gather(&entry);
        }
    })
    .await?;
    book.build();
    // Nobody stores the pages of this book.
    book.dirty_pages();
    Ok(Some(Lines { state, book, most }))
}

/// Looks at each client that changed after a number: its line, or nothing when it was deleted.
async fn each(
    transaction: &mut Transaction<'static, Any>,
    after: i64,
    mut see: impl FnMut(Uuid, Option<ListEntry>) + Send,
) -> Result<()> {
    let mut statement = Statement::new("select ");
    statement
        .text(&sql::packed_columns(&CLIENT, Engine::of(transaction)))
        .text(" from client where seq > ")
        .value(after);
    let query = statement.query();
    let mut found = query.fetch(&mut **transaction);
    while let Some(row) = found.try_next().await? {
        let record = rows::packed(&CLIENT, &row)?;
        see(record.id, ListEntry::of(&record));
    }
    Ok(())
}
