//! All that differs between SQLite and Postgres: addresses, pools, pragmas, how a transaction begins, LISTEN and NOTIFY.
//! The SQL of every other file is one text for both.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::pin::Pin;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::postgres::PgListener;
use sqlx::{Any, AnyConnection, AnyPool, Connection, PgConnection, Transaction, raw_sql};

use crate::{Bell, Error, Result};

/// SQLite: a write-ahead log so that readers never wait, and a disk that has the data before we say "stored".
/// The log is folded back every 32 MiB: with the usual 4 each large push would pay for it.
const SQLITE_WRITER: &str = "pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 10000; \
    pragma foreign_keys = on; pragma cache_size = -65536; pragma temp_store = memory; pragma wal_autocheckpoint = 8192; \
    pragma journal_size_limit = 67108864";
/// A reader cannot write, whatever it is asked.
const SQLITE_READER: &str = "pragma busy_timeout = 10000; pragma query_only = on; pragma cache_size = -16384; \
    pragma mmap_size = 1073741824; pragma temp_store = memory";
/// SQLite: the write lock is taken at once, not by the first write (which could fail where `begin` waits).
const SQLITE_BEGIN_WRITE: &str = "begin immediate";
/// SQLite: in a write-ahead log a transaction reads one snapshot.
const SQLITE_BEGIN_READ: &str = "begin";
/// Postgres plans each question for the tables as they are now: a plan kept from when a table was empty reads all of it.
/// A process that froze, or whose machine went away, must not stop the others: whoever waits for its lock gives up in
/// time, and its transaction ends. Where whoever runs the database has set limits of their own, those hold.
const POSTGRES_SETTINGS: &str = "set plan_cache_mode = force_custom_plan; \
    select set_config('lock_timeout', '10s', false) where current_setting('lock_timeout') = '0'; \
    select set_config('idle_in_transaction_session_timeout', '60s', false) \
    where current_setting('idle_in_transaction_session_timeout') = '0'";
/// Postgres: this transaction may rest for as long as it likes.
const POSTGRES_UNHURRIED: &str = "set local idle_in_transaction_session_timeout = 0";
/// Postgres: what was committed when a statement starts; the row `firm` is the lock. A push finds everything by key and
/// its statements come again and again: their plans are kept, and must not be those of the day the tables were empty, when
/// to read all of a table or of an index costs no more than to look things up.
const POSTGRES_BEGIN_WRITE: &str = "begin isolation level read committed; \
    set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off; \
    set local plan_cache_mode = force_generic_plan";
/// Postgres: one snapshot for the whole transaction.
const POSTGRES_BEGIN_READ: &str = "begin isolation level repeatable read read only";
/// Postgres: the same, for whoever reads along an index. Of a table that was filled a moment ago it believes for a minute
/// that it is empty, and would read and sort all of it for each part.
const POSTGRES_BEGIN_WALK: &str = "begin isolation level repeatable read read only; \
    set local enable_seqscan = off; set local enable_sort = off";
/// Postgres: what tells the other processes.
const POSTGRES_NOTIFY: &str = "select pg_notify('carnet_head', $1)";
/// Postgres: a lock that lives as long as its connection. The number is "CARNET" in ASCII.
const POSTGRES_DUTY: &str = "select pg_try_advisory_lock(73992869496148)";
/// The channel of [`POSTGRES_NOTIFY`].
const POSTGRES_CHANNEL: &str = "carnet_head";

/// SQLite: every table but its own.
const SQLITE_TABLES: &str =
    r"select name from sqlite_master where type = 'table' and name not like 'sqlite\_%' escape '\'";
/// Postgres: the same.
const POSTGRES_TABLES: &str = "select cast(table_name as text) from information_schema.tables \
    where table_schema = current_schema() and table_type = 'BASE TABLE'";

/// How many readers SQLite gets: more than cores only wait for each other.
const SQLITE_READERS: u32 = 4;
/// How many connections one process takes of Postgres' hundred to read.
const POSTGRES_READERS: u32 = 8;
/// And to write. Writers wait for each other anyway, but they must not keep the readers waiting.
const POSTGRES_WRITERS: u32 = 4;
/// How long a request waits for a connection before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long to wait before listening again after the connection failed; the slow poll rings meanwhile.
const LISTEN_AGAIN: Duration = Duration::from_secs(2);

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    /// One file, one writer, many readers.
    Sqlite,
    /// One server, many processes of ours.
    Postgres,
}

impl Engine {
    /// The one behind a connection.
    pub(crate) fn of(connection: &AnyConnection) -> Self {
        if connection.backend_name() == "SQLite" { Self::Sqlite } else { Self::Postgres }
    }

    /// Whether parameters go by number. SQLite looks for each one's name in a list of all of them: very many are better
    /// off without names, which Postgres does not know.
    pub(crate) fn numbers_parameters(self) -> bool {
        self == Self::Postgres
    }

    /// The function that makes a JSON array of its arguments.
    pub(crate) fn json_array(self) -> &'static str {
        match self {
            Self::Sqlite => "json_array",
            Self::Postgres => "json_build_array",
        }
    }
}

