//! Quick acts on one client: status, who looks after them, archive, delete. Each is one tap, and each has its way back.

use domain::client::{ARCHIVED_AT, ASSIGNEE, STATUS, STATUSES};
use domain::{Record, Value, Words};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use sync::Act;
use uuid::Uuid;

use super::super::PATH;
use super::Shown;
use crate::edits::Edits;
use crate::follow_ups::Saved;
use crate::handover::Handover;
use crate::parts::act::press;
use crate::parts::badge::Badge;
use crate::parts::browser;
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::parts::record_list::ListMemory;
use crate::parts::sheet::Sheet;
use crate::parts::told::Teller;
use crate::records::{Records, ShownRecord};
use crate::texts::{deeds, record, t};

/// Changes the record of the page by one value, as one act.
fn changing(words: Words, act: Act, change: impl Fn(&mut Record) + 'static) -> impl Fn(Shown) {
    let change = changing_then(words, act, change);
    move |shown| change(shown, Box::new(|| ()))
}

/// The same, and goes on with something else once this device has it.
fn changing_then(words: Words, act: Act, change: impl Fn(&mut Record) + 'static) -> impl Fn(Shown, Box<dyn FnOnce()>) {
    let (edits, teller) = (expect_context::<Edits>(), Teller::take());
    move |shown: Shown, then| {
        let Some(before) = shown.get_untracked() else { return };
        let mut after = before.record.clone();
        change(&mut after);
        let kept = async move { edits.edit(&before, after, act).await };
        teller.tell_then(words, kept, |is_kept| {
            if is_kept {
                then();
            }
        });
    }
}

/// The sheet that changes the status.
#[component]
pub(super) fn StatusSheet(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The client.
    shown: Shown,
) -> impl IntoView {
    view! {
        <Sheet open id="status-title" title=deeds::STATUS>
            <ul class="picks">
                {STATUSES.iter().map(|status| view! { <li><Status key=status.key open shown/></li> }.into_any()).collect::<Vec<_>>()}
            </ul>
        </Sheet>
    }
}

#[component]
fn Status(
    /// The status.
    key: &'static str,
    /// The sheet.
    open: RwSignal<bool>,
    /// The client.
    shown: Shown,
) -> impl IntoView {
    let set = changing(deeds::STATUS_SET, Act::Edit, move |record| record.set(STATUS, Some(Value::from(key))));
    let is_on =
        move || shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.record.text(STATUS) == key)).to_string();
    let pick = move || {
        open.set(false);
        set(shown);
    };
    view! { <button type="button" class="pick" aria-pressed=is_on on:click=press(pick)><Badge choices=STATUSES key=key.to_owned()/></button> }
}

/// The sheet that hands the client over.
#[component]
pub(super) fn AssignSheet(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The client.
    shown: Shown,
) -> impl IntoView {
    view! { <Sheet open id="assign-title" title=deeds::ASSIGN_TITLE><Assigning open shown/></Sheet> }
}

#[component]
fn Assigning(
    /// The sheet.
    open: RwSignal<bool>,
    /// The client.
    shown: Shown,
) -> impl IntoView {
    let (records, edits, teller) = (expect_context::<Records>(), expect_context::<Edits>(), Teller::take());
    let names = expect_context::<Names>();
    let current = move || shown.with(|shown| shown.as_ref().and_then(|shown| shown.record.link(ASSIGNEE)));
    let pick = move |person: Option<Uuid>| {
        open.set(false);
        if let Some(before) = shown.get_untracked() {
            teller.tell(deeds::ASSIGNED, hand_over(records, edits, before, person));
        }
    };
    let line = move |person: Option<Uuid>, name: AnyView| {
        let is_on = move || (current() == person).to_string();
        view! { <li><button type="button" class="pick" aria-pressed=is_on on:click=press(move || pick(person))><Icon name="person"/> {name}</button></li> }.into_any()
    };
    view! {
        <p class="hint">{t(deeds::ASSIGN_HINT)}</p>
        <ul class="picks">
            {move || {
                let people = names.everybody().into_iter().filter(|person| person.closed_at.is_none());
                people.map(|person| line(Some(person.id), person.name.into_any())).collect::<Vec<_>>()
            }}
            {line(None, t(deeds::NOBODY).into_any())}
        </ul>
    }
}

/// Hands a client over, with what goes along.
async fn hand_over(records: Records, edits: Edits, before: ShownRecord, person: Option<Uuid>) -> Saved {
    let written = Handover::of(records).await.give(before, person);
    edits.together(written, Act::Handover).await
}

/// Puts the client away, out of the lists; or brings them back.
#[component]
pub(super) fn Archiver(
    /// The client.
    shown: Shown,
    /// Whether to bring back.
    back: bool,
) -> impl IntoView {
    let (words, label) =
        if back { (deeds::BROUGHT_BACK, deeds::BRING_BACK) } else { (deeds::ARCHIVED, deeds::ARCHIVE) };
    let archive = changing(words, Act::Archive, move |record| {
        record.set(ARCHIVED_AT, (!back).then(|| Value::Number(browser::now())));
    });
    view! { <button type="button" class="button" on:click=press(move || archive(shown))><Icon name="archive"/> {t(label)}</button> }
}

/// Deletes, softly, with a way back; or puts back.
#[component]
pub(crate) fn Deleter(
    /// The record.
    shown: Shown,
    /// Whether to put back.
    restore: bool,
    /// Where the list lives to which a deletion leads back.
    #[prop(default = PATH)]
    path: &'static str,
) -> impl IntoView {
    let memory = expect_context::<ListMemory>();
    let navigate = use_navigate();
    let (words, act) = if restore { (record::RESTORED, Act::Restore) } else { (record::DELETED, Act::Delete) };
    let change = changing_then(words, act, move |record| {
        record.set(record.kind.deleted_at, (!restore).then(|| Value::Number(browser::now())));
    });
    let act = move || {
        let navigate = navigate.clone();
        let leave = move || navigate(&memory.address(path), NavigateOptions::default());
        change(shown, if restore { Box::new(|| ()) } else { Box::new(leave) });
    };
    if restore {
        view! { <button type="button" class="button" on:click=press(act)><Icon name="undo"/> {t(record::RESTORE)}</button> }.into_any()
    } else {
        view! { <button type="button" class="button danger" on:click=press(act)><Icon name="trash"/> {t(record::DELETE)}</button> }.into_any()
    }
}
