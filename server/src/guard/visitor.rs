//! Who is asking: turns the cookie into a visitor, and keeps out whoever has none.

use std::sync::Arc;

use app::ssr::COOKIE;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use store::{Token, Visitor, sessions};
use uuid::Uuid;

use crate::error::Error;
use crate::house::House;

/// Whoever asks: a visitor with their token, or nobody.
#[derive(Debug, Clone, Default)]
pub struct Guest {
    /// The signed-in person.
    pub visitor: Option<Visitor>,
    /// What they showed; kept so that a live connection can ask again.
    pub token: Option<Token>,
}

/// The signed-in person; a request without one is answered 401 by the extractor.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The person and their session.
    pub visitor: Visitor,
    /// What they showed.
    pub token: Token,
}

/// How a door treats somebody who is not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Door {
    /// Lets everybody in.
    Open,
    /// Answers 401 in JSON.
    Closed,
    /// Sends them to the sign-in page.
    Page,
}

/// Recognises the visitor of a request by its cookie, and hands [`Guest`] on.
pub async fn recognise(State(house): State<Arc<House>>, mut request: Request, next: Next) -> Response {
    // The site's files are for everybody: no need to ask the database who comes for them.
    let is_file = house.site.file(request.uri().path().trim_start_matches('/')).is_some();
    let guest = match token(request.headers()).filter(|_| !is_file) {
        None => Guest::default(),
        Some(token) => match sessions::visitor(&house.store, &token, (house.settings.ambient.now)()).await {
            Ok(visitor) => Guest { token: visitor.is_some().then_some(token), visitor },
            Err(error) => return Error::Store(error).into_response(),
        },
    };
    request.extensions_mut().insert(guest);
    next.run(request).await
}

/// Keeps out of a [`Door::Closed`] whoever is not signed in.
pub async fn closed(guest: Option<axum::Extension<Guest>>, request: Request, next: Next) -> Response {
    match guest {
        Some(axum::Extension(Guest { visitor: Some(visitor), .. }))
            if acts_for(request.headers(), visitor.person.id) =>
        {
            next.run(request).await
        }
        _ => Error::SignedOut.into_response(),
    }
}

/// Whether a request is meant for this person. A device names whose work it sends: a tab left open for one person must
/// not act under the cookie of another who signed in beside it.
fn acts_for(headers: &HeaderMap, person: Uuid) -> bool {
    headers.get(PERSON).is_none_or(|named| named.to_str().is_ok_and(|named| named == person.to_string()))
}

/// The header in which a device names its person.
const PERSON: &str = "carnet-person";

/// Sends whoever is not signed in from a [`Door::Page`] to the sign-in page, which brings them back.
pub async fn page(guest: Option<axum::Extension<Guest>>, request: Request, next: Next) -> Response {
    match guest {
        Some(axum::Extension(Guest { visitor: Some(_), .. })) => next.run(request).await,
        _ if request.method() == Method::GET || request.method() == Method::HEAD => {
            ([(header::CACHE_CONTROL, "no-store")], Redirect::to(SIGN_IN)).into_response()
        }
        _ => Error::SignedOut.into_response(),
    }
}

/// Where people sign in.
pub const SIGN_IN: &str = "/sign-in";

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        match parts.extensions.get::<Guest>().cloned() {
            Some(Guest { visitor: Some(visitor), token: Some(token) }) => Ok(Self { visitor, token }),
            _ => Err(Error::SignedOut),
        }
    }
}

/// The token of the session cookie.
fn token(headers: &HeaderMap) -> Option<Token> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).and_then(|(_, value)| Token::parse(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_cookie_is_found_among_others() {
        let text = "ab".repeat(32);
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, format!("language=fr; {COOKIE}={text}; other=1").parse().unwrap());
        assert_eq!(token(&headers).map(|token| token.text()), Some(text));
    }

    #[test]
    fn a_device_that_names_somebody_else_is_kept_out() {
        let mut headers = HeaderMap::new();
        assert!(acts_for(&headers, Uuid::nil()));
        headers.insert(PERSON, Uuid::nil().to_string().parse().unwrap());
        assert!(acts_for(&headers, Uuid::nil()));
        assert!(!acts_for(&headers, Uuid::max()));
    }

    #[test]
    fn a_cookie_that_cannot_be_ours_is_nobody() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, format!("{COOKIE}=12; x{COOKIE}={}", "ab".repeat(32)).parse().unwrap());
        assert_eq!(token(&headers), None);
    }
}
