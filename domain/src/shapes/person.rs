//! A person who may sign in, kept by id.

use uuid::Uuid;

use crate::problem::Fault;

/// The id in its one form. That such a person exists is for the store to say.
///
/// # Errors
/// [`Fault::Person`].
pub fn parse(text: &str) -> Result<String, Fault> {
    match Uuid::try_parse(text) {
        Ok(id) if !id.is_nil() => Ok(id.hyphenated().to_string()),
        _ => Err(Fault::Person),
    }
}
