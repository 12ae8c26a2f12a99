//! The opportunity: what may be sold to a client or an account, for how much, and how far it is. Row M3 of the module.

use crate::client::SOURCES;
use crate::kind::{Choice, Field, Section, Shape, kind};
use crate::lang::words;

/// Currencies an amount may be in (ISO 4217).
pub static CURRENCIES: &[Choice] = &[
    Choice { key: "EUR", label: words("Euro (€)", "Euro (€)") },
    Choice { key: "CHF", label: words("Franc suisse (CHF)", "Swiss franc (CHF)") },
    Choice { key: "GBP", label: words("Livre sterling (£)", "Pound sterling (£)") },
    Choice { key: "USD", label: words("Dollar ($)", "Dollar ($)") },
];

/// Why an opportunity was lost.
pub static LOST_REASONS: &[Choice] = &[
    Choice { key: "price", label: words("Prix", "Price") },
    Choice { key: "competitor", label: words("Concurrent", "Competitor") },
    Choice { key: "no_budget", label: words("Pas de budget", "No budget") },
    Choice { key: "no_need", label: words("Plus de besoin", "No need any more") },
    Choice { key: "timing", label: words("Mauvais moment", "Bad timing") },
    Choice { key: "no_answer", label: words("Sans réponse", "No answer") },
    Choice { key: "other", label: words("Autre", "Other") },
];

kind! {
    /// The kind `opportunity`.
    OPPORTUNITY {
        name: "opportunity",
        title: words("Opportunité", "Opportunity"),
        plural: words("Opportunités", "Opportunities"),
        named_by: [NAME], sorted_by: [NAME], found_by: [NAME, NOTES],
        /// Nom.
        NAME: Field::new("name", words("Nom", "Name"), Shape::Line(200)).required().section(Section::Main)
            .headings(&["opportunite", "opportunity", "affaire", "deal"]),
        /// Montant, in cents of the currency.
        AMOUNT: Field::new("amount", words("Montant", "Amount"), Shape::Money).section(Section::Main).group("amount")
            .headings(&["montant ht", "value"]),
        /// Devise.
        CURRENCY: Field::new("currency", words("Devise", "Currency"), Shape::Choice(CURRENCIES)).required()
            .section(Section::Main).group("amount"),
        /// Étape: a record of the kind `stage`.
        STAGE: Field::new("stage", words("Étape", "Stage"), Shape::Link("stage")).required().section(Section::Main)
            .group("stage").headings(&["etape du pipeline", "pipeline stage"]),
        /// Probabilité, in percent.
        PROBABILITY: Field::new("probability", words("Probabilité (%)", "Probability (%)"), Shape::Percent)
            .section(Section::Main).group("stage").headings(&["probabilite", "probability"]),
        /// Client.
        CLIENT: Field::new("client", words("Client", "Client"), Shape::Link("client")).section(Section::Main)
            .headings(&["contact"]),
        /// Compte.
        ACCOUNT: Field::new("account", words("Compte", "Account"), Shape::Link("account")).section(Section::Main)
            .headings(&["entreprise", "societe", "company"]),
        /// Responsable commercial: the sales owner.
        ASSIGNEE: Field::new("assignee", words("Responsable commercial", "Sales owner"), Shape::Person)
            .section(Section::Main).headings(&["commercial", "responsable", "owner"]),
        /// Clôture prévue.
        EXPECTED_CLOSE: Field::new("expected_close", words("Clôture prévue", "Expected close"), Shape::Date)
            .section(Section::Main).headings(&["date de cloture", "close date"]),
        /// Source.
        SOURCE: Field::new("source", words("Source", "Source"), Shape::Choice(SOURCES)).section(Section::Crm),
        /// Raison de la perte.
        LOST_REASON: Field::new("lost_reason", words("Raison de la perte", "Lost reason"), Shape::Choice(LOST_REASONS))
            .section(Section::Crm).group("stage"),
        /// Tags.
        TAGS: Field::new("tags", words("Tags", "Tags"), Shape::Tags).section(Section::Crm),
        /// Notes.
        NOTES: Field::new("notes", words("Notes", "Notes"), Shape::Notes).section(Section::Crm),
        /// The day it was won or lost.
        CLOSED_ON: Field::new("closed_on", words("Clôturée le", "Closed on"), Shape::Date).section(Section::System)
            .group("stage"),
        /// When it came into its stage.
        STAGE_SINCE: Field::new("stage_since", words("Dans l’étape depuis", "In its stage since"), Shape::Instant)
            .section(Section::System).group("stage"),
        /// When it was archived.
        ARCHIVED_AT: Field::new("archived_at", words("Archivée le", "Archived on"), Shape::Instant).section(Section::System),
        /// When it was deleted; soft, and can be undone.
        DELETED_AT: Field::new("deleted_at", words("Supprimée le", "Deleted on"), Shape::Instant).section(Section::System),
        /// Open conflicts.
        CONFLICTS: Field::new("conflicts", words("Conflits", "Conflicts"), Shape::Conflicts).section(Section::System),
    }
}
