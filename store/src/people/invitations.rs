//! Invitations: a link that lets one person in, once, within a week. The first administrator gets one from the console.

use domain::shapes::email;
use domain::{Millis, Person, Role};
use sqlx::{Any, Executor};
use uuid::Uuid;

use super::{email_key, must_be_administrator};
use crate::password::{self, Cost};
use crate::rows::signed;
use crate::{Result, Store, Token, Visitor, read};

/// How long an invitation may be used: seven days.
pub const INVITATION_LIFE: Millis = 7 * 24 * 3_600_000;
/// The most characters of a person's name.
const NAME: usize = 200;

const DELETE_FIRST: &str = "delete from invitation where invited_by is null and used_at is null";
const COUNT_ADMINISTRATORS: &str = "select count(*) from person where role = 'administrator' and closed_at is null";
const COUNT_BY_EMAIL: &str = "select count(*) from person where email_key = $1";
const INSERT: &str = "insert into invitation (token_hash, name, email, role, invited_by, created_at, expires_at, \
    used_at) values ($1, $2, $3, $4, $5, $6, $7, null)";
/// Void once who invited is no administrator any more; the one for the first administrator, once there is one.
const SELECT: &str = "select i.name, i.email, i.role, i.invited_by from invitation i \
    where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and exists (select 1 from person p \
    where p.id = i.invited_by and p.role = 'administrator' and p.closed_at is null) \
    union all select i.name, i.email, i.role, i.invited_by from invitation i \
    where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and i.invited_by is null and not exists \
    (select 1 from person p where p.role = 'administrator' and p.closed_at is null)";
const UPDATE_USED: &str = "update invitation set used_at = $2 where token_hash = $1";
const INSERT_PERSON: &str = "insert into person (id, name, email, email_key, role, password_hash, closed_at, \
    created_at, seq) values ($1, $2, $3, $4, $5, $6, null, $7, $8)";

/// What a link offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// "Prénom Nom" as the administrator wrote it; empty for the first administrator.
    pub name: String,
    /// The address to sign in with; empty for the first administrator.
    pub email: String,
    /// What they will be allowed to do.
    pub role: Role,
    /// Whether it makes the first administrator.
    pub first: bool,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invited {
    /// The token opens the door.
    Done,
    /// Somebody signs in with this address already.
    EmailTaken,
    /// The address is not one.
    BadEmail,
    /// Empty, longer than 200 characters, or not plain text.
    BadName,
}

/// What somebody writes when they accept.
#[derive(Clone)]
pub struct Acceptance {
    /// The new person's id.
    pub id: Uuid,
    /// "Prénom Nom".
    pub name: String,
    /// The address they will sign in with.
    pub email: String,
    /// Their password.
    pub password: String,
}

/// What became of accepting an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// They may sign in.
    Welcome(Person),
    /// Used, too old, withdrawn, or never existed.
    Gone,
    /// Shorter than [`password::SHORTEST`] or longer than [`password::LONGEST`].
    WeakPassword,
    /// Empty, longer than 200 characters, or not plain text.
    BadName,
    /// The address is not one.
    BadEmail,
    /// Somebody signs in with this address already.
    EmailTaken,
}

/// Lets the first administrator in by this token, while no administrator exists; says whether it does.
/// An earlier token for the first administrator stops working.
///
/// # Errors
/// When the database does not answer.
pub async fn first_invitation(store: &Store, token: &Token, now: Millis) -> Result<bool> {
    let mut transaction = store.write().await?;
    sqlx::query(DELETE_FIRST).execute(&mut *transaction).await?;
    let administrators = sqlx::query(COUNT_ADMINISTRATORS).fetch_one(&mut *transaction).await?;
    let wanted = read::unsigned(&administrators, 0)? == 0;
    if wanted {
        insert(&mut *transaction, token, ("", "", Role::Administrator), None, now).await?;
    }
    transaction.commit().await?;
    Ok(wanted)
}

