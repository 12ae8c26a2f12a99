//! What is known of a tag besides its name on records: its colour. Row G19 of the guide. Records carry their tags by name
//! and need no record of this kind.

use crate::kind::{Choice, Field, Section, Shape, kind};
use crate::lang::words;

/// Colours a tag may have; tokens of the style sheet.
pub static COLOURS: &[Choice] = &[
    Choice { key: "grey", label: words("Gris", "Grey") },
    Choice { key: "blue", label: words("Bleu", "Blue") },
    Choice { key: "green", label: words("Vert", "Green") },
    Choice { key: "yellow", label: words("Jaune", "Yellow") },
    Choice { key: "red", label: words("Rouge", "Red") },
    Choice { key: "violet", label: words("Violet", "Violet") },
];

kind! {
    /// The kind `tag`.
    TAG {
        name: "tag",
        title: words("Tag", "Tag"),
        plural: words("Tags", "Tags"),
        named_by: [NAME], sorted_by: [NAME], found_by: [NAME],
        /// Nom, as records carry it.
        NAME: Field::new("name", words("Nom", "Name"), Shape::Line(50)).required().section(Section::Main),
        /// Couleur.
        COLOUR: Field::new("colour", words("Couleur", "Colour"), Shape::Choice(COLOURS)).section(Section::Main),
        /// Nobody: every person sees every tag.
        ASSIGNEE: Field::new("assignee", words("Assigné à", "Assigned to"), Shape::Person).section(Section::System),
        /// When it was deleted; soft, and can be undone.
        DELETED_AT: Field::new("deleted_at", words("Supprimé le", "Deleted on"), Shape::Instant).section(Section::System),
        /// Open conflicts.
        CONFLICTS: Field::new("conflicts", words("Conflits", "Conflicts"), Shape::Conflicts).section(Section::System),
    }
}
