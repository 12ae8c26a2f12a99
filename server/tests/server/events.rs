//! Live events, and how they end.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use domain::Role;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use serde_json::json;
use uuid::Uuid;

use crate::fixture::{Browser, TestApp, creation, soon};

async fn listen(browser: &Browser) -> Incoming {
    let response = browser.open(Method::GET, "/api/v1/events", Vec::new(), &[]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    response.into_body()
}

/// The next event; nothing when the connection ended.
async fn event(body: &mut Incoming) -> Option<String> {
    let frame = soon(body.frame()).await?.ok()?;
    Some(String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap())
}

/// The event that tells of this number, and how soon a lost connection is to call again.
fn news(head: u64) -> String {
    format!("event: news\nretry: 1000\ndata: {{\"head\":{head}}}\n\n")
}

#[tokio::test]
async fn the_bell_rings_for_everybody_after_a_push() {
    let app = TestApp::start().await;
    let (office, phone) = (app.signed_in(Role::Administrator).await, app.signed_in(Role::Manager).await);
    let mut events = listen(&office).await;
    let (head, _) = store::sync::head(app.store()).await.unwrap();
    assert_eq!(event(&mut events).await.unwrap(), news(head));
    phone.push(Uuid::from_u128(1), json!([creation(1, "Roy", None).1])).await;
    assert_eq!(event(&mut events).await.unwrap(), news(head + 1));
    app.stop().await;
}

#[tokio::test]
async fn a_live_connection_ends_with_its_session() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in(Role::Manager).await;
    let mut events = listen(&browser).await;
    assert!(event(&mut events).await.is_some());
    browser.call("sign_out", &json!({})).await;
    assert_eq!(event(&mut events).await, None);
    app.stop().await;
}

#[tokio::test]
async fn a_live_connection_ends_when_its_person_s_role_changes() {
    let app = TestApp::start().await;
    let mut administrator = app.signed_in(Role::Administrator).await;
    let paul = app.person(Role::Seller, "Paul").await;
    let browser = app.signed_in_as("paul@carnet.example").await;
    let mut events = listen(&browser).await;
    assert!(event(&mut events).await.is_some());
    administrator.call("change_role", &json!({ "person": paul.person.id, "role": "manager" })).await;
    while event(&mut events).await.is_some() {}
    app.stop().await;
}

#[tokio::test]
async fn a_server_that_stops_ends_live_connections_and_finishes_at_once() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Manager).await;
    let mut events = listen(&browser).await;
    assert!(event(&mut events).await.is_some());
    let address = app.running.address;
    tokio::time::timeout(Duration::from_secs(5), app.stop()).await.expect("nothing keeps it");
    assert_eq!(event(&mut events).await, None);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_seventeenth_live_connection_of_one_session_is_refused() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Manager).await;
    let mut held = Vec::new();
    for _ in 0..16 {
        held.push(listen(&browser).await);
    }
    let answer = browser.get("/api/v1/events").await;
    assert_eq!(
        (answer.status, answer.json()["error"].as_str()),
        (StatusCode::TOO_MANY_REQUESTS, Some("too_many_connections"))
    );
    drop(held);
    app.stop().await;
}
