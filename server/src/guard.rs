//! The guards: who is asking, how often, from where, and what a browser may do with the answer.

pub mod address;
pub mod attempts;
pub mod headers;
pub mod visitor;
