//! What reports look at of every record, in memory: records that have all of it in common share one copy, so that a report
//! adds numbers up and compares no text.

use std::collections::HashMap;
use std::marker::PhantomData;

use domain::pipeline::Pipeline;
use domain::reports::{Group, NOBODY, Question, Report, Tally, due, money, stage_since};
use domain::{Kind, Millis, Record, Value, client, opportunity, time};
use uuid::Uuid;

use crate::kept::Made;

const DAY: Millis = 24 * 60 * 60 * 1000;

/// Which kind facts are of, and what of it is looked at.
pub(crate) trait Matter: Send + Sync + 'static {
    /// The kind.
    fn kind() -> &'static Kind;
    /// Fields by which records are told apart: the first ones of [`Self::FIELDS`].
    const APART: &'static [usize];
    /// All fields that are looked at.
    const FIELDS: &'static [usize];
    /// Whether a record is in the period a question asks for by the instant it was made, and not by [`due`].
    const BY_MAKING: bool;
}

/// Clients, as `rapport_prospects` sees them.
#[derive(Debug)]
pub(crate) struct OfClients;

impl Matter for OfClients {
    fn kind() -> &'static Kind {
        &client::CLIENT
    }

    const APART: &'static [usize] = Self::FIELDS.split_at(4).0;
    const FIELDS: &'static [usize] =
        &[client::STATUS, client::STEP, client::SOURCE, client::ASSIGNEE, client::ARCHIVED_AT, client::DELETED_AT];
    const BY_MAKING: bool = true;
}

/// Opportunities, as `rapport_opportunités` sees them.
#[derive(Debug)]
pub(crate) struct OfOpportunities;

impl Matter for OfOpportunities {
    fn kind() -> &'static Kind {
        &opportunity::OPPORTUNITY
    }

    const APART: &'static [usize] = Self::FIELDS.split_at(6).0;
    const FIELDS: &'static [usize] = &[
        opportunity::STAGE,
        opportunity::PROBABILITY,
        opportunity::CURRENCY,
        opportunity::SOURCE,
        opportunity::ASSIGNEE,
        opportunity::LOST_REASON,
        opportunity::AMOUNT,
        opportunity::STAGE_SINCE,
        opportunity::CLOSED_ON,
        opportunity::EXPECTED_CLOSE,
        opportunity::ARCHIVED_AT,
        opportunity::DELETED_AT,
    ];
    const BY_MAKING: bool = false;
}

/// What reports look at of all clients.
pub(crate) type Leads = Facts<OfClients>;
/// The same of all opportunities.
pub(crate) type Deals = Facts<OfOpportunities>;

/// What reports look at of all records of a kind, those that are deleted or archived left out.
#[derive(Debug)]
pub(crate) struct Facts<M> {
    rows: Vec<Fact>,
    /// The place of each record in `rows`.
    places: HashMap<Uuid, usize>,
    likes: Vec<Like>,
    /// The place in `likes` of what records have in common.
    like_of: HashMap<Vec<Option<Value>>, usize>,
    /// Places in `likes` that no record is like any more.
    free: Vec<usize>,
    matter: PhantomData<M>,
}

/// One record.
#[derive(Debug)]
struct Fact {
    id: Uuid,
    like: usize,
    /// When it was written down.
    made_at: Millis,
    /// Since when it is in its stage.
    since: Millis,
    /// [`due`], as a number; 0 for none.
    day: u32,
    cents: Option<i64>,
}

/// What records have in common.
#[derive(Debug)]
struct Like {
    /// As a record.
    record: Record,
    /// How many there are.
    count: usize,
}

/// What some records that are alike add up to.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    count: u64,
    days: i64,
    stage_days: i64,
    cents: Option<i128>,
}

impl Sum {
    fn add(&mut self, fact: &Fact, now: Millis) {
        let days = |since: Millis| ((now - since) / DAY).max(0);
        self.count += 1;
        self.days += days(fact.made_at);
        self.stage_days += days(fact.since);
        if let Some(cents) = fact.cents {
            self.cents = Some(self.cents.unwrap_or_default() + i128::from(cents));
        }
    }
}

