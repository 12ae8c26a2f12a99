//! What an import does to the book: which rows are new, which change a record, which change nothing. Pure: the caller
//! turns the plan into mutations.

use std::collections::HashMap;

use uuid::Uuid;

use super::fault::{RowFault, RowProblem};
use super::read::GoodRow;
use crate::client;
use crate::fold::fold;
use crate::kind::Kind;
use crate::record::Record;

/// What a file will do; nothing is done yet.
#[derive(Debug, Default)]
pub struct Plan {
    /// The records to create or change, in the order of the file.
    pub changes: Vec<Planned>,
    /// How many rows say what the book already says.
    pub unchanged: usize,
    /// Rows that cannot be matched to one record, in the order of the file.
    pub faults: Vec<RowFault>,
}

/// What one row does.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// Its number as a spreadsheet counts.
    pub row: usize,
    /// The record as it is in the book; nothing for a new one.
    pub before: Option<Record>,
    /// The record as it will be.
    pub after: Record,
}

impl Plan {
    /// How many records are new.
    pub fn created(&self) -> usize {
        self.changes.iter().filter(|planned| planned.before.is_none()).count()
    }

    /// How many records change.
    pub fn updated(&self) -> usize {
        self.changes.len() - self.created()
    }
}

/// Matches rows to the book: by e-mail; then, among the records that no row names by e-mail, by the same name together
/// with the same company or a phone in common. An empty cell leaves what the record has. `new_id` gives the id of each
/// record to create. The same file planned again over the result changes nothing.
pub fn plan(kind: &'static Kind, rows: Vec<GoodRow>, book: &[Record], new_id: &mut dyn FnMut() -> Uuid) -> Plan {
    let book: Vec<&Record> = book.iter().filter(|record| !record.is_deleted()).collect();
    let matches = find_matches(&rows, &book);
    let mut plan = Plan::default();
    for (row, found) in rows.into_iter().zip(matches) {
        let before = match found {
            Match::New => None,
            Match::One(place) => book.get(place).map(|&record| record.clone()),
            Match::Fault(what) => {
                plan.faults.push(RowFault { row: row.row, column: None, cell: String::new(), what });
                continue;
            }
        };
        let mut after = before.clone().unwrap_or_else(|| Record::new(kind, new_id()));
        for (position, value) in row.values {
            if value.is_some() {
                after.set(position, value);
            }
        }
        if before.as_ref() == Some(&after) {
            plan.unchanged += 1;
        } else {
            plan.changes.push(Planned { row: row.row, before, after });
        }
    }
    plan
}

/// What answers to a row.
enum Match {
    New,
    One(usize),
    Fault(RowProblem),
}

fn find_matches(rows: &[GoodRow], book: &[&Record]) -> Vec<Match> {
    let mut by_email: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, record) in book.iter().enumerate() {
        let email = record.text(client::EMAIL).to_lowercase();
        if !email.is_empty() {
            by_email.entry(email).or_default().push(place);
        }
    }
    let mut matches: Vec<Match> = rows
        .iter()
        .map(|row| match by_email.get(&row.text(client::EMAIL).to_lowercase()).map(Vec::as_slice) {
            None | Some([]) => Match::New,
            Some(&[place]) => Match::One(place),
            Some(several) => Match::Fault(RowProblem::SeveralRecords { count: several.len() }),
        })
        .collect();
    match_by_name(rows, book, &by_email, &mut matches);
    matches
}

