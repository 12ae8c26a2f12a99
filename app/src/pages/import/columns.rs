//! How the file is written and what its columns are: proposed, and each changeable.

use domain::client::{ASSIGNEE, SOURCE, SOURCES, STATUS, STATUSES};
use domain::csv::{DateForm, Encoding, Separator, Sniffed};
use domain::kind::Choice;
use domain::{Field, Value, Words};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;
use crate::parts::act::{When, typing, whether};
use crate::parts::notice::Notice;
use crate::texts::{import as words, language, say, t};

/// One entry of a list: its value, its words, whether it is chosen.
pub(super) type Entry = (String, Words, bool);

/// A list of few entries with its label.
#[component]
pub(super) fn Pick(
    /// Its label.
    label: Words,
    /// The entries.
    entries: Signal<Vec<Entry>>,
    /// What happens with the value of the one that is chosen.
    #[prop(into)]
    chosen: Callback<String>,
) -> impl IntoView {
    let language = language();
    let options = move || {
        let lang = language.get();
        let option = |(value, words, is_chosen): Entry| {
            view! { <option value=value selected=is_chosen>{words.get(lang)}</option> }.into_any()
        };
        entries.get().into_iter().map(option).collect::<Vec<_>>()
    };
    view! {
        <label class="field">
            <span class="label">{t(label)}</span>
            <select class="input" on:change=typing(move |value| chosen.run(value))>{options}</select>
        </label>
    }
}

/// The place of an entry, from the value of its option.
pub(super) fn at<T: Copy>(all: &[T], value: &str) -> Option<T> {
    all.get(value.parse::<usize>().ok()?).copied()
}

/// The entries of a closed list by their places.
pub(super) fn places<T: Copy + PartialEq>(all: &[T], chosen: T, label: impl Fn(T) -> Words) -> Vec<Entry> {
    all.iter().enumerate().map(|(place, one)| (place.to_string(), label(*one), *one == chosen)).collect()
}

/// What was understood, and the columns.
#[component]
pub(super) fn Columns(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let encodings = Signal::derive(move || {
        let now = match desk.sniffed.get().encoding {
            Encoding::Utf8Marked | Encoding::Utf8Damaged => Encoding::Utf8,
            other => other,
        };
        places(&Encoding::CHOICES, now, Encoding::label)
    });
    let separators = Signal::derive(move || places(&Separator::ALL, desk.sniffed.get().separator, Separator::label));
    let dates =
        Signal::derive(move || places(&DateForm::ALL, desk.layout.with(|layout| layout.dates), DateForm::label));
    let is_text = whether(move || desk.is_text.get());
    let reopen = move |change: &dyn Fn(Sniffed) -> Option<Sniffed>| {
        if let Some(sniffed) = change(desk.sniffed.get_untracked()) {
            spawn_local(desk.open(Some(sniffed)));
        }
    };
    view! {
        <section class="import-step">
            <h2>{t(words::UNDERSTOOD)}</h2>
            <div class="import-picks">
                <When is=is_text>
                    <Pick label=words::ENCODING entries=encodings chosen=move |value: String| {
                        reopen(&|sniffed| Some(Sniffed { encoding: at(&Encoding::CHOICES, &value)?, ..sniffed }));
                    }/>
                    <Pick label=words::SEPARATOR entries=separators chosen=move |value: String| {
                        reopen(&|sniffed| Some(Sniffed { separator: at(&Separator::ALL, &value)?, ..sniffed }));
                    }/>
                </When>
                <Pick label=words::DATES entries=dates chosen=move |value: String| {
                    if let Some(form) = at(&DateForm::ALL, &value) {
                        desk.set_dates(form);
                    }
                }/>
            </div>
            <When is=whether(move || !desk.proven.get())>
                <Notice tone="warn" icon="alert"><span>{t(words::DATES_SUPPOSED)}</span></Notice>
            </When>
        </section>
        <section class="import-step">
            <h2>{t(words::COLUMNS)}</h2>
            <p class="hint">{t(words::COLUMNS_HINT)}</p>
            <ul class="import-columns">
                {move || (0..desk.layout.with(|layout| layout.columns.len()))
                    .map(|place| view! { <Column desk place/> }.into_any()).collect::<Vec<_>>()}
            </ul>
            <Given desk/>
            <Missing desk/>
        </section>
    }
}

