//! Search over the whole book: what is typed becomes needles, what a record is found by becomes one folded key.

use crate::fold::fold;
use crate::kind::Shape;
use crate::list::ListRow;
pub use crate::query::{Asker, AssigneeFilter, Column, ContactFilter, Order, Query, StateFilter};
use crate::record::Record;
use crate::shapes::phone;

/// What a record is found by, folded: the fields its kind names, in their order; phone numbers as national figures.
pub fn search_key(record: &Record) -> String {
    let mut written = String::new();
    let mut figures = String::new();
    for &field in record.kind.found_by {
        let text = record.text(field);
        if matches!(record.kind.fields[field].shape, Shape::Phone) {
            if !text.is_empty() {
                figures.push(' ');
                figures.push_str(&phone::search_figures(text));
            }
        } else {
            written.push_str(text);
            written.push(' ');
        }
    }
    fold(&written) + &figures
}

/// What a record is sorted by: the fields its kind names, folded, U+0001 between them. Particles stay where they are
/// written; numbers sort by their size.
pub fn sort_key(record: &Record) -> String {
    let folded = |&field: &usize| match record.number(field) {
        Some(number) => format!("{number:020}"),
        None => fold(record.text(field)),
    };
    record.kind.sorted_by.iter().map(folded).collect::<Vec<_>>().join("\u{1}")
}

/// What must all occur in a search key: the folded words of the text, phone fragments as national figures
/// ("06 12" and "+33612" both give "0612").
pub fn needles(text: &str) -> Vec<String> {
    let mut needles = Vec::new();
    let mut number = String::new();
    for word in text.split_whitespace() {
        let figures = word.chars().all(|letter| letter.is_ascii_digit() || "+.-/()".contains(letter));
        if figures && (!number.is_empty() || word.trim_start_matches('(').starts_with(['0', '+'])) {
            number.push_str(word);
        } else {
            push_number(&mut needles, &mut number);
            needles.extend(fold(word).split(' ').filter(|part| !part.is_empty()).map(str::to_owned));
        }
    }
    push_number(&mut needles, &mut number);
    needles
}

/// Figures typed in groups are one number: they are looked for together.
fn push_number(needles: &mut Vec<String>, number: &mut String) {
    let figures = phone::fragment(number);
    number.clear();
    if !figures.is_empty() {
        needles.push(figures);
    }
}

/// Whether a client is in the answer. Deleted ones never are.
pub fn matches(query: &Query, record: &Record) -> bool {
    if record.is_deleted() || !query.filter().passes(&ListRow::of(record)) {
        return false;
    }
    let needles = needles(&query.text);
    if needles.is_empty() {
        return true;
    }
    let key = search_key(record);
    needles.iter().all(|needle| key.contains(needle.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{self, CLIENT};
    use crate::value::Value;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn francois() -> Record {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(1));
        for (field, text) in [
            (client::FIRST_NAME, "Jean-François"),
            (client::LAST_NAME, "du Imbert"),
            (client::EMAIL, "jf.imbert@coeur.example"),
            (client::COMPANY, "L’Œuvre & Cie"),
            (client::CITY, "Saint-Étienne"),
            (client::STATUS, "vip"),
            (client::PHONE, "+33477123456"),
            (client::MOBILE, "+32475123456"),
        ] {
            record.set(field, Some(Value::from(text)));
        }
        record
    }

    fn found(text: &str) -> bool {
        matches(&Query { text: text.to_owned(), ..Query::default() }, &francois())
    }

    #[test]
    fn a_client_is_found_however_people_write() {
        for text in [
            "",
            "francois",
            "FRANÇOIS",
            "jean françois",
            "imbert jean",
            "du imbert",
            "l'oeuvre",
            "œuvre",
            "saint etienne",
            "jf.imbert@coeur",
            "coeur.example",
            "04 77",
            "+33477",
            "0033 (0)4 77 12",
            "04.77.12.34.56",
            "+32 475",
            "0475 12",
            "imbert 04 77",
            "77 12",
        ] {
            assert!(found(text), "{text}");
        }
        for text in ["dupont", "06 12", "francois dupont", "+41", "04 78"] {
            assert!(!found(text), "{text}");
        }
    }

    #[test]
    fn phone_fragments_become_one_needle() {
        assert_eq!(needles("Dupont 06 12 34"), ["dupont", "061234"]);
        assert_eq!(needles("+33 6 12"), ["0612"]);
        assert_eq!(needles("studio 54 2000"), ["studio", "54", "2000"]);
        assert_eq!(needles("  ’ - "), Vec::<String>::new());
    }

    #[test]
    fn deleted_and_archived_clients_are_never_found() {
        for field in [client::DELETED_AT, client::ARCHIVED_AT] {
            let mut record = francois();
            record.set(field, Some(Value::Number(1)));
            assert!(!matches(&Query::default(), &record));
        }
    }

    #[test]
    fn status_and_assignee_narrow_the_answer() {
        let person = Uuid::from_u128(7);
        let mut record = francois();
        let query = |statuses: &[&str], assignee| Query {
            statuses: statuses.iter().map(|&status| status.to_owned()).collect(),
            assignee,
            ..Query::default()
        };
        assert!(matches(&query(&["vip", "client"], Some(AssigneeFilter::Nobody)), &record));
        assert!(!matches(&query(&["client"], None), &record));
        assert!(!matches(&query(&[], Some(AssigneeFilter::Person(person))), &record));
        record.set(client::ASSIGNEE, Some(Value::Text(person.to_string())));
        assert!(matches(&query(&[], Some(AssigneeFilter::Person(person))), &record));
        assert!(!matches(&query(&[], Some(AssigneeFilter::Nobody)), &record));
    }

    #[test]
    fn particles_sort_where_they_are_written() {
        assert_eq!(sort_key(&francois()), "du imbert\u{1}jean francois");
    }

    proptest! {
        #[test]
        fn matching_is_finding_every_needle_in_the_search_key(text in "[a-zéÉœ' 0-9+().-]{0,12}") {
            let key = search_key(&francois());
            prop_assert_eq!(found(&text), needles(&text).iter().all(|needle| key.contains(needle.as_str())));
        }

        #[test]
        fn a_record_is_found_by_each_of_its_own_words(first in "[\\p{Latin}' -]{1,12}", last in "[\\p{Latin}' -]{1,12}") {
            let mut record = francois();
            record.set(client::FIRST_NAME, Some(Value::Text(first.clone())));
            record.set(client::LAST_NAME, Some(Value::Text(last.clone())));
            let query = Query { text: format!("{last} {first}"), ..Query::default() };
            prop_assert!(matches(&query, &record));
        }

        #[test]
        fn needles_are_folded_and_never_empty(text in ".*") {
            for needle in needles(&text) {
                prop_assert!(!needle.is_empty());
                prop_assert_eq!(fold(&needle), needle);
            }
        }
    }
}
