//! One room per page.

#![expect(unreachable_pub, reason = "the component macro writes a `pub` of its own")]

pub(crate) mod backups;
pub(crate) mod clients;
pub(crate) mod dashboard;
pub(crate) mod duplicates;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod maintenance;
pub(crate) mod more;
pub(crate) mod not_found;
pub(crate) mod people;
pub(crate) mod queue;
pub(crate) mod sales;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod tags;
pub(crate) mod today;
pub(crate) mod welcome;
