//! Values that many lines share, each kept once: what filters judge, and what a person is offered while typing.

use std::collections::HashMap;

use domain::list::{decode_part, decode_place, decode_standing};
use domain::query::Standing;

use super::leaf::{Facets, Line};
use crate::Error;

/// A list of values; lines know them by their number.
#[derive(Debug)]
pub(super) struct Values<T> {
    list: Vec<T>,
    of: HashMap<Box<str>, u32>,
}

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self { list: Vec::new(), of: HashMap::new() }
    }
}

impl<T> Values<T> {
    pub(super) fn list(&self) -> &[T] {
        &self.list
    }

    /// The number of a value as a line writes it.
    fn number(&mut self, text: &str, decode: impl FnOnce(&str) -> Option<T>) -> Result<u32, Error> {
        if let Some(number) = self.of.get(text) {
            return Ok(*number);
        }
        let damaged = || Error::Damaged(format!("“{text}” in a line of the index"));
        let number = u32::try_from(self.list.len()).map_err(|_| damaged())?;
        self.list.push(decode(text).ok_or_else(damaged)?);
        self.of.insert(text.into(), number);
        Ok(number)
    }
}

/// The values of a tree.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) standings: Values<Standing>,
    pub(super) places: Values<(String, String)>,
    pub(super) tags: Values<String>,
}

impl Shared {
    /// What filters ask of a line.
    ///
    /// # Errors
    /// When a part of it is nothing this build wrote.
    pub(super) fn facets(&mut self, line: &Line) -> Result<Facets, Error> {
        Ok(Facets {
            standing: self.standings.number(line.standing, decode_standing)?,
            place: self.places.number(line.place, decode_place)?,
            tags: self.tags.number(line.tags, decode_part)?,
            contact: domain::query::day_number(line.next_contact),
        })
    }
}
