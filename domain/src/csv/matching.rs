//! Which record of the book each row of a file is about. What tells them apart is kept as marks of eight bytes, so that
//! a file of a hundred thousand rows meets a book of as many in a few megabytes. Rows come first, then records.

use std::collections::hash_map::{DefaultHasher, Entry};
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use uuid::Uuid;

use super::fault::RowProblem;
use super::read::GoodRow;
use crate::client::{self, CLIENT};
use crate::fold::{fold, lower_case};
use crate::lang::{Words, words};
use crate::record::Record;
use crate::sorting;

/// By what a row is known to be about a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The e-mail; then, among the records that no row names by e-mail, the same name with the same company or a phone
    /// in common.
    Usual,
    /// The e-mail alone.
    Email,
    /// A phone, fixed or mobile.
    Phone,
    /// First name, last name and company, folded.
    Name,
}

impl Key {
    /// Those a person chooses among, the usual one first.
    pub const ALL: [Self; 4] = [Self::Usual, Self::Email, Self::Phone, Self::Name];

    /// What people read.
    pub const fn label(self) -> Words {
        match self {
            Self::Usual => words("E-mail, puis nom", "Email, then name"),
            Self::Email => words("E-mail", "Email"),
            Self::Phone => words("Téléphone", "Phone"),
            Self::Name => words("Nom et entreprise", "Name and company"),
        }
    }

    /// The field a row is told about when another row has the same.
    const fn field(self) -> usize {
        match self {
            Self::Usual | Self::Email => client::EMAIL,
            Self::Phone => client::PHONE,
            Self::Name => client::LAST_NAME,
        }
    }

    /// The texts that tell apart at once, and those that tell apart what is left.
    fn texts<'a>(self, text: &dyn Fn(usize) -> &'a str) -> [Vec<String>; 2] {
        let some = |texts: &[&str]| -> Vec<String> {
            let filled = texts.iter().filter(|text| !text.is_empty());
            filled.map(|text| lower_case(text)).collect()
        };
        let name = || fold(&format!("{} {}", text(client::FIRST_NAME), text(client::LAST_NAME)));
        let company = || fold(text(client::COMPANY));
        match self {
            Self::Usual => [some(&[text(client::EMAIL)]), {
                let (name, company) = (name(), company());
                let seconds = [company.as_str(), text(client::PHONE), text(client::MOBILE)];
                let seconds = seconds.into_iter().filter(|second| !second.is_empty() && !name.is_empty());
                seconds.map(|second| format!("{name}\t{second}")).collect()
            }],
            Self::Email => [some(&[text(client::EMAIL)]), Vec::new()],
            Self::Phone => [some(&[text(client::PHONE), text(client::MOBILE)]), Vec::new()],
            Self::Name => {
                let name = name();
                let whole = (!name.is_empty()).then(|| format!("{name}\t{}", company()));
                [whole.into_iter().collect(), Vec::new()]
            }
        }
    }

    /// Whether a row and a record have a text in common: marks are short, and a stranger's record is never written over.
    pub fn joins(self, row: &GoodRow, record: &Record) -> bool {
        let (of_row, of_record) = (self.texts(&|field| row.text(field)), self.texts(&|field| record.text(field)));
        of_row.iter().zip(&of_record).any(|(one, other)| one.iter().any(|text| other.contains(text)))
    }

    fn marks<'a>(self, text: &dyn Fn(usize) -> &'a str) -> [Vec<Mark>; 2] {
        self.texts(text).map(|texts| {
            let mut marks: Vec<Mark> = texts.iter().map(|text| mark(text)).collect();
            sorting::sort(&mut marks);
            marks.dedup();
            marks
        })
    }
}

type Mark = u64;

fn mark(text: &str) -> Mark {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// No record answers: it is new.
    New,
    /// This one.
    One(Uuid),
    /// It cannot be told.
    Fault(RowProblem),
}

/// Rows of a file and records of the book, on their way to each other.
#[derive(Debug)]
pub struct Survey {
    key: Key,
    rows: Vec<[Vec<Mark>; 2]>,
    /// The row that has each first mark.
    firsts: HashMap<Mark, usize>,
    seconds: HashSet<Mark>,
    named: HashMap<Mark, Vec<Uuid>>,
    alike: HashMap<Mark, Vec<Uuid>>,
}

impl Survey {
    /// Nobody has come yet.
    pub fn new(key: Key) -> Self {
        Self {
            key,
            rows: Vec::new(),
            firsts: HashMap::new(),
            seconds: HashSet::new(),
            named: HashMap::new(),
            alike: HashMap::new(),
        }
    }

