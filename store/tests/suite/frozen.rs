//! A process that froze stops the others only for a moment. On Postgres: the file of a SQLite database has one process.

use std::io::Write;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use sqlx::{AnyConnection, AssertSqlSafe, Connection, raw_sql};
use store::{Error, backup};
use sync::wire::PushAnswer;
use tokio::task::JoinSet;

use crate::support::house::MORNING;
use crate::support::{Device, House};

/// How many wait for a lock in this database.
const WAITING: &str = "select count(*) from pg_stat_activity where datname = current_database() and \
    wait_event_type = 'Lock'";

/// Sets a limit that holds for whoever connects from now on.
async fn limit(house: &House, setting: &str) {
    let (_, name) = house.address.rsplit_once('/').unwrap();
    let mut connection = AnyConnection::connect(&house.address).await.unwrap();
    raw_sql(AssertSqlSafe(format!("alter database {name} set {setting}"))).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// Somebody who took the lock of the writers and does nothing any more; how long that may last is set before.
async fn frozen(house: &House, setting: &'static str) -> AnyConnection {
    let mut connection = AnyConnection::connect(&house.address).await.unwrap();
    raw_sql(setting).execute(&mut connection).await.unwrap();
    raw_sql("begin; update firm set head = head where id = 1").execute(&mut connection).await.unwrap();
    connection
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_waits_for_a_frozen_writer_is_told_to_come_back() {
    let house = House::on_postgres().await;
    let anne = house.administrator().await;
    let mut phone = Device::new(&house, &anne);
    let (id, create) = phone.create(&house, &[]);
    limit(&house, "lock_timeout = '2s'").await;
    let other = house.another_process().await;
    let frozen = frozen(&house, "set idle_in_transaction_session_timeout = 0").await;
    let mut watch = AnyConnection::connect(&house.address).await.unwrap();
    let push = phone.push_of(&[create]);
    // As many as there are connections in all; four of them are for writers.
    let mut pushes = JoinSet::new();
    for _ in 0..12 {
        let (other, anne, push) = (other.clone(), anne.clone(), push.clone());
        pushes.spawn(async move { store::sync::push(&other, &anne, push, MORNING).await });
    }
    let mut waiting: i64 = 0;
    while waiting < 4 {
        waiting = sqlx::query_scalar(WAITING).fetch_one(&mut watch).await.unwrap();
    }
    assert_eq!(store::clients::show(&other, &anne, id).await.unwrap(), None);
    assert!(pushes.try_join_next().is_none(), "readers read on");
    let answer = pushes.join_next().await.unwrap().unwrap();
    assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
    pushes.shutdown().await;
    frozen.close().await.unwrap();
    let answer = store::sync::push(&other, &anne, push, MORNING).await.unwrap();
    assert!(matches!(answer, PushAnswer::Stored { last_n: 1, .. }), "{answer:?}");
    other.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_transaction_ends_and_the_others_go_on() {
    let house = House::on_postgres().await;
    let anne = house.administrator().await;
    let mut phone = Device::new(&house, &anne);
    let (_, create) = phone.create(&house, &[]);
    let mut frozen = frozen(&house, "set idle_in_transaction_session_timeout = '100ms'").await;
    assert_eq!(phone.store(&house.store, &[create]).await, []);
    let woken = raw_sql("select 1").execute(&mut frozen).await.unwrap_err();
    assert!(matches!(Error::from(woken), Error::Unavailable(_)));
}

/// A file that takes its time for the first bytes.
struct SlowDisk(Vec<u8>, Receiver<()>);

impl Write for SlowDisk {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.is_empty() {
            // Nobody sends anything: this only takes long.
            let _ = self.1.recv_timeout(Duration::from_millis(1500));
        }
        self.0.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_may_take_as_long_as_its_disk() {
    let house = House::on_postgres().await;
    house.administrator().await;
    limit(&house, "idle_in_transaction_session_timeout = '500ms'").await;
    let other = house.another_process().await;
    let (sender, receiver) = mpsc::channel();
    let mut disk = SlowDisk(Vec::new(), receiver);
    backup::write(&other, &mut disk, MORNING).await.unwrap();
    drop(sender);
    backup::verify(disk.0.as_slice()).unwrap();
    other.close().await;
}
