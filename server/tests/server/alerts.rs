//! What leaves the server: a sealed notification that only the browser opens, the morning's e-mail, the calendar feed.

use std::sync::Arc;

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use domain::follow_up::{ASSIGNEE, CLIENT as OF, DEED, DUE, FOLLOW_UP, TIME};
use domain::{Millis, Record, Role};
use ring::{aead, agreement, rand::SystemRandom};
use serde_json::json;
use server::mail::Post;
use server::{alerts, clock, push};
use sqlx::{AnyConnection, Connection as _};
use store::Duty;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::fixture::{Browser, TestApp, creation, mutation, soon};

/// 2026-06-01 at 08:30 in Paris.
const HALF_PAST_EIGHT: Millis = 1_780_295_400_000;

/// Stands in for a push service; gives the headers and the body of each message.
async fn push_service(answer: &'static str) -> (String, mpsc::Receiver<(String, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (messages, received) = mpsc::channel(9);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut stream = BufReader::new(stream);
            let (mut head, mut line) = (String::new(), String::new());
            while stream.read_line(&mut line).await.unwrap() > 2 {
                head.push_str(&line);
                line.clear();
            }
            let length =
                head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            let mut body = vec![0; length.unwrap_or(0)];
            stream.read_exact(&mut body).await.unwrap();
            let reply = format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(reply.as_bytes()).await.unwrap();
            messages.send((head, body)).await.unwrap();
        }
    });
    (address, received)
}

/// Stands in for a mail server; gives each message.
async fn mail_server() -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let (messages, received) = mpsc::channel(9);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(mail(stream, messages.clone()));
        }
    });
    (address, received)
}

async fn mail(stream: TcpStream, messages: mpsc::Sender<String>) {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 stand-in\r\n").await.unwrap();
    let (mut line, mut letter, mut inside) = (String::new(), String::new(), false);
    while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
        let reply: &[u8] = match (inside, line.trim_end()) {
            (true, ".") => {
                inside = false;
                messages.send(std::mem::take(&mut letter)).await.unwrap();
                b"250 taken\r\n"
            }
            (true, _) => {
                letter.push_str(&line);
                b""
            }
            (false, "DATA") => {
                inside = true;
                b"354 go on\r\n"
            }
            (false, "QUIT") => b"221 bye\r\n",
            (false, _) => b"250 ok\r\n",
        };
        stream.write_all(reply).await.unwrap();
        line.clear();
    }
}

/// A seller with one client and a follow-up of theirs.
async fn seller_with_follow_up(app: &TestApp, name: &str, due: &str, time: &str) -> (Browser, Uuid) {
    let seller = app.person(Role::Seller, name).await;
    let browser = app.signed_in_as(&seller.person.email).await;
    plan(&browser, seller.person.id, due, time).await;
    (browser, seller.person.id)
}

/// Plans a follow-up of this person with a client of theirs.
async fn plan(browser: &Browser, id: Uuid, due: &str, time: &str) {
    let (client, create) = creation(1, "Martin", Some(id));
    let mut follow_up = Record::new(&FOLLOW_UP, clock::id());
    let texts = [(DEED, "call"), (DUE, due), (TIME, time)];
    for (field, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        follow_up.set(field, Some(text.into()));
    }
    follow_up.set(OF, Some(client.id.to_string().as_str().into()));
    follow_up.set(ASSIGNEE, Some(id.to_string().as_str().into()));
    let change = sync::mutation::diff(None, &follow_up, 0).unwrap();
    let answer = browser.push(clock::id(), json!([create, mutation(2, "create", &json!([change]))])).await;
    assert_eq!(answer.json()["stored"]["notes"], json!([]), "{answer:?}");
}

/// Lets a browser be notified through this service.
async fn subscribe(browser: &mut Browser, service: &str) {
    let private = agreement::EphemeralPrivateKey::generate(&agreement::ECDH_P256, &SystemRandom::new()).unwrap();
    let key = BASE64.encode(private.compute_public_key().unwrap().as_ref());
    let subscription = json!({ "endpoint": service, "p256dh": key, "auth": BASE64.encode([3; 16]), "language": "en" });
    assert_eq!(browser.call("subscribe", &subscription).await.json(), json!(true));
}

