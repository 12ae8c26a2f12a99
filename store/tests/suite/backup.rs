//! Backups: what was taken from one database comes back in the other, or not at all; and what a backup did not know, the
//! devices send again.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};

use domain::{Role, client};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _, Row as _};
use store::backup::{self, Manifest};
use store::password::Cost;
use store::{Duty, Error, Store, history, people};
use sync::wire::{PullAnswer, PushAnswer};
use uuid::Uuid;

use crate::on_both;
use crate::support::house::{MORNING, PASSWORD};
use crate::support::{Device, House};

/// The name of the new life.
const LIFE: Uuid = Uuid::from_u128(0x11FE);

const POSTGRES_TABLES: &str =
    "select cast(table_name as text) from information_schema.tables where table_schema = current_schema()";

/// A backup of a house.
async fn taken(store: &Store) -> (Vec<u8>, Manifest) {
    let mut bytes = Vec::new();
    let manifest = backup::write(store, &mut bytes, MORNING).await.unwrap();
    (bytes, manifest)
}

async fn restored(bytes: &[u8], address: &str, replace: bool) -> store::Result<Manifest> {
    backup::restore(address, || Ok(Cursor::new(bytes)), replace, LIFE, MORNING + 1000).await
}

/// A backup into which somebody wrote a row of one more table, with a checksum that is right.
fn with_table(bytes: &[u8], table: &str, column: &str) -> Vec<u8> {
    let mut text = String::new();
    GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let (first, rest) = lines.split_first().unwrap();
    let (last, rows) = rest.split_last().unwrap();
    let [mut manifest, mut end] = [first, last].map(|line| serde_json::from_str::<Value>(line).unwrap());
    manifest["rows"][table] = json!(1);
    end["rows"][table] = json!(1);
    let heading = json!({ "table": table, "columns": [column] });
    let text = format!("{manifest}\n{}\n{heading}\n[\"x\"]\n", rows.join("\n"));
    let mut sha256 = String::new();
    for byte in Sha256::digest(&text) {
        write!(sha256, "{byte:02x}").unwrap();
    }
    end["sha256"] = json!(sha256);
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    writeln!(packed, "{text}{end}").unwrap();
    packed.finish().unwrap()
}

/// How many rows a table has.
async fn count(house: &House, table: &str) -> i64 {
    let mut connection = AnyConnection::connect(&house.address).await.unwrap();
    let select = AssertSqlSafe(format!("select count(*) from {table}"));
    let count = sqlx::query_scalar(select).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    count
}

