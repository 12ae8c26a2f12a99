//! The history of everything.

use domain::lang::words;
use domain::{Lang, Words};

pub(crate) const TITLE: Words = words("Historique", "History");
pub(crate) const HINT: Words = words(
    "Chaque action, avec son auteur, son appareil et son heure. Rien ne s’efface d’ici.",
    "Every act, with who did it, on which device and when. Nothing is ever taken out.",
);
pub(crate) const FILTERS: Words = words("Filtrer l’historique", "Filter the history");
pub(crate) const WHO: Words = words("Qui", "Who");
pub(crate) const WHAT: Words = words("Quoi", "What");
pub(crate) const FIELD: Words = words("Champ", "Field");
pub(crate) const FROM: Words = words("Du", "From");
pub(crate) const UNTIL: Words = words("Au", "To");
pub(crate) const ANYBODY: Words = words("Tout le monde", "Anybody");
pub(crate) const ANYTHING: Words = words("Toutes les actions", "Every act");
pub(crate) const ANY_FIELD: Words = words("Tous les champs", "Every field");
pub(crate) const DOORS: Words = words("Connexions", "Sign-ins");
pub(crate) const PEOPLE: Words = words("Accès et rôles", "Access and roles");
pub(crate) const EXPORTS: Words = words("Exports", "Exports");
pub(crate) const ONE_RECORD: Words = words("Une seule fiche", "One record only");
pub(crate) const ALL_RECORDS: Words = words("Toutes les fiches", "All records");
pub(crate) const SAVE_CSV: Words = words("Exporter en CSV", "Export as CSV");
pub(crate) const SAVED_NEWEST: Words = words(
    "Le fichier s’arrête après les 20\u{202f}000 lignes les plus récentes\u{a0}: filtrez par dates pour les autres.",
    "The file ends after the 20,000 newest rows: filter by dates for the others.",
);
pub(crate) const MORE: Words = words("Afficher la suite", "Show more");
pub(crate) const RESTORE: Words = words("Remettre comme avant", "Put back as before");
pub(crate) const RESTORED: Words = words("Ancienne valeur rétablie", "Earlier value restored");
pub(crate) const TAKEN_BACK: Words = words("Rétablissement annulé", "Restoration undone");
pub(crate) const SAME: Words = words("La fiche a déjà ces valeurs.", "The record has these values already.");
pub(crate) const NOT_HERE: Words =
    words("Cette fiche n’est pas sur cet appareil.", "This record is not on this device.");
pub(crate) const NOTHING: Words = words("Aucune action ne correspond", "No act matches");
pub(crate) const NOTHING_HINT: Words =
    words("Élargissez la période ou retirez un filtre.", "Widen the period or take a filter off.");
pub(crate) const OFFLINE: Words = words(
    "L’historique complet se lit avec le réseau. Voici ce que cet appareil a fait ces derniers jours.",
    "The whole history needs the network. Here is what this device did in the last days.",
);
pub(crate) const JOURNAL_EMPTY: Words =
    words("Cet appareil n’a rien fait récemment.", "This device has done nothing lately.");
pub(crate) const STRANGER: Words = words("Quelqu’un", "Somebody");
pub(crate) const A_RECORD: Words = words("une fiche", "a record");
pub(crate) const DEVICE: Words = words("Appareil", "Device");
pub(crate) const MADE: Words = words("Fait le", "Made on");
pub(crate) const RECEIVED: Words = words("Reçu le", "Received on");
pub(crate) const RECORD: Words = words("Fiche", "Record");
pub(crate) const WAS: Words = words("Avant", "Before");
pub(crate) const IS: Words = words("Après", "After");

/// What a deed that is no act on a record is called after the person's name.
pub(crate) fn did(deed: &str) -> Words {
    match deed {
        "sign_in" => words("s’est connecté", "signed in"),
        "sign_in_failed" => words("n’a pas pu se connecter", "could not sign in"),
        "sign_out" => words("s’est déconnecté", "signed out"),
        "invite" => words("a invité quelqu’un", "invited somebody"),
        "accept" => words("a suivi son invitation", "followed their invitation"),
        "new_link" => words("a créé un nouveau lien de connexion", "made a new sign-in link"),
        "new_password" => words("a choisi un nouveau mot de passe", "chose a new password"),
        "change_role" => words("a changé le rôle de quelqu’un", "changed somebody’s role"),
        "close_access" => words("a fermé l’accès de quelqu’un", "closed somebody’s access"),
        "reopen_access" => words("a rouvert l’accès de quelqu’un", "reopened somebody’s access"),
        "export" => words("a exporté un fichier", "exported a file"),
        _ => words("a fait autre chose", "did something else"),
    }
}

/// The browser of a deed, shortly: what it says of itself is long and hardly readable.
pub(crate) fn browser(lang: Lang, user_agent: &str) -> String {
    let of = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    let program = of(&[("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let system = of(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (program, system, lang) {
        (Some(program), Some(system), Lang::Fr) => format!("{program} sur {system}"),
        (Some(program), Some(system), Lang::En) => format!("{program} on {system}"),
        (known, other, _) => known.or(other).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_by_its_name() {
        let agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1";
        assert_eq!(browser(Lang::Fr, agent), "Safari sur iPhone");
        assert_eq!(browser(Lang::Fr, "curl/8"), "");
    }
}
