//! The queue: each waiting, refused or conflicting change of this device, with what it changes and the ways out; then
//! what was sent lately.

mod conflicted;
mod item;
mod past;

use domain::client::{CLIENT, full_name};
use domain::{Lang, Record, time};
use leptos::prelude::*;
use leptos_meta::Title;
use sync::Mutation;

use self::conflicted::Conflicted;
use self::item::{Item, kind_of_state};
use self::past::Past;
use crate::pages::clients::PATH;
use crate::pages::sales::{is, kinds};
use crate::parts::act::{When, press};
use crate::parts::browser;
use crate::parts::icon::Icon;
use crate::parts::strip::Truth;
use crate::sync_state::{Phase, SyncState, Syncing};
use crate::texts::{doors, language, places, queue, t};

/// What a record is called; what it is, where nothing names it.
fn called(record: &Record, lang: Lang) -> String {
    let name = if is(record, &CLIENT) { full_name(record) } else { record.name() };
    if name.is_empty() { record.kind.title.get(lang).to_owned() } else { name }
}

/// Where a record is shown: on a page of its own, else on that of the client it hangs on.
fn page_of(record: &Record) -> Option<String> {
    let (records, id) = match kinds::records_of(record.kind) {
        Some(records) => (records, record.id),
        None => (PATH, record.link(record.kind.position("client")?)?),
    };
    Some(format!("{records}/{id}"))
}

/// What the state of sync means for the person, and what to do.
fn hint(state: &SyncState) -> domain::Words {
    match state.phase {
        Phase::Broken => queue::BROKEN_HINT,
        Phase::SignedOut => queue::SIGNED_OUT_HINT,
        Phase::Loading => queue::LOADING_HINT,
        _ if state.conflicts > 0 => queue::CONFLICT_HINT,
        Phase::Offline => queue::OFFLINE_HINT,
        _ if state.is_unsent() => queue::WAITING_HINT,
        _ => queue::CALM_HINT,
    }
}

/// The page.
#[component]
pub(crate) fn QueuePage() -> impl IntoView {
    let syncing = expect_context::<Syncing>();
    let items = syncing.queue();
    let any = Memo::new(move |_| items.with(|items| !items.is_empty()));
    view! {
        <Title text=t(places::SYNC)/>
        <div class="page narrow">
            <div class="page-head"><h1>{t(places::SYNC)}</h1></div>
            <StateLine/>
            <Conflicted/>
            <When is=any>
                <section class="cards" aria-label=t(queue::LIST)>
                    <For each=move || items.get() key=|item| (item.n, kind_of_state(&item.state)) let:item>
                        <Item item/>
                    </For>
                </section>
                <Export/>
            </When>
            <Past/>
        </div>
    }
}

/// Where sync stands, in one sentence with its sign, and the button that asks for a round now.
#[component]
fn StateLine() -> impl IntoView {
    let syncing = expect_context::<Syncing>();
    let state = syncing.state();
    let language = language();
    let truth = Memo::new(move |_| Truth::of(&state.get(), language.get()));
    let signed_out = Memo::new(move |_| state.with(|state| state.phase == Phase::SignedOut));
    view! {
        <div class="state-line" data-tone=move || truth.get().tone>
            {move || view! { <Icon name=truth.get().icon/> }}
            <div>
                <strong>{move || truth.get().text}</strong>
                <p class="quiet">{move || hint(&state.get()).get(language.get())}</p>
            </div>
        </div>
        <div class="buttons">
            <When
                is=signed_out
                or=move || view! {
                    <button type="button" class="button" on:click=press(move || syncing.sync_now())><Icon name="sync"/> {t(queue::SYNC_NOW)}</button>
                }
            >
                <a class="button main-one" href="/sign-in?next=/queue" rel="external"><Icon name="key"/> {t(doors::SIGN_IN)}</a>
            </When>
        </div>
    }
}

/// A copy of everything in the queue, as a file.
#[component]
fn Export() -> impl IntoView {
    let items = expect_context::<Syncing>().queue();
    let export = move || {
        let acts: Vec<Mutation> = items.get_untracked().into_iter().map(|item| item.mutation).collect();
        if let Ok(text) = serde_json::to_string_pretty(&acts) {
            let name = format!("carnet_{}.json", time::day(browser::now()));
            browser::download(&name, "application/json", text.as_bytes());
        }
    };
    view! {
        <div class="buttons">
            <button type="button" class="button" on:click=press(export)><Icon name="download"/> {t(queue::EXPORT)}</button>
            <p class="fine">{t(queue::EXPORT_HINT)}</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_opened_where_it_is_shown() {
        let (id, client) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
        let of = |kind: &'static domain::Kind| {
            let mut record = Record::new(kind, id);
            if let Some(link) = kind.position("client") {
                record.set(link, Some(domain::Value::from(client.to_string())));
            }
            page_of(&record)
        };
        assert_eq!(of(&CLIENT), Some(format!("/clients/{id}")));
        assert_eq!(of(&domain::opportunity::OPPORTUNITY), Some(format!("/opportunities/{id}")));
        assert_eq!(of(&domain::photo::PHOTO), Some(format!("/clients/{client}")));
        assert_eq!(of(&domain::tag::TAG), None);
        assert_eq!(called(&Record::new(&domain::photo::PHOTO, id), Lang::Fr), "Photo");
    }

    #[test]
    fn a_broken_storage_is_explained_before_anything_else() {
        let state = SyncState { phase: Phase::Broken, waiting: 3, ..SyncState::default() };
        assert_eq!(hint(&state), queue::BROKEN_HINT);
    }
}
