//! One client: who it is, what one does with them, the facts, the conflicts, and what happened.

use domain::client::{COMPANY, EMAIL, FIRST_NAME, JOB_TITLE, LAST_NAME, MOBILE, PHONE, STATUS, STATUSES};
use domain::{Record, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use sync::Act;

use super::PATH;
use super::load::{Loaded, Missing};
use crate::api::{self, ApiError, HistoryEntry};
use crate::edits::Edits;
use crate::parts::act::{When, press, whether};
use crate::parts::badge::{Avatar, Badge};
use crate::parts::browser;
use crate::parts::conflicts::Conflicts;
use crate::parts::diff::namer;
use crate::parts::facts::Facts;
use crate::parts::history::{Entries, Told};
use crate::parts::icon::Icon;
use crate::parts::keys::on_key;
use crate::parts::names::Names;
use crate::parts::notice::Notice;
use crate::parts::record_list::ListMemory;
use crate::parts::toast::Toasts;
use crate::records::ShownRecord;
use crate::texts::{form, frame, language, list, record, t};

/// Told by the head of the page, so not again among the facts.
const IN_HEAD: &[usize] = &[FIRST_NAME, LAST_NAME, COMPANY, JOB_TITLE, STATUS];

/// "Prénom Nom".
pub(crate) fn name_of(record: &Record) -> String {
    let name = [record.text(FIRST_NAME), record.text(LAST_NAME)].join(" ");
    name.trim().to_owned()
}

/// The page.
#[component]
pub(crate) fn ShowPage() -> impl IntoView {
    let loaded = Loaded::open();
    let memory = expect_context::<ListMemory>();
    let back = move || memory.address(PATH);
    let navigate = use_navigate();
    on_key(move |key| {
        match (key, loaded.id.get_untracked()) {
            ("Escape", _) => navigate(&back(), NavigateOptions::default()),
            ("e", Some(id)) => navigate(&format!("{PATH}/{id}/edit"), NavigateOptions::default()),
            _ => return false,
        }
        true
    });
    view! {
        <div class="page">
            <a class="back" href=back><Icon name="back" small=true/> {t(frame::BACK_TO_CLIENTS)}</a>
            <Transition>
                {move || {
                    let shown = Signal::derive(move || loaded.shown());
                    let is_known = Memo::new(move |_| shown.with(Option::is_some));
                    move || if is_known.get() { view! { <Client shown/> }.into_any() } else { loaded.absence().map(|absence| view! { <Missing absence/> }.into_any()).into_any() }
                }}
            </Transition>
        </div>
    }
}

/// A client that is known.
#[component]
fn Client(
    /// The client.
    shown: Signal<Option<ShownRecord>>,
) -> impl IntoView {
    let deleted = Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.record.is_deleted())));
    view! {
        <Head shown/>
        <When is=deleted>
            <Notice tone="warn" icon="trash">
                <span>{t(record::IS_DELETED)}</span>
                <div class="buttons"><Deleter shown restore=true/></div>
            </Notice>
        </When>
        <Conflicts shown/>
        <div class="columns">
            <div class="facts">
                {move || shown.get().map(|shown| view! { <Facts shown but=IN_HEAD/> }.into_any())}
                <When is=whether(move || !deleted.get())>
                    <div class="buttons"><Deleter shown restore=false/></div>
                </When>
            </div>
            <div class="beside"><crate::pages::sales::show::SalesOfClient shown/><History shown/></div>
        </div>
    }
}

/// Name, badge, company, and the three things one does most.
#[component]
fn Head(
    /// The client.
    shown: Signal<Option<ShownRecord>>,
) -> impl IntoView {
    move || {
        let record = shown.get()?.record;
        let name = name_of(&record);
        let title = if name.is_empty() { t(list::NO_NAME)().to_owned() } else { name };
        let work: Vec<_> =
            [JOB_TITLE, COMPANY].iter().map(|field| record.text(*field)).filter(|text| !text.is_empty()).collect();
        let number =
            [MOBILE, PHONE].iter().map(|field| record.text(*field)).find(|text| !text.is_empty()).map(str::to_owned);
        let email = Some(record.text(EMAIL).to_owned()).filter(|text| !text.is_empty());
        Some(view! {
            <Title text=title.clone()/>
            <header class="record-head">
                <Avatar name=title.clone() size="large"/>
                <div>
                    <h1>{title}</h1>
                    <p class="under">
                        <Badge choices=STATUSES key=record.text(STATUS).to_owned()/>
                        <span>{work.join(" · ")}</span>
                    </p>
                </div>
                <div class="record-actions">
                    {number.map(|number| view! { <a class="button" href=format!("tel:{number}")><Icon name="phone"/> {t(record::CALL)}</a> }.into_any())}
                    {email.map(|email| view! { <a class="button" href=format!("mailto:{email}")><Icon name="mail"/> {t(record::WRITE)}</a> }.into_any())}
                    <a class="button main-one" href=format!("{PATH}/{}/edit", record.id)><Icon name="pen"/> {t(record::EDIT)}</a>
                </div>
            </header>
        })
    }
}

