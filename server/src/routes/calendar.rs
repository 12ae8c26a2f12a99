//! A person's follow-ups as a calendar feed, under an address only they know.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use domain::Lang;
use domain::calendar::{self, Entry};
use store::Token;
use store::alerts::{self, Task};

use super::Routes;
use crate::alerts::about;
use crate::error::Error;
use crate::guard::visitor::Door;
use crate::house::House;

pub(super) fn lay(routes: Routes) -> Routes {
    // Calendars have no cookie: the address itself is the secret.
    routes.add(Door::Open, "/calendar/{file}", get(feed))
}

async fn feed(State(house): State<Arc<House>>, Path(file): Path<String>) -> Result<impl IntoResponse, Error> {
    let secret = file.strip_suffix(".ics").and_then(Token::parse).ok_or(Error::NotFound)?;
    let person = alerts::calendar_of(&house.store, &secret).await?.ok_or(Error::NotFound)?;
    let language = alerts::wish(&house.store, person.id).await?.mail.unwrap_or_default();
    let tasks = alerts::tasks(&house.store, &person, None).await?;
    let entries: Vec<Entry> = tasks.iter().map(|task| entry(task, &house.settings.public_url, language)).collect();
    let name = format!("{} · {}", house.settings.firm, person.name);
    let text = calendar::write(&name, &entries, (house.settings.ambient.now)());
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text))
}

fn entry(task: &Task, url: &str, language: Lang) -> Entry {
    let what = &task.what;
    Entry {
        // Where there is no follow-up, the client's own id is as steady.
        id: what.follow_up.unwrap_or(what.client),
        day: what.day.clone(),
        time: Some(what.time.clone()).filter(|time| !time.is_empty()),
        summary: about(task, language),
        description: what.note.clone(),
        url: format!("{url}/clients/{}", what.client),
    }
}
