//! Bootstrap: the whole book in pages by id, for a device that has nothing yet.

use std::collections::VecDeque;

use domain::Kind;
use sqlx::any::AnyRow;
use sqlx::{Any, Transaction};
use sync::wire::BootstrapHead;
use uuid::Uuid;

use super::pull::acked;
use crate::database::Engine;
use crate::sql::{self, Statement};
use crate::{Error, Result, Store, Visitor, people, read, store};

/// The most bytes of one page: values of 64 KiB fall off a cliff in Chromium's IndexedDB.
pub const PAGE_BYTES: usize = 48 * 1024;

/// How many records one statement reads. No snapshot is held while a slow phone receives them.
const RECORDS_AT_ONCE: i64 = 500;

/// What a device needs to know before the first page.
///
/// # Errors
/// `NotAllowed` when the person's access was closed.
pub async fn bootstrap_head(store: &Store, visitor: &Visitor, device: Uuid) -> Result<BootstrapHead> {
    let mut transaction = store.read().await?;
    let person = people::open_person(&mut transaction, visitor.person.id).await?.ok_or(Error::NotAllowed)?;
    let visitor = Visitor { person, session: visitor.session };
    let (cursor, epoch) = store::head_in(&mut transaction).await?;
    let mut total = 0;
    for kind in domain::KINDS {
        total += count(&mut transaction, kind, visitor.own(kind)).await?;
    }
    let head = BootstrapHead {
        epoch,
        scope: visitor.scope(),
        cursor,
        acked: acked(&mut transaction, &visitor, device).await?,
        people: people::changed(&mut transaction, -1, i64::MAX).await?,
        total,
    };
    transaction.rollback().await?;
    Ok(head)
}

async fn count(transaction: &mut Transaction<'static, Any>, kind: &Kind, own: Option<Uuid>) -> Result<u64> {
    let mut statement = Statement::new("select count(*) from ");
    // There is always something to go on with: the condition of visibility begins with `and`.
    statement.text(kind.name).text(" where seq > ").value(-1_i64);
    sql::and_visible(&mut statement, kind, own);
    read::unsigned(&statement.query().fetch_one(&mut **transaction).await?, 0)
}

/// A page of records by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BootstrapPage {
    /// [`sync::wire::Rows`] as JSON, on one line without its line break.
    pub json: String,
    /// The last id in it: a stream that broke off goes on after it.
    pub last: Uuid,
    /// How many records it has.
    pub records: usize,
}

/// The pages of one bootstrap. They are written straight from the database's columns: a book of a hundred thousand
/// never becomes a hundred thousand [`domain::Record`]s on the server.
#[derive(Debug)]
pub struct BootstrapPages {
    store: Store,
    visitor: Visitor,
    bytes: usize,
    kinds: VecDeque<&'static Kind>,
    /// The last id read of the first of `kinds`; empty before its first record.
    after: String,
    /// Read and encoded, not yet given out: id and JSON of each record of the first of `kinds`.
    waiting: VecDeque<(Uuid, String)>,
}

/// The pages of records after this id (all of them without one), each of at most `bytes` of JSON or one record.
///
/// # Errors
/// When the database does not answer.
pub async fn bootstrap_pages(
    store: &Store,
    visitor: &Visitor,
    after: Option<Uuid>,
    bytes: usize,
) -> Result<BootstrapPages> {
    let mut kinds: VecDeque<_> = domain::KINDS.iter().copied().collect();
    if let Some(id) = after {
        let all = kinds.clone();
        while let Some(kind) = kinds.front()
            && !exists(store, kind, id).await?
        {
            kinds.pop_front();
        }
        if kinds.is_empty() {
            // A record the device has and we have not: ids after it are still to come.
            kinds = all;
        }
    }
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    Ok(BootstrapPages { store: store.clone(), visitor: visitor.clone(), bytes, kinds, after, waiting: VecDeque::new() })
}

impl BootstrapPages {
    /// The next page; nothing after the last one.
    ///
    /// # Errors
    /// `NotAllowed` when the person's access was closed or what they may see changed meanwhile: begin again.
    pub async fn next(&mut self) -> Result<Option<BootstrapPage>> {
        let Some(page) = self.begin_page().await? else { return Ok(None) };
        let (mut json, mut last, mut records) = (page, None, 0);
        while self.refill().await?
            && let Some((id, line)) = self.waiting.pop_front()
        {
            if records > 0 && json.len() + line.len() + ",]}".len() > self.bytes {
                self.waiting.push_front((id, line));
                break;
            }
            json.push_str(if records == 0 { "" } else { "," });
            json.push_str(&line);
            (last, records) = (Some(id), records + 1);
        }
        json.push_str("]}");
        Ok(last.map(|last| BootstrapPage { json, last, records }))
    }

    /// The beginning of a page of the first kind that has records left.
    async fn begin_page(&mut self) -> Result<Option<String>> {
        while let Some(kind) = self.kinds.front().copied() {
            if self.refill().await? {
                let names: Vec<_> = kind.fields.iter().map(|field| format!("\"{}\"", field.name)).collect();
                let start = format!("{{\"kind\":\"{}\",\"columns\":[{}],\"rows\":[", kind.name, names.join(","));
                return Ok(Some(start));
            }
            self.kinds.pop_front();
            self.after.clear();
        }
        Ok(None)
    }

    /// Whether records of the first kind wait, after reading on when none did.
    async fn refill(&mut self) -> Result<bool> {
        let Some(kind) = self.kinds.front() else { return Ok(false) };
        if self.waiting.is_empty() {
            let mut transaction = self.store.walk().await?;
            let person = people::open_person(&mut transaction, self.visitor.person.id).await?;
            if person.is_none_or(|person| person.role.sees_all() != self.visitor.person.role.sees_all()) {
                return Err(Error::NotAllowed);
            }
            let mut statement = Statement::new("select ");
            statement.text(&sql::packed_columns(kind, Engine::of(&transaction), None)).text(" from ").text(kind.name);
            statement.text(" where id > ").value(self.after.as_str());
            sql::and_visible(&mut statement, kind, self.visitor.own(kind));
            statement.text(" order by id limit ").value(RECORDS_AT_ONCE);
            let found = statement.query().fetch_all(&mut *transaction).await?;
            transaction.rollback().await?;
            for row in &found {
                self.waiting.push_back(line(row)?);
            }
            if let Some((id, _)) = self.waiting.back() {
                self.after = id.to_string();
            }
        }
        Ok(!self.waiting.is_empty())
    }
}

/// One record as a [`sync::wire::WireRow`] writes itself: `[id, seq, [values…]]`.
fn line(row: &AnyRow) -> Result<(Uuid, String)> {
    let id = read::uuid(row, 0)?;
    Ok((id, format!("[\"{id}\",{},{}]", read::unsigned(row, 1)?, read::text(row, 2)?)))
}

async fn exists(store: &Store, kind: &Kind, id: Uuid) -> Result<bool> {
    let mut statement = Statement::new("select id from ");
    statement.text(kind.name).text(" where id = ").value(id.to_string());
    Ok(statement.query().fetch_optional(store.reader()).await?.is_some())
}
