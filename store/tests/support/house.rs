//! A database of one test, with the people and devices it needs. Ids count up, time stands where the test puts it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::{Millis, Role};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use store::password::Cost;
use store::people::{Acceptance, Accepted, Invitation, Invited};
use store::{Store, Token, Visitor, people, sessions};
use uuid::Uuid;

use crate::support::postgres;

/// When tests begin: 2026-06-01T08:00:00Z.
pub(crate) const MORNING: Millis = 1_780_300_800_000;
/// The password of everybody.
pub(crate) const PASSWORD: &str = "correct horse";

/// A store of one test. Its database goes away with it.
pub(crate) struct House {
    pub(crate) store: Store,
    pub(crate) address: String,
    place: Place,
    counter: AtomicU64,
}

enum Place {
    Folder(PathBuf),
    Server { address: String, name: String },
}

impl House {
    pub(crate) async fn on_sqlite() -> Self {
        let folder = std::env::temp_dir().join(format!("carnet-store-{}", unique()));
        std::fs::create_dir_all(&folder).unwrap();
        let address = format!("sqlite:{}", folder.join("carnet.db").display());
        Self::open(address, Place::Folder(folder)).await
    }

    pub(crate) async fn on_postgres() -> Self {
        let server = postgres::address();
        let name = format!("t_{}", unique());
        let mut connection = PgConnection::connect(&server).await.expect("the Postgres of the tests answers");
        sqlx::raw_sql(AssertSqlSafe(format!("create database {name}"))).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let (before, _) = server.rsplit_once('/').expect("postgres://user@host/database");
        let address = format!("{before}/{name}");
        Self::open(address, Place::Server { address: server, name }).await
    }

    async fn open(address: String, place: Place) -> Self {
        let store = Store::open(&address, Uuid::from_u128(0xE90C)).await.unwrap();
        Self { store, address, place, counter: AtomicU64::new(1) }
    }

    /// Another process on the same database.
    pub(crate) async fn another_process(&self) -> Store {
        Store::open(&self.address, Uuid::from_u128(0xBAD)).await.unwrap()
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.place, Place::Folder(_))
    }

    /// The next id.
    pub(crate) fn id(&self) -> Uuid {
        Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(self.next()))
    }

    /// The next token.
    pub(crate) fn token(&self) -> Token {
        let mut bytes = [7; 32];
        bytes[..8].copy_from_slice(&self.next().to_le_bytes());
        Token::new(bytes)
    }

    fn next(&self) -> u64 {
        self.counter.fetch_add(1, Ordering::Relaxed)
    }

    /// The first administrator, let in by the link of the console.
    pub(crate) async fn administrator(&self) -> Visitor {
        let token = self.token();
        assert!(people::first_invitation(&self.store, &token, MORNING).await.unwrap());
        self.welcome(&token, "Anne Dubois", "anne@exemple.fr").await
    }

    /// Somebody whom an administrator lets in.
    pub(crate) async fn invited(&self, by: &Visitor, role: Role) -> Visitor {
        let token = self.token();
        let (name, email) = (format!("Personne {}", self.next()), format!("personne{}@exemple.fr", self.next()));
        let invitation = Invitation { name: name.clone(), email: email.clone(), role, first: false };
        let invited = people::invite(&self.store, by, &invitation, &token, MORNING).await.unwrap();
        assert_eq!(invited, Invited::Done);
        self.welcome(&token, &name, &email).await
    }

    async fn welcome(&self, token: &Token, name: &str, email: &str) -> Visitor {
        let acceptance =
            Acceptance { id: self.id(), name: name.to_owned(), email: email.to_owned(), password: PASSWORD.to_owned() };
        let accepted = people::accept(&self.store, token, &acceptance, Cost::CHEAP, MORNING).await.unwrap();
        let Accepted::Welcome(person) = accepted else { panic!("not welcome: {accepted:?}") };
        let session = self.token();
        sessions::open(&self.store, person.id, self.id(), &session, "Tests", MORNING).await.unwrap();
        sessions::visitor(&self.store, &session, MORNING).await.unwrap().unwrap()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        match &self.place {
            Place::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            Place::Server { address, name } => {
                let drop_database = format!("drop database if exists {name} with (force)");
                let address = address.clone();
                // A thread with a runtime of its own: this one may be ending.
                let thread = std::thread::spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                    runtime.block_on(async {
                        let mut connection = PgConnection::connect(&address).await?;
                        sqlx::raw_sql(AssertSqlSafe(drop_database)).execute(&mut connection).await
                    })
                });
                drop(thread.join());
            }
        }
    }
}

/// A name no other test has.
#[expect(clippy::disallowed_methods, reason = "a test is an outermost room: it may make ids")]
fn unique() -> String {
    Uuid::new_v4().simple().to_string()
}
