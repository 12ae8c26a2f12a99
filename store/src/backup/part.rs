//! A backup while it is being written: a file of its own beside its name, locked, and gone when it is given up.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind};
use std::path::{Path, PathBuf};

use domain::Millis;

use super::shelf::{file_name, is_ours};
use super::{Manifest, write};
use crate::{Error, Result, Store};

/// How the name of a file ends that is not whole yet.
const ENDING: &str = ".part";
/// How far apart the names of two backups are, in milliseconds.
const SECOND: Millis = 1000;
/// How often a rest that is in the way is removed before somebody else is believed to write there.
const TRIES: usize = 3;

/// Takes a backup into a file, which appears under its name only when it is whole and on the disk. A file that has this
/// name is replaced.
///
/// # Errors
/// `File` when it cannot be written or somebody else is writing it, else as the database fails.
pub async fn write_file(store: &Store, path: &Path, now: Millis) -> Result<Manifest> {
    let busy = || io::Error::new(ErrorKind::AlreadyExists, "another backup is being written into this file");
    let part = Part::begin(path).and_then(|part| part.ok_or_else(busy)).map_err(Error::File)?;
    part.fill(store, now).await
}

/// Takes a backup into a folder, which is made when it is missing, and gives its name: one that no other there has, that
/// of a later second if need be. What backups that broke off left there is removed first.
///
/// # Errors
/// `File` when it cannot be written, else as the database fails.
pub async fn write_into(store: &Store, folder: &Path, scheduled: bool, now: Millis) -> Result<(String, Manifest)> {
    fs::create_dir_all(folder).map_err(Error::File)?;
    remove_rests(folder);
    let mut named_at = now;
    loop {
        let name = file_name(named_at, scheduled);
        let path = folder.join(&name);
        // Looked for last: whoever has the part is the only one who may give a file this name.
        if let Some(part) = Part::begin(&path).map_err(Error::File)?
            && !path.exists()
        {
            return Ok((name, part.fill(store, now).await?));
        }
        named_at += SECOND;
    }
}

/// Removes from a folder what backups that broke off left, and nobody writes any more.
pub(super) fn remove_rests(folder: &Path) {
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        if file.file_name().to_str().and_then(|name| name.strip_suffix(ENDING)).is_some_and(is_ours) {
            remove_rest(&file.path());
        }
    }
}

/// Removes a file unless somebody is writing it: the lock of a writer ends with its process.
fn remove_rest(path: &Path) {
    let Ok(file) = File::options().write(true).open(path) else { return };
    // Removed under the lock: a writer that has just made the file finds out.
    if file.try_lock().is_ok() && fs::remove_file(path).is_ok() {
        tracing::info!(path = %path.display(), "removed what a backup that broke off had left");
    }
}

/// A file that this process is writing. It is removed when it is dropped before it is whole.
#[derive(Debug)]
struct Part {
    file: File,
    path: PathBuf,
    /// Its name once it is whole.
    target: PathBuf,
    whole: bool,
}

impl Part {
    /// Begins a file; nothing when somebody else is writing it. The rest of a writer that was killed is removed.
    fn begin(target: &Path) -> io::Result<Option<Self>> {
        let mut path = target.as_os_str().to_owned();
        path.push(ENDING);
        let path = PathBuf::from(path);
        for _ in 0..TRIES {
            match File::create_new(&path) {
                Ok(file) => {
                    // OK because where there are no locks nobody takes the file for a rest either.
                    let _ = file.lock();
                    // Between the two somebody may have taken it for one.
                    if path.exists() {
                        return Ok(Some(Self { file, path, target: target.to_owned(), whole: false }));
                    }
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => remove_rest(&path),
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// Writes the backup and gives the file its name.
    ///
    /// # Errors
    /// `File` when it cannot be written, else as the database fails.
    async fn fill(mut self, store: &Store, now: Millis) -> Result<Manifest> {
        let manifest = write(store, BufWriter::new(&self.file), now).await?;
        self.file.sync_all().map_err(Error::File)?;
        fs::rename(&self.path, &self.target).map_err(Error::File)?;
        self.whole = true;
        Ok(manifest)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.whole {
            // OK because why it was given up is what matters, and the next one removes the rest.
            let _ = fs::remove_file(&self.path);
        }
    }
}
