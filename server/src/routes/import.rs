//! A list of clients on its way into the book, for whoever lets the server do the work: streamed to the disk first, then
//! imported as `carnet import` does.

use std::fs::File;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, BodyDataStream};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::routing::post;
use domain::csv::Report;
use domain::{Lang, Role};
use serde::Deserialize;
use store::Visitor;
use tokio::runtime::Handle;
use tokio::time::timeout;

use super::{Routes, body};
use crate::error::{Error, Failure};
use crate::guard::visitor::{Door, SignedIn};
use crate::house::House;
use crate::import::{Terms, import};

/// The largest file, in bytes: more than a million clients.
const LIMIT: usize = 512 * 1024 * 1024;
/// The largest workbook, in bytes: unlike a CSV file it is read in memory.
const BOOK: u64 = 64 * 1024 * 1024;
/// How long a file may be on its way: whoever sends it slowly keeps others from sending theirs.
const UPLOAD: Duration = Duration::from_mins(30);
/// So many faults are kept and sent; a file of nothing but faults has one for each row.
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

/// Takes the file, then imports it.
async fn bring(
    State(house): State<Arc<House>>,
    SignedIn { visitor, .. }: SignedIn,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Report>, Error> {
    let mut pieces = body.into_data_stream();
    let taken = take(&house, &visitor, asked, &headers, &mut pieces).await;
    if taken.is_err() {
        body::pass_over(pieces, LIMIT);
    }
    let done = match taken {
        Ok((asked, file)) => work(&house, visitor, file, asked).await,
        Err(error) => Err(error),
    };
    done.map(Json).map_err(|error| Error::Import(Box::new(error)))
}

/// The file on this disk. What can be refused is refused before it comes.
async fn take(
    house: &House,
    visitor: &Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: &HeaderMap,
    pieces: &mut BodyDataStream,
) -> Result<(Asked, File), Error> {
    if visitor.person.role == Role::Seller {
        return Err(Error::NotAllowed);
    }
    let Query(asked) = asked.map_err(|error| Error::NotUnderstood(error.body_text()))?;
    body::promised(headers, LIMIT)?;
    // The turn itself is taken once the file is here: a slow line keeps nobody from importing.
    if house.imports.available_permits() == 0 {
        return Err(Error::ImportUnderWay);
    }
    let _room = house.uploads.try_acquire().map_err(|_| Error::ImportUnderWay)?;
    let file = timeout(UPLOAD, body::to_disk(pieces, &house.settings.shelf.folder, LIMIT)).await;
    Ok((asked, file.map_err(|_| Error::TooSlow)??))
}

/// One file at a time. Whoever hangs up once it is here does not stop it.
async fn work(house: &House, visitor: Visitor, file: File, asked: Asked) -> Result<Report, Error> {
    let turn = Arc::clone(&house.imports).try_acquire_owned().map_err(|_| Error::ImportUnderWay)?;
    let store = house.store.clone();
    // Reading and checking rows would keep others waiting.
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let Asked { name, dry_run, lang } = asked;
        let terms = Terms { name: &name, dry_run, lang, lines: LINES, book: BOOK };
        Handle::current().block_on(import(&store, &visitor, file, terms)).map_err(told)
    });
    work.await.unwrap_or(Err(Error::Panicked))
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
