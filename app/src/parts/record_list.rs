//! The list of a kind: instant search, chips, a virtual list that draws only what is seen, keys for the office.

mod acts;
pub(crate) mod address;
mod bulk;
mod chips;
mod export;
mod hand;
mod memory;
mod menu;
mod panel;
mod row;
mod rows;
mod selection;
pub(crate) mod tools;
mod views;
mod window;

use domain::list::ListRow;
use domain::search::{Column, Query};
use domain::{Choice, Kind, Lang, Shape, Words};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_url};

pub(crate) use acts::Acts;
pub(crate) use address::{escape, segment};
pub(crate) use memory::ListMemory;
pub(crate) use views::{ViewLinks, views_asking};

use self::acts::Deed;
use self::bulk::BulkBar;
use self::chips::ActiveFilters;
use self::hand::Hand;
use self::panel::{Asked, Asking};
use self::rows::{FirstPage, ServerRows, VirtualRows};
use self::selection::Selection;
use self::tools::Tools;
use self::views::ViewTabs;
use super::notice::Notice;
use crate::api::{self, ApiError};
use crate::parts::act::{When, effect, press, whether};
use crate::parts::icon::Icon;
use crate::records::{Found, Records};
use crate::sync_state::{Phase, Syncing};
use crate::texts::{list, places, say, t};

/// What a list shows of a kind. Declared once beside its page.
#[derive(Debug)]
pub(crate) struct Listed {
    /// The kind.
    pub(crate) kind: &'static Kind,
    /// Where its list lives; a record is at `path/<id>`, a new one at `path/new`.
    pub(crate) path: &'static str,
    /// The name of the whole list.
    pub(crate) title: Words,
    /// The columns, in order; a phone shows some of them as a card.
    pub(crate) columns: &'static [ListColumn],
    /// What a row puts under a column's class.
    pub(crate) cell: fn(&ListRow, &'static str, Lang) -> String,
}

/// One column.
#[derive(Debug)]
pub(crate) struct ListColumn {
    /// Its class in the style sheet.
    pub(crate) class: &'static str,
    /// Its heading.
    pub(crate) label: Words,
    /// The order it gives.
    pub(crate) sorts: Column,
    /// Whether a table has it until somebody chooses.
    pub(crate) usual: bool,
}

/// Under which key this browser remembers the columns that somebody hid.
const COLUMNS_KEPT: &str = "carnet.hidden_columns";

impl Listed {
    /// The statuses of the kind, if it has any.
    pub(crate) fn statuses(&self) -> &'static [Choice] {
        match self.kind.position("status").map(|position| self.kind.fields[position].shape) {
            Some(Shape::Choice(choices)) => choices,
            _ => &[],
        }
    }
}

/// Where what was found is kept: it belongs to the browser's one thread.
#[cfg(feature = "hydrate")]
type Place = LocalStorage;
/// The server finds nothing this way, and a request may go on in another thread.
#[cfg(not(feature = "hydrate"))]
type Place = SyncStorage;

/// The state one list shares among its parts.
#[derive(Clone, Copy)]
pub(crate) struct ListState {
    /// What it is a list of.
    pub(crate) listed: &'static Listed,
    /// What the person asks.
    pub(crate) query: RwSignal<Query>,
    /// What the replica found; nothing until it has begun to answer.
    pub(crate) found: RwSignal<Option<Found>, Place>,
    /// Which records are chosen.
    pub(crate) selection: Selection,
    /// What the panel asks.
    pub(crate) asking: RwSignal<Option<Asking>>,
    /// What can be done to many.
    pub(crate) acts: Acts,
    /// The classes of the columns that the table does not have.
    pub(crate) hidden: RwSignal<Vec<String>>,
    /// The first row that is drawn, and the one after the last.
    pub(crate) seen: RwSignal<(usize, usize)>,
    /// What the server found before that.
    pub(crate) page: Resource<Result<FirstPage, ApiError>>,
}

impl ListState {
    /// Whether the table has a column.
    pub(crate) fn shows(&self, column: &ListColumn) -> bool {
        self.hidden.with(|hidden| hidden.iter().all(|class| class != column.class))
    }

    /// Does something to these clients; then nobody is chosen any more.
    pub(crate) fn does(self, ids: Vec<uuid::Uuid>, deed: Deed) {
        self.asking.set(None);
        self.acts.run(ids, deed, move || self.selection.clear());
    }

    /// The record whose row stands at this place.
    pub(crate) fn id_at(&self, index: usize) -> Option<uuid::Uuid> {
        let from_server = || self.page.get_untracked()?.ok()?.page.rows.get(index).map(|row| row.id);
        self.found.with_untracked(|found| match found {
            Some(found) => found.row(index).map(|shown| shown.row.id),
            None => from_server(),
        })
    }

    /// Whether the replica knows all that the query finds.
    pub(crate) fn is_whole(&self) -> bool {
        self.found.with(|found| found.as_ref().is_some_and(Found::is_whole))
    }

    /// How many records the query finds; nothing while that is not known.
    pub(crate) fn total(&self) -> Option<usize> {
        match self.found.with(|found| found.as_ref().map(|found| found.is_whole().then(|| found.len()))) {
            Some(count) => count,
            None => self.page.get()?.ok().map(|first| usize::try_from(first.page.total).unwrap_or(usize::MAX)),
        }
    }
}

