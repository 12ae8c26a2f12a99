//! Pages the server renders, the offline shell and the service worker.

use axum::http::StatusCode;
use domain::opportunity::{self, OPPORTUNITY};
use domain::reports::{Grouping, Question, Subject};
use domain::stage::STANDARD;
use domain::{Record, Role, Value};
use serde_json::json;
use server::clock;
use uuid::Uuid;

use crate::fixture::{TestApp, creation, mutation};

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

#[tokio::test]
async fn a_report_is_in_the_page_and_tells_a_seller_of_nothing_but_theirs() {
    let app = TestApp::start().await;
    store::stages::found(app.store(), clock::now()).await.unwrap();
    let (office, phone) = (app.signed_in(Role::Administrator).await, app.signed_in(Role::Seller).await);
    let (client, create) = creation(1, "Roy", Some(app.administrator.person.id));
    let mut deal = Record::new(&OPPORTUNITY, Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0009));
    deal.set(opportunity::NAME, Some("Toiture".into()));
    deal.set(opportunity::AMOUNT, Some(Value::Number(123_450)));
    deal.set(opportunity::CURRENCY, Some("EUR".into()));
    deal.set(opportunity::STAGE, Some(STANDARD[0].id.to_string().into()));
    deal.set(opportunity::CLIENT, Some(client.id.to_string().into()));
    let sold = mutation(2, "create", &json!([sync::mutation::diff(None, &deal, 0).unwrap()]));
    let pushed = office.push(Uuid::from_u128(1), json!([create, sold])).await.json();
    assert_eq!(pushed["stored"]["notes"], json!([]), "{pushed}");
    for (browser, prospects, name) in [(&office, 1, "Léa Roy"), (&phone, 0, "(fiche absente de cet appareil)")] {
        let asked = Question { subject: Subject::Opportunities, by: Grouping::Client, ..Question::default() };
        let told = browser.post("/api/app/report", &json!({ "question": asked })).await.json();
        assert_eq!(told["report"]["lines"][0]["all"]["open"], 1, "an unassigned one is everybody's: {told}");
        assert_eq!(told["names"].as_object().map(serde_json::Map::len), Some(prospects), "{told}");
        let told = browser.post("/api/app/report", &json!({ "question": Question::default() })).await.json();
        assert_eq!(told["report"]["total"]["all"]["count"], prospects, "{told}");
        let html = browser.get("/reports?report=opportunites&by=client").await.text();
        let table = html.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).unwrap();
        assert!(table.contains(name) && table.contains("1\u{202f}234,50\u{a0}€"), "{table}");
    }
    app.stop().await;
}
