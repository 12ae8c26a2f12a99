//! The list of records.

use domain::lang::words;
use domain::{Lang, Words};

use super::{counted, number};

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
    "Ajoutez un premier client\u{a0}: un nom et un e\u{2011}mail suffisent, le reste viendra. Cela marche aussi sans réseau.",
    "Add a first client: a name and an email are enough, the rest can follow. It works without a network too.",
);
pub(crate) const NOTHING: Words = words("Personne ne correspond", "Nobody matches");
pub(crate) const NOTHING_HINT: Words = words(
    "La recherche ignore accents et majuscules, et connaît les numéros\u{a0}: essayez moins de lettres, ou «\u{a0}06 12\u{a0}».",
    "Search ignores accents and capitals, and knows phone numbers: try fewer letters, or “06 12”.",
);
pub(crate) const FEWER_FILTERS: Words = words(
    "Aucune fiche ne passe tous ces filtres\u{a0}: retirez-en un.",
    "No record passes all these filters: remove one.",
);
pub(crate) const SHOW_ALL: Words = words("Afficher tout le monde", "Show everybody");
pub(crate) const NOT_YET: Words =
    words("Le carnet n’est pas encore sur cet appareil", "The book is not on this device yet");
pub(crate) const NOT_YET_HINT: Words = words(
    "Il arrive dès que le réseau répond\u{a0}; ensuite, tout marchera sans lui.",
    "It comes as soon as the network answers; from then on, everything works without it.",
);

pub(crate) const MORE_FILTERS: Words = words("Filtres", "Filters");
pub(crate) const NO_FILTERS: Words = words("Effacer les filtres", "Clear the filters");
pub(crate) const SOURCE: Words = words("Source", "Source");
pub(crate) const WHO: Words = words("Assigné à", "Assigned to");
pub(crate) const ANYBODY: Words = words("Tout le monde", "Anybody");
pub(crate) const NOBODY: Words = words("Personne", "Nobody");
pub(crate) const STATE: Words = words("État", "State");
pub(crate) const STATE_ANY: Words = words("Actifs et inactifs", "Active and inactive");
pub(crate) const STATES: [Words; 3] =
    [words("Actifs", "Active"), words("Inactifs", "Inactive"), words("Archivés", "Archived")];
pub(crate) const CITY: Words = words("Ville", "City");
pub(crate) const COUNTRY: Words = words("Pays", "Country");
pub(crate) const TAG: Words = words("Tag", "Tag");
pub(crate) const CONTACT: Words = words("Prochain contact", "Next contact");
pub(crate) const CONTACT_ANY: Words = words("Peu importe", "Any");
pub(crate) const CONTACTS: [Words; 6] = [
    words("En retard", "Late"),
    words("En retard ou aujourd’hui", "Late or today"),
    words("Aujourd’hui", "Today"),
    words("Dans les 7 jours", "Within 7 days"),
    words("Cette semaine", "This week"),
    words("Sans prochain contact", "No next contact"),
];
pub(crate) const RECENT: Words = words("Ajoutés ces 7 derniers jours", "Added in the last 7 days");
pub(crate) const INCOMPLETE: Words = words("À compléter", "To be completed");
pub(crate) const SHOW: Words = words("Voir la liste", "See the list");
pub(crate) const COLUMNS: Words = words("Colonnes", "Columns");
pub(crate) const MENU: Words = words("Actions", "Actions");
pub(crate) const OPEN: Words = words("Ouvrir", "Open");
pub(crate) const PLAN: Words = words("Planifier un suivi", "Plan a follow-up");
pub(crate) const ASSIGN: Words = words("Assigner", "Assign");
pub(crate) const CHANGE_STATUS: Words = words("Changer le statut", "Change the status");
pub(crate) const ADD_TAG: Words = words("Ajouter un tag", "Add a tag");
pub(crate) const FILTER_BY_TAG: Words = words("Ajouter ce filtre", "Add this filter");
pub(crate) const REMOVE_TAG: Words = words("Retirer un tag", "Remove a tag");
pub(crate) const NO_TAGS: Words = words("Aucun de ces clients n’a de tag.", "None of these clients has a tag.");
pub(crate) const ARCHIVE: Words = words("Archiver", "Archive");
pub(crate) const UNARCHIVE: Words = words("Désarchiver", "Unarchive");
pub(crate) const EXPORT: Words = words("Exporter", "Export");
pub(crate) const SELECT: Words = words("Sélectionner", "Select");
pub(crate) const SELECT_PAGE: Words = words("Sélectionner les lignes visibles", "Select the rows in sight");
pub(crate) const SELECTION: Words = words("Sélection", "Selection");
pub(crate) const STOP: Words = words("Arrêter", "Stop");
pub(crate) const STOPPED: Words = words("Arrêté\u{a0}: rien n’a changé", "Stopped: nothing was changed");
pub(crate) const UNCHANGED: Words = words("Rien à changer", "Nothing to change");
pub(crate) const TAKEN_BACK: Words = words("C’est annulé", "It is undone");
pub(crate) const BOOK: Words = words("Classeur Excel (XLSX)", "Excel workbook (XLSX)");
pub(crate) const BOOK_HINT: Words =
    words("De vraies dates et de vrais montants, prêts à trier", "Real dates and real amounts, ready to sort");
pub(crate) const EXCEL: Words = words("CSV pour Excel", "CSV for Excel (France)");
pub(crate) const EXCEL_HINT: Words =
    words("Point-virgule, dates JJ/MM/AAAA, virgule décimale", "Semicolons, DD/MM/YYYY, decimal comma");
