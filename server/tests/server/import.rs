//! `carnet import` and `carnet export`.

use std::io::Cursor;

use axum::http::{Method, StatusCode};
use domain::csv::{Cell, Report};
use domain::{Lang, Role};
use server::cli::Format;
use server::export;
use server::import::import;
use sheets::Sheet;
use store::{Visitor, clients};

use crate::fixture::{Answer, Browser, TestApp};

const FILE: &str = "\u{feff}Prénom;Nom;Email;Téléphone;Statut;Assigné à;Revenu annuel;Notes;Couleur\r\n\
    Léa;Roy;lea@roy.example;06 12 34 56 78;Prospect;paul@carnet.example;12 000,50;\"Ligne 1\r\nLigne 2\";bleu\r\n\
    Luc;Petit;pas-un-email;01 02 03 04 05;Client;;;;vert\r\n\
    Zoé;Blanc;zoe@blanc.example;+33 (0)4 72 00 00 00;VIP;inconnu@carnet.example;;;\r\n\
    Ana;Noir;ana@noir.example;;Client;;abc;;\r\n\
    Eva;Vert;eva@vert.example;;Client;;;;\r\n";

async fn imported(app: &TestApp, visitor: &Visitor, dry_run: bool) -> Report {
    import(app.store(), visitor, Cursor::new(FILE), "salon.csv", dry_run, Lang::Fr).await.unwrap()
}

#[tokio::test]
async fn good_rows_go_in_every_fault_is_told_and_a_second_import_changes_nothing() {
    let app = TestApp::start().await;
    app.person(Role::Seller, "Paul").await;
    let first = imported(&app, &app.administrator, false).await;
    assert_eq!((first.rows, first.created, first.changed, first.faults), (5, 3, 0, 2), "{:#?}", first.lines);
    for told in [
        "Ligne 3, colonne «\u{a0}Email\u{a0}»",
        "Ligne 4, colonne «\u{a0}Assigné à\u{a0}»",
        "Ligne 5, colonne «\u{a0}Revenu annuel\u{a0}»",
        "Couleur",
    ] {
        assert!(first.lines.iter().any(|line| line.contains(told)), "{told}: {:#?}", first.lines);
    }
    assert_eq!(first.unassigned, 1, "Zoé goes in, with nobody assigned: {:#?}", first.lines);
    let (head, _) = store::sync::head(app.store()).await.unwrap();
    let second = imported(&app, &app.administrator, false).await;
    assert_eq!((second.created, second.changed, second.unchanged, second.faults), (0, 0, 3, 2), "{:#?}", second.lines);
    assert_eq!(store::sync::head(app.store()).await.unwrap().0, head, "nothing was written");
    app.stop().await;
}

#[tokio::test]
async fn a_dry_run_tells_the_same_and_writes_nothing() {
    let app = TestApp::start().await;
    let (head, _) = store::sync::head(app.store()).await.unwrap();
    let report = imported(&app, &app.administrator, true).await;
    assert_eq!((report.created, report.faults, report.unassigned), (3, 2, 2), "{:#?}", report.lines);
    assert_eq!(store::sync::head(app.store()).await.unwrap().0, head);
    app.stop().await;
}

#[tokio::test]
async fn what_a_seller_may_not_write_is_told_by_row() {
    let app = TestApp::start().await;
    app.person(Role::Seller, "Paul").await;
    let marie = app.person(Role::Seller, "Marie").await;
    let report = imported(&app, &marie, false).await;
    assert_eq!((report.created, report.faults), (2, 3), "{:#?}", report.lines);
    assert!(report.lines.iter().any(|line| line.contains("Ligne 2\u{a0}: refusée")), "{:#?}", report.lines);
    app.stop().await;
}

#[tokio::test]
async fn history_names_the_file_and_the_act() {
    let app = TestApp::start().await;
    imported(&app, &app.administrator, false).await;
    let query = domain::search::Query { text: "eva vert".into(), ..Default::default() };
    let page = clients::list(app.store(), &app.administrator, &query, 10, 0).await.unwrap();
    let history = store::history::of_record(app.store(), &app.administrator, page.rows[0].id, 10).await.unwrap();
    assert_eq!((history.len(), history[0].act), (1, sync::Act::Import));
    assert_eq!(history[0].device_label, "Import salon.csv");
    app.stop().await;
}

#[tokio::test]
async fn what_was_exported_is_imported_without_a_change() {
    let app = TestApp::start().await;
    app.person(Role::Seller, "Paul").await;
    imported(&app, &app.administrator, false).await;
    for format in [Format::Excel, Format::Standard] {
        let mut bytes = Vec::new();
        let count = export::file(app.store(), format, Lang::Fr, &mut bytes).await.unwrap();
        assert_eq!(count, 3);
        let report =
            import(app.store(), &app.administrator, Cursor::new(bytes), "export.csv", false, Lang::En).await.unwrap();
        assert_eq!(
            (report.created, report.changed, report.unchanged, report.faults),
            (0, 0, 3, 0),
            "{:#?}",
            report.lines
        );
    }
    app.stop().await;
}

