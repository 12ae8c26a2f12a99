//! The follow-up: what somebody means to do next with a client, by when. Rows G9 and G21 of the guide.

use crate::interaction::OUTCOMES;
use crate::kind::{Choice, Field, Section, Shape, kind};
use crate::lang::words;

/// What is to be done.
pub static DEEDS: &[Choice] = &[
    Choice { key: "call", label: words("Appeler", "Call") },
    Choice { key: "email", label: words("Écrire", "Email") },
    Choice { key: "meeting", label: words("Rendez-vous", "Meeting") },
    Choice { key: "visit", label: words("Visiter", "Visit") },
    Choice { key: "quote", label: words("Envoyer un devis", "Send a quote") },
    Choice { key: "other", label: words("Autre", "Other") },
];

kind! {
    /// The kind `follow_up`.
    FOLLOW_UP {
        name: "follow_up",
        title: words("Suivi", "Follow-up"),
        plural: words("Suivis", "Follow-ups"),
        named_by: [NOTE], sorted_by: [DUE, TIME], found_by: [NOTE],
        /// À faire.
        DEED: Field::new("deed", words("À faire", "To do"), Shape::Choice(DEEDS)).required().section(Section::Main),
        /// Le: the day it is due.
        DUE: Field::new("due", words("Pour le", "Due on"), Shape::Date).required().section(Section::Main).group("due"),
        /// À: the time of that day, if one was agreed.
        TIME: Field::new("time", words("Heure", "Time"), Shape::Time).section(Section::Main).group("due"),
        /// Client.
        CLIENT: Field::new("client", words("Client", "Client"), Shape::Link("client")).required().section(Section::Main),
        /// Opportunité.
        OPPORTUNITY: Field::new("opportunity", words("Opportunité", "Opportunity"), Shape::Link("opportunity"))
            .section(Section::Main),
        /// Assigné à: who will do it.
        ASSIGNEE: Field::new("assignee", words("Assigné à", "Assigned to"), Shape::Person).section(Section::Main),
        /// Note.
        NOTE: Field::new("note", words("Note", "Note"), Shape::Notes).section(Section::Main),
        /// When it was done.
        DONE_AT: Field::new("done_at", words("Fait le", "Done on"), Shape::Instant).section(Section::System).group("done"),
        /// What came of it.
        OUTCOME: Field::new("outcome", words("Résultat", "Outcome"), Shape::Choice(OUTCOMES)).section(Section::System)
            .group("done"),
        /// When it was deleted; soft, and can be undone.
        DELETED_AT: Field::new("deleted_at", words("Supprimé le", "Deleted on"), Shape::Instant).section(Section::System),
        /// Open conflicts.
        CONFLICTS: Field::new("conflicts", words("Conflits", "Conflicts"), Shape::Conflicts).section(Section::System),
    }
}
