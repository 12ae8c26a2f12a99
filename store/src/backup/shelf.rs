//! The folder where a server keeps its backups: taking one, listing them, throwing the oldest away.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use domain::Millis;

use super::verify::Lines;
use super::{Manifest, write};
use crate::{Error, Result, Store};

/// How the name of every backup ends.
const ENDING: &str = ".jsonl.gz";
/// How the name of one ends that the schedule took: only these are thrown away.
const SCHEDULED: &str = "_auto.jsonl.gz";

/// A folder of backups, and how it is looked after. Clones share the folder.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// The folder; it is made when the first backup is.
    pub folder: PathBuf,
    /// How often the schedule takes one; nothing when it is switched off.
    pub every: Option<Millis>,
    /// How many of the schedule's are kept.
    pub keep: usize,
}

/// A backup in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The name of the file.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Whether the schedule took it.
    pub scheduled: bool,
    /// What it says of itself; nothing for a file that cannot be read.
    pub manifest: Option<Manifest>,
}

impl Shelf {
    /// Takes a backup now. It appears in the folder only when it is whole and on the disk.
    ///
    /// # Errors
    /// `File` when it cannot be written, else as the database fails.
    pub async fn take(&self, store: &Store, scheduled: bool, now: Millis) -> Result<Kept> {
        fs::create_dir_all(&self.folder).map_err(Error::File)?;
        let name = file_name(now, scheduled);
        let manifest = write_file(store, &self.folder.join(&name), now).await?;
        let bytes = fs::metadata(self.folder.join(&name)).map_err(Error::File)?.len();
        Ok(Kept { name, bytes, scheduled, manifest: Some(manifest) })
    }

    /// Takes one as the schedule does, then throws away what is too old.
    ///
    /// # Errors
    /// As [`Self::take`] and [`Self::tidy`].
    pub async fn take_scheduled(&self, store: &Store, now: Millis) -> Result<Kept> {
        let kept = self.take(store, true, now).await?;
        self.tidy()?;
        Ok(kept)
    }

    /// What is there, the newest first.
    ///
    /// # Errors
    /// `File` when the folder cannot be read.
    pub fn list(&self) -> Result<Vec<Kept>> {
        let mut names: Vec<String> = match fs::read_dir(&self.folder) {
            Ok(files) => files.flatten().filter_map(|file| file.file_name().into_string().ok()).collect(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Error::File(error)),
        };
        names.retain(|name| is_ours(name));
        names.sort_unstable_by(|one, other| other.cmp(one));
        Ok(names.into_iter().map(|name| self.kept(name)).collect())
    }

    fn kept(&self, name: String) -> Kept {
        let path = self.folder.join(&name);
        let bytes = fs::metadata(&path).map_or(0, |file| file.len());
        let manifest = File::open(&path).ok().and_then(|file| Lines::open(BufReader::new(file)).ok());
        Kept { bytes, scheduled: name.ends_with(SCHEDULED), manifest: manifest.map(|lines| lines.manifest), name }
    }

    /// The file of a backup, by its name in the list.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        let path = self.folder.join(name);
        (is_ours(name) && path.is_file()).then_some(path)
    }

    /// When the schedule takes the next one: as long after its last one as it should, at once when there is none.
    ///
    /// # Errors
    /// `File` when the folder cannot be read.
    pub fn next(&self) -> Result<Option<Millis>> {
        let Some(every) = self.every else { return Ok(None) };
        let last = self.list()?.into_iter().filter(|kept| kept.scheduled).find_map(|kept| kept.manifest);
        Ok(Some(last.map_or(0, |manifest| manifest.made_at.saturating_add(every))))
    }

    /// Throws away the oldest of the schedule's beyond those to keep; gives how many.
    ///
    /// # Errors
    /// `File` when one cannot be removed.
    pub fn tidy(&self) -> Result<usize> {
        let old: Vec<_> = self.list()?.into_iter().filter(|kept| kept.scheduled).skip(self.keep.max(1)).collect();
        for kept in &old {
            fs::remove_file(self.folder.join(&kept.name)).map_err(Error::File)?;
        }
        Ok(old.len())
    }
}

/// Takes a backup into a file, which appears under its name only when it is whole and on the disk.
///
/// # Errors
/// `File` when it cannot be written, else as the database fails.
pub async fn write_file(store: &Store, path: &Path, now: Millis) -> Result<Manifest> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let written = async {
        let file = File::create(&part).map_err(Error::File)?;
        let manifest = write(store, BufWriter::new(&file), now).await?;
        file.sync_all().map_err(Error::File)?;
        fs::rename(&part, path).map_err(Error::File)?;
        Ok(manifest)
    }
    .await;
    if written.is_err() {
        // OK because the failure itself is what matters; a rest of it hinders nobody.
        let _ = fs::remove_file(&part);
    }
    written
}

/// `carnet_2026-11-22_014503` and the ending: names sort as their backups were taken.
pub fn file_name(now: Millis, scheduled: bool) -> String {
    let stamp = domain::time::stamp(now);
    format!("carnet_{stamp}{}", if scheduled { SCHEDULED } else { ENDING })
}

/// Whether a name is one [`file_name`] gives: nothing else in the folder is shown, sent or removed.
fn is_ours(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    name.strip_prefix("carnet_").and_then(|rest| rest.strip_suffix(ENDING)).is_some_and(|rest| rest.bytes().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_leave_the_folder() {
        assert_eq!(file_name(0, true), "carnet_1970-01-01_000000_auto.jsonl.gz");
        assert!(is_ours(&file_name(1_780_300_800_000, false)));
        for name in [
            "carnet.db",
            "../carnet_x.jsonl.gz",
            "carnet_../../x.jsonl.gz",
            "carnet_x.jsonl.gz.part",
            "carnet_/x.jsonl.gz",
        ] {
            assert!(!is_ours(name), "{name}");
        }
    }
}
