//! `carnet import` and `carnet export`.

use std::io::Cursor;

use axum::http::{Method, StatusCode};
use domain::account::ACCOUNT;
use domain::csv::{Cell, Report};
use domain::event::EVENT;
use domain::{Kind, Lang, Record, Role};
use serde_json::json;
use server::cli::Format;
use server::import::{Terms, import};
use server::{clock, export};
use sheets::Sheet;
use sqlx::{AnyConnection, Connection as _};
use store::{Visitor, clients};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::fixture::{Answer, Browser, TestApp, mutation, soon};

const FILE: &str = "\u{feff}Prénom;Nom;Email;Téléphone;Statut;Assigné à;Revenu annuel;Notes;Couleur\r\n\
    Léa;Roy;lea@roy.example;06 12 34 56 78;Prospect;paul@carnet.example;12 000,50;\"Ligne 1\r\nLigne 2\";bleu\r\n\
    Luc;Petit;pas-un-email;01 02 03 04 05;Client;;;;vert\r\n\
    Zoé;Blanc;zoe@blanc.example;+33 (0)4 72 00 00 00;VIP;inconnu@carnet.example;;;\r\n\
    Ana;Noir;ana@noir.example;;Client;;abc;;\r\n\
    Eva;Vert;eva@vert.example;;Client;;;;\r\n";

/// Everything is told, whatever its size.
const TERMS: Terms<'_> = Terms { name: "salon.csv", dry_run: false, lang: Lang::Fr, lines: usize::MAX, book: u64::MAX };

const LINKED: &str = "Prénom;Nom;Email;Statut;Société liée;Salon;Étape;Raison de la perte;Intérêt\r\n\
    Léa;Roy;lea@roy.example;Prospect;=ZINGUERIE roy!;Bâtimat 2031;Perdu;Prix;Chaud\r\n\
    Luc;Petit;luc@petit.example;Client;Blanc;Batimat 2031;;;\r\n\
    Ana;Noir;ana@noir.example;Client;Noir SA;Batimat 2032;New;;cold\r\n";

