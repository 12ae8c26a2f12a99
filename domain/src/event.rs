//! The event: a trade show where people are met. Part of row M2 of the module.

use crate::kind::{Field, Section, Shape, kind};
use crate::lang::words;

kind! {
    /// The kind `event`.
    EVENT {
        name: "event",
        title: words("Salon", "Trade show"),
        plural: words("Salons", "Trade shows"),
        named_by: [NAME], sorted_by: [STARTS_ON, NAME], found_by: [NAME, PLACE],
        /// Nom.
        NAME: Field::new("name", words("Nom", "Name"), Shape::Line(120)).required().section(Section::Main),
        /// Premier jour.
        STARTS_ON: Field::new("starts_on", words("Premier jour", "First day"), Shape::Date).section(Section::Main)
            .group("days"),
        /// Dernier jour.
        ENDS_ON: Field::new("ends_on", words("Dernier jour", "Last day"), Shape::Date).section(Section::Main)
            .group("days"),
        /// Lieu.
        PLACE: Field::new("place", words("Lieu", "Place"), Shape::Line(200)).section(Section::Main),
        /// Notes.
        NOTES: Field::new("notes", words("Notes", "Notes"), Shape::Notes).section(Section::Main),
        /// Nobody: every person sees every event.
        ASSIGNEE: Field::new("assignee", words("Assigné à", "Assigned to"), Shape::Person).section(Section::System),
        /// When it was archived.
        ARCHIVED_AT: Field::new("archived_at", words("Archivé le", "Archived on"), Shape::Instant).section(Section::System),
        /// When it was deleted; soft, and can be undone.
        DELETED_AT: Field::new("deleted_at", words("Supprimé le", "Deleted on"), Shape::Instant).section(Section::System),
        /// Open conflicts.
        CONFLICTS: Field::new("conflicts", words("Conflits", "Conflicts"), Shape::Conflicts).section(Section::System),
    }
}
