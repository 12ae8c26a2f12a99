//! `carnet let-in`: a link for whoever forgot their password and has no administrator to ask.

use domain::Person;
use store::audit::{self, Deed, Note};
use store::people::{self, Linked};
use store::{Store, Token};

use crate::cli::LetIn;
use crate::error::Failure;
use crate::{clock, say};

/// Prints the link.
///
/// # Errors
/// When there is no book, or nobody signs in with this address.
pub async fn run(asked: &LetIn) -> Result<(), Failure> {
    let store = Store::open(&asked.database.address(false)?, clock::id()).await?;
    let made = link(&store, &asked.email).await;
    store.close().await;
    let (person, token) = made?;
    say::line(format_args!("{}, lien à usage unique · one-time link:", person.name));
    say::line(format_args!("  {}/welcome/{}", asked.public_url.trim_end_matches('/'), token.text()));
    Ok(())
}

/// Makes the link of somebody who is there already, and writes down that it was made.
///
/// # Errors
/// When nobody signs in with this address, their access is closed, or the store fails.
pub async fn link(store: &Store, email: &str) -> Result<(Person, Token), Failure> {
    let (token, now) = (clock::token(), clock::now());
    let person = match people::let_in(store, email, &token, now).await? {
        Linked::Done(person) => person,
        Linked::Closed => {
            let text =
                format!("the access of {email} is closed: an administrator opens it again on the page Personnes");
            return Err(Failure::Usage(text));
        }
        Linked::Unknown => return Err(Failure::Usage(format!("nobody signs in as {email}"))),
    };
    let note = Note {
        id: clock::id(),
        at: now,
        person: None,
        deed: Deed::NewLink,
        about: Some(person.id),
        detail: "carnet let-in".to_owned(),
        user_agent: String::new(),
    };
    audit::note(store, &note).await?;
    Ok((person, token))
}
