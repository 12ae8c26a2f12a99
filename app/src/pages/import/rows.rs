//! The rows: each fault beside its cell, which is corrected in place; and what the first good rows become.

use std::hash::{DefaultHasher, Hash, Hasher};

use domain::csv::{GoodRow, RowFault, RowProblem};
use leptos::prelude::*;

use super::Desk;
use crate::parts::act::{When, typing, whether};
use crate::parts::diff::{namer, show};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::texts::{import as words, language, t};

/// So many faulty rows are shown at once; correcting one brings the next.
const SHOWN: usize = 50;
/// So many good rows are shown.
const PREVIEWED: usize = 8;

/// The faults of one row, and what they say: a card is drawn anew only when that changes.
type Card = (usize, u64, Vec<RowFault>);

/// The section.
#[component]
pub(super) fn Faults(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let language = language();
    let count = Memo::new(move |_| desk.checked.with(|checked| checked.faults.len()));
    let cards = move || {
        let lang = language.get();
        let card = |(row, faults): (&usize, &Vec<RowFault>)| -> Card {
            let mut hasher = DefaultHasher::new();
            for fault in faults {
                fault.text(lang).hash(&mut hasher);
            }
            (*row, hasher.finish(), faults.clone())
        };
        desk.checked.with(|checked| checked.faults.iter().take(SHOWN).map(card).collect::<Vec<_>>())
    };
    view! {
        <section class="import-step">
            <h2>{t(words::ROWS)}</h2>
            <When
                is=whether(move || count.get() > 0)
                or=move || view! { <p class="import-good"><Icon name="done"/> {t(words::ROWS_GOOD)}</p> }
            >
                <p class="problem"><Icon name="alert" small=true/> <strong>{move || words::faulty(language.get(), count.get())}</strong></p>
                <p class="hint">{t(words::FAULTS_HINT)}</p>
                <ul class="import-faults">
                    <For each=cards key=|(row, text, _)| (*row, *text) let:card>
                        <Faulty desk row=card.0 faults=card.2/>
                    </For>
                </ul>
                <When is=whether(move || count.get() > SHOWN)>
                    <p class="fine">{move || words::more(language.get(), count.get().saturating_sub(SHOWN))}</p>
                </When>
            </When>
            <Preview desk/>
        </section>
    }
}

/// One row with its faults.
#[component]
fn Faulty(
    /// The desk.
    desk: Desk,
    /// Its number.
    row: usize,
    /// What is wrong with it.
    faults: Vec<RowFault>,
) -> impl IntoView {
    let language = language();
    let each = faults.into_iter().enumerate().map(|(number, fault)| {
        let text = fault.what.clone();
        let problem = format!("import-{row}-{number}");
        let said = view! {
            <span id=problem.clone() class="problem">{move || text.text(language.get())}</span>
        };
        // What another row or the book is about is not in this cell.
        let cell = fault.column.clone().filter(|_| !matches!(fault.what, RowProblem::Cells { .. } | RowProblem::OpenQuote));
        let place = cell.and_then(|heading| {
            desk.layout.with_untracked(|layout| layout.columns.iter().position(|column| column.field.is_some() && column.heading == heading))
        });
        match place {
            Some(place) => {
                let written = desk.rows.with_untracked(|rows| {
                    let raw = rows.iter().find(|raw| raw.number == row);
                    raw.and_then(|raw| raw.cells.get(place)).unwrap_or_default().to_owned()
                });
                let correct = typing(move |text| desk.correct(row, place, &text));
                view! {
                    <label class="field">
                        <span class="label">{fault.column}</span>
                        <input class="input" type="text" autocomplete="off" aria-invalid="true" aria-describedby=problem value=written on:change=correct/>
                        {said}
                    </label>
                }
                .into_any()
            }
            None => said.into_any(),
        }
    });
    let each: Vec<_> = each.collect();
    view! {
        <li>
            <h3>{move || words::row(language.get(), row)}</h3>
            <div class="fields">{each}</div>
        </li>
    }
}

/// What the first good rows become.
#[component]
fn Preview(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let language = language();
    let names = expect_context::<Names>();
    let shown = move || {
        let lang = language.get();
        let layout = desk.layout.get();
        let columns: Vec<_> =
            layout.columns.iter().filter_map(|column| Some((column.field?, column.position()?))).collect();
        let name = namer(names);
        let line = |row: &GoodRow| {
            let cells = columns.iter().map(|(field, position)| {
                let text = row.get(*position).map(|value| show(field, value, lang, &name));
                view! { <td>{text}</td> }.into_any()
            });
            view! { <tr><td class="fine">{row.row}</td> {cells.collect::<Vec<_>>()}</tr> }.into_any()
        };
        let lines: Vec<_> = desk.checked.with(|checked| checked.good.iter().take(PREVIEWED).map(line).collect());
        let heads = columns.iter().map(|(field, _)| view! { <th scope="col">{field.label.get(lang)}</th> }.into_any());
        view! {
            <div class="import-preview" tabindex="0" role="region" aria-label=words::PREVIEW.get(lang)>
                <table>
                    <thead><tr><th scope="col">"#"</th> {heads.collect::<Vec<_>>()}</tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        }
    };
    view! {
        <h3>{t(words::PREVIEW)}</h3>
        {shown}
    }
}
