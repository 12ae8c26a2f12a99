//! What the server hands to server functions and pages: the store, who is asking, and the clock, ids and chance that
//! only the outermost room may ask for.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use domain::{Millis, Person};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use store::audit::{Deed, Note};
use store::backup::Shelf;
use store::password::Cost;
use store::{Store, Token, Visitor, audit, sessions};
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::api::{ApiError, Me};

/// The session cookie. `__Host-`: only over HTTPS (or on this very machine), only for this host, for every path.
pub const COOKIE: &str = "__Host-carnet";

/// Chromium keeps no cookie longer than 400 days; the session itself ends earlier when it is not used.
const COOKIE_SECONDS: u32 = 400 * 24 * 3600;

/// The clock, ids and chance of the outermost room.
#[derive(Debug, Clone, Copy)]
pub struct Ambient {
    /// What time it is.
    pub now: fn() -> Millis,
    /// A new `UUIDv7`.
    pub id: fn() -> Uuid,
    /// A new secret.
    pub token: fn() -> Token,
}

/// Counts one attempt to sign in by an address; `Err` says how many seconds to wait.
pub type Attempts = Arc<dyn Fn(&str) -> Result<(), u64> + Send + Sync>;

/// How this server tells people what is due.
#[derive(Clone)]
pub struct AlertDesk {
    /// The public key of its notifications.
    pub key: Arc<str>,
    /// Whether an address belongs to a push service.
    pub takes: Arc<dyn Fn(&str) -> bool + Send + Sync>,
    /// Whether it sends e-mails.
    pub mail: bool,
}

/// What one request finds on the desk. The server provides it as context.
#[derive(Clone)]
pub struct Desk {
    /// The database.
    pub store: Store,
    /// Who is asking.
    pub visitor: Option<Visitor>,
    /// The name of the firm whose book this is.
    pub firm: Arc<str>,
    /// Where people reach this server, without a slash at the end: invitation links begin with it.
    pub public_url: Arc<str>,
    /// Which browser, as it says itself.
    pub user_agent: Arc<str>,
    /// Clock, ids, chance.
    pub ambient: Ambient,
    /// Where backups are kept.
    pub shelf: Shelf,
    /// How people are told what is due.
    pub alerts: AlertDesk,
    /// What a password guess costs.
    pub cost: Cost,
    /// How many passwords are weighed at once: each takes 19 MiB.
    pub scales: Arc<Semaphore>,
    /// The rate limit of sign-in for this request's address.
    pub attempts: Attempts,
    /// Writes the cause of a failure down, and says what the person may know.
    pub report: fn(store::Error) -> ApiError,
    /// Called when a session was closed or a role changed: live connections look again who they belong to.
    pub doors_moved: Arc<dyn Fn() + Send + Sync>,
    /// The answer under way; set by [`desk`].
    pub response: Option<ResponseOptions>,
}

/// The desk of the request under way.
///
/// # Errors
/// `Failed` when the server did not provide one, which is a fault of ours.
pub fn desk() -> Result<Desk, ApiError> {
    let mut desk = use_context::<Desk>().ok_or(ApiError::Failed)?;
    desk.response = use_context::<ResponseOptions>();
    Ok(desk)
}

impl Desk {
    /// Who is asking; `SignedOut` when nobody is.
    ///
    /// # Errors
    /// `SignedOut`.
    pub fn visitor(&self) -> Result<&Visitor, ApiError> {
        self.visitor.as_ref().ok_or_else(|| self.refuse(ApiError::SignedOut))
    }

    /// Who is asking, if they are an administrator.
    ///
    /// # Errors
    /// `SignedOut`, or `NotAllowed`.
    pub fn administrator(&self) -> Result<&Visitor, ApiError> {
        let visitor = self.visitor()?;
        let is = visitor.person.role == domain::Role::Administrator;
        if is { Ok(visitor) } else { Err(self.refuse(ApiError::NotAllowed)) }
    }

    /// The answer to a store that failed.
    pub fn failed(&self, error: store::Error) -> ApiError {
        self.refuse((self.report)(error))
    }

    /// Gives the answer the status that goes with an error.
    pub fn refuse(&self, error: ApiError) -> ApiError {
        if let Some(response) = &self.response {
            response.set_status(status(&error));
        }
        error
    }

    /// The signed-in person, as pages know them.
    pub fn me(&self, person: &Person) -> Me {
        Me { person: person.clone(), firm: self.firm.to_string() }
    }

    /// The link that carries a token.
    pub fn door(&self, token: &Token) -> String {
        format!("{}/welcome/{}", self.public_url, token.text())
    }

    /// Opens a session for a person who proved who they are, and sets the cookie. The session they came with ends.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn welcome(&self, person: &Person) -> Result<Me, ApiError> {
        let now = (self.ambient.now)();
        let token = (self.ambient.token)();
        if let Some(before) = &self.visitor {
            sessions::close(&self.store, before.session).await.map_err(|error| self.failed(error))?;
            (self.doors_moved)();
        }
        sessions::open(&self.store, person.id, (self.ambient.id)(), &token, &self.user_agent, now)
            .await
            .map_err(|error| self.failed(error))?;
        self.set_cookie(&token.text(), COOKIE_SECONDS);
        Ok(self.me(person))
    }

    /// Writes down what somebody did besides writing records: nobody for a stranger.
    ///
    /// # Errors
    /// When the store fails: what is not written down is not said to be done.
    pub async fn note(
        &self,
        person: Option<Uuid>,
        deed: Deed,
        about: Option<Uuid>,
        detail: &str,
    ) -> Result<(), ApiError> {
        let (id, at) = ((self.ambient.id)(), (self.ambient.now)());
        let (detail, user_agent) = (detail.to_owned(), self.user_agent.to_string());
        let note = Note { id, at, person, deed, about, detail, user_agent };
        audit::note(&self.store, &note).await.map_err(|error| self.failed(error))
    }

    /// Takes the cookie away.
    pub fn forget_cookie(&self) {
        self.set_cookie("", 0);
    }

    fn set_cookie(&self, value: &str, seconds: u32) {
        let cookie = format!("{COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}");
        if let (Some(response), Ok(cookie)) = (&self.response, HeaderValue::from_str(&cookie)) {
            response.insert_header(header::SET_COOKIE, cookie);
        }
    }
}

/// The status that goes with an error of a server function.
pub const fn status(error: &ApiError) -> StatusCode {
    match error {
        ApiError::SignedOut => StatusCode::UNAUTHORIZED,
        ApiError::NotAllowed => StatusCode::FORBIDDEN,
        ApiError::NotUnderstood { .. } => StatusCode::BAD_REQUEST,
        ApiError::NoNetwork => StatusCode::BAD_GATEWAY,
        ApiError::Failed => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
