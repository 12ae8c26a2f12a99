//! What is wrong with one row of a file, told with its number, its column and the way out.

use crate::kind::{Field, Shape};
use crate::lang::Lang;
use crate::problem::Fault;

/// Something wrong with one row.
#[derive(Debug, Clone)]
pub struct RowFault {
    /// Its number as a spreadsheet counts: the headings are row 1.
    pub row: usize,
    /// The heading of the column, where one column is at fault.
    pub column: Option<String>,
    /// What stands in that cell, cut after 80 characters.
    pub cell: String,
    /// What is wrong.
    pub what: RowProblem,
}

/// What can be wrong with a row.
#[derive(Debug, Clone)]
pub enum RowProblem {
    /// A cell does not suit its field.
    Cell(&'static Field, Fault),
    /// Not as many cells as there are headings.
    Cells {
        /// In the row.
        found: usize,
        /// In the headings.
        expected: usize,
    },
    /// A quote was opened and never closed.
    OpenQuote,
    /// It is longer than any row: a quote caught those below it.
    TooLong,
    /// An earlier row of the file has the same value where it tells clients apart.
    SameAs {
        /// The field.
        field: &'static Field,
        /// The earlier row.
        row: usize,
    },
    /// Several records of the book answer to this row.
    SeveralRecords {
        /// How many.
        count: usize,
    },
    /// The cell names somebody who may not sign in, or a record that is not there.
    Unknown(&'static Field),
    /// Several records have the name in the cell.
    Ambiguous(&'static Field),
    /// Other rows answer to the same record of the book.
    SeveralRows,
}

/// The same words for the same fault.
impl PartialEq for RowProblem {
    fn eq(&self, other: &Self) -> bool {
        self.text(Lang::En) == other.text(Lang::En)
    }
}

impl RowFault {
    /// `Ligne 12, colonne « E-mail », « pas-un-email » : ce n’est pas…`
    pub fn text(&self, lang: Lang) -> String {
        let column = self.column.as_deref();
        let place = match (lang, column) {
            (Lang::Fr, Some(column)) if self.cell.is_empty() => {
                format!("Ligne {}, colonne «\u{a0}{column}\u{a0}»", self.row)
            }
            (Lang::Fr, Some(column)) => {
                format!("Ligne {}, colonne «\u{a0}{column}\u{a0}», valeur «\u{a0}{}\u{a0}»", self.row, self.one_line())
            }
            (Lang::Fr, None) => format!("Ligne {}", self.row),
            (Lang::En, Some(column)) if self.cell.is_empty() => format!("Row {}, column “{column}”", self.row),
            (Lang::En, Some(column)) => format!("Row {}, column “{column}”, value “{}”", self.row, self.one_line()),
            (Lang::En, None) => format!("Row {}", self.row),
        };
        match lang {
            Lang::Fr => format!("{place}\u{a0}: {}", self.what.text(lang)),
            Lang::En => format!("{place}: {}", self.what.text(lang)),
        }
    }

    fn one_line(&self) -> String {
        self.cell.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
    }
}

impl RowProblem {
    /// Whether the row goes in all the same, without what the cell names.
    pub(super) fn lets_in(&self) -> bool {
        matches!(self, Self::Unknown(field) | Self::Ambiguous(field) if !field.required)
    }

    /// Whether the cell names somebody who may not sign in.
    pub fn is_stranger(&self) -> bool {
        matches!(self, Self::Unknown(Field { shape: Shape::Person, .. }))
    }

    /// What is wrong, and the way out.
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => self.french(),
            Lang::En => self.english(),
        }
    }

    fn french(&self) -> String {
        match self {
            Self::Cell(field, fault) => fault.text(field, Lang::Fr),
            Self::Cells { found, expected } => format!(
                "La ligne a {found} cellules au lieu de {expected}. Elle est coupée, ou une cellule contient un séparateur sans guillemets\u{a0}: corrigez-la."
            ),
            Self::OpenQuote => "Un guillemet ouvert n’est jamais refermé\u{a0}: tout le reste du fichier est pris dans cette ligne. Refermez-le ou retirez-le.".to_owned(),
            Self::TooLong => "La ligne dépasse 4\u{a0}Mo\u{a0}: un guillemet y est sans doute ouvert, et le reste du fichier pris dans cette ligne. Refermez-le ou retirez-le.".to_owned(),
            Self::SameAs { field, row } => format!(
                "«\u{a0}{}\u{a0}» est le même qu’à la ligne {row}, qui est gardée. Regroupez les deux lignes en une, ou corrigez l’une d’elles.",
                field.label.fr
            ),
            Self::SeveralRecords { count } => format!(
                "Cette ligne correspond à {count} fiches. Fusionnez ces fiches, ou donnez dans le fichier l’e-mail de celle à modifier."
            ),
            Self::Unknown(Field { shape: Shape::Person, .. }) => "Personne n’est inscrit sous ce nom\u{a0}: la fiche reste sans assignation. Invitez cette personne, puis importez le fichier à nouveau.".to_owned(),
            Self::Unknown(field) => format!(
                "Aucune fiche «\u{a0}{}\u{a0}» ne porte ce nom\u{a0}: la ligne entre sans elle. Créez cette fiche ou corrigez le nom, puis importez le fichier à nouveau.",
                field.label.fr
            ),
            Self::Ambiguous(field) => format!(
                "Plusieurs fiches «\u{a0}{}\u{a0}» portent ce nom\u{a0}: la ligne entre sans aucune d’elles. Choisissez la bonne dans la fiche du client, ou renommez-en une et importez le fichier à nouveau.",
                field.label.fr
            ),
            Self::SeveralRows => "Plusieurs lignes correspondent à la même fiche, avec d’autres e-mails. Gardez-en une, ou corrigez les noms.".to_owned(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Cell(field, fault) => fault.text(field, Lang::En),
            Self::Cells { found, expected } => {
                format!(
                    "The row has {found} cells instead of {expected}. It is cut, or a cell holds a separator without quotes: mend it."
                )
            }
            Self::OpenQuote => {
                "A quote is opened and never closed: the rest of the file is caught in this row. Close it or remove it."
                    .to_owned()
            }
            Self::TooLong => {
                "The row is longer than 4 MB: it seems that a quote is opened in it, and the rest of the file caught. Close it or remove it."
                    .to_owned()
            }
            Self::SameAs { field, row } => {
                format!(
                    "“{}” is the same as in row {row}, which is kept. Join the two rows or correct one of them.",
                    field.label.en
                )
            }
            Self::SeveralRecords { count } => {
                format!(
                    "This row answers to {count} records. Merge these records, or give in the file the email of the one to change."
                )
            }
            Self::Unknown(Field { shape: Shape::Person, .. }) => {
                "Nobody is registered under this name: the record stays unassigned. Invite this person, then import the file again."
                    .to_owned()
            }
            Self::Unknown(field) => {
                format!(
                    "There is no “{}” of this name: the row goes in without it. Create it or correct the name, then import the file again.",
                    field.label.en
                )
            }
            Self::Ambiguous(field) => {
                format!(
                    "Several records for “{}” have this name: the row goes in without any of them. Choose the right one on the client’s record, or rename one and import the file again.",
                    field.label.en
                )
            }
            Self::SeveralRows => {
                "Several rows answer to the same record, with other emails. Keep one of them, or correct the names."
                    .to_owned()
            }
        }
    }
}