/// The second pass. A record that some row names by e-mail is not looked at: it is that row's.
fn match_by_name(rows: &[GoodRow], book: &[&Record], by_email: &HashMap<String, Vec<usize>>, matches: &mut [Match]) {
    let mut taken = vec![false; book.len()];
    for row in rows {
        for &place in by_email.get(&row.text(client::EMAIL).to_lowercase()).into_iter().flatten() {
            if let Some(taken) = taken.get_mut(place) {
                *taken = true;
            }
        }
    }
    let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, record) in book.iter().enumerate().filter(|&(place, _)| taken.get(place) == Some(&false)) {
        for key in name_keys(|field| record.text(field)) {
            by_key.entry(key).or_default().push(place);
        }
    }
    let candidates: Vec<(usize, Vec<usize>)> = rows
        .iter()
        .enumerate()
        .filter(|&(number, _)| matches!(matches.get(number), Some(Match::New)))
        .map(|(number, row)| (number, candidates(row, &by_key)))
        .collect();
    let mut claims: HashMap<usize, usize> = HashMap::new();
    for &place in candidates.iter().flat_map(|(_, places)| places) {
        *claims.entry(place).or_default() += 1;
    }
    for (number, places) in candidates {
        let shared = places.iter().any(|place| claims.get(place).is_some_and(|&rows| rows > 1));
        let found = match places.as_slice() {
            [] => Match::New,
            // Whichever of the rows were believed, the others would answer to something else on the next import.
            _ if shared => Match::Fault(RowProblem::SeveralRows),
            &[place] => Match::One(place),
            several => Match::Fault(RowProblem::SeveralRecords { count: several.len() }),
        };
        if let Some(place) = matches.get_mut(number) {
            *place = found;
        }
    }
}

