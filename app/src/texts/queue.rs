//! The queue: what this device has not sent, what was refused, what met another change.

use domain::lang::words;
use domain::{Field, Lang, Words};
use sync::Act;
use sync::wire::Refusal;

pub(crate) const CALM_HINT: Words = words(
    "Ce que vous voyez est aussi sur le serveur. Vos prochaines modifications passeront par ici.",
    "What you see is on the server too. Your next changes will pass through here.",
);
pub(crate) const OFFLINE_HINT: Words = words(
    "Continuez à travailler\u{a0}: tout est gardé sur cet appareil et partira au retour du réseau.",
    "Keep working: everything is kept on this device and leaves when the network is back.",
);
pub(crate) const WAITING_HINT: Words =
    words("Elles partent d’elles-mêmes, dans l’ordre.", "They leave by themselves, in order.");
pub(crate) const SIGNED_OUT_HINT: Words = words(
    "Vos modifications restent sur cet appareil. Connectez-vous pour les envoyer.",
    "Your changes stay on this device. Sign in to send them.",
);
pub(crate) const BROKEN_HINT: Words = words(
    "Le navigateur refuse d’enregistrer (stockage plein, ou navigation privée). Libérez de la place avant de continuer.",
    "The browser refuses to save (storage full, or private browsing). Free some space before you go on.",
);
pub(crate) const LOADING_HINT: Words = words(
    "Vous pouvez déjà consulter et écrire\u{a0}; la recherche hors ligne viendra à la fin.",
    "You can read and write already; offline search comes at the end.",
);
pub(crate) const CONFLICT_HINT: Words = words(
    "Deux personnes ont changé la même chose sans se voir. Choisissez la bonne valeur.",
    "Two people changed the same thing without seeing each other. Choose the right value.",
);
pub(crate) const SYNC_NOW: Words = words("Synchroniser maintenant", "Sync now");
pub(crate) const EXPORT: Words = words("Exporter dans un fichier", "Export to a file");
pub(crate) const EXPORT_HINT: Words = words(
    "Une copie de ces modifications, à garder en lieu sûr si l’appareil vous inquiète.",
    "A copy of these changes, to keep safe if this device worries you.",
);
pub(crate) const WAITING: Words = words("En attente", "Waiting");
pub(crate) const REFUSED: Words = words("Refusée", "Refused");
pub(crate) const CONFLICT: Words = words("Conflit", "Conflict");
pub(crate) const OPEN: Words = words("Ouvrir la fiche", "Open the record");
pub(crate) const TAKE_BACK: Words = words("Annuler ce changement", "Undo this change");
pub(crate) const RETRY: Words = words("Réessayer", "Try again");
pub(crate) const PUT_AWAY: Words = words("J’ai lu", "I have read this");
pub(crate) const PUT_AWAY_DONE: Words = words("Retiré de la liste", "Taken off the list");
pub(crate) const TAKEN_BACK: Words = words("Modification annulée", "Change undone");
pub(crate) const NOTHING_LEFT: Words = words(
    "Rien à annuler\u{a0}: c’est déjà défait, ou ces valeurs ont changé depuis et restent telles quelles.",
    "Nothing to undo: it is undone already, or these values changed since and stay as they are.",
);
pub(crate) const PAST: Words = words("Envoyé récemment depuis cet appareil", "Sent lately from this device");
pub(crate) const PAST_HINT: Words = words(
    "Un import, une fusion ou un changement en nombre s’annule d’un seul geste, une semaine au moins.",
    "An import, a merge or a change to many is undone in one go, for a week at least.",
);
pub(crate) const RETRIED: Words = words("De nouveau dans la file", "Back in the queue");
pub(crate) const A_RECORD: Words = words("Fiche", "Record");
pub(crate) const LIST: Words = words("Modifications de cet appareil", "Changes of this device");

/// What an act is, for its own maker: "Nouvelle fiche".
pub(crate) const fn act(act: Act) -> Words {
    match act {
        Act::Create => words("Nouvelle fiche", "New record"),
        Act::Edit => words("Modification", "Change"),
        Act::Delete => words("Suppression", "Deletion"),
        Act::Restore => words("Rétablissement", "Restoration"),
        Act::Undo => words("Annulation", "Undo"),
        Act::Import => words("Import", "Import"),
        Act::Bulk => words("Modification en nombre", "Bulk change"),
        Act::Convert => words("Conversion", "Conversion"),
        Act::Merge => words("Fusion", "Merge"),
        Act::Archive => words("Archivage", "Archiving"),
        Act::Handover => words("Réassignation", "Handover"),
        Act::Capture => words("Capture rapide", "Quick capture"),
        Act::Done => words("Fait", "Done"),
        Act::Plan => words("Planification", "Planning"),
        Act::Move => words("Changement d’étape", "Change of stage"),
        Act::Other => words("Action", "Action"),
    }
}

/// Why the server refused, and the way out.
pub(crate) fn why(lang: Lang, refusal: &Refusal, field: Option<&'static Field>) -> String {
    let words = match refusal {
        Refusal::NotAllowed => words(
            "Cette fiche n’est plus la vôtre\u{a0}: demandez à un responsable de vous la confier, puis réessayez.",
            "This record is no longer yours: ask a manager to assign it to you, then try again.",
        ),
        Refusal::Unknown => words(
            "Le serveur ne connaît pas cette fiche\u{a0}: elle a sans doute été effacée pour de bon.",
            "The server does not know this record: it was probably erased for good.",
        ),
        Refusal::InUse => words(
            "D’autres fiches s’en servent encore\u{a0}: retirez-la au lieu de la supprimer.",
            "Other records still use it: retire it instead of deleting it.",
        ),
        Refusal::NotUnderstood => words(
            "Le serveur n’a pas compris\u{a0}: mettez Carnet à jour, puis réessayez.",
            "The server did not understand: update Carnet, then try again.",
        ),
        Refusal::BadValue { field: name } => {
            let label = field.map_or(name.as_str(), |field| field.label.get(lang));
            return match lang {
                Lang::Fr => format!(
                    "La valeur de «\u{a0}{label}\u{a0}» n’est pas acceptée\u{a0}: ouvrez la fiche et corrigez-la."
                ),
                Lang::En => format!("The value of “{label}” is not accepted: open the record and correct it."),
            };
        }
    };
    words.get(lang).to_owned()
}
