//! Name, status, who looks after them, and the things one does most: big under a thumb, in a row at a desk.

use domain::Record;
use domain::client::{ASSIGNEE, COMPANY, EMAIL, JOB_TITLE, MOBILE, PHONE, STATUS, STATUSES};
use leptos::prelude::*;
use leptos_meta::Title;

use super::super::PATH;
use super::quick::{AssignSheet, StatusSheet};
use super::{Doors, Shown, name_of};
use crate::pages::sales::convert::ConvertButton;
use crate::parts::act::press;
use crate::parts::badge::{Avatar, Badge};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::texts::{agenda, deeds, language, list, record, t};

/// The head of the page.
#[component]
pub(super) fn Head(
    /// The client.
    shown: Shown,
    /// What the buttons open.
    doors: Doors,
) -> impl IntoView {
    let (status, assign) = (RwSignal::new(false), RwSignal::new(false));
    let names = expect_context::<Names>();
    let language = language();
    view! {
        {move || {
            let record = shown.get()?.record;
            let name = name_of(&record);
            let title = if name.is_empty() { t(list::NO_NAME)().to_owned() } else { name };
            let work: Vec<_> =
                [JOB_TITLE, COMPANY].iter().map(|field| record.text(*field)).filter(|text| !text.is_empty()).collect();
            let assignee = record.link(ASSIGNEE);
            let cared = move || deeds::cared_for(language.get(), assignee.and_then(|id| names.of(id)).as_deref());
            Some(view! {
                <Title text=title.clone()/>
                <header class="record-head">
                    <Avatar name=title.clone() size="large"/>
                    <div>
                        <h1>{title}</h1>
                        <p class="under">{work.join(" · ")}</p>
                        <p class="under">
                            <button type="button" class="badge-button" aria-haspopup="dialog" on:click=press(move || status.set(true))>
                                <Badge choices=STATUSES key=record.text(STATUS).to_owned()/> <span class="unseen">{t(deeds::STATUS)}</span>
                            </button>
                            <button type="button" class="chip" aria-haspopup="dialog" on:click=press(move || assign.set(true))>
                                <Icon name="person"/> <span class="unseen">{t(deeds::ASSIGN)} " · "</span>{cared}
                            </button>
                        </p>
                    </div>
                    <Reach record=record.clone() doors/>
                </header>
                <div class="buttons more-deeds">
                    <button type="button" class="button" aria-haspopup="dialog" on:click=press(move || doors.note.set(true))><Icon name="message"/> {t(deeds::NOTE)}</button>
                    <ConvertButton shown open=doors.convert/>
                    <a class="button" href=format!("{PATH}/{}/edit", record.id)><Icon name="pen"/> {t(record::EDIT)}</a>
                </div>
            }
            .into_any())
        }}
        <StatusSheet open=status shown/>
        <AssignSheet open=assign shown/>
    }
}

/// Call, write, text, plan.
#[component]
fn Reach(
    /// The client.
    record: Record,
    /// What the buttons open.
    doors: Doors,
) -> impl IntoView {
    let number = |fields: [usize; 2]| {
        fields.into_iter().map(|field| record.text(field)).find(|text| !text.is_empty()).map(str::to_owned)
    };
    let call = number([MOBILE, PHONE]);
    // A text goes to a mobile first; many a business number takes them too.
    let text = call.clone();
    let has_email = !record.text(EMAIL).is_empty();
    let asking = doors.asking;
    view! {
        <div class="record-actions">
            {call.map(|number| view! { <a class="button" href=format!("tel:{number}") on:click=press(move || asking.ask("call"))><Icon name="phone"/> {t(record::CALL)}</a> }.into_any())}
            {has_email.then(|| view! { <button type="button" class="button" aria-haspopup="dialog" on:click=press(move || doors.write.set(true))><Icon name="mail"/> {t(record::WRITE)}</button> }.into_any())}
            {text.map(|number| view! { <a class="button" href=format!("sms:{number}") on:click=press(move || asking.ask("message"))><Icon name="message"/> {t(deeds::SMS)}</a> }.into_any())}
            <button type="button" class="button main-one" aria-haspopup="dialog" on:click=press(move || doors.plan.set(true))><Icon name="calendar"/> {t(agenda::PLAN)}</button>
        </div>
    }
}
