//! Cards of people as address books write them (RFC 2426 and 6350): read into rows like those of a CSV file, so that an
//! import checks them the same way; written in version 3.0, which every address book reads.

use std::collections::BTreeMap;

use csv::StringRecord;

use crate::client::{
    ADDRESS, CITY, CLIENT, COMPANY, COUNTRY, EMAIL, FIRST_NAME, JOB_TITLE, LAST_NAME, MOBILE, NOTES, PHONE,
    POSTAL_CODE, TAGS, WEBSITE, full_name,
};
use crate::csv::{RawRow, verbatim};
use crate::record::Record;
use crate::shapes::tags;

/// The fields a card carries, in the order of the cells of a row.
pub const FIELDS: [usize; 14] = [
    FIRST_NAME,
    LAST_NAME,
    EMAIL,
    PHONE,
    MOBILE,
    COMPANY,
    JOB_TITLE,
    ADDRESS,
    POSTAL_CODE,
    CITY,
    COUNTRY,
    WEBSITE,
    TAGS,
    NOTES,
];

/// Whether a file holds cards.
pub fn is_cards(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    start.get(..11).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCARD"))
}

/// The headings, then one row for each card, numbered as the cards are.
pub fn rows(text: &str) -> Vec<RawRow> {
    let headings = FIELDS.iter().map(|&field| CLIENT.fields[field].label.fr).collect();
    let cells = std::iter::once(headings).chain(cards(text).into_iter().map(Card::cells));
    cells.enumerate().map(|(number, cells)| RawRow { number, cells, open_quote: false }).collect()
}

/// What the first card says, by position of field; nothing of it is empty.
pub fn first(text: &str) -> BTreeMap<usize, String> {
    cards(text).into_iter().next().map(|card| card.0).unwrap_or_default()
}

fn cards(text: &str) -> Vec<Card> {
    let mut cards = Vec::new();
    let mut open: Option<Card> = None;
    for line in unfolded(text) {
        let Some((name, value)) = line.split_once(':') else { continue };
        match (name.to_ascii_uppercase().as_str(), &mut open) {
            ("BEGIN", _) => open = Some(Card::default()),
            ("END", _) => cards.extend(open.take()),
            (name, Some(card)) => card.take(name, value),
            (_, None) => {}
        }
    }
    cards
}

/// Lines as they were before they were folded: one that begins with a space goes on the one before.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim_start_matches('\u{feff}').split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// What was read of a card, by position of field.
#[derive(Default)]
struct Card(BTreeMap<usize, String>);

impl Card {
    fn set(&mut self, field: usize, text: String) {
        // The first of several counts, as address books put the preferred one first.
        if !text.trim().is_empty() {
            self.0.entry(field).or_insert(text);
        }
    }

    /// Takes a property: its name with its parameters in capitals, and its value.
    fn take(&mut self, name: &str, value: &str) {
        let mut parts = name.split(';');
        // Apple groups properties: `item1.TEL`.
        let property = parts.next().map(|name| name.rsplit('.').next().unwrap_or(name)).unwrap_or_default();
        let kinds: Vec<&str> = parts.flat_map(|part| part.trim_start_matches("TYPE=").split(',')).collect();
        let whole = || unescaped(value);
        match property {
            "N" => {
                let names = split(value, ';');
                for (field, place) in [(LAST_NAME, 0), (FIRST_NAME, 1)] {
                    self.set(field, names.get(place).cloned().unwrap_or_default());
                }
            }
            "EMAIL" => self.set(EMAIL, whole()),
            "TEL" => {
                let number = whole().trim_start_matches("tel:").to_owned();
                let is_mobile = kinds.iter().any(|kind| ["CELL", "MOBILE", "IPHONE"].contains(&kind.trim_matches('"')));
                self.set(if is_mobile { MOBILE } else { PHONE }, number);
            }
            "ORG" => self.set(COMPANY, split(value, ';').into_iter().next().unwrap_or_default()),
            "TITLE" => self.set(JOB_TITLE, whole()),
            "ADR" => {
                let parts = split(value, ';');
                for (field, place) in [(ADDRESS, 2), (CITY, 3), (POSTAL_CODE, 5), (COUNTRY, 6)] {
                    // A street of two lines stands on one here.
                    self.set(field, parts.get(place).map(|part| part.replace('\n', ", ")).unwrap_or_default());
                }
            }
            "URL" => self.set(WEBSITE, whole()),
            "CATEGORIES" => self.set(TAGS, split(value, ',').join("|")),
            "NOTE" => self.set(NOTES, whole()),
            _ => {}
        }
    }

    fn cells(mut self) -> StringRecord {
        // Rows are read as those of a CSV file, where a `'` before a formula is not the person's.
        FIELDS.iter().map(|field| verbatim(self.0.remove(field).unwrap_or_default())).collect()
    }
}

pub(crate) fn unescaped(value: &str) -> String {
    split(value, '\0').into_iter().next().unwrap_or_default()
}

