//! What the panel above a list shows: filters, columns, exports, the menu of a row, and what the acts on many ask for.

use domain::Words;
use domain::client::{SOURCES, STATUSES};
use domain::search::{AssigneeFilter, Query};
use domain::sorting;
use leptos::prelude::*;
use uuid::Uuid;

use super::acts::Deed;
use super::address::{CONTACTS, STATES, key_of, of_key};
use super::export::Exports;
use super::menu::Menu;
use super::views::ViewForm;
use super::{ListState, Listed};
use crate::parts::act::{press, typing};
use crate::parts::badge::sign;
use crate::parts::icon::Icon;
use crate::parts::later::{piece, soon};
use crate::parts::names::Names;
use crate::parts::panel::Panel;
use crate::records::{Records, Tallied};
use crate::texts::{frame, list, say, t};

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Asking {
    /// How the list is filtered.
    Filters,
    /// Which columns the table has.
    Columns,
    /// In which form these are taken along, or all that the list finds.
    Export(Option<Vec<Uuid>>),
    /// What is done with one client; opened here in the window.
    Menu(Uuid, (i32, i32)),
    /// To whom these are assigned.
    Assign(Vec<Uuid>),
    /// Which status these get.
    Status(Vec<Uuid>),
    /// Which tag these get.
    AddTag(Vec<Uuid>),
    /// Which tag these lose.
    RemoveTag(Vec<Uuid>),
    /// How a view is called: a new one, or this one.
    View(Option<Uuid>),
}

/// The panel, while something is asked. Its code arrives with the first question.
#[component]
pub(crate) fn Asked(
    /// The list.
    state: ListState,
) -> impl IntoView {
    move || state.asking.get().map(|asking| soon(piece!(record, (ListState, Asking), question), (state, asking)))
}

/// One question.
fn question((state, asking): (ListState, Asking)) -> AnyView {
    let close = Callback::new(move |()| state.asking.set(None));
    let mut at = None;
    let (title, body) = match asking {
        Asking::Filters => (list::MORE_FILTERS, view! { <FilterForm state close/> }.into_any()),
        Asking::Columns => (list::COLUMNS, view! { <ColumnForm state/> }.into_any()),
        Asking::Export(ids) => (list::EXPORT, view! { <Exports ids state done=close/> }.into_any()),
        Asking::Menu(id, place) => {
            at = crate::parts::keys::is_desk().then_some(place);
            (list::MENU, view! { <Menu state id/> }.into_any())
        }
        Asking::Assign(ids) => (list::ASSIGN, view! { <People state ids/> }.into_any()),
        Asking::Status(ids) => (list::CHANGE_STATUS, view! { <Statuses state ids/> }.into_any()),
        Asking::AddTag(ids) => (list::ADD_TAG, view! { <NewTag state ids/> }.into_any()),
        Asking::RemoveTag(ids) => (list::REMOVE_TAG, view! { <OldTags state ids/> }.into_any()),
        Asking::View(None) => (list::SAVE_VIEW, view! { <ViewForm state id=None/> }.into_any()),
        Asking::View(id) => (list::THIS_VIEW, view! { <ViewForm state id/> }.into_any()),
    };
    let title = say(move |lang| title.get(lang).to_owned());
    view! { <Panel title close at>{body}</Panel> }.into_any()
}

/// One thing to choose in a panel.
#[component]
pub(crate) fn Pick(
    /// An icon's name.
    icon: &'static str,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What it means.
    #[prop(optional)]
    hint: Option<Words>,
    /// Does it.
    act: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="option" on:click=press(move || act.run(()))>
            <Icon name=icon/>
            <span>{move || label.get()} {hint.map(|hint| view! { <span class="hint">{t(hint)}</span> }.into_any())}</span>
        </button>
    }
}

/// Words for [`Pick`].
pub(crate) fn worded(words: Words) -> Signal<String> {
    say(move |lang| words.get(lang).to_owned())
}

#[component]
fn People(state: ListState, ids: Vec<Uuid>) -> impl IntoView {
    let ids = StoredValue::new(ids);
    let pick = move |person: Option<Uuid>| Callback::new(move |()| state.does(ids.get_value(), Deed::Assign(person)));
    let people = expect_context::<Names>().everybody();
    view! {
        <div class="options">
            <Pick icon="nobody" label=worded(list::NOBODY) act=pick(None)/>
            {people.into_iter().filter(|person| person.closed_at.is_none()).map(|person| view! {
                <Pick icon="person" label=Signal::stored(person.name) act=pick(Some(person.id))/>
            }).collect::<Vec<_>>()}
        </div>
    }
}

