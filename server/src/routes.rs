//! Every path the server answers, with the door it stands behind. A test pins the list.

mod app;
mod backups;
mod body;
mod bootstrap;
mod calendar;
mod events;
mod files;
mod health;
mod import;
mod photos;
mod sync;

pub use body::{BODY_LIMIT, PUSH_LIMIT};

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderValue, Request};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{ConfigError, CsrfLayer, ProtectionError};
use tower_http::trace::TraceLayer;

use crate::error::Error;
use crate::guard::headers;
use crate::guard::visitor::{self, Door};
use crate::house::House;

/// The routes while they are being laid: each is written down with its door.
#[derive(Debug, Default)]
pub struct Routes {
    router: Router<Arc<House>>,
    /// Path and door of each.
    pub doors: Vec<(String, Door)>,
}

impl Routes {
    /// All of them.
    pub fn all(house: &House) -> Self {
        let routes = Self::default();
        let routes = sync::lay(routes);
        let routes = health::lay(routes);
        let routes = backups::lay(routes);
        let routes = calendar::lay(routes);
        let routes = photos::lay(routes);
        let routes = import::lay(routes);
        let routes = files::lay(routes, &house.site);
        app::lay(routes)
    }

    /// One more path behind a door.
    #[must_use]
    pub(crate) fn add(mut self, door: Door, path: &str, methods: MethodRouter<Arc<House>>) -> Self {
        let methods = match door {
            Door::Open => methods,
            Door::Closed => methods.layer(from_fn(visitor::closed)),
            Door::Page => methods.layer(from_fn(visitor::page)),
        };
        self.doors.push((path.to_owned(), door));
        self.router = self.router.route(path, methods);
        self
    }
}

/// The server's whole behaviour: routes and, around them, the guards.
///
/// # Errors
/// When the public address is not one a browser could send as `Origin`.
pub fn router(house: &Arc<House>) -> Result<Router, ConfigError> {
    let csrf = CsrfLayer::new()
        .add_trusted_origin(&house.settings.public_url)?
        .with_rejection_response(|_: ProtectionError| Error::CrossSite.into_response());
    let routes = Routes::all(house);
    Ok(routes
        .router
        .fallback(app::missing)
        .layer(from_fn_with_state(Arc::clone(house), visitor::recognise))
        .layer(csrf)
        .layer(CatchPanicLayer::custom(caught))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(from_fn_with_state(Arc::clone(house), headers::write))
        .layer(TraceLayer::new_for_http().make_span_with(span).on_failure(()))
        .with_state(Arc::clone(house)))
}

/// What the log says of a request: the path without what may be secret in it.
fn span<B>(request: &Request<B>) -> tracing::Span {
    let path = request.uri().path();
    let secret = ["/welcome/", "/calendar/"].into_iter().find(|secret| path.starts_with(secret));
    let path = secret.unwrap_or(path);
    tracing::debug_span!("request", method = %request.method(), path)
}

/// A panic is a fault of ours; the person still gets an answer.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands the panic over")]
fn caught(panic: Box<dyn std::any::Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(cause = text.unwrap_or("unknown"), "a panic was caught");
    Error::Panicked.into_response()
}

/// A header value that is one: for values made of digits, versions and the like.
fn header_value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}
