//! A line of the list of clients, and the compact form in which the device keeps the whole book's lines.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::client::{self, CLIENT};
use crate::fold::fold;
use crate::kind::Choice;
use crate::query::{Asker, Column, Query, Standing};
use crate::record::Record;
use crate::search;

/// What the list shows of a record. A text is empty where the record has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRow {
    /// The record.
    pub id: Uuid,
    /// "Prénom Nom"; the e-mail of a record without a name.
    pub name: String,
    /// Entreprise.
    pub company: String,
    /// Mobile, else téléphone, as E.164; shown by [`crate::shapes::phone::show`].
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Ville.
    pub city: String,
    /// Pays.
    pub country: String,
    /// Status, assignee, source, and whether it is archived or incomplete.
    pub standing: Standing,
    /// Tags, as stored.
    pub tags: String,
    /// `AAAA-MM-JJ`.
    pub next_contact: String,
    /// Whether two people's values met and nobody has settled it.
    pub conflict: bool,
}

impl ListRow {
    /// What the list shows of `record`.
    pub fn of(record: &Record) -> Self {
        let text = |field| record.text(field).to_owned();
        let mobile = text(client::MOBILE);
        Self {
            id: record.id,
            name: client::full_name(record),
            company: text(client::COMPANY),
            phone: if mobile.is_empty() { text(client::PHONE) } else { mobile },
            email: text(client::EMAIL),
            city: text(client::CITY),
            country: text(client::COUNTRY),
            standing: Standing {
                status: text(client::STATUS),
                assignee: Uuid::try_parse(record.text(client::ASSIGNEE)).ok(),
                source: text(client::SOURCE),
                archived: record.get(client::ARCHIVED_AT).is_some(),
                incomplete: record.get(client::CAPTURED_AT).is_some(),
            },
            tags: text(client::TAGS),
            next_contact: text(client::NEXT_CONTACT),
            conflict: record.get(client::CONFLICTS).is_some(),
        }
    }

    /// What a column other than the name sorts this row by; empty values come last in either direction. People sort as
    /// `asker` calls them.
    pub fn key(&self, column: Column, asker: &Asker) -> String {
        let place = |choices: &[Choice], key: &str| {
            let place = choices.iter().position(|choice| choice.key == key);
            place.map(|place| place.to_string()).unwrap_or_default()
        };
        match column {
            Column::Name => String::new(),
            Column::Company => fold(&self.company),
            Column::Phone => self.phone.clone(),
            Column::Email => fold(&self.email),
            Column::City => fold(&self.city),
            Column::Country => fold(&self.country),
            Column::Status => place(client::STATUSES, &self.standing.status),
            Column::Assignee => {
                self.standing.assignee.map(|person| format!("{:06}", asker.place(person))).unwrap_or_default()
            }
            Column::Source => place(client::SOURCES, &self.standing.source),
            Column::Tags => fold(&self.tags),
            Column::NextContact => self.next_contact.clone(),
        }
    }
}

/// A line with what it is sorted and found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// What is shown.
    pub row: ListRow,
    /// [`search::sort_key`].
    pub sort: String,
    /// [`search::search_key`].
    pub search: String,
}

/// How many parts [`ListEntry::encode`] writes, with tabs between.
pub const PARTS: usize = 15;

impl ListEntry {
    /// The entry of a client; nothing when it is deleted or another kind, for then no list of clients shows it.
    pub fn of(record: &Record) -> Option<Self> {
        let listed = record.kind.name == CLIENT.name && !record.is_deleted();
        listed.then(|| Self {
            row: ListRow::of(record),
            sort: search::sort_key(record),
            search: search::search_key(record),
        })
    }

    /// One line of text, without its line break: [`PARTS`] parts with tabs between. City and country stand together,
    /// and so do the parts of the standing: the book takes each as one text ([`decode_place`], [`decode_standing`]).
    pub fn encode(&self) -> String {
        let row = &self.row;
        let mut id = Uuid::encode_buffer();
        let mut assignee = Uuid::encode_buffer();
        let standing = &row.standing;
        let parts: [&str; PARTS] = [
            row.id.simple().encode_lower(&mut id),
            &self.sort,
            &self.search,
            &row.name,
            &row.company,
            &row.phone,
            &row.email,
            &row.city,
            &row.country,
            &standing.status,
            standing.assignee.map_or("", |person| person.simple().encode_lower(&mut assignee)),
            &standing.source,
            match (standing.archived, standing.incomplete) {
                (false, false) => "",
                (true, false) => "a",
                (false, true) => "i",
                (true, true) => "ai",
            },
            &row.tags,
            &row.next_contact,
        ];
        let mut line = String::with_capacity(parts.iter().map(|part| part.len() + 1).sum::<usize>() + 1);
        for part in parts {
            escape(part, &mut line);
            line.push('\t');
        }
        if row.conflict {
            line.push('1');
        }
        line
    }