/// Invites somebody; `first` is not looked at.
///
/// # Errors
/// `NotAllowed` when `by` is no administrator.
pub async fn invite(
    store: &Store,
    by: &Visitor,
    invitation: &Invitation,
    token: &Token,
    now: Millis,
) -> Result<Invited> {
    let Some(name) = plain_name(&invitation.name) else { return Ok(Invited::BadName) };
    let Ok(email) = email::parse(invitation.email.trim()) else { return Ok(Invited::BadEmail) };
    let mut transaction = store.write().await?;
    must_be_administrator(&mut transaction, by).await?;
    if is_taken(&mut *transaction, &email).await? {
        return Ok(Invited::EmailTaken);
    }
    insert(&mut *transaction, token, (&name, &email, invitation.role), Some(by.person.id), now).await?;
    transaction.commit().await?;
    Ok(Invited::Done)
}

/// What a token offers, if it still may be used.
///
/// # Errors
/// When the database does not answer.
pub async fn invitation(store: &Store, token: &Token, now: Millis) -> Result<Option<Invitation>> {
    usable(store.reader(), token, now).await
}

/// Makes the person an invitation is for. The token is used up.
///
/// # Errors
/// When the database does not answer.
pub async fn accept(
    store: &Store,
    token: &Token,
    acceptance: &Acceptance,
    cost: Cost,
    now: Millis,
) -> Result<Accepted> {
    if invitation(store, token, now).await?.is_none() {
        return Ok(Accepted::Gone);
    }
    let Some(name) = plain_name(&acceptance.name) else { return Ok(Accepted::BadName) };
    let Ok(email) = email::parse(acceptance.email.trim()) else { return Ok(Accepted::BadEmail) };
    if !password::is_strong(&acceptance.password) {
        return Ok(Accepted::WeakPassword);
    }
    // Slow on purpose, so before the lock; who holds no invitation does not get here.
    let hash = password::hash(&acceptance.password, cost).await?;
    let (mut transaction, seq, _) = store.change().await?;
    let Some(invitation) = usable(&mut *transaction, token, now).await? else { return Ok(Accepted::Gone) };
    if is_taken(&mut *transaction, &email).await? {
        return Ok(Accepted::EmailTaken);
    }
    let person = Person { id: acceptance.id, name, email, role: invitation.role, closed_at: None };
    sqlx::query(INSERT_PERSON)
        .bind(person.id.to_string())
        .bind(person.name.as_str())
        .bind(person.email.as_str())
        .bind(email_key(&person.email))
        .bind(person.role.key())
        .bind(hash)
        .bind(now)
        .bind(signed(seq)?)
        .execute(&mut *transaction)
        .await?;
    sqlx::query(UPDATE_USED).bind(token.hash()).bind(now).execute(&mut *transaction).await?;
    store.commit(transaction, seq).await?;
    Ok(Accepted::Welcome(person))
}

async fn insert<'c>(
    executor: impl Executor<'c, Database = Any>,
    token: &Token,
    (name, email, role): (&str, &str, Role),
    by: Option<Uuid>,
    now: Millis,
) -> Result<()> {
    let query = sqlx::query(INSERT).bind(token.hash()).bind(name).bind(email).bind(role.key());
    let query = query.bind(by.map(|id| id.to_string())).bind(now).bind(now.saturating_add(INVITATION_LIFE));
    query.execute(executor).await?;
    Ok(())
}

async fn usable<'c>(
    executor: impl Executor<'c, Database = Any>,
    token: &Token,
    now: Millis,
) -> Result<Option<Invitation>> {
    let row = sqlx::query(SELECT).bind(token.hash()).bind(now).fetch_optional(executor).await?;
    row.map(|row| {
        Ok(Invitation {
            name: read::text(&row, 0)?.to_owned(),
            email: read::text(&row, 1)?.to_owned(),
            role: read::role(&row, 2)?,
            first: read::optional_text(&row, 3)?.is_none(),
        })
    })
    .transpose()
}

async fn is_taken<'c>(executor: impl Executor<'c, Database = Any>, email: &str) -> Result<bool> {
    let row = sqlx::query(COUNT_BY_EMAIL).bind(email_key(email)).fetch_one(executor).await?;
    Ok(read::unsigned(&row, 0)? > 0)
}

/// A name of one line, without the spaces around it.
fn plain_name(name: &str) -> Option<String> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME && !name.chars().any(char::is_control);
    fits.then(|| name.to_owned())
}
