//! Saved views (G14, G19): a question under a name, private or shared, above the list and in the sidebar of the office.

use std::sync::Arc;

use domain::client::CLIENT;
use domain::saved_view::{ASSIGNEE, LIST, NAME, QUERY, SAVED_VIEW};
use domain::shapes::tags;
use domain::sorting;
use domain::{Record, Value};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use sync::Act;
use uuid::Uuid;

use super::panel::{Asking, Pick, worded};
use super::{ListState, address};
use crate::edits::Written;
use crate::parts::act::{press, typing};
use crate::parts::browser;
use crate::parts::icon::Icon;
use crate::records::{Records, ShownRecord};
use crate::texts::{list, record, t};

/// The saved views of the list of clients that this person has or shares, by name.
fn views(records: Records) -> Vec<Arc<ShownRecord>> {
    let me = records.me().with(|me| me.as_ref().map(|me| me.person.id));
    let all = records.all(&SAVED_VIEW);
    let is_mine = |shown: &&Arc<ShownRecord>| {
        let owner = shown.record.link(ASSIGNEE);
        shown.record.text(LIST) == CLIENT.name && (owner.is_none() || owner == me)
    };
    let mut views: Vec<_> = all.iter().flat_map(|all| all.iter()).filter(is_mine).cloned().collect();
    sorting::sort_by_key(&mut views, |shown| domain::fold::fold(shown.record.text(NAME)));
    views
}

/// The views that ask for a tag, asking for its new name instead. What others keep for themselves is not seen from here;
/// a view of the team stays as it is where somebody sees, and so renames, only a part of the clients.
pub(crate) fn views_asking(records: Records, tag: &str, name: &str) -> Vec<Written> {
    let all = records.all(&SAVED_VIEW);
    let sees_all = records.me().with_untracked(|me| me.as_ref().is_some_and(|me| me.person.role.sees_all()));
    let renamed = |shown: &Arc<ShownRecord>| {
        if !sees_all && shown.record.get(ASSIGNEE).is_none() {
            return None;
        }
        let mut query = address::read(shown.record.text(QUERY));
        let place = query.tags.iter().position(|asked| tags::are_same(asked, tag))?;
        // A view may have asked for both, or for one of them twice.
        query.tags.retain(|asked| !tags::are_same(asked, tag) && !tags::are_same(asked, name));
        query.tags.insert(place.min(query.tags.len()), name.to_owned());
        let mut after = shown.record.clone();
        after.set(QUERY, Some(Value::Text(address::question(&query))));
        Some((Some(ShownRecord::clone(shown)), after))
    };
    all.iter().flat_map(|all| all.iter()).filter_map(renamed).collect()
}

fn address_of(path: &str, view: &Record) -> String {
    [path, "?", view.text(QUERY)].concat()
}

/// Where a view leads, by its name; marked when the list is just that.
fn link(path: &'static str, view: &Record) -> impl IntoView + use<> {
    let place = use_location();
    let question = view.text(QUERY).to_owned();
    let current = move || {
        let here = place.search.with(|search| search.trim_start_matches('?') == question)
            && place.pathname.with(|here| here == path);
        here.then_some("page")
    };
    let shared = view.get(ASSIGNEE).is_none();
    view! {
        <a class="chip" href=address_of(path, view) aria-current=current>
            <Icon name=if shared { "clients" } else { "star" }/>
            {view.text(NAME).to_owned()}
        </a>
    }
}

