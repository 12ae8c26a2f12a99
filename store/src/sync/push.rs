//! Push: the acts of a device, each stored exactly once. A push is one number; a transaction holds one push or a few.

mod plan;

use std::collections::{HashMap, HashSet};

use domain::Millis;
use sqlx::{Any, Transaction};
use sync::admit::{self, Admission, Known};
use sync::verdict::{self, Key};
use sync::wire::{Outcome, PUSH_LIMIT, Push, PushAnswer};
use sync::{Mutation, Row};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use self::plan::{Circumstances, Ground, Verdict};
use crate::database::Engine;
use crate::sql::{IDS_AT_ONCE, Statement};
use crate::{Error, Result, Store, Visitor, people, read, rows};

const SELECT_DEVICE: &str = "select person, last_n from device where id = $1";
const SELECT_STORED: &str = "select mutation, outcome from history where mutation in (";
/// All lines of a push were received at once, and each has a first one.
const SELECT_COMMITTED: &str = "select seq, received_at from history where ord = 0 and seq in (";

/// The most changes that the acts of one push may have together. A device stops at [`PUSH_LIMIT`] of them and those of its
/// last act: half of this.
const CHANGES: usize = 3 * PUSH_LIMIT;
/// How many statements may be ready while the database runs one.
const AHEAD: usize = 64;

/// Stores the acts of a device, each exactly once, in one transaction.
///
/// # Errors
/// `NotAllowed` when their access was closed meanwhile, `Malformed` for more than [`PUSH_LIMIT`] acts or far too many
/// changes, `Full` and `Unavailable` when nothing could be stored: the device keeps its acts and comes back.
pub async fn push(store: &Store, visitor: &Visitor, push: Push, now: Millis) -> Result<PushAnswer> {
    push_all(store, visitor, vec![push], now).await
}

/// Stores what a device sends, one push after the other, in one transaction: the fewer there are, the less the database
/// writes twice. Each push is a number of its own. Either all is stored, or nothing and the answer says why.
///
/// # Errors
/// Those of [`push()`], and `Malformed` when they are not all of one device.
pub async fn push_all(store: &Store, visitor: &Visitor, pushes: Vec<Push>, now: Millis) -> Result<PushAnswer> {
    let Some(device) = pushes.first().map(|push| push.device) else {
        return Err(Error::Malformed("no push"));
    };
    if pushes.iter().any(|push| push.device != device) {
        return Err(Error::Malformed("pushes of several devices"));
    }
    if pushes.iter().any(|push| push.mutations.len() > PUSH_LIMIT) {
        return Err(Error::Malformed("more acts than one push may carry"));
    }
    let changes = |push: &Push| push.mutations.iter().map(|mutation| mutation.changes.len()).sum::<usize>();
    if pushes.iter().any(|push| changes(push) > CHANGES) {
        return Err(Error::Malformed("more changes than one push may carry"));
    }
    let (mut transaction, first, epoch) = store.change().await?;
    // Under the lock, not from the visitor: their access or role may have changed since the request began.
    let person = people::open_person(&mut transaction, visitor.person.id).await?.ok_or(Error::NotAllowed)?;
    let known = known(&mut transaction, device, &pushes, person.id, epoch).await?;
    if let Some(Admission::Answer(answer)) = pushes.first().map(|push| admit::admit(push, &known)) {
        transaction.rollback().await?;
        return Ok(answer);
    }
    let ground = ground(&mut transaction, known, &pushes).await?;
    let circumstances = Circumstances { engine: Engine::of(&transaction), person, now, first };
    let (statements, mut ready) = mpsc::channel(AHEAD);
    let thought = spawn_blocking(move || plan::plan(ground, pushes, &circumstances, &statements));
    while let Some(statement) = ready.recv().await {
        statement.execute(&mut *transaction).await?;
    }
    let thought = thought.await.map_err(|_| Error::Unavailable(sqlx::Error::WorkerCrashed))?;
    let Verdict { head, answer } = thought?;
    match head {
        Some(head) => store.commit(transaction, head).await?,
        // Nothing to store, or not this way: the numbers go back.
        None => transaction.rollback().await?,
    }
    Ok(answer)
}