impl<M: Matter> Made for Facts<M> {
    fn kind() -> &'static Kind {
        M::kind()
    }

    fn fields() -> Option<&'static [usize]> {
        Some(M::FIELDS)
    }

    fn empty() -> Self {
        Self {
            rows: Vec::new(),
            places: HashMap::new(),
            likes: Vec::new(),
            like_of: HashMap::new(),
            free: Vec::new(),
            matter: PhantomData,
        }
    }

    fn gather(&mut self, record: &Record) {
        self.put(record);
    }

    fn built(&mut self) {}

    fn put(&mut self, record: &Record) {
        self.remove(record.id);
        let archived_at = record.kind.position("archived_at").and_then(|field| record.get(field));
        if record.is_deleted() || archived_at.is_some() {
            return;
        }
        let like = self.like(record);
        let made_at = time::made_at(record.id);
        let fact = Fact {
            id: record.id,
            like,
            made_at,
            since: stage_since(record.kind).and_then(|field| record.number(field)).unwrap_or(made_at),
            day: if M::BY_MAKING { 0 } else { day_number(due(record)) },
            cents: money(record.kind).and_then(|field| record.number(field)),
        };
        self.places.insert(record.id, self.rows.len());
        self.rows.push(fact);
    }

    fn len(&self) -> usize {
        self.rows.len()
    }
}

impl<M: Matter> Facts<M> {
    /// The answer to a question about what `own` may see. It groups by no client and asks for no accounts.
    pub(super) fn report(&self, question: &Question, pipeline: &Pipeline, own: Option<Uuid>, now: Millis) -> Report {
        let own = own.map(|id| id.to_string());
        let is_wanted = |like: &Like| {
            let owner = like.record.text(like.record.kind.assignee);
            let is_theirs = question.person.as_deref().is_none_or(|person| match person {
                NOBODY => owner.is_empty(),
                person => owner == person,
            });
            is_theirs && own.as_deref().is_none_or(|own| owner.is_empty() || owner == own)
        };
        let wanted: Vec<bool> = self.likes.iter().map(is_wanted).collect();
        let (first, after) = question.ids();
        let (from, to) = (day_number(&question.from), day_number(&question.to));
        let is_always = from == 0 && to == 0;
        let in_period = |fact: &Fact| {
            if M::BY_MAKING {
                first.is_none_or(|first| fact.id >= first) && after.is_none_or(|after| fact.id < after)
            } else {
                is_always || fact.day != 0 && fact.day >= from && (to == 0 || fact.day <= to)
            }
        };
        let mut sums = vec![Sum::default(); self.likes.len()];
        for fact in self.rows.iter().filter(|fact| wanted[fact.like] && in_period(fact)) {
            sums[fact.like].add(fact, now);
        }
        let mut tally = Tally::new(question, pipeline);
        for (like, sum) in self.likes.iter().zip(sums).filter(|(_, sum)| sum.count > 0) {
            let Sum { count, days, stage_days, cents } = sum;
            tally.see(&Group { like: &like.record, count, days, stage_days, cents });
        }
        tally.finish()
    }

    fn remove(&mut self, id: Uuid) {
        let Some(place) = self.places.remove(&id) else { return };
        let gone = self.rows.swap_remove(place);
        if let Some(moved) = self.rows.get(place) {
            self.places.insert(moved.id, place);
        }
        let like = &mut self.likes[gone.like];
        like.count -= 1;
        if like.count == 0 {
            self.like_of.remove(&like.record.values);
            self.free.push(gone.like);
        }
    }

    /// The place of what a record has in common with others; one more record has it now.
    fn like(&mut self, record: &Record) -> usize {
        let mut common = Record::new(record.kind, Uuid::nil());
        for field in M::APART {
            common.set(*field, record.get(*field).cloned());
        }
        if !M::BY_MAKING {
            // No report is finer than a month.
            let month = due(record).get(..7).map(Value::from);
            common.set(opportunity::EXPECTED_CLOSE, month);
        }
        if let Some(place) = self.like_of.get(&common.values) {
            self.likes[*place].count += 1;
            return *place;
        }
        let place = self.free.pop().unwrap_or(self.likes.len());
        self.like_of.insert(common.values.clone(), place);
        let like = Like { record: common, count: 1 };
        if place == self.likes.len() {
            self.likes.push(like);
        } else {
            self.likes[place] = like;
        }
        place
    }
}

/// A day `AAAA-MM-JJ` as a number in the order of days; 0 for none.
fn day_number(day: &str) -> u32 {
    day.bytes().filter(u8::is_ascii_digit).fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}
