//! The list of paths and the door each stands behind.

use axum::http::{Method, StatusCode};
use domain::Role;
use leptos::server_fn::axum::server_fn_paths;
use server::guard::visitor::Door;
use server::routes::Routes;

use crate::fixture::TestApp;

/// Every path but the site's files, and its door. Old devices call these addresses: they stay.
const PATHS: &[(Door, &str)] = &[
    (Door::Open, "/api/app/accept"),
    (Door::Open, "/api/app/invitation"),
    (Door::Open, "/api/app/me"),
    (Door::Open, "/api/app/sign_in"),
    (Door::Open, "/api/app/sign_out"),
    (Door::Open, "/calendar/{file}"),
    (Door::Open, "/health"),
    (Door::Open, "/shell"),
    (Door::Open, "/sign-in"),
    (Door::Open, "/sw.js"),
    (Door::Open, "/welcome/{token}"),
    (Door::Closed, "/api/app/alerts"),
    (Door::Closed, "/api/app/backup_now"),
    (Door::Closed, "/api/app/backups"),
    (Door::Closed, "/api/app/change_password"),
    (Door::Closed, "/api/app/change_role"),
    (Door::Closed, "/api/app/close_access"),
    (Door::Closed, "/api/app/dashboard"),
    (Door::Closed, "/api/app/history"),
    (Door::Closed, "/api/app/invite"),
    (Door::Closed, "/api/app/list_clients"),
    (Door::Closed, "/api/app/new_link"),
    (Door::Closed, "/api/app/note_export"),
    (Door::Closed, "/api/app/people"),
    (Door::Closed, "/api/app/reopen_access"),
    (Door::Closed, "/api/app/report"),
    (Door::Closed, "/api/app/set_calendar"),
    (Door::Closed, "/api/app/set_mail"),
    (Door::Closed, "/api/app/show_client"),
    (Door::Closed, "/api/app/subscribe"),
    (Door::Closed, "/api/app/timeline"),
    (Door::Closed, "/api/app/unsubscribe"),
    (Door::Closed, "/api/v1/backups/{name}"),
    (Door::Closed, "/api/v1/bootstrap"),
    (Door::Closed, "/api/v1/events"),
    (Door::Closed, "/api/v1/import"),
    (Door::Closed, "/api/v1/photos/{id}"),
    (Door::Closed, "/api/v1/pull"),
    (Door::Closed, "/api/v1/push"),
    (Door::Page, "/"),
    (Door::Page, "/accounts"),
    (Door::Page, "/backups"),
    (Door::Page, "/capture"),
    (Door::Page, "/clients"),
    (Door::Page, "/clients/new"),
    (Door::Page, "/clients/{id}"),
    (Door::Page, "/clients/{id}/edit"),
    (Door::Page, "/dashboard"),
    (Door::Page, "/duplicates"),
    (Door::Page, "/events"),
    (Door::Page, "/help"),
    (Door::Page, "/history"),
    (Door::Page, "/import"),
    (Door::Page, "/interactions"),
    (Door::Page, "/maintenance"),
    (Door::Page, "/more"),
    (Door::Page, "/opportunities"),
    (Door::Page, "/people"),
    (Door::Page, "/prospects"),
    (Door::Page, "/queue"),
    (Door::Page, "/reports"),
    (Door::Page, "/settings"),
    (Door::Page, "/stages"),
    (Door::Page, "/tags"),
    (Door::Page, "/today"),
    (Door::Page, "/{kind}/new"),
    (Door::Page, "/{kind}/{id}"),
    (Door::Page, "/{kind}/{id}/edit"),
];

#[tokio::test]
async fn the_paths_and_their_doors_are_these() {
    let app = TestApp::start().await;
    let files: Vec<String> = app.running.house.site.paths().map(|path| format!("/{path}")).collect();
    let mut doors: Vec<(Door, String)> =
        Routes::all(&app.running.house).doors.into_iter().map(|(path, door)| (door, path)).collect();
    doors.retain(|(door, path)| *door != Door::Open || !files.contains(path));
    doors.sort();
    let expected: Vec<(Door, String)> = PATHS.iter().map(|&(door, path)| (door, path.to_owned())).collect();
    assert_eq!(doors, expected);
    app.stop().await;
}

#[tokio::test]
async fn every_server_function_stands_behind_a_door() {
    let app = TestApp::start().await;
    for (path, method) in server_fn_paths() {
        assert_eq!(method, Method::POST, "{path}");
        assert!(PATHS.iter().any(|(_, known)| *known == path), "{path}");
    }
    app.stop().await;
}

#[tokio::test]
async fn nobody_gets_in_without_a_session() {
    let app = TestApp::start().await;
    let mut forged = app.browser();
    forged.cookie = Some(format!("__Host-carnet={}", "ab".repeat(32)));
    for browser in [app.browser(), forged] {
        for (door, path) in PATHS {
            let path = path
                .replace("{id}", "018f0000-0000-7000-8000-000000000000")
                .replace("{kind}", "accounts")
                .replace("{token}", "no")
                .replace("{name}", "no")
                .replace("{file}", "no.ics");
            for method in [Method::GET, Method::POST] {
                let answer = browser.send(method.clone(), &path, b"{}".to_vec(), &[("accept", "text/html")]).await;
                match (door, &method) {
                    (Door::Open, _) => assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}"),
                    (Door::Page, &Method::GET) => {
                        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
                        assert_eq!(answer.header("location"), "/sign-in", "{path}");
                    }
                    (Door::Closed | Door::Page, _) => {
                        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
                        assert_eq!(answer.json()["error"], "signed_out", "{path}");
                    }
                }
            }
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn another_site_s_request_is_refused() {
    let app = TestApp::start().await;
    let browser = app.signed_in(Role::Administrator).await;
    for headers in [&[("sec-fetch-site", "cross-site")], &[("origin", "https://elsewhere.example")]] {
        let answer = browser.send(Method::POST, "/api/app/sign_out", b"{}".to_vec(), headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert_eq!(answer.json()["error"], "cross_site");
    }
    let own = [("origin", app.url.as_str()), ("sec-fetch-site", "same-origin")];
    let answer = browser.send(Method::POST, "/api/app/me", b"{}".to_vec(), &own).await;
    assert_eq!(answer.json()["firm"], "Maison Aubry", "the session lives: {answer:?}");
    app.stop().await;
}

#[tokio::test]
async fn every_answer_tells_the_browser_what_it_may_do() {
    let app = TestApp::start().await;
    let browser = app.browser();
    for path in ["/health", "/shell", "/sw.js", "/sign-in", "/api/v1/pull", "/nowhere"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
    }
    app.stop().await;
}
