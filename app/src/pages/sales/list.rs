//! The list of a small kind: a table at a desk, cards under a thumb; search over all of them, filters, an order.

use std::sync::Arc;

use domain::interaction::{DATE, INTERACTION};
use domain::pick::Pick;
use domain::sorting;
use domain::{Choice, Shape};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use uuid::Uuid;

use super::kinds::{ACCOUNTS, EVENTS, INTERACTIONS, Shelf};
use super::rows::{Headings, Row};
use super::tabs::SalesTabs;
use super::{named, records_of};
use crate::all::All;
use crate::parts::act::{When, effect, press, typing, whether};
use crate::parts::diff::namer;
use crate::parts::icon::Icon;
use crate::parts::keys::{self, on_key};
use crate::parts::names::Names;
use crate::parts::notice::Empty;
use crate::parts::record_list::ListMemory;
use crate::parts::record_list::address::escape;
use crate::parts::record_list::tools::start_search;
use crate::records::{Records, ShownRecord};
use crate::texts::{language, list, sales, t};

/// Rows drawn at first, and at each "Afficher la suite".
const STEP: usize = 100;

/// What a list shares among its parts. `Copy`.
#[derive(Clone, Copy)]
pub(crate) struct Listing {
    pub(crate) shelf: &'static Shelf,
    /// What the person asks.
    pub(crate) pick: RwSignal<Pick>,
    /// Every record of the kind; nothing until the device has read it.
    pub(crate) all: Memo<Option<All>>,
    /// Those that answer, in order.
    pub(crate) found: Memo<Vec<Arc<ShownRecord>>>,
    /// How the page presents them: `board`, or empty for a list.
    pub(crate) view: RwSignal<String>,
}

impl Listing {
    /// Reads the question from the address, and keeps it there.
    pub(crate) fn open(shelf: &'static Shelf, view: &str) -> Self {
        let records = expect_context::<Records>();
        let names = expect_context::<Names>();
        let mut pick = Pick::default();
        let view = RwSignal::new(view.to_owned());
        use_query_map().with_untracked(|query| {
            for (name, value) in query.clone() {
                if name == "view" { view.set(value) } else { pick.read(shelf.kind, &name, &value) }
            }
        });
        if pick.order.is_none() && shelf.kind.name == INTERACTION.name {
            // What happened last is what one looks for.
            pick.order = Some((DATE, true));
        }
        let pick = RwSignal::new(pick);
        let all = Memo::new(move |_| records.all(shelf.kind));
        let found = Memo::new(move |_| {
            let all = all.get().unwrap_or_default();
            let shelved = |shown: &&Arc<ShownRecord>| shelf.keeps.is_none_or(|keeps| keeps(&shown.record));
            let all: Vec<_> = all.iter().filter(shelved).cloned().collect();
            let name = |shape: Shape, id: &str| namer(names)(shape, Uuid::try_parse(id).ok()?);
            let found = pick.with(|pick| pick.of(&records_of(&all), &name));
            found.into_iter().filter_map(|at| all.get(at).cloned()).collect()
        });
        let listing = Self { shelf, pick, all, found, view };
        listing.keep_address();
        listing
    }

