//! What one does on a client's page besides reading it: reach them, note it, hand over, convert, put away.

use domain::lang::words;
use domain::{Lang, Words};

pub(crate) const SMS: Words = words("SMS", "Text");
pub(crate) const NOTE: Words = words("Noter un échange", "Note a contact");
pub(crate) const HOW: Words = words("Comment\u{a0}?", "How?");
pub(crate) const SAID: Words = words("Ce qui s’est dit (facultatif)", "What was said (optional)");
pub(crate) const OUTCOME: Words = words("Résultat", "Outcome");
pub(crate) const NO_OUTCOME: Words = words("Noter sans résultat", "Note without outcome");
pub(crate) const NOTED: Words = words("Échange noté", "Contact noted");
pub(crate) const ASK_CALL: Words = words("Cet appel, qu’en est-il sorti\u{a0}?", "How did the call go?");
pub(crate) const ASK_WRITTEN: Words = words("Message envoyé\u{a0}?", "Message sent?");
pub(crate) const SENT: Words = words("Oui, le noter", "Yes, note it");
pub(crate) const NOT_NOTED: Words = words("Ne rien noter", "Do not note it");

pub(crate) const STATUS: Words = words("Changer le statut", "Change the status");
pub(crate) const STATUS_SET: Words = words("Statut changé", "Status changed");
pub(crate) const ASSIGN: Words = words("Assigner", "Assign");
pub(crate) const ASSIGN_TITLE: Words = words("Confier ce client à", "Hand this client over to");
pub(crate) const ASSIGN_HINT: Words = words(
    "Les suivis prévus de la personne actuelle passent à la nouvelle.",
    "The planned follow-ups of the present person go along.",
);
pub(crate) const NOBODY: Words = words("Personne", "Nobody");
pub(crate) const ASSIGNED: Words = words("Client confié", "Client handed over");
pub(crate) const ARCHIVE: Words = words("Archiver", "Archive");
pub(crate) const ARCHIVED: Words = words("Client archivé", "Client archived");
pub(crate) const IS_ARCHIVED: Words = words(
    "Cette fiche est archivée\u{a0}: les listes ne la montrent plus.",
    "This record is archived: lists do not show it any more.",
);
pub(crate) const BRING_BACK: Words = words("Désarchiver", "Unarchive");
pub(crate) const BROUGHT_BACK: Words = words("Client désarchivé", "Client unarchived");

pub(crate) const SHOWN: Words = words("Ce que montre l’historique", "What the history shows");
pub(crate) const ALL: Words = words("Tout", "All");
pub(crate) const CONTACTS: Words = words("Contacts", "Contacts");
pub(crate) const CHANGES: Words = words("Modifications", "Changes");
pub(crate) const READING: Words = words("Lecture de l’historique…", "Reading the history…");
pub(crate) const NOTHING: Words = words(
    "Rien encore. Notez un premier échange\u{a0}: l’équipe saura où vous en êtes.",
    "Nothing yet. Note a first contact: the team will know where you stand.",
);
pub(crate) const FOLLOWED_UP: Words = words("a fait un suivi", "did a follow-up");

/// "Confié à Karim Benali".
pub(crate) fn cared_for(lang: Lang, name: Option<&str>) -> String {
    match (lang, name) {
        (Lang::Fr, Some(name)) => format!("Confié à {name}"),
        (Lang::Fr, None) => "Non assigné".to_owned(),
        (Lang::En, Some(name)) => format!("In the care of {name}"),
        (Lang::En, None) => "Unassigned".to_owned(),
    }
}

/// "12 min".
pub(crate) fn minutes(count: i64) -> String {
    format!("{count}\u{a0}min")
}