/// The views above the list.
#[component]
pub(crate) fn ViewTabs(
    /// The list.
    state: ListState,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let path = state.listed.path;
    let saved = Memo::new(move |_| views(records).into_iter().map(|shown| shown.record.clone()).collect::<Vec<_>>());
    let question = Memo::new(move |_| state.query.with(address::question));
    let current = Memo::new(move |_| {
        question.with(|question| {
            saved.with(|saved| saved.iter().find(|view| view.text(QUERY) == question).map(|view| view.id))
        })
    });
    let plain = Memo::new(move |_| question.with(String::is_empty));
    let edit = move || match current.get() {
        Some(id) => Some((Asking::View(Some(id)), list::THIS_VIEW, "pen")),
        None if !plain.get() => Some((Asking::View(None), list::SAVE_VIEW, "plus")),
        None => None,
    };
    move || {
        let has_any = saved.with(|saved| !saved.is_empty());
        let edit = edit().map(|(asking, words, icon)| {
            view! {
                <button type="button" class="chip" on:click=press(move || state.asking.set(Some(asking.clone())))>
                    <Icon name=icon/> {t(words)}
                </button>
            }
        });
        (has_any || edit.is_some()).then(|| view! {
            <nav class="chips views" aria-label=t(list::VIEWS)>
                {has_any.then(|| view! {
                    <a class="chip" href=path aria-current=move || plain.get().then_some("page")>{t(list::EVERYBODY)}</a>
                })}
                {saved.with(|saved| saved.iter().map(|view| link(path, view)).collect::<Vec<_>>())}
                {edit}
            </nav>
        })
    }
}

/// The views in the sidebar of the office.
#[component]
pub(crate) fn ViewLinks(
    /// Where the list lives.
    path: &'static str,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let saved = Memo::new(move |_| views(records).into_iter().map(|shown| shown.record.clone()).collect::<Vec<_>>());
    move || {
        saved.with(|saved| {
            saved.iter().map(|view| view! { <li class="nav-view">{link(path, view)}</li> }).collect::<Vec<_>>()
        })
    }
}

/// A new view of what the list shows, or one that is saved: its name, whose it is, and the end of it.
#[component]
pub(crate) fn ViewForm(
    /// The list.
    state: ListState,
    /// The view, if it is saved.
    id: Option<Uuid>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let before = id.and_then(|id| records.all(&SAVED_VIEW)?.get(id).map(|shown| ShownRecord::clone(shown)));
    let text = |field| before.as_ref().map(|shown| shown.record.text(field).to_owned()).unwrap_or_default();
    let name = RwSignal::new(text(NAME));
    let shared = RwSignal::new(before.as_ref().is_some_and(|shown| shown.record.get(ASSIGNEE).is_none()));
    let before = StoredValue::new(before);
    let save = move || {
        let name = name.get_untracked().trim().to_owned();
        if name.is_empty() {
            return;
        }
        let before = before.get_value();
        let mut after =
            before.as_ref().map_or_else(|| Record::new(&SAVED_VIEW, state.acts.new_id()), |shown| shown.record.clone());
        after.set(NAME, Some(Value::Text(name)));
        after.set(LIST, Some(CLIENT.name.into()));
        if before.is_none() {
            after.set(QUERY, Some(Value::Text(state.query.with_untracked(address::question))));
        }
        let me = records.me().get_untracked().filter(|_| !shared.get_untracked());
        after.set(ASSIGNEE, me.map(|me| Value::Text(me.person.id.to_string())));
        let act = if before.is_some() { Act::Edit } else { Act::Create };
        state.asking.set(None);
        state.acts.keep(before, after, act, list::VIEW_SAVED);
    };
    let remove = move || {
        let Some(before) = before.get_value() else { return };
        let mut after = before.record.clone();
        after.set(SAVED_VIEW.deleted_at, Some(Value::Number(browser::now())));
        state.asking.set(None);
        state.acts.keep(Some(before), after, Act::Delete, list::VIEW_DELETED);
    };
    view! {
        <form class="panel-form" on:submit=move |event| { event.prevent_default(); save(); }>
            <div class="field">
                <label for="view-name">{t(list::VIEW_NAME)}</label>
                <input id="view-name" class="input" type="text" maxlength="60" autocomplete="off" required
                    prop:value=move || name.get() on:input=typing(move |text| name.set(text))/>
            </div>
            <label class="tick">
                <input type="checkbox" prop:checked=move || shared.get() on:change=move |event| shared.set(event_target_checked(&event))/>
                {t(list::SHARED)}
            </label>
            <button type="submit" class="button main-one">{t(list::SAVE)}</button>
        </form>
        {id.map(|_| view! {
            <div class="options"><Pick icon="trash" label=worded(record::DELETE) act=Callback::new(move |()| remove())/></div>
        })}
    }
}
