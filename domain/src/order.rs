//! The columns a list of clients sorts by.

use serde::{Deserialize, Serialize};

/// How a list is sorted: by one column, up or down; then by name, then by id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Order {
    /// The column.
    pub by: Column,
    /// From the last to the first. Empty values stay at the end.
    pub descending: bool,
}

/// A column that sorts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Nom, then prénom.
    #[default]
    Name,
    /// Entreprise, folded.
    Company,
    /// Mobile or phone, as E.164.
    Phone,
    /// E-mail.
    Email,
    /// Ville, folded.
    City,
    /// Pays, folded.
    Country,
    /// Statut, in the order people move through them.
    Status,
    /// Assigné à, by the person's name.
    Assignee,
    /// Source, in the order of the guide.
    Source,
    /// Tags, folded.
    Tags,
    /// Prochain contact.
    NextContact,
}

impl Column {
    /// Every column that sorts.
    pub const ALL: [Self; 11] = [
        Self::Name,
        Self::Company,
        Self::Phone,
        Self::Email,
        Self::City,
        Self::Country,
        Self::Status,
        Self::Assignee,
        Self::Source,
        Self::Tags,
        Self::NextContact,
    ];
}