fn candidates(row: &GoodRow, by_key: &HashMap<String, Vec<usize>>) -> Vec<usize> {
    let keys = name_keys(|field| row.text(field));
    let mut places: Vec<usize> = keys.iter().filter_map(|key| by_key.get(key)).flatten().copied().collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// The keys by which the same person is known: the name with the company, and the name with each phone.
fn name_keys<'a>(text: impl Fn(usize) -> &'a str) -> Vec<String> {
    let name = fold(&format!("{} {}", text(client::FIRST_NAME), text(client::LAST_NAME)));
    let company = fold(text(client::COMPANY));
    if name.is_empty() {
        return Vec::new();
    }
    [company.as_str(), text(client::PHONE), text(client::MOBILE)]
        .into_iter()
        .filter(|second| !second.is_empty())
        .map(|second| format!("{name}\t{second}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::CLIENT;
    use proptest::prelude::*;

    /// First name, last name, e-mail, company, mobile.
    type Sketch = [&'static str; 5];

    const FIELDS: [usize; 5] = [client::FIRST_NAME, client::LAST_NAME, client::EMAIL, client::COMPANY, client::MOBILE];

    fn row(row: usize, sketch: Sketch) -> GoodRow {
        let values = FIELDS.into_iter().zip(sketch);
        GoodRow { row, values: values.map(|(field, text)| (field, (!text.is_empty()).then(|| text.into()))).collect() }
    }

    fn record(id: u128, sketch: Sketch) -> Record {
        let mut record = Record::new(&CLIENT, Uuid::from_u128(id));
        for (field, value) in row(0, sketch).values {
            record.set(field, value);
        }
        record
    }

    fn planned(rows: &[Sketch], book: &[Record]) -> Plan {
        let mut last = 1000;
        let rows = rows.iter().enumerate().map(|(place, &sketch)| row(place + 2, sketch)).collect();
        plan(&CLIENT, rows, book, &mut || {
            last += 1;
            Uuid::from_u128(last)
        })
    }

    fn applied(mut book: Vec<Record>, plan: &Plan) -> Vec<Record> {
        for planned in &plan.changes {
            match book.iter_mut().find(|record| record.id == planned.after.id) {
                Some(record) => *record = planned.after.clone(),
                None => book.push(planned.after.clone()),
            }
        }
        book
    }

    const LEA: Sketch = ["Léa", "Roy", "lea@roy.fr", "Roy SA", "+33612345678"];

    #[test]
    fn a_row_is_matched_by_email_whatever_its_case() {
        let book = [record(1, LEA)];
        let plan = planned(&[["Léa", "Roy-Blin", "LEA@roy.fr", "", ""]], &book);
        assert_eq!((plan.created(), plan.updated()), (0, 1));
        let after = &plan.changes[0].after;
        assert_eq!(
            (after.text(client::LAST_NAME), after.text(client::COMPANY)),
            ("Roy-Blin", "Roy SA"),
            "an empty cell empties nothing"
        );
    }

    #[test]
    fn a_row_with_a_new_email_is_matched_by_name_with_company_or_phone() {
        for sketch in [["lea", "ROY", "lea@new.fr", "ROY!", ""], ["Léa", "Roy", "lea@new.fr", "", "+33612345678"]] {
            let book = [record(1, ["Léa", "Roy", "lea@roy.fr", "Roy", "+33612345678"])];
            assert_eq!(planned(&[sketch], &book).updated(), 1, "{sketch:?}");
        }
        for sketch in [["Léa", "Roy", "lea@new.fr", "", ""], ["Luc", "Roy", "luc@roy.fr", "Roy SA", "+33612345678"]] {
            assert_eq!(planned(&[sketch], &[record(1, LEA)]).created(), 1, "{sketch:?}");
        }
    }

    #[test]
    fn a_row_that_answers_to_two_records_is_a_fault() {
        let twins = [record(1, LEA), record(2, LEA)];
        for sketch in [LEA, ["Léa", "Roy", "lea@new.fr", "Roy SA", ""]] {
            let plan = planned(&[sketch], &twins);
            assert!(plan.changes.is_empty());
            assert!(matches!(
                plan.faults[..],
                [RowFault { row: 2, what: RowProblem::SeveralRecords { count: 2 }, .. }]
            ));
        }
    }

    #[test]
    fn two_rows_that_answer_to_one_record_are_both_faults() {
        let plan = planned(
            &[["Léa", "Roy", "a@a.fr", "Roy SA", ""], ["Léa", "Roy", "b@b.fr", "Roy SA", ""]],
            &[record(1, LEA)],
        );
        assert_eq!(plan.faults.iter().map(|fault| fault.row).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn a_namesake_whose_own_row_is_in_the_file_is_left_alone() {
        let plan = planned(&[LEA, ["Léa", "Roy", "b@b.fr", "Roy SA", ""]], &[record(1, LEA)]);
        assert_eq!((plan.created(), plan.updated(), plan.unchanged, plan.faults.len()), (1, 0, 1, 0));
    }

    #[test]
    fn a_deleted_record_answers_to_no_row() {
        let mut gone = record(1, LEA);
        gone.set(client::DELETED_AT, Some(1.into()));
        assert_eq!(planned(&[LEA], &[gone]).created(), 1);
    }

    fn sketch() -> impl Strategy<Value = Sketch> {
        let of = |texts: &'static [&'static str]| proptest::sample::select(texts);
        (
            of(&["Léa", "Luc"]),
            of(&["Roy"]),
            of(&["a@x.fr", "b@x.fr", "c@x.fr", "d@x.fr", "e@x.fr"]),
            of(&["", "X", "Y"]),
            of(&["", "+33611111111", "+33622222222"]),
        )
            .prop_map(|(first, last, email, company, mobile)| [first, last, email, company, mobile])
    }

    proptest! {
        #[test]
        fn a_second_import_of_the_same_file_changes_nothing(
            book in proptest::collection::vec(sketch(), 0..6), mut rows in proptest::collection::vec(sketch(), 0..6)
        ) {
            let mut seen = std::collections::HashSet::new();
            rows.retain(|row| seen.insert(row[2]));
            let book: Vec<Record> = book.into_iter().zip(1..).map(|(sketch, id)| record(id, sketch)).collect();
            let first = planned(&rows, &book);
            let second = planned(&rows, &applied(book, &first));
            prop_assert!(second.changes.is_empty(), "{:?}", second.changes);
            prop_assert_eq!(second.faults.len(), first.faults.len());
            prop_assert_eq!(second.unchanged, first.unchanged + first.changes.len());
        }
    }
}
