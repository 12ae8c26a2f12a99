//! What happened, the newest first: contacts, follow-ups that were done, and changes to the record. This device's own
//! acts are told at once; the server's history joins them when there is a network.

use domain::client::CLIENT;
use domain::follow_up::{self, DEEDS, DONE_AT, FOLLOW_UP};
use domain::interaction::{self, CHANNELS, INTERACTION, OUTCOMES};
use domain::shapes::{choice, date};
use domain::sorting;
use domain::{Lang, Record, Words, time};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::Shown;
use crate::api::{self, ApiError, HistoryEntry};
use crate::parts::act::{When, effect, press, whether};
use crate::parts::diff::namer;
use crate::parts::history::{Told, entry};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::records::Records;
use crate::texts::{deeds, language, record, t};

/// Which part of it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    Contacts,
    Changes,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Happened {
    /// Somebody was in touch, or did what was planned.
    Contact(Met),
    /// Somebody changed the record.
    Change(Told),
}

/// A contact, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Met {
    who: String,
    what: String,
    when: String,
    notes: Vec<String>,
}

/// What the server said of the history, for one client.
type Known = RwSignal<Option<(Uuid, Result<Vec<HistoryEntry>, ApiError>)>>;

/// The timeline of a client. `note` opens the sheet that notes a contact.
#[component]
pub(super) fn Timeline(
    /// The client.
    shown: Shown,
    /// Opens the sheet that notes a contact.
    note: RwSignal<bool>,
) -> impl IntoView {
    let part = RwSignal::new(Part::All);
    let known: Known = RwSignal::new(None);
    ask_server(shown, known);
    let happened = happened(shown, known);
    let language = language();
    let lines = move || {
        let lang = language.get();
        let wanted = |what: &Happened| match part.get() {
            Part::All => true,
            Part::Contacts => matches!(what, Happened::Contact(_)),
            Part::Changes => matches!(what, Happened::Change(_)),
        };
        let lines = happened.get().into_iter().map(|(_, what)| what).filter(wanted).map(|what| match what {
            Happened::Contact(met) => contact(met),
            Happened::Change(told) => entry(told, lang),
        });
        lines.collect::<Vec<_>>()
    };
    let chip = move |label: Words, one: Part| {
        let is_on = move || (part.get() == one).to_string();
        view! { <button type="button" class="chip" aria-pressed=is_on on:click=press(move || part.set(one))>{t(label)}</button> }.into_any()
    };
    view! {
        <section class="history" aria-labelledby="history-title">
            <h2 id="history-title">{t(record::HISTORY)}</h2>
            <div class="chips wrapped" role="group" aria-label=t(deeds::SHOWN)>
                {chip(deeds::ALL, Part::All)}
                {chip(deeds::CONTACTS, Part::Contacts)}
                {chip(deeds::CHANGES, Part::Changes)}
            </div>
            <ol>{lines}</ol>
            <When is=whether(move || happened.with(Vec::is_empty) && known.with(Option::is_some))>
                <p class="quiet">{t(deeds::NOTHING)}</p>
                <button type="button" class="button" on:click=press(move || note.set(true))><Icon name="message"/> {t(deeds::NOTE)}</button>
            </When>
            <p class="fine" role="status">{move || said(known).map(|words| t(words)())}</p>
        </section>
    }
}

/// What there is to say about the server's part of it.
fn said(known: Known) -> Option<Words> {
    known.with(|known| match known {
        None => Some(deeds::READING),
        Some((_, Ok(_))) => None,
        Some((_, Err(ApiError::NoNetwork))) => Some(record::HISTORY_OFFLINE),
        Some((_, Err(error))) => Some(error.words()),
    })
}

/// Asks the server whenever it has a newer version of the client.
fn ask_server(shown: Shown, known: Known) {
    let version = Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|shown| (shown.record.id, shown.seq))));
    effect(move || {
        let Some((id, seq)) = version.get() else { return };
        if known.with_untracked(|known| known.as_ref().is_some_and(|(before, _)| *before != id)) {
            known.set(None);
        }
        spawn_local(async move {
            // The server has not seen a record without a number yet.
            let told = if seq > 0 { api::history(id).await } else { Ok(Vec::new()) };
            let is_newest = version.try_get_untracked() == Some(Some((id, seq)));
            // What is known already is better than the news that there is no network.
            let has_answer = || known.try_get_untracked().flatten().is_some_and(|(_, told)| told.is_ok());
            if is_newest && (told.is_ok() || !has_answer()) {
                known.try_set(Some((id, told)));
            }
        });
    });
}

