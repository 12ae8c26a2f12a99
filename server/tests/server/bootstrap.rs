//! The whole book for a new device.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use domain::Role;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::fixture::{Browser, TestApp, creation};

async fn lines(browser: &Browser, query: &str) -> Vec<Json> {
    let path = format!("/api/v1/bootstrap?device={}{query}", Uuid::from_u128(9));
    let answer = browser.send(Method::GET, &path, Vec::new(), &[]).await;
    assert_eq!(answer.header("content-type"), "application/x-ndjson");
    answer.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn ids(lines: &[Json]) -> Vec<String> {
    let rows = lines[1..].iter().flat_map(|line| line["rows"].as_array().unwrap());
    rows.map(|row| row[0].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_whole_book_streams_in_pages_and_goes_on_where_it_broke_off() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Manager).await;
    let create = (1..=700).map(|n| creation(n, "Roy", None).1).collect::<Vec<_>>();
    assert_eq!(browser.push(Uuid::from_u128(1), json!(create)).await.json()["stored"]["last_n"], 700);
    let whole = lines(&browser, "").await;
    assert_eq!((&whole[0]["total"], &whole[0]["scope"]), (&json!(700), &json!("all")));
    assert!(whole.len() > 3, "{} lines", whole.len());
    assert!(whole[1..].iter().all(|line| line.to_string().len() <= 48 * 1024));
    let all = ids(&whole);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 700);
    let rest = lines(&browser, &format!("&after={}", all[299])).await;
    assert_eq!(ids(&rest), all[300..]);
    app.stop().await;
}

#[tokio::test]
async fn a_bootstrap_travels_compressed() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Manager).await;
    let create = (1..=200).map(|n| creation(n, "Roy", None).1).collect::<Vec<_>>();
    browser.push(Uuid::from_u128(1), json!(create)).await;
    let path = format!("/api/v1/bootstrap?device={}", Uuid::from_u128(9));
    let plain = browser.send(Method::GET, &path, Vec::new(), &[]).await;
    for encoding in ["gzip", "br"] {
        let answer = browser.send(Method::GET, &path, Vec::new(), &[("accept-encoding", encoding)]).await;
        assert_eq!(answer.header("content-encoding"), encoding);
        assert!(answer.body.len() * 3 < plain.body.len(), "{encoding}: {} of {}", answer.body.len(), plain.body.len());
    }
    app.stop().await;
}

#[tokio::test]
async fn a_bootstrap_without_a_device_is_not_understood() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Manager).await;
    let answer = browser.get("/api/v1/bootstrap").await;
    assert_eq!((answer.status, answer.json()["error"].as_str()), (StatusCode::BAD_REQUEST, Some("not_understood")));
    app.stop().await;
}
