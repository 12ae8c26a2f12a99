//! `carnet import`: reads clients from a CSV file. Good rows go in through the same mutations as a person's edit; every
//! fault is told by row and column; a second import of the same file changes nothing.

use std::collections::{BTreeSet, HashMap};

use domain::client::CLIENT;
use domain::csv::{Plan, Planned, Reading, plan, read};
use domain::{Lang, Record};
use store::{Store, Visitor, people};
use sync::wire::Refusal;
use sync::{Act, mutation};
use uuid::Uuid;

use crate::cli::Import;
use crate::error::Failure;
use crate::scribe::{Intent, Scribe};
use crate::{book, clock, say};

/// What an import did, or would do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Lines for the person: what was understood, and every fault.
    pub lines: Vec<String>,
    /// How many rows the file has below its headings.
    pub rows: usize,
    /// How many clients were created.
    pub created: usize,
    /// How many were changed.
    pub changed: usize,
    /// How many rows say what the book already says.
    pub unchanged: usize,
    /// How many rows were left out for a fault.
    pub faults: usize,
    /// How many rows went in with nobody assigned, because the file names somebody unknown.
    pub unassigned: usize,
}

/// Imports the file and prints the report.
///
/// # Errors
/// When there is no book or nobody to import as, or the file cannot be read at all.
pub async fn run(asked: &Import) -> Result<(), Failure> {
    let bytes = std::fs::read(&asked.file).map_err(Failure::io(format!("cannot read {}", asked.file.display())))?;
    let store = Store::open(&asked.database.address(false)?, clock::id()).await?;
    let visitor = book::worker(&store, asked.person.as_deref()).await?;
    let name = asked.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let lang = say::language();
    let report = import(&store, &visitor, &bytes, &name, asked.dry_run, lang).await?;
    store.close().await;
    for line in &report.lines {
        say::line(line);
    }
    say::line(summary(&report, asked.dry_run, lang));
    Ok(())
}

/// Imports a file's bytes as somebody.
///
/// # Errors
/// When the file cannot be read at all, or the store fails. What was stored by then stays; importing again goes on.
pub async fn import(
    store: &Store,
    visitor: &Visitor,
    bytes: &[u8],
    name: &str,
    dry_run: bool,
    lang: Lang,
) -> Result<Report, Failure> {
    let people = people::list(store).await?;
    let mut by_email = |email: &str| book::named(&people, email).map(|person| person.id);
    let reading =
        read(&CLIENT, bytes, &mut by_email).map_err(|fault| Failure::Usage(format!("{name}: {}", fault.text(lang))))?;
    let book = book::whole(store, visitor).await?;
    let seen: HashMap<Uuid, u64> = book.iter().map(|(record, seq)| (record.id, *seq)).collect();
    let records: Vec<Record> = book.into_iter().map(|(record, _)| record).collect();
    let mut report = Report { lines: understood(&reading, lang), rows: reading.total, ..Report::default() };
    let Reading { rows, mut faults, nobody, .. } = reading;
    let plan = plan(&CLIENT, rows, &records, &mut clock::id);
    faults.extend(plan.faults.iter().cloned());
    faults.sort_by_key(|fault| fault.row);
    report.faults = faults.iter().map(|fault| fault.row).collect::<BTreeSet<_>>().len();
    report.unassigned = nobody.iter().map(|fault| fault.row).collect::<BTreeSet<_>>().len();
    faults.extend(nobody);
    faults.sort_by_key(|fault| fault.row);
    report.lines.extend(faults.iter().map(|fault| fault.text(lang)));
    report.unchanged = plan.unchanged;
    report.created = plan.created();
    report.changed = plan.updated();
    if !dry_run {
        write(store, visitor, name, &plan, &seen, &mut report, lang).await?;
    }
    Ok(report)
}

/// Writes the plan, and tells what was refused.
async fn write(
    store: &Store,
    visitor: &Visitor,
    name: &str,
    plan: &Plan,
    seen: &HashMap<Uuid, u64>,
    report: &mut Report,
    lang: Lang,
) -> Result<(), Failure> {
    let now = clock::now();
    let change = |planned: &Planned| {
        let seen = seen.get(&planned.after.id).copied().unwrap_or_default();
        mutation::diff(planned.before.as_ref(), &planned.after, seen)
    };
    let changes: Vec<_> = plan.changes.iter().filter_map(|planned| Some((planned, change(planned)?))).collect();
    let planned: Vec<&Planned> = changes.iter().map(|(planned, _)| *planned).collect();
    let intents =
        changes.into_iter().map(|(_, change)| Intent { id: clock::id(), act: Act::Import, made_at: now, change });
    let mut scribe = Scribe::new(store, visitor, clock::id(), &format!("Import {name}"));
    for refused in scribe.write(intents.collect(), now).await? {
        let Some(planned) = planned.get(refused.place) else { continue };
        report.lines.push(refusal(planned, &refused.reason, lang));
        report.faults += 1;
        if planned.before.is_none() {
            report.created -= 1;
        } else {
            report.changed -= 1;
        }
    }
    Ok(())
}

/// What was understood of the file, before anything is done with it.
fn understood(reading: &Reading, lang: Lang) -> Vec<String> {
    let known = reading.columns.iter().filter(|column| column.field.is_some()).count();
    let ignored: Vec<&str> =
        reading.columns.iter().filter(|column| column.field.is_none()).map(|column| column.heading.as_str()).collect();
    let sniffed = reading.sniffed;
    let mut lines = vec![match lang {
        Lang::Fr => format!(
            "Fichier compris\u{a0}: {}, séparateur {}, {known} colonnes, {} lignes",
            sniffed.encoding.label().get(lang),
            sniffed.separator.label().get(lang),
            reading.total
        ),
        Lang::En => format!(
            "File understood: {}, separator {}, {known} columns, {} rows",
            sniffed.encoding.label().get(lang),
            sniffed.separator.label().get(lang),
            reading.total
        ),
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

fn refusal(planned: &Planned, reason: &Refusal, lang: Lang) -> String {
    let row = planned.row;
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
    let Report { rows, created, changed, unchanged, faults, unassigned, .. } = report;
    let text = match lang {
        Lang::Fr => {
            format!(
                "{rows} lignes\u{a0}: {created} créés, {changed} modifiés, {unchanged} inchangés, {faults} en faute, {unassigned} sans leur assignation"
            )
        }
        Lang::En => {
            format!(
                "{rows} rows: {created} created, {changed} changed, {unchanged} unchanged, {faults} with faults, {unassigned} without their assignee"
            )
        }
    };
    match (dry_run, lang) {
        (false, _) => text,
        (true, Lang::Fr) => format!("{text} (essai\u{a0}: rien n’a été écrit)"),
        (true, Lang::En) => format!("{text} (dry run: nothing was written)"),
    }
}
