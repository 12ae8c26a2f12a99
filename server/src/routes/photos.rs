//! The pictures of photos, on their way from the device that took them and to those who see them.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use domain::photo::{LIMIT, Picture};
use store::photos::{self, Put};
use uuid::Uuid;

use super::{Routes, body, header_value};
use crate::error::Error;
use crate::guard::visitor::{Door, SignedIn};
use crate::house::House;

pub(super) fn lay(routes: Routes) -> Routes {
    routes.add(Door::Closed, "/api/v1/photos/{id}", get(show).put(bring))
}

/// A picture never changes, but a browser's own store outlives a session and knows nothing of who may see what: it is
/// told to keep none (as of all answers), and each device keeps its own copies.
async fn show(
    State(house): State<Arc<House>>,
    SignedIn { visitor, .. }: SignedIn,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Error> {
    let picture = photos::get(&house.store, &visitor, named(&id)?).await?.ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_TYPE, header_value(picture.mime()))], picture.into_bytes()))
}

async fn bring(
    State(house): State<Arc<House>>,
    SignedIn { visitor, .. }: SignedIn,
    Path(id): Path<String>,
    request: Request,
) -> Result<StatusCode, Error> {
    let id = named(&id)?;
    let (parts, body) = request.into_parts();
    let bytes = body::read(&parts.headers, body, LIMIT).await?;
    let picture = Picture::of(bytes.into()).ok_or(Error::NoPicture)?;
    match photos::put(&house.store, &visitor, id, &picture).await? {
        Put::Stored => Ok(StatusCode::NO_CONTENT),
        Put::Unknown => Err(Error::NotFound),
        Put::Other => Err(Error::OtherPicture),
    }
}

fn named(id: &str) -> Result<Uuid, Error> {
    Uuid::try_parse(id).map_err(|_| Error::NotFound)
}