/// What the verdict depends on.
async fn ground(transaction: &mut Transaction<'static, Any>, known: Known, pushes: &[Push]) -> Result<Ground> {
    let fresh = Ground::fresh(&known, pushes);
    let rows = touched(transaction, &fresh).await?;
    let used = used(transaction, &fresh, &rows).await?;
    let seen_at = committed(transaction, &fresh).await?;
    Ok(Ground { known, rows, used, seen_at })
}

/// What admission depends on.
async fn known(
    transaction: &mut Transaction<'static, Any>,
    device: Uuid,
    pushes: &[Push],
    person: Uuid,
    epoch: Uuid,
) -> Result<Known> {
    let mut known = Known { epoch, ..Known::default() };
    let row = sqlx::query(SELECT_DEVICE).bind(device.to_string()).fetch_optional(&mut **transaction).await?;
    if let Some(row) = row {
        known.foreign = read::uuid(&row, 0)? != person;
        known.last_n = read::unsigned(&row, 1)?;
    }
    for some in pushes.iter().flat_map(|push| push.mutations.chunks(IDS_AT_ONCE)) {
        let mut statement = Statement::long(SELECT_STORED, Engine::of(transaction));
        statement.values(some.iter().map(|mutation| mutation.id.to_string())).text(")");
        let query = if some.len() == IDS_AT_ONCE { statement.query() } else { statement.query_once() };
        for row in query.fetch_all(&mut **transaction).await? {
            let outcome: Option<Outcome> = read::optional_json(&row, 1)?;
            // An act on several records leaves several lines: what did not simply apply decides.
            let stored = known.stored.entry(read::uuid(&row, 0)?).or_default();
            *stored = stored.take().or(outcome);
        }
    }
    Ok(known)
}

/// The records these acts are about, as they stand.
async fn touched(transaction: &mut Transaction<'static, Any>, acts: &[&Mutation]) -> Result<HashMap<Key, Row>> {
    let keys = verdict::touched(acts.iter().copied());
    let mut found = HashMap::with_capacity(keys.len());
    for kind in domain::KINDS {
        let ids: Vec<Uuid> = keys.iter().filter(|(name, _)| *name == kind.name).map(|(_, id)| *id).collect();
        rows::load(transaction, kind, &ids, &mut found).await?;
    }
    Ok(found)
}

/// Which of the settings that are there and that these acts delete are linked to by records that are not deleted.
async fn used(
    transaction: &mut Transaction<'static, Any>,
    acts: &[&Mutation],
    rows: &HashMap<Key, Row>,
) -> Result<HashSet<Uuid>> {
    let mut used = HashSet::new();
    let settings = verdict::deleted_settings(acts.iter().copied());
    for (name, id) in settings.into_iter().filter(|key| rows.contains_key(key)) {
        for kind in domain::KINDS {
            let fields = kind.fields.iter().enumerate();
            let links = fields.filter(|(position, _)| kind.linked(*position).is_some_and(|to| to.name == name));
            for (_, field) in links {
                let mut statement = Statement::new("select id from ");
                statement.text(kind.name).text(" where ").text(kind.fields[kind.deleted_at].name);
                statement.text(" is null and ").text(field.name).text(" = ").value(id.to_string()).text(" limit 1");
                if statement.query().fetch_optional(&mut **transaction).await?.is_some() {
                    used.insert(id);
                }
            }
        }
    }
    Ok(used)
}

/// When the pushes were committed whose rows these acts had seen.
async fn committed(transaction: &mut Transaction<'static, Any>, acts: &[&Mutation]) -> Result<HashMap<u64, Millis>> {
    // A number the database cannot hold was never given.
    let seen: Vec<i64> =
        verdict::seen(acts.iter().copied()).into_iter().filter_map(|seq| seq.try_into().ok()).collect();
    let mut committed = HashMap::with_capacity(seen.len());
    for some in seen.chunks(IDS_AT_ONCE) {
        let mut statement = Statement::new(SELECT_COMMITTED);
        statement.values(some.iter().copied()).text(")");
        for row in statement.query_once().fetch_all(&mut **transaction).await? {
            committed.insert(read::unsigned(&row, 0)?, read::number(&row, 1)?);
        }
    }
    Ok(committed)
}

