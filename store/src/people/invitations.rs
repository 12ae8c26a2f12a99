//! Links that let one person in, once, within a week. An invitation has a name and an address; the link for the first
//! administrator has neither; one for somebody who is there already has their address alone.

use domain::shapes::email;
use domain::{Millis, Person, Role};
use sqlx::{Any, AnyConnection, Executor, Transaction};
use uuid::Uuid;

use super::{by_email, email_key, must_be_administrator, one, set_password};
use crate::password::{self, Cost};
use crate::rows::signed;
use crate::{Result, Store, Token, Visitor, read};

/// How long an invitation may be used: seven days.
pub const INVITATION_LIFE: Millis = 7 * 24 * 3_600_000;
/// The most characters of a person's name.
const NAME: usize = 200;

/// Links are made one after the other.
const LOCK: &str = "update firm set head = head where id = 1";
const DELETE_FIRST: &str = "delete from invitation where email = '' and used_at is null";
const SELECT_UNUSED: &str = "select token_hash, email from invitation where used_at is null";
const DELETE: &str = "delete from invitation where token_hash = $1";
const COUNT_ADMINISTRATORS: &str = "select count(*) from person where role = 'administrator' and closed_at is null";
const INSERT: &str = "insert into invitation (token_hash, name, email, role, invited_by, created_at, expires_at, \
    used_at) values ($1, $2, $3, $4, $5, $6, $7, null)";
/// Void once who made it is no administrator any more; the one for the first administrator, once there is one.
const SELECT: &str = "select i.name, i.email, i.role from invitation i \
    where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and (exists (select 1 from person p \
    where p.id = i.invited_by and p.role = 'administrator' and p.closed_at is null) \
    or i.invited_by is null and (i.email <> '' or not exists \
    (select 1 from person p where p.role = 'administrator' and p.closed_at is null)))";
const UPDATE_USED: &str = "update invitation set used_at = $2 where token_hash = $1";
const INSERT_PERSON: &str = "insert into person (id, name, email, email_key, role, password_hash, closed_at, \
    created_at, seq) values ($1, $2, $3, $4, $5, $6, null, $7, $8)";

/// Who is to come in.
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

/// What a link offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Whom it lets in, and as what.
    pub invitation: Invitation,
    /// The person it gives a new password to, when they are there already.
    pub known: Option<Person>,
}

/// What became of making a link for somebody who is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Linked {
    /// The token opens the door to this person.
    Done(Person),
    /// Their access is closed, and stays so.
    Closed,
    /// There is no such person.
    Unknown,
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
    /// The id of a new person.
    pub id: Uuid,
    /// "Prénom Nom"; not looked at for somebody who is there already.
    pub name: String,
    /// The address they sign in with: the one that was invited. Only the first administrator chooses it.
    pub email: String,
    /// Their password.
    pub password: String,
}

/// What became of accepting an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// They may sign in.
    Welcome(Person),
    /// They were there already: their former password is void, and their sessions are closed.
    WelcomeBack(Person),
    /// Used, too old, withdrawn, or never existed.
    Gone,
    /// Shorter than [`password::SHORTEST`] or longer than [`password::LONGEST`].
    WeakPassword,
    /// Empty, longer than 200 characters, or not plain text.
    BadName,
    /// The address is not one.
    BadEmail,
    /// The link is for another address.
    OtherEmail,
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

/// Invites somebody; `first` is not looked at. Earlier links for this address lead nowhere any more.
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
    let mut transaction = begin(store).await?;
    must_be_administrator(&mut transaction, by).await?;
    if by_email(&mut transaction, &email).await?.is_some() {
        return Ok(Invited::EmailTaken);
    }
    withdraw(&mut transaction, &email).await?;
    insert(&mut *transaction, token, (&name, &email, invitation.role), Some(by.person.id), now).await?;
    transaction.commit().await?;
    Ok(Invited::Done)
}

/// Lets somebody who is there already choose a new password. Until they have, their former one stays good.
/// Earlier links for them lead nowhere any more.
///
/// # Errors
/// `NotAllowed` when `by` is no administrator.
pub async fn new_link(store: &Store, by: &Visitor, id: Uuid, token: &Token, now: Millis) -> Result<Linked> {
    let mut transaction = begin(store).await?;
    must_be_administrator(&mut transaction, by).await?;
    let person = one(&mut transaction, id).await?;
    link(transaction, person, token, Some(by.person.id), now).await
}

/// The same at the console, by their address, for whoever has no administrator to ask.
///
/// # Errors
/// When the database does not answer.
pub async fn let_in(store: &Store, email: &str, token: &Token, now: Millis) -> Result<Linked> {
    let mut transaction = begin(store).await?;
    let person = by_email(&mut transaction, email).await?.map(|(person, _)| person);
    link(transaction, person, token, None, now).await
}

