//! Live events: `event: news`, `data: {"head": n}`.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::{KeepAlive, Sse};
use tokio_stream::wrappers::ReceiverStream;

use crate::error::Error;
use crate::guard::visitor::SignedIn;
use crate::house::House;
use crate::live;

/// A comment this often keeps proxies and phones from thinking that the connection died.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

pub(super) async fn events(State(house): State<Arc<House>>, signed_in: SignedIn) -> Result<impl IntoResponse, Error> {
    let received = live::open(&house, signed_in)?;
    let stream: ReceiverStream<Result<_, Infallible>> = ReceiverStream::new(received);
    // nginx holds back what it may buffer.
    Ok(([("x-accel-buffering", "no")], Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))))
}
