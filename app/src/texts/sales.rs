//! Sales: prospects, opportunities, accounts, interactions, trade shows, reports.

use domain::lang::words;
use domain::{Lang, Words};

use super::{counted, number};

pub(crate) const SALES: Words = words("Ventes", "Sales");
pub(crate) const PROSPECTS: Words = words("Prospects", "Prospects");
pub(crate) const OPPORTUNITIES: Words = words("Opportunités", "Opportunities");
pub(crate) const ACCOUNTS: Words = words("Comptes", "Accounts");
pub(crate) const INTERACTIONS: Words = words("Interactions", "Interactions");
pub(crate) const EVENTS: Words = words("Salons", "Trade shows");
pub(crate) const REPORTS: Words = words("Rapports", "Reports");
pub(crate) const STAGES: Words = words("Étapes", "Stages");

pub(crate) const NEW_ACCOUNT: Words = words("Nouveau compte", "New account");
pub(crate) const NEW_OPPORTUNITY: Words = words("Nouvelle opportunité", "New opportunity");
pub(crate) const NEW_INTERACTION: Words = words("Nouvelle interaction", "New interaction");
pub(crate) const NEW_EVENT: Words = words("Nouveau salon", "New trade show");
pub(crate) const NEW_STAGE: Words = words("Nouvelle étape", "New stage");

pub(crate) const NO_ACCOUNT: Words = words("Aucun compte pour l’instant", "No account yet");
pub(crate) const NO_ACCOUNT_HINT: Words = words(
    "Un compte est une entreprise\u{a0}: ses contacts, ses opportunités et vos échanges s’y retrouvent sur une seule page.",
    "An account is a company: its contacts, its opportunities and your exchanges come together on one page.",
);
pub(crate) const NO_OPPORTUNITY: Words = words("Aucune opportunité pour l’instant", "No opportunity yet");
pub(crate) const NO_OPPORTUNITY_HINT: Words = words(
    "Notez ce que vous pourriez vendre, à qui et pour combien\u{a0}; le tableau en fait la somme, étape par étape.",
    "Write down what you may sell, to whom and for how much; the board adds it up stage by stage.",
);
pub(crate) const NO_INTERACTION: Words = words("Aucun échange noté pour l’instant", "No exchange logged yet");
pub(crate) const NO_INTERACTION_HINT: Words = words(
    "Sur une fiche, «\u{a0}Noter un échange\u{a0}» garde en deux gestes un appel, un e-mail ou une visite.",
    "On a record, “Log an exchange” keeps a call, an email or a visit in two taps.",
);
pub(crate) const NO_EVENT: Words = words("Aucun salon pour l’instant", "No trade show yet");
pub(crate) const NO_EVENT_HINT: Words = words(
    "Ajoutez le salon où vous serez\u{a0}: la capture rapide s’en souviendra pour chaque personne rencontrée.",
    "Add the show you are going to: quick capture remembers it for everybody you meet.",
);
pub(crate) const NO_STAGE: Words = words("Aucune étape", "No stage");
pub(crate) const NO_STAGE_HINT: Words =
    words("Ajoutez les étapes par lesquelles passent vos ventes.", "Add the stages your sales go through.");

pub(crate) const SEARCH: Words = words("Rechercher", "Search");
pub(crate) const NOTHING: Words = words("Rien ne correspond", "Nothing matches");
pub(crate) const NOTHING_HINT: Words =
    words("Essayez moins de lettres, ou enlevez un filtre.", "Try fewer letters, or take a filter off.");
pub(crate) const SHOW_ALL: Words = words("Tout afficher", "Show everything");
pub(crate) const WITHOUT: Words = words("(vide)", "(none)");
pub(crate) const READING: Words = words("Lecture du carnet…", "Reading the book…");
pub(crate) const TAKEN_BACK: Words = words("C’est annulé", "Taken back");
pub(crate) const BOARD: Words = words("Tableau", "Board");
pub(crate) const LIST: Words = words("Liste", "List");
pub(crate) const VIEW: Words = words("Présentation", "View");
pub(crate) const WEIGHTED: Words = words("pondéré", "weighted");
pub(crate) const FORECAST: Words = words("Prévisions", "Forecast");
pub(crate) const MONTH: Words = words("Mois", "Month");
pub(crate) const COUNT: Words = words("Nombre", "Count");
pub(crate) const AMOUNT: Words = words("Montant", "Amount");
pub(crate) const WEIGHTED_AMOUNT: Words = words("Montant pondéré", "Weighted amount");
pub(crate) const NO_DATE: Words = words("Sans date", "No date");
pub(crate) const NO_LANE: Words = words("Sans étape", "No stage");
pub(crate) const TOTAL: Words = words("Total", "Total");
pub(crate) const EDIT_STAGES: Words = words("Modifier les étapes", "Edit the stages");

