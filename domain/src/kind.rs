//! What a kind of record is made of. A field is declared once, here or in a file like `client.rs`;
//! form, SQL columns, diff, merge, history wording and CSV headings all follow from that declaration.

use crate::lang::Words;

/// A kind of record: a client today; an account, an opportunity tomorrow.
#[derive(Debug)]
pub struct Kind {
    /// The name on every floor: SQL table, wire, history.
    pub name: &'static str,
    /// The singular as people say it.
    pub title: Words,
    /// The plural as people say it.
    pub plural: Words,
    /// Every field, in the order of the form and of the CSV columns.
    pub fields: &'static [Field],
    /// Positions of the fields that name a record, in the order people read them.
    pub named_by: &'static [usize],
    /// Positions of the fields that lists are sorted by at first, the weightiest first.
    pub sorted_by: &'static [usize],
    /// Positions of the fields that free text is looked for in.
    pub found_by: &'static [usize],
    /// Position of the field that holds the assigned person: it decides who sees the record.
    pub assignee: usize,
    /// Position of the field whose instant says that the record was deleted (softly).
    pub deleted_at: usize,
    /// Position of the field that carries the record's open conflicts.
    pub conflicts: usize,
}

impl Kind {
    /// The position of a field by its name, if the kind has it.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// Whether a record that belongs to somebody is seen by them alone, whatever others may see.
    pub fn is_private(&self) -> bool {
        self.name == crate::saved_view::SAVED_VIEW.name
    }

    /// Whether only an administrator changes its records.
    pub fn is_setting(&self) -> bool {
        self.name == crate::stage::STAGE.name
    }

    /// The kind that the field at a position links to, if it is a link.
    pub fn linked(&self, position: usize) -> Option<&'static Kind> {
        match self.fields.get(position)?.shape {
            Shape::Link(name) => crate::kind(name),
            _ => None,
        }
    }

    /// The fields a person sees in the form, with their positions; a file has a column for each.
    pub fn visible(&self) -> impl Iterator<Item = (usize, &'static Field)> {
        self.fields.iter().enumerate().filter(|(_, field)| field.section != Section::System)
    }

    /// The kinds that its fields link to.
    pub fn links(&self) -> impl Iterator<Item = &'static Kind> {
        (0..self.fields.len()).filter_map(|position| self.linked(position))
    }
}

/// One field of a kind.
#[derive(Debug)]
pub struct Field {
    /// The name on every floor: SQL column, wire, history.
    pub name: &'static str,
    /// What the form calls it.
    pub label: Words,
    /// What it may hold.
    pub shape: Shape,
    /// A record without it is refused.
    pub required: bool,
    /// Where the form shows it.
    pub section: Section,
    /// Fields with the same group merge as one value; empty for a field on its own.
    pub group: &'static str,
    /// Headings under which a CSV file may carry it, folded; the French label is the one we write.
    pub headings: &'static [&'static str],
}

impl Field {
    /// An optional field of the section `Personal` with no group and no further headings.
    pub const fn new(name: &'static str, label: Words, shape: Shape) -> Self {
        Self { name, label, shape, required: false, section: Section::Personal, group: "", headings: &[] }
    }

    /// The same field, required.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same field in another section.
    #[must_use]
    pub const fn section(mut self, section: Section) -> Self {
        self.section = section;
        self
    }

    /// The same field, merged together with the others of `group`.
    #[must_use]
    pub const fn group(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }

    /// The same field, also recognised under these folded CSV headings.
    #[must_use]
    pub const fn headings(mut self, headings: &'static [&'static str]) -> Self {
        self.headings = headings;
        self
    }
}

/// What a field holds, how it is checked, shown and merged.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// One line of text, at most this many characters.
    Line(usize),
    /// An e-mail address.
    Email,
    /// A telephone number, kept as E.164.
    Phone,
    /// A postal code: text, never a number.
    PostalCode,
    /// An amount in cents of euro.
    Money,
    /// A whole number, zero or more.
    Count,
    /// A day, kept as `AAAA-MM-JJ`.
    Date,
    /// An instant in milliseconds.
    Instant,
    /// A web address.
    Url,
    /// One of a closed list, kept by its key.
    Choice(&'static [Choice]),
    /// A person who may sign in, kept by id.
    Person,
    /// A record of the kind with this name, kept by id.
    Link(&'static str),
    /// A time of the day, kept as `HH:MM`.
    Time,
    /// A share of a whole, from 0 to 100.
    Percent,
    /// The number of a French organisation: nine figures.
    Siren,
    /// The number of one place of a French organisation: fourteen figures.
    Siret,
    /// A set of free tags, kept sorted, one a line.
    Tags,
    /// Long text of several lines, merged by line.
    Notes,
    /// Open conflicts, as JSON; written by the server only.
    Conflicts,
}

impl Shape {
    /// Whether the value is a whole number (SQL `bigint`); otherwise it is text.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Money | Self::Count | Self::Percent | Self::Instant)
    }
}

/// One entry of a closed list.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored and sent.
    pub key: &'static str,
    /// What people read.
    pub label: Words,
}

/// The parts of a form, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// L'essentiel: what a kind without parts of its own is about.
    Main,
    /// Informations personnelles.
    Personal,
    /// Informations professionnelles.
    Professional,
    /// Adresse.
    Address,
    /// Réseaux sociaux.
    Social,
    /// CRM: statut, source, assignation, notes, tags.
    Crm,
    /// Vente: compte, étape, intérêt, salon.
    Sales,
    /// Never in a form: written by acts such as "archive" or by the server.
    System,
}

/// Declares a kind: its fields once, each with a constant for its position.
macro_rules! kind {
    ($(#[$doc:meta])* $kind:ident { name: $name:literal, title: $title:expr, plural: $plural:expr,
        named_by: [$($named:ident),*], sorted_by: [$($sorted:ident),*], found_by: [$($found:ident),*],
        $( $(#[$field_doc:meta])* $field:ident: $declaration:expr, )* }) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "only counts the fields")]
        enum Position { $( $field, )* }
        $( $(#[$field_doc])* pub const $field: usize = Position::$field as usize; )*
        $(#[$doc])*
        pub static $kind: $crate::kind::Kind = $crate::kind::Kind {
            name: $name,
            title: $title,
            plural: $plural,
            named_by: &[$($named),*],
            sorted_by: &[$($sorted),*],
            found_by: &[$($found),*],
            fields: &[ $( $declaration, )* ],
            assignee: ASSIGNEE,
            deleted_at: DELETED_AT,
            conflicts: CONFLICTS,
        };
    };
}
pub(crate) use kind;
