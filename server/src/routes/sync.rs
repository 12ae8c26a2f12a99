//! Push and pull: who is this; nothing else. What becomes of an act is decided by `sync`, kept by `store`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::{get, post};
use sync::wire::{Pull, PullAnswer, Push, PushAnswer};

use super::body::{BODY_LIMIT, JsonBody, PUSH_LIMIT};
use super::{Routes, bootstrap, events};
use crate::error::Error;
use crate::guard::visitor::{Door, SignedIn};
use crate::house::House;

pub(super) fn lay(routes: Routes) -> Routes {
    routes
        .add(Door::Closed, "/api/v1/push", post(push))
        .add(Door::Closed, "/api/v1/pull", post(pull))
        .add(Door::Closed, "/api/v1/bootstrap", get(bootstrap::bootstrap))
        .add(Door::Closed, "/api/v1/events", get(events::events))
}

async fn push(
    State(house): State<Arc<House>>,
    SignedIn { visitor, .. }: SignedIn,
    JsonBody(push): JsonBody<Push, PUSH_LIMIT>,
) -> Result<Json<PushAnswer>, Error> {
    let now = (house.settings.ambient.now)();
    Ok(Json(store::sync::push(&house.store, &visitor, push, now).await?))
}

async fn pull(
    State(house): State<Arc<House>>,
    SignedIn { visitor, .. }: SignedIn,
    JsonBody(pull): JsonBody<Pull, BODY_LIMIT>,
) -> Result<Json<PullAnswer>, Error> {
    Ok(Json(store::sync::pull(&house.store, &visitor, &pull).await?))
}
