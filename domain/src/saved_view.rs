//! The saved view: a question asked of a list, under a name. Private to its owner, or shared by having none. Row G14, and
//! the segments of G19.

use crate::kind::{Field, Section, Shape, kind};
use crate::lang::words;

kind! {
    /// The kind `saved_view`.
    SAVED_VIEW {
        name: "saved_view",
        title: words("Vue enregistrée", "Saved view"),
        plural: words("Vues enregistrées", "Saved views"),
        named_by: [NAME], sorted_by: [NAME], found_by: [NAME],
        /// Nom.
        NAME: Field::new("name", words("Nom", "Name"), Shape::Line(60)).required().section(Section::Main),
        /// The kind whose list it is.
        LIST: Field::new("list", words("Liste", "List"), Shape::Line(40)).required().section(Section::System),
        /// The question as the address bar holds it: what follows the `?`.
        QUERY: Field::new("query", words("Filtres", "Filters"), Shape::Line(2000)).section(Section::System),
        /// Whose it is; nobody's where everybody shares it.
        ASSIGNEE: Field::new("assignee", words("À", "Owner"), Shape::Person).section(Section::Main),
        /// When it was deleted; soft, and can be undone.
        DELETED_AT: Field::new("deleted_at", words("Supprimée le", "Deleted on"), Shape::Instant).section(Section::System),
        /// Open conflicts.
        CONFLICTS: Field::new("conflicts", words("Conflits", "Conflicts"), Shape::Conflicts).section(Section::System),
    }
}
