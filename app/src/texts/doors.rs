//! Signing in and being welcomed.

use domain::fold::lower_case;
use domain::lang::words;
use domain::{Lang, Words};

use super::counted;

pub(crate) const TAGLINE: Words =
    words("Vos clients dans la poche, même sans réseau.", "Your clients in your pocket, even without a network.");
pub(crate) const PROMISE_FIND: Words = words("Un client retrouvé en trois lettres", "A client found in three letters");
pub(crate) const PROMISE_KEEP: Words =
    words("Une note prise au stand, jamais perdue", "A note taken at the stand, never lost");
pub(crate) const PROMISE_SHARE: Words =
    words("Le bureau la lit dès que le réseau revient", "The office reads it once the network is back");
pub(crate) const SIGN_IN: Words = words("Se connecter", "Sign in");
pub(crate) const SIGNING_IN: Words = words("Connexion…", "Signing in…");
pub(crate) const EMAIL: Words = words("E-mail", "Email");
pub(crate) const PASSWORD: Words = words("Mot de passe", "Password");
pub(crate) const NAME: Words = words("Prénom et nom", "Full name");
pub(crate) const NO_ACCOUNT: Words = words(
    "Pas encore d’accès\u{a0}? Demandez une invitation à votre administrateur.",
    "No access yet? Ask your administrator for an invitation.",
);
pub(crate) const WRONG: Words = words(
    "E-mail ou mot de passe incorrect. Vérifiez les deux, puis réessayez.",
    "Wrong email or password. Check both, then try again.",
);
pub(crate) const FILL_BOTH: Words =
    words("Écrivez votre e-mail et votre mot de passe.", "Enter your email and password.");
pub(crate) const WELCOME: Words = words("Bienvenue", "Welcome");
pub(crate) const FIRST_HINT: Words = words(
    "Vous ouvrez ce carnet\u{a0}: vous en serez l’administrateur, et vous inviterez les autres.",
    "You are opening this book: you will be its administrator and invite the others.",
);
pub(crate) const CHOOSE: Words = words("Choisissez un mot de passe pour entrer.", "Choose a password to come in.");
pub(crate) const CHOOSE_AGAIN: Words = words(
    "Choisissez un nouveau mot de passe. L’ancien ne servira plus, et vos autres appareils demanderont le nouveau.",
    "Choose a new password. The old one will no longer work, and your other devices will ask for the new one.",
);
pub(crate) const ENTER: Words = words("Ouvrir le carnet", "Open the book");
pub(crate) const RULE_LENGTH: Words = words("12 caractères au moins", "At least 12 characters");
pub(crate) const RULE_PHRASE: Words = words(
    "Une phrase facile à retenir vaut mieux qu’un mot compliqué",
    "A phrase you remember beats a complicated word",
);
pub(crate) const MET: Words = words("(respecté)", "(met)");
pub(crate) const GONE: Words = words("Cette invitation n’est plus valable", "This invitation is no longer valid");
pub(crate) const GONE_HINT: Words = words(
    "Elle a déjà servi, ou elle a plus de sept jours. Demandez-en une autre à votre administrateur.",
    "It was used already, or is more than seven days old. Ask your administrator for another.",
);
pub(crate) const WEAK: Words = words("Il faut entre 12 et 200 caractères.", "Use between 12 and 200 characters.");
pub(crate) const TAKEN: Words =
    words("Quelqu’un se connecte déjà avec cet e-mail.", "Somebody already signs in with this email.");
pub(crate) const OTHER_EMAIL: Words =
    words("Ce lien est pour une autre adresse e-mail.", "This link is for another email address.");
pub(crate) const BAD_IDENTITY: Words =
    words("Écrivez votre nom et un e-mail complet.", "Enter your name and a complete email.");

/// "Trop d’essais : attendez 30 secondes".
pub(crate) fn too_many(lang: Lang, seconds: u64) -> String {
    let seconds = usize::try_from(seconds).unwrap_or(usize::MAX);
    let time = counted(lang, seconds, words("seconde", "second"), words("secondes", "seconds"));
    match lang {
        Lang::Fr => format!("Trop d’essais\u{a0}: attendez {time}, puis réessayez."),
        Lang::En => format!("Too many attempts: wait {time}, then try again."),
    }
}

/// "Vous rejoignez le carnet comme commercial."
pub(crate) fn joining(lang: Lang, role: &str) -> String {
    let role = lower_case(role);
    match lang {
        Lang::Fr => format!("Vous entrez comme {role}."),
        Lang::En => format!("You come in as {role}."),
    }
}
