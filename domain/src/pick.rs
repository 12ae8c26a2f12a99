//! What a person asks of the list of a small kind: text, filters on its choices, people and links, an order; and what is
//! picked by that out of all records of the kind.

use crate::fold::fold;
use crate::kind::{Kind, Shape};
use crate::record::Record;
use crate::search::{needles, search_key, sort_key};
use crate::sorting;

/// The question. What is empty asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pick {
    /// Free text, as typed.
    pub text: String,
    /// Position of a field and the stored value wanted there; an empty value asks for those without one. Values of one
    /// field are alternatives; different fields must all hold.
    pub filters: Vec<(usize, String)>,
    /// Position of the field that sorts, and whether from the last to the first. Without it, as the kind is sorted.
    pub order: Option<(usize, bool)>,
}

/// What people read where a field holds an id: the name of the person or of the linked record.
pub type NameOf<'a> = &'a dyn Fn(Shape, &str) -> Option<String>;

impl Pick {
    /// The positions of the records that answer, in order. Deleted ones never do.
    pub fn of(&self, records: &[&Record], name: NameOf) -> Vec<usize> {
        let needles = needles(&self.text);
        let mut found: Vec<usize> = (0..records.len()).filter(|at| self.takes(records[*at], &needles, name)).collect();
        match self.order {
            None => sorting::sort_by_key(&mut found, |at| (sort_key(records[*at]), records[*at].id)),
            Some((field, descending)) => {
                sorting::sort_by_key(&mut found, |at| {
                    let record = records[*at];
                    let key = key(record, field, name);
                    // Turned around below, and empty values still come last.
                    (key.is_empty() != descending, key, sort_key(record), record.id)
                });
                if descending {
                    found.reverse();
                }
            }
        }
        found
    }

    fn takes(&self, record: &Record, needles: &[String], name: NameOf) -> bool {
        let wanted = |field: usize| self.filters.iter().filter(move |(other, _)| *other == field);
        let suits = |(field, _): &(usize, String)| wanted(*field).any(|(_, value)| record.text(*field) == value);
        if record.is_deleted() || !self.filters.iter().all(suits) {
            return false;
        }
        needles.is_empty() || {
            let key = search_key(record) + " " + &linked(record, name);
            needles.iter().all(|needle| key.contains(needle.as_str()))
        }
    }

    /// Turns a filter on or off.
    pub fn flip(&mut self, field: usize, value: &str) {
        let wanted = (field, value.to_owned());
        match self.filters.iter().position(|filter| *filter == wanted) {
            Some(place) => drop(self.filters.remove(place)),
            None => self.filters.push(wanted),
        }
    }

    /// Wants one value of a field, or any when nothing is given.
    pub fn choose(&mut self, field: usize, value: Option<&str>) {
        self.filters.retain(|(other, _)| *other != field);
        self.filters.extend(value.map(|value| (field, value.to_owned())));
    }

    /// The order after a tap on the heading of a field: up, then down, then up again.
    pub fn turn(&mut self, field: usize) {
        self.order = Some((field, self.order == Some((field, false))));
    }

    /// What an address carries, as names and values: `q`, `sort`, and the names of fields.
    pub fn write(&self, kind: &Kind) -> Vec<(&'static str, String)> {
        let mut parts = Vec::new();
        if !self.text.is_empty() {
            parts.push(("q", self.text.clone()));
        }
        for (field, value) in &self.filters {
            parts.push((kind.fields[*field].name, value.clone()));
        }
        if let Some((field, descending)) = self.order {
            parts.push(("sort", format!("{}{}", if descending { "-" } else { "" }, kind.fields[field].name)));
        }
        parts
    }

    /// Reads one part of an address; what it does not know it ignores.
    pub fn read(&mut self, kind: &Kind, name: &str, value: &str) {
        match name {
            "q" => value.clone_into(&mut self.text),
            "sort" => {
                let field = value.strip_prefix('-').unwrap_or(value);
                self.order = kind.position(field).map(|position| (position, value.starts_with('-')));
            }
            _ => self.filters.extend(kind.position(name).map(|position| (position, value.to_owned()))),
        }
    }
}