/// Everything that happened, with the moment it is sorted by, the newest first.
fn happened(shown: Shown, known: Known) -> Memo<Vec<(String, Happened)>> {
    let (records, names, language) = (expect_context::<Records>(), expect_context::<Names>(), language());
    Memo::new(move |_| {
        let lang = language.get();
        let Some(shown) = shown.get() else { return Vec::new() };
        let id = shown.record.id;
        let name = namer(names);
        let waiting = shown.pending.iter().map(|mutation| Told::waiting(mutation, id, &CLIENT, lang, &name));
        let mut changes: Vec<Told> = waiting.collect();
        known.with(|known| {
            let entries = known.as_ref().and_then(|(_, told)| told.as_ref().ok()).into_iter().flatten();
            let entries = entries.map(|entry| Told::of(entry, &CLIENT, lang, &name));
            // An act that has just arrived may still stand among those that wait.
            let new = entries.filter(|told| changes.iter().all(|other| other.key != told.key)).collect::<Vec<_>>();
            changes.extend(new);
        });
        let children = |kind, field| -> Vec<Record> {
            let known = records.children(kind, field, id).unwrap_or_default();
            known.iter().map(|shown| shown.record.clone()).collect()
        };
        let interactions = children(&INTERACTION, interaction::CLIENT);
        let done = children(&FOLLOW_UP, follow_up::CLIENT);
        let done = done.iter().filter(|one| one.get(DONE_AT).is_some() && !domain::agenda::is_told(one, &interactions));
        let contacts =
            interactions.iter().map(|one| met(one, names, lang)).chain(done.map(|one| followed_up(one, names, lang)));
        let mut all: Vec<_> = contacts.map(|(at, met)| (at, Happened::Contact(met))).collect();
        all.extend(changes.into_iter().map(|told| (moment(told.at), Happened::Change(told))));
        sorting::sort_by(&mut all, |one, other| other.0.cmp(&one.0));
        all
    })
}

/// An instant as it is sorted among days and times of Paris.
fn moment(at: domain::Millis) -> String {
    [&time::day(at), " ", &time::clock(at)].concat()
}

fn who(record: &Record, names: Names, lang: Lang) -> String {
    record
        .link(record.kind.assignee)
        .and_then(|id| names.of(id))
        .unwrap_or_else(|| record::SOMEBODY.get(lang).to_owned())
}

/// The choices that were made, in words: "Appel · Joint".
fn joined(parts: [(&str, &'static [domain::Choice]); 2], lang: Lang) -> String {
    let chosen = parts.into_iter().filter(|(key, _)| !key.is_empty());
    chosen.map(|(key, choices)| choice::show(key, choices, lang)).collect::<Vec<_>>().join(" · ")
}

fn met(record: &Record, names: Names, lang: Lang) -> (String, Met) {
    let text = |field| record.text(field);
    let (day, clock) = (text(interaction::DATE), text(interaction::TIME));
    let duration = record.number(interaction::DURATION).map(deeds::minutes);
    let when = [date::show(day), clock.to_owned(), duration.unwrap_or_default()];
    let when = when.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let what = joined([(text(interaction::CHANNEL), CHANNELS), (text(interaction::OUTCOME), OUTCOMES)], lang);
    let notes = [interaction::SUBJECT, interaction::NOTES].map(text).into_iter().filter(|text| !text.is_empty());
    let notes = notes.map(str::to_owned).collect();
    ([day, " ", clock].concat(), Met { who: who(record, names, lang), what, when, notes })
}

fn followed_up(record: &Record, names: Names, lang: Lang) -> (String, Met) {
    let at = record.number(DONE_AT).unwrap_or_default();
    let choices = [(record.text(follow_up::DEED), DEEDS), (record.text(follow_up::OUTCOME), OUTCOMES)];
    let what = [deeds::FOLLOWED_UP.get(lang), "\u{a0}: ", &joined(choices, lang)].concat();
    let notes = Some(record.text(follow_up::NOTE)).filter(|note| !note.is_empty()).map(str::to_owned);
    let met =
        Met { who: who(record, names, lang), what, when: time::show(at, lang), notes: notes.into_iter().collect() };
    (moment(at), met)
}

fn contact(met: Met) -> AnyView {
    let notes = met.notes.into_iter().map(|note| view! { <p class="entry-note">{note}</p> }.into_any());
    view! {
        <li class="entry" data-contact>
            <p class="entry-head"><strong>{met.who}</strong> <span>{met.what}</span></p>
            <p class="entry-meta">{met.when}</p>
            {notes.collect::<Vec<_>>()}
        </li>
    }
    .into_any()
}
