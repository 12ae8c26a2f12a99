//! The tables are those the code speaks of, and opening is safe to repeat.

use std::collections::BTreeSet;

use sqlx::{AnyConnection, Column, Connection, Executor, SqlSafeStr, Statement};
use store::{Error, Store};
use uuid::Uuid;

use crate::on_both;
use crate::support::House;

on_both! {
    async fn the_table_of_each_kind_has_its_fields_and_what_sync_needs(house: House) {
        let mut connection = AnyConnection::connect(&house.address).await.unwrap();
        for kind in domain::KINDS {
            let select = sqlx::AssertSqlSafe(format!("select * from {}", kind.name));
            let statement = connection.prepare(select.into_sql_str()).await.unwrap();
            let columns: BTreeSet<&str> = statement.columns().iter().map(Column::name).collect();
            let fields = kind.fields.iter().map(|field| field.name);
            let system = ["id", "seq", "created_at", "stamps", "search_key", "sort_key"];
            assert_eq!(columns, fields.chain(system).collect(), "{}", kind.name);
        }
        connection.close().await.unwrap();
    }

    async fn opening_again_keeps_the_life_of_the_database(house: House) {
        let before = store::sync::head(&house.store).await.unwrap();
        let again = Store::open(&house.address, Uuid::from_u128(0xBAD)).await.unwrap();
        assert_eq!(store::sync::head(&again).await.unwrap(), before);
        again.close().await;
        assert!(matches!(store::sync::head(&again).await, Err(Error::Unavailable(_))));
    }

    async fn a_database_of_a_newer_carnet_is_refused(house: House) {
        let mut connection = AnyConnection::connect(&house.address).await.unwrap();
        let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
            select 9999, description, success, checksum, execution_time from _sqlx_migrations where version = 1";
        connection.execute(newer).await.unwrap();
        connection.close().await.unwrap();
        let opened = Store::open(&house.address, Uuid::from_u128(0xBAD)).await;
        assert!(matches!(opened, Err(Error::Migration(_))), "{:?}", opened.err());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_that_open_the_same_new_file_do_not_collide() {
    let folder = std::env::temp_dir().join(format!("carnet-race-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let address = format!("sqlite:{}", folder.join("carnet.db").display());
    let opening: Vec<_> = (0..6)
        .map(|number| {
            let address = address.clone();
            tokio::spawn(async move { Store::open(&address, Uuid::from_u128(number)).await })
        })
        .collect();
    let mut lives = BTreeSet::new();
    for opened in opening {
        let store = opened.await.unwrap().unwrap();
        lives.insert(store::sync::head(&store).await.unwrap());
        store.close().await;
    }
    assert_eq!(lives.len(), 1, "all of them see the same life: {lives:?}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_unavailable() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let opened = Store::open(&format!("postgres://postgres@{nobody}/x"), Uuid::nil()).await;
    assert!(matches!(opened, Err(Error::Unavailable(_))), "{:?}", opened.err());
    let folder = std::env::temp_dir();
    let opened = Store::open(&format!("sqlite:{}/no-such-folder/carnet.db", folder.display()), Uuid::nil()).await;
    assert!(matches!(opened, Err(Error::Unavailable(_))), "{:?}", opened.err());
}
