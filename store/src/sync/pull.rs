//! Pull: the news since a cursor, from one snapshot, in pages of whole numbers.

use domain::{Kind, Person};
use sqlx::{Any, Transaction};
use sync::Row;
use sync::wire::{Note, Patch, Pull, PullAnswer, Rows};
use uuid::Uuid;

use crate::rows::signed;
use crate::sql::{self, Statement};
use crate::{Result, Store, Visitor, people, read, rows, store};

/// About how many rows one answer carries. One number is never split, and brings at most
/// [`sync::wire::PUSH_LIMIT`] acts.
const ROWS_PER_PATCH: i64 = 2000;

const SELECT_ACKED: &str = "select last_n from device where id = $1 and person = $2";
const SELECT_NOTES: &str = "select distinct h.n, h.outcome from history h join device d on d.id = h.device \
    where h.device = $1 and d.person = $2 and h.seq > $3 and h.seq <= $4 and h.outcome is not null order by h.n";

/// The news since a cursor. `Rebuild` when the device's replica shows another scope or another life of the server.
///
/// # Errors
/// When the database does not answer.
pub async fn pull(store: &Store, visitor: &Visitor, pull: &Pull) -> Result<PullAnswer> {
    let mut transaction = store.read().await?;
    let (head, epoch) = store::head_in(&mut transaction).await?;
    // Within the snapshot: the scope that counts is the one of now.
    let Some(person) = people::open_person(&mut transaction, visitor.person.id).await? else {
        return Err(crate::Error::NotAllowed);
    };
    let visitor = Visitor { person, session: visitor.session };
    if pull.epoch != Some(epoch) || pull.scope != visitor.scope() || pull.cursor > head {
        return Ok(PullAnswer::Rebuild);
    }
    let answer = patch(&mut transaction, &visitor, pull, head).await?;
    transaction.rollback().await?;
    Ok(PullAnswer::Patch(answer))
}

async fn patch(
    transaction: &mut Transaction<'static, Any>,
    visitor: &Visitor,
    pull: &Pull,
    head: u64,
) -> Result<Patch> {
    let mut until = head;
    for kind in domain::KINDS {
        until = until.min(page_end(transaction, kind, visitor.own(kind), pull.cursor, head).await?);
    }
    let mut changed = Vec::new();
    let mut gone = Vec::new();
    for kind in domain::KINDS {
        let own = visitor.own(kind);
        let rows = since(transaction, kind, own, pull.cursor, until).await?;
        if !rows.is_empty() {
            changed.push(Rows::of(kind, &rows.iter().collect::<Vec<_>>()));
        }
        if let Some(person) = own {
            gone.extend(evicted(transaction, kind, person, pull.cursor, until).await?);
        }
    }
    let more = until < head;
    Ok(Patch {
        cursor: until,
        acked: if more { 0 } else { acked(transaction, visitor, pull.device).await? },
        more,
        rows: changed,
        gone,
        people: people_since(transaction, pull.cursor, until).await?,
        notes: notes(transaction, visitor, pull, until).await?,
    })
}

/// The last number that one answer may carry without growing beyond [`ROWS_PER_PATCH`].
async fn page_end(
    transaction: &mut Transaction<'static, Any>,
    kind: &Kind,
    own: Option<Uuid>,
    cursor: u64,
    head: u64,
) -> Result<u64> {
    let mut statement = numbers_since(kind, own, cursor)?;
    statement.value(1_i64).text(" offset ").value(ROWS_PER_PATCH);
    let Some(row) = statement.query().fetch_optional(&mut **transaction).await? else { return Ok(head) };
    let beyond = read::unsigned(&row, 0)?;
    let mut statement = numbers_since(kind, own, cursor)?;
    statement.value(1_i64).text(" offset ").value(0_i64);
    let row = statement.query().fetch_one(&mut **transaction).await?;
    let first = read::unsigned(&row, 0)?;
    Ok(if first < beyond { beyond - 1 } else { beyond })
}

fn numbers_since(kind: &Kind, own: Option<Uuid>, cursor: u64) -> Result<Statement> {
    let mut statement = Statement::new("select seq from ");
    statement.text(kind.name).text(" where seq > ").value(signed(cursor)?);
    sql::and_visible(&mut statement, kind, own);
    statement.text(" order by seq limit ");
    Ok(statement)
}

/// The records this person may see that changed after `cursor`, up to `until`.
async fn since(
    transaction: &mut Transaction<'static, Any>,
    kind: &'static Kind,
    own: Option<Uuid>,
    cursor: u64,
    until: u64,
) -> Result<Vec<Row>> {
    let mut statement = Statement::new("select ");
    statement.text(&sql::wire_columns(kind)).text(" from ").text(kind.name).text(" where seq > ");
    statement.value(signed(cursor)?).text(" and seq <= ").value(signed(until)?);
    sql::and_visible(&mut statement, kind, own);
    statement.text(" order by seq, id");
    let found = statement.query().fetch_all(&mut **transaction).await?;
    found.iter().map(|row| rows::wire_row(kind, row)).collect()
}

/// The records that left what this person may see: theirs or nobody's before, somebody else's now.
async fn evicted(
    transaction: &mut Transaction<'static, Any>,
    kind: &Kind,
    person: Uuid,
    cursor: u64,
    until: u64,
) -> Result<Vec<Uuid>> {
    let assignee = kind.fields[kind.assignee].name;
    let mut statement = Statement::new("select distinct h.record from history h join ");
    statement.text(kind.name).text(" r on r.id = h.record where h.seq > ").value(signed(cursor)?);
    statement.text(" and h.seq <= ").value(signed(until)?).text(" and h.left_assignee is not null");
    statement.text(" and h.left_assignee in ('', ").value(person.to_string()).text(") and r.").text(assignee);
    statement.text(" <> ").value(person.to_string());
    let found = statement.query().fetch_all(&mut **transaction).await?;
    found.iter().map(|row| read::uuid(row, 0)).collect()
}

/// Up to where the device's acts took effect; zero for a device that is not this person's.
pub(super) async fn acked(transaction: &mut Transaction<'static, Any>, visitor: &Visitor, device: Uuid) -> Result<u64> {
    let query = sqlx::query(SELECT_ACKED).bind(device.to_string()).bind(visitor.person.id.to_string());
    let row = query.fetch_optional(&mut **transaction).await?;
    row.map_or(Ok(0), |row| read::unsigned(&row, 0))
}

async fn people_since(transaction: &mut Transaction<'static, Any>, cursor: u64, until: u64) -> Result<Vec<Person>> {
    people::changed(transaction, signed(cursor)?, signed(until)?).await
}

/// The device's acts that did not simply apply, each once.
async fn notes(
    transaction: &mut Transaction<'static, Any>,
    visitor: &Visitor,
    pull: &Pull,
    until: u64,
) -> Result<Vec<Note>> {
    let query = sqlx::query(SELECT_NOTES)
        .bind(pull.device.to_string())
        .bind(visitor.person.id.to_string())
        .bind(signed(pull.cursor)?)
        .bind(signed(until)?);
    let mut notes: Vec<Note> = Vec::new();
    for row in query.fetch_all(&mut **transaction).await? {
        let n = read::unsigned(&row, 0)?;
        if notes.last().is_none_or(|last| last.n != n) {
            notes.push(Note { n, outcome: read::json(&row, 1)? });
        }
    }
    Ok(notes)
}
