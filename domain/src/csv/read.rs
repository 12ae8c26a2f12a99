//! Reads a file into checked values: the good rows and every fault together, by row and column.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use csv::StringRecord;
use uuid::Uuid;

use super::columns::{Column, columns};
use super::fault::{RowFault, RowProblem};
use super::guard::unguard;
use super::rows::{RawRow, rows};
use super::sniff::{Sniffed, open};
use crate::kind::{Field, Kind, Shape};
use crate::lang::Lang;
use crate::problem::Fault;
use crate::value::Value;

/// A file as read.
#[derive(Debug)]
pub struct Reading {
    /// What was understood of the file.
    pub sniffed: Sniffed,
    /// The columns, in the order of the file.
    pub columns: Vec<Column>,
    /// The rows without fault.
    pub rows: Vec<GoodRow>,
    /// Every fault, in the order of the file.
    pub faults: Vec<RowFault>,
    /// Cells of good rows that name somebody who may not sign in: the row goes in with nobody in that field, and says so.
    pub nobody: Vec<RowFault>,
    /// How many rows the file has below its headings; empty ones do not count.
    pub total: usize,
}

/// A row without fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodRow {
    /// Its number as a spreadsheet counts: the headings are row 1.
    pub row: usize,
    /// Position of field and value, for each column of the file that is a field; nothing for an empty cell.
    pub values: Vec<(usize, Option<Value>)>,
}

impl GoodRow {
    /// The value of a field, if the row has one.
    pub fn get(&self, field: usize) -> Option<&Value> {
        self.values.iter().find(|(position, _)| *position == field).and_then(|(_, value)| value.as_ref())
    }

    pub(super) fn text(&self, field: usize) -> &str {
        self.get(field).and_then(Value::as_text).unwrap_or_default()
    }
}

/// What makes a whole file unreadable.
#[derive(Debug, Clone, thiserror::Error)]
pub enum FileFault {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// A required field has no column.
    #[error("no column for {}", field.name)]
    NoColumn {
        /// The field.
        field: &'static Field,
    },
    /// Two columns are understood as the same field.
    #[error("two columns for {}", field.name)]
    TwoColumns {
        /// The field.
        field: &'static Field,
        /// The heading of one.
        first: String,
        /// The heading of the other.
        second: String,
    },
}

impl FileFault {
    /// What is wrong with the file, and the way out.
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Empty, Lang::Fr) => {
                "Le fichier est vide. Choisissez un fichier CSV dont la première ligne porte les titres des colonnes."
                    .to_owned()
            }
            (Self::Empty, Lang::En) => {
                "The file is empty. Choose a CSV file whose first row holds the column headings.".to_owned()
            }
            (Self::NoColumn { field }, Lang::Fr) => {
                format!(
                    "Il manque la colonne «\u{a0}{}\u{a0}», qui est obligatoire. Ajoutez-la (ou son titre en première ligne).",
                    field.label.fr
                )
            }
            (Self::NoColumn { field }, Lang::En) => {
                format!(
                    "The column “{}” is missing and required. Add it (or its heading in the first row).",
                    field.label.en
                )
            }
            (Self::TwoColumns { field, first, second }, Lang::Fr) => format!(
                "Deux colonnes, «\u{a0}{first}\u{a0}» et «\u{a0}{second}\u{a0}», désignent «\u{a0}{}\u{a0}». Renommez ou retirez l’une des deux.",
                field.label.fr
            ),
            (Self::TwoColumns { field, first, second }, Lang::En) => {
                format!(
                    "Two columns, “{first}” and “{second}”, both mean “{}”. Rename or remove one of them.",
                    field.label.en
                )
            }
        }
    }
}