#[cfg(test)]
mod tests {
    use domain::Record;
    use domain::client::{CLIENT, EMAIL, FIRST_NAME, LAST_NAME, NOTES, STATUS};
    use sync::Act;
    use sync::mutation::VERSION;

    use super::*;
    use crate::Token;
    use crate::password::Cost;
    use crate::people::{Acceptance, Accepted};

    /// A push of one client with a note of this length.
    fn creation(n: u64, note: usize) -> Push {
        let id = Uuid::from_u128(100 + u128::from(n));
        let mut record = Record::new(&CLIENT, id);
        let facts = [(FIRST_NAME, "Jeanne"), (LAST_NAME, "Martin"), (EMAIL, "j@exemple.fr"), (STATUS, "prospect")];
        for (field, text) in facts {
            record.set(field, Some(text.into()));
        }
        record.set(NOTES, Some("n".repeat(note).as_str().into()));
        let changes = vec![sync::mutation::diff(None, &record, 0).unwrap()];
        let mutation = Mutation { id, n, act: Act::Create, version: VERSION, made_at: 0, batch: None, changes };
        Push { device: Uuid::from_u128(9), label: String::new(), epoch: None, mutations: vec![mutation] }
    }

    #[tokio::test]
    async fn a_full_disk_refuses_a_push_until_there_is_room_and_loses_nothing() {
        let folder = std::env::temp_dir().join(format!("carnet-push-full-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let address = format!("sqlite:{}", folder.join("carnet.db").display());
        let store = Store::open(&address, Uuid::nil()).await.unwrap();
        let token = Token::new([1; 32]);
        people::first_invitation(&store, &token, 0).await.unwrap();
        let (name, email) = ("Anne".to_owned(), "anne@exemple.fr".to_owned());
        let acceptance = Acceptance { id: Uuid::from_u128(1), name, email, password: "correct horse".to_owned() };
        let accepted = people::accept(&store, &token, &acceptance, Cost::CHEAP, 0).await.unwrap();
        let Accepted::Welcome(person) = accepted else { panic!("{accepted:?}") };
        let visitor = Visitor { person, session: Uuid::nil() };
        let answer = super::push(&store, &visitor, creation(1, 10), 1).await.unwrap();
        assert!(matches!(answer, PushAnswer::Stored { last_n: 1, .. }), "{answer:?}");
        let before = crate::sync::head(&store).await.unwrap();

        let pages: i64 = sqlx::query_scalar("pragma page_count").fetch_one(store.writer()).await.unwrap();
        let limit = |pages: i64| sqlx::AssertSqlSafe(format!("pragma max_page_count = {pages}"));
        sqlx::raw_sql(limit(pages + 1)).execute(store.writer()).await.unwrap();
        let large = creation(2, 60_000);
        let refused = super::push(&store, &visitor, large.clone(), 2).await;
        assert!(matches!(refused, Err(Error::Full(_))), "{refused:?}");
        assert_eq!(crate::sync::head(&store).await.unwrap(), before, "the number went back");
        assert_eq!(crate::clients::show(&store, &visitor, large.mutations[0].id).await.unwrap(), None);

        // Somebody made room: the same server goes on. The new connection has no limit of its own.
        let answer = super::push(&store, &visitor, large.clone(), 3).await.unwrap();
        assert!(matches!(answer, PushAnswer::Stored { last_n: 2, .. }), "{answer:?}");
        assert_eq!(crate::sync::head(&store).await.unwrap().0, before.0 + 1);
        assert!(crate::clients::show(&store, &visitor, large.mutations[0].id).await.unwrap().is_some());
        store.close().await;
        std::fs::remove_dir_all(folder).unwrap();
    }
}