    /// Takes the next row.
    ///
    /// # Errors
    /// When an earlier row is known by the same: then this one is left out.
    pub fn row(&mut self, row: &GoodRow) -> Result<(), RowProblem> {
        let marks = self.key.marks(&|field| row.text(field));
        let [first, second] = &marks;
        if let Some(&earlier) = first.iter().find_map(|mark| self.firsts.get(mark)) {
            return Err(RowProblem::SameAs { field: &CLIENT.fields[self.key.field()], row: earlier });
        }
        self.firsts.extend(first.iter().map(|mark| (*mark, row.row)));
        self.seconds.extend(second);
        self.rows.push(marks);
        Ok(())
    }

    /// Takes the next record, after the last row. Only what some row asks for is kept of it.
    pub fn record(&mut self, record: &Record) {
        if record.is_deleted() {
            return;
        }
        let [first, second] = self.key.marks(&|field| record.text(field));
        let mut is_named = false;
        for mark in first.into_iter().filter(|mark| self.firsts.contains_key(mark)) {
            self.named.entry(mark).or_default().push(record.id);
            is_named = true;
        }
        // A record that some row names at once is that row's alone.
        if !is_named {
            for mark in second.into_iter().filter(|mark| self.seconds.contains(mark)) {
                self.alike.entry(mark).or_default().push(record.id);
            }
        }
    }

    /// What each row is about, in the order they came.
    pub fn found(self) -> Vec<Found> {
        let candidates: Vec<(bool, Vec<Uuid>)> = self
            .rows
            .iter()
            .map(|[first, second]| {
                let named = gather(first, &self.named);
                if named.is_empty() { (false, gather(second, &self.alike)) } else { (true, named) }
            })
            .collect();
        let mut claims: HashMap<Uuid, usize> = HashMap::new();
        for id in candidates.iter().filter(|(named, _)| !named).flat_map(|(_, ids)| ids) {
            match claims.entry(*id) {
                Entry::Occupied(mut count) => *count.get_mut() += 1,
                Entry::Vacant(place) => drop(place.insert(1)),
            }
        }
        let one = |(named, ids): (bool, Vec<Uuid>)| match ids.as_slice() {
            [] => Found::New,
            // Whichever of the rows were believed, the others would answer to something else on the next import.
            ids if !named && ids.iter().any(|id| claims.get(id).is_some_and(|&rows| rows > 1)) => {
                Found::Fault(RowProblem::SeveralRows)
            }
            &[id] => Found::One(id),
            several => Found::Fault(RowProblem::SeveralRecords { count: several.len() }),
        };
        candidates.into_iter().map(one).collect()
    }
}

fn gather(marks: &[Mark], records: &HashMap<Mark, Vec<Uuid>>) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = marks.iter().filter_map(|mark| records.get(mark)).flatten().copied().collect();
    sorting::sort(&mut ids);
    ids.dedup();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: usize, [first, last, email, company, phone]: [&str; 5]) -> GoodRow {
        let fields = [client::FIRST_NAME, client::LAST_NAME, client::EMAIL, client::COMPANY, client::MOBILE];
        let values = fields.into_iter().zip([first, last, email, company, phone]);
        GoodRow {
            row: number,
            values: values.map(|(field, text)| (field, (!text.is_empty()).then(|| text.into()))).collect(),
        }
    }

    fn found(key: Key, wanted: [&str; 5], known: [&str; 5]) -> Found {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(7));
        for (field, value) in row(0, known).values {
            record.set(field, value);
        }
        let mut survey = Survey::new(key);
        let wanted = row(2, wanted);
        survey.row(&wanted).unwrap();
        survey.record(&record);
        let found = survey.found().remove(0);
        assert_eq!(key.joins(&wanted, &record), found == Found::One(record.id));
        found
    }

    #[test]
    fn each_key_recognises_by_what_it_says() {
        let known = ["Léa", "Roy", "lea@roy.fr", "Roy SA", "+33612345678"];
        let (one, new) = (Found::One(Uuid::from_u128(7)), Found::New);
        for (row, by) in [
            (["X", "Y", "LEA@roy.fr", "", ""], [&one, &one, &new, &new]),
            (["X", "Y", "x@y.fr", "", "+33612345678"], [&new, &new, &one, &new]),
            (["LEA", "roy", "x@y.fr", "ROY sa", ""], [&one, &new, &new, &one]),
            (["LEA", "roy", "x@y.fr", "", ""], [&new, &new, &new, &new]),
        ] {
            for (key, by) in Key::ALL.into_iter().zip(by) {
                assert_eq!(found(key, row, known), *by, "{key:?} {row:?}");
            }
        }
    }

    #[test]
    fn a_row_that_says_again_what_another_said_is_told_with_it() {
        let mut survey = Survey::new(Key::Phone);
        survey.row(&row(2, ["A", "B", "", "", "+33612345678"])).unwrap();
        let told = survey.row(&row(5, ["C", "D", "", "", "+33612345678"]));
        assert!(matches!(told, Err(RowProblem::SameAs { row: 2, field }) if field.name == "phone"));
    }
}
