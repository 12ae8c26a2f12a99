//! What Carnet says outside of its pages (G21): which browsers may be notified, who wishes an e-mail or a calendar feed,
//! what is to be done, and what was told already.

use std::collections::HashMap;

use domain::client::{self, CLIENT};
use domain::follow_up::FOLLOW_UP;
use domain::{Lang, Millis, Person, Record, agenda};
use sqlx::any::AnyRow;
use sqlx::{Any, Transaction};
use uuid::Uuid;

use crate::database::Engine;
use crate::rows::{packed, record, signed};
use crate::sql::{self, IDS_AT_ONCE, Statement};
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
/// Those somebody still means to do. Nobody has anything to do with a client who was deleted or put away.
const FROM_FOLLOW_UPS: &str = " from follow_up where follow_up.deleted_at is null and follow_up.done_at is null and \
    exists (select 1 from client where client.id = follow_up.client and client.deleted_at is null and \
    client.archived_at is null)";
const SELECT_NEXT_CONTACTS: &str = "select id, next_contact, assignee from client where deleted_at is null and \
    archived_at is null and next_contact is not null";
const AND_NOTHING_PLANNED: &str = " and not exists (select 1 from follow_up where follow_up.client = client.id and \
    follow_up.deleted_at is null and follow_up.done_at is null";
/// The fields that [`client::full_name`] looks at.
const NAMES: &[usize] =
    &[client::FIRST_NAME, client::LAST_NAME, client::COMPANY, client::EMAIL, client::MOBILE, client::PHONE];

/// The most follow-ups one person is told of at once, and the most clients without one.
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

/// Something that is still to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What, with whom, by when.
    pub what: agenda::Task,
    /// What the client is called, as far as the person may see them.
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

/// What a person has still to do, the earliest first; up to a day (`AAAA-MM-JJ`) or all of it. As on the page Aujourd'hui
/// it is what is theirs or nobody's: open follow-ups, and the clients whose date of next contact no follow-up they may
/// see explains.
///
/// # Errors
/// When the database does not answer.
pub async fn tasks(store: &Store, person: &Person, until: Option<&str>) -> Result<Vec<Task>> {
    let mut transaction = store.read().await?;
    let follow_ups = follow_ups(&mut transaction, person, until).await?;
    let next_contacts = next_contacts(&mut transaction, person, until).await?;
    let tasks = agenda::tasks(&follow_ups, next_contacts);
    let names = names(&mut transaction, person, &tasks).await?;
    transaction.rollback().await?;
    let task = |what: agenda::Task| Task { client: names.get(&what.client).cloned().unwrap_or_default(), what };
    Ok(tasks.into_iter().map(task).collect())
}

/// The open follow-ups that are a person's or nobody's.
async fn follow_ups(
    transaction: &mut Transaction<'static, Any>,
    person: &Person,
    until: Option<&str>,
) -> Result<Vec<Record>> {
    let mut statement = Statement::new("select ");
    statement.text(&sql::wire_columns(&FOLLOW_UP)).text(FROM_FOLLOW_UPS);
    sql::and_visible(&mut statement, &FOLLOW_UP, Some(person.id));
    if let Some(day) = until {
        statement.text(" and due <= ").value(day);
    }
    statement.text(" order by due, time, id limit ").value(signed(TASKS)?);
    let found = statement.query().fetch_all(&mut **transaction).await?;
    found.iter().map(|row| record(&FOLLOW_UP, row, 2)).collect()
}

/// The dates of next contact of clients who are a person's or nobody's, and with whom this person sees nothing planned.
async fn next_contacts(
    transaction: &mut Transaction<'static, Any>,
    person: &Person,
    until: Option<&str>,
) -> Result<Vec<(Uuid, String, Option<Uuid>)>> {
    let mut statement = Statement::new(SELECT_NEXT_CONTACTS);
    sql::and_visible(&mut statement, &CLIENT, Some(person.id));
    if let Some(day) = until {
        statement.text(" and next_contact <= ").value(day);
    }
    statement.text(AND_NOTHING_PLANNED);
    sql::and_visible(&mut statement, &FOLLOW_UP, own(person));
    statement.text(") order by next_contact, id limit ").value(signed(TASKS)?);
    let of = |row: &AnyRow| {
        let assignee = read::optional_text(row, 2)?.and_then(|id| id.parse().ok());
        Ok((read::uuid(row, 0)?, read::text(row, 1)?.to_owned(), assignee))
    };
    statement.query().fetch_all(&mut **transaction).await?.iter().map(of).collect()
}

/// What the clients of some tasks are called; those this person may not see are left out.
async fn names(
    transaction: &mut Transaction<'static, Any>,
    person: &Person,
    tasks: &[agenda::Task],
) -> Result<HashMap<Uuid, String>> {
    let mut names = HashMap::with_capacity(tasks.len());
    let engine = Engine::of(transaction);
    for some in tasks.chunks(IDS_AT_ONCE) {
        let mut statement = Statement::long("select ", engine);
        statement.text(&sql::packed_columns(&CLIENT, engine, Some(NAMES))).text(" from client where id in (");
        statement.values(some.iter().map(|task| task.client.to_string())).text(")");
        sql::and_visible(&mut statement, &CLIENT, own(person));
        for row in statement.query_once().fetch_all(&mut **transaction).await? {
            let client = packed(&CLIENT, &row)?;
            names.insert(client.id, client::full_name(&client));
        }
    }
    Ok(names)
}

/// Whose records (besides the unassigned ones) this person may see; nothing when they see all.
fn own(person: &Person) -> Option<Uuid> {
    (!person.role.sees_all()).then_some(person.id)
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
