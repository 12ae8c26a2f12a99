//! The signed-in person of a request.

use domain::{Kind, Person};
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
        if self.person.role.sees_all() { "all".to_owned() } else { format!("own:{}", self.person.id) }
    }

    /// Whose records of a kind (besides the unassigned ones) they may see; nothing when they see all.
    pub(crate) fn own(&self, kind: &Kind) -> Option<Uuid> {
        (kind.is_private() || !self.person.role.sees_all()).then_some(self.person.id)
    }
}
