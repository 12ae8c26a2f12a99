//! `carnet import`, and the same for a file that came to the server: reads clients from a CSV file or a workbook. Good rows
//! go in through the same mutations as a person's edit; every fault is told by row and column; a second import of the same
//! file changes nothing.

mod source;
mod told;
mod work;

use std::fs::File;
use std::io::{Cursor, Read, Seek};

use domain::Lang;
use domain::csv::{Found, Layout, Report, Sniffed};
use store::clients::Whole;
use store::{Store, Visitor};
use sync::wire::{PUSH_LIMIT, Refusal};

use crate::cli::Import;
use crate::error::Failure;
use crate::scribe::Scribe;
use crate::{book, clock, say};

use source::Source;
use told::Told;
use work::{Work, Writer};

/// On which terms a file is imported.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The file's name, which history tells.
    pub name: &'a str,
    /// Nothing is written: the report says what would be.
    pub dry_run: bool,
    /// The language of the report.
    pub lang: Lang,
    /// So many faults have their line in the report, the first ones of the file; all are counted.
    pub lines: usize,
    /// The largest workbook, in bytes: it is read in memory.
    pub book: u64,
}

/// Imports the file and prints the report.
///
/// # Errors
/// When there is no book or nobody to import as, or the file cannot be read at all.
pub async fn run(asked: &Import) -> Result<(), Failure> {
    let file = File::open(&asked.file).map_err(Failure::io(format!("cannot read {}", asked.file.display())))?;
    let store = Store::open(&asked.database.address(false)?, clock::id()).await?;
    let visitor = book::worker(&store, asked.person.as_deref()).await?;
    let name = asked.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (dry_run, lang) = (asked.dry_run, say::language());
    let terms = Terms { name: &name, dry_run, lang, lines: usize::MAX, book: u64::MAX };
    let report = import(&store, &visitor, file, terms).await?;
    store.close().await;
    for line in &report.lines {
        say::line(line);
    }
    say::line(summary(&report, dry_run, lang));
    Ok(())
}

/// Imports a file as somebody. A workbook is read as the CSV file that it stands for.
///
/// # Errors
/// When the file cannot be read at all, or the store fails. What was stored by then stays; importing again goes on.
pub async fn import(
    store: &Store,
    visitor: &Visitor,
    mut file: impl Read + Seek,
    terms: Terms<'_>,
) -> Result<Report, Failure> {
    let Terms { name, lang, book, .. } = terms;
    match source::of_book(&mut file, name, book).map_err(|fault| fault.told(name, lang))? {
        Some(text) => import_csv(store, visitor, Cursor::new(text), terms).await,
        None => import_csv(store, visitor, file, terms).await,
    }
}

/// Imports a CSV file. It is read in pieces, three times: to see how it is written, to see what it is about, and to write;
/// nothing grows with it but a few bytes a row.
async fn import_csv(
    store: &Store,
    visitor: &Visitor,
    file: impl Read + Seek,
    terms: Terms<'_>,
) -> Result<Report, Failure> {
    let Terms { name, dry_run, lang, .. } = terms;
    let names = book::names(store, visitor).await?;
    let mut source = Source { file, names: &names, sniffed: None };
    let mut told = Told::new(lang, terms.lines);
    let (layout, mut seen) = source.survey(&mut told).map_err(|fault| fault.told(name, lang))?;
    let mut clients = Whole::new(store, visitor);
    loop {
        let some = clients.next().await?;
        for record in &some {
            seen.survey.record(record);
        }
        if some.is_empty() {
            break;
        }
    }
    let lines = understood(&layout, source.sniffed, seen.total, lang);
    let mut report = Report { lines, rows: seen.total, faults: seen.faults, ..Report::default() };
    let mut work = Work {
        store,
        visitor,
        layout: &layout,
        writer: (!dry_run).then(|| {
            let scribe = Scribe::new(store, visitor, clock::id(), &format!("Import {name}"));
            Writer::new(scribe, Told::new(lang, terms.lines))
        }),
        told,
    };
    let mut found = seen.survey.found().into_iter();
    let mut reader = source.rows().map_err(|fault| fault.told(name, lang))?;
    reader.next().map_err(|fault| fault.told(name, lang))?;
    let mut good = Vec::with_capacity(PUSH_LIMIT);
    'file: while let Some(rows) = reader.next().map_err(|fault| fault.told(name, lang))? {
        for row in rows {
            let Ok((row, unknown)) = layout.check(&row, &names) else { continue };
            if !seen.doubles.contains(&row.row) {
                let strangers = unknown.iter().filter(|fault| fault.what.is_stranger()).count();
                report.unassigned += usize::from(strangers > 0);
                report.unlinked += usize::from(strangers < unknown.len());
                work.told.faults(&unknown);
                good.push((row, found.next().unwrap_or(Found::New)));
            }
            if good.len() == PUSH_LIMIT && !work.write(std::mem::take(&mut good), &mut report).await? {
                break 'file;
            }
        }
    }
    work.write(good, &mut report).await?;
    work.end(&mut report).await?;
    Ok(report)
}

