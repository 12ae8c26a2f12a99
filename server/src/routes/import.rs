//! A list of clients on its way into the book, for whoever lets the server do the work: streamed to the disk first, then
//! imported as `carnet import` does.

use std::fs::File;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::routing::post;
use domain::csv::Report;
use domain::{Lang, Role};
use serde::Deserialize;
use store::{Store, Visitor};
use tokio::runtime::Handle;

use super::{Routes, body};
use crate::error::{Error, Failure};
use crate::guard::visitor::{Door, SignedIn};
use crate::house::House;
use crate::import::import;

/// The largest file, in bytes: more than a million clients.
const LIMIT: usize = 512 * 1024 * 1024;
/// So many lines of a report are sent; a file of nothing but faults has one for each row.
const LINES: usize = 500;

pub(super) fn lay(routes: Routes) -> Routes {
    routes.add(Door::Closed, "/api/v1/import", post(bring))
}

/// `?name=…&dry_run=…&lang=…`
#[derive(Debug, Deserialize)]
struct Asked {
    /// The file's name, which history tells.
    name: String,
    /// Nothing is written: the report says what would be.
    dry_run: bool,
    /// The language of the report.
    lang: Lang,
}

/// One file at a time. Whoever hangs up once it is here does not stop it.
async fn bring(
    State(house): State<Arc<House>>,
    SignedIn { visitor, .. }: SignedIn,
    asked: Result<Query<Asked>, QueryRejection>,
    body: Body,
) -> Result<Json<Report>, Error> {
    if visitor.person.role == Role::Seller {
        return Err(Error::NotAllowed);
    }
    let Query(asked) = asked.map_err(|error| Error::NotUnderstood(error.body_text()))?;
    let turn = Arc::clone(&house.imports).try_acquire_owned().map_err(|_| Error::ImportUnderWay)?;
    let file = body::to_disk(body, &house.settings.shelf.folder, LIMIT).await?;
    let store = house.store.clone();
    // Reading and checking rows would keep others waiting.
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        Handle::current().block_on(done(&store, &visitor, file, asked))
    });
    work.await.unwrap_or(Err(Error::Panicked)).map(Json)
}

async fn done(store: &Store, visitor: &Visitor, file: File, asked: Asked) -> Result<Report, Error> {
    let Asked { name, dry_run, lang } = asked;
    let mut report = import(store, visitor, file, &name, dry_run, lang).await.map_err(told)?;
    report.lines.truncate(LINES);
    Ok(report)
}

/// The same, as a request is answered.
fn told(failure: Failure) -> Error {
    match failure {
        Failure::Usage(text) => Error::UnreadableList(text),
        Failure::Io { cause, .. } => Error::Store(store::Error::File(cause)),
        Failure::Store(error) => Error::Store(error),
        // Somebody closed the person's access, or changed their role, meanwhile.
        Failure::Refused(_) => Error::NotAllowed,
    }
}