/// The whole list page of a kind.
#[component]
pub(crate) fn RecordList(
    /// What it is a list of.
    listed: &'static Listed,
) -> impl IntoView {
    let state = open(listed);
    let export = move || state.asking.set(Some(Asking::Export(None)));
    view! {
        <div class="list-page">
            <header class="list-head">
                <h1>{t(listed.title)}</h1>
                <Transition>
                    <p class="count" role="status">
                        {move || state.total().map(|count| say(move |lang| list::count(lang, count)))}
                    </p>
                </Transition>
                <div class="list-does">
                    <button type="button" class="button plain" on:click=press(export)><Icon name="download"/> {t(list::EXPORT)}</button>
                </div>
            </header>
            <ViewTabs state/>
            <Tools state/>
            <ActiveFilters state/>
            <Rows state/>
            <BulkBar state/>
            <Asked state/>
        </div>
    }
}

/// The rows: the server's until the replica answers. They change places when no hand is on them: a click or a long press
/// that began on a row ends on it.
#[component]
fn Rows(
    /// The list.
    state: ListState,
) -> impl IntoView {
    let hand = Hand::new(state);
    let is_found = Memo::new(move |was| state.found.with(Option::is_some) && (was == Some(&true) || !hand.is_down()));
    view! {
        <div on:pointerdown=move |_| hand.down() on:click=move |event| hand.click(&event) on:contextmenu=move |event| hand.menu(&event)
            on:touchstart=move |event| hand.touch(&event) on:touchmove=move |_| hand.leave() on:touchend=move |_| hand.leave()>
            {move || if is_found.get() { view! { <VirtualRows state/> }.into_any() } else { view! { <FromServer state/> }.into_any() }}
        </div>
    }
}

/// What the server rendered, until the replica answers.
#[component]
fn FromServer(
    /// The list.
    state: ListState,
) -> impl IntoView {
    view! {
        <Transition>
            {move || state.page.get().map(|first| match first {
                Ok(first) => view! { <ServerRows state first/> }.into_any(),
                Err(ApiError::NoNetwork) => view! { <NotYet/> }.into_any(),
                Err(error) => view! {
                    <div class="page">
                        <Notice tone="bad" icon="alert">{t(error.words())}</Notice>
                    </div>
                }.into_any(),
            })}
        </Transition>
    }
}

/// Offline before the first sync ever was complete; quiet while this device still looks what it has.
#[component]
fn NotYet() -> impl IntoView {
    use super::notice::Empty;
    let state = expect_context::<Syncing>().state();
    let is_known = whether(move || state.with(|state| state.phase != Phase::Starting));
    view! {
        <When is=is_known>
            <Empty icon="offline" title=list::NOT_YET hint=list::NOT_YET_HINT>
                <a class="button" href="/queue">{t(places::SYNC)}</a>
            </Empty>
        </When>
    }
}

/// Sets the list up: the query comes from the address and goes back to it.
fn open(listed: &'static Listed) -> ListState {
    let records = expect_context::<Records>();
    let url = use_url();
    let query = RwSignal::new(address::read(url.read_untracked().search()));
    // Once the replica answers, what the server found last is kept: it may still be in sight.
    let asked = Memo::new(move |was: Option<&Option<Query>>| match was {
        Some(was) if records.begun().get() => was.clone(),
        _ => (!records.begun().get()).then(|| query.get()),
    });
    let page = Resource::new(
        move || asked.get(),
        |asked| async move {
            let Some(asked) = asked else { return Ok(FirstPage::default()) };
            let page = api::list_clients(asked).await?;
            Ok(FirstPage { page, people: api::people().await.unwrap_or_default() })
        },
    );
    let found = RwSignal::new_with_storage(None);
    effect(move || found.set(records.list(&query.get())));
    let usual = listed.columns.iter().filter(|column| !column.usual).map(|column| column.class.to_owned()).collect();
    let hidden: RwSignal<Vec<String>> = RwSignal::new(usual);
    effect(move || {
        if let Some(kept) = crate::device::store::text(COLUMNS_KEPT) {
            hidden.set(kept.split(' ').map(str::to_owned).collect());
        }
    });
    let (selection, asking) = (Selection::new(), RwSignal::new(None));
    let state = ListState {
        listed,
        query,
        found,
        selection,
        asking,
        acts: Acts::take(),
        hidden,
        seen: RwSignal::new((0, 0)),
        page,
    };
    follow_address(state);
    state
}

/// Writes the query into the address a moment after the last key, and reads it back when the person goes back.
fn follow_address(state: ListState) {
    let url = use_url();
    let navigate = use_navigate();
    // Where the router is going: the browser's own address follows only once the page's code is here.
    let here = use_location().pathname;
    let memory = expect_context::<ListMemory>();
    let mut write = {
        let pause = std::time::Duration::from_millis(300);
        leptos::leptos_dom::helpers::debounce(pause, move |address: String| {
            if here.with_untracked(|here| here == state.listed.path) {
                let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
                navigate(&address, options);
            }
        })
    };
    let first = StoredValue::new(true);
    effect(move || {
        let address = address::write(state.listed.path, &state.query.get());
        memory.keep_address(state.listed.path, &address);
        if !first.get_value() {
            write(address);
        }
    });
    effect(move || {
        let asked = address::read(url.read().search());
        // The address is where the query came from: the first time there is nothing to follow.
        if !first.get_value() && asked != state.query.get_untracked() && !tools::is_searching() {
            state.query.set(asked);
        }
        first.set_value(false);
    });
}
