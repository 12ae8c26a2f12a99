//! The people who may sign in; only an administrator sees this page.

use domain::lang::words;
use domain::{Lang, Words};

pub(crate) const HINT: Words = words(
    "Seules les personnes de cette liste entrent dans le carnet.",
    "Only the people on this list come into the book.",
);
pub(crate) const INVITE_TITLE: Words = words("Inviter quelqu’un", "Invite somebody");
pub(crate) const NAME: Words = words("Prénom et nom", "Full name");
pub(crate) const EMAIL: Words = words("E-mail", "Email");
pub(crate) const ROLE: Words = words("Rôle", "Role");
pub(crate) const MAKE_LINK: Words = words("Créer le lien d’invitation", "Make the invitation link");
pub(crate) const LINK: Words = words("Lien d’invitation", "Invitation link");
pub(crate) const LINK_HINT: Words = words(
    "Envoyez-le à cette personne seulement\u{a0}: il sert une fois, pendant sept jours.",
    "Send it to this person only: it works once, for seven days.",
);
pub(crate) const NEW_LINK: Words = words("Nouveau lien de connexion", "New sign-in link");
pub(crate) const NEW_LINK_HINT: Words = words(
    "Envoyez-le à cette personne seulement\u{a0}: il sert une fois, pendant sept jours, à choisir un nouveau mot de passe.",
    "Send it to this person only: it works once, for seven days, to choose a new password.",
);
pub(crate) const COPY: Words = words("Copier", "Copy");
pub(crate) const COPIED: Words = words("Lien copié", "Link copied");
pub(crate) const CLOSE_ACCESS: Words = words("Fermer l’accès", "Close access");
pub(crate) const REOPEN: Words = words("Rouvrir l’accès", "Reopen access");
pub(crate) const CLOSED: Words = words("Accès fermé", "Access closed");
pub(crate) const ACCESS_CLOSED: Words = words("Accès fermé, sessions comprises", "Access closed, sessions included");
pub(crate) const ACCESS_OPEN: Words = words("Accès rouvert", "Access reopened");
pub(crate) const ROLE_CHANGED: Words = words("Rôle changé", "Role changed");
pub(crate) const LAST_ADMINISTRATOR: Words = words(
    "Impossible\u{a0}: il n’y aurait plus d’administrateur. Nommez-en d’abord un autre.",
    "Not possible: there would be no administrator left. Appoint another first.",
);
pub(crate) const UNKNOWN: Words = words("Cette personne n’existe plus.", "This person does not exist any more.");
pub(crate) const ONLY_ADMINISTRATORS: Words =
    words("Cette page est réservée aux administrateurs.", "This page is for administrators.");
pub(crate) const NEEDS_NETWORK: Words = words("Cette page a besoin du réseau.", "This page needs the network.");
pub(crate) const YOU: Words = words("vous", "you");
pub(crate) const ADMINISTRATOR_DOES: Words = words("Tout, et fait entrer les autres", "Everything, and lets others in");
pub(crate) const MANAGER_DOES: Words = words("Toutes les fiches", "All records");
pub(crate) const SELLER_DOES: Words =
    words("Ses fiches et celles qui ne sont à personne", "Their own records and unassigned ones");

/// "Rôle de Camille Martin".
pub(crate) fn role_of(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Fr => format!("Rôle de {name}"),
        Lang::En => format!("Role of {name}"),
    }
}

/// "Nouveau lien de connexion pour Camille Martin".
pub(crate) fn new_link_for(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Fr => format!("Nouveau lien de connexion pour {name}"),
        Lang::En => format!("New sign-in link for {name}"),
    }
}

/// "Fermer l’accès de Camille Martin".
pub(crate) fn close_access_of(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Fr => format!("Fermer l’accès de {name}"),
        Lang::En => format!("Close {name}’s access"),
    }
}

/// "Rouvrir l’accès de Camille Martin".
pub(crate) fn reopen_access_of(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Fr => format!("Rouvrir l’accès de {name}"),
        Lang::En => format!("Reopen {name}’s access"),
    }
}
