//! Reads a body: whole, in time, not too large, and understood; or says which of these it was not.

use std::fs::{self, File};
use std::io::{Seek, Write};
use std::path::Path;
use std::time::Duration;

use axum::body::{Body, BodyDataStream, to_bytes};
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
    promised(headers, limit)?;
    let read = tokio::time::timeout(PATIENCE, to_bytes(body, limit)).await.map_err(|_| Error::TooSlow)?;
    // What remains is either the limit or a connection that broke off; the limit is an error of its own below.
    read.map_err(|error| if is_limit(&error) { Error::TooLarge { limit } } else { Error::CutOff })
}

/// Refuses a body that says beforehand that it is too large.
pub(crate) fn promised(headers: &HeaderMap, limit: usize) -> Result<(), Error> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > limit) { Err(Error::TooLarge { limit }) } else { Ok(()) }
}

/// The whole body in a file that nobody else sees, and that is gone when it is closed: in this folder, or among the
/// system's temporary files where this folder takes none. The next piece must come in time.
pub(crate) async fn to_disk(pieces: &mut BodyDataStream, folder: &Path, limit: usize) -> Result<File, Error> {
    let unwritable = |error| Error::Store(store::Error::File(error));
    let there = fs::create_dir_all(folder).and_then(|()| tempfile::tempfile_in(folder));
    let mut file = there.or_else(|_| tempfile::tempfile()).map_err(unwritable)?;
    let mut length = 0;
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

/// Reads what is still to come of a body that is refused, and throws it away; at most so many bytes, while the answer is on
/// its way. Over HTTP/1, hyper closes a connection whose body nobody takes: a browser that is still sending would see the
/// connection reset, and never read why. It goes on reading as long as somebody holds the body, answered or not.
pub(crate) fn pass_over(mut pieces: BodyDataStream, limit: usize) {
    tokio::spawn(tokio::time::timeout(PATIENCE, async move {
        let mut left = limit;
        while let Some(Ok(piece)) = pieces.next().await {
            let Some(rest) = left.checked_sub(piece.len()) else { return };
            left = rest;
        }
    }));
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
    use std::io::Read;

    use super::*;

    #[tokio::test]
    async fn a_body_that_grows_beyond_the_limit_is_too_large_even_when_it_promised_nothing() {
        let read = read(&HeaderMap::new(), Body::from(vec![b' '; 11]), 10).await;
        assert!(matches!(read, Err(Error::TooLarge { limit: 10 })), "{read:?}");
    }

    #[tokio::test]
    async fn a_body_goes_to_the_disk_also_where_its_folder_cannot_be() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let to_disk = async |text: &'static str| {
            to_disk(&mut Body::from(text).into_data_stream(), &file.path().join("backups"), 10).await
        };
        let mut text = String::new();
        to_disk("Prénom").await.unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "Prénom");
        assert!(matches!(to_disk("Prénom;Nom;Email").await, Err(Error::TooLarge { limit: 10 })));
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