pub(crate) const STANDARD: Words = words("CSV standard", "Standard CSV");
pub(crate) const STANDARD_HINT: Words = words("Virgule, dates AAAA-MM-JJ", "Commas, YYYY-MM-DD");
pub(crate) const CARDS: Words = words("Cartes de visite (vCard)", "Contact cards (vCard)");
pub(crate) const CARDS_HINT: Words =
    words("Pour les contacts d’un téléphone ou d’Outlook", "For the contacts of a phone or of Outlook");
pub(crate) const NO_MODULE: Words = words(
    "Ce qui écrit les classeurs n’est pas encore sur cet appareil\u{a0}: réessayez avec un réseau, ou prenez le CSV",
    "What writes workbooks is not on this device yet: try again with a network, or take the CSV",
);
pub(crate) const COPY_EMAILS: Words = words("Copier les e-mails", "Copy the emails");
pub(crate) const COPY_EMAILS_HINT: Words =
    words("Pour une campagne\u{a0}: séparés par des points-virgules", "For a campaign: separated by semicolons");
pub(crate) const NOT_COPIED: Words =
    words("Le navigateur n’a pas permis de copier", "The browser did not allow copying");
pub(crate) const NOT_READ: Words =
    words("Cet appareil n’a pas pu lire les fiches", "This device could not read the records");
pub(crate) const READING: Words = words("Lecture du carnet…", "Reading the book…");
pub(crate) const STILL_ARRIVING: Words = words(
    "Le carnet arrive encore sur cet appareil\u{a0}; l’export s’ouvre dès qu’il est là.",
    "The book is still arriving on this device; the export opens as soon as it is here.",
);
pub(crate) const VIEWS: Words = words("Vues enregistrées", "Saved views");
pub(crate) const EVERYBODY: Words = words("Tous", "All");
pub(crate) const SAVE_VIEW: Words = words("Enregistrer la vue", "Save the view");
pub(crate) const THIS_VIEW: Words = words("Modifier la vue", "Edit the view");
pub(crate) const VIEW_NAME: Words = words("Nom de la vue", "Name of the view");
pub(crate) const SHARED: Words = words("Partagée avec toute l’équipe", "Shared with the whole team");
pub(crate) const SAVE: Words = words("Enregistrer", "Save");
pub(crate) const VIEW_SAVED: Words = words("Vue enregistrée", "View saved");
pub(crate) const VIEW_DELETED: Words = words("Vue supprimée", "View deleted");
pub(crate) const TAGS: Words = words("Tags", "Tags");
pub(crate) const TAGS_EMPTY: Words = words("Aucun tag pour l’instant", "No tags yet");
pub(crate) const TAGS_EMPTY_HINT: Words = words(
    "Un tag se pose sur une fiche, ou sur plusieurs depuis la liste\u{a0}: il fait un segment pour une campagne.",
    "Put a tag on a record, or on several from the list: it makes a segment for a campaign.",
);
pub(crate) const RENAME: Words = words("Modifier", "Edit");
pub(crate) const RENAME_HINT: Words = words(
    "Un nom qui existe déjà réunit les deux tags, sur toutes les fiches.",
    "A name that exists already joins the two tags, on every record.",
);
pub(crate) const TAG_SAVED: Words = words("Tag enregistré", "Tag saved");
pub(crate) const COLOUR: Words = words("Couleur", "Colour");

/// "3 sélectionnés".
pub(crate) fn chosen(lang: Lang, count: usize) -> String {
    counted(lang, count, words("sélectionné", "selected"), words("sélectionnés", "selected"))
}

/// "Sélectionner les 50 000 clients".
pub(crate) fn choose_all(lang: Lang, total: usize) -> String {
    let total = count(lang, total);
    match lang {
        Lang::Fr => format!("Sélectionner les {total}"),
        Lang::En => format!("Select all {total}"),
    }
}

/// "Sélectionner Zoé Martin".
pub(crate) fn choose_one(lang: Lang, name: &str) -> String {
    [SELECT.get(lang), " ", name].concat()
}

/// "Actions pour Zoé Martin".
pub(crate) fn menu_of(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Fr => format!("Actions pour {name}"),
        Lang::En => format!("Actions for {name}"),
    }
}

/// "Retirer le filtre Lyon".
pub(crate) fn without(lang: Lang, filter: &str) -> String {
    match lang {
        Lang::Fr => format!("Retirer le filtre {filter}"),
        Lang::En => format!("Remove the filter {filter}"),
    }
}

/// "12 clients modifiés".
pub(crate) fn changed(lang: Lang, count: usize) -> String {
    counted(lang, count, words("client modifié", "client changed"), words("clients modifiés", "clients changed"))
}

/// "12 clients archivés".
pub(crate) fn archived(lang: Lang, count: usize) -> String {
    counted(lang, count, words("client archivé", "client archived"), words("clients archivés", "clients archived"))
}

/// "12 clients supprimés".
pub(crate) fn deleted(lang: Lang, count: usize) -> String {
    counted(lang, count, words("client supprimé", "client deleted"), words("clients supprimés", "clients deleted"))
}

/// "12 adresses copiées".
pub(crate) fn copied(lang: Lang, count: usize) -> String {
    counted(lang, count, words("adresse copiée", "address copied"), words("adresses copiées", "addresses copied"))
}

/// "1 200 sur 50 000".
pub(crate) fn progress(lang: Lang, done: usize, total: usize) -> String {
    let between = words("sur", "of").get(lang);
    format!("{}\u{a0}{between}\u{a0}{}", number(lang, done), number(lang, total))
}

/// "10 000 clients".
pub(crate) fn count(lang: Lang, count: usize) -> String {
    counted(lang, count, words("client", "client"), words("clients", "clients"))
}