/// Connections to one database. Clones share them.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    engine: Engine,
    /// For Postgres as given; for SQLite with the path encoded.
    url: String,
    writers: AnyPool,
    readers: AnyPool,
}

impl Database {
    /// Connects. The file of a SQLite database is made when it is missing.
    pub(crate) async fn connect(address: &str) -> Result<Self> {
        sqlx::any::install_default_drivers();
        if let Some(path) = sqlite_file(address) {
            Self::connect_sqlite(path).await
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            // A pool would try again and again and hide the reason; who starts Carnet wants to read it at once.
            AnyConnection::connect(address).await?.close().await?;
            let pool = |size| {
                let options = AnyPoolOptions::new().max_connections(size).acquire_timeout(PATIENCE);
                options.after_connect(|connection, _| settle(connection, POSTGRES_SETTINGS)).connect_lazy(address)
            };
            let (writers, readers) = (pool(POSTGRES_WRITERS)?, pool(POSTGRES_READERS)?);
            Ok(Self { engine: Engine::Postgres, url: address.to_owned(), writers, readers })
        } else {
            Err(Error::Address("it begins neither with sqlite: nor with postgres://".to_owned()))
        }
    }

    async fn connect_sqlite(path: &str) -> Result<Self> {
        if path.is_empty() || path.contains(":memory:") {
            return Err(Error::Address("sqlite: needs the path of a file".to_owned()));
        }
        let url = format!("sqlite:{}?mode=rwc", encoded(path));
        let pool = |size, pragmas: &'static str| {
            AnyPoolOptions::new()
                .max_connections(size)
                .acquire_timeout(PATIENCE)
                // A connection to a file does not age, and its caches are worth keeping.
                .max_lifetime(None)
                .idle_timeout(None)
                .test_before_acquire(false)
                .after_connect(move |connection, _| settle(connection, pragmas))
        };
        let writers = pool(1, SQLITE_WRITER).connect(&url).await?;
        // Lazily: a reader opens the file after the migrations.
        let readers = pool(SQLITE_READERS, SQLITE_READER).connect_lazy(&url)?;
        Ok(Self { engine: Engine::Sqlite, url, writers, readers })
    }

    /// A transaction that will write. It is rolled back when dropped.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Any>> {
        let begin = match self.engine {
            Engine::Sqlite => SQLITE_BEGIN_WRITE,
            Engine::Postgres => POSTGRES_BEGIN_WRITE,
        };
        match self.writers.begin_with(begin).await {
            // A full disk makes SQLite end a transaction by itself; sqlx then believes for ever that it goes on, and the
            // one writer would refuse everybody until a restart. A new connection knows nothing of it.
            Err(sqlx::Error::InvalidSavePointStatement) => {
                self.writers.acquire().await?.close().await?;
                Ok(self.writers.begin_with(begin).await?)
            }
            transaction => Ok(transaction?),
        }
    }

    /// A transaction that reads one snapshot.
    pub(crate) async fn read(&self) -> Result<Transaction<'static, Any>> {
        let begin = match self.engine {
            Engine::Sqlite => SQLITE_BEGIN_READ,
            Engine::Postgres => POSTGRES_BEGIN_READ,
        };
        Ok(self.readers.begin_with(begin).await?)
    }

    /// A transaction that reads one snapshot along an index.
    pub(crate) async fn walk(&self) -> Result<Transaction<'static, Any>> {
        let begin = match self.engine {
            Engine::Sqlite => SQLITE_BEGIN_READ,
            Engine::Postgres => POSTGRES_BEGIN_WALK,
        };
        Ok(self.readers.begin_with(begin).await?)
    }

    /// A connection of its own, without the limits of the others: for what takes as long as it takes.
    pub(crate) async fn apart(&self) -> Result<AnyConnection> {
        Ok(AnyConnection::connect(&self.url).await?)
    }

    /// For a single statement that reads.
    pub(crate) fn reader(&self) -> &AnyPool {
        &self.readers
    }

    /// For a single statement that writes.
    pub(crate) fn writer(&self) -> &AnyPool {
        &self.writers
    }

    /// Whether the engine itself lets only one process at a time bring the tables up to date.
    pub(crate) fn migrates_under_lock(&self) -> bool {
        self.engine == Engine::Postgres
    }

    /// The names of all tables, whoever made them, in no order.
    pub(crate) fn list_tables(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => SQLITE_TABLES,
            Engine::Postgres => POSTGRES_TABLES,
        }
    }

    /// Which of the two it is.
    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// Tells the other processes on this database that the head moved. On SQLite there are none to tell:
    /// a short-lived second one (an import) is noticed by the slow poll.
    pub(crate) async fn notify(&self, head: u64) {
        if self.engine == Engine::Postgres
            && let Err(error) = sqlx::query(POSTGRES_NOTIFY).bind(head.to_string()).execute(&self.readers).await
        {
            // The change is stored; the other processes' slow poll finds it.
            tracing::warn!(%error, "could not ring the bell of the other processes");
        }
    }

    /// Asks for the duty that only one process has at a time; see [`crate::Duty`].
    pub(crate) async fn on_duty(&self, held: &mut Option<PgConnection>) -> Result<bool> {
        if self.engine == Engine::Sqlite {
            return Ok(true);
        }
        if let Some(connection) = held {
            if connection.ping().await.is_ok() {
                return Ok(true);
            }
            // The lock went with the connection; somebody else may have it by now.
            *held = None;
        }
        let mut connection = PgConnection::connect(&self.url).await?;
        let got: bool = sqlx::query_scalar(POSTGRES_DUTY).fetch_one(&mut connection).await?;
        if got {
            *held = Some(connection);
        } else {
            connection.close().await?;
        }
        Ok(got)
    }

    /// Rings the bell whenever another process moves the head. Ends only with its task.
    pub(crate) async fn listen(self, bell: Bell) {
        if self.engine == Engine::Sqlite {
            return;
        }
        loop {
            let Err(error) = listen_once(&self.url, &bell).await;
            tracing::warn!(%error, "the connection that listens for other processes broke");
            tokio::time::sleep(LISTEN_AGAIN).await;
        }
    }

    /// Closes every connection, after the work under way.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }
}

