//! The program around the book: doors, guards, command line; nothing of the business. The binary is `carnet`.
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that fails should say where"))]

pub mod alerts;
pub mod backup;
pub mod book;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod error;
pub mod export;
pub mod guard;
pub mod house;
pub mod import;
pub mod keeper;
pub mod let_in;
pub mod live;
pub mod log;
pub mod mail;
pub mod push;
pub mod routes;
pub mod say;
pub mod scribe;
pub mod serve;
pub mod site;
pub mod tls;
