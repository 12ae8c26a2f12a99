//! The form of a small kind: a new record, begun with what the address already says, or one that exists.

use domain::interaction::{self, INTERACTION};
use domain::opportunity::{self, CURRENCIES, OPPORTUNITY};
use domain::pipeline::Pipeline;
use domain::stage::{self, STAGE};
use domain::{Record, Section, Value, time};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::is;
use super::kinds::Shelf;
use super::records_of;
use crate::edits::Edits;
use crate::pages::clients::load::{Loaded, Missing};
use crate::parts::act::{When, awake};
use crate::parts::browser;
use crate::parts::icon::Icon;
use crate::parts::record_form::{RecordForm, Target};
use crate::parts::record_list::ListMemory;
use crate::records::{Records, ShownRecord};
use crate::texts::{form, say, t};

/// A new record of whoever writes it. A link to another record (`?client=<id>`) is taken from the address.
fn blank(shelf: &'static Shelf) -> Record {
    let records = expect_context::<Records>();
    let mut record = Record::new(shelf.kind, expect_context::<Edits>().new_id());
    let me = records.me().get_untracked().map(|me| me.person.id.to_string());
    if shelf.kind.fields[shelf.kind.assignee].section != Section::System {
        record.set(shelf.kind.assignee, me.map(Value::from));
    }
    if is(&record, &OPPORTUNITY) {
        record.set(opportunity::CURRENCY, CURRENCIES.first().map(|first| first.key.into()));
        let pipeline = Pipeline::of(records_of(&untrack(|| records.all(&STAGE)).unwrap_or_default()));
        if let Some(first) = pipeline.first() {
            record = first.moved(&record, None, browser::now());
        }
    }
    if is(&record, &INTERACTION) {
        let now = browser::now();
        record.set(interaction::CHANNEL, Some("call".into()));
        record.set(interaction::DATE, Some(time::day(now).into()));
        record.set(interaction::TIME, Some(time::clock(now).into()));
    }
    if is(&record, &STAGE) {
        let places = untrack(|| records.all(&STAGE)).unwrap_or_default();
        let last = places.iter().filter_map(|shown| shown.record.number(stage::POSITION)).max();
        record.set(stage::POSITION, Some(Value::Number(last.unwrap_or_default() + 1)));
        record.set(stage::OUTCOME, Some("open".into()));
    }
    use_query_map().with_untracked(|query| {
        for (position, field) in shelf.kind.visible() {
            let said = query.get_str(field.name).map(|text| field.parse(text));
            if let Some(Ok(value)) = said {
                record.set(position, value);
            }
        }
    });
    record
}

/// The page of a new record.
#[component]
pub(crate) fn KindNew(
    /// The kind.
    shelf: &'static Shelf,
) -> impl IntoView {
    let memory = expect_context::<ListMemory>();
    let records = expect_context::<Records>();
    let is_awake = awake();
    // What a new record begins with is read from this device.
    let ready = Memo::new(move |_| is_awake.get() && records.all(&STAGE).is_some());
    view! {
        <Title text=t(shelf.new)/>
        <div class="page narrow">
            <a class="back" href=move || memory.address(shelf.path)><Icon name="back" small=true/> {t(shelf.kind.plural)}</a>
            <h1>{t(shelf.new)}</h1>
            <When is=ready>
                <RecordForm target=Target::New(blank(shelf)) draft_key=format!("{}/new", &shelf.path[1..]) path=shelf.path back=memory.address(shelf.path)/>
            </When>
        </div>
    }
}

/// The page of a record that exists. The form keeps the record as it was when the person began.
#[component]
pub(crate) fn KindEdit(
    /// The kind.
    shelf: &'static Shelf,
) -> impl IntoView {
    let loaded = Loaded::open_kind(shelf.kind);
    let begun = RwSignal::new(None::<ShownRecord>);
    let has_begun = Memo::new(move |_| begun.with(Option::is_some));
    let back = move || loaded.id.get().map_or_else(|| shelf.path.to_owned(), |id| format!("{}/{id}", shelf.path));
    view! {
        <div class="page narrow">
            <a class="back" href=back><Icon name="back" small=true/> {t(shelf.kind.title)}</a>
            <Transition>
                {move || {
                    if begun.with_untracked(Option::is_some) {
                        return None;
                    }
                    if loaded.is_asked() {
                        begun.set(loaded.shown());
                    }
                    let absence = begun.with_untracked(Option::is_none).then(|| loaded.absence()).flatten();
                    absence.map(|absence| view! { <Missing absence/> }.into_any())
                }}
                {move || has_begun.get().then(|| begun.get_untracked()).flatten().map(|shown| view! { <Existing shelf shown/> }.into_any())}
            </Transition>
        </div>
    }
}

#[component]
fn Existing(
    /// The kind.
    shelf: &'static Shelf,
    /// The record as the person saw it.
    shown: ShownRecord,
) -> impl IntoView {
    let name = shown.record.name();
    let id = shown.record.id;
    let title = say(move |lang| form::editing(lang, &name));
    view! {
        <Title text=title/>
        <h1>{title}</h1>
        <RecordForm target=Target::Existing(shown) draft_key=format!("{}/{id}", &shelf.path[1..]) path=shelf.path back=format!("{}/{id}", shelf.path)/>
    }
}
