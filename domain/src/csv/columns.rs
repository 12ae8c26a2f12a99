//! Which column of a file is which field, by folded headings in French or English.

use super::read::FileFault;
use crate::fold::fold;
use crate::kind::{Field, Kind};

/// A column of the file.
#[derive(Debug, Clone)]
pub struct Column {
    /// The heading as written.
    pub heading: String,
    /// The field it was understood as; without one, the column is not read.
    pub field: Option<&'static Field>,
    /// Position of that field.
    pub(super) position: Option<usize>,
}

/// Understands headings.
///
/// # Errors
/// Two columns for one field, or none for a required one.
pub(super) fn columns<'a>(
    kind: &'static Kind,
    headings: impl Iterator<Item = &'a str>,
) -> Result<Vec<Column>, FileFault> {
    let columns: Vec<Column> = headings
        .map(|heading| {
            let position = position(kind, heading);
            let field = position.and_then(|position| kind.fields.get(position));
            Column { heading: heading.trim().to_owned(), field, position }
        })
        .collect();
    for (position, field) in kind.visible() {
        let mut same = columns.iter().filter(|column| column.position == Some(position));
        match (same.next(), same.next()) {
            (Some(first), Some(second)) => {
                return Err(FileFault::TwoColumns {
                    field,
                    first: first.heading.clone(),
                    second: second.heading.clone(),
                });
            }
            (None, _) if field.required => return Err(FileFault::NoColumn { field }),
            _ => {}
        }
    }
    Ok(columns)
}

fn position(kind: &Kind, heading: &str) -> Option<usize> {
    let folded = fold(heading);
    let names = |field: &Field| {
        [field.label.fr, field.label.en, field.name].iter().any(|name| fold(name) == folded)
            || field.headings.contains(&folded.as_str())
    };
    kind.visible().find(|(_, field)| names(field)).map(|(position, _)| position)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::client::{self, CLIENT};

    #[test]
    fn headings_are_understood_in_both_languages_however_they_are_typed() {
        for (heading, wanted) in [
            ("Prénom", client::FIRST_NAME),
            ("PRENOM", client::FIRST_NAME),
            ("First name", client::FIRST_NAME),
            ("first_name", client::FIRST_NAME),
            ("E-mail", client::EMAIL),
            ("Email", client::EMAIL),
            ("Nombre d'employés", client::EMPLOYEES),
            ("Nombre d’employés", client::EMPLOYEES),
            ("Assigné à", client::ASSIGNEE),
            (" CP ", client::POSTAL_CODE),
            ("Société", client::COMPANY),
        ] {
            assert_eq!(position(&CLIENT, heading), Some(wanted), "{heading}");
        }
        assert_eq!(position(&CLIENT, "Pointure"), None);
        assert_eq!(position(&CLIENT, "Supprimé le"), None);
        assert_eq!(position(&CLIENT, ""), None);
    }

    #[test]
    fn no_heading_names_two_fields() {
        let mut seen = HashMap::new();
        for (_, field) in CLIENT.visible() {
            let names = [field.label.fr, field.label.en, field.name].map(fold);
            for name in names.into_iter().chain(field.headings.iter().map(|&heading| heading.to_owned())) {
                assert_eq!(name, fold(&name), "a heading is declared folded");
                let owner = *seen.entry(name.clone()).or_insert(field.name);
                assert_eq!(owner, field.name, "{name}");
            }
        }
    }

    #[test]
    fn a_file_without_a_required_column_or_with_two_alike_is_refused_as_a_whole() {
        let refused = |headings: &str| columns(&CLIENT, headings.split(';')).unwrap_err();
        assert!(matches!(refused("Prénom;Nom;Email"), FileFault::NoColumn { field } if field.name == "status"));
        assert!(
            matches!(refused("Prénom;Nom;Email;E-mail;Statut"), FileFault::TwoColumns { second, .. } if second == "E-mail")
        );
    }
}
