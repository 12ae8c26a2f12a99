//! The question of a report in the address bar, so that it can be shared, kept and gone back to.

use domain::reports::{Grouping, Question, Subject};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::parts::act::effect;
use crate::parts::record_list::address::escape;

/// What the address asks.
pub(super) fn read(get: impl Fn(&str) -> Option<String>) -> Question {
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

/// Keeps the address up to what is asked.
pub(super) fn keep_address(question: RwSignal<Question>) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reports::NOBODY;

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
