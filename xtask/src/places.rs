//! Where things lie: the repository, the target folder, the site, what xtask keeps between runs.

use std::path::{Path, PathBuf};

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().map_or_else(|| own.to_path_buf(), Path::to_path_buf)
}

/// Cargo's target folder, wherever the environment put it.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The folder of the site, from which the server takes it in. It stays inside the repository even when
/// `CARGO_TARGET_DIR` lies elsewhere, because the server's source names it.
pub(crate) fn site() -> PathBuf {
    root().join("target/site")
}

/// The finished program.
pub(crate) fn binary() -> PathBuf {
    target().join("release/carnet")
}

/// The browser stories and everything that runs on Node.
pub(crate) fn end2end() -> PathBuf {
    root().join("end2end")
}

/// A folder that xtask keeps between runs, made when missing.
pub(crate) fn kept(name: &str) -> PathBuf {
    let folder = target().join("xtask").join(name);
    // OK because whoever writes into it reports the real cause.
    drop(std::fs::create_dir_all(&folder));
    folder
}
