//! The history of everything (G20, G23): who did what, when, on which device; with filters, and the way back to an
//! earlier value. It is the server's; without a network this device tells what it did itself.

mod address;
mod filters;
mod line;
mod restore;
mod save;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use self::filters::Filters;
use self::line::{Journal, LineView};
use self::save::SaveButton;
use crate::api::{self, ApiError, Line, Mark, TimelineAsked, TimelinePage};
use crate::parts::act::{When, effect, press, whether};
use crate::parts::frame::Scroller;
use crate::parts::names::Names;
use crate::parts::notice::{Empty, Notice};
use crate::sync_state::Syncing;
use crate::texts::{history as words, t};

/// So many pixels before the end of the list is seen, more of it is asked for.
const AHEAD: f64 = 900.0;

/// The page.
#[component]
pub(crate) fn HistoryPage() -> impl IntoView {
    let syncing = expect_context::<Syncing>();
    let search = use_location().search;
    let asked = Memo::new(move |_| address::read(&search.get()));
    // Only the server's lines: what waits on this device is told by its journal.
    let first = Resource::new(move || asked.get(), |asked| api::timeline(asked, None));
    let waiting = Memo::new(move |_| syncing.state().with(|state| state.waiting > 0));
    let waited = StoredValue::new(false);
    effect(move || {
        // What this device has just sent stands in the history now.
        let waits = waiting.get();
        if waited.get_value() && !waits {
            first.refetch();
        }
        waited.set_value(waits);
    });
    view! {
        <Title text=t(words::TITLE)/>
        <div class="page narrow">
            <div class="page-head">
                <div>
                    <h1>{t(words::TITLE)}</h1>
                    <p class="quiet">{t(words::HINT)}</p>
                </div>
                <SaveButton asked/>
            </div>
            <Filters asked/>
            <Transition>
                {move || first.get().map(|page| match page {
                    Ok(page) => {
                        expect_context::<Names>().told(page.people.clone());
                        view! { <Lines page asked=asked.get_untracked()/> }.into_any()
                    }
                    Err(ApiError::NoNetwork) => view! {
                        <Notice icon="offline">{t(words::OFFLINE)}</Notice>
                        <Journal/>
                    }.into_any(),
                    Err(error) => view! { <Notice tone="bad" icon="alert">{t(error.words())}</Notice> }.into_any(),
                })}
            </Transition>
        </div>
    }
}

/// The first page and what follows it, page by page, as far as the person scrolls.
#[component]
fn Lines(
    /// The first page.
    page: TimelinePage,
    /// What was asked.
    asked: TimelineAsked,
) -> impl IntoView {
    let further = RwSignal::new(Vec::<Line>::new());
    let next = RwSignal::new(page.next);
    let busy = RwSignal::new(false);
    let end = NodeRef::<leptos::html::Div>::new();
    let scroller = expect_context::<Scroller>();
    let asked = StoredValue::new(asked);
    let more = move || {
        let Some(after) = next.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        spawn_local(async move {
            let page = api::timeline(asked.get_value(), Some(after)).await;
            add(page, further, next);
            busy.try_set(false);
        });
    };
    effect(move || {
        let seen = scroller.top.get() + scroller.height.get();
        further.track();
        if let Some(end) = end.get()
            && f64::from(end.offset_top()) < seen + AHEAD
        {
            more();
        }
    });
    let is_empty = page.lines.is_empty();
    let of_first = page.lines.into_iter().map(|line| view! { <LineView line/> }.into_any()).collect::<Vec<_>>();
    if is_empty {
        return view! { <Empty icon="clock" title=words::NOTHING hint=words::NOTHING_HINT/> }.into_any();
    }
    view! {
        <section class="history timeline" aria-label=t(words::TITLE)>
            <ol>
                {of_first}
                <For each=move || further.get().into_iter().enumerate() key=|(place, _)| *place let:line>
                    <LineView line=line.1/>
                </For>
            </ol>
        </section>
        <div node_ref=end class="buttons">
            <When is=whether(move || next.get().is_some())>
                <button type="button" class="button" on:click=press(more)>{t(words::MORE)}</button>
            </When>
        </div>
    }
    .into_any()
}

/// Puts one more page below; without an answer the button stays, to be pressed again.
fn add(page: Result<TimelinePage, ApiError>, further: RwSignal<Vec<Line>>, next: RwSignal<Option<Mark>>) {
    if let Ok(page) = page {
        further.try_update(|lines| lines.extend(page.lines));
        next.try_set(page.next);
    }
}
