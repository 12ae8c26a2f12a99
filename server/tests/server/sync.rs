//! Push and pull through the door: rights, and bodies nobody should send.

use axum::http::{Method, StatusCode};
use domain::Role;
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use uuid::Uuid;

use crate::fixture::{Browser, TestApp, creation, mutation};

async fn pull(browser: &Browser, device: Uuid, scope: &str) -> Json {
    let head = browser.send(Method::GET, &format!("/api/v1/bootstrap?device={device}"), Vec::new(), &[]).await.text();
    let head: Json = serde_json::from_str(head.lines().next().unwrap()).unwrap();
    let pull = json!({ "device": device, "epoch": head["epoch"], "scope": scope, "cursor": 0 });
    browser.post("/api/v1/pull", &pull).await.json()
}

#[tokio::test]
async fn a_seller_sees_and_edits_only_their_own_and_unassigned_clients() {
    let app = TestApp::start().await;
    let manager = app.signed_in(Role::Manager).await;
    let (paul, marie) = (app.person(Role::Seller, "Paul").await, app.person(Role::Seller, "Marie").await);
    let (theirs, first) = creation(1, "Roy", Some(marie.person.id));
    let (_, second) = creation(2, "Petit", Some(paul.person.id));
    let (_, third) = creation(3, "Blanc", None);
    let device = Uuid::from_u128(1);
    assert_eq!(manager.push(device, json!([first, second, third])).await.json()["stored"]["last_n"], 3);

    let mut browser = app.signed_in_as("paul@carnet.example").await;
    let patch = pull(&browser, Uuid::from_u128(2), &format!("own:{}", paul.person.id)).await;
    let text = patch.to_string();
    assert!(text.contains("Petit") && text.contains("Blanc") && !text.contains("Roy"), "{text}");
    let everything = pull(&browser, Uuid::from_u128(2), "all").await;
    assert_eq!(everything, "rebuild", "nobody widens their scope by asking");
    let list = browser.call("list_clients", &json!({ "query": { "text": "" } })).await;
    assert_eq!(list.json()["total"], 2, "{list:?}");
    assert_eq!(browser.call("show_client", &json!({ "id": theirs.id })).await.json(), json!(null));
    assert_eq!(browser.call("history", &json!({ "record": theirs.id })).await.json(), json!([]));

    let edit =
        json!([{ "kind": "client", "record": theirs.id, "seen": 1, "edits": [{ "field": "city", "to": "Lyon" }] }]);
    let answer = browser.push(Uuid::from_u128(2), json!([mutation(1, "edit", &edit)])).await.json()["stored"].take();
    assert_eq!(answer["notes"][0]["outcome"], json!({ "refused": { "reason": "not_allowed" } }));
    assert_eq!(answer["last_n"], 1, "{answer}");
    app.stop().await;
}

#[tokio::test]
async fn half_a_body_is_told_as_such_and_stores_nothing() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Manager).await;
    let (_, create) = creation(1, "Roy", None);
    let body = json!({ "device": Uuid::from_u128(1), "label": "", "epoch": null, "mutations": [create] }).to_string();
    let half = &body[..body.len() / 2];
    let answer = browser.send(Method::POST, "/api/v1/push", half.as_bytes().to_vec(), &[]).await;
    assert_eq!((answer.status, answer.json()["error"].as_str()), (StatusCode::BAD_REQUEST, Some("cut_off")));
    assert!(answer.json()["message"]["fr"].as_str().unwrap().contains("interrompu"));

    let mut wire = TcpStream::connect(app.running.address).await.unwrap();
    let request = format!(
        "POST /api/v1/push HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nContent-Length: {}\r\n\r\n{half}",
        app.running.address,
        browser.cookie.as_deref().unwrap(),
        body.len(),
    );
    wire.write_all(request.as_bytes()).await.unwrap();
    wire.shutdown().await.unwrap();
    let mut heard = String::new();
    let _ = wire.read_to_string(&mut heard).await;
    assert!(heard.is_empty() || heard.starts_with("HTTP/1.1 400"), "{heard}");
    assert_eq!(store::sync::head(app.store()).await.map(|(head, _)| head).unwrap(), head_of_people());
    app.stop().await;
}

/// The head after the administrator and one manager were let in: nothing else was written.
const fn head_of_people() -> u64 {
    2
}

#[tokio::test]
async fn what_is_not_a_push_is_refused_with_a_sentence() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Manager).await;
    for body in ["[]", "{}", "\"push\"", "{\"device\":\"not a uuid\"}", "null", "\u{0}"] {
        let answer = browser.send(Method::POST, "/api/v1/push", body.as_bytes().to_vec(), &[]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(answer.json()["error"], "not_understood", "{body}");
    }
    let gap = browser.push(Uuid::from_u128(1), json!([creation(5, "Roy", None).1])).await;
    assert_eq!(gap.json(), json!({ "gap": { "last_n": 0 } }));
    app.stop().await;
}

#[tokio::test]
async fn an_act_of_another_time_is_refused_and_kept_and_the_next_one_goes_in() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Manager).await;
    let mut newer = creation(1, "Roy", None).1;
    newer["version"] = json!(999);
    let mut unknown = creation(2, "Petit", None).1;
    unknown["changes"][0]["kind"] = json!("starship");
    let mut older = creation(3, "Blanc", None).1;
    older["act"] = json!("quick_capture");
    older["added_by_an_old_build"] = json!(true);
    let answer = browser.push(Uuid::from_u128(1), json!([newer, unknown, older])).await.json()["stored"].take();
    assert_eq!(answer["last_n"], 3, "{answer}");
    let refused: Vec<_> = answer["notes"].as_array().unwrap().iter().map(|note| note["n"].clone()).collect();
    assert_eq!(refused, [1, 2], "{answer}");
    app.stop().await;
}

#[tokio::test]
async fn a_megabyte_of_notes_is_refused_by_name_and_kept_out_of_nobody_s_way() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in(Role::Manager).await;
    let line = "Une ligne de notes avec </textarea><script>.\n";
    let noted = |n: u64, lines: usize| {
        let (record, mut create) = creation(n, "<script>alert(1)</script>", None);
        let edits = create["changes"][0]["edits"].as_array_mut().unwrap();
        edits.push(json!({ "field": "notes", "to": line.repeat(lines).trim_end() }));
        (record, create)
    };
    let (huge, long) = (noted(1, 23_000), noted(2, 1_400));
    assert!(huge.1.to_string().len() > 1_000_000);
    let answer = browser.push(Uuid::from_u128(1), json!([huge.1, long.1])).await.json()["stored"].take();
    let refused = json!({ "refused": { "reason": { "bad_value": { "field": "notes" } } } });
    assert_eq!(answer["notes"], json!([{ "n": 1, "outcome": refused }]));
    assert_eq!(answer["last_n"], 2);
    let shown = browser.call("show_client", &json!({ "id": long.0.id })).await;
    assert!(shown.body.len() > 60_000, "{}", shown.body.len());
    app.stop().await;
}

#[tokio::test]
async fn a_push_beyond_the_limit_is_told_before_it_is_read() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Manager).await;
    let body = vec![b' '; server::routes::PUSH_LIMIT + 1];
    let answer = browser.send(Method::POST, "/api/v1/push", body, &[]).await;
    assert_eq!((answer.status, answer.json()["error"].as_str()), (StatusCode::PAYLOAD_TOO_LARGE, Some("too_large")));
    app.stop().await;
}
