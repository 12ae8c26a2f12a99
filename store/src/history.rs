//! The history of a record (G20): who did what, when, on which device.

use domain::Millis;
use sqlx::any::AnyRow;
use sync::verdict::HistoryDraft;
use sync::wire::Outcome;
use sync::{Act, Edit};
use uuid::Uuid;

use crate::database::Engine;
use crate::rows::signed;
use crate::sql::{self, Statement, Taker};
use crate::{Error, Result, Store, Visitor, read};

const INSERT: &str = "insert into history (seq, ord, mutation, device, device_label, n, person, act, made_at, \
    received_at, kind, record, edits, left_assignee, outcome) values ";
/// The columns of [`entry`].
pub(crate) const COLUMNS: &str =
    "seq, mutation, made_at, received_at, person, device, device_label, act, edits, outcome";

/// What one act did to one record.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryEntry {
    /// The number of the push that brought it.
    pub seq: u64,
    /// The act.
    pub mutation: Uuid,
    /// When the device says it was done.
    pub made_at: Millis,
    /// When the server received it.
    pub received_at: Millis,
    /// Who did it.
    pub person: Uuid,
    /// On which device.
    pub device: Uuid,
    /// What its person called the device.
    pub device_label: String,
    /// What they did.
    pub act: Act,
    /// The fields it changed, as applied; for a refused act what was asked.
    pub edits: Vec<Edit>,
    /// What became of it, when it did not simply apply.
    pub outcome: Option<Outcome>,
}

/// The latest `limit` entries about a record, the latest first; none for a record this person may not see. Whoever makes a
/// record chooses its id: only the kinds in which they see one of this id are told.
///
/// # Errors
/// When the database does not answer.
pub async fn of_record(store: &Store, visitor: &Visitor, record: Uuid, limit: u64) -> Result<Vec<HistoryEntry>> {
    let mut transaction = store.read().await?;
    let mut kinds = Vec::new();
    for kind in domain::KINDS {
        let mut statement = Statement::new("select id from ");
        statement.text(kind.name).text(" where id = ").value(record.to_string());
        sql::and_visible(&mut statement, kind, visitor.own(kind));
        if statement.query().fetch_optional(&mut *transaction).await?.is_some() {
            kinds.push(kind.name);
        }
    }
    let mut entries = Vec::new();
    if !kinds.is_empty() {
        let mut statement = Statement::new("select ");
        statement.text(COLUMNS).text(" from history where record = ").value(record.to_string());
        statement.text(" and kind in (").values(kinds).text(") order by seq desc, ord desc limit ");
        statement.value(signed(limit)?);
        let found = statement.query().fetch_all(&mut *transaction).await?;
        entries = found.iter().map(entry).collect::<Result<_>>()?;
    }
    transaction.rollback().await?;
    Ok(entries)
}

/// An entry of the columns [`COLUMNS`].
pub(crate) fn entry(row: &AnyRow) -> Result<HistoryEntry> {
    Ok(HistoryEntry {
        seq: read::unsigned(row, 0)?,
        mutation: read::uuid(row, 1)?,
        made_at: read::number(row, 2)?,
        received_at: read::number(row, 3)?,
        person: read::uuid(row, 4)?,
        device: read::uuid(row, 5)?,
        device_label: read::text(row, 6)?.to_owned(),
        act: act_of_key(read::text(row, 7)?),
        edits: read::json(row, 8)?,
        outcome: read::optional_json(row, 9)?,
    })
}

/// What all lines of one push have in common.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) seq: u64,
    pub(crate) device: Uuid,
    pub(crate) label: &'a str,
    pub(crate) person: Uuid,
    pub(crate) received_at: Millis,
}

/// Makes the statements that write the lines of one push, in order.
pub(crate) fn append(engine: Engine, line: Line<'_>, drafts: &[HistoryDraft], run: Taker<'_>) -> Result<()> {
    let drafts: Vec<(i64, &HistoryDraft)> = (0..).zip(drafts).collect();
    sql::write_rows(engine, [INSERT, ""], &drafts, |statement, (ord, draft)| bind(statement, line, *ord, draft), run)
}

/// The values of one line in the order of [`INSERT`].
fn bind(statement: &mut Statement, line: Line<'_>, ord: i64, draft: &HistoryDraft) -> Result<()> {
    let outcome = draft.outcome.as_ref().map(json).transpose()?;
    statement.value(signed(line.seq)?).text(", ").value(ord).text(", ").value(draft.mutation.to_string());
    statement.text(", ").value(line.device.to_string()).text(", ").value(line.label);
    statement.text(", ").value(signed(draft.n)?).text(", ").value(line.person.to_string());
    statement.text(", ").value(act_key(draft.act)?).text(", ").value(draft.made_at);
    statement.text(", ").value(line.received_at).text(", ");
    // A refused act may name a kind that nobody knows, in characters Postgres does not store.
    statement.value(sql::storable(&draft.kind)).text(", ").value(draft.record.to_string());
    statement.text(", ").value(json(&draft.edits)?).text(", ").value(draft.left_assignee.as_deref());
    statement.text(", ").value(outcome);
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Corrupt(format!("JSON: {error}")))
}

/// What is stored for an act: the word it has on the wire.
pub(crate) fn act_key(act: Act) -> Result<String> {
    json(&act).map(|word| word.trim_matches('"').to_owned())
}

fn act_of_key(key: &str) -> Act {
    serde_json::from_value(key.into()).unwrap_or(Act::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_stored_as_it_travels() {
        for act in [Act::Create, Act::Edit, Act::Undo, Act::Handover, Act::Other] {
            assert_eq!(act_of_key(&act_key(act).unwrap()), act);
        }
        assert_eq!(act_key(Act::Handover).unwrap(), "handover");
    }
}