/// Keeps accounts and shows of these names.
async fn keep(app: &TestApp, names: &[(&'static Kind, &str)]) {
    let changes = names.iter().map(|&(kind, name)| {
        let mut record = Record::new(kind, clock::id());
        record.set(kind.named_by[0], Some(name.into()));
        sync::mutation::diff(None, &record, 0).unwrap()
    });
    let changes: Vec<_> = changes.collect();
    let browser = app.signed_in_as(&app.administrator.person.email).await;
    let answer = browser.push(clock::id(), json!([mutation(1, "create", &json!(changes))])).await;
    assert_eq!(answer.json()["stored"]["notes"], json!([]), "{answer:?}");
}

async fn imported(app: &TestApp, visitor: &Visitor, dry_run: bool) -> Report {
    import(app.store(), visitor, Cursor::new(FILE), Terms { dry_run, ..TERMS }).await.unwrap()
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
        let report = import(app.store(), &app.administrator, Cursor::new(bytes), TERMS).await.unwrap();
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
async fn accounts_and_shows_go_in_and_come_out_by_their_names() {
    let app = TestApp::start().await;
    keep(&app, &[(&ACCOUNT, "=Zinguerie Roy"), (&ACCOUNT, "Blanc"), (&ACCOUNT, "BLANC"), (&EVENT, "Batimat 2031")])
        .await;
    let bring = |file: String| {
        let (store, visitor) = (app.store(), &app.administrator);
        async move { import(store, visitor, Cursor::new(file), TERMS).await.unwrap() }
    };
    let first = bring(LINKED.to_owned()).await;
    assert_eq!((first.created, first.faults, first.unassigned, first.unlinked), (3, 0, 0, 2), "{:#?}", first.lines);
    for told in [
        "Ligne 3, colonne «\u{a0}Société liée\u{a0}»",
        "Ligne 4, colonne «\u{a0}Société liée\u{a0}»",
        "Ligne 4, colonne «\u{a0}Salon\u{a0}»",
    ] {
        assert!(first.lines.iter().any(|line| line.starts_with(told)), "{told}: {:#?}", first.lines);
    }
    for (format, lang) in [(Format::Excel, Lang::Fr), (Format::Standard, Lang::En)] {
        let mut bytes = Vec::new();
        export::file(app.store(), format, lang, &mut bytes).await.unwrap();
        let file = String::from_utf8(bytes).unwrap();
        let line = file.lines().find(|line| line.contains("lea@roy.example")).unwrap();
        let wanted = match format {
            Format::Excel => ";'=Zinguerie Roy;Perdu;Prix;Chaud;Batimat 2031",
            Format::Standard => ",'=Zinguerie Roy,Lost,Price,Hot,Batimat 2031",
        };
        assert!(line.ends_with(wanted), "{line}");
        let again = bring(file).await;
        assert_eq!((again.changed, again.unchanged, again.faults, again.unlinked), (0, 3, 0, 0), "{:#?}", again.lines);
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
    let terms = Terms { name: "salon.xlsx", ..TERMS };
    let bring = |bytes: Vec<u8>| import(app.store(), &app.administrator, Cursor::new(bytes), terms);
    let report = bring(bytes.clone()).await.unwrap();
    assert_eq!((report.created, report.faults), (1, 1), "{:#?}", report.lines);
    assert!(report.lines.iter().any(|line| line.contains("Ligne 3")), "{:#?}", report.lines);
    let again = bring(bytes.clone()).await.unwrap();
    assert_eq!((again.changed, again.unchanged), (0, 1), "{:#?}", again.lines);
    let damaged = bring(bytes[..bytes.len() / 2].to_vec()).await.unwrap_err();
    assert!(damaged.to_string().contains("abîmé"), "{damaged}");
    let small = Terms { book: 100, ..terms };
    let large = import(app.store(), &app.administrator, Cursor::new(bytes), small).await.unwrap_err();
    assert!(large.to_string().contains("enregistrez-le en CSV"), "{large}");
    app.stop().await;
}

#[tokio::test]
async fn the_first_faults_are_told_in_the_order_of_the_file_and_all_are_counted() {
    let app = TestApp::start().await;
    app.person(Role::Seller, "Paul").await;
    let marie = app.person(Role::Seller, "Marie").await;
    let rows = [
        "A;A;a@a.example;Client;inconnu@carnet.example",
        "B;B;b@b.example;Client;paul@carnet.example",
        "C;C;c;?;",
        "D;D;a@a.example;Client;",
        "E;E;e;Client;",
    ];
    let file = format!("Prénom;Nom;Email;Statut;Assigné à\n{}\n", rows.join("\n"));
    let bring =
        |lines| import(app.store(), &marie, Cursor::new(file.clone()), Terms { lines, dry_run: false, ..TERMS });
    let whole = bring(usize::MAX).await.unwrap();
    assert_eq!((whole.created, whole.faults, whole.unassigned, whole.told), (1, 4, 1, whole.lines.len()));
    let numbers: Vec<&str> = whole.lines[1..].iter().filter_map(|line| line.get(6..7)).collect();
    assert_eq!(numbers, ["2", "3", "4", "4", "5", "6"], "{:#?}", whole.lines);
    let some = bring(2).await.unwrap();
    assert_eq!((some.lines.len(), some.told, some.faults, some.unassigned), (3, 7, 4, 1));
    assert_eq!(some.lines[1..], whole.lines[1..3]);
    app.stop().await;
}

#[tokio::test]
async fn a_quote_that_swallows_the_file_is_told_with_its_row_and_nothing_is_written() {
    let app = TestApp::start().await;
    let office = app.signed_in(Role::Manager).await;
    let (head, _) = store::sync::head(app.store()).await.unwrap();
    let mut file = b"Pr\xc3\xa9nom;Nom;Email;Statut\nA;A;a@a.example;Client\nB;\"B;b@b.example;Client\n".to_vec();
    file.extend(b"C;C;c@c.example;Client\n".repeat(200_000));
    let answer = brought(&office, false, &file).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.json()["detail"].as_str().is_some_and(|detail| detail.contains("Ligne 3\u{a0}: ")), "{answer:?}");
    assert_eq!(store::sync::head(app.store()).await.unwrap().0, head);
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

/// A file on its way, over a connection of its own.
async fn begun(app: &TestApp, browser: &Browser, length: usize, some: &[u8]) -> TcpStream {
    let mut line = TcpStream::connect(app.running.address).await.unwrap();
    let cookie = browser.cookie.as_deref().unwrap();
    let head = format!(
        "POST /api/v1/import?name=salon.csv&dry_run=true&lang=fr HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\
        Content-Length: {length}\r\nConnection: close\r\n\r\n",
        app.running.address
    );
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(some).await.unwrap();
    line
}

async fn answer(mut line: TcpStream) -> String {
    let mut text = String::new();
    soon(line.read_to_string(&mut text)).await.unwrap();
    text
}

/// Waits until so many files more may be on their way.
async fn until_free(app: &TestApp, room: usize) {
    soon(async {
        while app.running.house.uploads.available_permits() != room {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_slow_line_keeps_nobody_from_importing() {
    let app = TestApp::start().await;
    let office = app.signed_in(Role::Manager).await;
    let file = FILE.as_bytes();
    let (some, rest) = file.split_at(100);
    let mut slow = begun(&app, &office, file.len(), some).await;
    until_free(&app, 1).await;
    assert_eq!(brought(&office, true, file).await.status, StatusCode::OK);
    let other = begun(&app, &office, file.len(), some).await;
    until_free(&app, 0).await;
    assert_eq!(brought(&office, true, file).await.status, StatusCode::CONFLICT, "two are on their way");
    slow.write_all(rest).await.unwrap();
    assert!(answer(slow).await.starts_with("HTTP/1.1 200"));
    drop(other);
    until_free(&app, 2).await;
    app.stop().await;
}

#[tokio::test]
async fn a_file_that_is_refused_is_read_to_its_end_so_that_its_sender_reads_why() {
    let app = TestApp::start().await;
    let (office, phone) = (app.signed_in(Role::Manager).await, app.signed_in(Role::Seller).await);
    let file = vec![b' '; 16 * 1024 * 1024];
    let refused = begun(&app, &phone, file.len(), &file).await;
    assert!(answer(refused).await.starts_with("HTTP/1.1 403"));
    let turn = app.running.house.imports.acquire().await.unwrap();
    let busy = begun(&app, &office, file.len(), &file).await;
    assert!(answer(busy).await.starts_with("HTTP/1.1 409"));
    drop(turn);
    let mut large = begun(&app, &office, 600 * 1024 * 1024, b"").await;
    let mut status = [0; 12];
    soon(large.read_exact(&mut status)).await.unwrap();
    assert_eq!(&status, b"HTTP/1.1 413", "before anything was sent");
    drop(large);
    app.stop().await;
}

#[tokio::test]
async fn an_import_that_the_database_stops_says_that_it_goes_on_with_the_same_file() {
    let app = TestApp::start().await;
    let office = app.signed_in(Role::Manager).await;
    let mut database = AnyConnection::connect(&app.database()).await.unwrap();
    let trigger = "create trigger broken before insert on client begin select raise(abort, 'broken'); end";
    sqlx::query(trigger).execute(&mut database).await.unwrap();
    let stopped = brought(&office, false, FILE.as_bytes()).await;
    assert_eq!((stopped.status, &stopped.json()["error"]), (StatusCode::INTERNAL_SERVER_ERROR, &"failed".into()));
    assert!(stopped.json()["message"]["fr"].as_str().is_some_and(|text| text.contains("le même fichier")));
    sqlx::query("drop trigger broken").execute(&mut database).await.unwrap();
    let again: Report = serde_json::from_value(brought(&office, false, FILE.as_bytes()).await.json()).unwrap();
    assert_eq!(again.created, 3);
    app.stop().await;
}
