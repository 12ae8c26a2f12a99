//! `carnet export`: every client of the book as a CSV file.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use domain::client::CLIENT;
use domain::csv::write;
use domain::{Lang, Record, Shape};
use store::clients::Whole;
use store::{Store, Visitor, names, people};
use uuid::Uuid;

use crate::cli::{Export, Format};
use crate::error::Failure;
use crate::{book, clock, say};

/// Writes the file.
///
/// # Errors
/// When there is no book, or the file cannot be written.
pub async fn run(asked: &Export) -> Result<(), Failure> {
    let store = Store::open(&asked.database.address(false)?, clock::id()).await?;
    let name = || PathBuf::from(write::file_name(&CLIENT, &domain::time::day(clock::now()), "csv"));
    let path = asked.output.clone().unwrap_or_else(name);
    let lang = say::language();
    if path == Path::new("-") {
        file(&store, asked.format, lang, &mut std::io::stdout()).await?;
    } else {
        let shown = path.display();
        let created = File::create(&path).map_err(Failure::io(format!("cannot write {shown}")))?;
        let count = file(&store, asked.format, lang, &mut BufWriter::new(created)).await?;
        say::line(format_args!("{count} clients → {shown}"));
    }
    store.close().await;
    Ok(())
}

/// Writes the file into `out`, some clients at a time; gives how many they are.
///
/// # Errors
/// When there is nobody to export for, the store fails, or nothing more can be written.
pub async fn file(store: &Store, format: Format, lang: Lang, out: &mut (impl Write + Send)) -> Result<usize, Failure> {
    let people = people::list(store).await?;
    let visitor = book::worker(store, None).await?;
    let format = match format {
        Format::Excel => write::Format::Excel,
        Format::Standard => write::Format::Standard,
    };
    let email = |id| people.iter().find(|person| person.id == id).map(|person| person.email.clone());
    out.write_all(&write::head(&CLIENT, format, lang)).map_err(Failure::io("cannot write"))?;
    let mut clients = Whole::new(store, &visitor);
    let mut count = 0;
    loop {
        let some = clients.next().await?;
        if some.is_empty() {
            break;
        }
        count += some.len();
        let linked = linked(store, &visitor, &some).await?;
        let mut name = |shape, id| if let Shape::Link(_) = shape { linked.get(&id).cloned() } else { email(id) };
        let lines = write::lines(&CLIENT, &some, format, lang, &mut name);
        out.write_all(&lines).map_err(Failure::io("cannot write"))?;
    }
    out.flush().map_err(Failure::io("cannot write"))?;
    Ok(count)
}

/// What the records that these clients link to are called.
async fn linked(store: &Store, visitor: &Visitor, clients: &[Record]) -> Result<HashMap<Uuid, String>, Failure> {
    let mut called = HashMap::new();
    for (position, _) in CLIENT.visible() {
        let Some(kind) = CLIENT.linked(position) else { continue };
        let ids: BTreeSet<Uuid> = clients.iter().filter_map(|client| client.link(position)).collect();
        called.extend(names::some(store, visitor, kind, &ids.into_iter().collect::<Vec<_>>()).await?);
    }
    Ok(called)
}
