//! What can go wrong while building, told so that one knows what to do next.

use std::path::{Path, PathBuf};

/// Why a verb stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A program ended badly; its own words stand above.
    #[error("{program} failed ({status}); its own message stands above")]
    Program {
        /// The command line.
        program: String,
        /// How it ended.
        status: String,
    },
    /// Something must be installed first, and could not be by itself.
    #[error("{0}")]
    Missing(String),
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A check found these faults.
    #[error("{}", .0.join("\n"))]
    Faults(Vec<String>),
    /// A tool answered what was not expected of it.
    #[error("{0}")]
    Unexpected(String),
    /// At least one part of `test` failed; each has told its reason.
    #[error("at least one part failed")]
    Parts,
}

impl Error {
    /// For `map_err`: this file, that cause.
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::File { path: path.to_path_buf(), source }
    }
}

/// What each step gives.
pub(crate) type Outcome<T = ()> = Result<T, Error>;