    /// The entry that [`Self::encode`] wrote; nothing for any other line.
    pub fn decode(line: &str) -> Option<Self> {
        let mut parts = line.split('\t');
        let mut next = || parts.next();
        let id = Uuid::try_parse(next()?).ok()?;
        let (sort, search) = (unescape(next()?)?, unescape(next()?)?);
        let (name, company, phone) = (unescape(next()?)?, unescape(next()?)?, unescape(next()?)?);
        let (email, city, country) = (unescape(next()?)?, unescape(next()?)?, unescape(next()?)?);
        let standing = standing_of([next()?, next()?, next()?, next()?])?;
        let (tags, next_contact) = (unescape(next()?)?, unescape(next()?)?);
        let conflict = match next()? {
            "" => false,
            "1" => true,
            _ => return None,
        };
        let row = ListRow { id, name, company, phone, email, city, country, standing, tags, next_contact, conflict };
        parts.next().is_none().then_some(Self { row, sort, search })
    }

    /// Which of two entries comes first in the order of `query`, as whoever asks it calls people.
    pub fn compare(&self, other: &Self, query: &Query) -> Ordering {
        let by_name = || self.sort.cmp(&other.sort).then(self.row.id.cmp(&other.row.id));
        let order = query.order;
        if order.by == Column::Name {
            return if order.descending { by_name().reverse() } else { by_name() };
        }
        let key = |entry: &Self| entry.row.key(order.by, &query.asker);
        let (mine, theirs) = (key(self), key(other));
        let by_column = match (mine.is_empty(), theirs.is_empty()) {
            (false, false) if order.descending => theirs.cmp(&mine),
            (false, false) => mine.cmp(&theirs),
            (mine_empty, theirs_empty) => mine_empty.cmp(&theirs_empty),
        };
        by_column.then_with(by_name)
    }
}

/// The standing as [`ListEntry::encode`] wrote it; nothing for any other text.
pub fn decode_standing(text: &str) -> Option<Standing> {
    let mut parts = text.split('\t');
    let mut next = || parts.next();
    standing_of([next()?, next()?, next()?, next()?])
}

fn standing_of([status, assignee, source, flags]: [&str; 4]) -> Option<Standing> {
    let assignee = match assignee {
        "" => None,
        person => Some(Uuid::try_parse(person).ok()?),
    };
    let (archived, incomplete) = (flags.contains('a'), flags.contains('i'));
    Some(Standing { status: unescape(status)?, assignee, source: unescape(source)?, archived, incomplete })
}

/// City and country as [`ListEntry::encode`] wrote them; nothing for any other text.
pub fn decode_place(text: &str) -> Option<(String, String)> {
    let (city, country) = text.split_once('\t')?;
    Some((unescape(city)?, unescape(country)?))
}

/// One part as [`ListEntry::encode`] wrote it; nothing for any other text.
pub fn decode_part(text: &str) -> Option<String> {
    unescape(text)
}

fn escape(part: &str, line: &mut String) {
    if !part.contains(['\t', '\n', '\\']) {
        line.push_str(part);
        return;
    }
    for letter in part.chars() {
        match letter {
            '\t' => line.push_str("\\t"),
            '\n' => line.push_str("\\n"),
            '\\' => line.push_str("\\\\"),
            _ => line.push(letter),
        }
    }
}

