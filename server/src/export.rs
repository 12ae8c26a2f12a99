//! `carnet export`: every client of the book as a CSV file.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use domain::Lang;
use domain::client::CLIENT;
use domain::csv::write;
use store::{Store, people};

use crate::cli::{Export, Format};
use crate::error::Failure;
use crate::{book, clock, say};

/// Writes the file.
///
/// # Errors
/// When there is no book, or the file cannot be written.
pub async fn run(asked: &Export) -> Result<(), Failure> {
    let store = Store::open(&asked.database.address(false)?, clock::id()).await?;
    let (bytes, count) = file(&store, asked.format, say::language()).await?;
    store.close().await;
    let name = || PathBuf::from(write::file_name(&CLIENT, &domain::time::day(clock::now())));
    let path = asked.output.clone().unwrap_or_else(name);
    if path == Path::new("-") {
        return std::io::stdout().lock().write_all(&bytes).map_err(Failure::io("cannot write"));
    }
    std::fs::write(&path, bytes).map_err(Failure::io(format!("cannot write {}", path.display())))?;
    say::line(format_args!("{count} clients → {}", path.display()));
    Ok(())
}

/// The bytes of the file and how many clients it holds.
///
/// # Errors
/// When there is nobody to export for, or the store fails.
pub async fn file(store: &Store, format: Format, lang: Lang) -> Result<(Vec<u8>, usize), Failure> {
    let people = people::list(store).await?;
    let mut book = book::whole(store, &book::worker(store, None).await?).await?;
    book.retain(|(record, _)| !record.is_deleted());
    book.sort_by_cached_key(|(record, _)| domain::search::sort_key(record));
    let format = match format {
        Format::Excel => write::Format::Excel,
        Format::Standard => write::Format::Standard,
    };
    let mut email = |id| people.iter().find(|person| person.id == id).map(|person| person.email.clone());
    let bytes = write::write(&CLIENT, book.iter().map(|(record, _)| record), format, lang, &mut email);
    Ok((bytes, book.len()))
}
