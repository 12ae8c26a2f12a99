//! What may go wrong in the store, by what the caller can do about it.

/// A failure of the store. The cause is for the log, never for the person.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be reached or is busy: try again later. Nothing was written.
    #[error("the database does not answer")]
    Unavailable(#[source] sqlx::Error),
    /// The disk of the database is full: somebody must make room. Nothing was written.
    #[error("the disk of the database is full")]
    Full(#[source] sqlx::Error),
    /// The person may not do this (any more).
    #[error("not allowed")]
    NotAllowed,
    /// The request is one that no device of ours makes; sending it again does not help.
    #[error("malformed request: {0}")]
    Malformed(&'static str),
    /// The database was written by a newer Carnet, or its tables are not ours.
    #[error("the database does not fit this version of Carnet")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// Something stored cannot be read back: restore a backup.
    #[error("the database holds something unreadable: {0}")]
    Corrupt(String),
    /// The address of the database is not one of `sqlite:PATH` and `postgres://…`.
    #[error("not the address of a database: {0}")]
    Address(String),
    /// A file of a backup cannot be read or written.
    #[error("a backup cannot be read or written")]
    File(#[source] std::io::Error),
    /// A backup is not one, or not whole: take another one. Nothing was written.
    #[error("the backup is damaged: {0}")]
    Damaged(String),
    /// There is a book, or another program's tables, where a backup should be restored.
    #[error("the database is not empty")]
    NotEmpty,
    /// The database refused a statement: a fault of ours.
    #[error("the database refused a statement")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) => match cause.code().as_deref().map(nature) {
                Some(Nature::Full) => Self::Full(error),
                Some(Nature::Unavailable) => Self::Unavailable(error),
                Some(Nature::Corrupt) => Self::Corrupt(error.to_string()),
                _ => Self::Database(error),
            },
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => Self::Unavailable(error),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Corrupt(error.to_string()),
            sqlx::Error::Configuration(_) => Self::Address(error.to_string()),
            _ => Self::Database(error),
        }
    }
}

enum Nature {
    Full,
    Unavailable,
    Corrupt,
    Ours,
}

/// What a code means. Postgres' have five characters (appendix A of its manual); SQLite's are numbers below ten
/// thousand, whose low byte is the primary code (<https://sqlite.org/rescode.html>).
fn nature(code: &str) -> Nature {
    if code.len() == 5 {
        return match (code, &code[..2]) {
            ("53100", _) => Nature::Full,
            // Among them: no lock in time, and a transaction ended because it did nothing for too long.
            ("40001" | "40P01" | "55P03" | "25P03" | "58030", _) | (_, "08" | "53" | "57") => Nature::Unavailable,
            (_, "XX") => Nature::Corrupt,
            _ => Nature::Ours,
        };
    }
    match code.parse::<u32>().map(|code| code & 0xff) {
        Ok(13) => Nature::Full,
        // busy, locked, interrupted, read-only, input or output, cannot open
        Ok(5 | 6 | 8 | 9 | 10 | 14) => Nature::Unavailable,
        // corrupt, not a database
        Ok(11 | 26) => Nature::Corrupt,
        _ => Nature::Ours,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waited_or_rested_too_long_may_come_back() {
        for code in ["55P03", "25P03", "57P01", "40001", "5", "261"] {
            assert!(matches!(nature(code), Nature::Unavailable), "{code}");
        }
        assert!(matches!(nature("25P02"), Nature::Ours));
    }
}
