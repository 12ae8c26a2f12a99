//! What is to be done with clients, and by when: late, today, coming. And the date of next contact, which is the day of
//! a client's earliest open follow-up. Rows G9 and G21 of the guide.

use std::cmp::Ordering;

use chrono::Duration;
use uuid::Uuid;

use crate::Millis;
use crate::client;
use crate::follow_up::{ASSIGNEE, CLIENT, DEED, DONE_AT, DUE, FOLLOW_UP, NOTE, OUTCOME, TIME};
use crate::interaction::{self, CHANNELS, INTERACTION};
use crate::lang::{Words, words};
use crate::record::Record;
use crate::shapes::date;
use crate::sorting;
use crate::time;
use crate::value::Value;

/// How many days after today are shown as coming.
pub const COMING_DAYS: i64 = 7;

/// When something falls due, seen from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// Before that day.
    Late,
    /// On that day.
    Today,
    /// In the [`COMING_DAYS`] after it.
    Coming,
    /// After those.
    Later,
}

impl Due {
    /// Seen from `today`; both as `AAAA-MM-JJ`. A day that no calendar has is late: somebody should look at it.
    pub fn of(day: &str, today: &str) -> Self {
        let (Some(day), Some(today)) = (date::read(day), date::read(today)) else { return Self::Late };
        match (day - today).num_days() {
            0 => Self::Today,
            days if days < 0 => Self::Late,
            days if days <= COMING_DAYS => Self::Coming,
            _ => Self::Later,
        }
    }
}

/// A day that one tap plans or moves something to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Offer {
    /// Demain.
    Tomorrow,
    /// J+2.
    InTwoDays,
    /// Dans une semaine.
    InAWeek,
}

impl Offer {
    /// Every offer, the nearest first.
    pub const ALL: [Self; 3] = [Self::Tomorrow, Self::InTwoDays, Self::InAWeek];

    /// What the chip says.
    pub const fn label(self) -> Words {
        match self {
            Self::Tomorrow => words("Demain", "Tomorrow"),
            Self::InTwoDays => words("J+2", "In 2 days"),
            Self::InAWeek => words("Dans une semaine", "In a week"),
        }
    }

    /// The day itself, counted from `today`; both as `AAAA-MM-JJ`. Nothing when today is no day.
    pub fn day(self, today: &str) -> Option<String> {
        let days = match self {
            Self::Tomorrow => 1,
            Self::InTwoDays => 2,
            Self::InAWeek => 7,
        };
        date::read(today)?.checked_add_signed(Duration::days(days)).map(date::iso)
    }
}

/// One thing to do with a client.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Task {
    /// The follow-up; nothing where only the client's date of next contact tells of it, as after an import.
    pub follow_up: Option<Uuid>,
    /// With whom.
    pub client: Uuid,
    /// What: a key of [`crate::follow_up::DEEDS`].
    pub deed: String,
    /// By when, as `AAAA-MM-JJ`.
    pub day: String,
    /// At what time, as `HH:MM`; empty when none was agreed.
    pub time: String,
    /// What for; empty when nobody wrote it down.
    pub note: String,
    /// Who will do it.
    pub assignee: Option<Uuid>,
}

impl Task {
    /// An open follow-up as something to do; nothing for one that is done, deleted, or about nobody.
    pub fn of(follow_up: &Record) -> Option<Self> {
        let text = |field| follow_up.text(field).to_owned();
        is_open(follow_up).then_some(())?;
        Some(Self {
            follow_up: Some(follow_up.id),
            client: follow_up.link(CLIENT)?,
            deed: text(DEED),
            day: text(DUE),
            time: text(TIME),
            note: text(NOTE),
            assignee: follow_up.link(ASSIGNEE),
        })
    }

    /// What a date of next contact alone says: somebody is to call that day.
    pub fn of_client(client: Uuid, day: &str, assignee: Option<Uuid>) -> Self {
        let (deed, day) = (FIRST_DEED.to_owned(), day.to_owned());
        Self { follow_up: None, client, deed, day, time: String::new(), note: String::new(), assignee }
    }

