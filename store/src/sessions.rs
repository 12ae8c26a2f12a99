//! Sessions: a random token in a cookie, its hash here.

use domain::Millis;
use sqlx::{Any, Executor};
use uuid::Uuid;

use crate::{Result, Store, Token, Visitor, people, read, sql};

/// How long a session lives after it was last used: sixty days, so that a phone left in a drawer over the summer still syncs.
pub const LIFE: Millis = 60 * 24 * 3_600_000;
/// A session is not written at each request, only when it was last seen this long ago.
const SEEN_AGAIN: Millis = 3_600_000;
/// The most characters of a browser's name that are kept.
const USER_AGENT: usize = 300;

const DELETE_EXPIRED: &str = "delete from session where expires_at <= $1";
const INSERT: &str = "insert into session (id, token_hash, person, created_at, seen_at, expires_at, user_agent) \
    select $1, $2, id, $4, $4, $5, $6 from person where id = $3 and closed_at is null";
const SELECT: &str = "select s.id, s.seen_at, p.id, p.name, p.email, p.role, p.closed_at \
    from session s join person p on p.id = s.person \
    where s.token_hash = $1 and s.expires_at > $2 and p.closed_at is null";
const UPDATE_SEEN: &str = "update session set seen_at = $2, expires_at = $3 where id = $1";
const DELETE: &str = "delete from session where id = $1";
const DELETE_ALL_OF: &str = "delete from session where person = $1 and id <> $2";
const COUNT: &str = "select count(*) from session where id = $1";

/// Opens a session for a person who just signed in. Those that expired go away at this moment.
///
/// # Errors
/// `NotAllowed` when their access was closed meanwhile.
pub async fn open(
    store: &Store,
    person: Uuid,
    session: Uuid,
    token: &Token,
    user_agent: &str,
    now: Millis,
) -> Result<()> {
    let user_agent: String = sql::storable(user_agent).chars().take(USER_AGENT).collect();
    let mut transaction = store.write().await?;
    sqlx::query(DELETE_EXPIRED).bind(now).execute(&mut *transaction).await?;
    let opened = sqlx::query(INSERT)
        .bind(session.to_string())
        .bind(token.hash())
        .bind(person.to_string())
        .bind(now)
        .bind(now.saturating_add(LIFE))
        .bind(user_agent)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    if opened.rows_affected() == 1 { Ok(()) } else { Err(crate::Error::NotAllowed) }
}

/// Who comes with this token, if the session lives and their access is open.
///
/// # Errors
/// When the database does not answer.
pub async fn visitor(store: &Store, token: &Token, now: Millis) -> Result<Option<Visitor>> {
    let query = sqlx::query(SELECT).bind(token.hash()).bind(now);
    let Some(row) = query.fetch_optional(store.reader()).await? else { return Ok(None) };
    let session = read::uuid(&row, 0)?;
    if now.saturating_sub(read::number(&row, 1)?) >= SEEN_AGAIN {
        seen(store, session, now).await;
    }
    Ok(Some(Visitor { person: people::person_from(&row, 2)?, session }))
}

/// Notes that a session was used. A full disk must not keep people from reading, so a failure is only logged.
async fn seen(store: &Store, session: Uuid, now: Millis) {
    let query = sqlx::query(UPDATE_SEEN).bind(session.to_string()).bind(now).bind(now.saturating_add(LIFE));
    if let Err(error) = query.execute(store.writer()).await {
        tracing::warn!(%error, "could not note that a session was used");
    }
}

/// Closes a session: its person signed out.
///
/// # Errors
/// When the database does not answer.
pub async fn close(store: &Store, session: Uuid) -> Result<()> {
    sqlx::query(DELETE).bind(session.to_string()).execute(store.writer()).await?;
    Ok(())
}

/// Closes every session of a person but the one they came with.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn close_all_of<'c>(
    executor: impl Executor<'c, Database = Any>,
    person: Uuid,
    but: Option<Uuid>,
) -> Result<()> {
    let but = but.unwrap_or_default().to_string();
    sqlx::query(DELETE_ALL_OF).bind(person.to_string()).bind(but).execute(executor).await?;
    Ok(())
}

/// Whether a session is still open inside a transaction.
pub(crate) async fn is_open<'c>(executor: impl Executor<'c, Database = Any>, session: Uuid) -> Result<bool> {
    Ok(read::unsigned(&sqlx::query(COUNT).bind(session.to_string()).fetch_one(executor).await?, 0)? > 0)
}