/// The parts of a value between marks that are not escaped, each without its escapes.
pub(crate) fn split(value: &str, mark: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        let next = match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => '\n',
                Some(escaped) => escaped,
                None => '\\',
            },
            letter if letter == mark => {
                parts.push(String::new());
                continue;
            }
            letter => letter,
        };
        if let Some(part) = parts.last_mut() {
            part.push(next);
        }
    }
    parts
}

/// The cards of these records, in version 3.0.
pub fn write<'a>(records: impl IntoIterator<Item = &'a Record>) -> String {
    let mut out = String::new();
    for record in records {
        let text = |field: usize| escaped(record.text(field));
        let mut line = |name: &str, value: String| {
            if !value.trim_matches([';', ' ']).is_empty() {
                fold_line(&mut out, &format!("{name}:{value}"));
            }
        };
        line("BEGIN", "VCARD".to_owned());
        line("VERSION", "3.0".to_owned());
        line("N", format!("{};{};;;", text(LAST_NAME), text(FIRST_NAME)));
        line("FN", escaped(&full_name(record)));
        line("EMAIL;TYPE=INTERNET", text(EMAIL));
        line("TEL;TYPE=WORK,VOICE", text(PHONE));
        line("TEL;TYPE=CELL", text(MOBILE));
        line("ORG", text(COMPANY));
        line("TITLE", text(JOB_TITLE));
        line("ADR;TYPE=WORK", format!(";;{};{};;{};{}", text(ADDRESS), text(CITY), text(POSTAL_CODE), text(COUNTRY)));
        line("URL", text(WEBSITE));
        line("CATEGORIES", tags::each(record.text(TAGS)).map(escaped).collect::<Vec<_>>().join(","));
        line("NOTE", text(NOTES));
        line("END", "VCARD".to_owned());
    }
    out
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// One line, folded so that none is longer than 75 bytes; a letter is never cut.
fn fold_line(out: &mut String, line: &str) {
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > 74 {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::csv::{DateForm, Layout, Names, understand};

    fn read(text: &str) -> Vec<Record> {
        let mut rows = rows(text).into_iter();
        let columns = understand(&CLIENT, rows.next().unwrap().cells.iter());
        let given = vec![(crate::client::STATUS, "prospect".into())];
        let layout = Layout { kind: &CLIENT, columns, dates: DateForm::DayFirst, given };
        rows.map(|row| {
            let (row, _) = layout.check(&row, &Names::default()).unwrap();
            let mut record = Record::new(&CLIENT, Uuid::nil());
            row.values.into_iter().for_each(|(field, value)| record.set(field, value));
            record
        })
        .collect()
    }

    #[test]
    fn cards_of_other_programs_are_read() {
        let text = "BEGIN:VCARD\r\nVERSION:4.0\r\nN:Roy;Léa;;;\r\nitem1.EMAIL;TYPE=work:lea@roy.fr\r\n\
            TEL;VALUE=uri;TYPE=\"voice,cell\":tel:+33-6-12-34-56-78\r\nORG:Roy\\, Blin;Ventes\r\n\
            ADR;TYPE=WORK:;;1\\n rue Mercière;Lyon;;69002;France\r\nNOTE:une\r\n  suite\r\nEND:VCARD\r\n";
        let read = read(text);
        let record = &read[0];
        assert_eq!((record.text(MOBILE), record.text(COMPANY)), ("+33612345678", "Roy, Blin"));
        assert_eq!((record.text(ADDRESS), record.text(POSTAL_CODE)), ("1,  rue Mercière", "69002"));
        assert_eq!((record.text(NOTES), record.text(EMAIL)), ("une suite", "lea@roy.fr"));
        assert!(is_cards(text.as_bytes()) && !is_cards(b"Nom;Statut"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            words in proptest::array::uniform6("[A-Za-zé,;:\\\\.'-]{1,40}( [A-Za-zé,;:\\\\.'-]{1,40})?"),
            notes in "[A-Za-zé,;:\\\\]{1,60}(\n[A-Za-zé,;:\\\\]{1,60}){0,3}", tags in proptest::collection::btree_set("[a-zé\\\\]{1,8}", 0..4)
        ) {
            let mut record = Record::new(&CLIENT, Uuid::nil());
            let [first, last, company, title, address, city] = words;
            for (field, text) in [(FIRST_NAME, first), (LAST_NAME, last), (COMPANY, company), (JOB_TITLE, title), (ADDRESS, address), (CITY, city), (NOTES, notes)] {
                record.set(field, Some(text.into()));
            }
            for (field, text) in [(EMAIL, "lea@roy.fr"), (PHONE, "+33472000001"), (MOBILE, "+33612345678"), (POSTAL_CODE, "69002"), (COUNTRY, "France"), (WEBSITE, "https://roy.fr")] {
                record.set(field, Some(text.into()));
            }
            let tags: Vec<String> = tags.into_iter().collect();
            record.set(TAGS, (!tags.is_empty()).then(|| tags.join("\n").into()));
            let text = write([&record]);
            prop_assert!(text.lines().all(|line| line.len() <= 75));
            prop_assert_eq!(read(&text), vec![record]);
        }
    }
}
