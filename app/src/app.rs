//! The app itself: what every page stands on, and which page an address shows.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::{SsrMode, path};

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
use crate::pages::sales::kinds::{ACCOUNTS, EVENTS, INTERACTIONS};
use crate::pages::settings::SettingsPage;
use crate::pages::sign_in::SignInPage;
use crate::pages::tags::TagsPage;
use crate::pages::today::TodayPage;
use crate::pages::welcome::WelcomePage;
use crate::parts::agenda::Agenda;
use crate::parts::browser::Today;
use crate::parts::frame::Frame;
use crate::parts::guard::Guard;
use crate::parts::help::HelpDoor;
use crate::parts::icon::Sprite;
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
        <Sprite/>
        <Router>
            <Frame>
                <FlatRoutes fallback=NotFoundPage>
                    <Route path=path!("/") view=|| view! { <Redirect path="/clients"/> }/>
                    <Route path=path!("/sign-in") view=SignInPage/>
                    <Route path=path!("/welcome/:token") view=WelcomePage ssr=SsrMode::Async/>
                    <Route path=path!("/today") view=|| view! { <Guard><TodayPage/></Guard> }/>
                    <Route path=path!("/help") view=|| view! { <Guard><HelpPage/></Guard> }/>
                    <Route path=path!("/clients") view=|| view! { <Guard><list::ListPage/></Guard> } ssr=SsrMode::Async/>
                    <Route path=path!("/clients/new") view=|| view! { <Guard><edit::NewPage/></Guard> }/>
                    <Route path=path!("/clients/:id") view=|| view! { <Guard><show::ShowPage/></Guard> } ssr=SsrMode::Async/>
                    <Route path=path!("/clients/:id/edit") view=|| view! { <Guard><edit::EditPage/></Guard> } ssr=SsrMode::Async/>
                    <Route path=path!("/more") view=|| view! { <Guard><MorePage/></Guard> }/>
                    <Route path=path!("/dashboard") view=|| view! { <Guard><DashboardPage/></Guard> } ssr=SsrMode::Async/>
                    <Route path=path!("/history") view=|| view! { <Guard><HistoryPage/></Guard> } ssr=SsrMode::Async/>
                    <Route path=path!("/prospects") view=|| view! { <Guard><sales::prospects::ProspectsPage/></Guard> }/>
                    <Route path=path!("/capture") view=|| view! { <Guard><sales::capture::CapturePage/></Guard> }/>
                    <Route path=path!("/opportunities") view=|| view! { <Guard><sales::opportunities::OpportunitiesPage/></Guard> }/>
                    <Route path=path!("/stages") view=|| view! { <Guard><sales::stages::StagesPage/></Guard> }/>
                    <Route path=path!("/reports") view=|| view! { <Guard><sales::reports::ReportsPage/></Guard> }/>
                    <Route path=path!("/accounts") view=|| view! { <Guard><sales::list::KindList shelf=&ACCOUNTS/></Guard> }/>
                    <Route path=path!("/interactions") view=|| view! { <Guard><sales::list::KindList shelf=&INTERACTIONS/></Guard> }/>
                    <Route path=path!("/events") view=|| view! { <Guard><sales::list::KindList shelf=&EVENTS/></Guard> }/>
                    <Route path=path!("/:kind/new") view=|| view! { <Guard><sales::of_address::New/></Guard> }/>
                    <Route path=path!("/:kind/:id") view=|| view! { <Guard><sales::of_address::Show/></Guard> }/>
                    <Route path=path!("/:kind/:id/edit") view=|| view! { <Guard><sales::of_address::Edit/></Guard> }/>
                    <Route path=path!("/tags") view=|| view! { <Guard><TagsPage/></Guard> }/>
                    <Route path=path!("/queue") view=|| view! { <Guard><QueuePage/></Guard> }/>
                    <Route path=path!("/import") view=|| view! { <Guard><ImportPage/></Guard> }/>
                    <Route path=path!("/duplicates") view=|| view! { <Guard><DuplicatesPage/></Guard> }/>
                    <Route path=path!("/maintenance") view=|| view! { <Guard><MaintenancePage/></Guard> }/>
                    <Route path=path!("/people") view=|| view! { <Guard><PeoplePage/></Guard> } ssr=SsrMode::Async/>
                    <Route path=path!("/backups") view=|| view! { <Guard><BackupsPage/></Guard> }/>
                    <Route path=path!("/settings") view=|| view! { <Guard><SettingsPage/></Guard> }/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
}

/// What the browser's tab says. `leptos_meta` 0.8 writes a title into the page without escaping it, and a client may be
/// called `</title><script>`: the server escapes here; in the browser a title is only ever text.
#[expect(clippy::needless_pass_by_value, reason = "leptos_meta hands it over")]
fn tab_title(page: String) -> String {
    let title = if page.is_empty() { "Carnet".to_owned() } else { format!("{page} · Carnet") };
    if cfg!(feature = "ssr") { title.replace('&', "&amp;").replace('<', "&lt;") } else { title }
}
