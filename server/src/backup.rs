//! `carnet backup`, `carnet restore` and `carnet verify`.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use domain::Millis;
use store::Store;
use store::backup::{self, Manifest};

use crate::cli::{Backup, Restore, Verify};
use crate::error::Failure;
use crate::{clock, say};

/// Takes a backup.
///
/// # Errors
/// When there is no book, or the file cannot be written.
pub async fn backup(asked: &Backup) -> Result<(), Failure> {
    let store = Store::open(&asked.database.address(false)?, clock::id()).await?;
    let now = clock::now();
    if asked.place == Path::new("-") {
        let taken = backup::write(&store, BufWriter::new(std::io::stdout()), now).await;
        store.close().await;
        return Ok(taken.map(|_| ())?);
    }
    let taken = into_place(&store, &asked.place, now).await;
    store.close().await;
    let (manifest, path) = taken?;
    tell(&manifest, &path);
    Ok(())
}

/// Takes a backup into a file, or into a folder under a name that no file there has. Gives the file.
async fn into_place(store: &Store, place: &Path, now: Millis) -> store::Result<(Manifest, PathBuf)> {
    if !place.is_dir() {
        return Ok((backup::write_file(store, place, now).await?, place.to_owned()));
    }
    let (name, manifest) = backup::write_into(store, place, false, now).await?;
    Ok((manifest, place.join(name)))
}

/// Restores a backup.
///
/// # Errors
/// When the backup is damaged, or the database is not empty and `--replace` was not given.
pub async fn restore(asked: &Restore) -> Result<(), Failure> {
    let open = || File::open(&asked.file).map(BufReader::new);
    let address = asked.database.address(true)?;
    let restored = backup::restore(&address, open, asked.replace, clock::id(), clock::now()).await;
    match restored {
        Err(store::Error::NotEmpty) => Err(Failure::Usage(
            "this database is not empty. Name another one; or take a backup of the book it holds, then say --replace to \
             throw that book away. Tables of other programs stay as they are"
                .to_owned(),
        )),
        restored => {
            tell(&restored?, &asked.file);
            say::line("Restauré. Chacun se reconnecte ; les appareils renvoient ce que la sauvegarde ne connaît pas.");
            say::line("Restored. Everybody signs in again; devices send again what the backup does not know.");
            Ok(())
        }
    }
}

/// Says whether a backup is whole.
///
/// # Errors
/// When it is not.
pub fn verify(asked: &Verify) -> Result<(), Failure> {
    let what = format!("cannot read {}", asked.file.display());
    let file = File::open(&asked.file).map_err(Failure::io(what))?;
    tell(&backup::verify(BufReader::new(file))?, &asked.file);
    Ok(())
}

fn tell(manifest: &Manifest, path: &Path) {
    let Manifest { version, made_at, head, rows, .. } = manifest;
    let count = |table: &str| rows.get(table).copied().unwrap_or_default();
    let when = domain::time::show(*made_at, say::language());
    say::line(format_args!("{} · Carnet {version} · {when} · n° {head}", path.display()));
    let (clients, history, people) = (count("client"), count("history"), count("person"));
    say::line(format_args!(
        "{clients} clients, {people} people, {history} lines of history, {} rows",
        manifest.total()
    ));
}
