//! What a person wishes to be told outside of the pages: notifications, the morning's e-mail, the calendar feed.

use domain::Lang;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::ApiError;
use super::json::Json;

/// What this server can do, and what this person wishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alerts {
    /// The key with which a browser lets this server notify it.
    pub key: String,
    /// Whether the morning's e-mail comes; nothing when this server sends none.
    pub mail: Option<bool>,
    /// Whether the calendar feed is open.
    pub calendar: bool,
}

/// What this person wishes.
#[server(name = AlertsCall, prefix = "/api/app", endpoint = "alerts", input = Json, output = Json)]
pub async fn alerts() -> Result<Alerts, ApiError> {
    let desk = crate::ssr::desk()?;
    let person = desk.visitor()?.person.id;
    let wish = store::alerts::wish(&desk.store, person).await.map_err(|error| desk.failed(error))?;
    let mail = desk.alerts.mail.then_some(wish.mail.is_some());
    Ok(Alerts { key: desk.alerts.key.to_string(), mail, calendar: wish.calendar })
}

/// Notifies this browser from now on. `false` for an address that is none of a push service.
#[server(name = SubscribeCall, prefix = "/api/app", endpoint = "subscribe", input = Json, output = Json)]
pub async fn subscribe(endpoint: String, p256dh: String, auth: String, language: Lang) -> Result<bool, ApiError> {
    let desk = crate::ssr::desk()?;
    let visitor = desk.visitor()?;
    if !(desk.alerts.takes)(&endpoint) {
        return Ok(false);
    }
    let subscription = store::alerts::Subscription { endpoint, p256dh, auth, language };
    let kept = store::alerts::subscribe(&desk.store, visitor, &subscription).await;
    kept.map_err(|error| desk.failed(error))?;
    Ok(true)
}

/// Notifies this browser no more.
#[server(name = UnsubscribeCall, prefix = "/api/app", endpoint = "unsubscribe", input = Json, output = Json)]
pub async fn unsubscribe(endpoint: String) -> Result<(), ApiError> {
    let desk = crate::ssr::desk()?;
    let person = desk.visitor()?.person.id;
    store::alerts::unsubscribe(&desk.store, person, &endpoint).await.map_err(|error| desk.failed(error))
}

/// Sends the morning's e-mail in this language, or none.
#[server(name = SetMailCall, prefix = "/api/app", endpoint = "set_mail", input = Json, output = Json)]
pub async fn set_mail(language: Option<Lang>) -> Result<(), ApiError> {
    let desk = crate::ssr::desk()?;
    let person = desk.visitor()?.person.id;
    store::alerts::set_mail(&desk.store, person, language).await.map_err(|error| desk.failed(error))
}

/// Opens the calendar feed under a new address and gives it, or closes it. The address before opens nothing any more.
#[server(name = SetCalendarCall, prefix = "/api/app", endpoint = "set_calendar", input = Json, output = Json)]
pub async fn set_calendar(open: bool) -> Result<Option<String>, ApiError> {
    let desk = crate::ssr::desk()?;
    let person = desk.visitor()?.person.id;
    let secret = open.then(|| (desk.ambient.token)());
    let kept = store::alerts::set_calendar(&desk.store, person, secret.as_ref()).await;
    kept.map_err(|error| desk.failed(error))?;
    Ok(secret.map(|secret| format!("{}/calendar/{}.ics", desk.public_url, secret.text())))
}