/// Lets a transaction rest: one that goes at the pace of a disk or a pipe.
pub(crate) async fn unhurried(transaction: &mut Transaction<'static, Any>) -> Result<()> {
    if Engine::of(transaction) == Engine::Postgres {
        raw_sql(POSTGRES_UNHURRIED).execute(&mut **transaction).await?;
    }
    Ok(())
}

/// A connection being prepared, as a pool wants it.
type Settling<'c> = Pin<Box<dyn Future<Output = sqlx::Result<()>> + Send + 'c>>;

/// Prepares a new connection.
fn settle<'c>(connection: &'c mut AnyConnection, settings: &'static str) -> Settling<'c> {
    Box::pin(async move { raw_sql(settings).execute(connection).await.map(|_| ()) })
}

/// Listens until the connection breaks.
async fn listen_once(url: &str, bell: &Bell) -> Result<Infallible, sqlx::Error> {
    let mut listener = PgListener::connect(url).await?;
    listener.listen(POSTGRES_CHANNEL).await?;
    loop {
        if let Ok(head) = listener.recv().await?.payload().parse() {
            bell.ring(head);
        }
    }
}

/// The path of the file that `sqlite:PATH` or `sqlite://PATH` names; nothing for the address of a Postgres.
pub fn sqlite_file(address: &str) -> Option<&str> {
    let path = address.strip_prefix("sqlite:")?;
    Some(path.strip_prefix("//").unwrap_or(path))
}

/// A path as an address may carry it: `?`, `#`, `%` and spaces of file names survive.
fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
#[path = "../tests/support/postgres.rs"]
mod postgres;

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nobody_waits_or_rests_for_ever_but_whoever_may() {
        let database = Database::connect(&postgres::address()).await.unwrap();
        let show = "select cast(current_setting('lock_timeout') || ' ' || \
            current_setting('idle_in_transaction_session_timeout') as text)";
        for pool in [database.reader(), database.writer()] {
            let limits: String = sqlx::query_scalar(show).fetch_one(pool).await.unwrap();
            assert_eq!(limits, "10s 1min");
        }
        for transaction in [database.write().await, database.read().await, database.walk().await] {
            let mut transaction = transaction.unwrap();
            let limits: String = sqlx::query_scalar(show).fetch_one(&mut *transaction).await.unwrap();
            assert_eq!(limits, "10s 1min");
            unhurried(&mut transaction).await.unwrap();
            let limits: String = sqlx::query_scalar(show).fetch_one(&mut *transaction).await.unwrap();
            assert_eq!(limits, "10s 0");
        }
        database.close().await;
    }

    #[test]
    fn every_byte_of_a_path_survives_the_address() {
        assert_eq!(encoded("/srv/Été 100 %?#.db"), "/srv/%C3%89t%C3%A9%20100%20%25%3F%23.db");
    }

    #[tokio::test]
    async fn a_database_without_a_file_is_refused() {
        for address in ["sqlite:", "sqlite::memory:", "mysql://localhost/x", "/srv/carnet.db"] {
            assert!(matches!(Database::connect(address).await, Err(Error::Address(_))), "{address}");
        }
    }

    #[tokio::test]
    async fn a_full_disk_is_told_as_such() {
        let folder = std::env::temp_dir().join(format!("carnet-full-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let database = Database::connect(&format!("sqlite:{}", folder.join("a b.db").display())).await.unwrap();
        raw_sql("create table t (x text); pragma max_page_count = 8").execute(database.writer()).await.unwrap();
        let error: Error = sqlx::query("insert into t (x) values ($1)")
            .bind("x".repeat(100_000))
            .execute(database.writer())
            .await
            .unwrap_err()
            .into();
        assert!(matches!(error, Error::Full(_)), "{error:?}");
        database.close().await;
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
