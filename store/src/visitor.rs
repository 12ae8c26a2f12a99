//! The signed-in person of a request.

use domain::Person;
use uuid::Uuid;

/// Who asks: read from their session at the start of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The person, as they stood then.
    pub person: Person,
    /// The session they came with.
    pub session: Uuid,
}

impl Visitor {
    /// The name of what this person may see: `all`, or `own:` and their id.
    pub fn scope(&self) -> String {
        self.own().map_or_else(|| "all".to_owned(), |person| format!("own:{person}"))
    }

    /// Whose records (besides the unassigned ones) they may see; nothing when they see all.
    pub(crate) fn own(&self) -> Option<Uuid> {
        (!self.person.role.sees_all()).then_some(self.person.id)
    }
}
