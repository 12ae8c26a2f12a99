//! The engine in plain Rust: mutation, merge, verdict, outbox, pull. No I/O: decisions are pure and return a plan.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod admit;
pub mod book;
pub mod conflict;
pub mod device;
mod error;
pub mod merge;
pub mod mutation;
pub mod pages;
pub mod row;
pub mod verdict;
pub mod wire;

pub use conflict::{About, Conflict, Loss};
pub use error::Error;
pub use mutation::{Act, Change, Edit, Mutation};
pub use row::{Row, Stamp};
