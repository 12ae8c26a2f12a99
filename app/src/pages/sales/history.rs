//! What happened to a record of a small kind: this device's waiting changes, then what the server knows.

use domain::{Kind, Lang};
use leptos::prelude::*;

use crate::api::{self, ApiError, HistoryEntry};
use crate::parts::diff::namer;
use crate::parts::history::{Told, entry};
use crate::parts::names::Names;
use crate::records::ShownRecord;
use crate::texts::{language, record, t};

/// What happened: this device's waiting changes, then what the server knows.
#[component]
pub(super) fn History(
    /// The record.
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
        (!told.is_empty()).then(|| list_of(told, lang))
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
fn known(entries: Result<Vec<HistoryEntry>, ApiError>, kind: &'static Kind, names: Names, lang: Lang) -> AnyView {
    match entries {
        Ok(entries) => {
            let told = entries.iter().map(|entry| Told::of(entry, kind, lang, &namer(names))).collect::<Vec<_>>();
            list_of(told, lang)
        }
        Err(ApiError::NoNetwork) => view! { <p class="fine">{t(record::HISTORY_OFFLINE)}</p> }.into_any(),
        Err(error) => view! { <p class="fine">{t(error.words())}</p> }.into_any(),
    }
}

fn list_of(told: Vec<Told>, lang: Lang) -> AnyView {
    let lines = told.into_iter().map(|told| entry(told, lang)).collect::<Vec<_>>();
    view! { <ol>{lines}</ol> }.into_any()
}
