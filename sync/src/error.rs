//! What can be wrong with what came over the wire or out of a stored page.

/// Why something that was read cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It names a kind of record this build does not know.
    #[error("the kind “{0}” is not known here")]
    UnknownKind(String),
    /// It is not the text it should be: cut short, or not ours. A replica that holds it is built again.
    #[error("damaged: {0}")]
    Damaged(String),
}
