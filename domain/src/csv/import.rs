//! What an import does to the book: which rows are new, which change a record, which change nothing. Pure: the caller
//! turns the plan into mutations.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::fault::RowFault;
use super::matching::{Found, Key, Survey};
use super::read::GoodRow;
use crate::kind::Kind;
use crate::lang::{Words, words};
use crate::record::Record;
use crate::value::Value;

/// What an import by the server did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Lines for the person: what was understood, then the faults in the order of the file; a server sends the first of them.
    pub lines: Vec<String>,
    /// How many lines there are in all.
    #[serde(default)]
    pub told: usize,
    /// How many rows the file has below its headings.
    pub rows: usize,
    /// How many clients were created.
    pub created: usize,
    /// How many were changed.
    pub changed: usize,
    /// How many rows say what the book already says.
    pub unchanged: usize,
    /// How many rows were left out for a fault.
    pub faults: usize,
    /// How many rows went in with nobody assigned, because the file names somebody unknown.
    pub unassigned: usize,
    /// How many went in without an account or a show, because none or several have the name in the file.
    #[serde(default)]
    pub unlinked: usize,
}

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

/// What becomes of rows that are about a record of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnMatch {
    /// They change it; an empty cell leaves what the record has.
    Update,
    /// They are left out.
    Skip,
    /// They become records of their own all the same.
    Create,
}

impl OnMatch {
    /// Those a person chooses among.
    pub const ALL: [Self; 3] = [Self::Update, Self::Skip, Self::Create];

    /// What people read.
    pub const fn label(self) -> Words {
        match self {
            Self::Update => words("Mettre la fiche à jour", "Update the record"),
            Self::Skip => words("Laisser la fiche telle quelle", "Leave the record as it is"),
            Self::Create => words("Créer une fiche de plus", "Create another record"),
        }
    }
}

/// What one row does to the record it is about, or the record it makes; nothing when the record says so already. A new
/// record gets what is `given` where the row has nothing.
pub fn planned(
    kind: &'static Kind,
    row: GoodRow,
    before: Option<Record>,
    given: &[(usize, Value)],
    new_id: &mut dyn FnMut() -> Uuid,
) -> Option<Planned> {
    let mut after = before.clone().unwrap_or_else(|| Record::new(kind, new_id()));
    if before.is_none() {
        for (position, value) in given {
            after.set(*position, Some(value.clone()));
        }
    }
    for (position, value) in row.values {
        if value.is_some() {
            after.set(position, value);
        }
    }
    (before.as_ref() != Some(&after)).then_some(Planned { row: row.row, before, after })
}

/// Matches rows to the book as [`Key::Usual`] says. `new_id` gives the id of each record to create. The same file planned
/// again over the result changes nothing.
pub fn plan(kind: &'static Kind, rows: Vec<GoodRow>, book: &[Record], new_id: &mut dyn FnMut() -> Uuid) -> Plan {
    let mut survey = Survey::new(Key::Usual);
    let mut plan = Plan::default();
    let rows: Vec<GoodRow> = rows
        .into_iter()
        .filter(|row| match survey.row(row) {
            Ok(()) => true,
            Err(what) => {
                plan.faults.push(RowFault { row: row.row, column: None, cell: String::new(), what });
                false
            }
        })
        .collect();
    for record in book {
        survey.record(record);
    }
    let by_id: HashMap<Uuid, &Record> = book.iter().map(|record| (record.id, record)).collect();
    for (row, found) in rows.into_iter().zip(survey.found()) {
        let before = match found {
            Found::New => None,
            Found::One(id) => by_id.get(&id).map(|&record| record.clone()),
            Found::Fault(what) => {
                plan.faults.push(RowFault { row: row.row, column: None, cell: String::new(), what });
                continue;
            }
        };
        match planned(kind, row, before, &[], new_id) {
            Some(planned) => plan.changes.push(planned),
            None => plan.unchanged += 1,
        }
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{self, CLIENT};
    use crate::csv::RowProblem;
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
