//! Pages the server renders, the offline shell and the service worker.

use axum::http::StatusCode;
use domain::Role;
use serde_json::json;
use uuid::Uuid;

use crate::fixture::{TestApp, creation};

#[tokio::test]
async fn a_page_s_inline_scripts_carry_the_number_of_its_policy() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Administrator).await;
    let answer = browser.get("/clients").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "no-store");
    let policy = answer.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap().to_owned();
    let html = answer.text();
    for tag in html.split("<script").skip(1) {
        let tag = tag.split('>').next().unwrap();
        assert!(tag.contains("src=") || tag.contains(&nonce), "<script{tag}>");
    }
    assert!(!html.contains("style=\""), "the policy forbids inline styles");
    let again = browser.get("/clients").await;
    assert!(!again.header("content-security-policy").contains(&nonce), "a number is used once");
    app.stop().await;
}

#[tokio::test]
async fn a_hostile_name_is_text_on_every_page() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Administrator).await;
    let (record, mut create) = creation(1, "</title></textarea><script>alert(1)</script>", None);
    let edits = create["changes"][0]["edits"].as_array_mut().unwrap();
    edits.push(json!({ "field": "notes", "to": "</textarea><script>alert(2)</script>\n</script>" }));
    edits.push(json!({ "field": "company", "to": "\"><img src=x onerror=alert(3)>" }));
    let pushed = browser.push(Uuid::from_u128(1), json!([create])).await.json();
    assert_eq!(pushed["stored"]["notes"], json!([]), "{pushed}");
    for path in ["/clients".to_owned(), format!("/clients/{}", record.id), format!("/clients/{}/edit", record.id)] {
        let html = browser.get(&path).await.text();
        assert!(!html.contains("<script>alert"), "{path}: {html}");
        assert!(!html.contains("<img src=x"), "{path}: {html}");
    }
    app.stop().await;
}

#[tokio::test]
async fn an_unknown_address_is_a_page_for_people_and_json_for_programs() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Administrator).await;
    let page = browser.get("/nowhere").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.header("content-type").starts_with("text/html"), "{page:?}");
    let program = browser.post("/api/v2/push", &json!({})).await;
    assert_eq!((program.status, program.json()["error"].as_str()), (StatusCode::NOT_FOUND, Some("not_found")));
    app.stop().await;
}

#[tokio::test]
async fn the_offline_shell_and_the_service_worker_carry_nobody_s_data() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Administrator).await;
    for path in ["/shell", "/sw.js"] {
        let (signed_in, nobody) = (browser.get(path).await, app.browser().get(path).await);
        assert_eq!(signed_in.body, nobody.body, "{path}");
        assert_eq!(signed_in.header("cache-control"), "no-cache", "{path}");
        assert!(!signed_in.text().contains("Anne"), "{path}");
    }
    assert!(browser.get("/sw.js").await.text().starts_with("const VERSION = \""));
    app.stop().await;
}

#[tokio::test]
async fn health_tells_whether_the_database_answers() {
    let app = TestApp::start().await;
    let answer = app.browser().get("/health").await;
    assert_eq!(answer.json()["status"], "ok");
    app.store().close().await;
    assert!(app.browser().get("/health").await.status.is_server_error());
    app.stop().await;
}
