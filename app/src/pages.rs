//! One room per page.

#![expect(unreachable_pub, reason = "the component macro writes a `pub` of its own")]

pub(crate) mod clients;
pub(crate) mod duplicates;
pub(crate) mod import;
pub(crate) mod maintenance;
pub(crate) mod not_found;
pub(crate) mod people;
pub(crate) mod queue;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod welcome;
