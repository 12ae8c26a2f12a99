//! The server's memory: one SQL text, SQLite or Postgres. Clock, ids and tokens are handed in.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod alerts;
mod answers;
pub mod audit;
pub mod backup;
pub mod bell;
pub mod clients;
pub mod dashboard;
mod database;
mod duty;
mod error;
pub mod history;
mod kept;
mod migrations;
pub mod names;
pub mod password;
pub mod people;
pub mod photos;
mod read;
pub mod reports;
mod rows;
pub mod sessions;
mod sql;
pub mod stages;
mod store;
pub mod sync;
pub mod timeline;
pub mod token;
pub mod visitor;

pub use bell::Bell;
pub use database::sqlite_file;
pub use duty::Duty;
pub use error::Error;
pub use store::Store;
pub use token::Token;
pub use visitor::Visitor;

/// What every room of the store answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;
