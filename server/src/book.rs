//! The whole book in memory, for the commands that read all of it.

use domain::client::CLIENT;
use domain::csv::Names;
use domain::{Person, Record, Role};
use store::sync::{PAGE_BYTES, bootstrap_pages};
use store::{Store, Visitor, names, people};
use sync::wire::Rows;
use uuid::Uuid;

use crate::error::Failure;

/// Every record somebody may see, with the number of its last change.
///
/// # Errors
/// When the store fails.
pub async fn whole(store: &Store, visitor: &Visitor) -> Result<Vec<(Record, u64)>, Failure> {
    let mut book = Vec::new();
    let mut pages = bootstrap_pages(store, visitor, None, PAGE_BYTES).await?;
    while let Some(page) = pages.next().await? {
        let rows: Rows = serde_json::from_str(&page.json).map_err(|error| unreadable(&error))?;
        book.extend(rows.records().map_err(|error| unreadable(&error))?);
    }
    Ok(book)
}

fn unreadable(error: &dyn std::error::Error) -> Failure {
    Failure::Store(store::Error::Corrupt(error.to_string()))
}

/// The person a command works as: the one named, else the administrator who came first.
///
/// # Errors
/// When there is no such person.
pub async fn worker(store: &Store, email: Option<&str>) -> Result<Visitor, Failure> {
    let people = people::list(store).await?;
    let person = match email {
        Some(email) => named(&people, email).ok_or_else(|| Failure::Usage(format!("nobody signs in as {email}")))?,
        None => people
            .iter()
            .filter(|person| person.role == Role::Administrator && person.closed_at.is_none())
            .min_by_key(|person| person.id)
            .ok_or_else(|| {
                let text = "there is no administrator yet: start the server and follow the link it prints first";
                Failure::Usage(text.to_owned())
            })?,
    };
    Ok(Visitor { person: person.clone(), session: Uuid::nil() })
}

/// Whom and what a file of clients may name: people by their addresses; what clients link to, as far as somebody may see it,
/// by its name.
///
/// # Errors
/// When the store fails.
pub async fn names(store: &Store, visitor: &Visitor) -> Result<Names, Failure> {
    let people = people::list(store).await?;
    let mut records = Vec::new();
    for kind in CLIENT.links() {
        let named = names::all(store, visitor, kind).await?;
        records.extend(named.into_iter().map(|(id, name)| (kind, id, name)));
    }
    Ok(Names::new(&people, records))
}

/// The person with this address whose access is open.
fn named<'a>(people: &'a [Person], email: &str) -> Option<&'a Person> {
    let email = email.trim();
    people.iter().find(|person| person.closed_at.is_none() && person.email.eq_ignore_ascii_case(email))
}
