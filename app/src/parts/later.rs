//! Pages whose code arrives later than the first visit: each part is a WASM file of its own, cut out of the app after
//! linking (`xtask/src/wasm.rs`), asked for when one of its pages is opened, and kept by the service worker for offline.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use leptos_meta::Title;
use leptos_router::ChooseView;
use leptos_router::hooks::use_location;

use super::act::effect;
use super::browser;
use super::guard::Guard;
use super::notice::Empty;
use super::toast::Toasts;
use crate::texts::{frame, language, t};

/// Draws a page.
pub(crate) type Page = fn() -> AnyView;

/// After so many milliseconds the first page asks again for its code, when it did not come.
const AGAIN: i32 = 2000;

/// Code that is on its way.
type Coming<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// What [`later!`] makes of a page, for a route's `view`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Later(pub(crate) fn() -> Coming<Page>);

/// What [`piece!`] makes of a piece of a page, for [`Soon`].
pub(crate) type Piece<T> = fn() -> Coming<fn(T) -> AnyView>;

/// Declares a page for signed-in people whose code is in the part of this name: `view=later!(office, SettingsPage)`;
/// `later!(welcome, open WelcomePage)` for everybody. Pages of one name travel in one file.
macro_rules! later {
    ($part:ident, open $page:path) => {
        later!($part, || ::leptos::prelude::IntoAny::into_any($page()))
    };
    ($part:ident, $page:path) => {
        later!($part, || $crate::parts::later::guarded(|| ::leptos::prelude::IntoAny::into_any($page())))
    };
    ($part:ident, $draw:expr) => {{
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible)]
        fn $part() -> Result<$crate::parts::later::Page, ::leptos::wasm_split::SplitLoaderError> {
            Ok($draw)
        }
        $crate::parts::later::Later(|| Box::pin($part()))
    }};
}
pub(crate) use later;

/// Declares a piece of a page that is seen only when it is asked for, whose code is in the part of this name:
/// `piece!(record, Question, draw)`.
macro_rules! piece {
    ($part:ident, $of:ty, $draw:expr) => {{
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible)]
        fn $part() -> Result<fn($of) -> ::leptos::prelude::AnyView, ::leptos::wasm_split::SplitLoaderError> {
            Ok($draw)
        }
        (|| Box::pin($part())) as $crate::parts::later::Piece<$of>
    }};
}
pub(crate) use piece;

/// A page for signed-in people: it is drawn once somebody is.
pub(crate) fn guarded(page: Page) -> AnyView {
    view! { <Guard>{page()}</Guard> }.into_any()
}

impl ChooseView for Later {
    async fn choose(self) -> AnyView {
        match (self.0)().await {
            Ok(page) => page(),
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

/// Draws a piece as soon as its code is here; says so when it does not come.
pub(crate) fn soon<T: Clone + Send + Sync + 'static>(piece: Piece<T>, of: T) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let language = language();
    let draw = RwSignal::new(None);
    effect(move || {
        spawn_local(async move {
            match piece().await {
                // Nothing to do when the person has gone elsewhere meanwhile.
                Ok(code) => drop(draw.try_set(Some(code))),
                Err(_) => toasts.say(frame::NOT_LOADED.get(language.get_untracked())),
            }
        });
    });
    move || draw.get().map(|draw| draw(of.clone()))
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
