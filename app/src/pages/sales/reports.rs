//! The reports (M6–M8): what one asks, the tables, a file, a print. The server renders the first paint; from then on the
//! device counts by itself, also without a network.

mod address;
mod asking;
mod bars;
mod tables;

use std::sync::Arc;

use domain::csv::{self, Format};
use domain::pipeline::Pipeline;
use domain::reports::{Grouping, Material, Question, Report, Subject, reasons, report, table};
use domain::{account, client, opportunity, stage};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use sheets::Sheet;

use self::asking::Asking;
use self::bars::bars;
use self::tables::{Across, Keys, Table};
use super::records_of;
use super::tabs::SalesTabs;
use crate::all::All;
use crate::api::{self, ApiError, REPORT_LINES, Reported};
use crate::parts::act::press;
use crate::parts::browser::{self, Today};
use crate::parts::drawing::Drawn;
use crate::parts::icon::Icon;
use crate::parts::modules;
use crate::parts::names::Names;
use crate::parts::notice::{Empty, Notice};
use crate::parts::taken_out;
use crate::parts::toast::Toasts;
use crate::records::Records;
use crate::texts::{dashboard, language, list, sales, t};

/// Lines of a table at first, and at each "Afficher la suite".
const STEP: usize = REPORT_LINES;

/// The page.
#[component]
pub(crate) fn ReportsPage() -> impl IntoView {
    let records = expect_context::<Records>();
    let question = RwSignal::new(use_query_map().with_untracked(|query| address::read(|name| query.get(name))));
    address::keep_address(question);
    let pipeline = Memo::new(move |_| Pipeline::of(records_of(&records.all(&stage::STAGE).unwrap_or_default())));
    // Why opportunities were lost is the same however a report groups them: counted once for all groupings.
    let why = Memo::new(move |_| reasons(&question.get().checked()));
    let losses = Memo::new(move |_| count(records, pipeline, &why.get()?)?.of_losses());
    let counted = Memo::new(move |_| {
        let question = question.get().checked();
        let report = count(records, pipeline, &question)?;
        Some(Reported { report, reasons: losses.get(), question, ..Reported::default() })
    });
    let sent = Resource::new(
        move || counted.with(Option::is_none).then(|| question.get()),
        |asked| async move {
            match asked {
                Some(question) => api::report(question).await.map(Some),
                // The device answers.
                None => Ok(None),
            }
        },
    );
    let answered = Signal::derive(move || counted.get().or_else(|| sent.get()?.ok()?));
    let shown = move |reported| view! { <Shown reported pipeline/> }.into_any();
    view! {
        <Title text=t(sales::REPORTS)/>
        <SalesTabs/>
        <div class="page reports">
            <header class="page-head"><h1>{t(sales::REPORTS)}</h1><Taking answered pipeline/></header>
            <Asking question/>
            <Transition fallback=|| view! { <p class="quiet">{t(sales::READING)}</p> }>
                {move || match counted.get() {
                    Some(reported) => shown(reported),
                    None => sent.get().map(|sent| match sent {
                        Ok(Some(reported)) => {
                            expect_context::<Names>().told(reported.people.clone());
                            shown(reported)
                        }
                        // The device is about to answer.
                        Err(ApiError::NoNetwork) if records.covers().get() => view! { <p class="quiet">{t(sales::READING)}</p> }.into_any(),
                        Ok(None) => ().into_any(),
                        Err(ApiError::NoNetwork) => view! { <Notice icon="offline">{t(dashboard::NOT_YET)}</Notice> }.into_any(),
                        Err(error) => view! { <Notice tone="bad" icon="alert">{t(error.words())}</Notice> }.into_any(),
                    }).into_any(),
                }}
            </Transition>
        </div>
    }
}

/// What this device counts, waiting changes included; nothing before it has read what it must.
fn count(records: Records, pipeline: Memo<Pipeline>, question: &Question) -> Option<Report> {
    let of = |kind, is_needed| if is_needed { records.all(kind) } else { Some(All::default()) };
    let subject = question.subject;
    let clients = of(&client::CLIENT, subject == Subject::Prospects)?;
    let accounts = of(&account::ACCOUNT, subject == Subject::Accounts)?;
    let deals = of(&opportunity::OPPORTUNITY, subject != Subject::Prospects)?;
    let (clients, accounts, opportunities) = (records_of(&clients), records_of(&accounts), records_of(&deals));
    let now = browser::now();
    Some(pipeline.with(|pipeline| {
        let (clients, accounts, opportunities) = (&clients, &accounts, &opportunities);
        report(question, &Material { clients, accounts, opportunities, pipeline, now })
    }))
}

