//! Reads a body: whole, in time, not too large, and understood; or says which of these it was not.

use std::fs::{self, File};
use std::io::{Seek, Write};
use std::path::Path;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use tokio_stream::StreamExt;

use crate::error::Error;

/// The largest push, in bytes: a thousand ordinary acts take a tenth of it, and notes of a megabyte fit with their base.
pub const PUSH_LIMIT: usize = 8 * 1024 * 1024;
/// The largest body anywhere else, in bytes.
pub const BODY_LIMIT: usize = 256 * 1024;
/// How long a body may take: a slow phone sends a megabyte in this time.
const PATIENCE: Duration = Duration::from_mins(1);

/// A JSON body of at most `LIMIT` bytes.
#[derive(Debug)]
pub(crate) struct JsonBody<T, const LIMIT: usize>(pub(crate) T);

impl<S: Sync, T: DeserializeOwned, const LIMIT: usize> FromRequest<S> for JsonBody<T, LIMIT> {
    type Rejection = Error;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Error> {
        let (parts, body) = request.into_parts();
        let bytes = read(&parts.headers, body, LIMIT).await?;
        match serde_json::from_slice(&bytes) {
            Ok(value) => Ok(Self(value)),
            Err(error) if error.is_eof() => Err(Error::CutOff),
            Err(error) => Err(Error::NotUnderstood(error.to_string())),
        }
    }
}

/// The whole body.
pub(crate) async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<axum::body::Bytes, Error> {
    let promised = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if promised.is_some_and(|length| length > limit) {
        return Err(Error::TooLarge { limit });
    }
    let read = tokio::time::timeout(PATIENCE, to_bytes(body, limit)).await.map_err(|_| Error::TooSlow)?;
    // What remains is either the limit or a connection that broke off; the limit is an error of its own below.
    read.map_err(|error| if is_limit(&error) { Error::TooLarge { limit } } else { Error::CutOff })
}

/// The whole body in a file of this folder that nobody else sees, and that is gone when it is closed. The next piece must
/// come in time, however long the whole takes.
pub(crate) async fn to_disk(body: Body, folder: &Path, limit: usize) -> Result<File, Error> {
    let unwritable = |error| Error::Store(store::Error::File(error));
    fs::create_dir_all(folder).map_err(unwritable)?;
    let mut file = tempfile::tempfile_in(folder).map_err(unwritable)?;
    let mut length = 0;
    let mut pieces = body.into_data_stream();
    while let Some(piece) = tokio::time::timeout(PATIENCE, pieces.next()).await.map_err(|_| Error::TooSlow)? {
        let piece = piece.map_err(|_| Error::CutOff)?;
        length += piece.len();
        if length > limit {
            return Err(Error::TooLarge { limit });
        }
        file.write_all(&piece).map_err(unwritable)?;
    }
    file.rewind().map_err(unwritable)?;
    Ok(file)
}

fn is_limit(error: &axum::Error) -> bool {
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        if cause.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        next = cause.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_that_grows_beyond_the_limit_is_too_large_even_when_it_promised_nothing() {
        let read = read(&HeaderMap::new(), Body::from(vec![b' '; 11]), 10).await;
        assert!(matches!(read, Err(Error::TooLarge { limit: 10 })), "{read:?}");
    }

    #[tokio::test]
    async fn half_a_body_is_told_apart_from_one_we_do_not_understand() {
        let read = |text: &'static str| JsonBody::<Vec<u64>, 99>::from_request(Request::new(Body::from(text)), &());
        assert!(matches!(read("[1, 2").await, Err(Error::CutOff)));
        assert!(matches!(read("").await, Err(Error::CutOff)));
        assert!(matches!(read("{}").await, Err(Error::NotUnderstood(_))));
        assert_eq!(read("[1, 2]").await.unwrap().0, [1, 2]);
    }
}
