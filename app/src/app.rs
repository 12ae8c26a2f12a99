//! The app itself: what every page stands on, and which page an address shows.

use leptos::children::ToChildren;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Redirect, Route, RouteChildren, Router};
use leptos_router::{MatchNestedRoutes, SsrMode, path};

use crate::pages::backups::BackupsPage;
use crate::pages::clients::{edit, list, show};
use crate::pages::dashboard::DashboardPage;
use crate::pages::duplicates::DuplicatesPage;
use crate::pages::help::HelpPage;
use crate::pages::history::HistoryPage;
use crate::pages::import::ImportPage;
use crate::pages::maintenance::MaintenancePage;
use crate::pages::more::MorePage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::people::PeoplePage;
use crate::pages::queue::QueuePage;
use crate::pages::sales;
use crate::pages::settings::SettingsPage;
use crate::pages::sign_in::SignInPage;
use crate::pages::tags::TagsPage;
use crate::pages::today::TodayPage;
use crate::pages::welcome::WelcomePage;
use crate::parts::agenda::Agenda;
use crate::parts::browser::Today;
use crate::parts::frame::Frame;
use crate::parts::help::HelpDoor;
use crate::parts::later::{guarded, later};
use crate::parts::names::Names;
use crate::parts::record_list::ListMemory;
use crate::parts::toast::Toasts;
use crate::state::provide_state;
use crate::texts::Language;

/// Carnet. The server renders it, the browser hydrates it, and offline the same code draws it alone.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_state();
    Language::provide();
    Names::provide();
    Today::provide();
    Agenda::provide();
    Toasts::provide();
    HelpDoor::provide();
    ListMemory::provide();
    view! {
        <Title formatter=tab_title text=""/>
        <Router>
            <Frame>
                <FlatRoutes fallback=NotFoundPage children=pages()/>
            </Frame>
        </Router>
    }
}

/// Which page each address shows, and in which part of the app its code travels.
fn pages() -> RouteChildren<impl MatchNestedRoutes + Clone + Send + 'static> {
    RouteChildren::to_children(|| {
        view! {
            <Route path=path!("/") view=|| view! { <Redirect path="/clients"/> }/>
            <Route path=path!("/sign-in") view=SignInPage/>
            <Route path=path!("/welcome/:token") view=later!(welcome, open WelcomePage) ssr=SsrMode::Async/>
            <Route path=path!("/today") view=later!(office, TodayPage)/>
            <Route path=path!("/help") view=later!(office, HelpPage)/>
            <Route path=path!("/clients") view=|| guarded(|| list::ListPage().into_any()) ssr=SsrMode::Async/>
            <Route path=path!("/clients/new") view=later!(record, edit::NewPage)/>
            <Route path=path!("/clients/:id") view=later!(record, show::ShowPage) ssr=SsrMode::Async/>
            <Route path=path!("/clients/:id/edit") view=later!(record, edit::EditPage) ssr=SsrMode::Async/>
            <Route path=path!("/more") view=later!(office, MorePage)/>
            <Route path=path!("/dashboard") view=later!(office, DashboardPage) ssr=SsrMode::Async/>
            <Route path=path!("/history") view=later!(office, HistoryPage) ssr=SsrMode::Async/>
            <Route path=path!("/prospects") view=later!(office, sales::prospects::ProspectsPage)/>
            <Route path=path!("/capture") view=later!(office, sales::capture::CapturePage)/>
            <Route path=path!("/opportunities") view=later!(office, sales::opportunities::OpportunitiesPage)/>
            <Route path=path!("/stages") view=later!(office, sales::stages::StagesPage)/>
            <Route path=path!("/reports") view=later!(office, sales::reports::ReportsPage) ssr=SsrMode::Async/>
            <Route path=path!("/accounts") view=later!(office, sales::list::AccountsPage)/>
            <Route path=path!("/interactions") view=later!(office, sales::list::InteractionsPage)/>
            <Route path=path!("/events") view=later!(office, sales::list::EventsPage)/>
            <Route path=path!("/:kind/new") view=later!(office, sales::of_address::New)/>
            <Route path=path!("/:kind/:id") view=later!(office, sales::of_address::Show)/>
            <Route path=path!("/:kind/:id/edit") view=later!(office, sales::of_address::Edit)/>
            <Route path=path!("/tags") view=later!(office, TagsPage)/>
            <Route path=path!("/queue") view=later!(office, QueuePage)/>
            <Route path=path!("/import") view=later!(office, ImportPage)/>
            <Route path=path!("/duplicates") view=later!(office, DuplicatesPage)/>
            <Route path=path!("/maintenance") view=later!(office, MaintenancePage)/>
            <Route path=path!("/people") view=later!(office, PeoplePage) ssr=SsrMode::Async/>
            <Route path=path!("/backups") view=later!(office, BackupsPage)/>
            <Route path=path!("/settings") view=later!(office, SettingsPage)/>
        }
        .into_inner()
    })
}

/// Fetches the code of the page at this address, so that hydration finds it at hand and runs in one go: what the server
/// drew and what the app draws must not drift apart meanwhile.
#[cfg(feature = "hydrate")]
pub(crate) async fn fetch_page(path: &str) {
    use leptos_router::{ChooseView, MatchInterface, RouteDefs};

    if let Some(page) = RouteDefs::new(pages().into_inner()).match_route(path) {
        page.into_view_and_child().0.preload().await;
    }
}

/// What the browser's tab says. `leptos_meta` 0.8 writes a title into the page without escaping it, and a client may be
/// called `</title><script>`: the server escapes here; in the browser a title is only ever text.
#[expect(clippy::needless_pass_by_value, reason = "leptos_meta hands it over")]
fn tab_title(page: String) -> String {
    let title = if page.is_empty() { "Carnet".to_owned() } else { format!("{page} · Carnet") };
    if cfg!(feature = "ssr") { title.replace('&', "&amp;").replace('<', "&lt;") } else { title }
}