#[tokio::test]
async fn a_workbook_goes_in_as_the_csv_file_it_stands_for() {
    let app = TestApp::start().await;
    let texts = |texts: [&str; 5]| texts.map(|text| Cell::Text(text.to_owned()));
    let sheet = Sheet {
        name: "Salon".to_owned(),
        headings: ["Prénom", "Nom", "Email", "Statut", "Notes", "Revenu annuel"].map(str::to_owned).to_vec(),
        rows: vec![
            [&texts(["Léa", "Roy", "lea@roy.example", "VIP", "=1+1"])[..], &[Cell::Money(1_200_050)]].concat(),
            [&texts(["Luc", "Petit", "pas-un-email", "Client", ""])[..], &[Cell::Empty]].concat(),
        ],
    };
    let bytes = sheets::write(&sheet).unwrap();
    let bring =
        |bytes: Vec<u8>| import(app.store(), &app.administrator, Cursor::new(bytes), "salon.xlsx", false, Lang::Fr);
    let report = bring(bytes.clone()).await.unwrap();
    assert_eq!((report.created, report.faults), (1, 1), "{:#?}", report.lines);
    assert!(report.lines.iter().any(|line| line.contains("Ligne 3")), "{:#?}", report.lines);
    let again = bring(bytes.clone()).await.unwrap();
    assert_eq!((again.changed, again.unchanged), (0, 1), "{:#?}", again.lines);
    let damaged = bring(bytes[..bytes.len() / 2].to_vec()).await.unwrap_err();
    assert!(damaged.to_string().contains("abîmé"), "{damaged}");
    app.stop().await;
}

async fn brought(browser: &Browser, dry_run: bool, file: &[u8]) -> Answer {
    let path = format!("/api/v1/import?name=salon.csv&dry_run={dry_run}&lang=fr");
    browser.send(Method::POST, &path, file.to_vec(), &[]).await
}

#[tokio::test]
async fn a_file_that_came_to_the_server_goes_in_like_one_that_is_there() {
    let app = TestApp::start().await;
    app.person(Role::Seller, "Paul").await;
    let office = app.signed_in(Role::Manager).await;
    let (head, _) = store::sync::head(app.store()).await.unwrap();
    let trial: Report = serde_json::from_value(brought(&office, true, FILE.as_bytes()).await.json()).unwrap();
    assert_eq!((trial.created, trial.faults, trial.unassigned), (3, 2, 1), "{:#?}", trial.lines);
    assert_eq!(store::sync::head(app.store()).await.unwrap().0, head, "nothing was written");
    let report: Report = serde_json::from_value(brought(&office, false, FILE.as_bytes()).await.json()).unwrap();
    assert_eq!(report, trial);
    assert!(store::sync::head(app.store()).await.unwrap().0 > head);
    let again: Report = serde_json::from_value(brought(&office, false, FILE.as_bytes()).await.json()).unwrap();
    assert_eq!((again.created, again.changed, again.unchanged), (0, 0, 3));
    app.stop().await;
}

#[tokio::test]
async fn who_may_not_import_and_what_is_no_list_is_refused_with_its_reason() {
    let app = TestApp::start().await;
    let (office, phone) = (app.signed_in(Role::Administrator).await, app.signed_in(Role::Seller).await);
    let key = |answer: Answer| (answer.status, answer.json()["error"].as_str().unwrap_or_default().to_owned());
    let told = |status, name: &str| (status, name.to_owned());
    let file = FILE.as_bytes();
    assert_eq!(key(brought(&app.browser(), false, file).await), told(StatusCode::UNAUTHORIZED, "signed_out"));
    assert_eq!(key(brought(&phone, false, file).await), told(StatusCode::FORBIDDEN, "not_allowed"));
    let nothing = brought(&office, false, b"").await;
    assert!(nothing.json()["detail"].as_str().is_some_and(|detail| detail.starts_with("salon.csv")));
    assert_eq!(key(nothing), told(StatusCode::UNPROCESSABLE_ENTITY, "unreadable_list"));
    let without = office.send(Method::POST, "/api/v1/import", file.to_vec(), &[]).await;
    assert_eq!(key(without), told(StatusCode::BAD_REQUEST, "not_understood"));
    let turn = app.running.house.imports.acquire().await.unwrap();
    assert_eq!(key(brought(&office, false, file).await), told(StatusCode::CONFLICT, "import_under_way"));
    drop(turn);
    assert_eq!(brought(&office, false, file).await.status, StatusCode::OK);
    app.stop().await;
}
