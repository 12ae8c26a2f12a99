//! A person who may sign in, and what their role lets them do (G23).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Millis;
use crate::lang::{Words, words};

/// What a person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Everything, and lets people in.
    Administrator,
    /// All records, reports, bulk, export.
    Manager,
    /// Their own and unassigned records.
    Seller,
}

impl Role {
    /// Every role, the widest first.
    pub const ALL: [Self; 3] = [Self::Administrator, Self::Manager, Self::Seller];

    /// What is stored.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Manager => "manager",
            Self::Seller => "seller",
        }
    }

    /// The role a stored key names.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// What people read: administrateur, responsable, commercial.
    pub const fn label(self) -> Words {
        match self {
            Self::Administrator => words("Administrateur", "Administrator"),
            Self::Manager => words("Responsable", "Manager"),
            Self::Seller => words("Commercial", "Salesperson"),
        }
    }

    /// Whether this role sees every record, not only its own and the unassigned ones.
    pub const fn sees_all(self) -> bool {
        matches!(self, Self::Administrator | Self::Manager)
    }
}

/// A person as every device knows them: enough to show a name beside what they did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// UUID.
    pub id: Uuid,
    /// "Prénom Nom".
    pub name: String,
    /// The address they sign in with; it is also how a CSV file names them.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// When an administrator closed their access, if so.
    pub closed_at: Option<Millis>,
}
