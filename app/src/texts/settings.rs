//! Settings of this browser and this person.

use domain::lang::words;
use domain::{Lang, Words};

use crate::settings::Theme;

pub(crate) const APPEARANCE: Words = words("Apparence", "Appearance");
pub(crate) const LANGUAGE: Words = words("Langue", "Language");
pub(crate) const THEME: Words = words("Thème", "Theme");
pub(crate) const DEVICE: Words = words("Cet appareil", "This device");
pub(crate) const LABEL: Words = words("Nom de l’appareil", "Device name");
pub(crate) const LABEL_HINT: Words =
    words("L’historique l’affiche à côté de vos modifications.", "History shows it beside your changes.");
pub(crate) const STORAGE: Words = words("Stockage", "Storage");
pub(crate) const STORAGE_KEPT: Words = words(
    "Le navigateur garde vos données, même s’il manque de place.",
    "The browser keeps your data, even when it runs short of space.",
);
pub(crate) const STORAGE_LOOSE: Words = words(
    "Le navigateur peut effacer vos données s’il manque de place. Installez Carnet ou demandez-lui de les garder.",
    "The browser may erase your data when it runs short of space. Install Carnet, or ask it to keep them.",
);
pub(crate) const STORAGE_UNKNOWN: Words =
    words("Le navigateur ne dit pas s’il garde vos données.", "The browser does not say whether it keeps your data.");
pub(crate) const KEEP: Words = words("Demander au navigateur de les garder", "Ask the browser to keep them");
pub(crate) const VERSION: Words = words("Version", "Version");
pub(crate) const ACCOUNT: Words = words("Compte", "Account");
pub(crate) const CHANGE_PASSWORD: Words = words("Changer mon mot de passe", "Change my password");
pub(crate) const CURRENT_PASSWORD: Words = words("Mot de passe actuel", "Current password");
pub(crate) const NEW_PASSWORD: Words = words("Nouveau mot de passe", "New password");
pub(crate) const NOT_CURRENT: Words =
    words("Ce n’est pas votre mot de passe actuel.", "This is not your current password.");
pub(crate) const PASSWORD_CHANGED: Words = words(
    "Mot de passe changé. Vos autres appareils demanderont le nouveau.",
    "Password changed. Your other devices will ask for the new one.",
);
pub(crate) const SIGN_OUT: Words = words("Se déconnecter", "Sign out");
pub(crate) const SIGN_OUT_HINT: Words = words(
    "Le carnet est retiré de cet appareil\u{a0}; il reste sur le serveur.",
    "The book is taken off this device; it stays on the server.",
);
pub(crate) const SEND_FIRST: Words = words("Envoyer d’abord", "Send first");
pub(crate) const SIGN_OUT_ANYWAY: Words =
    words("Me déconnecter et perdre ces modifications", "Sign out and lose these changes");
pub(crate) const GO_ON: Words = words("Reprendre", "Go on writing");
pub(crate) const SIGN_OUT_AND_DROP: Words = words("Me déconnecter et perdre ce texte", "Sign out and lose this text");
pub(crate) const STAY: Words = words("Rester connecté", "Stay signed in");
pub(crate) const HELP_LINK: Words = words("Voir les raccourcis clavier", "See the keyboard shortcuts");

/// What a theme is called.
pub(crate) const fn theme(theme: Theme) -> Words {
    match theme {
        Theme::System => words("Auto", "Auto"),
        Theme::Light => words("Clair", "Light"),
        Theme::Dark => words("Sombre", "Dark"),
    }
}

/// "Une fiche commencée n’est pas enregistrée…": the forms that were begun and not saved.
pub(crate) fn half_written(lang: Lang, forms: usize) -> String {
    match (lang, forms) {
        (Lang::Fr, 1) => {
            "Une fiche commencée n’est pas enregistrée. En vous déconnectant maintenant, vous la perdriez.".into()
        }
        (Lang::Fr, _) => format!(
            "{forms} fiches commencées ne sont pas enregistrées. En vous déconnectant maintenant, vous les perdriez."
        ),
        (Lang::En, 1) => "A form you began is not saved. Signing out now would lose it.".into(),
        (Lang::En, _) => format!("{forms} forms you began are not saved. Signing out now would lose them."),
    }
}

/// "Vous avez encore 3 modifications sur cet appareil, que le serveur n’a pas."
pub(crate) fn unsent(lang: Lang, acts: usize, photos: usize) -> String {
    let changes = super::frame::unsent(lang, acts, photos);
    match lang {
        Lang::Fr => format!(
            "Vous avez encore {changes}, que le serveur n’a pas. En vous déconnectant maintenant, vous les perdriez."
        ),
        Lang::En => format!("You still have {changes} that the server does not have. Signing out now would lose them."),
    }
}
