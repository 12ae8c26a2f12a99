//! The whole book for a new device, streamed: one line for the head, then one line a page. A stream that broke off goes
//! on after the last id received.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;
use store::sync::{BootstrapPages, PAGE_BYTES, bootstrap_head, bootstrap_pages};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use uuid::Uuid;

use crate::error::Error;
use crate::guard::visitor::SignedIn;
use crate::house::House;

/// Pages read ahead of the network: enough that reading, compressing and sending go on at once.
const AHEAD: usize = 8;

/// `?device=…&after=…`
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    device: Uuid,
    after: Option<Uuid>,
}

pub(super) async fn bootstrap(
    State(house): State<Arc<House>>,
    SignedIn { visitor, .. }: SignedIn,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<impl IntoResponse, Error> {
    let Query(Asked { device, after }) = asked.map_err(|error| Error::NotUnderstood(error.body_text()))?;
    let head = bootstrap_head(&house.store, &visitor, device).await?;
    let head = serde_json::to_string(&head).map_err(|error| store::Error::Corrupt(error.to_string()))?;
    let pages = bootstrap_pages(&house.store, &visitor, after, PAGE_BYTES).await?;
    let (lines, received) = mpsc::channel(AHEAD);
    // OK because the channel is new and holds more than one line.
    let _ = lines.try_send(Ok(ended(head)));
    tokio::spawn(send(pages, lines));
    let headers = [(header::CONTENT_TYPE, "application/x-ndjson"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, Body::from_stream(ReceiverStream::new(received))))
}

/// Sends page after page until the last one, or until the device hangs up. A failure breaks the stream off, so that the
/// device notices and goes on later.
async fn send(mut pages: BootstrapPages, lines: mpsc::Sender<Result<Bytes, Error>>) {
    loop {
        let line = match pages.next().await {
            Ok(Some(page)) => Ok(ended(page.json)),
            Ok(None) => return,
            Err(error) => {
                tracing::error!(cause = %error, "a bootstrap broke off");
                Err(Error::Store(error))
            }
        };
        let broken = line.is_err();
        if lines.send(line).await.is_err() || broken {
            return;
        }
    }
}

/// A line and its end.
fn ended(mut text: String) -> Bytes {
    text.push('\n');
    Bytes::from(text)
}
