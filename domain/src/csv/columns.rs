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

impl Column {
    /// A column under this heading that is read as this field; without one it is left out.
    pub fn new(kind: &'static Kind, heading: &str, position: Option<usize>) -> Self {
        let field = position.and_then(|position| kind.fields.get(position));
        Self { heading: heading.trim().to_owned(), field, position: field.and(position) }
    }

    /// Position of the field it is read as.
    pub const fn position(&self) -> Option<usize> {
        self.position
    }
}

/// Understands headings as those of this kind's fields. Where several name one field, the best known does, and the first
/// of equals; the others are left out.
pub fn understand<'a>(kind: &'static Kind, headings: impl Iterator<Item = &'a str>) -> Vec<Column> {
    let named: Vec<(&str, Option<(usize, usize)>)> =
        headings.map(|heading| (heading, position(kind, heading))).collect();
    let best = |position: usize| {
        let of_field = named.iter().enumerate().filter_map(|(place, (_, named))| Some((place, (*named)?)));
        of_field.filter(|(_, (field, _))| *field == position).min_by_key(|&(place, (_, rank))| (rank, place))
    };
    let columns = named.iter().enumerate().map(|(place, (heading, named))| {
        let taken = named
            .map(|(position, _)| position)
            .filter(|&position| best(position).is_some_and(|(first, _)| first == place));
        Column::new(kind, heading, taken)
    });
    columns.collect()
}

/// Understands headings where nobody can be asked.
///
/// # Errors
/// Two columns that name one field equally well, or none for a required one.
pub(super) fn columns<'a>(
    kind: &'static Kind,
    headings: impl Iterator<Item = &'a str> + Clone,
) -> Result<Vec<Column>, FileFault> {
    let columns = understand(kind, headings.clone());
    for (column, heading) in columns.iter().zip(headings) {
        let Some((place, rank)) = position(kind, heading).filter(|_| column.position.is_none()) else { continue };
        let other = columns.iter().find(|other| other.position == Some(place));
        if let Some(other) = other.filter(|other| position(kind, &other.heading) == Some((place, rank))) {
            let (first, second) = (other.heading.clone(), column.heading.clone());
            return Err(FileFault::TwoColumns { field: &kind.fields[place], first, second });
        }
    }
    missing(kind, &columns).map_or(Ok(columns), |field| Err(FileFault::NoColumn { field }))
}

/// A required field that no column is read as.
fn missing(kind: &'static Kind, columns: &[Column]) -> Option<&'static Field> {
    let has = |position| columns.iter().any(|column| column.position == Some(position));
    kind.visible().find(|&(position, field)| field.required && !has(position)).map(|(_, field)| field)
}

/// The field a heading names, and how well: 0 for its own names, then in the order its headings are declared.
fn position(kind: &Kind, heading: &str) -> Option<(usize, usize)> {
    let folded = fold(heading);
    let rank = |field: &Field| {
        if [field.label.fr, field.label.en, field.name].iter().any(|name| fold(name) == folded) {
            return Some(0);
        }
        field.headings.iter().position(|heading| *heading == folded).map(|place| place + 1)
    };
    kind.visible().find_map(|(position, field)| Some((position, rank(field)?)))
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
            ("Société liée", client::ACCOUNT),
            ("Compte", client::ACCOUNT),
            ("Lost reason", client::LOST_REASON),
        ] {
            assert_eq!(position(&CLIENT, heading).map(|(field, _)| field), Some(wanted), "{heading}");
        }
        assert_eq!(position(&CLIENT, "Pointure"), None);
        assert_eq!(position(&CLIENT, "Supprimé le"), None);
        assert_eq!(position(&CLIENT, ""), None);
    }

    fn understood(headings: &str) -> Vec<(&str, &'static str)> {
        let columns = understand(&CLIENT, headings.split(','));
        let fields = columns.iter().map(|column| column.field.map_or("", |field| field.name));
        headings.split(',').zip(fields).filter(|(_, field)| !field.is_empty()).collect()
    }

    #[test]
    fn files_of_google_contacts_and_outlook_are_understood() {
        let google = "First Name,Middle Name,Last Name,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,\
            Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Organization Name,Organization Title,Website 1 - Value";
        let fields: Vec<&str> = understood(google).into_iter().map(|(_, field)| field).collect();
        assert_eq!(
            fields,
            [
                "first_name",
                "last_name",
                "notes",
                "tags",
                "email",
                "phone",
                "address",
                "city",
                "postal_code",
                "company",
                "job_title",
                "website"
            ]
        );
        let outlook = "Title,First Name,Last Name,Company,Job Title,Business Street,Business City,Home Phone,Business Phone,\
            Mobile Phone,Categories,E-mail Address,Web Page";
        let columns = understood(outlook);
        assert!(columns.contains(&("Job Title", "job_title")) && columns.contains(&("Business Phone", "phone")));
        assert!(!columns.iter().any(|(heading, _)| ["Title", "Home Phone"].contains(heading)), "{columns:?}");
        let french =
            understood("Prénom,Nom,Société,Téléphone (bureau),Tél. mobile,Adresse de messagerie,Ville (bureau)");
        assert_eq!(french.len(), 7, "{french:?}");
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
