//! Whether the server and its database answer: for whoever watches over it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use serde_json::{Value, json};

use super::Routes;
use crate::error::Error;
use crate::guard::visitor::Door;
use crate::house::House;

pub(super) fn lay(routes: Routes) -> Routes {
    routes.add(Door::Open, "/health", get(health))
}

async fn health(State(house): State<Arc<House>>) -> Result<Json<Value>, Error> {
    if *house.stopping.borrow() {
        return Err(Error::Stopping);
    }
    store::sync::head(&house.store).await?;
    Ok(Json(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION"), "site": house.site.version })))
}
