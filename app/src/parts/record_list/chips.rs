//! The filters that are on, each a chip that takes it off; and the way to take off all.

use domain::client::SOURCES;
use domain::search::{AssigneeFilter, Query};
use domain::{Choice, Lang};
use leptos::prelude::*;

use super::ListState;
use super::address::{CONTACTS, STATES};
use crate::parts::act::{When, press, whether};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::texts::{language, list, say, t};

/// Takes every filter off; text and order stay.
pub(crate) fn clear(query: RwSignal<Query>) {
    query.update(|query| *query = Query { text: query.text.clone(), order: query.order, ..Query::default() });
}

/// Each filter that no chip above the list stands for, in words, with the query without it.
fn active(query: &Query, lang: Lang, name: impl Fn(uuid::Uuid) -> Option<String>) -> Vec<(String, Query)> {
    let mut found = Vec::new();
    let mut add = |words: String, change: &dyn Fn(&mut Query)| {
        let mut without = query.clone();
        change(&mut without);
        found.push((words, without));
    };
    for key in &query.sources {
        add(label(SOURCES, key, lang), &|query| query.sources.retain(|other| other != key));
    }
    if let Some(AssigneeFilter::Person(person)) = query.assignee {
        add(name(person).unwrap_or_else(|| person.to_string()), &|query| query.assignee = None);
    }
    for ((state, _), words) in STATES.iter().zip(list::STATES) {
        if query.state == Some(*state) {
            add(words.get(lang).to_owned(), &|query| query.state = None);
        }
    }
    if !query.city.is_empty() {
        add(query.city.clone(), &|query| query.city.clear());
    }
    if !query.country.is_empty() {
        add(query.country.clone(), &|query| query.country.clear());
    }
    for tag in &query.tags {
        add(["#", tag].concat(), &|query| query.tags.retain(|other| other != tag));
    }
    for ((contact, _), words) in CONTACTS.iter().zip(list::CONTACTS) {
        if query.contact == Some(*contact) {
            add([list::CONTACT.get(lang), ": ", words.get(lang)].concat().replace(": ", colon(lang)), &|query| {
                query.contact = None;
            });
        }
    }
    if query.recent {
        add(list::RECENT.get(lang).to_owned(), &|query| query.recent = false);
    }
    if query.incomplete {
        add(list::INCOMPLETE.get(lang).to_owned(), &|query| query.incomplete = false);
    }
    found
}

const fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "\u{a0}: ",
        Lang::En => ": ",
    }
}

fn label(choices: &[Choice], key: &str, lang: Lang) -> String {
    choices.iter().find(|choice| choice.key == key).map_or(key, |choice| choice.label.get(lang)).to_owned()
}

/// The chips.
#[component]
pub(crate) fn ActiveFilters(
    /// The list.
    state: ListState,
) -> impl IntoView {
    let query = state.query;
    let names = expect_context::<Names>();
    let language = language();
    let active = Memo::new(move |_| query.with(|query| active(query, language.get(), |id| names.of(id))));
    let any = whether(move || {
        query.with(|query| {
            Query { text: String::new(), order: query.order, ..query.clone() }
                != Query { order: query.order, ..Query::default() }
        })
    });
    view! {
        <When is=any>
            <div class="chips active" role="group" aria-label=t(list::MORE_FILTERS)>
                {move || active.get().into_iter().map(|(words, without)| {
                    let label = { let words = words.clone(); say(move |lang| list::without(lang, &words)) };
                    view! {
                        <button type="button" class="chip" aria-pressed="true" aria-label=label on:click=press(move || query.set(without.clone()))>
                            {words} <Icon name="close"/>
                        </button>
                    }
                }).collect::<Vec<_>>()}
                <button type="button" class="chip plain" on:click=press(move || clear(query))>{t(list::NO_FILTERS)}</button>
            </div>
        </When>
    }
}

#[cfg(test)]
mod tests {
    use domain::search::{ContactFilter, StateFilter};

    use super::*;

    #[test]
    fn each_chip_takes_off_its_own_filter_and_no_other() {
        let query = Query {
            sources: vec!["event".into(), "phone".into()],
            assignee: Some(AssigneeFilter::Person(uuid::Uuid::nil())),
            state: Some(StateFilter::Archived),
            city: "Lyon".into(),
            country: "France".into(),
            tags: vec!["BTP".into()],
            contact: Some(ContactFilter::Due),
            recent: true,
            incomplete: true,
            ..Query::default()
        };
        let mut left = query.clone();
        let mut count = 0;
        while let Some((_, without)) = active(&left, Lang::Fr, |_| None).into_iter().next() {
            assert_ne!(without, left);
            left = without;
            count += 1;
        }
        assert_eq!((left, count), (Query::default(), 10));
    }
}
