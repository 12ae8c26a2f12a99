//! What Carnet says outside of its pages (G21): which browsers may be notified, who wishes an e-mail or a calendar feed,
//! which follow-ups are due, and what was told already.

use domain::follow_up::{self, FOLLOW_UP};
use domain::{Lang, Millis, Person, Record, client};
use sqlx::any::AnyRow;
use uuid::Uuid;

use crate::rows::{record, signed};
use crate::sql::{self, Statement};
use crate::{Result, Store, Token, Visitor, people, read};

const INSERT_VAPID: &str = "insert into vapid (id, private_key) values (1, $1) on conflict (id) do nothing";
const SELECT_VAPID: &str = "select private_key from vapid where id = 1";
const UPSERT_SUBSCRIPTION: &str = "insert into subscription (endpoint, person, session, p256dh, auth, language) \
    values ($1, $2, $3, $4, $5, $6) on conflict (endpoint) do update set person = excluded.person, \
    session = excluded.session, p256dh = excluded.p256dh, auth = excluded.auth, language = excluded.language";
const DELETE_SUBSCRIPTION: &str = "delete from subscription where endpoint = $1 and person = $2";
/// Those whose session was closed: a browser somebody signed out of is told nothing.
const DELETE_ORPHANS: &str = "delete from subscription where session not in (select id from session)";
const SELECT_SUBSCRIPTIONS: &str = "select u.endpoint, u.p256dh, u.auth, u.language from subscription u \
    join session s on s.id = u.session join person p on p.id = u.person \
    where u.person = $1 and s.expires_at > $2 and p.closed_at is null";
const SELECT_WISHING: &str = "select p.id, p.name, p.email, p.role, p.closed_at, w.mail from person p \
    left join wish w on w.person = p.id where p.closed_at is null and (w.mail is not null or \
    exists (select 1 from subscription u where u.person = p.id)) order by p.id";
const SELECT_WISH: &str = "select mail, calendar from wish where person = $1";
const UPSERT_MAIL: &str = "insert into wish (person, mail) values ($1, $2) \
    on conflict (person) do update set mail = excluded.mail";
const UPSERT_CALENDAR: &str = "insert into wish (person, calendar) values ($1, $2) \
    on conflict (person) do update set calendar = excluded.calendar";
const SELECT_BY_CALENDAR: &str = "select p.id, p.name, p.email, p.role, p.closed_at from wish w \
    join person p on p.id = w.person where w.calendar = $1 and p.closed_at is null";
const INSERT_TOLD: &str = "insert into told (person, what, told_at) values ($1, $2, $3) \
    on conflict (person, what) do nothing";
const DELETE_TOLD: &str = "delete from told where told_at < $1";

/// The most follow-ups one person is told of at once.
const TASKS: u64 = 1000;
/// How long it is remembered that something was told.
const MEMORY: Millis = 30 * 24 * 3_600_000;

/// Where a browser takes notifications, and the keys to seal them with (RFC 8291).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// The address at the browser's push service.
    pub endpoint: String,
    /// The browser's public key, base64url.
    pub p256dh: String,
    /// The shared secret, base64url.
    pub auth: String,
    /// The language of its person there.
    pub language: Lang,
}

/// What a person wishes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wish {
    /// The language of the morning's e-mail, if they want one.
    pub mail: Option<Lang>,
    /// Whether their calendar feed is open.
    pub calendar: bool,
}

/// Somebody who wants to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wishing {
    /// Who.
    pub person: Person,
    /// The language of their e-mail, if they want one.
    pub mail: Option<Lang>,
}

/// A follow-up that is still to be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// The follow-up.
    pub follow_up: Record,
    /// Whom it is about, as far as its person may see them: "Prénom Nom", else the company.
    pub client: String,
}

/// The key by which push services know this server: the one there is, else `fresh` from now on.
///
/// # Errors
/// When the database does not answer.
pub async fn vapid(store: &Store, fresh: &str) -> Result<String> {
    sqlx::query(INSERT_VAPID).bind(fresh).execute(store.writer()).await?;
    Ok(read::text(&sqlx::query(SELECT_VAPID).fetch_one(store.reader()).await?, 0)?.to_owned())
}

/// Notifies this browser from now on, for as long as its session lives.
///
/// # Errors
/// When the database does not answer.
pub async fn subscribe(store: &Store, visitor: &Visitor, subscription: &Subscription) -> Result<()> {
    sqlx::query(DELETE_ORPHANS).execute(store.writer()).await?;
    let query = sqlx::query(UPSERT_SUBSCRIPTION).bind(sql::storable(&subscription.endpoint));
    let query = query.bind(visitor.person.id.to_string()).bind(visitor.session.to_string());
    let query = query.bind(sql::storable(&subscription.p256dh)).bind(sql::storable(&subscription.auth));
    query.bind(subscription.language.tag()).execute(store.writer()).await?;
    Ok(())
}

/// Notifies this browser no more.
///
/// # Errors
/// When the database does not answer.
pub async fn unsubscribe(store: &Store, person: Uuid, endpoint: &str) -> Result<()> {
    let query = sqlx::query(DELETE_SUBSCRIPTION).bind(sql::storable(endpoint)).bind(person.to_string());
    query.execute(store.writer()).await?;
    Ok(())
}

