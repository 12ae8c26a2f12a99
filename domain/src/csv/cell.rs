//! What stands in the cells of a record, before a form of file writes it: every file of a list is made of these.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::write::NameOf;
use crate::kind::{Field, Kind, Shape};
use crate::lang::Lang;
use crate::record::Record;
use crate::shapes::{choice, tags};
use crate::value::Value;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text as people read it.
    Text(String),
    /// A telephone number as E.164.
    Phone(String),
    /// A day as `AAAA-MM-JJ`.
    Day(String),
    /// An amount in cents.
    Money(i64),
    /// A whole number.
    Whole(i64),
}

/// The headings of every field a person sees.
pub fn headings(kind: &'static Kind, lang: Lang) -> impl Iterator<Item = &'static str> {
    kind.visible().map(move |(_, field)| field.label.get(lang))
}

/// The cells of a record, under those headings; choices in `lang`.
pub fn cells(kind: &'static Kind, record: &Record, lang: Lang, name: NameOf<'_>) -> Vec<Cell> {
    let cell = |(position, field)| record.get(position).map_or(Cell::Empty, |value| cell(field, value, lang, name));
    kind.visible().map(cell).collect()
}

fn cell(field: &Field, value: &Value, lang: Lang, name: NameOf<'_>) -> Cell {
    match (field.shape, value) {
        (Shape::Money, Value::Number(cents)) => Cell::Money(*cents),
        (_, Value::Number(number)) => Cell::Whole(*number),
        (Shape::Date, Value::Text(day)) => Cell::Day(day.clone()),
        (Shape::Phone, Value::Text(number)) => Cell::Phone(number.clone()),
        (Shape::Choice(choices), Value::Text(key)) => Cell::Text(choice::show(key, choices, lang).to_owned()),
        (shape @ (Shape::Person | Shape::Link(_)), Value::Text(id)) => {
            match Uuid::try_parse(id).ok().and_then(|id| name(shape, id)) {
                Some(name) => Cell::Text(name),
                None if matches!(shape, Shape::Person) => Cell::Text(id.clone()),
                // Deleted or out of sight: an import leaves the link as it is.
                None => Cell::Empty,
            }
        }
        (Shape::Tags, Value::Text(stored)) => Cell::Text(tags::show(stored, "|")),
        (_, Value::Text(text)) => Cell::Text(text.clone()),
    }
}
