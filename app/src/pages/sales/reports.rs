//! The reports (M6–M8), computed on this device: what one asks, the tables, a file, a print.

use domain::csv::Format;
use domain::pipeline::Pipeline;
use domain::reports::{BANDS, CONVERTED, Grouping, Material, NOBODY, Question, Report, Subject, csv, report};
use domain::{Lang, Words, account, client, opportunity, stage};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use uuid::Uuid;

use super::opportunities::month_name;
use super::records_of;
use super::tabs::SalesTabs;
use crate::all::All;
use crate::parts::act::{When, effect, press, typing, whether};
use crate::parts::browser::{self, Today};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::parts::notice::Empty;
use crate::parts::record_list::address::escape;
use crate::records::Records;
use crate::texts::{language, sales, t};

/// Lines of a table at first, and at each "Afficher la suite".
const STEP: usize = 100;

const fn title(subject: Subject) -> Words {
    match subject {
        Subject::Prospects => sales::PROSPECTS,
        Subject::Opportunities => sales::OPPORTUNITIES,
        Subject::Accounts => sales::ACCOUNTS,
    }
}

/// What the address asks.
fn read(get: impl Fn(&str) -> Option<String>) -> Question {
    let subject = get("report").and_then(|key| Subject::ALL.into_iter().find(|subject| subject.key() == key));
    let subject = subject.unwrap_or_default();
    let grouping = |name: &str| {
        let wanted = get(name)?;
        subject.groupings().iter().copied().find(|grouping| grouping.name() == wanted)
    };
    let question = Question {
        subject,
        by: grouping("by").unwrap_or(subject.groupings()[0]),
        across: grouping("across"),
        from: get("from").unwrap_or_default(),
        to: get("to").unwrap_or_default(),
        person: get("person"),
    };
    question.checked()
}

/// The address that asks it.
fn write(question: &Question) -> String {
    let parts = [
        ("report", question.subject.key()),
        ("by", question.by.name()),
        ("across", question.across.map_or("", Grouping::name)),
        ("from", &question.from),
        ("to", &question.to),
        ("person", question.person.as_deref().unwrap_or_default()),
    ];
    let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
    let parts: Vec<_> = parts.map(|(name, value)| [name, "=", &escape(value)].concat()).collect();
    ["/reports?", &parts.join("&")].concat()
}

/// What keys of a report are called.
#[derive(Clone, Copy)]
struct Keys {
    names: Names,
    pipeline: Memo<Pipeline>,
}

