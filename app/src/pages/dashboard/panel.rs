//! One chart on the page: the drawing, the table beside it, and both as files.

use charts::{Chart, Paint};
use domain::{csv, time};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::panels::Panel;
use crate::parts::act::press;
use crate::parts::browser;
use crate::parts::drawing::Drawn;
use crate::parts::icon::Icon;
use crate::parts::modules;
use crate::parts::taken_out;
use crate::texts::{dashboard as words, language, t};

/// Hands the person a table as a CSV file, and lets the server write down that it was taken out.
pub(crate) fn save_table(file: &str, headings: &[&str], rows: Vec<Vec<String>>) {
    let name = format!("{file}_{}.csv", time::day(browser::now()));
    let lines = rows.len();
    let rows = rows.into_iter().map(|row| row.into_iter().map(csv::Cell::Text).collect());
    let text = csv::table(headings, rows, csv::Format::Excel);
    taken_out::download(name, "text/csv;charset=utf-8", text.as_bytes(), lines);
}

/// A chart with its table.
#[component]
pub(super) fn PanelView(
    /// What it shows.
    panel: Panel,
) -> impl IntoView {
    let language = language();
    let Panel { file, title, hint, drawing, headings, rows } = panel;
    let chart = Chart { drawing, paint: Paint::Screen };
    let failed = RwSignal::new(false);
    let on_paper = Chart { paint: Paint::Paper, ..chart.clone() };
    let save_picture = move || {
        let chart = on_paper.clone();
        spawn_local(async move {
            if let Some(drawn) = modules::draw(&chart).await {
                browser::download(
                    &format!("{file}_{}.svg", time::day(browser::now())),
                    "image/svg+xml",
                    drawn.as_bytes(),
                );
            }
        });
    };
    let cells: Vec<Vec<String>> = rows.iter().map(|(_, cells)| cells.clone()).collect();
    let heads = headings.clone();
    let save_csv = move || {
        let lang = language.get_untracked();
        let heads: Vec<&str> = heads.iter().map(|heading| heading.get(lang)).collect();
        save_table(file, &heads, cells.clone());
    };
    let head = headings.into_iter().map(|heading| view! { <th scope="col">{t(heading)}</th> }).collect::<Vec<_>>();
    let body = rows.into_iter().map(|(href, cells)| {
        let mut cells = cells.into_iter();
        let first = cells.next().unwrap_or_default();
        let first = match href {
            Some(href) => view! { <a href=href>{first}</a> }.into_any(),
            None => first.into_any(),
        };
        let rest = cells.map(|cell| view! { <td class="numbers">{cell}</td> }).collect::<Vec<_>>();
        view! { <tr><th scope="row">{first}</th>{rest}</tr> }
    });
    view! {
        <section class="panel" aria-labelledby=format!("panel-{file}")>
            <div class="panel-head">
                <h2 id=format!("panel-{file}")>{t(title)}</h2>
                <button type="button" class="button plain" on:click=press(save_picture)><Icon name="download" small=true/> {t(words::SAVE_SVG)}</button>
                <button type="button" class="button plain" on:click=press(save_csv)><Icon name="download" small=true/> {t(words::SAVE_CSV)}</button>
            </div>
            {hint.map(|hint| view! { <p class="fine">{t(hint)}</p> }.into_any())}
            <Drawn chart failed/>
            <details class="whole" open=move || failed.get()>
                <summary>{t(words::SHOW_TABLE)}</summary>
                <div class="table-scroll" tabindex="0" role="group" aria-labelledby=format!("panel-{file}")>
                    <table>
                        <thead><tr>{head}</tr></thead>
                        <tbody>{body.collect::<Vec<_>>()}</tbody>
                    </table>
                </div>
            </details>
        </section>
    }
}
