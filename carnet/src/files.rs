//! The files of the site, taken into the program.

use std::borrow::Cow;

use axum::body::Bytes;
use rust_embed::RustEmbed;
use server::site::{Found, Site};

/// What `cargo xtask` laid: inside the binary in a release build, read from the disk at start in a debug build.
#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Folder;

/// The site as it is served.
pub(crate) fn site() -> Site {
    Site::new(Folder::iter().filter_map(|path| {
        let file = Folder::get(&path)?;
        let bytes = match file.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        };
        Some(Found { path: path.into_owned(), bytes, hash: file.metadata.sha256_hash() })
    }))
}
