//! An address that shows nothing.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::parts::notice::Empty;
use crate::texts::{frame, t};

/// The page; the server answers 404 with it.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text=t(frame::NOT_FOUND)/>
        <Empty alone=true icon="book" title=frame::NOT_FOUND hint=frame::NOT_FOUND_HINT>
            <a class="button main-one" href="/clients">{t(frame::SEE_CLIENTS)}</a>
        </Empty>
    }
}
