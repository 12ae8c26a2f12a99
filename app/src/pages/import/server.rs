//! A large file that the server reads, so that this device need not hold it: tried first, then brought in.

use domain::csv::Report;
use domain::{Lang, Words};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;

use super::Desk;
use crate::api::ApiError;
use crate::parts::act::press;
use crate::parts::browser::Chosen;
use crate::parts::icon::Icon;
use crate::parts::notice::Notice;
use crate::parts::record_list::escape;
use crate::texts::backups::size;
use crate::texts::{import as words, t};

/// Above so many bytes a person is asked who reads the file: some ten thousand clients.
pub(super) const LARGE: f64 = 4.0 * 1024.0 * 1024.0;

/// So many lines of a report are shown.
const SHOWN: usize = 100;

/// How far the server is.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    /// Its person has not said yet who reads the file.
    Asked,
    /// It works.
    Busy(Words),
    /// It would do this.
    Tried(Report),
    /// It did this.
    Done(Report),
    /// It did nothing, for this reason.
    Failed(String),
}

/// Why the server did nothing, as it says it.
#[derive(Deserialize)]
struct Refusal {
    message: Message,
    detail: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    fr: String,
    en: String,
}

/// What the server answers. A file that cannot be read is told in the person's language; all else in both.
fn told(answer: Option<(bool, String)>, lang: Lang) -> Result<Report, String> {
    let silent = || ApiError::NoNetwork.words().get(lang).to_owned();
    let (is_done, text) = answer.ok_or_else(silent)?;
    if is_done {
        return serde_json::from_str(&text).map_err(|_| silent());
    }
    let Refusal { message, detail } = serde_json::from_str(&text).map_err(|_| silent())?;
    let message = if lang == Lang::Fr { message.fr } else { message.en };
    Err(detail.map_or(message.clone(), |detail| [message, detail].join(" ")))
}

/// How large a file is.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "browsers count bytes without a fraction")]
fn bytes(chosen: &Chosen) -> u64 {
    chosen.size() as u64
}

/// The choice, then what the server found and did.
#[component]
pub(super) fn OnServer(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let step = RwSignal::new(Step::Asked);
    let language = desk.language;
    let send = move |dry_run: bool| {
        let chosen = desk.large.with_untracked(Clone::clone);
        let me = desk.records.me().get_untracked().map(|me| me.person.id);
        let (Some(chosen), Some(me)) = (chosen, me) else { return };
        let lang = language.get_untracked();
        step.set(Step::Busy(if dry_run { words::SERVER_READS } else { words::SERVER_WRITES }));
        spawn_local(async move {
            let key = if lang == Lang::Fr { "fr" } else { "en" };
            let name = escape(&chosen.name());
            let path = format!("/api/v1/import?name={name}&dry_run={dry_run}&lang={key}");
            let next = match told(chosen.send(&path, me).await, lang) {
                Ok(report) if dry_run => Step::Tried(report),
                Ok(report) => Step::Done(report),
                Err(reason) => Step::Failed(reason),
            };
            step.try_set(next);
        });
    };
    let read_here = move || {
        if let Some(chosen) = desk.large.with_untracked(Clone::clone) {
            desk.read(chosen);
        }
    };
    let other = move || {
        view! { <button type="button" class="button plain" on:click=press(move || desk.start_over())>{t(words::OTHER_FILE)}</button> }
    };
    let body = move || {
        match step.get() {
        Step::Asked => view! {
            <p>{t(words::LARGE_HINT)}</p>
            <div class="buttons">
                <button type="button" class="button main-one" on:click=press(move || send(true))>{t(words::BY_SERVER)}</button>
                <button type="button" class="button" on:click=press(read_here)>{t(words::BY_DEVICE)}</button>
                {other()}
            </div>
        }
        .into_any(),
        Step::Busy(what) => view! {
            <div class="import-progress" role="status"><label>{t(what)} <progress></progress></label></div>
        }
        .into_any(),
        Step::Tried(report) => {
            let count = report.created + report.changed;
            view! {
                <Told report/>
                <div class="buttons">
                    <button type="button" class="button main-one" disabled=count == 0 on:click=press(move || send(false))>
                        {move || words::import(language.get(), count)}
                    </button>
                    {other()}
                </div>
            }
            .into_any()
        }
        Step::Done(report) => view! {
            <Notice tone="good" icon="done">
                <span>{t(words::SERVER_DONE)}</span>
                <div class="buttons"><a class="button" href="/clients">{t(words::SEE)}</a> {other()}</div>
            </Notice>
            <Told report/>
        }
        .into_any(),
        Step::Failed(reason) => view! {
            <Notice tone="bad" icon="alert"><span>{reason}</span><div class="buttons">{other()}</div></Notice>
        }
        .into_any(),
    }
    };
    view! {
        <section class="import-step">
            <div class="import-file">
                <Icon name="book"/>
                <strong>{move || desk.large.with(|large| large.as_ref().map(Chosen::name))}</strong>
                <span class="fine">{move || desk.large.with(|large| large.as_ref().map(|chosen| size(language.get(), bytes(chosen))))}</span>
            </div>
            {body}
        </section>
    }
}

/// How many lines are not shown. An older server does not say how many it keeps to itself.
fn unshown(report: &Report) -> usize {
    report.told.max(report.lines.len()).saturating_sub(SHOWN)
}

/// What the server says of the file: the counts, then line by line.
#[component]
fn Told(
    /// What it says.
    report: Report,
) -> impl IntoView {
    let language = crate::texts::language();
    let counts = [report.created, report.changed, report.unchanged, 0];
    let faults = report.faults;
    let more = unshown(&report);
    view! {
        <p class="import-counts">{move || words::counts(language.get(), counts)}</p>
        {(faults > 0).then(|| view! {
            <p class="problem"><Icon name="alert" small=true/> <strong>{move || words::faulty(language.get(), faults)}</strong></p>
        })}
        <ul class="import-told">{report.lines.into_iter().take(SHOWN).map(|line| view! { <li>{line}</li> }.into_any()).collect::<Vec<_>>()}</ul>
        {(more > 0).then(|| view! { <p class="fine">{move || words::more(language.get(), more)}</p> })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_were_not_even_sent_are_counted_among_the_others() {
        let report = |told| Report { lines: vec![String::new(); 150], told, ..Report::default() };
        assert_eq!((unshown(&report(700)), unshown(&report(0))), (600, 50));
    }

    #[test]
    fn the_server_s_answer_is_told_in_the_language_of_the_person() {
        let report =
            r#"{"lines":["Fichier compris"],"rows":2,"created":1,"changed":0,"unchanged":1,"faults":0,"unassigned":0}"#;
        assert_eq!(told(Some((true, report.into())), Lang::Fr).unwrap().created, 1);
        let refusal =
            r#"{"error":"unreadable_list","message":{"fr":"Illisible.","en":"Unreadable."},"detail":"a.csv"}"#;
        assert_eq!(told(Some((false, refusal.into())), Lang::Fr), Err("Illisible. a.csv".into()));
        let refusal = r#"{"error":"not_allowed","message":{"fr":"Non.","en":"No."}}"#;
        assert_eq!(told(Some((false, refusal.into())), Lang::En), Err("No.".into()));
        for nothing in [None, Some((false, "<html>".to_owned())), Some((true, String::new()))] {
            assert_eq!(told(nothing, Lang::En), Err(ApiError::NoNetwork.words().en.into()));
        }
    }
}
