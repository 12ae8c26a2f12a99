//! The store itself: a database that is up to date, its bell, and the tasks that keep the bell ringing.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::Millis;
use domain::dashboard::Dashboard;
use sqlx::{Any, AnyPool, Transaction};
use sync::book::Book;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use uuid::Uuid;

use crate::answers::Answers;
use crate::clients::{Page, Question as ListQuestion};
use crate::dashboard::Question as DashboardQuestion;
use crate::database::Database;
use crate::kept::Kept;
use crate::reports::{Deals, Leads};
use crate::sql::{Ready, Statement};
use crate::{Bell, Result, migrations, read};

/// How often the head is read, in case a ring of the bell was lost.
const SLOW_POLL: Duration = Duration::from_secs(5);

/// How many lists and dashboards are found in tables at a time: fewer than there are readers.
const SCANS: usize = 2;

const INSERT_FIRM: &str = "insert into firm (id, name, head, epoch) values (1, '', 0, $1) on conflict (id) do nothing";
const SELECT_HEAD: &str = "select head, epoch from firm where id = 1";
/// The numbers of a new life stand above all those of the former one, which the backup may not know: a device that saw
/// number 5000 of the former life must not be believed to have seen number 5000 of this one. Instants in milliseconds
/// grow faster than anybody pushes.
const UPDATE_EPOCH: &str = "update firm set head = case when head < $2 then $2 else head + 1 end, epoch = $1 \
    where id = 1 returning head, epoch";
const UPDATE_HEAD: &str = "update firm set head = head + 1 where id = 1 returning head, epoch";

/// How long nobody must have changed anything for [`Store::give_way`] to go on, and how often it looks.
const QUIET: Duration = Duration::from_millis(200);
const LOOK: Duration = Duration::from_millis(20);

/// The store. Clones share the same connections.
#[derive(Debug, Clone)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    database: Database,
    bell: Bell,
    lines: Kept<Book>,
    leads: Kept<Leads>,
    deals: Kept<Deals>,
    lists: Answers<ListQuestion, Arc<Page>>,
    dashboards: Answers<DashboardQuestion, Arc<Dashboard>>,
    scans: Semaphore,
    changed: Mutex<Option<Instant>>,
    tasks: [JoinHandle<()>; 2],
}

impl Store {
    /// Opens `sqlite:PATH` (made when missing) or `postgres://…` and brings its tables up to date.
    /// `epoch` names the life of the database if it is a new one.
    ///
    /// # Errors
    /// `Address` for another kind of address, `Migration` for tables that are not ours, else `Unavailable`.
    pub async fn open(address: &str, epoch: Uuid) -> Result<Self> {
        let database = Database::connect(address).await?;
        migrations::run(&database).await?;
        sqlx::query(INSERT_FIRM).bind(epoch.to_string()).execute(database.writer()).await?;
        let (head, _) = read_head(database.reader()).await?;
        let bell = Bell::new(head);
        let tasks =
            [tokio::spawn(database.clone().listen(bell.clone())), tokio::spawn(poll(database.clone(), bell.clone()))];
        Ok(Self(Arc::new(Inner {
            database,
            bell,
            lines: Kept::default(),
            leads: Kept::default(),
            deals: Kept::default(),
            lists: Answers::default(),
            dashboards: Answers::default(),
            scans: Semaphore::new(SCANS),
            changed: Mutex::default(),
            tasks,
        })))
    }

    /// Closes every connection, after the work under way.
    pub async fn close(&self) {
        self.0.stop();
        self.0.database.close().await;
    }

    /// The database itself.
    pub(crate) fn database(&self) -> &Database {
        &self.0.database
    }

    /// The lines of all clients, where they are kept.
    pub(crate) fn lines(&self) -> &Kept<Book> {
        &self.0.lines
    }

    /// What reports look at of all clients, where it is kept.
    pub(crate) fn leads(&self) -> &Kept<Leads> {
        &self.0.leads
    }

    /// What reports look at of all opportunities, where it is kept.
    pub(crate) fn deals(&self) -> &Kept<Deals> {
        &self.0.deals
    }

    /// Parts of lists that were asked for since the last change.
    pub(crate) fn lists(&self) -> &Answers<ListQuestion, Arc<Page>> {
        &self.0.lists
    }

    /// Dashboards that were asked for since the last change.
    pub(crate) fn dashboards(&self) -> &Answers<DashboardQuestion, Arc<Dashboard>> {
        &self.0.dashboards
    }

