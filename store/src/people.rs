//! People (G23): nobody gets in who was not let in, and the last administrator stays. Every change to a person is a
//! number of its own, so that people travel to devices like records.

use domain::{Millis, Person, Role};
use sqlx::any::AnyRow;
use sqlx::{Any, AnyConnection, Transaction};
use uuid::Uuid;

use crate::password::{self, Cost};
use crate::rows::signed;
use crate::{Error, Result, Store, Visitor, read, sessions};

mod invitations;

pub use invitations::{
    Acceptance, Accepted, INVITATION_LIFE, Invitation, Invited, Linked, Offer, accept, first_invitation, invitation,
    invite, let_in, new_link,
};

const SELECT_ALL: &str = "select id, name, email, role, closed_at from person order by name, id";
const SELECT_CHANGED: &str =
    "select id, name, email, role, closed_at from person where seq > $1 and seq <= $2 order by seq, id";
const SELECT_ONE: &str = "select id, name, email, role, closed_at from person where id = $1";
const SELECT_BY_EMAIL: &str = "select id, name, email, role, closed_at, password_hash from person where email_key = $1";
const COUNT_OTHER_ADMINISTRATORS: &str =
    "select count(*) from person where role = 'administrator' and closed_at is null and id <> $1";
const UPDATE_ROLE: &str = "update person set role = $2, seq = $3 where id = $1";
const UPDATE_PASSWORD: &str = "update person set password_hash = $2, seq = $3 where id = $1";
const UPDATE_CLOSED: &str = "update person set closed_at = $2, seq = $3 where id = $1";

/// What became of a change to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// It holds; the bell has rung.
    Done,
    /// Refused: nobody would be left to let people in.
    LastAdministrator,
    /// There is no such person.
    Unknown,
}

/// The person whose address and password these are. Takes as long for an unknown address as for a wrong password.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_in(store: &Store, email: &str, password: &str, cost: Cost) -> Result<Option<Person>> {
    let found = by_email(&mut *store.reader().acquire().await?, email).await?;
    // A closed access does the work for nothing, like an unknown address.
    let (person, hash) = found.filter(|(person, _)| person.closed_at.is_none()).unzip();
    Ok(if password::verify(password, hash.flatten(), cost).await? { person } else { None })
}

/// What became of choosing another password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// It holds. Every other session is closed.
    Done,
    /// The current one is another.
    Wrong,
    /// The new one is shorter than [`password::SHORTEST`] or longer than [`password::LONGEST`].
    Weak,
}

/// Gives the visitor another password, if they know the one they have.
///
/// # Errors
/// `NotAllowed` when their session was closed meanwhile.
pub async fn change_password(store: &Store, by: &Visitor, current: &str, new: &str, cost: Cost) -> Result<Chosen> {
    if sign_in(store, &by.person.email, current, cost).await?.is_none() {
        return Ok(Chosen::Wrong);
    }
    if !password::is_strong(new) {
        return Ok(Chosen::Weak);
    }
    let hash = password::hash(new, cost).await?;
    let (mut transaction, seq, _) = store.change().await?;
    // A link that was used meanwhile has closed it, and its password stands.
    if !sessions::is_open(&mut *transaction, by.session).await? {
        return Err(Error::NotAllowed);
    }
    set_password(&mut transaction, &by.person, &hash, Some(by.session), seq).await?;
    store.commit(transaction, seq).await?;
    Ok(Chosen::Done)
}

/// Everybody, by name; those whose access is closed too.
///
/// # Errors
/// When the database does not answer.
pub async fn list(store: &Store) -> Result<Vec<Person>> {
    sqlx::query(SELECT_ALL).fetch_all(store.reader()).await?.iter().map(person).collect()
}

/// Gives a person another role. Their devices rebuild when what they may see changes.
///
/// # Errors
/// `NotAllowed` when `by` is no administrator.
pub async fn change_role(store: &Store, by: &Visitor, id: Uuid, role: Role) -> Result<Changed> {
    let (mut transaction, seq) = begin(store, by).await?;
    let Some(person) = one(&mut transaction, id).await? else { return Ok(Changed::Unknown) };
    if role != Role::Administrator && is_last_administrator(&mut transaction, &person).await? {
        return Ok(Changed::LastAdministrator);
    }
    let query = sqlx::query(UPDATE_ROLE).bind(id.to_string()).bind(role.key()).bind(signed(seq)?);
    query.execute(&mut *transaction).await?;
    store.commit(transaction, seq).await?;
    Ok(Changed::Done)
}

