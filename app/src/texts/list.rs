//! The list of records.

use domain::lang::words;
use domain::{Lang, Words};

use super::counted;

pub(crate) const SEARCH: Words = words("Rechercher un client", "Search clients");
pub(crate) const SEARCH_HINT: Words = words("Nom, entreprise, téléphone…", "Name, company, phone…");
pub(crate) const CLEAR: Words = words("Effacer la recherche", "Clear the search");
pub(crate) const FILTERS: Words = words("Filtrer la liste", "Filter the list");
pub(crate) const MINE: Words = words("À moi", "Mine");
pub(crate) const UNASSIGNED: Words = words("Non assignés", "Unassigned");
pub(crate) const NAME: Words = words("Nom", "Name");
pub(crate) const PHONE: Words = words("Téléphone", "Phone");
pub(crate) const NO_NAME: Words = words("Sans nom", "No name");
pub(crate) const LOCAL: Words =
    words("Modifié sur cet appareil, pas encore envoyé", "Changed on this device, not sent yet");
pub(crate) const CONFLICT: Words = words("Conflit à trancher", "Conflict to settle");
pub(crate) const LATE: Words = words("en retard", "late");

pub(crate) const EMPTY: Words = words("Votre carnet est encore vide", "Your book is still empty");
pub(crate) const EMPTY_HINT: Words = words(
    "Ajoutez un premier client\u{a0}: un nom et un e-mail suffisent, le reste viendra. Cela marche aussi sans réseau.",
    "Add a first client: a name and an email are enough, the rest can follow. It works without a network too.",
);
pub(crate) const NOTHING: Words = words("Personne ne correspond", "Nobody matches");
pub(crate) const NOTHING_HINT: Words = words(
    "La recherche ignore accents et majuscules, et connaît les numéros\u{a0}: essayez moins de lettres, ou «\u{a0}06 12\u{a0}».",
    "Search ignores accents and capitals, and knows phone numbers: try fewer letters, or “06 12”.",
);
pub(crate) const SHOW_ALL: Words = words("Afficher tout le monde", "Show everybody");
pub(crate) const NOT_YET: Words =
    words("Le carnet n’est pas encore sur cet appareil", "The book is not on this device yet");
pub(crate) const NOT_YET_HINT: Words = words(
    "Il arrive dès que le réseau répond\u{a0}; ensuite, tout marchera sans lui.",
    "It comes as soon as the network answers; from then on, everything works without it.",
);

/// "10 000 clients".
pub(crate) fn count(lang: Lang, count: usize) -> String {
    counted(lang, count, words("client", "client"), words("clients", "clients"))
}
