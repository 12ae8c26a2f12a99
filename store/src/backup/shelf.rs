//! The folder where a server keeps its backups: taking one, listing them, throwing the oldest away.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::PathBuf;
use std::sync::Arc;

use domain::Millis;
use tokio::sync::{Mutex, watch};
use uuid::Uuid;

use super::verify::Lines;
use super::{Deed, Manifest, part, record, write_into};
use crate::{Error, Result, Store, Visitor, people};

/// How the name of every backup ends.
const ENDING: &str = ".jsonl.gz";
/// How the name of one ends that the schedule took: only these are thrown away.
const SCHEDULED: &str = "_auto.jsonl.gz";

/// A folder of backups, and how it is looked after. Clones share the folder and the work in it.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// The folder; it is made when the first backup is.
    pub folder: PathBuf,
    /// How often the schedule takes one; nothing when it is switched off.
    pub every: Option<Millis>,
    /// How many of the schedule's are kept.
    pub keep: usize,
    /// Whose turn it is to write.
    turn: Arc<Mutex<()>>,
    /// Turns true when the server stops. Whoever is at work listens.
    closing: watch::Sender<bool>,
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
    /// A folder in which nobody works yet.
    pub fn new(folder: PathBuf, every: Option<Millis>, keep: usize) -> Self {
        Self { folder, every, keep, turn: Arc::default(), closing: watch::Sender::new(false) }
    }

    /// Takes a backup now, after those under way. It appears in the folder only when it is whole and on the disk, and
    /// also when nobody waits for it any more.
    ///
    /// # Errors
    /// `File` when it cannot be written, `Unavailable` when the server stops, else as the database fails.
    pub async fn take(&self, store: &Store, scheduled: bool, now: Millis) -> Result<Kept> {
        let (place, store) = (self.clone(), store.clone());
        self.work(async move { place.write(&store, scheduled, now).await }).await
    }

    /// Takes one for an administrator, and writes down in history that they did.
    ///
    /// # Errors
    /// `NotAllowed` for everybody else, else as [`Self::take`].
    pub async fn take_for(&self, store: &Store, by: &Visitor, id: Uuid, now: Millis) -> Result<Kept> {
        let (place, store, by) = (self.clone(), store.clone(), by.clone());
        let work = async move {
            let (transaction, _) = people::begin(&store, &by).await?;
            transaction.rollback().await?;
            let kept = place.write(&store, false, now).await?;
            record(&store, &by, Deed::Taken, &kept.name, id, now).await?;
            Ok(kept)
        };
        self.work(work).await
    }

    /// Takes one as the schedule does, then throws away what is too old.
    ///
    /// # Errors
    /// As [`Self::take`] and [`Self::tidy`].
    pub async fn take_scheduled(&self, store: &Store, now: Millis) -> Result<Kept> {
        let (place, store) = (self.clone(), store.clone());
        let work = async move {
            let kept = place.write(&store, true, now).await?;
            place.tidy(now)?;
            Ok(kept)
        };
        self.work(work).await
    }

    /// Ends the work: what is being written is given up, nothing more is taken. Returns when nobody is at work.
    pub async fn close(&self) {
        self.closing.send_replace(true);
        self.closing.closed().await;
    }

    /// Work that goes on when whoever asked for it has gone.
    async fn work(&self, work: impl Future<Output = Result<Kept>> + Send + 'static) -> Result<Kept> {
        let at_work = self.closing.subscribe();
        let work = tokio::spawn(async move {
            let done = work.await;
            drop(at_work);
            done
        });
        work.await.unwrap_or_else(|broken| Err(Error::File(io::Error::other(broken))))
    }

    /// Writes a backup when it is its turn, unless the server stops.
    async fn write(&self, store: &Store, scheduled: bool, now: Millis) -> Result<Kept> {
        let mut closing = self.closing.subscribe();
        let written = async {
            let _turn = self.turn.lock().await;
            let (name, manifest) = write_into(store, &self.folder, scheduled, now).await?;
            let bytes = fs::metadata(self.folder.join(&name)).map_err(Error::File)?.len();
            Ok(Kept { name, bytes, scheduled, manifest: Some(manifest) })
        };
        tokio::select! {
            biased;
            _ = closing.wait_for(|closing| *closing) => Err(sqlx::Error::PoolClosed.into()),
            written = written => written,
        }
    }

    /// What is there, the newest first.
    ///
    /// # Errors
    /// `File` when the folder cannot be read.
    pub fn list(&self) -> Result<Vec<Kept>> {
        let mut names: Vec<String> = match fs::read_dir(&self.folder) {
            Ok(files) => files.flatten().filter_map(|file| file.file_name().into_string().ok()).collect(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
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

    /// When the schedule takes the next one: as long after its last one as it should, at once when there is none. One
    /// that a wrong clock dated after `now` says nothing.
    ///
    /// # Errors
    /// `File` when the folder cannot be read.
    pub fn next(&self, now: Millis) -> Result<Option<Millis>> {
        let Some(every) = self.every else { return Ok(None) };
        let made = self.list()?.into_iter().filter(|kept| kept.scheduled).filter_map(|kept| kept.manifest);
        let last = made.map(|manifest| manifest.made_at).filter(|made_at| *made_at <= now).max();
        Ok(Some(last.map_or(0, |made_at| made_at.saturating_add(every))))
    }

    /// Throws away the oldest of the schedule's beyond those to keep, and gives how many; those dated after `now` stay and
    /// take no place. What backups that broke off left goes, too.
    ///
    /// # Errors
    /// `File` when one cannot be removed.
    pub fn tidy(&self, now: Millis) -> Result<usize> {
        part::remove_rests(&self.folder);
        let dated_later = |kept: &Kept| kept.manifest.as_ref().is_some_and(|manifest| manifest.made_at > now);
        let scheduled = self.list()?.into_iter().filter(|kept| kept.scheduled && !dated_later(kept));
        let old: Vec<_> = scheduled.skip(self.keep.max(1)).collect();
        for kept in &old {
            fs::remove_file(self.folder.join(&kept.name)).map_err(Error::File)?;
        }
        Ok(old.len())
    }
}

/// `carnet_2026-11-22_014503` and the ending: names sort as their backups were taken.
pub(super) fn file_name(now: Millis, scheduled: bool) -> String {
    let stamp = domain::time::stamp(now);
    format!("carnet_{stamp}{}", if scheduled { SCHEDULED } else { ENDING })
}

/// Whether a name is one [`file_name`] gives: nothing else in the folder is shown, sent or removed.
pub(super) fn is_ours(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    name.strip_prefix("carnet_").and_then(|rest| rest.strip_suffix(ENDING)).is_some_and(|rest| rest.bytes().all(plain))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

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

    #[tokio::test]
    async fn one_is_written_at_a_time_and_none_once_the_server_stops() {
        let folder = std::env::temp_dir().join(format!("carnet-turns-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.join("carnet.db").display()), Uuid::nil()).await.unwrap();
        let shelf = Shelf::new(folder.join("backups"), None, 1);
        let turn = shelf.turn.lock().await;
        let mut waiting = std::pin::pin!(shelf.take(&store, false, 0));
        assert!(tokio::time::timeout(Duration::ZERO, waiting.as_mut()).await.is_err());
        tokio::task::yield_now().await;
        assert!(!shelf.folder.exists(), "somebody else has the turn");
        drop(turn);
        assert_eq!(waiting.await.unwrap().name, file_name(0, false));

        let turn = shelf.turn.lock().await;
        let waiting = tokio::spawn({
            let (shelf, store) = (shelf.clone(), store.clone());
            async move { shelf.take(&store, false, 0).await }
        });
        tokio::task::yield_now().await;
        shelf.close().await;
        drop(turn);
        for answer in [waiting.await.unwrap(), shelf.take(&store, false, 0).await] {
            assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
        }
        assert_eq!(fs::read_dir(&shelf.folder).unwrap().count(), 1, "nothing is left of those given up");
        store.close().await;
        fs::remove_dir_all(folder).unwrap();
    }
}
