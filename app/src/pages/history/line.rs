//! One line of the history, in words, with the way back; and what this device did, for when there is no network.

use domain::client::CLIENT;
use domain::{Kind, Lang, Shape, time};
use leptos::prelude::*;
use sync::Mutation;
use uuid::Uuid;

use super::restore::{Restore, can_restore};
use crate::api::{HistoryEntry, Line};
use crate::pages::clients::PATH;
use crate::parts::diff::{Diff, NameOf, lines_of, namer};
use crate::parts::history::{Told, changes};
use crate::parts::names::Names;
use crate::records::Records;
use crate::texts::{history as words, language, people, record, t};

/// What a line says, whatever it is about.
pub(super) struct Said {
    pub(super) who: String,
    pub(super) did: String,
    pub(super) meta: String,
    pub(super) bad: bool,
}

/// An entry about a record, in words; nothing for a kind this build does not know.
pub(super) fn told(entry: &HistoryEntry, kind: &str, lang: Lang, name: NameOf<'_>) -> Option<Told> {
    domain::kind(kind).map(|kind| Told::of(entry, kind, lang, name))
}

/// A deed that is no act on a record, in words.
pub(super) fn said(line: &Line, lang: Lang, name: NameOf<'_>) -> Option<Said> {
    let Line::Noted { at, person, deed, about, detail, user_agent, .. } = line else { return None };
    let called = |id: Option<Uuid>| id.and_then(|id| name(Shape::Person, id));
    let mut did = words::did(deed).get(lang).to_owned();
    for more in
        [called(about.filter(|about| Some(*about) != *person)), Some(readable(detail, lang))].into_iter().flatten()
    {
        if !more.is_empty() {
            did = [&did, " · ", &more].concat();
        }
    }
    let browser = words::browser(lang, user_agent);
    let when = time::show(*at, lang);
    Some(Said {
        who: called(*person).unwrap_or_else(|| words::STRANGER.get(lang).to_owned()),
        did,
        meta: if browser.is_empty() { when } else { [&when, " · ", &browser].concat() },
        bad: deed == "sign_in_failed",
    })
}

/// A detail with roles by the names people know.
fn readable(detail: &str, lang: Lang) -> String {
    let word = |word: &str| {
        domain::Role::of_key(word).map_or_else(|| word.to_owned(), |role| role.label().get(lang).to_owned())
    };
    detail.split(" · ").map(word).collect::<Vec<_>>().join(" · ")
}

/// One line.
#[component]
pub(super) fn LineView(
    /// The line.
    line: Line,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let language = language();
    move || {
        let lang = language.get();
        match &line {
            Line::Written { entry, kind, record, name } => {
                let told = told(entry, kind, lang, &namer(names))?;
                let kind = domain::kind(kind)?;
                Some(view! { <Deed told kind record=*record name=name.clone() entry=entry.clone()/> }.into_any())
            }
            Line::Noted { .. } => said(&line, lang, &namer(names)).map(|said| {
                view! {
                    <li class="entry" data-tone=said.bad.then_some("bad")>
                        <p class="entry-head"><strong>{said.who}</strong> <span>{said.did}</span></p>
                        <p class="entry-meta">{said.meta}</p>
                    </li>
                }
                .into_any()
            }),
        }
    }
}

/// What a record is called: a link to a client, else with the name of its kind.
fn titled(kind: &'static Kind, record: Uuid, name: String, lang: Lang) -> AnyView {
    if kind.name == CLIENT.name {
        let name = if name.is_empty() { words::A_RECORD.get(lang).to_owned() } else { name };
        view! { <a href=format!("{PATH}/{record}")>{name}</a> }.into_any()
    } else if name.is_empty() {
        view! { <span>{t(kind.title)}</span> }.into_any()
    } else {
        view! { <span>{name} <span class="fine">" · " {t(kind.title)}</span></span> }.into_any()
    }
}

/// An act on a record.
#[component]
fn Deed(
    /// What happened.
    told: Told,
    /// What the record is.
    kind: &'static Kind,
    /// The record.
    record: Uuid,
    /// What it is called now.
    name: String,
    /// The entry.
    entry: HistoryEntry,
) -> impl IntoView {
    let language = language();
    let lang = language.get_untracked();
    let title = titled(kind, record, name, lang);
    let changes = changes(told.lines, told.whole, lang);
    let back = can_restore(kind, &entry).then(|| view! { <Restore kind record entry/> }.into_any());
    view! {
        <li class="entry" data-clash=told.outcome.is_some().then_some("")>
            <p class="entry-head">
                <strong>{told.who}</strong>
                <span>{told.did.get(lang)} {told.outcome.map(|outcome| format!(" · {}", outcome.get(lang)))}</span>
                {title}
            </p>
            <p class="entry-meta">{told.meta}</p>
            {changes}
            {back}
        </li>
    }
}

/// What this device did, as far as it keeps it.
#[component]
pub(super) fn Journal() -> impl IntoView {
    let records = expect_context::<Records>();
    let names = expect_context::<Names>();
    let language = language();
    let acts = Memo::new(move |_| records.journal());
    let each = move |mutation: Mutation| {
        let lang = language.get();
        let change = mutation.changes.first()?;
        let kind = domain::kind(&change.kind)?;
        let title = titled(kind, change.record, records.name_of(kind, change.record).unwrap_or_default(), lang);
        let lines = if mutation.act == sync::Act::Create { Vec::new() } else { lines_of(change, lang, &namer(names)) };
        Some(
            view! {
                <li class="entry" data-local="">
                    <p class="entry-head">
                        <strong>{people::YOU.get(lang)}</strong>
                        <span>{record::you_did(mutation.act).get(lang)}</span>
                        {title}
                    </p>
                    <p class="entry-meta">{time::show(mutation.made_at, lang)}</p>
                    <Diff lines/>
                </li>
            }
            .into_any(),
        )
    };
    view! {
        <section class="history timeline" aria-label=t(words::TITLE)>
            <ol>{move || acts.get().into_iter().filter_map(each).collect::<Vec<_>>()}</ol>
            {move || acts.with(Vec::is_empty).then(|| view! { <p class="quiet">{t(words::JOURNAL_EMPTY)}</p> }.into_any())}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_sign_in_names_the_address_tried_and_no_person() {
        let line = Line::Noted {
            id: Uuid::nil(),
            at: 1_795_258_800_000,
            person: None,
            deed: "sign_in_failed".into(),
            about: None,
            detail: "intrus@exemple.fr".into(),
            user_agent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0 Safari/537.36".into(),
        };
        let said = said(&line, Lang::Fr, &|_, _| None).unwrap();
        assert_eq!(
            (said.who.as_str(), said.did.as_str()),
            ("Quelqu’un", "n’a pas pu se connecter · intrus@exemple.fr")
        );
        assert!(said.bad && said.meta.ends_with("Chrome sur Linux"), "{}", said.meta);
    }

    #[test]
    fn a_role_is_told_by_its_name_and_its_person() {
        assert_eq!(readable("a@b.fr · seller", Lang::Fr), "a@b.fr · Commercial");
        assert_eq!(readable("clients_2026-11-21.csv · 12", Lang::Fr), "clients_2026-11-21.csv · 12");
    }
}
