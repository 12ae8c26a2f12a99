//! Reads a file into checked values: the good rows and every fault together, by row and column.

use csv::StringRecord;

use super::columns::{Column, columns};
use super::dates::DateForm;
use super::fault::{RowFault, RowProblem};
use super::guard::unguard;
use super::matching::{Key, Survey};
use super::names::Names;
use super::rows::{RawRow, Rows};
use super::sniff::{Sniffed, sniff};
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
    /// Cells of good rows that name nobody and nothing Carnet knows: the row goes in without, and says so.
    pub unknown: Vec<RowFault>,
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
    /// A row cannot be told apart from those below it.
    #[error("{}", .0.text(Lang::En))]
    Row(RowFault),
}

impl FileFault {
    /// What is wrong with the file, and the way out.
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Row(fault), _) => fault.text(lang),
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

/// Reads a file, whose cells may name these.
///
/// # Errors
/// When no row can be read at all.
pub fn read(kind: &'static Kind, bytes: &[u8], names: &Names) -> Result<Reading, FileFault> {
    let sniffed = sniff(bytes);
    let mut rows = Rows::new(sniffed);
    let mut raw = rows.push(bytes).map_err(FileFault::Row)?;
    raw.extend(rows.end().map_err(FileFault::Row)?);
    let mut raw = raw.into_iter();
    let layout = Layout::strict(kind, &raw.next().ok_or(FileFault::Empty)?)?;
    let mut reading =
        Reading { sniffed, columns: Vec::new(), rows: Vec::new(), faults: Vec::new(), unknown: Vec::new(), total: 0 };
    let mut survey = Survey::new(Key::Usual);
    for row in raw {
        reading.total += 1;
        match layout.check(&row, names) {
            Ok((row, unknown)) => match survey.row(&row) {
                Ok(()) => {
                    reading.rows.push(row);
                    reading.unknown.extend(unknown);
                }
                Err(what) => reading.faults.push(layout.fault(&row, what)),
            },
            Err(faults) => reading.faults.extend(faults),
        }
    }
    reading.columns = layout.columns;
    Ok(reading)
}

/// How the cells of a file become values.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Of which kind the rows are.
    pub kind: &'static Kind,
    /// The columns, in the order of the file.
    pub columns: Vec<Column>,
    /// How the file writes days.
    pub dates: DateForm,
    /// What every new record gets where its row has nothing: position of field and value.
    pub given: Vec<(usize, Value)>,
}

impl Layout {
    /// What the first row of a file says, where nobody can be asked.
    ///
    /// # Errors
    /// Two columns for one field, or none for a required one.
    pub fn strict(kind: &'static Kind, headings: &RawRow) -> Result<Self, FileFault> {
        let columns = columns(kind, headings.cells.iter())?;
        Ok(Self { kind, columns, dates: DateForm::DayFirst, given: Vec::new() })
    }

    /// Reads a column as another field, or not at all; a field is read from one column only.
    pub fn assign(&mut self, place: usize, position: Option<usize>) {
        for (other, column) in self.columns.iter_mut().enumerate() {
            if other == place || (position.is_some() && column.position() == position) {
                let heading = std::mem::take(&mut column.heading);
                *column = Column::new(self.kind, &heading, position.filter(|_| other == place));
            }
        }
    }

    /// The required fields that neither a column nor what is given fills: nothing can be read before they are.
    pub fn missing(&self) -> Vec<&'static Field> {
        let has =
            |position| self.is_given(position) || self.columns.iter().any(|column| column.position() == Some(position));
        self.kind
            .visible()
            .filter(|&(position, field)| field.required && !has(position))
            .map(|(_, field)| field)
            .collect()
    }

    /// The kinds that its columns link to.
    pub fn links(&self) -> impl Iterator<Item = &'static Kind> {
        self.columns.iter().filter_map(|column| self.kind.linked(column.position()?))
    }

    fn is_given(&self, position: usize) -> bool {
        self.given.iter().any(|(given, _)| *given == position)
    }

    /// The values of a row, with the cells that name what is not among `names`: the row goes in without it.
    ///
    /// # Errors
    /// Everything that is wrong with the row.
    pub fn check(&self, raw: &RawRow, names: &Names) -> Result<(GoodRow, Vec<RowFault>), Vec<RowFault>> {
        let row = raw.number;
        let mut faults = Vec::new();
        if let Some(what) = misshapen(raw, self.columns.len()) {
            faults.push(RowFault { row, column: None, cell: String::new(), what });
        }
        // Where a quote was left open, the cells are not the person's cells: telling them would only confuse.
        let empty = StringRecord::new();
        let cells = if raw.open_quote { &empty } else { &raw.cells };
        let mut values = Vec::with_capacity(self.columns.len());
        for (column, cell) in self.columns.iter().zip(cells) {
            let (Some(field), Some(position)) = (column.field, column.position()) else { continue };
            match self.value(field, position, unguard(cell), names) {
                Ok(value) => values.push((position, value)),
                Err(what) => {
                    faults.push(RowFault {
                        row,
                        column: Some(column.heading.clone()),
                        cell: cell.chars().take(80).collect(),
                        what,
                    });
                    values.push((position, None));
                }
            }
        }
        let goes_in = faults.iter().all(|fault| fault.what.lets_in());
        if goes_in { Ok((GoodRow { row, values }, faults)) } else { Err(faults) }
    }

    fn value(
        &self,
        field: &'static Field,
        position: usize,
        cell: &str,
        names: &Names,
    ) -> Result<Option<Value>, RowProblem> {
        let parsed = match field.shape {
            Shape::Person | Shape::Link(_) if !cell.trim().is_empty() => {
                return names.find(field, cell).map(|id| Some(Value::Text(id.to_string())));
            }
            Shape::Date => field.parse(&self.dates.day_first(cell).unwrap_or_else(|| cell.to_owned())),
            // Google writes "* Friends ::: * myContacts".
            Shape::Tags if cell.contains(":::") => field.parse(&cell.replace(":::", "|").replace("* ", "")),
            _ => field.parse(cell),
        };
        match parsed {
            Ok(None) if field.required && !self.is_given(position) => Err(Fault::Missing),
            parsed => parsed,
        }
        .map_err(|fault| RowProblem::Cell(field, fault))
    }

    /// What is wrong with a row that reads well, told at the cell it is about.
    pub fn fault(&self, row: &GoodRow, what: RowProblem) -> RowFault {
        let field = if let RowProblem::SameAs { field, .. } = &what { Some(*field) } else { None };
        let at = |field: &Field| {
            self.columns.iter().find(|column| column.field.is_some_and(|known| known.name == field.name))
        };
        let column = field.and_then(at);
        let cell = column.and_then(Column::position).map_or("", |position| row.text(position));
        RowFault { row: row.row, column: column.map(|column| column.heading.clone()), cell: cell.to_owned(), what }
    }
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
