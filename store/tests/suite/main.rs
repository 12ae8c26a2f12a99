//! One suite for both databases: each test runs on SQLite and on Postgres.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod alerts;
mod backup;
mod bell;
mod bootstrap;
mod clients;
mod dashboard;
mod frozen;
mod hostile;
mod kinds;
mod names;
mod parallel;
mod people;
mod photos;
mod pull;
mod push;
mod reports;
mod schema;
mod sessions;
mod shelf;
mod support;
mod timeline;

/// Runs each test on both databases.
macro_rules! on_both {
    ($( $(#[$meta:meta])* async fn $name:ident($house:ident: $type:ty) $body:block )*) => { $(
        mod $name {
            use super::*;

            async fn tell($house: $type) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            $(#[$meta])*
            async fn on_sqlite() {
                tell(<$type>::on_sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            $(#[$meta])*
            async fn on_postgres() {
                tell(<$type>::on_postgres().await).await;
            }
        }
    )* };
}
pub(crate) use on_both;
