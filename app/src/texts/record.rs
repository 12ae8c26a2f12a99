//! One record: its actions, facts, history and conflicts.

use domain::lang::words;
use domain::{Lang, Millis, Section, Words};
use sync::Act;

pub(crate) const CALL: Words = words("Appeler", "Call");
pub(crate) const WRITE: Words = words("Écrire", "Email");
pub(crate) const EDIT: Words = words("Modifier", "Edit");
pub(crate) const DELETE: Words = words("Supprimer", "Delete");
pub(crate) const DELETED: Words = words("Fiche supprimée", "Record deleted");
pub(crate) const RESTORED: Words = words("Fiche rétablie", "Record restored");
pub(crate) const RESTORE: Words = words("Rétablir", "Restore");
pub(crate) const IS_DELETED: Words = words("Cette fiche est supprimée.", "This record is deleted.");
pub(crate) const HISTORY: Words = words("Historique", "History");
pub(crate) const HISTORY_OFFLINE: Words = words(
    "L’historique se lit avec le réseau\u{a0}; vos propres modifications sont ci-dessus.",
    "History needs the network; your own changes are above.",
);
pub(crate) const GONE: Words = words("Cette fiche n’est pas ici", "This record is not here");
pub(crate) const GONE_HINT: Words = words(
    "Elle est confiée à quelqu’un d’autre, ou son adresse est incomplète.",
    "It is in somebody else’s care, or its address is incomplete.",
);
pub(crate) const NOTHING_YET: Words = words("Rien d’autre n’est renseigné.", "Nothing else is filled in.");
pub(crate) const NOT_ALONE: Words = words("(vide)", "(empty)");
/// What nobody did: the stages every firm begins with, a backup taken by itself.
pub(crate) const BY_ITSELF: Words = words("Carnet", "Carnet");
pub(crate) const SOMEBODY: Words = words("Quelqu’un", "Somebody");
pub(crate) const ELSEWHERE: Words = words("(fiche absente de cet appareil)", "(not on this device)");
pub(crate) const YOU: Words = words("Vous", "You");
pub(crate) const WAITING: Words = words("Sur cet appareil, pas encore envoyé", "On this device, not sent yet");
pub(crate) const MET: Words = words("a rencontré une autre modification", "met another change");
pub(crate) const REFUSED: Words = words("refusé", "refused");
pub(crate) const BECOMES: Words = words("devient", "becomes");

pub(crate) const PHOTOS: Words = words("Photos", "Photos");
pub(crate) const PHOTO: Words = words("Photo", "Photo");
pub(crate) const ADD_PHOTO: Words = words("Ajouter une photo", "Add a photo");
pub(crate) const PHOTO_ADDED: Words = words("Photo ajoutée", "Photo added");
pub(crate) const PHOTO_DELETED: Words = words("Photo supprimée", "Photo deleted");
pub(crate) const DELETE_PHOTO: Words = words("Supprimer la photo", "Delete the photo");
pub(crate) const PHOTO_AWAITED: Words = words("Photo pas encore arrivée", "Photo not here yet");

/// "Photo du 22/11/2026 14:03".
pub(crate) fn photo_of(lang: Lang, taken_at: Millis) -> String {
    let taken_at = domain::time::show(taken_at, lang);
    match lang {
        Lang::Fr => format!("Photo du {taken_at}"),
        Lang::En => format!("Photo of {taken_at}"),
    }
}

/// "Agrandir la photo du 22/11/2026 14:03".
pub(crate) fn enlarge_photo(lang: Lang, taken_at: Millis) -> String {
    let taken_at = domain::time::show(taken_at, lang);
    match lang {
        Lang::Fr => format!("Agrandir la photo du {taken_at}"),
        Lang::En => format!("Enlarge the photo of {taken_at}"),
    }
}

pub(crate) const CONFLICT_DELETION: Words = words(
    "Supprimée par l’un, modifiée par l’autre\u{a0}: la fiche est restée",
    "Deleted by one, changed by the other: the record stayed",
);
pub(crate) const KEPT: Words = words("Valeur gardée", "Kept value");
pub(crate) const LOST: Words = words("Autre valeur", "Other value");
pub(crate) const TAKE_OTHER: Words = words("Garder l’autre valeur", "Keep the other value");
pub(crate) const FINE_SO: Words = words("C’est bien ainsi", "It is fine as it is");
pub(crate) const DELETE_AFTER_ALL: Words = words("Supprimer quand même", "Delete it after all");
pub(crate) const KEEP_RECORD: Words = words("Garder la fiche", "Keep the record");
pub(crate) const DELETED_STATE: Words = words("supprimée", "deleted");
pub(crate) const KEPT_STATE: Words = words("gardée", "kept");
pub(crate) const SETTLED: Words = words("Conflit tranché", "Conflict settled");

