//! The real server on a free port with a database of its own: what its doors let through, and what they do not.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod alerts;
mod backups;
mod bootstrap;
mod demo;
mod doors;
mod events;
mod fixture;
mod import;
mod pages;
mod photos;
mod sign_in;
mod sync;