#[component]
fn Statuses(state: ListState, ids: Vec<Uuid>) -> impl IntoView {
    let ids = StoredValue::new(ids);
    let picks = STATUSES.iter().map(|status| {
        let act = Callback::new(move |()| state.does(ids.get_value(), Deed::Status(status.key)));
        view! { <Pick icon=sign(status.key) label=worded(status.label) act/> }
    });
    view! { <div class="options">{picks.collect::<Vec<_>>()}</div> }
}

#[component]
fn NewTag(state: ListState, ids: Vec<Uuid>) -> impl IntoView {
    let ids = StoredValue::new(ids);
    let typed = RwSignal::new(String::new());
    let add = move || {
        let tag = typed.get_untracked().trim().to_owned();
        if !tag.is_empty() {
            state.does(ids.get_value(), Deed::AddTag(tag));
        }
    };
    view! {
        <form class="panel-form" on:submit=move |event| { event.prevent_default(); add(); }>
            <Suggested of=Tallied::Tags id="tag-to-add" label=list::TAG value=typed set=Callback::new(move |text| typed.set(text))/>
            <button type="submit" class="button main-one">{t(list::ADD_TAG)}</button>
        </form>
    }
}

#[component]
fn OldTags(state: ListState, ids: Vec<Uuid>) -> impl IntoView {
    let records = expect_context::<Records>();
    let mut tags: Vec<String> = Vec::new();
    for row in ids.iter().filter_map(|id| records.client(*id)) {
        tags.extend(domain::shapes::tags::each(&row.tags).map(str::to_owned));
    }
    sorting::sort(&mut tags);
    tags.dedup();
    if tags.is_empty() {
        return view! { <p class="quiet">{t(list::NO_TAGS)}</p> }.into_any();
    }
    let ids = StoredValue::new(ids);
    let picks = tags.into_iter().map(|tag| {
        let act = {
            let tag = tag.clone();
            Callback::new(move |()| state.does(ids.get_value(), Deed::RemoveTag(tag.clone())))
        };
        view! { <Pick icon="tag" label=Signal::stored(tag) act/> }
    });
    view! { <div class="options">{picks.collect::<Vec<_>>()}</div> }.into_any()
}

/// An input that offers what clients carry already, from this device.
#[component]
pub(crate) fn Suggested(
    /// What it offers.
    of: Tallied,
    /// The input's id.
    id: &'static str,
    /// Its label.
    label: Words,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// Called with what is typed.
    set: Callback<String>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let list_id = [id, "-list"].concat();
    let offers = move || {
        let known = records.tally(of).into_iter();
        known.map(|(known, _)| view! { <option value=known></option> }).collect::<Vec<_>>()
    };
    view! {
        <div class="field">
            <label for=id>{t(label)}</label>
            <input id=id class="input" type="text" maxlength="120" autocomplete="off" list=list_id.clone()
                prop:value=move || value.get() on:input=typing(move |text| set.run(text))/>
            <datalist id=list_id>{offers}</datalist>
        </div>
    }
}

