//! Writing to a client: letters to fill in, and their authors' own.

use domain::Words;
use domain::lang::words;

pub(crate) const TITLE: Words = words("Écrire un e-mail", "Write an email");
pub(crate) const HINT: Words = words(
    "Choisissez un modèle\u{a0}: votre messagerie s’ouvre, les noms sont déjà remplis.",
    "Choose a letter: your mail program opens, with the names filled in.",
);
pub(crate) const BLANK: Words = words("Page blanche", "Blank page");
pub(crate) const NO_ADDRESS: Words = words(
    "Cette fiche n’a pas d’adresse e-mail. Ajoutez-la, puis revenez.",
    "This record has no email address. Add one, then come back.",
);
pub(crate) const COMPLETE: Words = words("Compléter la fiche", "Complete the record");
pub(crate) const CHANGE: Words = words("Changer les modèles", "Change the letters");
pub(crate) const ADD: Words = words("Ajouter un modèle", "Add a letter");
pub(crate) const NEW: Words = words("Nouveau modèle", "New letter");
pub(crate) const REMOVE: Words = words("Retirer ce modèle", "Remove this letter");
pub(crate) const KEEP: Words = words("Garder les modèles", "Keep the letters");
pub(crate) const KEPT: Words = words("Modèles gardés sur cet appareil", "Letters kept on this device");
pub(crate) const NAME: Words = words("Nom du modèle", "Name of the letter");
pub(crate) const SUBJECT: Words = words("Objet", "Subject");
pub(crate) const BODY: Words = words("Texte", "Text");
pub(crate) const BLANKS: Words = words(
    "Se remplissent d’eux-mêmes\u{a0}: {prénom}, {nom}, {entreprise}, {moi}.",
    "Fill themselves in: {first name}, {last name}, {company}, {me}.",
);
