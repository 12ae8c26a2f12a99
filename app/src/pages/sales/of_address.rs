//! The pages of a record, for whichever small kind the address names: `/accounts/<id>`, `/events/new`.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::edit::{KindEdit, KindNew};
use super::kinds::{self, Shelf};
use super::show::KindShow;
use crate::pages::not_found::NotFoundPage;

/// Draws the page of the kind that the address names, anew when it names another.
fn page(draw: fn(&'static Shelf) -> AnyView) -> impl IntoView {
    let params = use_params_map();
    let place = Memo::new(move |_| params.with(|params| params.get("kind").unwrap_or_default()));
    move || match kinds::at(&place.get()) {
        Some(shelf) => draw(shelf),
        None => view! { <NotFoundPage/> }.into_any(),
    }
}

/// A new record.
#[component]
pub(crate) fn New() -> impl IntoView {
    page(|shelf| view! { <KindNew shelf/> }.into_any())
}

/// A record.
#[component]
pub(crate) fn Show() -> impl IntoView {
    page(|shelf| view! { <KindShow shelf/> }.into_any())
}

/// The form of a record.
#[component]
pub(crate) fn Edit() -> impl IntoView {
    page(|shelf| view! { <KindEdit shelf/> }.into_any())
}
