//! The form of a record.

use domain::lang::words;
use domain::{Lang, Words};

use super::counted;
use crate::edits::SaveError;

pub(crate) const SAVE: Words = words("Enregistrer", "Save");
pub(crate) const SAVING: Words = words("Enregistrement…", "Saving…");
pub(crate) const CANCEL: Words = words("Abandonner", "Discard");
pub(crate) const SAVED: Words = words("Enregistré sur cet appareil", "Saved on this device");
pub(crate) const UNCHANGED: Words = words("Rien n’a changé", "Nothing changed");
pub(crate) const DRAFT_BACK: Words =
    words("Voici ce que vous aviez commencé à écrire.", "Here is what you had begun to write.");
pub(crate) const START_OVER: Words = words("Repartir de zéro", "Start over");
pub(crate) const MUST: Words = words("obligatoire", "required");
pub(crate) const NONE: Words = words("Aucun", "None");
pub(crate) const NOBODY: Words = words("Personne", "Nobody");
pub(crate) const SEARCH_RECORD: Words = words("Tapez quelques lettres", "Type a few letters");
pub(crate) const NO_MATCH: Words = words("Rien ne correspond", "Nothing matches");
pub(crate) const ADD_TAG: Words = words("Ajouter un tag", "Add a tag");
pub(crate) const KEYS: Words = words("Ctrl + Entrée enregistre, Échap revient", "Ctrl + Enter saves, Esc goes back");

/// "Retirer le tag « salon »".
pub(crate) fn remove_tag(lang: Lang, tag: &str) -> String {
    match lang {
        Lang::Fr => format!("Retirer le tag «\u{a0}{tag}\u{a0}»"),
        Lang::En => format!("Remove the tag “{tag}”"),
    }
}

/// "2 champs à corriger".
pub(crate) fn problems(lang: Lang, count: usize) -> String {
    counted(lang, count, words("champ à corriger", "field to correct"), words("champs à corriger", "fields to correct"))
}

/// "Modifier Camille Martin".
pub(crate) fn editing(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Fr => format!("Modifier {name}"),
        Lang::En => format!("Edit {name}"),
    }
}

/// What happened when something could not be kept on this device, and what to do.
pub(crate) fn not_saved(lang: Lang, error: &SaveError) -> String {
    match error {
        SaveError::Full => words(
            "Cet appareil n’a plus de place\u{a0}: rien n’a été enregistré, mais votre texte reste ici. Libérez de la place, puis réessayez.",
            "This device is full: nothing was saved, but your text stays here. Free some space, then try again.",
        )
        .get(lang)
        .to_owned(),
        SaveError::Closed => words(
            "Le navigateur a fermé son stockage\u{a0}: votre texte reste ici. Rechargez la page, puis réessayez.",
            "The browser closed its storage: your text stays here. Reload the page, then try again.",
        )
        .get(lang)
        .to_owned(),
        SaveError::InPart => words(
            "Cet appareil n’a plus de place\u{a0}: une partie seulement est enregistrée. Libérez de la place, puis défaites-la ou terminez.",
            "This device is full: only a part is saved. Free some space, then undo it or finish it.",
        )
        .get(lang)
        .to_owned(),
        SaveError::Other(said) => {
            let first = words(
                "Ce n’est pas enregistré\u{a0}; votre texte reste ici. Le navigateur dit\u{a0}:",
                "This is not saved; your text stays here. The browser says:",
            );
            format!("{} {said}", first.get(lang))
        }
    }
}