/// One column: its heading, what stands in it, and the field it goes into.
#[component]
fn Column(
    /// The desk.
    desk: Desk,
    /// Which column.
    place: usize,
) -> impl IntoView {
    let language = language();
    let heading = move || {
        desk.layout.with(|layout| layout.columns.get(place).map(|column| column.heading.clone())).unwrap_or_default()
    };
    let sample = move || {
        let first = |rows: &std::sync::Arc<Vec<domain::csv::RawRow>>| {
            let mut cells = rows.iter().take(50).filter_map(|row| row.cells.get(place));
            cells.find(|cell| !cell.trim().is_empty()).map(|cell| cell.chars().take(40).collect::<String>())
        };
        desk.rows.with(first).unwrap_or_default()
    };
    let seller = desk.seller().is_some();
    let options = move || {
        let lang = language.get();
        let (kind, now) =
            desk.layout.with(|layout| (layout.kind, layout.columns.get(place).and_then(domain::csv::Column::position)));
        let offered = kind.visible().filter(|(position, _)| !(seller && *position == ASSIGNEE));
        let option = |(position, field): (usize, &'static Field)| {
            view! { <option value=position.to_string() selected=now == Some(position)>{field.label.get(lang)}</option> }
                .into_any()
        };
        let nothing = view! { <option value="" selected=now.is_none()>{words::LEFT_OUT.get(lang)}</option> }.into_any();
        std::iter::once(nothing).chain(offered.map(option)).collect::<Vec<_>>()
    };
    let choose = typing(move |value| {
        desk.layout.update(|layout| layout.assign(place, value.parse().ok()));
        desk.check_again();
    });
    view! {
        <li data-out=move || desk.layout.with(|layout| layout.columns.get(place).is_none_or(|column| column.field.is_none())).then_some("")>
            <span class="what"><strong>{heading}</strong> <span class="fine">{sample}</span></span>
            <select class="input" aria-label=heading on:change=choose>{options}</select>
        </li>
    }
}

/// What new records get where the file says nothing: a status, a source.
#[component]
fn Given(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let entries = move |position: usize, choices: &'static [Choice], may_be_empty: bool| {
        Signal::derive(move || {
            let given = desk.layout.with(|layout| layout.given.iter().find(|(field, _)| *field == position).cloned());
            let now = given.as_ref().and_then(|(_, value)| value.as_text()).unwrap_or_default().to_owned();
            let empty = may_be_empty.then(|| (String::new(), domain::lang::words("—", "—"), now.is_empty()));
            let offered = choices.iter().map(|choice| (choice.key.to_owned(), choice.label, choice.key == now));
            empty.into_iter().chain(offered).collect::<Vec<Entry>>()
        })
    };
    let give = move |position: usize, value: String| {
        desk.layout.update(|layout| {
            layout.given.retain(|(field, _)| *field != position);
            if !value.is_empty() {
                layout.given.push((position, Value::from(value)));
            }
        });
        desk.check_again();
    };
    view! {
        <h3>{t(words::FOR_NEW)}</h3>
        <div class="import-picks">
            <Pick label=domain::client::CLIENT.fields[STATUS].label entries=entries(STATUS, STATUSES, false) chosen=move |value| give(STATUS, value)/>
            <Pick label=domain::client::CLIENT.fields[SOURCE].label entries=entries(SOURCE, SOURCES, true) chosen=move |value| give(SOURCE, value)/>
        </div>
        {desk.seller().map(|_| view! { <p class="hint">{t(words::MINE)}</p> }.into_any())}
    }
}

/// The required fields that nothing fills yet.
#[component]
fn Missing(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let missing = Memo::new(move |_| {
        desk.layout.with(|layout| layout.missing().iter().map(|field| field.label).collect::<Vec<_>>())
    });
    let text = say(move |lang| {
        let fields: Vec<&str> = missing.with(|missing| missing.iter().map(|label| label.get(lang)).collect());
        words::missing(lang, &fields.join(", "))
    });
    view! {
        <When is=whether(move || missing.with(|missing| !missing.is_empty()))>
            <Notice tone="warn" icon="alert"><span>{move || text.get()}</span></Notice>
        </When>
    }
}