/// Deletes, softly, with a way back; or puts back.
#[component]
pub(crate) fn Deleter(
    /// The client.
    shown: Signal<Option<ShownRecord>>,
    /// Whether to put back.
    restore: bool,
    /// Where the list lives.
    #[prop(optional)]
    path: Option<&'static str>,
) -> impl IntoView {
    let edits = expect_context::<Edits>();
    let toasts = expect_context::<Toasts>();
    let memory = expect_context::<ListMemory>();
    let language = language();
    let navigate = use_navigate();
    let act = move || {
        let Some(before) = shown.get_untracked() else { return };
        let mut after = before.record.clone();
        let deleted_at = (!restore).then(|| Value::Number(browser::now()));
        after.set(after.kind.deleted_at, deleted_at);
        let lang = language.get_untracked();
        let navigate = navigate.clone();
        spawn_local(async move {
            let act = if restore { Act::Restore } else { Act::Delete };
            match edits.edit(&before, after, act).await {
                Ok(Some(n)) if !restore => {
                    toasts.offer_undo(record::DELETED.get(lang), undo(edits, toasts, lang, n));
                    navigate(&memory.address(path.unwrap_or(PATH)), NavigateOptions::default());
                }
                Ok(_) => toasts.say(record::RESTORED.get(lang)),
                Err(error) => toasts.say(form::not_saved(lang, &error)),
            }
        });
    };
    if restore {
        view! { <button type="button" class="button" on:click=press(act)><Icon name="undo"/> {t(record::RESTORE)}</button> }.into_any()
    } else {
        view! { <button type="button" class="button danger" on:click=press(act)><Icon name="trash"/> {t(record::DELETE)}</button> }.into_any()
    }
}

fn undo(edits: Edits, toasts: Toasts, lang: domain::Lang, n: u64) -> Callback<()> {
    Callback::new(move |()| {
        spawn_local(async move {
            match edits.undo(n).await {
                Ok(_) => toasts.say(record::RESTORED.get(lang)),
                Err(error) => toasts.say(form::not_saved(lang, &error)),
            }
        });
    })
}

/// What happened: this device's waiting changes, then what the server knows.
#[component]
pub(crate) fn History(
    /// The client.
    shown: Signal<Option<ShownRecord>>,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let language = language();
    let version = Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|shown| (shown.record.id, shown.seq))));
    let entries = Resource::new(
        move || version.get(),
        |version| async move {
            match version {
                // The server has not seen a record without a number yet.
                Some((id, seq)) if seq > 0 => api::history(id).await,
                _ => Ok(Vec::new()),
            }
        },
    );
    let waiting = move || {
        let lang = language.get();
        let shown = shown.get()?;
        let told = shown
            .pending
            .iter()
            .rev()
            .map(|mutation| Told::waiting(mutation, shown.record.id, shown.record.kind, lang, &namer(names)));
        let told: Vec<_> = told.collect();
        (!told.is_empty()).then(|| view! { <Entries told lang/> }.into_any())
    };
    view! {
        <section class="history" aria-labelledby="history-title">
            <h2 id="history-title">{t(record::HISTORY)}</h2>
            {waiting}
            <Transition>
                {move || {
                    version.get()?;
                    let kind = shown.with_untracked(|shown| shown.as_ref().map(|shown| shown.record.kind))?;
                    entries.get().map(|entries| known(entries, kind, names, language.get()))
                }}
            </Transition>
        </section>
    }
}

/// What the server told of the history.
fn known(
    entries: Result<Vec<HistoryEntry>, ApiError>,
    kind: &'static domain::Kind,
    names: Names,
    lang: domain::Lang,
) -> AnyView {
    match entries {
        Ok(entries) => {
            let told = entries.iter().map(|entry| Told::of(entry, kind, lang, &namer(names))).collect::<Vec<_>>();
            view! { <Entries told lang/> }.into_any()
        }
        Err(ApiError::NoNetwork) => view! { <p class="fine">{t(record::HISTORY_OFFLINE)}</p> }.into_any(),
        Err(error) => view! { <p class="fine">{t(error.words())}</p> }.into_any(),
    }
}
