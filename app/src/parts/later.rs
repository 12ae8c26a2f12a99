//! Pages whose code arrives later than the first visit: each part is a WASM file of its own, cut out of the app after
//! linking (`xtask/src/wasm.rs`), asked for when one of its pages is opened, and kept by the service worker for offline.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use leptos_meta::Title;
use leptos_router::ChooseView;
use leptos_router::hooks::use_location;

use super::browser;
use super::guard::Guard;
use super::notice::Empty;
use crate::texts::{frame, t};

/// Draws a page.
pub(crate) type Page = fn() -> AnyView;

/// After so many milliseconds the first page asks again for its code, when it did not come.
const AGAIN: i32 = 2000;

/// A page that is on its way.
type Coming = Pin<Box<dyn Future<Output = Result<Page, SplitLoaderError>>>>;

/// What [`later!`] makes of a page, for a route's `view`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Later(pub(crate) fn() -> Coming);

/// Declares a page for signed-in people whose code is in the part of this name: `view=later!(settings, SettingsPage)`.
/// Pages of one name travel in one file.
macro_rules! later {
    ($part:ident, $page:path) => {{
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible)]
        fn $part() -> Result<$crate::parts::later::Page, ::leptos::wasm_split::SplitLoaderError> {
            Ok(|| ::leptos::prelude::IntoAny::into_any($page()))
        }
        $crate::parts::later::Later(|| Box::pin($part()))
    }};
}
pub(crate) use later;

/// A page for signed-in people.
pub(crate) fn guarded(page: Page) -> AnyView {
    view! { <Guard>{page()}</Guard> }.into_any()
}

impl ChooseView for Later {
    async fn choose(self) -> AnyView {
        match (self.0)().await {
            Ok(page) => guarded(page),
            Err(_) => view! { <Absent/> }.into_any(),
        }
    }

    /// Fetches the code, however often it must ask: the page that the server drew can be read meanwhile.
    async fn preload(&self) {
        while (self.0)().await.is_err() {
            browser::sleep(AGAIN).await;
        }
    }
}

/// The code did not come. A plain visit of the same address asks for everything again.
#[component]
fn Absent() -> impl IntoView {
    let path = use_location().pathname;
    view! {
        <Title text=t(frame::NOT_LOADED)/>
        <Empty alone=true icon="sync" title=frame::NOT_LOADED hint=frame::NOT_LOADED_HINT>
            <a class="button main-one" href=move || path.get() rel="external">{t(frame::TRY_AGAIN)}</a>
        </Empty>
    }
}
