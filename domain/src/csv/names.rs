//! Whom and what the cells of a file name: people by their e-mail addresses, records by what they are called.

use uuid::Uuid;

use super::fault::RowProblem;
use crate::fold::{fold, lower_case};
use crate::kind::{Field, Kind, Shape};
use crate::person::Person;
use crate::sorting;

/// Everybody and everything that a cell may name.
#[derive(Debug, Default)]
pub struct Names(Vec<Name>);

/// One of them: the name of its kind, nothing for a person; its own as cells are compared with it; its id.
type Name = (&'static str, String, Uuid);

impl Names {
    /// The people whose access is open, and records by kind, id and name.
    pub fn new(people: &[Person], records: impl IntoIterator<Item = (&'static Kind, Uuid, String)>) -> Self {
        let open = people.iter().filter(|person| person.closed_at.is_none());
        let people = open.map(|person| ("", lower_case(&person.email), person.id));
        let records = records.into_iter().map(|(kind, id, name)| (kind.name, fold(&name), id));
        let mut names: Vec<Name> = people.chain(records).collect();
        sorting::sort(&mut names);
        names.dedup();
        Self(names)
    }

    /// The person or record that a cell of this field names.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub(super) fn find(&self, field: &'static Field, cell: &str) -> Result<Uuid, RowProblem> {
        let (kind, name) = match field.shape {
            Shape::Link(kind) => (kind, fold(cell)),
            _ => ("", lower_case(cell.trim())),
        };
        let wanted = (kind, name.as_str());
        let place = self.0.partition_point(|(kind, name, _)| (*kind, name.as_str()) < wanted);
        let mut found = self.0[place..].iter().take_while(|(kind, name, _)| (*kind, name.as_str()) == wanted);
        match (found.next(), found.next()) {
            (None, _) => Err(RowProblem::Unknown(field)),
            (Some((_, _, id)), None) => Ok(*id),
            (Some(_), Some(_)) => Err(RowProblem::Ambiguous(field)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::ACCOUNT;
    use crate::client::{self, CLIENT};
    use crate::event::EVENT;
    use crate::person::Role;

    #[test]
    fn a_cell_names_one_person_or_record_of_its_kind() {
        let person = |id: u128, closed_at| Person {
            id: Uuid::from_u128(id),
            name: "Paul Nord".to_owned(),
            email: format!("Paul{id}@nord.example"),
            role: Role::Seller,
            closed_at,
        };
        let record = |kind, id: u128, name: &str| (kind, Uuid::from_u128(id), name.to_owned());
        let names = Names::new(
            &[person(1, None), person(2, Some(1))],
            [
                record(&ACCOUNT, 3, "Œuvres & Fils"),
                record(&ACCOUNT, 4, "Roche"),
                record(&ACCOUNT, 5, "ROCHE"),
                record(&EVENT, 6, "Roche"),
            ],
        );
        let unknown: fn(&'static Field) -> RowProblem = RowProblem::Unknown;
        for (field, cell, wanted) in [
            (client::ASSIGNEE, " PAUL1@nord.example", Ok(1)),
            (client::ASSIGNEE, "paul2@nord.example", Err(unknown)),
            (client::ASSIGNEE, "Roche", Err(unknown)),
            (client::ACCOUNT, "OEUVRES – FILS ", Ok(3)),
            (client::ACCOUNT, "Œuvres", Err(unknown)),
            (client::ACCOUNT, "roche", Err(RowProblem::Ambiguous)),
            (client::EVENT, "roche", Ok(6)),
            (client::EVENT, "paul1@nord.example", Err(unknown)),
        ] {
            let field = &CLIENT.fields[field];
            let wanted = wanted.map(Uuid::from_u128).map_err(|problem| problem(field));
            assert_eq!(names.find(field, cell), wanted, "{} {cell}", field.name);
        }
    }
}
