//! What is made of all records of a kind and kept in memory, so that answers need no table. What changed since is taken in
//! before each answer, from the numbers of the rows.

use std::sync::Arc;
use std::time::Duration;

use domain::{Kind, Record};
use sqlx::{Any, Transaction};
use tokio::sync::{OwnedRwLockReadGuard, RwLock};
use tokio_stream::StreamExt;

use crate::answers::State;
use crate::database::Engine;
use crate::rows::signed;
use crate::sql::{self, Statement};
use crate::{Error, Result, Store, read, rows, store};

/// How many records are read before somebody else is let go first, and how long that may take in all.
const SLICE: usize = 250;
const PATIENCE: Duration = Duration::from_secs(10);

/// Made of the records of one kind.
pub(crate) trait Made: Send + Sync + Sized + 'static {
    /// The kind.
    fn kind() -> &'static Kind;

    /// Positions of the fields that are looked at; all others are not read. Nothing when all are.
    fn fields() -> Option<&'static [usize]>;

    /// Made of nothing.
    fn empty() -> Self;

    /// Takes one of very many records, before anybody asks.
    fn gather(&mut self, record: &Record);

    /// All records were gathered.
    fn built(&mut self);

    /// Takes a record, new or changed since.
    fn put(&mut self, record: &Record);

    /// Of how many records it is made.
    fn len(&self) -> usize;
}

/// Something made of all records, once [`Kept::keep`] was called.
#[derive(Debug)]
pub(crate) struct Kept<M>(Arc<RwLock<Option<Current<M>>>>);

/// It as it was at one change.
#[derive(Debug)]
struct Current<M> {
    state: State,
    made: M,
    /// The most records it may be made of.
    most: u64,
}

impl<M> Default for Kept<M> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<M: Made> Kept<M> {
    /// Keeps it in memory from now on, as long as there are at most so many records.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn keep(&self, store: &Store, most: u64) -> Result<()> {
        let mut transaction = store.read().await?;
        let current = gather(&mut transaction, most, Some(store)).await?;
        transaction.rollback().await?;
        *self.0.write().await = current;
        Ok(())
    }

    /// What it says at a state or a later one; nothing when it is not kept.
    pub(crate) async fn answer<A: Send + 'static>(
        &self,
        store: &Store,
        state: State,
        say: impl FnOnce(&M) -> A + Send + 'static,
    ) -> Result<Option<A>> {
        let Some(current) = self.current(store, state).await? else { return Ok(None) };
        // Looking at all of it would keep other requests waiting.
        let said = tokio::task::spawn_blocking(move || say(&current.made)).await;
        said.map(Some).map_err(|_| Error::Unavailable(sqlx::Error::WorkerCrashed))
    }

    /// It with all that was committed by then.
    async fn current(
        &self,
        store: &Store,
        (head, epoch): State,
    ) -> Result<Option<OwnedRwLockReadGuard<Option<Current<M>>, Current<M>>>> {
        let is_current = |current: &Current<M>| current.state.1 == epoch && current.state.0 >= head;
        let reading = Arc::clone(&self.0).read_owned().await;
        if reading.as_ref().is_none_or(is_current) {
            return Ok(OwnedRwLockReadGuard::try_map(reading, Option::as_ref).ok());
        }
        drop(reading);
        let mut writing = Arc::clone(&self.0).write_owned().await;
        if let Some(current) = &mut *writing
            && !is_current(current)
            && !follow(store, current).await?
        {
            *writing = None;
        }
        Ok(OwnedRwLockReadGuard::try_map(writing.downgrade(), Option::as_ref).ok())
    }
}

/// Takes in what changed; gives whether it can be kept on.
async fn follow<M: Made>(store: &Store, current: &mut Current<M>) -> Result<bool> {
    let mut transaction = store.walk().await?;
    let state = store::head_in(&mut transaction).await?;
    if state.1 != current.state.1 || state.0 < current.state.0 {
        // Another life, or an earlier state of this one: nothing that is kept can be trusted.
        let gathered = gather(&mut transaction, current.most, None).await?;
        transaction.rollback().await?;
        let can = gathered.is_some();
        if let Some(gathered) = gathered {
            *current = gathered;
        }
        return Ok(can);
    }
    let after = signed(current.state.0)?;
    each::<M>(&mut transaction, after, None, |record| current.made.put(&record)).await?;
    transaction.rollback().await?;
    current.state = state;
    Ok(current.made.len() as u64 <= current.most)
}

/// All of it; nothing when the records are too many. Whoever changes something in `behind` meanwhile goes first.
async fn gather<M: Made>(
    transaction: &mut Transaction<'static, Any>,
    most: u64,
    behind: Option<&Store>,
) -> Result<Option<Current<M>>> {
    let state = store::head_in(transaction).await?;
    let count = ["select count(*) from ", M::kind().name, " where deleted_at is null"].concat();
    let count = sqlx::query(sqlx::AssertSqlSafe(count)).fetch_one(&mut **transaction).await?;
    if read::unsigned(&count, 0)? > most {
        return Ok(None);
    }
    let mut made = M::empty();
    each::<M>(transaction, -1, behind, |record| made.gather(&record)).await?;
    made.built();
    Ok(Some(Current { state, made, most }))
}

/// Looks at each record that changed after a number.
async fn each<M: Made>(
    transaction: &mut Transaction<'static, Any>,
    after: i64,
    behind: Option<&Store>,
    mut see: impl FnMut(Record) + Send,
) -> Result<()> {
    let (kind, engine) = (M::kind(), Engine::of(transaction));
    let mut statement = Statement::new("select ");
    statement.text(&sql::packed_columns(kind, engine, M::fields()));
    statement.text(" from ").text(kind.name).text(" where seq > ").value(after);
    let query = statement.query();
    let mut found = query.fetch(&mut **transaction);
    let (mut patience, mut count) = (PATIENCE, 0);
    while let Some(row) = found.try_next().await? {
        see(rows::packed(kind, &row)?);
        count += 1;
        if let Some(store) = behind
            && count % SLICE == 0
        {
            store.give_way(&mut patience).await;
        }
    }
    Ok(())
}