impl Keys {
    fn name(self, grouping: Grouping, key: &str, lang: Lang) -> String {
        if key.is_empty() {
            return sales::WITHOUT.get(lang).to_owned();
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

/// The page.
#[component]
pub(crate) fn ReportsPage() -> impl IntoView {
    let records = expect_context::<Records>();
    let question = RwSignal::new(use_query_map().with_untracked(|query| read(|name| query.get(name))));
    keep_address(question);
    let pipeline = Memo::new(move |_| Pipeline::of(records_of(&records.all(&stage::STAGE).unwrap_or_default())));
    let keys = Keys { names: expect_context(), pipeline };
    let answer = move |question: &Question| {
        let clients =
            if question.subject == Subject::Prospects { records.all(&client::CLIENT)? } else { All::default() };
        let accounts =
            if question.subject == Subject::Accounts { records.all(&account::ACCOUNT)? } else { All::default() };
        let deals = if question.subject == Subject::Prospects {
            All::default()
        } else {
            records.all(&opportunity::OPPORTUNITY)?
        };
        let (clients, accounts, deals) = (records_of(&clients), records_of(&accounts), records_of(&deals));
        Some(pipeline.with(|pipeline| {
            let now = browser::now();
            report(question, &Material { clients: &clients, accounts: &accounts, opportunities: &deals, pipeline, now })
        }))
    };
    let answered = Memo::new(move |_| question.with(answer));
    let reasons = Memo::new(move |_| {
        let question = question.get();
        (question.subject == Subject::Opportunities && question.by != Grouping::LostReason)
            .then(|| answer(&Question { by: Grouping::LostReason, across: None, ..question }))
            .flatten()
            .map(|mut report| {
                report.lines.retain(|line| line.all.lost > 0);
                report
            })
            .filter(|report| !report.lines.is_empty())
    });
    let is_read = Memo::new(move |_| answered.with(Option::is_some));
    let is_empty =
        Memo::new(move |_| answered.with(|report| report.as_ref().is_some_and(|report| report.lines.is_empty())));
    let tables = move || {
        pipeline.track();
        let (asked, report) = (question.get(), answered.get()?);
        let across = asked
            .across
            .map(|across| view! { <Across question=asked.clone() across report=report.clone() keys/> }.into_any());
        Some(view! { <Table subject=asked.subject by=asked.by report keys/> {across} })
    };
    let why = move || {
        reasons.get().map(|report| {
            view! {
                <h2>{t(sales::REPORT_REASONS)}</h2>
                <Table subject=Subject::Opportunities by=Grouping::LostReason report keys/>
            }
            .into_any()
        })
    };
    view! {
        <Title text=t(sales::REPORTS)/>
        <SalesTabs/>
        <div class="page reports">
            <header class="page-head"><h1>{t(sales::REPORTS)}</h1><Taking question answered keys/></header>
            <Asking question/>
            <div class="report-charts" data-charts></div>
            <When is=is_read or=|| view! { <p class="quiet">{t(sales::READING)}</p> }>
                <When is=whether(move || !is_empty.get()) or=|| view! { <Empty icon="search" title=sales::REPORT_EMPTY hint=sales::REPORT_EMPTY_HINT/> }>
                    {tables}
                    {why}
                </When>
            </When>
        </div>
    }
}

fn keep_address(question: RwSignal<Question>) {
    let navigate = use_navigate();
    let first = StoredValue::new(true);
    effect(move || {
        let address = question.with(write);
        if !first.get_value() {
            navigate(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        }
        first.set_value(false);
    });
}

/// Print, and a file.
#[component]
fn Taking(
    /// What is asked.
    question: RwSignal<Question>,
    /// The answer.
    answered: Memo<Option<Report>>,
    /// What keys are called.
    keys: Keys,
) -> impl IntoView {
    let language = language();
    let today = expect_context::<Today>().0;
    let save = move || {
        let (asked, Some(report)) = (question.get_untracked(), answered.get_untracked()) else { return };
        let lang = language.get_untracked();
        let name = |key: &str| untrack(|| keys.name(asked.by, key, lang));
        let file_text = csv(asked.subject, &report, asked.by.label().get(lang), &name, Format::Excel, lang);
        let file = format!("rapport_{}_{}.csv", asked.subject.key(), today.get_untracked().unwrap_or_default());
        browser::download(&file, "text/csv;charset=utf-8", &file_text);
    };
    // Fails only where the browser has no way to print.
    let print = move || drop(window().print());
    view! {
        <div class="buttons taking">
            <button type="button" class="button" on:click=press(save)><Icon name="download"/> {t(sales::DOWNLOAD)}</button>
            <button type="button" class="button" on:click=press(print)><Icon name="book"/> {t(sales::PRINT)}</button>
        </div>
    }
}

/// Which report, by what, when, whose.
#[component]
fn Asking(
    /// What is asked.
    question: RwSignal<Question>,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let subjects = Subject::ALL.map(|subject| {
        let is_on = move || if question.with(|question| question.subject == subject) { "true" } else { "false" };
        let choose = move || question.update(|question| {
            *question = Question { subject, by: subject.groupings()[0], across: None, ..question.clone() };
        });
        view! { <button type="button" class="chip" aria-pressed=is_on on:click=press(choose)>{t(title(subject))}</button> }.into_any()
    });
    let subject = Memo::new(move |_| question.with(|question| question.subject));
    let groupings = move |chosen: fn(&Question) -> Option<Grouping>, may: fn(Grouping) -> bool| {
        let each = subject.get().groupings().iter().filter(|grouping| may(**grouping)).map(|grouping| {
            let is_chosen = move || question.with(|question| chosen(question) == Some(*grouping));
            view! { <option value=grouping.name() prop:selected=is_chosen>{t(grouping.label())}</option> }.into_any()
        });
        each.collect::<Vec<_>>()
    };
    let named =
        move |name: &str| subject.get_untracked().groupings().iter().copied().find(|grouping| grouping.name() == name);
    let people = move || {
        let each = names.everybody().into_iter().map(|person| {
            let id = person.id.to_string();
            let is_chosen = {
                let id = id.clone();
                move || question.with(|question| question.person.as_ref() == Some(&id))
            };
            view! { <option value=id prop:selected=is_chosen>{person.name}</option> }.into_any()
        });
        each.collect::<Vec<_>>()
    };
    view! {
        <div class="chips" role="group" aria-label=t(sales::REPORTS)>{subjects.into_iter().collect::<Vec<_>>()}</div>
        <div class="asking">
            <label>{t(sales::REPORT_BY)} <select class="input" on:change=typing(move |name| question.update(|question| question.by = named(&name).unwrap_or(question.by)))>
                {move || groupings(|question| Some(question.by), |_| true)}
            </select></label>
            <label>{t(sales::REPORT_ACROSS)} <select class="input" on:change=typing(move |name| question.update(|question| question.across = named(&name)))>
                <option value="" prop:selected=move || question.with(|question| question.across.is_none())>{t(sales::REPORT_NOTHING_ACROSS)}</option>
                {move || groupings(|question| question.across, Grouping::is_narrow)}
            </select></label>
            <label>{t(sales::REPORT_FROM)} <input class="input" type="date" prop:value=move || question.with(|question| question.from.clone())
                on:change=typing(move |day| question.update(|question| question.from.clone_from(&day)))/></label>
            <label>{t(sales::REPORT_TO)} <input class="input" type="date" prop:value=move || question.with(|question| question.to.clone())
                on:change=typing(move |day| question.update(|question| question.to.clone_from(&day)))/></label>
            <label>{t(sales::REPORT_PERSON)} <select class="input" on:change=typing(move |id| question.update(|question| question.person = Some(id.clone()).filter(|id| !id.is_empty())))>
                <option value="" prop:selected=move || question.with(|question| question.person.is_none())>{t(sales::REPORT_EVERYBODY)}</option>
                <option value=NOBODY prop:selected=move || question.with(|question| question.person.as_deref() == Some(NOBODY))>{t(sales::REPORT_NOBODY)}</option>
                {people}
            </select></label>
        </div>
    }
}

/// A line each, every figure of the report, the total below.
#[component]
fn Table(
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
fn Across(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_back_the_question() {
        let question = Question {
            subject: Subject::Opportunities,
            by: Grouping::Client,
            across: Some(Grouping::Month),
            from: "2026-01-01".into(),
            to: String::new(),
            person: Some(NOBODY.into()),
        };
        let address = write(&question);
        let part = |name: &str| {
            let (_, search) = address.split_once('?')?;
            search
                .split('&')
                .filter_map(|part| part.split_once('='))
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.to_owned())
        };
        assert_eq!(read(part), question);
        assert_eq!(read(|_| None).by, Grouping::Source);
    }
}
