//! A backup on its way to an administrator: streamed, and written down in history.

use std::fs::File;
use std::io::Read as _;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use domain::Role;
use store::backup::{self, Deed};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::{Routes, header_value};
use crate::error::Error;
use crate::guard::visitor::{Door, SignedIn};
use crate::house::House;

/// How much is read at once, in bytes.
const PIECE: usize = 64 * 1024;
/// Pieces read ahead of the network.
const AHEAD: usize = 4;

pub(super) fn lay(routes: Routes) -> Routes {
    routes.add(Door::Closed, "/api/v1/backups/{name}", get(download))
}

async fn download(
    State(house): State<Arc<House>>,
    SignedIn { visitor, .. }: SignedIn,
    Path(name): Path<String>,
) -> Result<impl IntoResponse, Error> {
    // Before the name is looked at: nobody else may learn which there are.
    if visitor.person.role != Role::Administrator {
        return Err(Error::NotAllowed);
    }
    let path = house.settings.shelf.path(&name).ok_or(Error::NotFound)?;
    let file = File::open(path).map_err(store::Error::File)?;
    let length = file.metadata().map_err(store::Error::File)?.len();
    let ambient = house.settings.ambient;
    backup::record(&house.store, &visitor, Deed::Downloaded, &name, (ambient.id)(), (ambient.now)()).await?;
    let (pieces, received) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || send(file, &pieces));
    let headers = [
        (header::CONTENT_TYPE, header_value("application/gzip")),
        (header::CONTENT_LENGTH, header_value(&length.to_string())),
        (header::CONTENT_DISPOSITION, header_value(&format!("attachment; filename=\"{name}\""))),
        // Packed already; and whole, or the browser says that it is not.
        (header::CONTENT_ENCODING, header_value("identity")),
    ];
    Ok((headers, Body::from_stream(ReceiverStream::new(received))))
}

/// Reads the file piece by piece until its end, or until nobody listens. A failure breaks the stream off.
fn send(mut file: File, pieces: &mpsc::Sender<Result<Bytes, std::io::Error>>) {
    loop {
        let mut piece = vec![0; PIECE];
        let read = file.read(&mut piece).map(|length| {
            piece.truncate(length);
            Bytes::from(piece)
        });
        let over = !matches!(&read, Ok(piece) if !piece.is_empty());
        let end = matches!(&read, Ok(piece) if piece.is_empty());
        if end || pieces.blocking_send(read).is_err() || over {
            return;
        }
    }
}