#[component]
fn FilterForm(state: ListState, close: Callback<()>) -> impl IntoView {
    let query = state.query;
    let names = expect_context::<Names>();
    let people = names.in_sight();
    let who = move || {
        query.with(|query| match query.assignee {
            None => String::new(),
            Some(AssigneeFilter::Me) => "me".to_owned(),
            Some(AssigneeFilter::Nobody) => "nobody".to_owned(),
            Some(AssigneeFilter::Person(id)) => id.to_string(),
        })
    };
    let choose_who = move |value: String| {
        let wanted = match value.as_str() {
            "me" => Some(AssigneeFilter::Me),
            "nobody" => Some(AssigneeFilter::Nobody),
            id => Uuid::try_parse(id).ok().map(AssigneeFilter::Person),
        };
        query.update(|query| query.assignee = wanted);
    };
    let field = move |read: fn(&Query) -> &String| Signal::derive(move || query.with(|query| read(query).clone()));
    let tag = RwSignal::new(String::new());
    let add_tag = move || {
        let wanted = tag.get_untracked().trim().to_owned();
        tag.set(String::new());
        if !wanted.is_empty() {
            query.update(|query| {
                if !query.tags.contains(&wanted) {
                    query.tags.push(wanted);
                }
            });
        }
    };
    let tick = move |label: Words, of: fn(&mut Query) -> &mut bool| {
        let is_on = move || *of(&mut query.get());
        let turn = move |event| query.update(|query| *of(query) = event_target_checked(&event));
        view! { <label class="tick"><input type="checkbox" prop:checked=is_on on:change=turn/> {t(label)}</label> }
    };
    view! {
        <form class="panel-form" on:submit=move |event| { event.prevent_default(); add_tag(); close.run(()); }>
            <fieldset class="field">
                <legend class="label">{t(list::SOURCE)}</legend>
                <div class="choices">
                    {SOURCES.iter().map(|source| {
                        let is_on = Memo::new(move |_| query.with(|query| query.sources.iter().any(|key| key == source.key)));
                        let flip = move || query.update(|query| super::tools::flip(&mut query.sources, source.key));
                        view! {
                            <button type="button" class="chip" aria-pressed=move || if is_on.get() { "true" } else { "false" } on:click=press(flip)>{t(source.label)}</button>
                        }
                    }).collect::<Vec<_>>()}
                </div>
            </fieldset>
            <div class="panel-pair">
                <div class="field">
                    <label for="filter-who">{t(list::WHO)}</label>
                    <select id="filter-who" class="input" prop:value=who on:change=typing(choose_who)>
                        <option value="">{t(list::ANYBODY)}</option>
                        <option value="me">{t(list::MINE)}</option>
                        <option value="nobody">{t(list::NOBODY)}</option>
                        {people.into_iter().map(|person| {
                            let id = person.id.to_string();
                            let is_chosen = who() == id;
                            view! { <option value=id selected=is_chosen>{person.name}</option> }
                        }).collect::<Vec<_>>()}
                    </select>
                </div>
                <Options id="filter-state" label=list::STATE any=list::STATE_ANY keys=STATES.map(|(_, key)| key).to_vec() words=&list::STATES
                    value=Signal::derive(move || query.with(|query| key_of(&STATES, query.state)))
                    set=Callback::new(move |key: String| query.update(|query| query.state = of_key(&STATES, &key)))/>
                <Options id="filter-next" label=list::CONTACT any=list::CONTACT_ANY keys=CONTACTS.map(|(_, key)| key).to_vec() words=&list::CONTACTS
                    value=Signal::derive(move || query.with(|query| key_of(&CONTACTS, query.contact)))
                    set=Callback::new(move |key: String| query.update(|query| query.contact = of_key(&CONTACTS, &key)))/>
                <div class="field tag-filter">
                    <Suggested of=Tallied::Tags id="filter-tag" label=list::TAG value=tag set=Callback::new(move |text: String| {
                        // One of the list, or what stands there when it is left.
                        tag.set(text);
                    })/>
                    <button type="button" class="button" on:click=press(add_tag)>{t(list::FILTER_BY_TAG)}</button>
                </div>
                <Suggested of=Tallied::Cities id="filter-city" label=list::CITY value=field(|query| &query.city)
                    set=Callback::new(move |text| query.update(|query| query.city = text))/>
                <Suggested of=Tallied::Countries id="filter-country" label=list::COUNTRY value=field(|query| &query.country)
                    set=Callback::new(move |text| query.update(|query| query.country = text))/>
            </div>
            {tick(list::RECENT, |query| &mut query.recent)}
            {tick(list::INCOMPLETE, |query| &mut query.incomplete)}
            <div class="buttons panel-foot">
                <button type="button" class="button plain" on:click=press(move || super::chips::clear(query))>{t(list::NO_FILTERS)}</button>
                <button type="submit" class="button main-one">
                    {t(list::SHOW)} " · " {move || state.total().map(|total| say(move |lang| list::count(lang, total)).get())}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Options(
    id: &'static str,
    label: Words,
    any: Words,
    keys: Vec<&'static str>,
    words: &'static [Words],
    #[prop(into)] value: Signal<&'static str>,
    set: Callback<String>,
) -> impl IntoView {
    let chosen = value.get_untracked();
    let options = keys
        .into_iter()
        .zip(words)
        .map(|(key, word)| view! { <option value=key selected=key == chosen>{t(*word)}</option> });
    view! {
        <div class="field">
            <label for=id>{t(label)}</label>
            <select id=id class="input" prop:value=move || value.get() on:change=typing(move |key| set.run(key))>
                <option value="">{t(any)}</option>
                {options.collect::<Vec<_>>()}
            </select>
        </div>
    }
}

#[component]
fn ColumnForm(state: ListState) -> impl IntoView {
    let Listed { columns, .. } = state.listed;
    let ticks = columns.iter().skip(1).map(|column| {
        let turn = move |_| {
            state.hidden.update(|hidden| match hidden.iter().position(|class| class == column.class) {
                Some(place) => drop(hidden.remove(place)),
                None => hidden.push(column.class.to_owned()),
            });
            crate::device::store::set_text(super::COLUMNS_KEPT, &state.hidden.get_untracked().join(" "));
        };
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=move || state.shows(column) on:change=turn/>
                {t(column.label)}
            </label>
        }
    });
    view! {
        <div class="options">{ticks.collect::<Vec<_>>()}</div>
        <div class="buttons panel-foot">
            <button type="button" class="button main-one" on:click=press(move || state.asking.set(None))>{t(frame::CLOSE)}</button>
        </div>
    }
}
