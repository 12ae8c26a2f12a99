//! A line of the list of clients, and the compact form in which the device keeps the whole book's lines.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::client;
use crate::fold::fold;
use crate::record::Record;
use crate::search::{self, Column, Order, Query};

/// What the list shows of a record. A text is empty where the record has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRow {
    /// The record.
    pub id: Uuid,
    /// "Prénom Nom"; the e-mail of a record without a name.
    pub name: String,
    /// Entreprise.
    pub company: String,
    /// Ville.
    pub city: String,
    /// Mobile, else téléphone, as E.164; shown by [`crate::shapes::phone::show`].
    pub phone: String,
    /// Key of the status.
    pub status: String,
    /// Who looks after it.
    pub assignee: Option<Uuid>,
    /// Key of the source.
    pub source: String,
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
            city: text(client::CITY),
            phone: if mobile.is_empty() { text(client::PHONE) } else { mobile },
            status: text(client::STATUS),
            assignee: Uuid::try_parse(record.text(client::ASSIGNEE)).ok(),
            source: text(client::SOURCE),
            next_contact: text(client::NEXT_CONTACT),
            conflict: record.get(client::CONFLICTS).is_some(),
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

impl ListEntry {
    /// The entry of a record; nothing when it is deleted or archived, for then no list shows it.
    pub fn of(record: &Record) -> Option<Self> {
        let hidden = record.is_deleted() || record.get(client::ARCHIVED_AT).is_some();
        (!hidden).then(|| Self {
            row: ListRow::of(record),
            sort: search::sort_key(record),
            search: search::search_key(record),
        })
    }

    /// One line of text, without its line break: twelve parts with tabs between.
    pub fn encode(&self) -> String {
        let row = &self.row;
        let mut id = Uuid::encode_buffer();
        let mut assignee = Uuid::encode_buffer();
        let parts: [&str; 12] = [
            row.id.simple().encode_lower(&mut id),
            &self.sort,
            &self.search,
            &row.name,
            &row.company,
            &row.city,
            &row.phone,
            &row.status,
            row.assignee.map_or("", |person| person.simple().encode_lower(&mut assignee)),
            &row.source,
            &row.next_contact,
            if row.conflict { "1" } else { "" },
        ];
        let mut line = String::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
        for (place, part) in parts.into_iter().enumerate() {
            if place > 0 {
                line.push('\t');
            }
            escape(part, &mut line);
        }
        line
    }

    /// The entry that [`Self::encode`] wrote; nothing for any other line.
    pub fn decode(line: &str) -> Option<Self> {
        let mut parts = line.split('\t');
        let mut next = || parts.next();
        let id = Uuid::try_parse(next()?).ok()?;
        let (sort, search) = (unescape(next()?)?, unescape(next()?)?);
        let (name, company, city) = (unescape(next()?)?, unescape(next()?)?, unescape(next()?)?);
        let (phone, status) = (unescape(next()?)?, unescape(next()?)?);
        let assignee = match next()? {
            "" => None,
            person => Some(Uuid::try_parse(person).ok()?),
        };
        let (source, next_contact, conflict) = (unescape(next()?)?, unescape(next()?)?, next()? == "1");
        let row = ListRow { id, name, company, city, phone, status, assignee, source, next_contact, conflict };
        parts.next().is_none().then_some(Self { row, sort, search })
    }

    /// Whether status and assignee are those wanted; the text is searched apart, over many entries at once.
    pub fn passes(&self, query: &Query) -> bool {
        query.passes(&self.row.status, self.row.assignee)
    }

    /// What a column sorts this entry by; empty values come last in either direction. Worth caching over a whole book.
    pub fn key(&self, column: Column) -> String {
        match column {
            Column::Name => self.sort.clone(),
            Column::Company => fold(&self.row.company),
            Column::City => fold(&self.row.city),
            Column::Status => {
                let place = client::STATUSES.iter().position(|status| status.key == self.row.status);
                place.map(|place| place.to_string()).unwrap_or_default()
            }
            Column::NextContact => self.row.next_contact.clone(),
        }
    }

    /// Which of two entries comes first.
    pub fn compare(&self, other: &Self, order: Order) -> Ordering {
        let by_name = || self.sort.cmp(&other.sort).then(self.row.id.cmp(&other.row.id));
        if order.by == Column::Name {
            return if order.descending { by_name().reverse() } else { by_name() };
        }
        let (mine, theirs) = (self.key(order.by), other.key(order.by));
        let by_column = match (mine.is_empty(), theirs.is_empty()) {
            (false, false) if order.descending => theirs.cmp(&mine),
            (false, false) => mine.cmp(&theirs),
            (mine_empty, theirs_empty) => mine_empty.cmp(&theirs_empty),
        };
        by_column.then_with(by_name)
    }
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
    use crate::client::CLIENT;
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
            entries.sort_by(|one, other| one.compare(other, Order { by: Column::Company, descending }));
            assert_eq!(entries.each_ref().map(|entry| entry.row.company.as_str()), wanted);
        }
    }

    #[test]
    fn a_deleted_record_has_no_entry() {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(1));
        record.set(client::DELETED_AT, Some(Value::Number(1)));
        assert_eq!(ListEntry::of(&record), None);
    }

    #[test]
    fn a_line_that_was_cut_is_not_read() {
        let line = entry(1, "Roy", "Zola").encode();
        assert!(ListEntry::decode(&line[..line.len() - 1]).is_none());
        assert!(ListEntry::decode(&format!("{line}\t")).is_none());
        assert!(ListEntry::decode("").is_none());
    }

    proptest! {
        #[test]
        fn an_encoded_entry_is_one_line_and_is_read_back(
            parts in proptest::array::uniform9("[ -~\\t\\n\\\\é\u{1}]{0,8}"), id in any::<u128>(), person in any::<Option<u128>>(), conflict in any::<bool>()
        ) {
            let [name, company, city, phone, status, source, next_contact, sort, search] = parts;
            let row = ListRow { id: Uuid::from_u128(id), name, company, city, phone, status, assignee: person.map(Uuid::from_u128), source, next_contact, conflict };
            let entry = ListEntry { row, sort, search };
            let line = entry.encode();
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(ListEntry::decode(&line), Some(entry));
        }
    }
}
