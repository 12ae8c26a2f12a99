//! One stored value: text or a whole number. Nothing is an absent value, never an empty text.

use serde::{Deserialize, Serialize};

/// A value as stored, sent and compared. JSON writes it bare: `"Lyon"` or `120000`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Cents, counts and instants.
    Number(i64),
    /// Everything else, already checked and in its one form (E.164, ISO date, sorted tags…).
    Text(String),
}

impl Value {
    /// The text, or nothing for a number.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(_) => None,
        }
    }

    /// The number, or nothing for a text.
    pub const fn as_number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(_) => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