/// Closes a person's access, and every session they have. Links that were made for them lead nowhere any more.
///
/// # Errors
/// `NotAllowed` when `by` is no administrator.
pub async fn close_access(store: &Store, by: &Visitor, id: Uuid, now: Millis) -> Result<Changed> {
    let (mut transaction, seq) = begin(store, by).await?;
    let Some(person) = one(&mut transaction, id).await? else { return Ok(Changed::Unknown) };
    if is_last_administrator(&mut transaction, &person).await? {
        return Ok(Changed::LastAdministrator);
    }
    let query = sqlx::query(UPDATE_CLOSED).bind(id.to_string()).bind(person.closed_at.or(Some(now)));
    query.bind(signed(seq)?).execute(&mut *transaction).await?;
    sessions::close_all_of(&mut *transaction, id, None).await?;
    invitations::withdraw(&mut transaction, &person.email).await?;
    store.commit(transaction, seq).await?;
    Ok(Changed::Done)
}

/// Opens it again; they sign in with the password they had.
///
/// # Errors
/// `NotAllowed` when `by` is no administrator.
pub async fn reopen_access(store: &Store, by: &Visitor, id: Uuid) -> Result<Changed> {
    let (mut transaction, seq) = begin(store, by).await?;
    if one(&mut transaction, id).await?.is_none() {
        return Ok(Changed::Unknown);
    }
    let query = sqlx::query(UPDATE_CLOSED).bind(id.to_string()).bind(None::<i64>).bind(signed(seq)?);
    query.execute(&mut *transaction).await?;
    store.commit(transaction, seq).await?;
    Ok(Changed::Done)
}

/// Stores a password. What else let them in is void: every session but the one named, and links.
async fn set_password(
    transaction: &mut Transaction<'static, Any>,
    person: &Person,
    hash: &str,
    but: Option<Uuid>,
    seq: u64,
) -> Result<()> {
    let query = sqlx::query(UPDATE_PASSWORD).bind(person.id.to_string()).bind(hash).bind(signed(seq)?);
    query.execute(&mut **transaction).await?;
    sessions::close_all_of(&mut **transaction, person.id, but).await?;
    invitations::withdraw(transaction, &person.email).await
}

/// A change by an administrator. Dropping it takes everything back, the number too.
pub(crate) async fn begin(store: &Store, by: &Visitor) -> Result<(Transaction<'static, Any>, u64)> {
    let (mut transaction, seq, _) = store.change().await?;
    must_be_administrator(&mut transaction, by).await?;
    Ok((transaction, seq))
}

/// By what the table says now, not by what the visitor was when the request began.
async fn must_be_administrator(transaction: &mut Transaction<'static, Any>, by: &Visitor) -> Result<()> {
    let person = open_person(transaction, by.person.id).await?;
    if person.is_some_and(|person| person.role == Role::Administrator) { Ok(()) } else { Err(Error::NotAllowed) }
}

async fn is_last_administrator(transaction: &mut Transaction<'static, Any>, person: &Person) -> Result<bool> {
    if person.role != Role::Administrator || person.closed_at.is_some() {
        return Ok(false);
    }
    let query = sqlx::query(COUNT_OTHER_ADMINISTRATORS).bind(person.id.to_string());
    Ok(read::unsigned(&query.fetch_one(&mut **transaction).await?, 0)? == 0)
}

/// A person as they stand inside a transaction, if their access is open.
pub(crate) async fn open_person(transaction: &mut Transaction<'static, Any>, id: Uuid) -> Result<Option<Person>> {
    Ok(one(transaction, id).await?.filter(|person| person.closed_at.is_none()))
}

/// The people who changed after one number, up to another.
pub(crate) async fn changed(
    transaction: &mut Transaction<'static, Any>,
    after: i64,
    until: i64,
) -> Result<Vec<Person>> {
    let query = sqlx::query(SELECT_CHANGED).bind(after).bind(until);
    query.fetch_all(&mut **transaction).await?.iter().map(person).collect()
}

async fn one(transaction: &mut Transaction<'static, Any>, id: Uuid) -> Result<Option<Person>> {
    let row = sqlx::query(SELECT_ONE).bind(id.to_string()).fetch_optional(&mut **transaction).await?;
    row.as_ref().map(person).transpose()
}

/// Who signs in with this address, and the hash of their password.
async fn by_email(connection: &mut AnyConnection, email: &str) -> Result<Option<(Person, Option<String>)>> {
    let row = sqlx::query(SELECT_BY_EMAIL).bind(email_key(email)).fetch_optional(connection).await?;
    row.map(|row| Ok((person(&row)?, read::optional_text(&row, 5)?.map(str::to_owned)))).transpose()
}

/// A person of the columns `id, name, email, role, closed_at`.
fn person(row: &AnyRow) -> Result<Person> {
    person_from(row, 0)
}

/// The same from another column on.
pub(crate) fn person_from(row: &AnyRow, first: usize) -> Result<Person> {
    Ok(Person {
        id: read::uuid(row, first)?,
        name: read::text(row, first + 1)?.to_owned(),
        email: read::text(row, first + 2)?.to_owned(),
        role: read::role(row, first + 3)?,
        closed_at: read::optional_number(row, first + 4)?,
    })
}

/// How an address is compared: nobody remembers whether they wrote it with capitals.
fn email_key(email: &str) -> String {
    crate::sql::storable(email.trim()).to_lowercase()
}