/// "Deux personnes ont changé « Téléphone »".
pub(crate) fn conflict_about(lang: Lang, fields: &str) -> String {
    match lang {
        Lang::Fr => format!("Deux personnes ont changé «\u{a0}{fields}\u{a0}»"),
        Lang::En => format!("Two people changed “{fields}”"),
    }
}

/// What an act is called after the person's name: "a modifié la fiche".
pub(crate) const fn did(act: Act) -> Words {
    match act {
        Act::Create => words("a créé la fiche", "created the record"),
        Act::Edit => words("a modifié la fiche", "changed the record"),
        Act::Delete => words("a supprimé la fiche", "deleted the record"),
        Act::Restore => words("a rétabli une valeur", "restored a value"),
        Act::Undo => words("a annulé une modification", "took a change back"),
        Act::Import => words("a importé la fiche", "imported the record"),
        Act::Bulk => words("a modifié plusieurs fiches", "changed several records"),
        Act::Convert => words("a converti le prospect", "converted the prospect"),
        Act::Merge => words("a fusionné deux fiches", "merged two records"),
        Act::Archive => words("a archivé ou ressorti la fiche", "archived or brought back the record"),
        Act::Handover => words("a confié la fiche à quelqu’un d’autre", "handed the record over"),
        Act::Capture => words("a noté une rencontre", "wrote down a meeting"),
        Act::Done => words("a fait ce qui était prévu", "did what was planned"),
        Act::Plan => words("a planifié la suite", "planned what comes next"),
        Act::Move => words("a changé l’étape", "moved it to another stage"),
        Act::Other => words("a agi sur la fiche", "acted on the record"),
    }
}

/// The same after "Vous".
pub(crate) const fn you_did(act: Act) -> Words {
    match act {
        Act::Create => words("avez créé la fiche", "created the record"),
        Act::Edit => words("avez modifié la fiche", "changed the record"),
        Act::Delete => words("avez supprimé la fiche", "deleted the record"),
        Act::Restore => words("avez rétabli une valeur", "restored a value"),
        Act::Undo => words("avez annulé une modification", "took a change back"),
        Act::Import => words("avez importé la fiche", "imported the record"),
        Act::Bulk => words("avez modifié plusieurs fiches", "changed several records"),
        Act::Convert => words("avez converti le prospect", "converted the prospect"),
        Act::Merge => words("avez fusionné deux fiches", "merged two records"),
        Act::Archive => words("avez archivé ou ressorti la fiche", "archived or brought back the record"),
        Act::Handover => words("avez confié la fiche à quelqu’un d’autre", "handed the record over"),
        Act::Capture => words("avez noté une rencontre", "wrote down a meeting"),
        Act::Done => words("avez fait ce qui était prévu", "did what was planned"),
        Act::Plan => words("avez planifié la suite", "planned what comes next"),
        Act::Move => words("avez changé l’étape", "moved it to another stage"),
        Act::Other => words("avez agi sur la fiche", "acted on the record"),
    }
}

/// "Voir les 8 valeurs".
pub(crate) fn see_values(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::Fr, 1) => "Voir la valeur".to_owned(),
        (Lang::Fr, _) => format!("Voir les {count} valeurs"),
        (Lang::En, 1) => "See the value".to_owned(),
        (Lang::En, _) => format!("See the {count} values"),
    }
}

/// "fait hors ligne le 21/11/2026 09:12, reçu à 14:05".
pub(crate) fn made_offline(lang: Lang, made: &str, received: &str) -> String {
    match lang {
        Lang::Fr => format!("fait hors ligne, {made}\u{a0}; reçu {received}"),
        Lang::En => format!("made offline, {made}; received {received}"),
    }
}

/// The heading of a section of the form and of the facts.
pub(crate) const fn section(section: Section) -> Words {
    match section {
        Section::Main => words("L’essentiel", "Main facts"),
        Section::Personal => words("Identité", "Identity"),
        Section::Professional => words("Activité", "Work"),
        Section::Address => words("Adresse", "Address"),
        Section::Social => words("En ligne", "Online"),
        Section::Crm => words("Suivi", "Follow-up"),
        Section::Sales => words("Vente", "Sales"),
        Section::System => words("Interne", "Internal"),
    }
}
