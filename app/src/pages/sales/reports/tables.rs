//! A report as tables, and what its keys are called.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::pipeline::Pipeline;
use domain::reports::{BANDS, CONVERTED, Grouping, Question, Report, Subject};
use domain::{Lang, client};
use leptos::prelude::*;
use uuid::Uuid;

use super::STEP;
use crate::pages::sales::opportunities::month_name;
use crate::parts::act::{When, press, whether};
use crate::parts::names::Names;
use crate::texts::{language, sales};

/// What keys of a report are called: as the server told, or as this device knows.
#[derive(Clone)]
pub(super) struct Keys {
    pub(super) told: Arc<BTreeMap<String, String>>,
    pub(super) names: Names,
    pub(super) pipeline: Memo<Pipeline>,
}

impl Keys {
    pub(super) fn name(&self, grouping: Grouping, key: &str, lang: Lang) -> String {
        if key.is_empty() {
            return sales::WITHOUT.get(lang).to_owned();
        }
        if let Some(name) = self.told.get(key) {
            return name.clone();
        }
        let of_link = |kind| Uuid::try_parse(key).ok().and_then(|id| self.names.linked(kind, id));
        let known = match grouping {
            Grouping::Owner => Uuid::try_parse(key).ok().and_then(|id| self.names.of(id)),
            Grouping::Client => of_link(&client::CLIENT),
            Grouping::Stage => self.pipeline.with(|pipeline| pipeline.stage(key).map(|stage| stage.name.clone())),
            Grouping::Month => Some(month_name(key)),
            Grouping::Revenue => {
                BANDS.iter().find(|(band, ..)| *band == key).map(|(_, label, _)| label.get(lang).to_owned())
            }
            Grouping::Step if key == CONVERTED => Some(sales::BECAME_CLIENT.get(lang).to_owned()),
            _ => {
                let choices = grouping.choices().unwrap_or_default();
                choices.iter().find(|choice| choice.key == key).map(|choice| choice.label.get(lang).to_owned())
            }
        };
        known.unwrap_or_else(|| crate::texts::record::ELSEWHERE.get(lang).to_owned())
    }
}

/// A line each, every figure of the report, the total below.
#[component]
pub(super) fn Table(
    /// Which report.
    subject: Subject,
    /// What its lines are.
    by: Grouping,
    /// The answer.
    report: Report,
    /// What keys are called.
    keys: Keys,
) -> impl IntoView {
    let lang = language().get();
    let shown = RwSignal::new(STEP);
    let columns = subject.columns();
    let heads = columns
        .iter()
        .map(|column| view! { <th scope="col" class="number">{column.label(subject).get(lang)}</th> }.into_any());
    let cells = move |figures: &domain::reports::Figures| {
        let each =
            columns.iter().map(|column| view! { <td class="number">{column.show(figures, lang)}</td> }.into_any());
        each.collect::<Vec<_>>()
    };
    let total = cells(&report.total.all);
    let count = report.lines.len();
    let rows = move || {
        let lines = report.lines.iter().take(shown.get()).map(|line| {
            view! { <tr><th scope="row">{keys.name(by, &line.key, lang)}</th> {cells(&line.all)}</tr> }.into_any()
        });
        lines.collect::<Vec<_>>()
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=by.label().get(lang)>
            <table class="report-table">
                <thead><tr><th scope="col">{by.label().get(lang)}</th> {heads.collect::<Vec<_>>()}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row">{sales::TOTAL.get(lang)}</th> {total}</tr></tfoot>
            </table>
        </div>
        <When is=whether(move || shown.get() < count)>
            <div class="buttons"><button type="button" class="button" on:click=press(move || shown.update(|shown| *shown += STEP))>
                {move || sales::more(lang, count.saturating_sub(shown.get()))}
            </button></div>
        </When>
    }
}

/// How many records are in each line and column.
#[component]
pub(super) fn Across(
    /// What is asked.
    question: Question,
    /// What the columns are.
    across: Grouping,
    /// The answer.
    report: Report,
    /// What keys are called.
    keys: Keys,
) -> impl IntoView {
    let lang = language().get();
    let heads = report
        .across
        .iter()
        .map(|key| view! { <th scope="col" class="number">{keys.name(across, key, lang)}</th> }.into_any());
    let cells = |line: &domain::reports::Line| {
        let sum = line.cells.iter().sum();
        let counts = line.cells.iter().chain([&sum]);
        counts.map(|count| view! { <td class="number">{*count}</td> }.into_any()).collect::<Vec<_>>()
    };
    let rows = report.lines.iter().take(STEP).map(|line| {
        view! { <tr><th scope="row">{keys.name(question.by, &line.key, lang)}</th> {cells(line)}</tr> }.into_any()
    });
    let title = format!("{} × {}", question.by.label().get(lang), across.label().get(lang));
    view! {
        <h2>{title.clone()}</h2>
        <div class="table-scroll" tabindex="0" role="region" aria-label=title>
            <table class="report-table">
                <thead><tr><th scope="col">{question.by.label().get(lang)}</th> {heads.collect::<Vec<_>>()} <th scope="col" class="number">{sales::TOTAL.get(lang)}</th></tr></thead>
                <tbody>{rows.collect::<Vec<_>>()}</tbody>
                <tfoot><tr><th scope="row">{sales::TOTAL.get(lang)}</th> {cells(&report.total)}</tr></tfoot>
            </table>
        </div>
    }
}