/// The browsers where a person is signed in and wants to be notified.
///
/// # Errors
/// When the database does not answer.
pub async fn subscriptions(store: &Store, person: Uuid, now: Millis) -> Result<Vec<Subscription>> {
    let query = sqlx::query(SELECT_SUBSCRIPTIONS).bind(person.to_string()).bind(now);
    let of = |row: &AnyRow| {
        Ok(Subscription {
            endpoint: read::text(row, 0)?.to_owned(),
            p256dh: read::text(row, 1)?.to_owned(),
            auth: read::text(row, 2)?.to_owned(),
            language: Lang::of_tag(read::text(row, 3)?),
        })
    };
    query.fetch_all(store.reader()).await?.iter().map(of).collect()
}

/// Everybody who wants to be told in some way.
///
/// # Errors
/// When the database does not answer.
pub async fn wishing(store: &Store) -> Result<Vec<Wishing>> {
    let of = |row: &AnyRow| {
        let mail = read::optional_text(row, 5)?.map(Lang::of_tag);
        Ok(Wishing { person: people::person_from(row, 0)?, mail })
    };
    sqlx::query(SELECT_WISHING).fetch_all(store.reader()).await?.iter().map(of).collect()
}

/// What a person wishes.
///
/// # Errors
/// When the database does not answer.
pub async fn wish(store: &Store, person: Uuid) -> Result<Wish> {
    let found = sqlx::query(SELECT_WISH).bind(person.to_string()).fetch_optional(store.reader()).await?;
    let Some(row) = found else { return Ok(Wish::default()) };
    let mail = read::optional_text(&row, 0)?.map(Lang::of_tag);
    Ok(Wish { mail, calendar: read::optional_text(&row, 1)?.is_some() })
}

/// Sends a person the morning's e-mail in this language, or none.
///
/// # Errors
/// When the database does not answer.
pub async fn set_mail(store: &Store, person: Uuid, mail: Option<Lang>) -> Result<()> {
    let query = sqlx::query(UPSERT_MAIL).bind(person.to_string()).bind(mail.map(Lang::tag));
    query.execute(store.writer()).await?;
    Ok(())
}

/// Opens a person's calendar feed under this secret, or closes it. The secret before opens nothing any more.
///
/// # Errors
/// When the database does not answer.
pub async fn set_calendar(store: &Store, person: Uuid, secret: Option<&Token>) -> Result<()> {
    let query = sqlx::query(UPSERT_CALENDAR).bind(person.to_string()).bind(secret.map(Token::hash));
    query.execute(store.writer()).await?;
    Ok(())
}

/// Whose calendar feed this secret opens, if their access is open.
///
/// # Errors
/// When the database does not answer.
pub async fn calendar_of(store: &Store, secret: &Token) -> Result<Option<Person>> {
    let row = sqlx::query(SELECT_BY_CALENDAR).bind(secret.hash()).fetch_optional(store.reader()).await?;
    row.as_ref().map(|row| people::person_from(row, 0)).transpose()
}

/// What a person has still to do, the earliest first; up to a day (`AAAA-MM-JJ`) or all of it.
///
/// # Errors
/// When the database does not answer.
pub async fn tasks(store: &Store, person: &Person, until: Option<&str>) -> Result<Vec<Task>> {
    let column = |field: usize| FOLLOW_UP.fields[field].name;
    let mut statement = Statement::new("select ");
    statement.text(&sql::wire_columns(&FOLLOW_UP)).text(" from follow_up where ");
    statement.text(column(follow_up::DELETED_AT)).text(" is null and ").text(column(follow_up::DONE_AT));
    statement.text(" is null and ").text(column(follow_up::ASSIGNEE)).text(" = ").value(person.id.to_string());
    if let Some(day) = until {
        statement.text(" and ").text(column(follow_up::DUE)).text(" <= ").value(day);
    }
    statement.text(" order by sort_key, id limit ").value(signed(TASKS)?);
    let found = statement.query().fetch_all(store.reader()).await?;
    let mut tasks = Vec::with_capacity(found.len());
    for row in &found {
        let follow_up = record(&FOLLOW_UP, row, 2)?;
        let client = client_name(store, person, follow_up.text(follow_up::CLIENT)).await?;
        tasks.push(Task { follow_up, client });
    }
    Ok(tasks)
}

/// What a client is called, if this person may see them.
async fn client_name(store: &Store, person: &Person, id: &str) -> Result<String> {
    let kind = &client::CLIENT;
    let mut statement = Statement::new("select ");
    statement.text(&sql::wire_columns(kind)).text(" from client where deleted_at is null and id = ").value(id);
    sql::and_visible(&mut statement, kind, (!person.role.sees_all()).then_some(person.id));
    let found = statement.query().fetch_optional(store.reader()).await?;
    let Some(client) = found.map(|row| record(kind, &row, 2)).transpose()? else { return Ok(String::new()) };
    let name = format!("{} {}", client.text(client::FIRST_NAME), client.text(client::LAST_NAME));
    let name = name.trim();
    Ok(if name.is_empty() { client.text(client::COMPANY) } else { name }.to_owned())
}

/// Whether this was not told to this person before; from now on it was.
///
/// # Errors
/// When the database does not answer: then it should not be told.
pub async fn first_time(store: &Store, person: Uuid, what: &str, now: Millis) -> Result<bool> {
    let query = sqlx::query(INSERT_TOLD).bind(person.to_string()).bind(what).bind(now);
    let first = query.execute(store.writer()).await?.rows_affected() == 1;
    if first {
        sqlx::query(DELETE_TOLD).bind(now.saturating_sub(MEMORY)).execute(store.writer()).await?;
    }
    Ok(first)
}
