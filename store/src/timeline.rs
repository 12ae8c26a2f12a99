//! The timeline of everything (G20, G23): what was written and what else was done, the latest first, a page at a time.

use std::collections::{HashMap, HashSet};

use domain::client::{self, CLIENT};
use domain::{Kind, Millis};
use sqlx::any::AnyRow;
use sqlx::{Any, Transaction};
use sync::Act;
use uuid::Uuid;

use crate::audit::{self, Deed, Note};
use crate::history::{self, HistoryEntry, act_key};
use crate::rows::signed;
use crate::sql::{self, Statement};
use crate::{Result, Store, Visitor, read, rows};

/// What is looked for; what is empty asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Done by this person.
    pub person: Option<Uuid>,
    /// Of this sort.
    pub sort: Sort,
    /// Changes that touch this field.
    pub field: Option<String>,
    /// About this record.
    pub record: Option<Uuid>,
    /// Received at this instant or later.
    pub from: Option<Millis>,
    /// Received before this instant.
    pub until: Option<Millis>,
}

/// What sort of thing was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Everything.
    #[default]
    All,
    /// This act on a record.
    Act(Act),
    /// Signing in and out, also without success.
    Doors,
    /// Letting people in, their roles, closing their access.
    People,
    /// Taking records out.
    Exports,
}

impl Sort {
    /// The deeds of this sort; none when it is about records only.
    const fn deeds(self) -> &'static [Deed] {
        match self {
            Self::All => &Deed::ALL,
            Self::Act(_) => &[],
            Self::Doors => &[Deed::SignIn, Deed::SignInFailed, Deed::SignOut],
            Self::People => &[
                Deed::Invite,
                Deed::Accept,
                Deed::NewLink,
                Deed::NewPassword,
                Deed::ChangeRole,
                Deed::CloseAccess,
                Deed::ReopenAccess,
            ],
            Self::Exports => &[Deed::Export],
        }
    }
}

/// Where a page ended: the next one goes on after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// After a written act. Of one instant, these come before other deeds.
    Written {
        /// When it was received.
        at: Millis,
        /// Its push.
        seq: u64,
        /// Its place in the push.
        ord: u64,
    },
    /// After another deed.
    Noted {
        /// When it was done.
        at: Millis,
        /// Its id.
        id: Uuid,
    },
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// An act on a record.
    Written {
        /// What the record's history says.
        entry: HistoryEntry,
        /// Its place in the push.
        ord: u64,
        /// The kind's name.
        kind: String,
        /// The record.
        record: Uuid,
        /// What the record is called now; empty where it is gone for whoever asks.
        name: String,
    },
    /// Anything else.
    Noted(Note),
}

impl Line {
    /// Where the line stands.
    pub fn mark(&self) -> Mark {
        match self {
            Self::Written { entry, ord, .. } => Mark::Written { at: entry.received_at, seq: entry.seq, ord: *ord },
            Self::Noted(note) => Mark::Noted { at: note.at, id: note.id },
        }
    }

    /// Sorts the latest first.
    fn rank(&self) -> impl Ord + use<> {
        let (at, written, seq, ord, id) = match self.mark() {
            Mark::Written { at, seq, ord } => (at, true, seq, ord, Uuid::nil()),
            Mark::Noted { at, id } => (at, false, 0, 0, id),
        };
        std::cmp::Reverse((at, written, seq, ord, id))
    }
}

/// The `limit` latest lines after a mark, of what this person may see: everything, or what concerns their records.
///
/// # Errors
/// When the database does not answer.
pub async fn timeline(
    store: &Store,
    visitor: &Visitor,
    asked: &Asked,
    after: Option<Mark>,
    limit: u64,
) -> Result<Vec<Line>> {
    let mut transaction = store.read().await?;
    let mut lines = Vec::new();
    if matches!(asked.sort, Sort::All | Sort::Act(_)) {
        lines = written(&mut transaction, visitor, asked, after, limit).await?;
    }
    if asked.record.is_none() && asked.field.is_none() && !asked.sort.deeds().is_empty() {
        lines.extend(noted(&mut transaction, visitor, asked, after, limit).await?);
    }
    lines.sort_by_key(Line::rank);
    lines.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    name(&mut transaction, visitor, &mut lines).await?;
    transaction.rollback().await?;
    Ok(lines)
}

