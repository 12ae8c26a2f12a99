//! The clients: the list, one of them, the form.

pub(crate) mod edit;
pub(crate) mod list;
pub(crate) mod load;
pub(crate) mod show;

/// Where clients live.
pub(crate) const PATH: &str = "/clients";