    fn keep_address(self) {
        let navigate = use_navigate();
        // Where the router is going: the browser's own address follows only once the page's code is here.
        let here = use_location().pathname;
        let memory = expect_context::<ListMemory>();
        let pause = std::time::Duration::from_millis(300);
        let path = self.shelf.path;
        let mut write = leptos::leptos_dom::helpers::debounce(pause, move |address: String| {
            if here.with_untracked(|here| here == path) {
                navigate(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
            }
        });
        let first = StoredValue::new(true);
        effect(move || {
            let mut parts = self.pick.with(|pick| pick.write(self.shelf.kind));
            let view = self.view.get();
            if !view.is_empty() {
                parts.push(("view", view));
            }
            let parts: Vec<_> = parts.iter().map(|(name, value)| [*name, "=", &escape(value)].concat()).collect();
            let address = if parts.is_empty() { path.to_owned() } else { [path, "?", &parts.join("&")].concat() };
            memory.keep_address(path, &address);
            if !first.get_value() {
                write(address);
            }
            first.set_value(false);
        });
    }
}

/// Comptes.
#[component]
pub(crate) fn AccountsPage() -> impl IntoView {
    view! { <KindList shelf=&ACCOUNTS/> }
}

/// Interactions.
#[component]
pub(crate) fn InteractionsPage() -> impl IntoView {
    view! { <KindList shelf=&INTERACTIONS/> }
}

/// Salons.
#[component]
pub(crate) fn EventsPage() -> impl IntoView {
    view! { <KindList shelf=&EVENTS/> }
}

/// The page of a kind whose only view is its list.
#[component]
fn KindList(
    /// What it is a list of.
    shelf: &'static Shelf,
) -> impl IntoView {
    let listing = Listing::open(shelf, "");
    view! {
        <Title text=t(shelf.title)/>
        <SalesTabs/>
        <div class="list-page">
            <KindHead listing/>
            <KindTools listing/>
            <KindTable listing/>
        </div>
    }
}

/// The title, how many there are, and the button that makes a new one.
#[component]
pub(crate) fn KindHead(
    /// The list.
    listing: Listing,
    /// Further buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let language = language();
    let count =
        move || listing.all.with(Option::is_some).then(|| sales::count(language.get(), listing.found.with(Vec::len)));
    let shelf = listing.shelf;
    view! {
        <header class="list-head kind-head">
            <h1>{t(shelf.title)}</h1>
            <p class="count" role="status">{count}</p>
            <div class="buttons">
                {children.map(|children| children())}
                <a class="button main-one" href=shelf.new_at><Icon name="plus"/> {t(shelf.new)}</a>
            </div>
        </header>
    }
}

/// The search box and the filters.
#[component]
pub(crate) fn KindTools(
    /// The list.
    listing: Listing,
) -> impl IntoView {
    let pick = listing.pick;
    let text = Memo::new(move |_| pick.with(|pick| pick.text.clone()));
    let filters = listing.shelf.filters.iter().map(|field| view! { <Filter listing field=*field/> }.into_any());
    view! {
        <div class="list-tools">
            <div class="search" role="search">
                <Icon name="search"/>
                <input id="search" class="input" type="search" enterkeyhint="search" autocomplete="off" spellcheck="false"
                    aria-label=t(sales::SEARCH) placeholder=t(sales::SEARCH) maxlength="200" prop:value=move || text.get()
                    on:input=typing(move |text| pick.update(|pick| pick.text.clone_from(&text)))/>
                <When is=whether(move || !text.with(String::is_empty)) or=|| view! { <kbd aria-hidden="true">"/"</kbd> }>
                    <button type="button" class="icon-button" aria-label=t(list::CLEAR)
                        on:click=press(move || pick.update(|pick| pick.text.clear()))><Icon name="close"/></button>
                </When>
            </div>
            <div class="filters">{filters.collect::<Vec<_>>()}</div>
        </div>
    }
}

/// One filter: any, none, or one of the values in use.
#[component]
fn Filter(
    /// The list.
    listing: Listing,
    /// The field's position.
    field: usize,
) -> impl IntoView {
    let declared = &listing.shelf.kind.fields[field];
    let names = expect_context::<Names>();
    let language = language();
    let chosen = Memo::new(move |_| {
        let wanted =
            |pick: &Pick| pick.filters.iter().find(|(other, _)| *other == field).map(|(_, value)| value.clone());
        listing.pick.with(wanted)
    });
    let offered = Memo::new(move |_| offered(declared.shape, field, &listing.all.get().unwrap_or_default(), names));
    let options = move || {
        let lang = language.get();
        let each = offered.get().into_iter().map(|(value, label)| {
            let is_chosen = {
                let value = value.clone();
                move || chosen.with(|chosen| chosen.as_ref() == Some(&value))
            };
            let label = label.unwrap_or_else(|| sales::WITHOUT.get(lang).to_owned());
            view! { <option value=format!("={value}") prop:selected=is_chosen>{label}</option> }.into_any()
        });
        each.collect::<Vec<_>>()
    };
    let choose = move |value: String| listing.pick.update(|pick| pick.choose(field, value.strip_prefix('=')));
    view! {
        <select class="input" aria-label=t(declared.label) data-on=move || chosen.with(Option::is_some).then_some("") on:change=typing(choose)>
            <option value="" prop:selected=move || chosen.with(Option::is_none)>{t(declared.label)}</option>
            {options}
        </select>
    }
}

/// The values a filter offers with what they are called: choices in their order, people and links in use by name, then none.
fn offered(shape: Shape, field: usize, all: &[Arc<ShownRecord>], names: Names) -> Vec<(String, Option<String>)> {
    let lang = language().get();
    let mut offered: Vec<(String, Option<String>)> = if let Shape::Choice(choices) = shape {
        choices.iter().map(|Choice { key, label }| ((*key).to_owned(), Some(label.get(lang).to_owned()))).collect()
    } else {
        let mut used: Vec<&str> = all.iter().map(|shown| shown.record.text(field)).collect();
        sorting::sort(&mut used);
        used.dedup();
        let name = |id: &str| namer(names)(shape, Uuid::try_parse(id).ok()?);
        let mut told: Vec<_> = used.into_iter().filter_map(|id| Some((id.to_owned(), Some(name(id)?)))).collect();
        sorting::sort_by(&mut told, |one, other| one.1.cmp(&other.1));
        told
    };
    offered.push((String::new(), None));
    offered
}

/// The rows.
#[component]
pub(crate) fn KindTable(
    /// The list.
    listing: Listing,
) -> impl IntoView {
    let shelf = listing.shelf;
    let shown = RwSignal::new(STEP);
    let here = StoredValue::new(None::<usize>);
    on_key(move |key| {
        let last = listing.found.with_untracked(Vec::len).min(shown.get_untracked()).checked_sub(1);
        let next = match (key, last) {
            ("/", _) => return start_search(),
            ("j", Some(last)) => here.get_value().map_or(0, |here| here + 1).min(last),
            ("k", Some(_)) => here.get_value().unwrap_or(0).saturating_sub(1),
            _ => return false,
        };
        here.set_value(Some(next));
        keys::focus(&format!("#row-{next} a"))
    });
    let is_read = Memo::new(move |_| listing.all.with(Option::is_some));
    let is_empty = Memo::new(move |_| listing.found.with(Vec::is_empty));
    let named = named(shelf.kind);
    let rows = move || {
        named.track();
        let found = listing.found.get();
        let each = found
            .into_iter()
            .take(shown.get())
            .enumerate()
            .map(|(at, record)| view! { <Row shelf at record/> }.into_any());
        each.collect::<Vec<_>>()
    };
    let rest = Memo::new(move |_| listing.found.with(Vec::len).saturating_sub(shown.get()));
    let language = language();
    view! {
        <When is=is_read or=|| view! { <p class="page quiet">{t(sales::READING)}</p> }>
            <When is=whether(move || !is_empty.get()) or=move || view! { <NoRecords listing/> }>
                <table class="records">
                    <thead><tr><Headings listing/></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                <When is=whether(move || rest.get() > 0)>
                    <div class="page"><button type="button" class="button" on:click=press(move || shown.update(|shown| *shown += STEP))>
                        {move || sales::more(language.get(), rest.get())}
                    </button></div>
                </When>
            </When>
        </When>
    }
}

/// Nothing to list: because nothing matches, or because there is nothing yet.
#[component]
pub(crate) fn NoRecords(
    /// The list.
    listing: Listing,
) -> impl IntoView {
    let shelf = listing.shelf;
    move || {
        if listing.pick.with(|pick| *pick == Pick { order: pick.order, ..Pick::default() }) {
            view! {
                <Empty icon=shelf.icon title=shelf.empty hint=shelf.empty_hint>
                    <a class="button main-one" href=shelf.new_at>{t(shelf.new)}</a>
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty icon="search" title=sales::NOTHING hint=sales::NOTHING_HINT>
                    <button type="button" class="button" on:click=press(move || listing.pick.set(Pick::default()))>
                        {t(sales::SHOW_ALL)}
                    </button>
                </Empty>
            }
            .into_any()
        }
    }
}