/// What a token offers, if it still may be used.
///
/// # Errors
/// When the database does not answer.
pub async fn invitation(store: &Store, token: &Token, now: Millis) -> Result<Option<Offer>> {
    usable(&mut *store.reader().acquire().await?, token, now).await
}

/// Makes the person an invitation is for, or gives a new password to the one who is there. The token is used up.
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
    let Some(offer) = invitation(store, token, now).await? else { return Ok(Accepted::Gone) };
    if let Err(refused) = whom(offer, acceptance) {
        return Ok(refused);
    }
    if !password::is_strong(&acceptance.password) {
        return Ok(Accepted::WeakPassword);
    }
    // Slow on purpose, so before the lock; who holds no invitation does not get here.
    let hash = password::hash(&acceptance.password, cost).await?;
    let (mut transaction, seq, _) = store.change().await?;
    let Some(offer) = usable(&mut transaction, token, now).await? else { return Ok(Accepted::Gone) };
    let is_known = offer.known.is_some();
    let person = match whom(offer, acceptance) {
        Ok(person) => person,
        Err(refused) => return Ok(refused),
    };
    sqlx::query(UPDATE_USED).bind(token.hash()).bind(now).execute(&mut *transaction).await?;
    if is_known {
        set_password(&mut transaction, &person, &hash, None, seq).await?;
    } else if by_email(&mut transaction, &person.email).await?.is_some() {
        return Ok(Accepted::EmailTaken);
    } else {
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
        withdraw(&mut transaction, &person.email).await?;
    }
    store.commit(transaction, seq).await?;
    Ok(if is_known { Accepted::WelcomeBack(person) } else { Accepted::Welcome(person) })
}

/// Who comes in by a link: the person who is there already, or a new one.
fn whom(offer: Offer, acceptance: &Acceptance) -> Result<Person, Accepted> {
    let Offer { invitation, known } = offer;
    let typed = email::parse(acceptance.email.trim()).map_err(|_| Accepted::BadEmail)?;
    if !invitation.first && email_key(&typed) != email_key(&invitation.email) {
        return Err(Accepted::OtherEmail);
    }
    if let Some(person) = known {
        return Ok(person);
    }
    let name = plain_name(&acceptance.name).ok_or(Accepted::BadName)?;
    let email = if invitation.first { typed } else { invitation.email };
    Ok(Person { id: acceptance.id, name, email, role: invitation.role, closed_at: None })
}

/// A transaction that makes a link while nobody else does.
async fn begin(store: &Store) -> Result<Transaction<'static, Any>> {
    let mut transaction = store.write().await?;
    sqlx::query(LOCK).execute(&mut *transaction).await?;
    Ok(transaction)
}

/// Makes the only link of a person who is there already.
async fn link(
    mut transaction: Transaction<'static, Any>,
    person: Option<Person>,
    token: &Token,
    by: Option<Uuid>,
    now: Millis,
) -> Result<Linked> {
    let Some(person) = person else { return Ok(Linked::Unknown) };
    if person.closed_at.is_some() {
        return Ok(Linked::Closed);
    }
    withdraw(&mut transaction, &person.email).await?;
    insert(&mut *transaction, token, ("", &person.email, person.role), by, now).await?;
    transaction.commit().await?;
    Ok(Linked::Done(person))
}

/// Withdraws the links of an address that nobody has used.
pub(super) async fn withdraw(connection: &mut AnyConnection, email: &str) -> Result<()> {
    let key = email_key(email);
    for row in sqlx::query(SELECT_UNUSED).fetch_all(&mut *connection).await? {
        if email_key(read::text(&row, 1)?) == key {
            sqlx::query(DELETE).bind(read::text(&row, 0)?).execute(&mut *connection).await?;
        }
    }
    Ok(())
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

async fn usable(connection: &mut AnyConnection, token: &Token, now: Millis) -> Result<Option<Offer>> {
    let query = sqlx::query(SELECT).bind(token.hash()).bind(now);
    let Some(row) = query.fetch_optional(&mut *connection).await? else { return Ok(None) };
    let (name, email) = (read::text(&row, 0)?.to_owned(), read::text(&row, 1)?.to_owned());
    let (role, first) = (read::role(&row, 2)?, email.is_empty());
    if first || !name.is_empty() {
        return Ok(Some(Offer { invitation: Invitation { name, email, role, first }, known: None }));
    }
    let known = by_email(connection, &email).await?.map(|(person, _)| person);
    Ok(known.filter(|person| person.closed_at.is_none()).map(|person| {
        let Person { name, email, role, .. } = person.clone();
        Offer { invitation: Invitation { name, email, role, first }, known: Some(person) }
    }))
}

/// A name of one line, without the spaces around it.
fn plain_name(name: &str) -> Option<String> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME && !name.chars().any(char::is_control);
    fits.then(|| name.to_owned())
}
