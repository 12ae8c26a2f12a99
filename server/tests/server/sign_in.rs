//! Signing in and out, invitations, and what closes a session.

use axum::http::StatusCode;
use domain::Role;
use serde_json::json;
use server::{clock, let_in};
use store::people;

use crate::fixture::{PASSWORD, TestApp};

#[tokio::test]
async fn the_right_password_opens_a_session_in_a_cookie_no_script_can_read() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let answer = browser.sign_in(" Anne@Carnet.example ", PASSWORD).await;
    assert_eq!(answer.json()["welcome"]["person"]["name"], "Anne Aubry", "{answer:?}");
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-carnet="), "{cookie}");
    for word in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(cookie.contains(word), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert_eq!(browser.call("me", &json!({})).await.json()["person"]["role"], "administrator");
    app.stop().await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_told_apart_by_nobody() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let wrong = browser.sign_in("anne@carnet.example", "not the password").await;
    let unknown = browser.sign_in("nobody@carnet.example", PASSWORD).await;
    assert_eq!((wrong.status, &wrong.body), (unknown.status, &unknown.body));
    assert_eq!(wrong.json(), "wrong");
    assert!(browser.cookie.is_none());
    app.stop().await;
}

#[tokio::test]
async fn the_sixth_guess_waits_even_with_the_right_password() {
    let app = TestApp::start().await;
    for _ in 0..5 {
        assert_eq!(app.browser().sign_in("anne@carnet.example", "a guess").await.json(), "wrong");
    }
    let answer = app.browser().sign_in("anne@carnet.example", PASSWORD).await.json();
    assert!(answer["too_many"]["seconds"].as_u64().is_some_and(|seconds| seconds > 0), "{answer}");
    app.stop().await;
}

#[tokio::test]
async fn signing_out_closes_the_session_for_whoever_kept_the_cookie() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in(Role::Administrator).await;
    let kept = browser.cookie.clone();
    let answer = browser.call("sign_out", &json!({})).await;
    assert!(answer.header("set-cookie").contains("Max-Age=0"), "{answer:?}");
    browser.cookie = kept;
    assert_eq!(browser.call("me", &json!({})).await.json(), json!(null));
    app.stop().await;
}

#[tokio::test]
async fn an_invited_person_chooses_a_password_once() {
    let app = TestApp::start().await;
    let mut administrator = app.signed_in(Role::Administrator).await;
    let offer = json!({ "name": "Paul Roy", "email": "paul@carnet.example", "role": "seller" });
    let invite = administrator.call("invite", &offer).await.json();
    let link = invite["link"].as_str().unwrap();
    let token = link.strip_prefix(&format!("{}/welcome/", app.url)).unwrap();
    let mut paul = app.browser();
    let invitation = paul.call("invitation", &json!({ "token": token })).await.json();
    assert_eq!((&invitation["name"], &invitation["role"]), (&json!("Paul Roy"), &json!("seller")));
    let answer = |password: &str| json!({ "token": token, "name": "Paul Roy", "email": "paul@carnet.example", "password": password });
    assert_eq!(paul.call("accept", &answer("court")).await.json(), "weak_password");
    assert!(paul.call("accept", &answer(PASSWORD)).await.json()["welcome"].is_object());
    assert_eq!(paul.call("me", &json!({})).await.json()["person"]["role"], "seller");
    assert_eq!(app.browser().call("accept", &answer(PASSWORD)).await.json(), "gone");
    app.stop().await;
}

#[tokio::test]
async fn an_invitation_is_for_its_address() {
    let app = TestApp::start().await;
    let mut administrator = app.signed_in(Role::Administrator).await;
    let offer = json!({ "name": "Paul Roy", "email": "paul@carnet.example", "role": "seller" });
    let link = administrator.call("invite", &offer).await.json()["link"].as_str().unwrap().to_owned();
    let (_, token) = link.rsplit_once('/').unwrap();
    let other = json!({ "token": token, "name": "Eve", "email": "eve@carnet.example", "password": PASSWORD });
    assert_eq!(app.browser().call("accept", &other).await.json(), "other_email");
    assert_eq!(app.browser().sign_in("eve@carnet.example", PASSWORD).await.json(), "wrong");
    app.stop().await;
}