async fn written(
    transaction: &mut Transaction<'static, Any>,
    visitor: &Visitor,
    asked: &Asked,
    after: Option<Mark>,
    limit: u64,
) -> Result<Vec<Line>> {
    let mut statement = Statement::new("select ");
    statement.text(history::COLUMNS).text(", ord, kind, record from history where record <> ''");
    period(&mut statement, "received_at", asked);
    if let Some(person) = asked.person {
        statement.text(" and person = ").value(person.to_string());
    }
    if let Some(record) = asked.record {
        statement.text(" and record = ").value(record.to_string());
    }
    if let Sort::Act(act) = asked.sort {
        statement.text(" and act = ").value(act_key(act)?);
    }
    if let Some(field) = &asked.field {
        let pattern = sql::anywhere(&format!("\"field\":\"{field}\""));
        statement.text(" and edits like ").value(pattern).text(r" escape '\'");
    }
    match after {
        None => {}
        Some(Mark::Written { at, seq, ord }) => {
            statement.text(" and (received_at < ").value(at).text(" or received_at = ").value(at);
            statement.text(" and (seq < ").value(signed(seq)?).text(" or seq = ").value(signed(seq)?);
            statement.text(" and ord < ").value(signed(ord)?).text("))");
        }
        Some(Mark::Noted { at, .. }) => {
            statement.text(" and received_at < ").value(at);
        }
    }
    // What a person keeps to themselves is told to nobody else.
    for kind in domain::KINDS.iter().filter(|kind| kind.is_private()) {
        statement.text(" and (kind <> ").value(kind.name).text(" or person = ");
        statement.value(visitor.person.id.to_string()).text(")");
    }
    if let Some(own) = visitor.own(&CLIENT) {
        statement.text(" and (person = ").value(own.to_string());
        for kind in domain::KINDS {
            let assignee = kind.fields[kind.assignee].name;
            statement.text(" or kind = ").value(kind.name).text(" and exists (select 1 from ").text(kind.name);
            statement.text(" seen where seen.id = history.record and (seen.").text(assignee).text(" is null or seen.");
            statement.text(assignee).text(" = ").value(own.to_string()).text("))");
        }
        statement.text(")");
    }
    statement.text(" order by received_at desc, seq desc, ord desc limit ").value(signed(limit)?);
    let found = statement.query_once().fetch_all(&mut **transaction).await?;
    found.iter().map(line).collect()
}

fn line(row: &AnyRow) -> Result<Line> {
    Ok(Line::Written {
        entry: history::entry(row)?,
        ord: read::unsigned(row, 10)?,
        kind: read::text(row, 11)?.to_owned(),
        record: read::uuid(row, 12)?,
        name: String::new(),
    })
}

async fn noted(
    transaction: &mut Transaction<'static, Any>,
    visitor: &Visitor,
    asked: &Asked,
    after: Option<Mark>,
    limit: u64,
) -> Result<Vec<Line>> {
    let mut statement = Statement::new("select ");
    statement.text(audit::COLUMNS).text(" from audit where deed in (");
    statement.values(asked.sort.deeds().iter().map(|deed| deed.key())).text(")");
    period(&mut statement, "at", asked);
    if let Some(person) = asked.person {
        statement.text(" and person = ").value(person.to_string());
    }
    match after {
        None => {}
        Some(Mark::Written { at, .. }) => {
            statement.text(" and at <= ").value(at);
        }
        Some(Mark::Noted { at, id }) => {
            statement.text(" and (at < ").value(at).text(" or at = ").value(at);
            statement.text(" and id < ").value(id.to_string()).text(")");
        }
    }
    if let Some(own) = visitor.own(&CLIENT) {
        statement.text(" and (person = ").value(own.to_string()).text(" or about = ").value(own.to_string()).text(")");
    }
    statement.text(" order by at desc, id desc limit ").value(signed(limit)?);
    let found = statement.query_once().fetch_all(&mut **transaction).await?;
    found.iter().map(|row| audit::row(row).map(Line::Noted)).collect()
}

fn period(statement: &mut Statement, column: &str, asked: &Asked) {
    if let Some(from) = asked.from {
        statement.text(" and ").text(column).text(" >= ").value(from);
    }
    if let Some(until) = asked.until {
        statement.text(" and ").text(column).text(" < ").value(until);
    }
}

/// Calls each record by the name it has now.
async fn name(transaction: &mut Transaction<'static, Any>, visitor: &Visitor, lines: &mut [Line]) -> Result<()> {
    let mut wanted: HashMap<&str, HashSet<Uuid>> = HashMap::new();
    for line in lines.iter() {
        if let Line::Written { kind, record, .. } = line {
            wanted.entry(kind).or_default().insert(*record);
        }
    }
    let mut names: HashMap<Uuid, String> = HashMap::new();
    for kind in domain::KINDS {
        let Some(ids) = wanted.get(kind.name) else { continue };
        let mut statement = Statement::new("select ");
        statement.text(&sql::wire_columns(kind)).text(" from ").text(kind.name).text(" where id in (");
        statement.values(ids.iter().map(Uuid::to_string)).text(")");
        sql::and_visible(&mut statement, kind, visitor.own(kind));
        for row in statement.query_once().fetch_all(&mut **transaction).await? {
            let record = rows::record(kind, &row, 2)?;
            names.insert(record.id, called(kind, &record));
        }
    }
    for line in lines {
        if let Line::Written { record, name, .. } = line {
            *name = names.get(record).cloned().unwrap_or_default();
        }
    }
    Ok(())
}

fn called(kind: &Kind, record: &domain::Record) -> String {
    if kind.name == client::CLIENT.name { client::full_name(record) } else { record.name() }
}
