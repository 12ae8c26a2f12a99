//! What becomes of records that are known already, the trial, and the last word.

use domain::csv::Key;
use domain::csv::import::OnMatch;
use domain::{Lang, Value};
use leptos::prelude::*;
use sync::mutation;

use super::columns::{Pick, at, places};
use super::{Desk, Tried};
use crate::edits::Written;
use crate::pages::clients::show::name_of;
use crate::parts::act::{When, press, whether};
use crate::parts::diff::{Diff, lines_of, namer};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::texts::{import as words, language, t};

/// So many changes are shown one by one.
const SHOWN: usize = 30;

/// The section.
#[component]
pub(super) fn Trial(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let keys = Signal::derive(move || places(&Key::ALL, desk.key.get(), Key::label));
    let matches = Signal::derive(move || places(&OnMatch::ALL, desk.on_match.get(), OnMatch::label));
    let covers = desk.records.covers();
    let ready = whether(move || {
        covers.get()
            && desk.busy.with(Option::is_none)
            && desk.checked.with(|checked| !checked.good.is_empty())
            && desk.layout.with(|layout| layout.missing().is_empty())
    });
    view! {
        <section class="import-step">
            <h2>{t(words::MATCHES)}</h2>
            <div class="import-picks">
                <Pick label=words::KEY entries=keys chosen=move |value: String| {
                    if let Some(key) = at(&Key::ALL, &value) {
                        desk.key.set(key);
                        desk.check_again();
                    }
                }/>
                <Pick label=words::ON_MATCH entries=matches chosen=move |value: String| {
                    if let Some(what) = at(&OnMatch::ALL, &value) {
                        desk.on_match.set(what);
                        desk.changed();
                    }
                }/>
            </div>
            {move || (!covers.get()).then(|| view! { <p class="quiet" role="status">{t(words::STILL_ARRIVING)}</p> }.into_any())}
            <div class="buttons">
                <button type="button" class="button" disabled=move || !ready.get() on:click=press(move || desk.try_out())>
                    <Icon name="search"/> {t(words::TRY)}
                </button>
            </div>
        </section>
        {move || desk.tried.get().map(|tried| view! { <Outcome desk tried=(*tried).clone()/> }.into_any())}
    }
}

/// What the trial found out, and the button that does it.
#[component]
fn Outcome(
    /// The desk.
    desk: Desk,
    /// What it found out.
    tried: Tried,
) -> impl IntoView {
    let language = language();
    let count = tried.changes.len();
    let created = tried.changes.iter().filter(|(_, (before, _))| before.is_none()).count();
    let counts = [created, count - created, tried.unchanged, tried.skipped];
    let faults = tried.faults.clone();
    let shown: Vec<(usize, Written)> = tried.changes.into_iter().take(SHOWN).collect();
    view! {
        <section class="import-step" aria-label=t(words::TRIAL)>
            <h2>{t(words::TRIAL)}</h2>
            <p class="import-counts">{move || words::counts(language.get(), counts)}</p>
            {faults.into_iter().take(SHOWN).map(|fault| view! {
                <p class="problem"><Icon name="alert" small=true/> {move || fault.text(language.get())}</p>
            }.into_any()).collect::<Vec<_>>()}
            <When is=whether(move || count == 0)><p>{t(words::NOTHING)}</p></When>
            <ul class="import-changes">
                {shown.into_iter().map(|(row, written)| view! { <Change row written/> }.into_any()).collect::<Vec<_>>()}
            </ul>
            {(count > SHOWN).then(|| view! { <p class="fine">{move || words::more(language.get(), count - SHOWN)}</p> }.into_any())}
            <div class="buttons">
                <button
                    type="button" class="button main-one" disabled=move || count == 0 || desk.busy.with(Option::is_some)
                    on:click=press(move || desk.import())
                >
                    {move || words::import(language.get(), count)}
                </button>
            </div>
        </section>
    }
}

/// One record, and what changes in it.
#[component]
fn Change(
    /// The row.
    row: usize,
    /// Before and after.
    written: Written,
) -> impl IntoView {
    let language = language();
    let names = expect_context::<Names>();
    let (before, after) = written;
    let name = name_of(&after);
    let is_new = before.is_none();
    let gist = is_new.then(|| gist(&after));
    let change = before.as_ref().and_then(|before| mutation::diff(Some(&before.record), &after, before.seq));
    view! {
        <li>
            <div class="card-head">
                <strong>{name}</strong>
                {is_new.then(|| view! { <span class="fine">{t(words::NEW)}</span> }.into_any())}
                <span class="fine">{move || words::row(language.get(), row)}</span>
            </div>
            {gist.map(|gist| view! { <p class="fine">{gist}</p> }.into_any())}
            {change.map(|change| move || view! { <Diff lines=lines_of(&change, language.get(), &namer(names))/> }.into_any())}
        </li>
    }
}

/// What one recognises a new record by.
fn gist(record: &domain::Record) -> String {
    use domain::client::{CITY, COMPANY, EMAIL, MOBILE, PHONE};
    let shown = [COMPANY, CITY, EMAIL, PHONE, MOBILE].into_iter().filter_map(|field| {
        let value: &Value = record.get(field)?;
        Some(record.kind.fields[field].show(value, Lang::Fr))
    });
    shown.collect::<Vec<_>>().join(" · ")
}