/// The names of the records and people a record points to: "Roy" finds the call with Léa Roy.
fn linked(record: &Record, name: NameOf) -> String {
    let links = record.kind.fields.iter().enumerate();
    let links = links.filter(|(_, field)| matches!(field.shape, Shape::Link(_) | Shape::Person));
    let names = links.filter_map(|(position, field)| name(field.shape, record.text(position)));
    fold(&names.collect::<Vec<_>>().join(" "))
}

/// What a field sorts by: numbers by size, choices in their order, people and links by their names.
fn key(record: &Record, field: usize, name: NameOf) -> String {
    let text = record.text(field);
    let shape = record.kind.fields[field].shape;
    match shape {
        Shape::Choice(choices) => {
            choices.iter().position(|choice| choice.key == text).map(|place| format!("{place:02}")).unwrap_or_default()
        }
        Shape::Person | Shape::Link(_) => name(shape, text).map(|name| fold(&name)).unwrap_or_default(),
        Shape::Date | Shape::Time => text.to_owned(),
        _ => record.number(field).map_or_else(|| fold(text), |number| format!("{number:020}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{ACCOUNT, ANNUAL_REVENUE, ASSIGNEE, DELETED_AT, INDUSTRY, NAME};
    use crate::value::Value;
    use uuid::Uuid;

    fn account(name: &str, industry: &str, revenue: Option<i64>) -> Record {
        let mut record = Record::new(&ACCOUNT, Uuid::from_u128(name.bytes().map(u128::from).sum()));
        record.set(NAME, Some(name.into()));
        record.set(INDUSTRY, Some(industry.into()).filter(|_| !industry.is_empty()));
        record.set(ANNUAL_REVENUE, revenue.map(Value::Number));
        record.set(ASSIGNEE, Some("p1".into()));
        record
    }

    fn picked(pick: &Pick) -> Vec<String> {
        let mut gone = account("Disparue", "trade", None);
        gone.set(DELETED_AT, Some(Value::Number(1)));
        let all = [
            account("Éclair", "health", Some(9)),
            account("Zola & fils", "", None),
            account("Atelier", "trade", Some(100)),
            gone,
        ];
        let name = |_, id: &str| (id == "p1").then(|| "Julien Garnier".to_owned());
        pick.of(&all.each_ref(), &name).into_iter().map(|at| all[at].name()).collect()
    }

    #[test]
    fn text_finds_names_and_what_a_record_points_to() {
        let asks = |text: &str| picked(&Pick { text: text.into(), ..Pick::default() });
        assert_eq!(asks(""), ["Atelier", "Éclair", "Zola & fils"]);
        assert_eq!(asks("ecla"), ["Éclair"]);
        assert_eq!(asks("garnier zola"), ["Zola & fils"]);
    }

    #[test]
    fn filters_of_one_field_are_alternatives_and_an_empty_one_asks_for_none() {
        let mut pick = Pick::default();
        pick.flip(INDUSTRY, "health");
        pick.flip(INDUSTRY, "");
        assert_eq!(picked(&pick), ["Éclair", "Zola & fils"]);
        pick.flip(INDUSTRY, "health");
        assert_eq!(picked(&pick), ["Zola & fils"]);
        pick.choose(INDUSTRY, None);
        assert_eq!(pick, Pick::default());
    }

    #[test]
    fn empty_values_come_last_in_either_direction() {
        let mut pick = Pick::default();
        pick.turn(ANNUAL_REVENUE);
        assert_eq!(picked(&pick), ["Éclair", "Atelier", "Zola & fils"]);
        pick.turn(ANNUAL_REVENUE);
        assert_eq!(picked(&pick), ["Atelier", "Éclair", "Zola & fils"]);
    }

    #[test]
    fn an_address_gives_back_the_question() {
        let pick = Pick {
            text: "é".into(),
            filters: vec![(INDUSTRY, "trade".into()), (INDUSTRY, String::new())],
            order: Some((ANNUAL_REVENUE, true)),
        };
        let mut read = Pick::default();
        for (name, value) in pick.write(&ACCOUNT) {
            read.read(&ACCOUNT, name, &value);
        }
        read.read(&ACCOUNT, "view", "board");
        assert_eq!(read, pick);
    }
}
