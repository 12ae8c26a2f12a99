//! The pages, rendered by the server for the first paint, and the server functions they call.

use std::sync::Arc;

use ::app::api::{
    AcceptCall, AlertsCall, BackupNowCall, BackupsCall, ChangePasswordCall, ChangeRoleCall, CloseAccessCall,
    DashboardCall, HistoryCall, InvitationCall, InviteCall, ListClientsCall, MeCall, NewLinkCall, NoteExportCall,
    PeopleCall, ReopenAccessCall, ReportCall, SetCalendarCall, SetMailCall, ShowClientCall, SignInCall, SignOutCall,
    SubscribeCall, TimelineCall, UnsubscribeCall,
};
use ::app::app::App;
use ::app::ssr::Desk;
use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};
use leptos::server_fn::ServerFn;
use leptos_axum::ResponseOptions;

use super::body::{self, BODY_LIMIT};
use super::{Routes, header_value};
use crate::error::Error;
use crate::guard::address::Address;
use crate::guard::headers;
use crate::guard::visitor::{Door, Guest, SIGN_IN};
use crate::house::House;

pub(super) fn lay(mut routes: Routes) -> Routes {
    routes = functions(routes);
    for listing in leptos_axum::generate_route_list(App) {
        // Pages for people who are not signed in yet.
        let open = listing.path() == SIGN_IN || listing.path().starts_with("/welcome/");
        let door = if open { Door::Open } else { Door::Page };
        routes = routes.add(door, listing.path(), get(page));
    }
    routes
}

/// The server functions, each with its door.
fn functions(routes: Routes) -> Routes {
    let routes = [MeCall::PATH, SignInCall::PATH, SignOutCall::PATH, InvitationCall::PATH, AcceptCall::PATH]
        .into_iter()
        .fold(routes, |routes, path| routes.add(Door::Open, path, post(function)));
    [
        ListClientsCall::PATH,
        ShowClientCall::PATH,
        HistoryCall::PATH,
        DashboardCall::PATH,
        ReportCall::PATH,
        TimelineCall::PATH,
        NoteExportCall::PATH,
        PeopleCall::PATH,
        InviteCall::PATH,
        NewLinkCall::PATH,
        ChangePasswordCall::PATH,
        ChangeRoleCall::PATH,
        CloseAccessCall::PATH,
        ReopenAccessCall::PATH,
        AlertsCall::PATH,
        SubscribeCall::PATH,
        UnsubscribeCall::PATH,
        SetMailCall::PATH,
        SetCalendarCall::PATH,
        BackupsCall::PATH,
        BackupNowCall::PATH,
    ]
    .into_iter()
    .fold(routes, |routes, path| routes.add(Door::Closed, path, post(function)))
}

/// Calls a server function.
async fn function(State(house): State<Arc<House>>, request: Request) -> Response {
    let (desk, request) = prepared(&house, request).await;
    let (parts, body) = request.into_parts();
    let body = match body::read(&parts.headers, body, BODY_LIMIT).await {
        Ok(body) => Body::from(body),
        Err(error) => return error.into_response(),
    };
    let request = Request::from_parts(parts, body);
    leptos_axum::handle_server_fns_with_context(move || provide_context(desk.clone()), request).await.into_response()
}

/// Renders a page.
async fn page(State(house): State<Arc<House>>, request: Request) -> Response {
    let (desk, request) = prepared(&house, request).await;
    let addresses = house.site.addresses.clone();
    let context = move || {
        provide_context(desk.clone());
        if let (Some(response), Some(nonce)) = (use_context::<ResponseOptions>(), use_nonce()) {
            response.insert_header(header::CONTENT_SECURITY_POLICY, header_value(&headers::policy(&nonce)));
        }
    };
    let shell = move || ::app::shell(addresses.clone());
    leptos_axum::render_app_async_with_context(context, shell)(request).await
}

/// Whatever has no route: in JSON for programs, as a page of the app for people.
pub(super) async fn missing(State(house): State<Arc<House>>, request: Request) -> Response {
    let wants_page = request.method() == Method::GET
        && !request.uri().path().starts_with("/api/")
        && header_text(request.headers(), &header::ACCEPT).contains("text/html");
    if !wants_page {
        return Error::NotFound.into_response();
    }
    let mut response = page(State(house), request).await;
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// What a request finds on the desk.
async fn prepared(house: &Arc<House>, request: Request) -> (Desk, Request) {
    let (mut parts, body) = request.into_parts();
    let Ok(Address(address)) = Address::from_request_parts(&mut parts, house).await;
    let guest = parts.extensions.get::<Guest>().cloned().unwrap_or_default();
    let user_agent = header_text(&parts.headers, &header::USER_AGENT);
    let desk = house.desk(&guest, address, user_agent);
    (desk, Request::from_parts(parts, body))
}

fn header_text<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
