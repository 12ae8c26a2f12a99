//! A server to test, and clients that talk to it as browsers do.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use domain::client::{ASSIGNEE, CLIENT, EMAIL, FIRST_NAME, LAST_NAME, STATUS};
use domain::{Person, Record, Role, Value};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value as Json, json};
use server::clock;
use server::house::{House, Settings};
use server::mail::Post;
use server::serve::{self, Running};
use server::site::Site;
use store::backup::Shelf;
use store::password::Cost;
use store::people::{Acceptance, Accepted, Invitation};
use store::{Store, Token, Visitor, people};
use uuid::Uuid;

/// The password of everybody in these tests.
pub(crate) const PASSWORD: &str = "une phrase de passe";

static FOLDERS: AtomicU32 = AtomicU32::new(0);

/// A server with one administrator, on a free port, with a SQLite database in a folder of its own.
pub(crate) struct TestApp {
    pub(crate) running: Running,
    pub(crate) url: String,
    pub(crate) administrator: Visitor,
    folder: PathBuf,
}

impl TestApp {
    pub(crate) async fn start() -> Self {
        Self::start_with(Vec::new(), None).await
    }

    /// With stand-ins for push services and a mail server.
    pub(crate) async fn start_with(push_services: Vec<String>, post: Option<Post>) -> Self {
        let folder = new_folder();
        let store = Store::open(&format!("sqlite:{}", folder.join("carnet.db").display()), clock::id()).await.unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let url = format!("http://{address}");
        let settings = Settings {
            firm: "Maison Aubry".into(),
            public_url: url.clone(),
            behind_proxy: true,
            cost: Cost::CHEAP,
            ambient: clock::AMBIENT,
            push_services,
            shelf: Shelf::new(folder.join("backups"), None, 2),
            list_in_memory: 1000,
        };
        let token = clock::token();
        assert!(people::first_invitation(&store, &token, clock::now()).await.unwrap());
        let person = accepted(&store, &token, "Anne Aubry", "anne@carnet.example").await;
        let administrator = Visitor { person, session: Uuid::nil() };
        let site = Site::new(std::iter::empty());
        let running = serve::start(House::open(store, site, settings, post).await.unwrap(), listener, None).unwrap();
        Self { running, url, administrator, folder }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.running.house.store
    }

    /// The address of its database.
    pub(crate) fn database(&self) -> String {
        format!("sqlite:{}", self.folder.join("carnet.db").display())
    }

    /// Somebody with this role, let in by the administrator.
    pub(crate) async fn person(&self, role: Role, name: &str) -> Visitor {
        let token = clock::token();
        let email = format!("{}@carnet.example", name.to_lowercase());
        let offer = Invitation { name: name.into(), email: email.clone(), role, first: false };
        people::invite(self.store(), &self.administrator, &offer, &token, clock::now()).await.unwrap();
        let person = accepted(self.store(), &token, name, &email).await;
        Visitor { person, session: Uuid::nil() }
    }

    /// A browser in which somebody with this role has signed in.
    pub(crate) async fn signed_in(&self, role: Role) -> Browser {
        let visitor = match role {
            Role::Administrator => self.administrator.clone(),
            role => self.person(role, role.key()).await,
        };
        self.signed_in_as(&visitor.person.email).await
    }

    pub(crate) async fn signed_in_as(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser.sign_in(email, PASSWORD).await;
        assert!(answer.json()["welcome"].is_object(), "{answer:?}");
        browser
    }

    /// A browser in which nobody has signed in, from an address of its own.
    pub(crate) fn browser(&self) -> Browser {
        static ADDRESSES: AtomicU32 = AtomicU32::new(1);
        let host = ADDRESSES.fetch_add(1, Ordering::Relaxed);
        Browser {
            http: Client::builder(TokioExecutor::new()).build(HttpConnector::new()),
            url: self.url.clone(),
            cookie: None,
            address: format!("10.0.{}.{}", host / 250, host % 250 + 1),
        }
    }

    /// Stops the server and throws its folder away.
    pub(crate) async fn stop(self) {
        self.running.stop().await.unwrap();
        std::fs::remove_dir_all(self.folder).unwrap();
    }
}

/// A folder nobody else uses.
pub(crate) fn new_folder() -> PathBuf {
    let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("carnet-server-{}-{number}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

async fn accepted(store: &Store, token: &Token, name: &str, email: &str) -> Person {
    let acceptance = Acceptance { id: clock::id(), name: name.into(), email: email.into(), password: PASSWORD.into() };
    match people::accept(store, token, &acceptance, Cost::CHEAP, clock::now()).await.unwrap() {
        Accepted::Welcome(person) => person,
        other => panic!("{other:?}"),
    }
}

/// What a browser is for the server: a cookie jar and an address.
pub(crate) struct Browser {
    http: Client<HttpConnector, Full<Bytes>>,
    pub(crate) url: String,
    pub(crate) cookie: Option<String>,
    address: String,
}

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Browser {
    /// Sends a request with further headers; the answer may still be on its way.
    pub(crate) async fn open(
        &self,
        method: Method,
        path: &str,
        body: Vec<u8>,
        more: &[(&str, &str)],
    ) -> Response<Incoming> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        request = request.header("x-forwarded-for", &self.address).header(header::CONTENT_TYPE, "application/json");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        self.http.request(request.body(Full::from(body)).unwrap()).await.unwrap()
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: Vec<u8>, more: &[(&str, &str)]) -> Answer {
        let (parts, body) = self.open(method, path, body, more).await.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, Vec::new(), &[("accept", "text/html")]).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Json) -> Answer {
        self.send(Method::POST, path, body.to_string().into_bytes(), &[]).await
    }

    /// Calls a server function, and keeps the cookie it sets.
    pub(crate) async fn call(&mut self, name: &str, body: &Json) -> Answer {
        let answer = self.post(&format!("/api/app/{name}"), body).await;
        if let Some(pair) = answer.header("set-cookie").split(';').next().filter(|pair| !pair.is_empty()) {
            self.cookie = Some(pair.to_owned());
        }
        answer
    }

    pub(crate) async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.call("sign_in", &json!({ "email": email, "password": password })).await
    }

    /// Pushes acts of a device.
    pub(crate) async fn push(&self, device: Uuid, mutations: Json) -> Answer {
        self.post("/api/v1/push", &json!({ "device": device, "label": "Test", "epoch": null, "mutations": mutations }))
            .await
    }
}

/// A client, and the mutation that creates it.
pub(crate) fn creation(n: u64, name: &str, assignee: Option<Uuid>) -> (Record, Json) {
    let mut record = Record::new(&CLIENT, clock::id());
    record.set(FIRST_NAME, Some("Léa".into()));
    record.set(LAST_NAME, Some(name.into()));
    record.set(EMAIL, Some(format!("client{n}@{}.example", record.id).as_str().into()));
    record.set(STATUS, Some("prospect".into()));
    record.set(ASSIGNEE, assignee.map(|person| Value::Text(person.to_string())));
    let change = sync::mutation::diff(None, &record, 0).unwrap();
    (record, mutation(n, "create", &json!([change])))
}

pub(crate) fn mutation(n: u64, act: &str, changes: &Json) -> Json {
    json!({ "id": clock::id(), "n": n, "act": act, "version": 1, "made_at": clock::now(), "changes": changes })
}

/// Waits for something that must happen soon.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(10), future).await.expect("it happens soon")
}