/// What was understood of the file, before anything is done with it.
fn understood(layout: &Layout, sniffed: Option<Sniffed>, rows: usize, lang: Lang) -> Vec<String> {
    let columns = &layout.columns;
    let known = columns.iter().filter(|column| column.field.is_some()).count();
    let ignored: Vec<&str> =
        columns.iter().filter(|column| column.field.is_none()).map(|column| column.heading.as_str()).collect();
    let Some(sniffed) = sniffed else { return Vec::new() };
    let (encoding, separator) = (sniffed.encoding.label().get(lang), sniffed.separator.label().get(lang));
    let mut lines = vec![match lang {
        Lang::Fr => {
            format!("Fichier compris\u{a0}: {encoding}, séparateur {separator}, {known} colonnes, {rows} lignes")
        }
        Lang::En => format!("File understood: {encoding}, separator {separator}, {known} columns, {rows} rows"),
    }];
    if !ignored.is_empty() {
        let ignored = ignored.join(", ");
        lines.push(match lang {
            Lang::Fr => format!("Colonnes laissées de côté\u{a0}: {ignored}"),
            Lang::En => format!("Columns left out: {ignored}"),
        });
    }
    lines
}

fn refusal(row: usize, reason: &Refusal, lang: Lang) -> String {
    let why = match (reason, lang) {
        (Refusal::NotAllowed, Lang::Fr) => "vous n’avez pas le droit de l’écrire".to_owned(),
        (Refusal::NotAllowed, Lang::En) => "you may not write it".to_owned(),
        (Refusal::BadValue { field }, Lang::Fr) => format!("valeur refusée pour {field}"),
        (Refusal::BadValue { field }, Lang::En) => format!("the value of {field} was refused"),
        (Refusal::Unknown, Lang::Fr) => "il n’existe plus".to_owned(),
        (Refusal::Unknown, Lang::En) => "it does not exist any more".to_owned(),
        (Refusal::NotUnderstood, Lang::Fr) => "le serveur ne comprend pas".to_owned(),
        (Refusal::NotUnderstood, Lang::En) => "the server does not understand".to_owned(),
        (Refusal::InUse, Lang::Fr) => "d’autres fiches s’en servent encore".to_owned(),
        (Refusal::InUse, Lang::En) => "other records still use it".to_owned(),
    };
    match lang {
        Lang::Fr => format!("Ligne {row}\u{a0}: refusée, {why}"),
        Lang::En => format!("Row {row}: refused, {why}"),
    }
}

fn summary(report: &Report, dry_run: bool, lang: Lang) -> String {
    let Report { rows, created, changed, unchanged, faults, unassigned, unlinked, .. } = report;
    let text = match lang {
        Lang::Fr => {
            format!(
                "{rows} lignes\u{a0}: {created} créés, {changed} modifiés, {unchanged} inchangés, {faults} en faute, {unassigned} sans leur assignation, {unlinked} sans leur compte ou leur salon"
            )
        }
        Lang::En => {
            format!(
                "{rows} rows: {created} created, {changed} changed, {unchanged} unchanged, {faults} with faults, {unassigned} without their assignee, {unlinked} without their account or show"
            )
        }
    };
    match (dry_run, lang) {
        (false, _) => text,
        (true, Lang::Fr) => format!("{text} (essai\u{a0}: rien n’a été écrit)"),
        (true, Lang::En) => format!("{text} (dry run: nothing was written)"),
    }
}