    /// The follow-up that this task stands for, where nobody has written one down yet.
    pub fn written(&self, id: Uuid) -> Record {
        let mut record = planned(id, self.client, &self.day, &self.time, self.assignee);
        record.set(DEED, Some(Value::from(self.deed.as_str())));
        record.set(NOTE, some(&self.note));
        record
    }

    /// Whether it is due by this day and minute (`AAAA-MM-JJ`, `HH:MM`).
    pub fn has_come(&self, today: &str, clock: &str) -> bool {
        match self.day.as_str().cmp(today) {
            Ordering::Less => true,
            Ordering::Equal => self.time.as_str() <= clock,
            Ordering::Greater => false,
        }
    }

    fn order(&self) -> (&str, &str, Uuid, Option<Uuid>) {
        (&self.day, &self.time, self.client, self.follow_up)
    }
}

/// What a follow-up begins with when nobody says what is to be done.
pub const FIRST_DEED: &str = "call";

/// Whether somebody still means to do it.
pub fn is_open(follow_up: &Record) -> bool {
    !follow_up.is_deleted() && follow_up.get(DONE_AT).is_none()
}

/// Everything to do, the most urgent first: open follow-ups, and the dates of next contact (client, day, assignee) of
/// clients that have none.
pub fn tasks<'a>(
    follow_ups: impl IntoIterator<Item = &'a Record>,
    next_contacts: impl IntoIterator<Item = (Uuid, String, Option<Uuid>)>,
) -> Vec<Task> {
    let mut tasks: Vec<Task> = follow_ups.into_iter().filter_map(Task::of).collect();
    let mut planned: Vec<Uuid> = tasks.iter().map(|task| task.client).collect();
    sorting::sort(&mut planned);
    let alone = next_contacts.into_iter().filter(|(client, ..)| planned.binary_search(client).is_err());
    tasks.extend(alone.map(|(client, day, assignee)| Task::of_client(client, &day, assignee)));
    sorting::sort_by(&mut tasks, |one, other| one.order().cmp(&other.order()));
    tasks
}

/// A new follow-up: a call, until somebody says otherwise. `time` may be empty.
pub fn planned(id: Uuid, client: Uuid, day: &str, time: &str, assignee: Option<Uuid>) -> Record {
    let mut record = Record::new(&FOLLOW_UP, id);
    record.set(DEED, Some(Value::from(FIRST_DEED)));
    record.set(CLIENT, Some(Value::from(client.to_string())));
    record.set(ASSIGNEE, assignee.map(|person| Value::from(person.to_string())));
    moved(record, day, time)
}

/// The follow-up on another day; `time` may be empty.
#[must_use]
pub fn moved(mut follow_up: Record, day: &str, time: &str) -> Record {
    follow_up.set(DUE, Some(Value::from(day)));
    follow_up.set(TIME, some(time));
    follow_up
}

/// The follow-up, done at `at` with this outcome (a key of [`interaction::OUTCOMES`], or nothing).
#[must_use]
pub fn done(mut follow_up: Record, at: Millis, outcome: Option<&str>) -> Record {
    follow_up.set(DONE_AT, Some(Value::Number(at)));
    follow_up.set(OUTCOME, outcome.map(Value::from));
    follow_up
}

/// The interaction that doing a follow-up was: it belongs to the history of contacts. Nothing for what is no contact,
/// such as sending a quote.
pub fn contact_of(follow_up: &Record, id: Uuid, person: Option<Uuid>) -> Option<Record> {
    let channel = channel_of(follow_up)?;
    let mut record = contact(id, follow_up.link(CLIENT)?, channel, follow_up.number(DONE_AT)?, person);
    record.set(interaction::OUTCOME, follow_up.get(OUTCOME).cloned());
    record.set(interaction::NOTES, follow_up.get(NOTE).cloned());
    record.set(interaction::OPPORTUNITY, follow_up.get(crate::follow_up::OPPORTUNITY).cloned());
    Some(record)
}

