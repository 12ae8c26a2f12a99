//! The tags in use (G19): how many clients carry each, its colour, its segment; renamed or merged everywhere in one act.

use std::sync::Arc;

use domain::search::{Query, StateFilter};
use domain::tag::{COLOUR, COLOURS, NAME, TAG};
use domain::{Record, Value};
use leptos::prelude::*;
use leptos_meta::Title;
use sync::Act;

use crate::parts::act::{press, typing};
use crate::parts::facts::colour_of;
use crate::parts::icon::Icon;
use crate::parts::notice::Empty;
use crate::parts::panel::Panel;
use crate::parts::record_list::{Acts, segment, views_asking};
use crate::records::{Found, Records, ShownRecord, Tallied};
use crate::texts::{agenda, list, say, t};

/// The page.
#[component]
pub(crate) fn TagsPage() -> impl IntoView {
    let records = expect_context::<Records>();
    let acts = Acts::take();
    let editing = RwSignal::new(None::<String>);
    let tags = Memo::new(move |_| records.tally(Tallied::Tags));
    let rows = move || {
        tags.get().into_iter().map(|(tag, count)| {
            let colour = colour_of(records, &tag);
            let name = tag.clone();
            let href = segment("/clients", &tag);
            view! {
                <li>
                    <a href=href>
                        <span class="tag" data-colour=colour>{tag}</span>
                        <span class="fine">{say(move |lang| list::count(lang, count))}</span>
                    </a>
                    <button type="button" class="button plain" on:click=press(move || editing.set(Some(name.clone())))>
                        <Icon name="pen"/> {t(list::RENAME)}
                    </button>
                </li>
            }
        }).collect::<Vec<_>>()
    };
    view! {
        <Title text=t(list::TAGS)/>
        <div class="page">
            <h1>{t(list::TAGS)}</h1>
            {move || if !records.covers().get() {
                view! { <p class="quiet" role="status">{t(agenda::NOT_READY)}</p> }.into_any()
            } else if tags.with(Vec::is_empty) {
                view! { <Empty icon="tag" title=list::TAGS_EMPTY hint=list::TAGS_EMPTY_HINT/> }.into_any()
            } else {
                view! { <ul class="tag-list">{rows()}</ul> }.into_any()
            }}
            {move || editing.get().map(|tag| view! { <TagForm tag acts editing/> })}
        </div>
    }
}

/// What is known of tags besides their names.
fn known(records: Records) -> Vec<Arc<ShownRecord>> {
    records.all(&TAG).map(|all| all.iter().cloned().collect()).unwrap_or_default()
}

/// One tag: its name on every client, and its colour.
#[component]
fn TagForm(
    /// The tag.
    tag: String,
    /// Does what is asked.
    acts: Acts,
    /// The tag that is open.
    editing: RwSignal<Option<String>>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let before =
        known(records).into_iter().find(|shown| shown.record.text(NAME) == tag).map(|shown| ShownRecord::clone(&shown));
    let colour = RwSignal::new(before.as_ref().map(|shown| shown.record.text(COLOUR).to_owned()).unwrap_or_default());
    let name = RwSignal::new(tag.clone());
    let title = Signal::stored(tag.clone());
    let save = move || {
        let name = name.get_untracked().trim().to_owned();
        editing.set(None);
        if name.is_empty() {
            return;
        }
        let mut after = before.as_ref().map_or_else(|| Record::new(&TAG, acts.new_id()), |shown| shown.record.clone());
        after.set(NAME, Some(Value::Text(name.clone())));
        let colour = colour.get_untracked();
        after.set(COLOUR, (!colour.is_empty()).then_some(Value::Text(colour.clone())));
        if name == tag {
            let act = if before.is_some() { Act::Edit } else { Act::Create };
            return acts.keep(before.clone(), after, act, list::TAG_SAVED);
        }
        let ids = [None, Some(StateFilter::Archived)].into_iter().flat_map(|state| {
            let query = Query { tags: vec![tag.clone()], state, ..Query::default() };
            records.find(&query).as_ref().map(Found::ids).unwrap_or_default()
        });
        let mut known = views_asking(records, &tag, &name);
        if before.is_some() || !colour.is_empty() {
            known.push((before.clone(), after));
        }
        acts.rename_tag(ids.collect(), tag.clone(), name, known);
    };
    view! {
        <Panel title close=Callback::new(move |()| editing.set(None))>
            <form class="panel-form" on:submit=move |event| { event.prevent_default(); save(); }>
                <div class="field">
                    <label for="tag-name">{t(list::TAG)}</label>
                    <input id="tag-name" class="input" type="text" maxlength="50" autocomplete="off" required
                        prop:value=move || name.get() on:input=typing(move |text| name.set(text))/>
                    <p class="hint">{t(list::RENAME_HINT)}</p>
                </div>
                <fieldset class="field">
                    <legend class="label">{t(list::COLOUR)}</legend>
                    <div class="choices">
                        {COLOURS.iter().map(|choice| {
                            let is_on = move || colour.with(|colour| colour == choice.key);
                            view! {
                                <button type="button" class="chip" data-colour=choice.key aria-pressed=move || if is_on() { "true" } else { "false" }
                                    on:click=press(move || colour.set(choice.key.to_owned()))>{t(choice.label)}</button>
                            }
                        }).collect::<Vec<_>>()}
                    </div>
                </fieldset>
                <button type="submit" class="button main-one">{t(list::SAVE)}</button>
            </form>
        </Panel>
    }
}