/// The tables of a report.
#[component]
fn Shown(
    /// The report.
    reported: Reported,
    /// The stages.
    pipeline: Memo<Pipeline>,
) -> impl IntoView {
    let Reported { question, report, reasons, names: told, .. } = reported;
    let language = language();
    let keys = Keys { told: Arc::new(told), names: expect_context(), pipeline };
    if report.lines.is_empty() {
        return view! { <Empty icon="search" title=sales::REPORT_EMPTY hint=sales::REPORT_EMPTY_HINT/> }.into_any();
    }
    let tables = move || {
        pipeline.track();
        let (asked, report, keys) = (question.clone(), report.clone(), keys.clone());
        let across = asked.across.map(|across| {
            let (question, report, keys) = (asked.clone(), report.clone(), keys.clone());
            view! { <Across question across report keys/> }.into_any()
        });
        let why = reasons.clone().map(|report| {
            let keys = keys.clone();
            view! {
                <h2>{t(sales::REPORT_REASONS)}</h2>
                <Table subject=Subject::Opportunities by=Grouping::LostReason report keys/>
            }
            .into_any()
        });
        let chart = bars(&asked, &report, &keys, language.get());
        let chart = chart.map(|chart| view! { <Drawn chart failed=RwSignal::new(false)/> }.into_any());
        view! { {chart} <Table subject=asked.subject by=asked.by report keys/> {across} {why} }
    };
    view! { {tables} }.into_any()
}

/// Print, and files.
#[component]
fn Taking(
    /// The answer.
    answered: Signal<Option<Reported>>,
    /// The stages.
    pipeline: Memo<Pipeline>,
) -> impl IntoView {
    let language = language();
    let today = expect_context::<Today>().0;
    let names = expect_context::<Names>();
    let toasts = expect_context::<Toasts>();
    let save = move |as_book: bool| {
        // A file has every line: it waits for the device where the server sent only the first.
        let Some(Reported { question, report, names: told, is_cut: false, .. }) = answered.get_untracked() else {
            return;
        };
        let lang = language.get_untracked();
        let keys = Keys { told: Arc::new(told), names, pipeline };
        let name = |key: &str| untrack(|| keys.name(question.by, key, lang));
        let (headings, rows) = table(question.subject, &report, question.by.label().get(lang), &name, lang);
        let lines = rows.len();
        let file = format!("rapport_{}_{}", question.subject.key(), today.get_untracked().unwrap_or_default());
        if !as_book {
            let text = csv::table(&headings, rows, Format::Excel);
            return taken_out::download([&file, ".csv"].concat(), "text/csv;charset=utf-8", text.as_bytes(), lines);
        }
        spawn_local(async move {
            let sheet = Sheet { name: sales::REPORTS.get(lang).to_owned(), headings, rows };
            let Some(bytes) = modules::write_book(&sheet).await else { return toasts.say(list::NO_MODULE.get(lang)) };
            let (ending, mime) = modules::BOOK;
            taken_out::download([&file, ".", ending].concat(), mime, &bytes, lines);
        });
    };
    let waits = move || answered.with(|reported| reported.as_ref().is_none_or(|reported| reported.is_cut));
    // Fails only where the browser has no way to print.
    let print = move || drop(window().print());
    view! {
        <div class="buttons taking">
            <button type="button" class="button" prop:disabled=waits on:click=press(move || save(true))><Icon name="download"/> {t(sales::DOWNLOAD_BOOK)}</button>
            <button type="button" class="button" prop:disabled=waits on:click=press(move || save(false))><Icon name="download"/> {t(sales::DOWNLOAD)}</button>
            <button type="button" class="button" on:click=press(print)><Icon name="book"/> {t(sales::PRINT)}</button>
        </div>
    }
}