    /// A turn to read a whole table: whoever waits for one keeps no connection from the others.
    pub(crate) async fn scan(&self) -> Option<SemaphorePermit<'_>> {
        // Nobody closes the semaphore.
        self.0.scans.acquire().await.ok()
    }

    /// The bell of this store.
    pub fn bell(&self) -> &Bell {
        &self.0.bell
    }

    /// A transaction that reads one snapshot.
    pub(crate) async fn read(&self) -> Result<Transaction<'static, Any>> {
        self.0.database.read().await
    }

    /// A transaction that reads one snapshot along an index.
    pub(crate) async fn walk(&self) -> Result<Transaction<'static, Any>> {
        self.0.database.walk().await
    }

    /// For a single statement that reads.
    pub(crate) fn reader(&self) -> &AnyPool {
        self.0.database.reader()
    }

    /// For a single statement that writes what does not travel.
    pub(crate) fn writer(&self) -> &AnyPool {
        self.0.database.writer()
    }

    /// A transaction that writes what does not travel to devices: sessions, invitations.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Any>> {
        self.0.database.write().await
    }

    /// A transaction that writes what travels, with the number of its change. Its first statement takes the row
    /// `firm`, the one writers' lock: whoever has a number commits before the next number is given.
    pub(crate) async fn change(&self) -> Result<(Transaction<'static, Any>, u64, Uuid)> {
        self.0.note_change();
        let mut transaction = self.0.database.write().await?;
        let (head, epoch) = next_head(&mut transaction).await?;
        Ok((transaction, head, epoch))
    }

    /// Commits a change and rings: after the commit, never inside.
    pub(crate) async fn commit(&self, transaction: Transaction<'static, Any>, head: u64) -> Result<()> {
        transaction.commit().await?;
        self.0.note_change();
        self.0.bell.ring(head);
        self.0.database.notify(head).await;
        Ok(())
    }

    /// For long work that may wait: lets those go first who change something, until a moment has passed without a change
    /// or `patience` is used up.
    pub(crate) async fn give_way(&self, patience: &mut Duration) {
        while !patience.is_zero() && self.0.has_just_changed() {
            tokio::time::sleep(LOOK).await;
            *patience = patience.saturating_sub(LOOK);
        }
    }
}

/// The number of the last change, and the life of the database.
pub(crate) async fn head(store: &Store) -> Result<(u64, Uuid)> {
    read_head(store.reader()).await
}

/// The same inside a snapshot.
pub(crate) async fn head_in(transaction: &mut Transaction<'static, Any>) -> Result<(u64, Uuid)> {
    read_head(&mut **transaction).await
}

async fn next_head(transaction: &mut Transaction<'static, Any>) -> Result<(u64, Uuid)> {
    let row = sqlx::query(UPDATE_HEAD).fetch_one(&mut **transaction).await?;
    Ok((read::unsigned(&row, 0)?, read::uuid(&row, 1)?))
}

/// Takes the number after the last one, in a transaction of [`Store::change`] that holds several changes.
pub(crate) fn next_number() -> Ready {
    Statement::new(UPDATE_HEAD).query()
}

/// Starts a new life at this instant; gives its first number.
pub(crate) async fn renew_epoch(transaction: &mut Transaction<'static, Any>, epoch: Uuid, now: Millis) -> Result<u64> {
    let query = sqlx::query(UPDATE_EPOCH).bind(epoch.to_string()).bind(now);
    read::unsigned(&query.fetch_one(&mut **transaction).await?, 0)
}

async fn read_head<'c>(executor: impl sqlx::Executor<'c, Database = Any>) -> Result<(u64, Uuid)> {
    let row = sqlx::query(SELECT_HEAD).fetch_one(executor).await?;
    Ok((read::unsigned(&row, 0)?, read::uuid(&row, 1)?))
}

/// Reads the head now and then, for as long as the store is open.
async fn poll(database: Database, bell: Bell) {
    loop {
        tokio::time::sleep(SLOW_POLL).await;
        match read_head(database.reader()).await {
            Ok((head, _)) => bell.ring(head),
            Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, "could not read the head"),
        }
    }
}

impl Inner {
    /// Somebody changes something.
    fn note_change(&self) {
        *self.changed.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    fn has_just_changed(&self) -> bool {
        let changed = *self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        changed.is_some_and(|at| at.elapsed() < QUIET)
    }

    fn stop(&self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn long_work_waits_for_whoever_changes_something_but_not_for_ever() {
        let folder = std::env::temp_dir().join(format!("carnet-give-way-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let address = format!("sqlite:{}", folder.join("carnet.db").display());
        let store = Store::open(&address, Uuid::nil()).await.unwrap();
        let mut patience = Duration::from_hours(1);
        store.give_way(&mut patience).await;
        assert_eq!(patience, Duration::from_hours(1), "nobody has changed anything");

        let (transaction, head, _) = store.change().await.unwrap();
        store.commit(transaction, head).await.unwrap();
        let changed = Instant::now();
        store.give_way(&mut patience).await;
        assert!(changed.elapsed() + LOOK >= QUIET, "it went on after {:?}", changed.elapsed());

        let (transaction, head, _) = store.change().await.unwrap();
        store.commit(transaction, head).await.unwrap();
        let mut short = LOOK;
        store.give_way(&mut short).await;
        assert!(short.is_zero() || Instant::now() - changed >= QUIET, "its patience ended");
        store.close().await;
        std::fs::remove_dir_all(folder).unwrap();
    }
}
