//! The business in plain Rust: kinds of record, checked values, search, CSV. No I/O, no clock, no database.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod account;
pub mod agenda;
pub mod badge;
pub mod calendar;
pub mod capture;
pub mod client;
pub mod csv;
pub mod dashboard;
pub mod draft;
pub mod duplicates;
pub mod event;
pub mod fold;
pub mod follow_up;
pub mod interaction;
pub mod kind;
pub mod lang;
pub mod letter;
pub mod list;
pub mod maintenance;
pub mod opportunity;
pub mod order;
pub mod person;
pub mod photo;
pub mod pick;
pub mod pipeline;
pub mod problem;
pub mod prospect;
pub mod query;
pub mod record;
pub mod reports;
pub mod saved_view;
pub mod search;
pub mod shapes;
pub mod sorting;
pub mod stage;
pub mod sums;
pub mod tag;
pub mod time;
pub mod value;
pub mod vcard;

pub use draft::Draft;
pub use kind::{Choice, Field, Kind, Section, Shape};
pub use lang::{Lang, Words};
pub use person::{Person, Role};
pub use problem::{Fault, Problem};
pub use record::Record;
pub use value::Value;

/// An instant, in milliseconds since 1970-01-01T00:00:00Z. Every room writes instants this way, the database too.
pub type Millis = i64;

/// Every kind that syncs. A new kind is declared in a file of its own and added here.
pub static KINDS: &[&Kind] = &[
    &client::CLIENT,
    &account::ACCOUNT,
    &opportunity::OPPORTUNITY,
    &stage::STAGE,
    &interaction::INTERACTION,
    &follow_up::FOLLOW_UP,
    &event::EVENT,
    &saved_view::SAVED_VIEW,
    &tag::TAG,
    &photo::PHOTO,
];

/// The kind with this name, if Carnet knows it.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.name == name)
}
