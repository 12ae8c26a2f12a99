//! Maintenance: what sleeps, what says something old, and who looks after whom.

use domain::lang::words;
use domain::{Lang, Words};

use super::counted;

pub(crate) const TITLE: Words = words("Entretien du carnet", "Keeping the book clean");
pub(crate) const LOOKING: Words = words("Lecture du carnet…", "Reading the book…");
pub(crate) const STALE: Words = words("Fiches sans nouvelles", "Quiet records");
pub(crate) const STALE_HINT: Words =
    words("Ni contact, ni modification, ni rien de prévu depuis", "No contact, no change and nothing planned for");
pub(crate) const STALE_NONE: Words =
    words("Aucune fiche ne dort depuis si longtemps.", "No record has been quiet for so long.");
pub(crate) const ARCHIVE: Words = words("Archiver", "Archive");
pub(crate) const MAKE_INACTIVE: Words = words("Passer en Inactif", "Make inactive");
pub(crate) const ARCHIVED: Words = words(
    "Archivées sur cet appareil\u{a0}: elles quittent les listes, rien n’est effacé",
    "Archived on this device: they leave the lists, nothing is erased",
);
pub(crate) const CHANGED: Words = words("Statuts changés sur cet appareil", "Statuses changed on this device");
pub(crate) const STATUSES: Words = words("Statuts à mettre à jour", "Statuses to bring up to date");
pub(crate) const STATUSES_HINT: Words = words(
    "Ce que les affaires gagnées ou perdues et les derniers contacts laissent penser.",
    "What deals won or lost and the latest contacts suggest.",
);
pub(crate) const STATUSES_NONE: Words = words("Tous les statuts sont à jour.", "All statuses are up to date.");
pub(crate) const BRING_UP: Words = words("Mettre à jour", "Bring up to date");
pub(crate) const PORTFOLIOS: Words = words("Portefeuilles", "Portfolios");
pub(crate) const PORTFOLIOS_HINT: Words = words(
    "Qui suit combien de fiches. Confier un portefeuille passe aussi ses comptes, ses opportunités, ses échanges et ses suivis ouverts.",
    "Who looks after how many records. Handing a portfolio over also moves its accounts, opportunities, interactions and open follow-ups.",
);
pub(crate) const NOBODY: Words = words("Personne", "Nobody");
pub(crate) const FROM: Words = words("Portefeuille de", "Portfolio of");
pub(crate) const TO: Words = words("Confier à", "Hand over to");
pub(crate) const HAND_OVER: Words = words("Confier le portefeuille", "Hand the portfolio over");
pub(crate) const HANDED_OVER: Words =
    words("Portefeuille confié sur cet appareil", "Portfolio handed over on this device");
pub(crate) const UNDONE: Words = words("Annulé", "Undone");
pub(crate) const CHOOSE: Words = words("— choisir —", "— choose —");

/// "12 fiches".
pub(crate) fn records(lang: Lang, count: usize) -> String {
    counted(lang, count, words("fiche", "record"), words("fiches", "records"))
}

/// "24 mois".
pub(crate) const fn months(count: i64) -> Words {
    match count {
        6 => words("6 mois", "6 months"),
        12 => words("1 an", "1 year"),
        24 => words("2 ans", "2 years"),
        _ => words("3 ans", "3 years"),
    }
}

/// "12 fiches choisies".
pub(crate) fn chosen(lang: Lang, count: usize) -> String {
    counted(lang, count, words("fiche choisie", "record chosen"), words("fiches choisies", "records chosen"))
}

/// "et 12 autres fiches".
pub(crate) fn more(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Fr => format!("et {} de plus", records(lang, count)),
        Lang::En => format!("and {} more", records(lang, count)),
    }
}

/// "depuis le 12/03/2023".
pub(crate) fn since(lang: Lang, day: &str) -> String {
    match lang {
        Lang::Fr => format!("depuis le {day}"),
        Lang::En => format!("since {day}"),
    }
}