#[tokio::test]
async fn a_new_link_gives_a_new_password_and_ends_every_session() {
    let app = TestApp::start().await;
    let mut administrator = app.signed_in(Role::Administrator).await;
    let mut seller = app.signed_in(Role::Seller).await;
    let person = seller.call("me", &json!({})).await.json()["person"].clone();
    let link = administrator.call("new_link", &json!({ "person": person["id"] })).await.json();
    let link = link.as_str().unwrap();
    let token = link.strip_prefix(&format!("{}/welcome/", app.url)).unwrap();
    let mut phone = app.browser();
    let offered = phone.call("invitation", &json!({ "token": token })).await.json();
    assert_eq!((&offered["name"], &offered["known"]), (&person["name"], &json!(true)));
    assert_eq!(seller.call("me", &json!({})).await.json()["person"], person, "until then nothing ends");

    let fresh = "une autre phrase de passe";
    let answer = json!({ "token": token, "name": "", "email": person["email"], "password": fresh });
    assert_eq!(phone.call("accept", &answer).await.json()["welcome"]["person"], person);
    assert_eq!(phone.call("me", &json!({})).await.json()["person"], person);
    assert_eq!(seller.get("/api/v1/bootstrap").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(app.browser().call("accept", &answer).await.json(), "gone");
    assert_eq!(app.browser().sign_in("seller@carnet.example", PASSWORD).await.json(), "wrong");
    assert!(app.browser().sign_in("seller@carnet.example", fresh).await.json()["welcome"].is_object());

    let asked = json!({ "person": null, "sort": "people", "field": null, "record": null, "from": "", "until": "" });
    let told = administrator.call("timeline", &json!({ "asked": asked, "after": null })).await.json();
    let deeds = [&told["lines"][0]["Noted"], &told["lines"][1]["Noted"]].map(|line| (&line["deed"], &line["person"]));
    let anne = json!(app.administrator.person.id);
    assert_eq!(deeds, [(&json!("new_password"), &person["id"]), (&json!("new_link"), &anne)], "{told}");
    app.stop().await;
}

#[tokio::test]
async fn somebody_changes_their_own_password_by_the_one_they_have() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in(Role::Administrator).await;
    let mut other = app.signed_in(Role::Administrator).await;
    let fresh = "une autre phrase de passe";
    let asked = |current: &str, new: &str| json!({ "current": current, "new": new });
    assert_eq!(browser.call("change_password", &asked("a guess", fresh)).await.json(), "wrong");
    assert_eq!(browser.call("change_password", &asked(PASSWORD, "court")).await.json(), "weak_password");
    assert_eq!(browser.call("change_password", &asked(PASSWORD, fresh)).await.json(), "done");
    assert!(browser.call("me", &json!({})).await.json()["person"].is_object());
    assert_eq!(other.call("me", &json!({})).await.json(), json!(null));
    let waits = browser.call("change_password", &asked("a guess", fresh)).await.json();
    assert!(waits["too_many"].is_object(), "guesses are counted with those of signing in: {waits}");
    app.stop().await;
}

#[tokio::test]
async fn a_closed_access_gets_no_new_link() {
    let app = TestApp::start().await;
    let mut administrator = app.signed_in(Role::Administrator).await;
    let person = json!({ "person": app.person(Role::Seller, "Paul").await.person.id });
    assert_eq!(administrator.call("close_access", &person).await.json(), "done");
    assert_eq!(administrator.call("new_link", &person).await.json(), json!(null));
    let refused = let_in::link(app.store(), "paul@carnet.example").await.unwrap_err().to_string();
    assert!(refused.contains("paul@carnet.example is closed"), "{refused}");
    app.stop().await;
}

#[tokio::test]
async fn an_only_administrator_comes_back_by_the_console() {
    let app = TestApp::start().await;
    let refused = let_in::link(app.store(), "nobody@carnet.example").await.unwrap_err().to_string();
    assert!(refused.contains("nobody signs in as nobody@carnet.example"), "{refused}");
    let (person, token) = let_in::link(app.store(), " Anne@carnet.example").await.unwrap();
    assert_eq!(person, app.administrator.person);
    let fresh = "une autre phrase de passe";
    let answer = json!({ "token": token.text(), "name": "", "email": person.email, "password": fresh });
    let mut browser = app.browser();
    assert!(browser.call("accept", &answer).await.json()["welcome"].is_object());
    assert_eq!(browser.call("me", &json!({})).await.json()["person"]["role"], "administrator");
    assert_eq!(app.browser().sign_in(&person.email, PASSWORD).await.json(), "wrong");
    app.stop().await;
}

#[tokio::test]
async fn only_an_administrator_lets_people_in() {
    let app = TestApp::start().await;
    let mut manager = app.signed_in(Role::Manager).await;
    let offer = json!({ "name": "Paul Roy", "email": "paul@carnet.example", "role": "administrator" });
    let answer = manager.call("invite", &offer).await;
    assert_eq!((answer.status, answer.json()["error"].as_str()), (StatusCode::FORBIDDEN, Some("not_allowed")));
    let own = manager.call("me", &json!({})).await.json()["person"]["id"].clone();
    assert_eq!(manager.call("new_link", &json!({ "person": own })).await.status, StatusCode::FORBIDDEN);
    let answer = manager.call("change_role", &json!({ "person": own, "role": "administrator" })).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    app.stop().await;
}

#[tokio::test]
async fn closing_somebody_s_access_closes_their_sessions() {
    let app = TestApp::start().await;
    let mut administrator = app.signed_in(Role::Administrator).await;
    let mut seller = app.signed_in(Role::Seller).await;
    let person = seller.call("me", &json!({})).await.json()["person"]["id"].clone();
    assert_eq!(administrator.call("close_access", &json!({ "person": person })).await.json(), "done");
    assert_eq!(seller.get("/api/v1/bootstrap").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(seller.sign_in("seller@carnet.example", PASSWORD).await.json(), "wrong");
    assert_eq!(administrator.call("reopen_access", &json!({ "person": person })).await.json(), "done");
    assert!(seller.sign_in("seller@carnet.example", PASSWORD).await.json()["welcome"].is_object());
    app.stop().await;
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let app = TestApp::start().await;
    let mut administrator = app.signed_in(Role::Administrator).await;
    let person = app.administrator.person.id;
    let answer = administrator.call("change_role", &json!({ "person": person, "role": "seller" })).await;
    assert_eq!(answer.json(), "last_administrator");
    app.stop().await;
}

#[tokio::test]
async fn nobody_becomes_first_administrator_once_there_is_one() {
    let app = TestApp::start().await;
    let token = clock::token();
    assert!(!people::first_invitation(app.store(), &token, clock::now()).await.unwrap());
    let mut browser = app.browser();
    assert_eq!(browser.call("invitation", &json!({ "token": token.text() })).await.json(), json!(null));
    assert_eq!(browser.call("invitation", &json!({ "token": "nonsense" })).await.json(), json!(null));
    app.stop().await;
}
