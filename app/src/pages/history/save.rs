//! The history as a CSV file: what the filters find, one row for each changed field.

use domain::{Lang, Words, time};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::line::{said, told};
use crate::api::{self, Line, TimelineAsked};
use crate::pages::dashboard::save_table;
use crate::parts::act::press;
use crate::parts::diff::{NameOf, namer};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::parts::toast::Toasts;
use crate::texts::{history as words, language, t};

/// The most lines of one file: a spreadsheet becomes slow beyond.
const LINES: usize = 20_000;

const HEADINGS: [Words; 9] = [
    words::MADE,
    words::RECEIVED,
    words::WHO,
    words::DEVICE,
    words::WHAT,
    words::RECORD,
    words::FIELD,
    words::WAS,
    words::IS,
];

/// The rows of one line.
fn rows(line: &Line, lang: Lang, name: NameOf<'_>) -> Vec<Vec<String>> {
    match line {
        Line::Written { entry, kind, name: record, .. } => {
            let Some(told) = told(entry, kind, lang, name) else { return Vec::new() };
            let head = [
                time::show(entry.at, lang),
                time::show(entry.received_at, lang),
                told.who,
                entry.device_label.clone(),
                told.did.get(lang).to_owned(),
                record.clone(),
            ];
            let with = |rest: [String; 3]| head.iter().cloned().chain(rest).collect::<Vec<_>>();
            if told.lines.is_empty() {
                return vec![with(Default::default())];
            }
            let row = |line: crate::parts::diff::Line| {
                with([line.label.get(lang).to_owned(), line.from.unwrap_or_default(), line.to.unwrap_or_default()])
            };
            told.lines.into_iter().map(row).collect()
        }
        Line::Noted { at, user_agent, .. } => {
            let Some(said) = said(line, lang, name) else { return Vec::new() };
            let when = time::show(*at, lang);
            let head = [when.clone(), when, said.who, words::browser(lang, user_agent), said.did];
            vec![head.into_iter().chain(std::iter::repeat_n(String::new(), 4)).collect()]
        }
    }
}

/// The button.
#[component]
pub(super) fn SaveButton(
    /// What is asked.
    asked: Memo<TimelineAsked>,
) -> impl IntoView {
    let (names, toasts) = (expect_context::<Names>(), expect_context::<Toasts>());
    let language = language();
    let save = move || {
        let (asked, lang) = (asked.get_untracked(), language.get_untracked());
        spawn_local(async move {
            let (mut table, mut after) = (Vec::new(), None);
            loop {
                let page = match api::timeline(asked.clone(), after).await {
                    Ok(page) => page,
                    Err(error) => return toasts.say(error.words().get(lang)),
                };
                untrack(|| table.extend(page.lines.iter().flat_map(|line| rows(line, lang, &namer(names)))));
                after = page.next;
                if after.is_none() || table.len() >= LINES {
                    break;
                }
            }
            save_table("historique", &HEADINGS.map(|heading| heading.get(lang)), table);
            if after.is_some() {
                toasts.say(words::SAVED_NEWEST.get(lang));
            }
        });
    };
    view! {
        <button type="button" class="button" on:click=press(save)><Icon name="download"/> {t(words::SAVE_CSV)}</button>
    }
}
