//! Duplicates: who is likely the same person twice, and how two records become one.

use domain::lang::words;
use domain::{Lang, Words};

use super::counted;

pub(crate) const TITLE: Words = words("Doublons", "Duplicates");
pub(crate) const HINT: Words = words(
    "Fiches qui semblent désigner la même personne. Rien n’est fusionné sans vous.",
    "Records that seem to tell of one person twice. Nothing is merged without you.",
);
pub(crate) const SEARCHING: Words = words("Recherche dans tout le carnet…", "Searching the whole book…");
pub(crate) const NONE: Words = words("Aucun doublon en vue", "No duplicates in sight");
pub(crate) const NONE_HINT: Words = words(
    "Carnet compare e-mails, téléphones et noms de toutes les fiches de cet appareil.",
    "Carnet compares emails, phones and names of every record on this device.",
);
pub(crate) const COMPARE: Words = words("Comparer et fusionner", "Compare and merge");
pub(crate) const APART: Words = words("Ce ne sont pas des doublons", "These are not duplicates");
pub(crate) const TOLD_APART: Words = words(
    "Retenu sur cet appareil\u{a0}: ces fiches ne seront plus proposées ensemble",
    "Remembered on this device: these records will not be offered together again",
);
pub(crate) const MERGE: Words = words("Fusionner en une fiche", "Merge into one record");
pub(crate) const MERGED: Words = words("Fiches fusionnées sur cet appareil", "Records merged on this device");
pub(crate) const UNDONE: Words = words("Fusion annulée", "Merge undone");
pub(crate) const MERGE_HINT: Words = words(
    "Choisissez chaque valeur. Les tags sont réunis, les notes mises bout à bout\u{a0}; opportunités, interactions et suivis passent à la fiche gardée.",
    "Choose each value. Tags are united and notes joined; opportunities, interactions and follow-ups move to the record that is kept.",
);
pub(crate) const SAME: Words = words("Tout le reste est identique.", "Everything else is the same.");
pub(crate) const EMPTY: Words = words("(vide)", "(empty)");
pub(crate) const LOOKS_LIKE: Words = words("Ressemble à", "Looks like");
pub(crate) const OPEN: Words = words("ouvrir", "open");
pub(crate) const BACK: Words = words("Fermer", "Close");

/// "2 fiches".
pub(crate) fn records(lang: Lang, count: usize) -> String {
    counted(lang, count, words("fiche", "record"), words("fiches", "records"))
}

/// "12 doublons probables".
pub(crate) fn found(lang: Lang, count: usize) -> String {
    counted(
        lang,
        count,
        words("doublon probable", "likely duplicate"),
        words("doublons probables", "likely duplicates"),
    )
}
