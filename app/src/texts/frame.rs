//! The frame around every page: navigation, the sync strip, update and install bars, toasts.

use domain::lang::words;
use domain::{Lang, Words};

use super::{counted, number};

pub(crate) const SKIP: Words = words("Aller au contenu", "Skip to content");
pub(crate) const NAVIGATION: Words = words("Navigation principale", "Main navigation");
pub(crate) const NEW_CLIENT: Words = words("Nouveau client", "New client");
pub(crate) const HELP: Words = words("Raccourcis clavier", "Keyboard shortcuts");
pub(crate) const CLOSE: Words = words("Fermer", "Close");
pub(crate) const UNDO: Words = words("Annuler", "Undo");
pub(crate) const NOT_FOUND: Words = words("Cette page n’existe pas", "There is no such page");
pub(crate) const NOT_FOUND_HINT: Words = words(
    "L’adresse est incomplète, ou la page a changé de place.",
    "The address is incomplete, or the page has moved.",
);
pub(crate) const SEE_CLIENTS: Words = words("Voir les clients", "See the clients");
pub(crate) const NOT_LOADED: Words = words("Cette page n’est pas arrivée", "This page has not arrived");
pub(crate) const NOT_LOADED_HINT: Words = words(
    "Le réseau s’est interrompu pendant son chargement. Rien de ce que vous avez enregistré n’est perdu.",
    "The network broke off while it was loading. Nothing that you have saved is lost.",
);
pub(crate) const TRY_AGAIN: Words = words("Réessayer", "Try again");

pub(crate) const UPDATE_READY: Words = words(
    "Une nouvelle version de Carnet est prête. Rien de ce que vous avez écrit ne sera perdu.",
    "A new version of Carnet is ready. Nothing you wrote will be lost.",
);
pub(crate) const UPDATE: Words = words("Mettre à jour", "Update");
pub(crate) const INSTALL_HINT: Words = words(
    "Installez Carnet sur cet appareil\u{a0}: il s’ouvrira d’un geste, même sans réseau.",
    "Install Carnet on this device: it opens at a tap, even without a network.",
);
pub(crate) const INSTALL_SHARE: Words =
    words("Touchez Partager, puis «\u{a0}Sur l’écran d’accueil\u{a0}».", "Tap Share, then “Add to Home Screen”.");
pub(crate) const INSTALL: Words = words("Installer", "Install");
pub(crate) const LATER: Words = words("Plus tard", "Later");

pub(crate) const UP_TO_DATE: Words = words("À jour", "Up to date");
pub(crate) const STARTING: Words = words("Ouverture du carnet…", "Opening the book…");
pub(crate) const SYNCING: Words = words("Synchronisation…", "Syncing…");
pub(crate) const OFFLINE: Words = words("Hors ligne", "Offline");
pub(crate) const SIGNED_OUT: Words =
    words("Session fermée\u{a0}: reconnectez-vous", "Signed out: please sign in again");
pub(crate) const BROKEN: Words = words("Cet appareil n’enregistre plus rien", "This device cannot save anything");

/// "12 modifications sur cet appareil".
fn waiting(lang: Lang, count: usize) -> String {
    let changes = counted(lang, count, words("modification", "change"), words("modifications", "changes"));
    match lang {
        Lang::Fr => format!("{changes} sur cet appareil"),
        Lang::En => format!("{changes} on this device"),
    }
}

/// "1 photo à envoyer".
fn pictures(lang: Lang, count: usize) -> String {
    let photos = counted(lang, count, words("photo", "photo"), words("photos", "photos"));
    match lang {
        Lang::Fr => format!("{photos} à envoyer"),
        Lang::En => format!("{photos} to send"),
    }
}

/// "12 modifications sur cet appareil · 1 photo à envoyer": what there is of both.
pub(crate) fn unsent(lang: Lang, acts: usize, photos: usize) -> String {
    match (acts, photos) {
        (_, 0) => waiting(lang, acts),
        (0, _) => pictures(lang, photos),
        _ => joined(&waiting(lang, acts), &pictures(lang, photos)),
    }
}

/// "1 conflit".
pub(crate) fn conflicts(lang: Lang, count: usize) -> String {
    counted(lang, count, words("conflit", "conflict"), words("conflits", "conflicts"))
}

/// "1 modification refusée".
pub(crate) fn refused(lang: Lang, count: usize) -> String {
    counted(
        lang,
        count,
        words("modification refusée", "change refused"),
        words("modifications refusées", "changes refused"),
    )
}

/// "Hors ligne · 3 modifications sur cet appareil".
pub(crate) fn joined(first: &str, second: &str) -> String {
    format!("{first} · {second}")
}

/// "Premier chargement : 4 200 sur 10 000".
pub(crate) fn loading(lang: Lang, done: usize, total: usize) -> String {
    let (done, total) = (number(lang, done), number(lang, total));
    match lang {
        Lang::Fr => format!("Chargement du carnet\u{a0}: {done} sur {total}"),
        Lang::En => format!("Loading the book: {done} of {total}"),
    }
}
