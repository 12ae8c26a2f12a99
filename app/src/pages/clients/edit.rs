//! The form of a client: a new one, or one that exists.

use domain::client::{ASSIGNEE, CLIENT, STATUS, STATUSES};
use domain::{Record, Value};
use leptos::prelude::*;
use leptos_meta::Title;

use super::PATH;
use super::load::{Loaded, Missing};
use super::show::name_of;
use crate::edits::Edits;
use crate::parts::act::{When, awake};
use crate::parts::icon::Icon;
use crate::parts::record_form::{RecordForm, Target};
use crate::parts::record_list::ListMemory;
use crate::records::{Records, ShownRecord};
use crate::texts::{form, frame, places, say, t};

/// A new client begins as a prospect of whoever writes it.
fn blank(records: Records, edits: Edits) -> Record {
    let mut record = Record::new(&CLIENT, edits.new_id());
    record.set(STATUS, STATUSES.first().map(|first| Value::from(first.key)));
    let me = records.me().get_untracked();
    record.set(ASSIGNEE, me.map(|me| Value::from(me.person.id.to_string().as_str())));
    record
}

/// The page of a new client.
#[component]
pub(crate) fn NewPage() -> impl IntoView {
    let records = expect_context::<Records>();
    let edits = expect_context::<Edits>();
    let memory = expect_context::<ListMemory>();
    // A form is drawn only in the browser, so that nothing typed into the server’s HTML is thrown away.
    let ready = awake();
    view! {
        <Title text=t(frame::NEW_CLIENT)/>
        <div class="page narrow">
            <a class="back" href=move || memory.address(PATH)><Icon name="back" small=true/> {t(places::CLIENTS)}</a>
            <h1>{t(frame::NEW_CLIENT)}</h1>
            <When is=ready>
                <RecordForm target=Target::New(blank(records, edits)) draft_key="clients/new".to_owned() path=PATH back=memory.address(PATH)/>
            </When>
        </div>
    }
}

/// The page of a client that exists. The form waits for the device's answer, so that it begins with waiting changes too.
#[component]
pub(crate) fn EditPage() -> impl IntoView {
    let loaded = Loaded::open();
    // The form keeps the record as it was when the person began: a change that arrives meanwhile must not move
    // the text under their fingers. The server tells the meeting of two changes afterwards.
    let begun = RwSignal::new(None::<ShownRecord>);
    // Nothing but the beginning itself draws the form: one that is drawn again forgets what it was about to do.
    let has_begun = Memo::new(move |_| begun.with(Option::is_some));
    let back = move || loaded.id.get().map_or_else(|| PATH.to_owned(), |id| format!("{PATH}/{id}"));
    view! {
        <div class="page narrow">
            <a class="back" href=back><Icon name="back" small=true/> {t(places::CLIENTS)}</a>
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
                {move || has_begun.get().then(|| begun.get_untracked()).flatten().map(|shown| view! { <Existing shown/> }.into_any())}
            </Transition>
        </div>
    }
}

#[component]
fn Existing(
    /// The record as the person saw it.
    shown: ShownRecord,
) -> impl IntoView {
    let name = name_of(&shown.record);
    let id = shown.record.id;
    let title = say(move |lang| form::editing(lang, &name));
    view! {
        <Title text=title/>
        <h1>{title}</h1>
        <RecordForm target=Target::Existing(shown) draft_key=format!("clients/{id}") path=PATH back=format!("{PATH}/{id}")/>
    }
}
