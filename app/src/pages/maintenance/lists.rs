//! Quiet records and outdated statuses, each with what is done about all of them or some.

use std::collections::{HashMap, HashSet};

use domain::client::{ARCHIVED_AT, STATUS, STATUSES};
use domain::maintenance::{better_status, stale};
use domain::shapes::date;
use domain::{Value, Words, time};
use leptos::prelude::*;
use sync::Act;
use uuid::Uuid;

use super::Desk;
use crate::parts::act::{When, press, typing, whether};
use crate::parts::badge::Badge;
use crate::parts::browser;
use crate::texts::{maintenance as words, t};

/// How long a record may be quiet, in months.
const MONTHS: [i64; 4] = [6, 12, 24, 36];
/// So many lines are shown; an act is about all that are chosen, shown or not.
const SHOWN: usize = 50;

/// One line: who, their status, and a word more.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    id: Uuid,
    name: String,
    status: String,
    word: String,
    /// The status it should have.
    better: &'static str,
}

/// Lines one chooses among: all are chosen at first.
#[component]
fn Choose(
    /// The desk.
    desk: Desk,
    /// The lines.
    lines: Memo<Vec<Line>>,
    /// Those that are left out.
    out: RwSignal<HashSet<Uuid>>,
) -> impl IntoView {
    let language = desk.language;
    let row = move |line: Line| {
        let id = line.id;
        let toggle = move |_| {
            out.update(|out| {
                if !out.remove(&id) {
                    out.insert(id);
                }
            });
        };
        view! {
            <li>
                <label>
                    <input type="checkbox" prop:checked=move || out.with(|out| !out.contains(&id)) on:change=toggle/>
                    <span class="unseen">{line.name.clone()}</span>
                </label>
                <a href=format!("/clients/{id}")>{line.name}</a>
                <Badge choices=STATUSES key=line.status/>
                <span class="fine">{line.word}</span>
            </li>
        }
    };
    let count = move || lines.with(Vec::len);
    view! {
        <p class="quiet">{move || words::chosen(language.get(), chosen(lines, out).len())}</p>
        <ul class="choose">
            <For each=move || lines.with(|lines| lines.iter().take(SHOWN).cloned().collect::<Vec<_>>()) key=|line| (line.id, line.word.clone()) let:line>
                {row(line).into_any()}
            </For>
        </ul>
        <When is=whether(move || count() > SHOWN)>
            <p class="fine">{move || words::more(language.get(), count().saturating_sub(SHOWN))}</p>
        </When>
    }
}

fn chosen(lines: Memo<Vec<Line>>, out: RwSignal<HashSet<Uuid>>) -> Vec<Uuid> {
    let out = out.get();
    lines.with(|lines| lines.iter().map(|line| line.id).filter(|id| !out.contains(id)).collect())
}

/// Records that nobody has heard of for long.
#[component]
pub(super) fn Stale(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let language = desk.language;
    let months = RwSignal::new(24_i64);
    let out = RwSignal::new(HashSet::new());
    let lines = Memo::new(move |_| {
        let (lang, months) = (language.get(), months.get());
        let line = |book: &super::Book, (place, since): (usize, i64)| {
            let seen = book.seen[place].clone();
            let word = words::since(lang, &date::show(&time::day(since)));
            Line { id: seen.id, name: seen.name, status: seen.status, word, better: "" }
        };
        desk.book
            .get()
            .map(|book| {
                stale(&book.seen, &book.lives, months, book.now)
                    .into_iter()
                    .map(|found| line(&book, found))
                    .collect::<Vec<_>>()
            })
            .unwrap_or_default()
    });
    let archive = move || {
        let at = browser::now();
        desk.write(chosen(lines, out), Act::Archive, words::ARCHIVED, move |record| {
            record.set(ARCHIVED_AT, Some(Value::Number(at)));
        });
    };
    let calm = move || {
        desk.write(chosen(lines, out), Act::Bulk, words::CHANGED, |record| {
            record.set(STATUS, Some(Value::from("inactive")));
        });
    };
    let nobody = move || chosen(lines, out).is_empty();
    view! {
        <section class="import-step">
            <h2>{t(words::STALE)}</h2>
            <label class="field">
                <span class="label">{t(words::STALE_HINT)}</span>
                <select class="input" on:change=typing(move |value| if let Ok(count) = value.parse() { months.set(count) })>
                    {MONTHS.map(|count| view! { <option value=count.to_string() selected=move || months.get() == count>{t(words::months(count))}</option> }.into_any()).into_iter().collect::<Vec<_>>()}
                </select>
            </label>
            <When
                is=whether(move || lines.with(|lines| !lines.is_empty()))
                or=move || view! { <p>{t(words::STALE_NONE)}</p> }
            >
                <Choose desk lines out/>
                <div class="buttons">
                    <button type="button" class="button" disabled=nobody on:click=press(archive)>{t(words::ARCHIVE)}</button>
                    <button type="button" class="button" disabled=nobody on:click=press(calm)>{t(words::MAKE_INACTIVE)}</button>
                </div>
            </When>
        </section>
    }
}

/// Statuses that no longer say what is.
#[component]
pub(super) fn Statuses(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let language = desk.language;
    let out = RwSignal::new(HashSet::new());
    let label = |key: &str| {
        STATUSES.iter().find(|status| status.key == key).map_or(Words { fr: "", en: "" }, |status| status.label)
    };
    let lines = Memo::new(move |_| {
        let lang = language.get();
        let Some(book) = desk.book.get() else { return Vec::new() };
        let line = |seen: &domain::maintenance::Seen| {
            let life = book.lives.get(&seen.id).copied().unwrap_or_default();
            let better = better_status(seen, life, book.now)?;
            let word = format!("→ {}", label(better).get(lang));
            Some(Line { id: seen.id, name: seen.name.clone(), status: seen.status.clone(), word, better })
        };
        book.seen.iter().filter_map(line).collect::<Vec<_>>()
    });
    let bring_up = move || {
        let better: HashMap<Uuid, &'static str> =
            lines.with(|lines| lines.iter().map(|line| (line.id, line.better)).collect());
        desk.write(chosen(lines, out), Act::Bulk, words::CHANGED, move |record| {
            if let Some(status) = better.get(&record.id) {
                record.set(STATUS, Some(Value::from(*status)));
            }
        });
    };
    view! {
        <section class="import-step">
            <h2>{t(words::STATUSES)}</h2>
            <p class="hint">{t(words::STATUSES_HINT)}</p>
            <When
                is=whether(move || lines.with(|lines| !lines.is_empty()))
                or=move || view! { <p>{t(words::STATUSES_NONE)}</p> }
            >
                <Choose desk lines out/>
                <div class="buttons">
                    <button type="button" class="button" on:click=press(bring_up)>{t(words::BRING_UP)}</button>
                </div>
            </When>
        </section>
    }
}
