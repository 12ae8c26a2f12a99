//! One record: a kind, an id, and a value or nothing for each field.

use std::fmt;

use uuid::Uuid;

use crate::kind::{Field, Kind};
use crate::person::Role;
use crate::value::Value;

/// A record in memory. `values` is as long as the kind has fields, in their order.
#[derive(Clone)]
pub struct Record {
    /// What it is.
    pub kind: &'static Kind,
    /// `UUIDv7`, made by whoever created it.
    pub id: Uuid,
    /// By position of field; nothing where the field is empty.
    pub values: Vec<Option<Value>>,
}

impl Record {
    /// The field that says of a record that it was captured in haste; not every kind has it.
    pub const IN_HASTE: &str = "captured_at";

    /// A record without any value.
    pub fn new(kind: &'static Kind, id: Uuid) -> Self {
        Self { kind, id, values: vec![None; kind.fields.len()] }
    }

    /// The text of a field; empty where there is none.
    pub fn text(&self, field: usize) -> &str {
        self.get(field).and_then(Value::as_text).unwrap_or_default()
    }

    /// The number of a field, if it has one.
    pub fn number(&self, field: usize) -> Option<i64> {
        self.get(field).and_then(Value::as_number)
    }

    /// The value of a field, if it has one.
    pub fn get(&self, field: usize) -> Option<&Value> {
        self.values.get(field).and_then(Option::as_ref)
    }

    /// Puts a value in its place. A position the kind does not have is ignored.
    pub fn set(&mut self, field: usize, value: Option<Value>) {
        if let Some(place) = self.values.get_mut(field) {
            *place = value;
        }
    }

    /// What people call it: the fields that name its kind; empty where none is filled.
    pub fn name(&self) -> String {
        let words = self.kind.named_by.iter().map(|&field| self.text(field)).filter(|text| !text.is_empty());
        words.collect::<Vec<_>>().join(" ")
    }

    /// Whether somebody may see it: what is theirs or nobody's and, where their role sees all, what is others' (unless the
    /// kind is private).
    pub fn is_visible_to(&self, person: Uuid, role: Role) -> bool {
        let assignee = self.kind.assignee;
        let shared = self.get(assignee).is_none() || self.link(assignee) == Some(person);
        shared || role.sees_all() && !self.kind.is_private()
    }

    /// Whether it was captured in haste and waits to be completed.
    pub fn is_in_haste(&self) -> bool {
        self.kind.position(Self::IN_HASTE).is_some_and(|position| self.get(position).is_some())
    }

    /// The first required field that it lacks. One that was captured in haste may lack any until it is completed.
    pub fn missing(&self) -> Option<&'static Field> {
        let mut fields = self.kind.fields.iter().zip(&self.values);
        let lacks = fields.find(|(field, value)| field.required && value.is_none());
        lacks.filter(|_| !self.is_in_haste()).map(|(field, _)| field)
    }

    /// The record that a field links to, or the person it names.
    pub fn link(&self, field: usize) -> Option<Uuid> {
        Uuid::try_parse(self.text(field)).ok()
    }

    /// Whether it was deleted (softly).
    pub fn is_deleted(&self) -> bool {
        self.get(self.kind.deleted_at).is_some()
    }
}

/// The kind by name and only the fields that have a value.
impl fmt::Debug for Record {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} ", self.kind.name, self.id)?;
        let filled =
            self.kind.fields.iter().zip(&self.values).filter_map(|(field, value)| Some((field.name, value.as_ref()?)));
        formatter.debug_map().entries(filled).finish()
    }
}

impl Eq for Record {}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.kind.name == other.kind.name && self.id == other.id && self.values == other.values
    }
}