#[tokio::test]
async fn a_browser_opens_the_morning_s_news_and_gets_them_once() {
    let (service, mut messages) = push_service("201 Created").await;
    let app = TestApp::start_with(vec![service.clone()], None).await;
    let (mut phone, _) = seller_with_follow_up(&app, "Paul", "2026-05-29", "").await;
    let private = agreement::EphemeralPrivateKey::generate(&agreement::ECDH_P256, &SystemRandom::new()).unwrap();
    let public = private.compute_public_key().unwrap();
    let keys = (BASE64.encode(public.as_ref()), BASE64.encode([3; 16]));
    let address = |endpoint: &str| json!({ "endpoint": endpoint, "p256dh": keys.0, "auth": keys.1, "language": "fr" });
    assert_eq!(phone.call("subscribe", &address("http://127.0.0.1:1/x")).await.json(), json!(false));
    assert_eq!(phone.call("subscribe", &address(&format!("{service}/abc"))).await.json(), json!(true));

    let house = Arc::clone(&app.running.house);
    let mut duty = Duty::new(app.store());
    let early = HALF_PAST_EIGHT - 3_600_000;
    for now in [early, HALF_PAST_EIGHT, HALF_PAST_EIGHT + 60_000] {
        alerts::look(&house, &mut duty, now).await.unwrap();
    }
    let (head, body) = soon(messages.recv()).await.unwrap();
    assert!(messages.try_recv().is_err(), "once");
    let lower = head.to_lowercase();
    assert!(lower.starts_with("post /abc ") && lower.contains("content-encoding: aes128gcm"), "{head}");
    assert!(lower.contains("authorization: vapid t=") && lower.contains("ttl: "), "{head}");

    let (salt, rest) = body.split_at(16);
    let (server, sealed) = rest[5..].split_at(65);
    let peer = agreement::UnparsedPublicKey::new(&agreement::ECDH_P256, server);
    let opened = agreement::agree_ephemeral(private, &peer, |shared| {
        push::keys(shared, &[3; 16], public.as_ref(), server, salt)
    });
    let (key, nonce) = opened.unwrap().unwrap();
    let key = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_128_GCM, &key).unwrap());
    let mut sealed = sealed.to_vec();
    let nonce = aead::Nonce::assume_unique_for_key(nonce);
    let open = key.open_in_place(nonce, aead::Aad::empty(), &mut sealed).unwrap();
    let news: serde_json::Value = serde_json::from_slice(&open[..open.len() - 1]).unwrap();
    assert_eq!(news["title"], "1\u{a0}suivi en retard");
    assert_eq!(news["body"], "Appeler · Léa Martin (29/05/2026)");
    assert_eq!(news["path"], "/today");
    app.stop().await;
}

#[tokio::test]
async fn a_browser_that_is_gone_is_forgotten_and_a_time_is_told_when_it_comes() {
    let (service, mut messages) = push_service("410 Gone").await;
    let app = TestApp::start_with(vec![service.clone()], None).await;
    let (mut phone, person) = seller_with_follow_up(&app, "Paul", "2026-06-01", "14:30").await;
    subscribe(&mut phone, &service).await;
    let (house, mut duty) = (Arc::clone(&app.running.house), Duty::new(app.store()));
    let due = HALF_PAST_EIGHT + 6 * 3_600_000;
    alerts::look(&house, &mut duty, due - 60_000).await.unwrap();
    assert!(messages.try_recv().is_err(), "not before its time");
    alerts::look(&house, &mut duty, due).await.unwrap();
    assert!(soon(messages.recv()).await.is_some());
    assert_eq!(store::alerts::subscriptions(app.store(), person, due).await.unwrap(), []);
    app.stop().await;
}

#[tokio::test]
async fn what_is_planned_after_the_morning_s_news_is_none_of_it() {
    let (service, mut messages) = push_service("201 Created").await;
    let app = TestApp::start_with(vec![service.clone()], None).await;
    let (mut phone, person) = seller_with_follow_up(&app, "Paul", "2026-06-02", "").await;
    subscribe(&mut phone, &service).await;
    let (house, mut duty) = (Arc::clone(&app.running.house), Duty::new(app.store()));
    alerts::look(&house, &mut duty, HALF_PAST_EIGHT).await.unwrap();
    plan(&phone, person, "2026-06-01", "").await;
    alerts::look(&house, &mut duty, HALF_PAST_EIGHT + 3_600_000).await.unwrap();
    assert!(messages.try_recv().is_err(), "the morning had no news");
    alerts::look(&house, &mut duty, HALF_PAST_EIGHT + 24 * 3_600_000).await.unwrap();
    assert!(messages.try_recv().is_ok(), "the next one has");
    app.stop().await;
}

