//! What may go wrong at the door, in one place: the status, the sentence the person reads, and the one line in the log.

mod faces;

use app::api::ApiError;
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use faces::Face;

/// Why a request got no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in (any more).
    #[error("not signed in")]
    SignedOut,
    /// The person may not do this.
    #[error("not allowed")]
    NotAllowed,
    /// The request was started by another site.
    #[error("sent by another site")]
    CrossSite,
    /// There is nothing at this address.
    #[error("not found")]
    NotFound,
    /// The body did not arrive whole.
    #[error("the body broke off")]
    CutOff,
    /// The body did not arrive in time.
    #[error("the body took too long")]
    TooSlow,
    /// The body is larger than this address takes.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// In bytes.
        limit: usize,
    },
    /// The body is no picture of a form that is taken.
    #[error("not a picture")]
    NoPicture,
    /// The photo has another picture already.
    #[error("the photo has another picture")]
    OtherPicture,
    /// The body is no list of clients.
    #[error("no list of clients: {0}")]
    UnreadableList(String),
    /// Another import is at work.
    #[error("another import is at work")]
    ImportUnderWay,
    /// An import came to nothing, or stopped on its way: what it wrote by then stays.
    #[error(transparent)]
    Import(Box<Error>),
    /// The body or the query is not what this version of Carnet understands.
    #[error("not understood: {0}")]
    NotUnderstood(String),
    /// Too many live connections of one session.
    #[error("too many live connections")]
    TooManyConnections,
    /// The server is stopping.
    #[error("stopping")]
    Stopping,
    /// A fault of ours that was caught.
    #[error("a panic was caught")]
    Panicked,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    /// The status this error is answered with.
    pub fn status(&self) -> StatusCode {
        self.face().status
    }

    /// The one place where a status is chosen.
    fn face(&self) -> Face {
        match self {
            Self::SignedOut => faces::SIGNED_OUT,
            Self::NotAllowed | Self::Store(store::Error::NotAllowed) => faces::NOT_ALLOWED,
            Self::CrossSite => faces::CROSS_SITE,
            Self::NotFound => faces::NOT_FOUND,
            Self::CutOff => faces::CUT_OFF,
            Self::TooSlow => faces::TOO_SLOW,
            Self::TooLarge { .. } => faces::TOO_LARGE,
            Self::NoPicture => faces::NO_PICTURE,
            Self::OtherPicture => faces::OTHER_PICTURE,
            Self::UnreadableList(_) => faces::UNREADABLE_LIST,
            Self::ImportUnderWay => faces::IMPORT_UNDER_WAY,
            Self::Import(error) => error.face().of_import(),
            Self::NotUnderstood(_) | Self::Store(store::Error::Malformed(_)) => faces::NOT_UNDERSTOOD,
            Self::TooManyConnections => faces::TOO_MANY_CONNECTIONS,
            Self::Stopping | Self::Store(store::Error::Unavailable(_)) => faces::UNAVAILABLE,
            Self::Store(store::Error::Full(_)) => faces::FULL,
            Self::Panicked
            | Self::Store(
                store::Error::Migration(_)
                | store::Error::Corrupt(_)
                | store::Error::Address(_)
                | store::Error::Database(_)
                | store::Error::File(_)
                | store::Error::Damaged(_)
                | store::Error::NotEmpty,
            ) => faces::FAILED,
        }
    }

    /// What a program may read besides the key: never a cause, never a secret.
    fn detail(&self) -> Option<String> {
        match self {
            Self::Import(error) if !matches!(**error, Self::TooLarge { .. }) => error.detail(),
            Self::TooLarge { limit } => Some(format!("{limit} bytes at most")),
            Self::NotUnderstood(detail) | Self::UnreadableList(detail) => Some(detail.clone()),
            Self::Store(store::Error::Malformed(detail)) => Some((*detail).to_owned()),
            _ => None,
        }
    }

    /// Writes the cause down, once, where it matters to whoever runs the server.
    fn log(&self) {
        if self.status().is_server_error() && !matches!(self, Self::Stopping) {
            tracing::error!(cause = %chain(self), "a request failed");
        } else {
            tracing::debug!(cause = %self, "a request was refused");
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        self.log();
        let Face { status, key, words } = self.face();
        let mut body = json!({ "error": key, "message": { "fr": words.fr, "en": words.en } });
        if let (Some(detail), Some(body)) = (self.detail(), body.as_object_mut()) {
            body.insert("detail".to_owned(), detail.into());
        }
        (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
    }
}

/// The same for server functions: logs the cause, gives what the browser may know.
pub fn report(error: store::Error) -> ApiError {
    let error = Error::Store(error);
    error.log();
    match error.status() {
        StatusCode::FORBIDDEN => ApiError::NotAllowed,
        StatusCode::BAD_REQUEST => ApiError::NotUnderstood { detail: error.detail().unwrap_or_default() },
        _ => ApiError::Failed,
    }
}

/// An error with all its causes, on one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}

/// Why a command of `carnet` could not do its work; printed to whoever runs it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file or a network address of the command line.
    #[error("{what}: {cause}")]
    Io {
        /// What was tried on what.
        what: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// Something on the command line does not make sense.
    #[error("{0}")]
    Usage(String),
    /// The store failed.
    #[error("{}", chain(.0))]
    Store(#[from] store::Error),
    /// The server refused what the command sent.
    #[error("the server refused the import: {0}")]
    Refused(String),
}

impl Failure {
    /// A failure of the system, with what was being tried.
    pub fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |cause| Self::Io { what, cause }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_never_says_that_changes_wait_or_that_it_is_sent_again() {
        let broken = || sqlx::Error::PoolTimedOut;
        for error in [
            Error::CutOff,
            Error::TooSlow,
            Error::TooLarge { limit: 1 },
            Error::Panicked,
            Error::Store(store::Error::Full(broken())),
            Error::Store(store::Error::Unavailable(broken())),
            Error::Store(store::Error::Database(broken())),
        ] {
            let (status, pushed) = (error.status(), error.face());
            let import = Error::Import(Box::new(error));
            let face = import.face();
            assert_eq!((face.key, import.status(), import.detail()), (pushed.key, status, None));
            assert_ne!(face.words, pushed.words);
            let says_stays = face.words.fr.contains("importez de nouveau le même fichier")
                || face.words.fr.contains("Importez de nouveau le même fichier");
            assert_eq!(says_stays, status.is_server_error(), "{}", face.words.fr);
        }
        let unreadable = Error::Import(Box::new(Error::UnreadableList("a.csv".to_owned())));
        assert_eq!((unreadable.face().key, unreadable.detail()), ("unreadable_list", Some("a.csv".to_owned())));
    }
}