pub(crate) const MOVE_TO: Words = words("Déplacer vers…", "Move to…");
pub(crate) const WHY_LOST: Words = words("Pourquoi est-ce perdu\u{a0}?", "Why was it lost?");
pub(crate) const NO_REASON: Words = words("Sans préciser", "Rather not say");
pub(crate) const DRAG_HINT: Words = words(
    "Glissez une fiche, appuyez longuement dessus, ou touche «\u{a0}m\u{a0}» pour la déplacer.",
    "Drag a card, hold it, or press “m” to move it.",
);

pub(crate) const LOG: Words = words("Noter un échange", "Log an exchange");
pub(crate) const COMPLETE: Words = words("Compléter", "Complete");
pub(crate) const SALES_OF: Words = words("Ventes et échanges", "Sales and exchanges");
pub(crate) const OPEN_AMOUNT: Words = words("En cours", "Open");
pub(crate) const ADD: Words = words("Ajouter", "Add");
pub(crate) const NONE_HERE: Words = words("Rien encore.", "Nothing yet.");

pub(crate) const CAPTURE: Words = words("Capture rapide", "Quick capture");
pub(crate) const CAPTURE_NAME: Words = words("Nom", "Name");
pub(crate) const CAPTURE_COMPANY: Words = words("Entreprise", "Company");
pub(crate) const CAPTURE_CONTACT: Words = words("Téléphone ou e-mail", "Phone or email");
pub(crate) const CAPTURE_NOTE: Words = words("Note", "Note");
pub(crate) const CAPTURE_EVENT: Words = words("Salon", "Trade show");
pub(crate) const NO_EVENT_NOW: Words = words("Aucun", "None");
pub(crate) const QUOTE: Words = words("Devis", "Quote");
pub(crate) const CALL_BACK: Words = words("Rappeler J+2", "Call back in 2 days");
pub(crate) const KEEP: Words = words("Garder et suivant", "Keep and next");
pub(crate) const CAPTURED_HERE: Words = words("Dans cette session", "In this session");
pub(crate) const CAPTURE_EMPTY: Words = words(
    "Il faut au moins un nom, une entreprise, un contact ou une photo.",
    "A name, a company, a contact or a photo is needed.",
);
pub(crate) const PHOTOGRAPH: Words = words("Photographier une carte", "Photograph a card");
pub(crate) const PHOTOGRAPHING: Words = words("Préparation…", "Preparing…");
pub(crate) const PHOTOGRAPHED: Words = words("Carte photographiée", "Photographed card");
pub(crate) const NO_PHOTO: Words = words(
    "Ce fichier n’est pas une photo que cet appareil sait lire\u{a0}: reprenez-la, ou choisissez une image JPEG ou PNG.",
    "This file is no photo that this device can read: take it again, or choose a JPEG or PNG picture.",
);
pub(crate) const SCAN: Words = words("Lire le QR d’un badge", "Read the QR code of a badge");
pub(crate) const SCANNING: Words = words("Lecture…", "Reading…");
pub(crate) const NO_CODE: Words = words(
    "Aucun code lisible sur cette photo\u{a0}: rapprochez-vous, bien à plat, ou saisissez le nom.",
    "No readable code in this picture: move closer, hold it flat, or type the name.",
);
pub(crate) const NO_SCAN: Words = words(
    "Le lecteur de codes n’est pas encore sur cet appareil\u{a0}: saisissez le nom, ou réessayez avec du réseau.",
    "The code reader is not on this device yet: type the name, or try again with a network.",
);
pub(crate) const CAPTURE_HINT: Words = words(
    "Un nom ou un numéro suffit\u{a0}; le reste se complète au retour.",
    "A name or a number is enough; the rest can follow at the office.",
);
pub(crate) const TO_COMPLETE: Words = words("À compléter", "To complete");
pub(crate) const UNDO: Words = words("Annuler", "Undo");
pub(crate) const CAPTURES: Words = words("Captures", "Captures");
pub(crate) const CAPTURES_BY_PERSON: Words = words("Captures par personne", "Captures by person");
pub(crate) const HOT_ONES: Words = words("Chauds", "Hot");
pub(crate) const CONVERTED_ONES: Words = words("Convertis", "Converted");

pub(crate) const NO_PROSPECT: Words = words("Aucun prospect pour l’instant", "No prospect yet");
pub(crate) const NO_PROSPECT_HINT: Words = words(
    "La capture rapide en note un en dix secondes, même sans réseau.",
    "Quick capture writes one down in ten seconds, even without a network.",
);
pub(crate) const CONVERT: Words = words("Convertir en client", "Convert to client");
pub(crate) const CONVERT_MISSING: Words =
    words("Avant de convertir, complétez\u{a0}:", "Before converting, please complete:");