#[tokio::test]
async fn what_fails_for_one_person_keeps_no_news_from_the_next() {
    let (service, mut messages) = push_service("201 Created").await;
    let app = TestApp::start_with(vec![service.clone()], None).await;
    let (mut first, person) = seller_with_follow_up(&app, "Paul", "2026-06-01", "").await;
    let (mut second, _) = seller_with_follow_up(&app, "Marc", "2026-06-01", "").await;
    subscribe(&mut first, &format!("{service}/first")).await;
    subscribe(&mut second, &format!("{service}/second")).await;
    let mut database = AnyConnection::connect(&app.database()).await.unwrap();
    let broken = sqlx::query("update follow_up set id = 'broken' where assignee = $1").bind(person.to_string());
    assert_eq!(broken.execute(&mut database).await.unwrap().rows_affected(), 1);
    let (house, mut duty) = (Arc::clone(&app.running.house), Duty::new(app.store()));
    alerts::look(&house, &mut duty, HALF_PAST_EIGHT).await.unwrap();
    let (head, _) = soon(messages.recv()).await.unwrap();
    assert!(head.starts_with("POST /second "), "{head}");
    app.stop().await;
}

#[tokio::test]
async fn a_service_that_does_not_answer_keeps_nobody_waiting() {
    let (service, mut messages) = push_service("201 Created").await;
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nowhere = format!("http://{}", silent.local_addr().unwrap());
    let app = TestApp::start_with(vec![service.clone(), nowhere.clone()], None).await;
    let (mut first, _) = seller_with_follow_up(&app, "Paul", "2026-06-01", "").await;
    let (mut second, _) = seller_with_follow_up(&app, "Marc", "2026-06-01", "").await;
    subscribe(&mut first, &nowhere).await;
    subscribe(&mut second, &service).await;
    let (house, mut duty) = (Arc::clone(&app.running.house), Duty::new(app.store()));
    let looking = tokio::spawn(async move { alerts::look(&house, &mut duty, HALF_PAST_EIGHT).await });
    assert!(soon(messages.recv()).await.is_some());
    looking.abort();
    app.stop().await;
}

#[tokio::test]
async fn the_morning_s_mail_comes_to_whoever_wishes_it() {
    let (address, mut letters) = mail_server().await;
    let post = Post::new(&address, "Carnet <carnet@exemple.fr>").unwrap();
    let app = TestApp::start_with(Vec::new(), Some(post)).await;
    let (mut phone, _) = seller_with_follow_up(&app, "Paul", "2026-05-29", "").await;
    assert_eq!(phone.call("alerts", &json!({})).await.json()["mail"], json!(false));
    let (house, mut duty) = (Arc::clone(&app.running.house), Duty::new(app.store()));
    alerts::look(&house, &mut duty, HALF_PAST_EIGHT).await.unwrap();
    assert!(letters.try_recv().is_err(), "nobody wished it");
    phone.call("set_mail", &json!({ "language": "en" })).await;
    alerts::look(&house, &mut duty, HALF_PAST_EIGHT + 24 * 3_600_000).await.unwrap();
    let letter = soon(letters.recv()).await.unwrap();
    for part in ["From: Carnet <carnet@exemple.fr>", "To: Paul <paul@carnet.example>", "follow-up late", "/today"] {
        assert!(letter.contains(part), "{part}: {letter}");
    }
    assert!(letters.try_recv().is_err(), "once");
    app.stop().await;
}

#[tokio::test]
async fn the_calendar_opens_by_its_address_until_it_is_closed() {
    let app = TestApp::start().await;
    let (mut phone, _) = seller_with_follow_up(&app, "Paul", "2026-06-01", "14:30").await;
    let address = phone.call("set_calendar", &json!({ "open": true })).await.json();
    let path = address.as_str().unwrap().strip_prefix(&app.url).unwrap().to_owned();
    let program = app.browser();
    let feed = program.get(&path).await;
    assert_eq!((feed.status, feed.header("content-type")), (StatusCode::OK, "text/calendar; charset=utf-8"));
    let text = feed.text();
    assert!(
        text.contains("\r\nDTSTART:20260601T123000Z\r\n") && text.contains("SUMMARY:Appeler · Léa Martin\r\n"),
        "{text}"
    );
    let renewed = phone.call("set_calendar", &json!({ "open": true })).await.json();
    let renewed = renewed.as_str().unwrap().strip_prefix(&app.url).unwrap().to_owned();
    assert_eq!(program.get(&path).await.status, StatusCode::NOT_FOUND, "the old address is closed");
    assert_eq!(program.get(&renewed).await.status, StatusCode::OK);
    phone.call("set_calendar", &json!({ "open": false })).await;
    assert_eq!(program.get(&renewed).await.status, StatusCode::NOT_FOUND);
    app.stop().await;
}
