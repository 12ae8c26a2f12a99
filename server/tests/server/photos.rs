//! The pictures of photos through the door: who may bring and see them, and what is no picture.

use axum::http::{Method, StatusCode};
use domain::Role;
use domain::photo::{self, LIMIT};
use serde_json::json;
use server::clock;
use uuid::Uuid;

use crate::fixture::{Answer, Browser, TestApp, creation, mutation};

const CARD: &[u8] = b"\xff\xd8\xff\xe0 a card";

/// A photo of a new client in the care of this person, written on one of their devices.
async fn taken(browser: &Browser, owner: Uuid) -> Uuid {
    let (client, create) = creation(1, "Roy", Some(owner));
    let photo = photo::of_client(clock::id(), &client);
    let add = mutation(2, "create", &json!([sync::mutation::diff(None, &photo, 0).unwrap()]));
    let answer = browser.push(clock::id(), json!([create, add])).await.json();
    assert_eq!((&answer["stored"]["last_n"], &answer["stored"]["notes"]), (&json!(2), &json!([])), "{answer}");
    photo.id
}

async fn bring(browser: &Browser, photo: Uuid, bytes: &[u8]) -> Answer {
    browser.send(Method::PUT, &format!("/api/v1/photos/{photo}"), bytes.to_vec(), &[]).await
}

async fn look(browser: &Browser, photo: Uuid) -> Answer {
    browser.get(&format!("/api/v1/photos/{photo}")).await
}

#[tokio::test]
async fn a_picture_is_brought_and_seen_by_those_who_see_the_client() {
    let app = TestApp::start().await;
    let (paul, marie) = (app.person(Role::Seller, "Paul").await, app.person(Role::Seller, "Marie").await);
    let phone = app.signed_in_as(&paul.person.email).await;
    let photo = taken(&phone, paul.person.id).await;
    assert_eq!(look(&phone, photo).await.status, StatusCode::NOT_FOUND, "it is still on the phone");
    for _ in 0..2 {
        assert_eq!(bring(&phone, photo, CARD).await.status, StatusCode::NO_CONTENT);
    }
    let office = app.signed_in(Role::Manager).await;
    let picture = look(&office, photo).await;
    assert_eq!((picture.status, &picture.body[..]), (StatusCode::OK, CARD));
    assert_eq!((picture.header("content-type"), picture.header("cache-control")), ("image/jpeg", "no-store"));
    assert_eq!(picture.header("x-content-type-options"), "nosniff");
    assert!(picture.header("content-security-policy").starts_with("default-src 'none'"));

    let other = app.signed_in_as(&marie.person.email).await;
    assert_eq!(look(&other, photo).await.status, StatusCode::NOT_FOUND);
    assert_eq!(bring(&other, photo, CARD).await.status, StatusCode::NOT_FOUND);
    assert_eq!(look(&app.browser(), photo).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(bring(&app.browser(), photo, CARD).await.status, StatusCode::UNAUTHORIZED);
    app.stop().await;
}

#[tokio::test]
async fn what_is_no_picture_too_large_or_another_one_is_refused_with_its_reason() {
    let app = TestApp::start().await;
    let anne = app.signed_in(Role::Administrator).await;
    let photo = taken(&anne, app.administrator.person.id).await;
    let mut large = CARD.to_vec();
    large.resize(LIMIT + 1, 0);
    for (bytes, status, key) in [
        (&b"<svg onload='alert(1)'/>"[..], StatusCode::UNSUPPORTED_MEDIA_TYPE, "no_picture"),
        (b"", StatusCode::UNSUPPORTED_MEDIA_TYPE, "no_picture"),
        (&large, StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
    ] {
        let answer = bring(&anne, photo, bytes).await;
        assert_eq!((answer.status, answer.json()["error"].as_str()), (status, Some(key)));
    }
    assert_eq!(bring(&anne, photo, CARD).await.status, StatusCode::NO_CONTENT);
    let other = bring(&anne, photo, b"\xff\xd8\xff another").await;
    assert_eq!((other.status, other.json()["error"].as_str()), (StatusCode::CONFLICT, Some("other_picture")));
    assert_eq!(look(&anne, photo).await.body, CARD);
    for nothing in ["no", "018f0000-0000-7000-8000-000000000000"] {
        let answer = anne.send(Method::PUT, &format!("/api/v1/photos/{nothing}"), CARD.to_vec(), &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    app.stop().await;
}
