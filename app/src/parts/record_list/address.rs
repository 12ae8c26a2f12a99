//! The query of a list in the address bar, so that it can be shared, kept and gone back to.

use std::fmt::Write;

use domain::search::{AssigneeFilter, Column, ContactFilter, Order, Query, StateFilter};
use uuid::Uuid;

/// The address of a list that asks `query`: `/clients?q=dupont&status=vip`.
pub(crate) fn write(path: &str, query: &Query) -> String {
    let question = question(query);
    if question.is_empty() { path.to_owned() } else { [path, "?", &question].concat() }
}

/// The address of everybody who carries a tag.
pub(crate) fn segment(path: &str, tag: &str) -> String {
    write(path, &Query { tags: vec![tag.to_owned()], ..Query::default() })
}

/// What follows the `?` of an address that asks `query`; a saved view keeps it. Always the same for the same query.
pub(crate) fn question(query: &Query) -> String {
    let mut parts = Vec::new();
    let mut add = |key: &str, value: &str| {
        if !value.is_empty() {
            parts.push([key, "=", &escape(value)].concat());
        }
    };
    add("q", &query.text);
    add("status", &query.statuses.join(","));
    add("source", &query.sources.join(","));
    match query.assignee {
        None => {}
        Some(AssigneeFilter::Me) => add("who", "me"),
        Some(AssigneeFilter::Nobody) => add("who", "nobody"),
        Some(AssigneeFilter::Person(id)) => add("who", &id.to_string()),
    }
    add("state", key_of(&STATES, query.state));
    add("city", &query.city);
    add("country", &query.country);
    for tag in &query.tags {
        add("tag", tag);
    }
    add("next", key_of(&CONTACTS, query.contact));
    if query.recent {
        add("made", "week");
    }
    if query.incomplete {
        add("incomplete", "yes");
    }
    if query.order != Order::default() {
        let sign = if query.order.descending { "-" } else { "" };
        add("sort", &[sign, column_key(query.order.by)].concat());
    }
    parts.join("&")
}

/// The query an address asks. What it does not know it ignores.
pub(crate) fn read(search: &str) -> Query {
    let mut query = Query::default();
    let listed = |value: &str| value.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect();
    for (key, value) in search.trim_start_matches('?').split('&').filter_map(|part| part.split_once('=')) {
        let value = unescape(value);
        match key {
            "q" => query.text = value,
            "status" => query.statuses = listed(&value),
            "source" => query.sources = listed(&value),
            "who" => {
                query.assignee = match value.as_str() {
                    "me" => Some(AssigneeFilter::Me),
                    "nobody" => Some(AssigneeFilter::Nobody),
                    person => Uuid::parse_str(person).ok().map(AssigneeFilter::Person),
                }
            }
            "state" => query.state = of_key(&STATES, &value),
            "city" => query.city = value,
            "country" => query.country = value,
            "tag" => query.tags.push(value),
            "next" => query.contact = of_key(&CONTACTS, &value),
            "made" => query.recent = value == "week",
            "incomplete" => query.incomplete = value == "yes",
            "sort" => {
                let (descending, key) = match value.strip_prefix('-') {
                    Some(key) => (true, key),
                    None => (false, value.as_str()),
                };
                if let Some(by) = Column::ALL.into_iter().find(|column| column_key(*column) == key) {
                    query.order = Order { by, descending };
                }
            }
            _ => {}
        }
    }
    query
}

/// States and how the address calls them.
pub(crate) const STATES: [(StateFilter, &str); 3] =
    [(StateFilter::Active, "active"), (StateFilter::Inactive, "inactive"), (StateFilter::Archived, "archived")];

/// Times of the next contact and how the address calls them.
pub(crate) const CONTACTS: [(ContactFilter, &str); 6] = [
    (ContactFilter::Late, "late"),
    (ContactFilter::Due, "due"),
    (ContactFilter::Today, "today"),
    (ContactFilter::Soon, "soon"),
    (ContactFilter::Week, "week"),
    (ContactFilter::None, "none"),
];

/// What the address calls a choice; nothing for none.
pub(crate) fn key_of<T: Copy + PartialEq>(choices: &[(T, &'static str)], choice: Option<T>) -> &'static str {
    choices.iter().find(|(known, _)| choice == Some(*known)).map_or("", |(_, key)| key)
}

/// The choice that the address calls so.
pub(crate) fn of_key<T: Copy>(choices: &[(T, &'static str)], key: &str) -> Option<T> {
    choices.iter().find(|(_, known)| *known == key).map(|(choice, _)| *choice)
}

/// What the address and this device call a column.
pub(crate) const fn column_key(column: Column) -> &'static str {
    match column {
        Column::Name => "name",
        Column::Company => "company",
        Column::Phone => "phone",
        Column::Email => "email",
        Column::City => "city",
        Column::Country => "country",
        Column::Status => "status",
        Column::Assignee => "assignee",
        Column::Source => "source",
        Column::Tags => "tags",
        Column::NextContact => "next_contact",
    }
}

/// A text as an address carries it.
pub(crate) fn escape(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.,".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String never fails.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let figures = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        if let (b'%', Some(decoded)) = (byte, figures.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            bytes.push(decoded);
            rest = &after[2..];
        } else {
            bytes.push(if byte == b'+' { b' ' } else { byte });
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_back_the_query_it_was_written_from() {
        let query = Query {
            text: "Zoë & 100 % <script>+é".into(),
            statuses: vec!["vip".into(), "client".into()],
            sources: vec!["event".into()],
            assignee: Some(AssigneeFilter::Person(Uuid::from_u128(7))),
            state: Some(StateFilter::Archived),
            city: "Saint-É".into(),
            country: "Côte d’Ivoire".into(),
            tags: vec!["a,b".into(), "é & c".into()],
            contact: Some(ContactFilter::Soon),
            recent: true,
            incomplete: true,
            order: Order { by: Column::NextContact, descending: true },
            ..Query::default()
        };
        let address = write("/clients", &query);
        assert!(!address.contains('<') && !address.contains(' '), "{address}");
        assert_eq!(read(address.trim_start_matches("/clients")), query);
    }

    #[test]
    fn whoever_opens_a_shared_address_is_me() {
        let query = Query { assignee: Some(AssigneeFilter::Me), ..Query::default() };
        assert_eq!(write("/clients", &query), "/clients?who=me");
        assert_eq!(read("?who=me"), query);
    }

    #[test]
    fn the_plain_list_has_a_plain_address() {
        assert_eq!(write("/clients", &Query::default()), "/clients");
        assert_eq!(read(""), Query::default());
    }

    #[test]
    fn a_broken_address_is_an_empty_query_not_a_panic() {
        assert_eq!(read("?q=%zz%e&who=them&sort=nothing&status=").text, "%zz%e");
        assert_eq!(read("?q").text, "");
        assert_eq!(read("?q=%é").text, "%é");
    }
}