/// A contact that took place at `at` over a channel (a key of [`CHANNELS`]).
pub fn contact(id: Uuid, client: Uuid, channel: &str, at: Millis, person: Option<Uuid>) -> Record {
    let mut record = Record::new(&INTERACTION, id);
    record.set(interaction::CHANNEL, Some(Value::from(channel)));
    record.set(interaction::DATE, Some(Value::from(time::day(at))));
    record.set(interaction::TIME, Some(Value::from(time::clock(at))));
    record.set(interaction::CLIENT, Some(Value::from(client.to_string())));
    record.set(interaction::ASSIGNEE, person.map(|person| Value::from(person.to_string())));
    record
}

/// What somebody in touch with a client over a channel has thereby done: the most urgent task of that sort that is due by
/// `today`.
pub fn fulfilled<'a>(tasks: &'a [Task], client: Uuid, channel: &str, today: &str) -> Option<&'a Task> {
    tasks.iter().find(|task| task.client == client && task.deed == channel && task.day.as_str() <= today)
}

/// Whether one of these interactions already tells of a follow-up that was done: the same day, over its channel.
pub fn is_told(follow_up: &Record, interactions: &[Record]) -> bool {
    let (Some(channel), Some(at)) = (channel_of(follow_up), follow_up.number(DONE_AT)) else { return false };
    let day = time::day(at);
    interactions.iter().any(|one| {
        !one.is_deleted()
            && one.text(interaction::CLIENT) == follow_up.text(CLIENT)
            && one.text(interaction::CHANNEL) == channel
            && one.text(interaction::DATE) == day
    })
}

/// Deeds and channels bear the same keys where they are the same thing.
fn channel_of(follow_up: &Record) -> Option<&str> {
    let deed = follow_up.text(DEED);
    CHANNELS.iter().any(|channel| channel.key == deed).then_some(deed)
}

/// The client with the date of next contact that follows from an act on their follow-ups: `before` are those known
/// before it, `changed` those it changes or adds. A date that no follow-up of `before` explains was somebody's word too
/// (an import, a follow-up in another person's care) and keeps counting.
#[must_use]
pub fn with_next_contact(client: &Record, before: &[Record], changed: &[Record]) -> Record {
    let stands = client.text(client::NEXT_CONTACT);
    let explained = before.iter().any(|one| is_open(one) && one.text(DUE) == stands);
    let others = before.iter().filter(|one| changed.iter().all(|other| other.id != one.id));
    let open = others.chain(changed).filter(|one| is_open(one)).map(|one| one.text(DUE));
    let word = Some(stands).filter(|_| !explained);
    let earliest = open.chain(word).filter(|day| !day.is_empty()).min().unwrap_or_default();
    let mut after = client.clone();
    after.set(client::NEXT_CONTACT, some(earliest));
    after
}

/// A client whose date of next contact somebody changed by hand, and the follow-up that goes with it: the earliest open
/// one moves to the new day, or is deleted (at `at`) when the date was emptied; a date where nothing was planned plans
/// one, under `id`. Where something else is planned for an earlier day, that day is the client's.
pub fn by_hand(stood: &str, after: &Record, follow_ups: &[Record], id: Uuid, at: Millis) -> (Record, Option<Record>) {
    let day = after.text(client::NEXT_CONTACT);
    if day == stood {
        return (after.clone(), None);
    }
    let open = follow_ups.iter().filter(|one| is_open(one));
    let earliest = open.filter(|one| one.text(DUE) == stood).min_by_key(|one| one.text(TIME));
    let changed = match (earliest, day) {
        (None, "") => None,
        (None, day) => Some(planned(id, after.id, day, "", after.link(client::ASSIGNEE))),
        (Some(one), "") => Some(deleted(one.clone(), at)),
        (Some(one), day) => Some(moved(one.clone(), day, "")),
    };
    let mut stands = after.clone();
    stands.set(client::NEXT_CONTACT, earliest.and_then(|one| one.get(DUE).cloned()));
    (with_next_contact(&stands, follow_ups, changed.as_slice()), changed)
}

/// The record, deleted (softly) at `at`.
#[must_use]
pub fn deleted(mut record: Record, at: Millis) -> Record {
    record.set(record.kind.deleted_at, Some(Value::Number(at)));
    record
}

fn some(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::from(text))
}

#[cfg(test)]
mod tests;