fn unescape(part: &str) -> Option<String> {
    if !part.contains('\\') {
        return Some(part.to_owned());
    }
    let mut text = String::with_capacity(part.len());
    let mut letters = part.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next()? {
                't' => '\t',
                'n' => '\n',
                '\\' => '\\',
                _ => return None,
            },
            _ => letter,
        });
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Order;
    use crate::value::Value;
    use proptest::prelude::*;

    fn entry(id: u128, last: &str, company: &str) -> ListEntry {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(id));
        for (field, text) in [(client::FIRST_NAME, "Léa"), (client::LAST_NAME, last), (client::COMPANY, company)] {
            record.set(field, Some(Value::from(text)).filter(|_| !text.is_empty()));
        }
        ListEntry::of(&record).unwrap()
    }

    #[test]
    fn the_mobile_is_shown_before_the_phone_and_the_email_for_want_of_a_name() {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(1));
        record.set(client::EMAIL, Some(Value::from("a@b.fr")));
        record.set(client::PHONE, Some(Value::from("+33477123456")));
        assert_eq!(
            (ListRow::of(&record).name.as_str(), ListRow::of(&record).phone.as_str()),
            ("a@b.fr", "+33477123456")
        );
        record.set(client::MOBILE, Some(Value::from("+33612345678")));
        record.set(client::LAST_NAME, Some(Value::from("Roy")));
        assert_eq!((ListRow::of(&record).name.as_str(), ListRow::of(&record).phone.as_str()), ("Roy", "+33612345678"));
    }

    #[test]
    fn empty_values_stay_at_the_end_in_either_direction() {
        let mut entries = [entry(1, "Roy", ""), entry(2, "Roy", "Zola"), entry(3, "Blin", "Éclair")];
        for (descending, wanted) in [(false, ["Éclair", "Zola", ""]), (true, ["Zola", "Éclair", ""])] {
            let query = Query { order: Order { by: Column::Company, descending }, ..Query::default() };
            entries.sort_by(|one, other| one.compare(other, &query));
            assert_eq!(entries.each_ref().map(|entry| entry.row.company.as_str()), wanted);
        }
    }

    #[test]
    fn people_sort_as_whoever_asks_calls_them_and_nobody_comes_last() {
        let people: Vec<Uuid> = [3, 1, 2].map(Uuid::from_u128).to_vec();
        let of = |person: Option<Uuid>| {
            let mut entry = entry(1, "Roy", "");
            entry.row.standing.assignee = person;
            entry
        };
        let mut entries: Vec<ListEntry> =
            people.iter().rev().copied().map(Some).chain([None, Some(Uuid::from_u128(9))]).map(of).collect();
        let asker = Asker { people: people.clone(), ..Asker::default() };
        let query = Query { order: Order { by: Column::Assignee, descending: false }, asker, ..Query::default() };
        entries.sort_by(|one, other| one.compare(other, &query));
        let sorted: Vec<_> = entries.iter().map(|entry| entry.row.standing.assignee).collect();
        assert_eq!(sorted[..3], people.into_iter().map(Some).collect::<Vec<_>>());
        assert_eq!(sorted[3..], [Some(Uuid::from_u128(9)), None]);
    }

    #[test]
    fn a_deleted_record_and_one_of_another_kind_have_no_entry() {
        assert_eq!(ListEntry::of(&Record::new(&crate::tag::TAG, Uuid::from_u128(1))), None);
        let mut record = Record::new(&CLIENT, Uuid::from_u128(1));
        record.set(client::DELETED_AT, Some(Value::Number(1)));
        assert_eq!(ListEntry::of(&record), None);
    }

    #[test]
    fn a_line_that_was_cut_is_not_read() {
        let line = entry(1, "Roy", "Zola").encode();
        assert!(ListEntry::decode(line.rsplit_once('\t').unwrap().0).is_none());
        assert!(ListEntry::decode(&format!("{line}\t")).is_none());
        assert!(ListEntry::decode("").is_none());
    }

    proptest! {
        #[test]
        fn an_encoded_entry_is_one_line_and_is_read_back(
            parts in proptest::array::uniform12("[ -~\\t\\n\\\\é\u{1}]{0,8}"), id in any::<u128>(), person in any::<Option<u128>>(),
            [conflict, archived, incomplete] in any::<[bool; 3]>()
        ) {
            let [name, company, city, phone, status, next_contact, sort, search, email, country, source, tags] = parts;
            let standing = Standing { status, assignee: person.map(Uuid::from_u128), source, archived, incomplete };
            let row = ListRow {
                id: Uuid::from_u128(id), name, company, phone, email, city, country, standing, tags, next_contact, conflict,
            };
            let entry = ListEntry { row, sort, search };
            let line = entry.encode();
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(ListEntry::decode(&line), Some(entry));
        }
    }
}