pub(crate) const CONVERT_ACCOUNT: Words = words("Compte", "Account");
pub(crate) const CONVERT_DEAL: Words = words("Créer une opportunité", "Create an opportunity");
pub(crate) const CONVERT_DEAL_NAME: Words = words("Nom de l’opportunité", "Name of the opportunity");
pub(crate) const CONVERTED: Words = words("Prospect converti", "Prospect converted");
pub(crate) const LINK_ACCOUNT: Words = words("Relier", "Link");
pub(crate) const LINKED: Words = words("Compte relié", "Account linked");

pub(crate) const REPORT_BY: Words = words("Par", "By");
pub(crate) const REPORT_ACROSS: Words = words("Croisé avec", "Across");
pub(crate) const REPORT_NOTHING_ACROSS: Words = words("Rien", "Nothing");
pub(crate) const REPORT_FROM: Words = words("Du", "From");
pub(crate) const REPORT_TO: Words = words("Au", "To");
pub(crate) const REPORT_PERSON: Words = words("Personne", "Person");
pub(crate) const REPORT_EVERYBODY: Words = words("Tout le monde", "Everybody");
pub(crate) const REPORT_NOBODY: Words = words("Non assignés", "Unassigned");
pub(crate) const REPORT_EMPTY: Words = words("Rien à compter", "Nothing to count");
pub(crate) const REPORT_EMPTY_HINT: Words =
    words("Élargissez la période, ou choisissez tout le monde.", "Widen the period, or choose everybody.");
pub(crate) const REPORT_REASONS: Words = words("Raisons des pertes", "Lost reasons");
pub(crate) const BECAME_CLIENT: Words = words("Convertis", "Converted");
pub(crate) const PRINT: Words = words("Imprimer", "Print");
pub(crate) const DOWNLOAD: Words = words("Télécharger (CSV)", "Download (CSV)");
pub(crate) const DOWNLOAD_BOOK: Words = words("Télécharger (Excel)", "Download (Excel)");

pub(crate) const UP: Words = words("Monter", "Move up");
pub(crate) const DOWN: Words = words("Descendre", "Move down");
pub(crate) const RETIRE: Words = words("Retirer", "Retire");
pub(crate) const BRING_BACK: Words = words("Remettre", "Bring back");
pub(crate) const RETIRED: Words = words("retirée", "retired");
pub(crate) const STAGES_HINT: Words = words(
    "Renommer une étape garde son historique. Une étape retirée reste visible tant que des opportunités s’y trouvent.",
    "Renaming a stage keeps its history. A retired stage stays visible while opportunities are in it.",
);
pub(crate) const STAGES_ADMIN: Words =
    words("Seul un administrateur peut modifier les étapes.", "Only an administrator can edit the stages.");
pub(crate) const STAGE_CHANGED: Words = words("Étapes modifiées", "Stages changed");

/// "Photo 1", among those of a capture.
pub(crate) fn shot(lang: Lang, number: usize) -> String {
    [words("Photo", "Photo").get(lang), "\u{a0}", &number.to_string()].concat()
}

/// "Retirer la photo 1".
pub(crate) fn remove_shot(lang: Lang, number: usize) -> String {
    [words("Retirer la photo", "Remove photo").get(lang), "\u{a0}", &number.to_string()].concat()
}

/// "12 fiches".
/// What a badge gave.
pub(crate) fn scanned(lang: Lang, count: usize) -> String {
    counted(
        lang,
        count,
        words("champ lu sur le badge", "field read on the badge"),
        words("champs lus sur le badge", "fields read on the badge"),
    )
}

pub(crate) fn count(lang: Lang, count: usize) -> String {
    counted(lang, count, words("fiche", "record"), words("fiches", "records"))
}

/// "Afficher la suite (120)".
pub(crate) fn more(lang: Lang, rest: usize) -> String {
    format!("{} ({})", words("Afficher la suite", "Show more").get(lang), number(lang, rest))
}

/// "Toiture : Négociation".
pub(crate) fn moved(lang: Lang, name: &str, place: &str) -> String {
    match lang {
        Lang::Fr => format!("{name}\u{a0}: {place}"),
        Lang::En => format!("{name}: {place}"),
    }
}

/// "Déplacer Toiture".
pub(crate) fn moving(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Fr => format!("Déplacer {name}"),
        Lang::En => format!("Move {name}"),
    }
}

/// "Appel noté".
pub(crate) fn logged(lang: Lang, channel: &str) -> String {
    match lang {
        Lang::Fr => format!("Noté\u{a0}: {channel}"),
        Lang::En => format!("Logged: {channel}"),
    }
}

/// "Relier au compte Zinguerie Roy ?".
pub(crate) fn link_account(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Fr => format!("Le compte «\u{a0}{name}\u{a0}» existe déjà. Le relier à cette fiche\u{a0}?"),
        Lang::En => format!("The account “{name}” exists already. Link it to this record?"),
    }
}

/// "Créer le compte « Zinguerie Roy »".
pub(crate) fn new_account(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Fr => format!("Créer le compte «\u{a0}{name}\u{a0}»"),
        Lang::En => format!("Create the account “{name}”"),
    }
}
