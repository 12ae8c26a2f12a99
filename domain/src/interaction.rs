//! The interaction: a call, an e-mail, a meeting that took place. Row M5 of the module, history of contacts of G9.

use crate::kind::{Choice, Field, Section, Shape, kind};
use crate::lang::words;

/// How people were in touch.
pub static CHANNELS: &[Choice] = &[
    Choice { key: "call", label: words("Appel", "Call") },
    Choice { key: "email", label: words("E-mail", "Email") },
    Choice { key: "meeting", label: words("Rendez-vous", "Meeting") },
    Choice { key: "visit", label: words("Visite", "Visit") },
    Choice { key: "message", label: words("SMS", "Text message") },
    Choice { key: "note", label: words("Note", "Note") },
];

/// What came of it.
pub static OUTCOMES: &[Choice] = &[
    Choice { key: "reached", label: words("Joint", "Reached") },
    Choice { key: "no_answer", label: words("Pas de réponse", "No answer") },
    Choice { key: "message", label: words("Message laissé", "Left a message") },
    Choice { key: "interested", label: words("Intéressé", "Interested") },
    Choice { key: "not_interested", label: words("Pas intéressé", "Not interested") },
];

kind! {
    /// The kind `interaction`.
    INTERACTION {
        name: "interaction",
        title: words("Interaction", "Interaction"),
        plural: words("Interactions", "Interactions"),
        named_by: [SUBJECT], sorted_by: [DATE, TIME], found_by: [SUBJECT, NOTES],
        /// Type: call, e-mail, meeting…
        CHANNEL: Field::new("channel", words("Type", "Type"), Shape::Choice(CHANNELS)).required().section(Section::Main)
            .headings(&["canal"]),
        /// Date.
        DATE: Field::new("date", words("Date", "Date"), Shape::Date).required().section(Section::Main),
        /// Heure.
        TIME: Field::new("time", words("Heure", "Time"), Shape::Time).section(Section::Main),
        /// Durée, in minutes.
        DURATION: Field::new("duration", words("Durée (min)", "Duration (min)"), Shape::Count).section(Section::Main)
            .headings(&["duree", "duration"]),
        /// Sujet.
        SUBJECT: Field::new("subject", words("Sujet", "Subject"), Shape::Line(200)).section(Section::Main)
            .headings(&["objet"]),
        /// Résultat.
        OUTCOME: Field::new("outcome", words("Résultat", "Outcome"), Shape::Choice(OUTCOMES)).section(Section::Main),
        /// Client.
        CLIENT: Field::new("client", words("Client", "Client"), Shape::Link("client")).section(Section::Main),
        /// Compte.
        ACCOUNT: Field::new("account", words("Compte", "Account"), Shape::Link("account")).section(Section::Main),
        /// Opportunité.
        OPPORTUNITY: Field::new("opportunity", words("Opportunité", "Opportunity"), Shape::Link("opportunity"))
            .section(Section::Main),
        /// Par: who was in touch.
        ASSIGNEE: Field::new("assignee", words("Par", "By"), Shape::Person).section(Section::Main),
        /// Notes.
        NOTES: Field::new("notes", words("Notes", "Notes"), Shape::Notes).section(Section::Main),
        /// When it was deleted; soft, and can be undone.
        DELETED_AT: Field::new("deleted_at", words("Supprimée le", "Deleted on"), Shape::Instant).section(Section::System),
        /// Open conflicts.
        CONFLICTS: Field::new("conflicts", words("Conflits", "Conflicts"), Shape::Conflicts).section(Section::System),
    }
}
