//! What is looked for in the history, in the address bar: `/history?who=…&what=edit&field=status`.

use sync::Act;
use uuid::Uuid;

use crate::api::{Sort, TimelineAsked};

/// The acts one can look for, as history words them.
pub(super) const ACTS: [Act; 15] = [
    Act::Create,
    Act::Edit,
    Act::Delete,
    Act::Restore,
    Act::Undo,
    Act::Import,
    Act::Bulk,
    Act::Convert,
    Act::Merge,
    Act::Archive,
    Act::Handover,
    Act::Capture,
    Act::Done,
    Act::Plan,
    Act::Move,
];

/// What an address asks. What it does not know it ignores.
pub(super) fn read(search: &str) -> TimelineAsked {
    let mut asked = TimelineAsked::default();
    for (key, value) in search.trim_start_matches('?').split('&').filter_map(|part| part.split_once('=')) {
        match key {
            "who" => asked.person = Uuid::try_parse(value).ok(),
            "what" => asked.sort = sort_of(value),
            // Names of fields only: it becomes a part of a pattern.
            "field" if is_name(value) => asked.field = Some(value.to_owned()),
            "record" => asked.record = Uuid::try_parse(value).ok(),
            "from" if is_day(value) => value.clone_into(&mut asked.from),
            "until" if is_day(value) => value.clone_into(&mut asked.until),
            _ => {}
        }
    }
    asked
}

/// The address that asks this.
pub(super) fn write(asked: &TimelineAsked) -> String {
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let parts = [
        ("who", id(asked.person)),
        ("what", key_of(asked.sort)),
        ("field", asked.field.clone().unwrap_or_default()),
        ("record", id(asked.record)),
        ("from", asked.from.clone()),
        ("until", asked.until.clone()),
    ];
    let asks: Vec<String> = parts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| [key, "=", &value].concat())
        .collect();
    if asks.is_empty() { "/history".to_owned() } else { ["/history?", &asks.join("&")].concat() }
}

/// What an address and a chooser call a sort: an act by the word it has on the wire.
pub(super) fn key_of(sort: Sort) -> String {
    match sort {
        Sort::All => String::new(),
        Sort::Act(act) => serde_json::to_string(&act).unwrap_or_default().trim_matches('"').to_owned(),
        Sort::Export => "export".to_owned(),
        Sort::Doors => "doors".to_owned(),
        Sort::People => "people".to_owned(),
    }
}

/// The sort that a key names.
pub(super) fn sort_of(key: &str) -> Sort {
    let others = [Sort::Export, Sort::Doors, Sort::People].into_iter();
    let mut sorts = ACTS.into_iter().map(Sort::Act).chain(others);
    sorts.find(|sort| key_of(*sort) == key).unwrap_or_default()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

fn is_day(text: &str) -> bool {
    domain::shapes::date::read(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_comes_back_from_its_address() {
        let mut sorts: Vec<Sort> = ACTS.into_iter().map(Sort::Act).collect();
        sorts.extend([Sort::All, Sort::Export, Sort::Doors, Sort::People]);
        for sort in sorts {
            let asked = TimelineAsked {
                person: Some(Uuid::from_u128(7)),
                sort,
                field: Some("next_contact".into()),
                record: Some(Uuid::from_u128(8)),
                from: "2026-11-01".into(),
                until: "2026-11-30".into(),
            };
            assert_eq!(read(write(&asked).trim_start_matches("/history")), asked);
        }
        assert_eq!(write(&TimelineAsked::default()), "/history");
    }

    #[test]
    fn an_address_made_by_hand_asks_for_nothing_strange() {
        assert_eq!(read("?who=x&what=%27&field=a%22&from=hier&record="), TimelineAsked::default());
    }
}
