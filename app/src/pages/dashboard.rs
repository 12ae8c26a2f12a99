//! The dashboard (G11–G13, G22): figures that open the list behind them, charts with a table beside each, previews.
//! The server renders the first paint; from then on the device counts by itself, also without a network.

mod address;
mod choosers;
mod figures;
mod panel;
mod panels;
mod previews;

use domain::dashboard::{Dashboard, Whose};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use self::address::Choice;
use self::choosers::Choosers;
use self::figures::KeyFigures;
use self::panel::PanelView;
pub(crate) use self::panel::save_table;
use self::panels::panels;
use self::previews::PreviewLists;
use crate::api::{self, ApiError, Drawn};
use crate::parts::names::Names;
use crate::parts::notice::{Empty, Notice};
use crate::records::Records;
use crate::texts::{dashboard as words, frame, language, t};

/// The page.
#[component]
pub(crate) fn DashboardPage() -> impl IntoView {
    let records = expect_context::<Records>();
    let search = use_location().search;
    let me = Memo::new(move |_| records.me().get().map(|me| me.person));
    let choice = Memo::new(move |_| me.with(|me| address::read(&search.get(), me.as_ref())));
    let sent = Resource::new(
        move || (!records.covers().get()).then(|| choice.get()),
        |asked| async move {
            match asked {
                Some(Choice { whose, period }) => api::dashboard(whose, period).await.map(Some),
                // The device answers.
                None => Ok(None),
            }
        },
    );
    let counted = Memo::new(move |_| {
        let Choice { whose, period } = choice.get();
        records.dashboard(whose, period)
    });
    view! {
        <Title text=t(words::TITLE)/>
        <div class="page dashboard">
            <div class="page-head">
                <h1>{t(words::TITLE)}</h1>
                <Choosers choice/>
            </div>
            <Transition>
                {move || match counted.get() {
                    Some(dashboard) => view! { <Shown dashboard choice/> }.into_any(),
                    None => sent.get().map(|sent| from_server(sent, choice)).into_any(),
                }}
            </Transition>
        </div>
    }
}

/// What the server counted, or why there is nothing.
fn from_server(sent: Result<Option<Drawn>, ApiError>, choice: Memo<Choice>) -> AnyView {
    match sent {
        Ok(None) => ().into_any(),
        Ok(Some(Drawn { dashboard, people })) => {
            expect_context::<Names>().told(people);
            view! { <Shown dashboard choice/> }.into_any()
        }
        Err(ApiError::NoNetwork) => view! { <Notice icon="offline">{t(words::NOT_YET)}</Notice> }.into_any(),
        Err(error) => view! { <Notice tone="bad" icon="alert">{t(error.words())}</Notice> }.into_any(),
    }
}

/// The figures, as they are now.
#[component]
fn Shown(
    /// What was counted.
    dashboard: Dashboard,
    /// What was asked.
    choice: Memo<Choice>,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let language = language();
    let asked = choice.get_untracked();
    let whose = asked.whose;
    if dashboard.figures.total == 0 && whose == Whose::Everybody {
        return view! {
            <Empty icon="chart" title=words::EMPTY hint=words::EMPTY_HINT>
                <a class="button main-one" href="/clients/new">{t(frame::NEW_CLIENT)}</a>
            </Empty>
        }
        .into_any();
    }
    let Dashboard { figures, previews } = dashboard;
    let told = figures.clone();
    let panels = Memo::new(move |_| panels(language.get(), &figures, asked, &|id| names.of(id)));
    view! {
        <KeyFigures figures=told.clone() whose/>
        <div class="panels">
            {move || panels.get().into_iter().map(|panel| view! { <PanelView panel/> }.into_any()).collect::<Vec<_>>()}
        </div>
        <PreviewLists previews figures=told whose/>
    }
    .into_any()
}
