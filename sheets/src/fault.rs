//! Why a workbook cannot be read, told so that the person knows what to do next.

use domain::Words;
use domain::lang::words;
use serde::{Deserialize, Serialize};

/// Why nothing of a workbook is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// It is something else.
    #[error("this is no .xlsx workbook")]
    NotABook,
    /// A workbook of before 2007, or one that opens with a password: both are the same kind of file.
    #[error("this is an .xls workbook, or one with a password")]
    OldOrLocked,
    /// The file is not whole.
    #[error("the workbook is damaged")]
    Damaged,
    /// It unpacks to more than any list of clients.
    #[error("the workbook is too large")]
    TooLarge,
    /// No sheet in sight has anything in it.
    #[error("the workbook is empty")]
    Empty,
}

impl Fault {
    /// What is wrong, and the way out.
    pub const fn words(self) -> Words {
        match self {
            Self::NotABook => words(
                "Ce fichier n’est pas un classeur Excel (.xlsx). Enregistrez-le en «\u{a0}Classeur Excel (.xlsx)\u{a0}» ou en CSV, puis choisissez-le de nouveau.",
                "This file is not an Excel workbook (.xlsx). Save it as “Excel workbook (.xlsx)” or as CSV, then choose it again.",
            ),
            Self::OldOrLocked => words(
                "Ce classeur est d’un ancien format (.xls) ou protégé par un mot de passe. Ouvrez-le, enregistrez-le en .xlsx sans mot de passe, puis choisissez-le de nouveau.",
                "This workbook has an old format (.xls) or a password. Open it, save it as .xlsx without a password, then choose it again.",
            ),
            Self::Damaged => words(
                "Ce classeur est abîmé\u{a0}: rien n’en a été lu. Ouvrez-le, enregistrez-le de nouveau (ou en CSV), puis choisissez-le.",
                "This workbook is damaged: nothing was read of it. Open it, save it again (or as CSV), then choose it.",
            ),
            Self::TooLarge => words(
                "Ce classeur est trop grand\u{a0}: rien n’en a été lu. Partagez-le en plusieurs fichiers, ou enregistrez-le en CSV.",
                "This workbook is too large: nothing was read of it. Split it into several files, or save it as CSV.",
            ),
            Self::Empty => words(
                "Ce classeur est vide. Choisissez-en un dont une feuille porte les titres des colonnes en première ligne.",
                "This workbook is empty. Choose one with a sheet whose first row holds the column headings.",
            ),
        }
    }
}

/// How a zip archive begins, and how a compound file does (the form of `.xls` and of what has a password).
const ZIP: &[u8] = b"PK\x03\x04";
pub(crate) const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// Whether a file is one for [`read`](crate::read), by its name or by its first bytes: nothing else that an import takes
/// begins so.
pub fn is_book(name: &str, bytes: &[u8]) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let is_named = ending.is_some_and(|ending| ["xlsx", "xlsm", "xls"].contains(&ending.as_str()));
    is_named || bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_is_known_by_its_name_or_its_first_bytes() {
        assert!(is_book("Clients.XLSX", b"") && is_book("clients", b"PK\x03\x04") && is_book("", COMPOUND));
        assert!(!is_book("clients.csv", "Prénom;Nom".as_bytes()) && !is_book("xlsx", b"BEGIN:VCARD"));
    }
}