/// Reads a file. `person` finds the id of whoever is named in a cell: an e-mail address in lower case.
///
/// # Errors
/// When no row can be read at all.
pub fn read(
    kind: &'static Kind,
    bytes: &[u8],
    person: &mut dyn FnMut(&str) -> Option<Uuid>,
) -> Result<Reading, FileFault> {
    let (sniffed, text) = open(bytes);
    let mut raw = rows(&text, sniffed.separator).into_iter();
    let headings = raw.next().ok_or(FileFault::Empty)?;
    let columns = columns(kind, headings.cells.iter())?;
    let mut reading = Reading { sniffed, columns, rows: Vec::new(), faults: Vec::new(), nobody: Vec::new(), total: 0 };
    for row in raw {
        reading.total += 1;
        let number = row.number;
        match good_row(row, &reading.columns, person) {
            Ok((values, nobody)) => {
                reading.rows.push(GoodRow { row: number, values });
                reading.nobody.extend(nobody);
            }
            Err(faults) => reading.faults.extend(faults),
        }
    }
    refuse_doubles(kind, &mut reading);
    Ok(reading)
}

type Values = Vec<(usize, Option<Value>)>;

fn good_row(
    raw: RawRow,
    columns: &[Column],
    person: &mut dyn FnMut(&str) -> Option<Uuid>,
) -> Result<(Values, Vec<RowFault>), Vec<RowFault>> {
    let row = raw.number;
    let mut faults = Vec::new();
    if let Some(what) = misshapen(&raw, columns.len()) {
        faults.push(RowFault { row, column: None, cell: String::new(), what });
    }
    // Where a quote was left open, the cells are not the person's cells: telling them would only confuse.
    let cells = if raw.open_quote { StringRecord::new() } else { raw.cells };
    let mut values = Vec::with_capacity(columns.len());
    for (column, cell) in columns.iter().zip(cells.iter()) {
        let (Some(field), Some(position)) = (column.field, column.position) else { continue };
        match value(field, unguard(cell), person) {
            Ok(value) => values.push((position, value)),
            Err(fault) => {
                let stranger = matches!(fault, Fault::Person) && !field.required;
                faults.push(RowFault {
                    row,
                    column: Some(column.heading.clone()),
                    cell: cell.chars().take(80).collect(),
                    what: if stranger { RowProblem::Nobody } else { RowProblem::Cell(field, fault) },
                });
                values.push((position, None));
            }
        }
    }
    let goes_in = faults.iter().all(|fault| matches!(fault.what, RowProblem::Nobody));
    if goes_in { Ok((values, faults)) } else { Err(faults) }
}

/// More cells than headings are forgiven where the rest is empty: some programs end rows with a separator.
fn misshapen(raw: &RawRow, expected: usize) -> Option<RowProblem> {
    if raw.open_quote {
        return Some(RowProblem::OpenQuote);
    }
    let found = raw.cells.len();
    let rest_is_empty = raw.cells.iter().skip(expected).all(|cell| cell.trim().is_empty());
    (found < expected || !rest_is_empty).then_some(RowProblem::Cells { found, expected })
}

fn value(
    field: &'static Field,
    cell: &str,
    person: &mut dyn FnMut(&str) -> Option<Uuid>,
) -> Result<Option<Value>, Fault> {
    let value = match field.shape {
        Shape::Person if !cell.trim().is_empty() => {
            let id = person(&cell.trim().to_lowercase()).ok_or(Fault::Person)?;
            Some(Value::Text(id.to_string()))
        }
        _ => field.parse(cell)?,
    };
    if value.is_none() && field.required { Err(Fault::Missing) } else { Ok(value) }
}

/// Two rows with the same e-mail say two things of one client: the later ones are faults.
fn refuse_doubles(kind: &Kind, reading: &mut Reading) {
    let Some((position, field)) = kind.visible().find(|(_, field)| matches!(field.shape, Shape::Email)) else { return };
    let mut first: HashMap<String, usize> = HashMap::new();
    let faults = &mut reading.faults;
    let heading =
        reading.columns.iter().find(|column| column.position == Some(position)).map(|column| column.heading.clone());
    reading.rows.retain(|row| {
        let email = row.text(position);
        if email.is_empty() {
            return true;
        }
        match first.entry(email.to_lowercase()) {
            Entry::Vacant(place) => {
                place.insert(row.row);
                true
            }
            Entry::Occupied(place) => {
                let what = RowProblem::SameAs { field, row: *place.get() };
                faults.push(RowFault { row: row.row, column: heading.clone(), cell: email.to_owned(), what });
                false
            }
        }
    });
    faults.sort_by_key(|fault| fault.row);
}