/// Takes a backup of one house and restores it in another.
async fn moves(from: House, to: House) {
    let anne = from.administrator().await;
    let paul = from.invited(&anne, Role::Seller).await;
    let mut phone = Device::new(&from, &anne);
    let note = "« Été » à 5 %\n\t\"guillemets\" 🌻 \\";
    let (id, one) = phone.create(
        &from,
        &[(client::NOTES, note), (client::CITY, "Épinal"), (client::ASSIGNEE, &paul.person.id.to_string())],
    );
    let mut acts = vec![one];
    // More than one statement writes.
    acts.extend((0..40).map(|_| phone.create(&from, &[]).1));
    phone.store(&from.store, &acts).await;
    let (bytes, manifest) = taken(&from.store).await;
    assert_eq!(backup::verify(Cursor::new(&bytes)).unwrap(), manifest);
    assert_eq!((manifest.rows["client"], manifest.rows["person"]), (41, 2));
    assert!(!manifest.rows.contains_key("session"), "open sessions stay behind");
    let head = store::sync::head(&from.store).await.unwrap();
    assert_eq!((manifest.head, manifest.epoch), head);

    assert_eq!(restored(&bytes, &to.address, false).await.unwrap(), manifest);
    let there = to.another_process().await;
    let (new_head, life) = store::sync::head(&there).await.unwrap();
    assert_eq!((life, new_head), (LIFE, u64::try_from(MORNING + 1000).unwrap()));
    let before = store::clients::show(&from.store, &anne, id).await.unwrap().unwrap();
    assert_eq!(store::clients::show(&there, &anne, id).await.unwrap().unwrap(), before);
    let told = history::of_record(&from.store, &anne, id, 10).await.unwrap();
    assert_eq!(history::of_record(&there, &anne, id, 10).await.unwrap(), told);
    assert_eq!(people::list(&there).await.unwrap(), people::list(&from.store).await.unwrap());
    let signed_in = people::sign_in(&there, "anne@exemple.fr", PASSWORD, Cost::CHEAP).await.unwrap();
    assert_eq!(signed_in.map(|person| person.id), Some(anne.person.id));
    let query = domain::search::Query { text: "epinal".to_owned(), ..Default::default() };
    let all = store::clients::list(&there, &anne, &domain::search::Query::default(), 100, 0).await.unwrap();
    assert_eq!((all.total, store::clients::list(&there, &anne, &query, 9, 0).await.unwrap().total), (41, 1));

    // Taken again, it is the same book.
    let (_, again) = taken(&there).await;
    assert_eq!(again.rows, manifest.rows);
    there.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_sqlite_is_restored_in_postgres() {
    moves(House::on_sqlite().await, House::on_postgres().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_postgres_is_restored_in_sqlite() {
    moves(House::on_postgres().await, House::on_sqlite().await).await;
}

on_both! {
    async fn devices_send_again_what_the_backup_did_not_know(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (known, one) = phone.create(&house, &[(client::CITY, "Lyon")]);
        phone.store(&house.store, std::slice::from_ref(&one)).await;
        let (bytes, _) = taken(&house.store).await;
        // Acknowledged, and then forgotten by the server.
        let (forgotten, two) = phone.create(&house, &[]);
        phone.store(&house.store, std::slice::from_ref(&two)).await;
        let seen = store::sync::head(&house.store).await.unwrap().0;
        phone.now += 60_000;
        let three = phone.edit(&house, known, seen, client::CITY, "Lyon", "Pau");

        restored(&bytes, &house.address, true).await.unwrap();
        assert_eq!(store::clients::show(&house.store, &anne, forgotten).await.unwrap(), None);
        let answer = phone.push(&house.store, std::slice::from_ref(&three)).await;
        assert_eq!(answer, PushAnswer::Restored { epoch: LIFE, last_n: 1 });
        assert_eq!(phone.pull(&house.store).await, PullAnswer::Rebuild);
        phone.epoch = Some(LIFE);
        // What another device did in the new life must not pass for what this one saw in the former.
        let mut office = Device { epoch: Some(LIFE), ..Device::new(&house, &anne) };
        let edit = office.edit(&house, known, 0, client::CITY, "Lyon", "Metz");
        office.store(&house.store, &[edit]).await;
        let now = store::sync::head(&house.store).await.unwrap().0;
        assert!(now > seen + 1_000_000, "the numbers of the new life stand above: {now}");
        phone.store(&house.store, &[one, two, three]).await;
        assert!(store::clients::show(&house.store, &anne, forgotten).await.unwrap().is_some());
        let row = store::clients::show(&house.store, &anne, known).await.unwrap().unwrap();
        assert_eq!(history::of_record(&house.store, &anne, known, 10).await.unwrap().len(), 3);
        assert!(!row.record.text(client::CONFLICTS).is_empty(), "two people, two towns: neither is lost");
    }

    async fn a_damaged_backup_changes_nothing(house: House) {
        let anne = house.administrator().await;
        let mut phone = Device::new(&house, &anne);
        let (id, create) = phone.create(&house, &[]);
        phone.store(&house.store, &[create]).await;
        let (bytes, _) = taken(&house.store).await;
        let before = store::sync::head(&house.store).await.unwrap();
        let mut flipped = bytes.clone();
        flipped[bytes.len() / 2] ^= 0x10;
        let halves = [&bytes[..bytes.len() / 2], &bytes[..bytes.len() - 9], &flipped, b"a letter", b""];
        for damaged in halves {
            let answer = restored(damaged, &house.address, true).await;
            assert!(matches!(answer, Err(Error::Damaged(_))), "{answer:?}");
        }
        assert_eq!(store::sync::head(&house.store).await.unwrap(), before);
        assert!(store::clients::show(&house.store, &anne, id).await.unwrap().is_some());
    }

    async fn a_book_is_replaced_only_when_asked(house: House) {
        let anne = house.administrator().await;
        let (bytes, _) = taken(&house.store).await;
        let mut phone = Device::new(&house, &anne);
        let (id, create) = phone.create(&house, &[]);
        phone.store(&house.store, &[create]).await;
        assert!(matches!(restored(&bytes, &house.address, false).await, Err(Error::NotEmpty)));
        assert!(store::clients::show(&house.store, &anne, id).await.unwrap().is_some());
        restored(&bytes, &house.address, true).await.unwrap();
        assert_eq!(store::clients::show(&house.store, &anne, id).await.unwrap(), None);
    }

    async fn a_backup_is_one_moment_while_others_write(house: House) {
        let anne = house.administrator().await;
        let (store, mut phone) = (house.store.clone(), Device::new(&house, &anne));
        let acts: Vec<_> = (0..30).map(|_| phone.create(&house, &[]).1).collect();
        let writing = tokio::spawn(async move {
            for act in acts {
                let answer = phone.push(&store, &[act]).await;
                assert!(matches!(answer, PushAnswer::Stored { .. }), "{answer:?}");
            }
        });
        for _ in 0..5 {
            let (bytes, manifest) = taken(&house.store).await;
            backup::verify(Cursor::new(bytes)).unwrap();
            // One number per push, one client and one line of history per number.
            assert_eq!(manifest.rows["client"], manifest.rows["history"]);
        }
        writing.await.unwrap();
    }

    async fn a_backup_holds_every_table_of_ours_and_no_other(house: House) {
        let mut connection = AnyConnection::connect(&house.address).await.unwrap();
        let list = if house.is_sqlite() { "select name from sqlite_master where type = 'table'" } else { POSTGRES_TABLES };
        let rows = sqlx::query(list).fetch_all(&mut connection).await.unwrap();
        let fresh: BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
        connection.execute("create table ledger (id text)").await.unwrap();
        connection.close().await.unwrap();
        let (bytes, manifest) = taken(&house.store).await;
        let behind = ["_sqlx_migrations", "session", "subscription"].map(str::to_owned);
        assert_eq!(fresh, manifest.rows.keys().cloned().chain(behind).collect());
        backup::verify(Cursor::new(bytes)).unwrap();
    }

    async fn tables_of_other_programs_stay_as_they_are(house: House) {
        let (bytes, _) = taken(&house.store).await;
        let mut connection = AnyConnection::connect(&house.address).await.unwrap();
        connection.execute("create table ledger (id text)").await.unwrap();
        connection.execute("insert into ledger (id) values ('one')").await.unwrap();
        connection.close().await.unwrap();
        assert!(matches!(restored(&bytes, &house.address, false).await, Err(Error::NotEmpty)), "there is no book, but more");
        restored(&bytes, &house.address, true).await.unwrap();
        assert_eq!(count(&house, "ledger").await, 1);
        // With tables of our names but without what our migrations note, it is another program's database.
        let mut connection = AnyConnection::connect(&house.address).await.unwrap();
        connection.execute("drop table _sqlx_migrations").await.unwrap();
        connection.close().await.unwrap();
        let firms = count(&house, "firm").await;
        assert!(matches!(restored(&bytes, &house.address, false).await, Err(Error::NotEmpty)));
        assert!(matches!(restored(&bytes, &house.address, true).await, Err(Error::Migration(_))));
        assert_eq!((count(&house, "firm").await, count(&house, "ledger").await), (firms, 1));
    }

    async fn a_book_of_a_newer_carnet_is_not_replaced(house: House) {
        let (bytes, _) = taken(&house.store).await;
        let mut connection = AnyConnection::connect(&house.address).await.unwrap();
        connection.execute("update _sqlx_migrations set version = 9999 where version = 6").await.unwrap();
        connection.close().await.unwrap();
        let before = store::sync::head(&house.store).await.unwrap();
        assert!(matches!(restored(&bytes, &house.address, true).await, Err(Error::Migration(_))));
        assert_eq!(store::sync::head(&house.store).await.unwrap(), before);
    }

    async fn what_restoring_would_refuse_is_not_whole(house: House) {
        let (bytes, _) = taken(&house.store).await;
        let before = store::sync::head(&house.store).await.unwrap();
        backup::verify(Cursor::new(with_table(&bytes, "tag", "id"))).unwrap();
        for (table, column) in [("ledger", "id"), ("session", "id"), ("_sqlx_migrations", "version"), ("tag", "id) --")] {
            let forged = with_table(&bytes, table, column);
            let verified = backup::verify(Cursor::new(&forged));
            assert!(matches!(verified, Err(Error::Damaged(_))), "{table}: {verified:?}");
            let answer = restored(&forged, &house.address, true).await;
            assert!(matches!(answer, Err(Error::Damaged(_))), "{table}: {answer:?}");
        }
        assert_eq!(store::sync::head(&house.store).await.unwrap(), before);
    }

    async fn one_process_has_the_duty(house: House) {
        let other = house.another_process().await;
        let (mut here, mut there) = (Duty::new(&house.store), Duty::new(&other));
        assert!(here.held().await.unwrap());
        assert!(here.held().await.unwrap(), "and keeps it");
        assert_eq!(there.held().await.unwrap(), house.is_sqlite());
        drop(here);
        let mut tries = 0;
        while !there.held().await.unwrap() && tries < 1000 {
            tries += 1;
            tokio::task::yield_now().await;
        }
        assert!(there.held().await.unwrap(), "the next one takes it over");
        other.close().await;
    }
}
