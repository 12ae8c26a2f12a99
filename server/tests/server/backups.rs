//! Backups by the page: administrators only, whole, and written down.

use axum::http::StatusCode;
use domain::Role;
use serde_json::json;
use server::cli::{Backup, Database};
use server::clock;
use store::backup;

use crate::fixture::{TestApp, creation, new_folder};

#[tokio::test]
async fn an_administrator_takes_a_backup_and_carries_it_away() {
    let app = TestApp::start().await;
    let mut office = app.signed_in(Role::Administrator).await;
    let (_, mutation) = creation(1, "Martin", None);
    office.push(clock::id(), json!([mutation])).await;
    let empty = office.call("backups", &json!({})).await.json();
    assert_eq!((&empty["kept"], &empty["every"]), (&json!([]), &json!(null)));
    let listed = office.call("backup_now", &json!({})).await.json();
    let one = &listed["kept"][0];
    assert_eq!((&one["scheduled"], &one["holds"][1]), (&json!(false), &json!(1)), "{listed}");
    let name = one["name"].as_str().unwrap();

    let file = office.get(&format!("/api/v1/backups/{name}")).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.header("content-disposition").contains(name), "{file:?}");
    assert_eq!(Some(u64::try_from(file.body.len()).unwrap()), one["bytes"].as_u64());
    assert_eq!(backup::verify(file.body.as_ref()).unwrap().rows["client"], 1);
    assert_eq!(office.get("/api/v1/backups/carnet.db").await.status, StatusCode::NOT_FOUND);
    assert_eq!(office.get("/api/v1/backups/..%2Fcarnet.db").await.status, StatusCode::NOT_FOUND);
    // The push, the backup and the download are three lines of the book's history.
    let mut bytes = Vec::new();
    let manifest = backup::write(app.store(), &mut bytes, 0).await.unwrap();
    assert_eq!(manifest.rows["history"], 3);

    for role in [Role::Manager, Role::Seller] {
        let mut other = app.signed_in(role).await;
        for call in ["backups", "backup_now"] {
            assert_eq!(other.call(call, &json!({})).await.status, StatusCode::FORBIDDEN, "{call}");
        }
        assert_eq!(other.get(&format!("/api/v1/backups/{name}")).await.status, StatusCode::FORBIDDEN);
    }
    app.stop().await;
}

#[tokio::test]
async fn a_server_that_stops_leaves_no_half_backup() {
    let app = TestApp::start().await;
    let (shelf, store) = (app.running.house.settings.shelf.clone(), app.store().clone());
    let folder = shelf.folder.clone();
    let taking = tokio::spawn(async move { shelf.take(&store, false, clock::now()).await });
    while !folder.exists() {
        tokio::task::yield_now().await;
    }
    app.running.stop().await.unwrap();
    let names: Vec<_> =
        std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|file| file.file_name()).collect();
    let taken: Option<std::ffi::OsString> = taking.await.unwrap().ok().map(|kept| kept.name.into());
    assert_eq!(names, Vec::from_iter(taken));
    std::fs::remove_dir_all(folder.parent().unwrap()).unwrap();
}

#[tokio::test]
async fn a_backup_of_no_book_is_refused_and_makes_none() {
    let folder = new_folder();
    let book = folder.join("typo.db");
    let url = format!("sqlite:{}", book.display());
    let place = folder.join("backups");
    std::fs::create_dir_all(&place).unwrap();
    let asked = |url: &str| Backup {
        place: place.clone(),
        database: Database { data: folder.clone(), database_url: Some(url.to_owned()) },
    };
    let refused = server::backup::backup(&asked(&url)).await.unwrap_err().to_string();
    assert!(refused.contains("typo.db"), "{refused}");
    assert!(!book.exists() && std::fs::read_dir(&place).unwrap().next().is_none());
    // Two within a second, of a book that is there.
    store::Store::open(&url, clock::id()).await.unwrap().close().await;
    for _ in 0..2 {
        server::backup::backup(&asked(&url)).await.unwrap();
    }
    let taken: Vec<_> = std::fs::read_dir(&place).unwrap().flatten().collect();
    assert_eq!(taken.len(), 2);
    for file in taken {
        backup::verify(std::fs::File::open(file.path()).unwrap()).unwrap();
    }
    std::fs::remove_dir_all(folder).unwrap();
}
