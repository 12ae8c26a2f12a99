//! The three reports of the module (rows M6–M8): records counted and added up by one or two groupings, exact to the
//! cent. The same code answers on a device without a network and on the server.

mod figures;
mod grouping;
mod print;
mod tally;

pub use figures::Figures;
pub use grouping::{BANDS, CONVERTED, Grouping};
pub use print::{Column, table};
pub use tally::{Group, Tally, money, stage_since};

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::pipeline::Pipeline;
use crate::record::Record;
use crate::shapes::date;
use crate::{Millis, opportunity, time};

/// Which report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// `rapport_prospects` (M6).
    #[default]
    Prospects,
    /// `rapport_opportunités` (M7).
    Opportunities,
    /// `rapport_comptes` (M8).
    Accounts,
}

impl Subject {
    /// Every report, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Prospects, Self::Opportunities, Self::Accounts];

    /// Its name in an address and in a file's name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Prospects => "prospects",
            Self::Opportunities => "opportunites",
            Self::Accounts => "comptes",
        }
    }

    /// By what it may be grouped; the first is how it begins.
    pub const fn groupings(self) -> &'static [Grouping] {
        match self {
            Self::Prospects => &[Grouping::Source, Grouping::Step, Grouping::Owner],
            Self::Opportunities => &[
                Grouping::Stage,
                Grouping::Client,
                Grouping::Owner,
                Grouping::Source,
                Grouping::Month,
                Grouping::LostReason,
            ],
            Self::Accounts => &[Grouping::Industry, Grouping::Revenue, Grouping::Owner],
        }
    }
}

/// What a person asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Which report.
    pub subject: Subject,
    /// What its lines are.
    pub by: Grouping,
    /// What its columns are, if it counts across.
    pub across: Option<Grouping>,
    /// The first day of the period, `AAAA-MM-JJ`; empty for no beginning.
    pub from: String,
    /// The last day; empty for no end.
    pub to: String,
    /// Only this person's records: an id, or [`NOBODY`].
    pub person: Option<String>,
}

/// Whom records belong to that belong to no one.
pub const NOBODY: &str = "nobody";

/// The records a report is made of, as far as whoever asks may see them.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// Clients.
    pub clients: &'a [&'a Record],
    /// Accounts.
    pub accounts: &'a [&'a Record],
    /// Opportunities.
    pub opportunities: &'a [&'a Record],
    /// The stages.
    pub pipeline: &'a Pipeline,
    /// The present instant.
    pub now: Millis,
}

/// The answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Keys of the columns, in order; empty where nothing is counted across.
    pub across: Vec<String>,
    /// The lines, in order.
    pub lines: Vec<Line>,
    /// All lines together.
    pub total: Line,
}

/// One line of a report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What the line is about: a key as [`Grouping::key`] gives it; empty for records that have none.
    pub key: String,
    /// How many of the report's own records are in each column of [`Report::across`].
    pub cells: Vec<u64>,
    /// The whole line.
    pub all: Figures,
}

/// Answers a question. Deleted and archived records are not counted.
pub fn report(question: &Question, material: &Material) -> Report {
    let mut tally = Tally::new(question, material.pipeline);
    let group = |record| Group::of(record, material.now);
    match question.subject {
        Subject::Prospects => {
            let (first, after) = question.ids();
            let wanted = |record: &&Record| {
                question.wants_person(record)
                    && first.is_none_or(|first| record.id >= first)
                    && after.is_none_or(|after| record.id < after)
            };
            for record in living(material.clients).filter(wanted) {
                tally.see(&group(record));
            }
        }
        Subject::Opportunities => {
            let wanted = |record: &&Record| question.wants_person(record) && question.wants_day(due(record));
            for record in living(material.opportunities).filter(wanted) {
                tally.see(&group(record));
            }
        }
        Subject::Accounts => {
            let accounts = living(material.accounts).filter(|record| question.wants_person(record));
            let accounts: HashMap<Uuid, &Record> = accounts.map(|record| (record.id, record)).collect();
            for record in accounts.values() {
                tally.see(&group(record));
            }
            for deal in living(material.opportunities).filter(|record| question.wants_day(due(record))) {
                if let Some(account) = deal.link(opportunity::ACCOUNT).and_then(|id| accounts.get(&id)) {
                    tally.see_deals(account, &group(deal));
                }
            }
        }
    }
    tally.finish()
}

/// Why opportunities of a report were lost: a line for each reason. Nothing where the report does not ask for it or says
/// so itself.
pub fn reasons(question: &Question) -> Option<Question> {
    let asks = question.subject == Subject::Opportunities && question.by != Grouping::LostReason;
    asks.then(|| Question { by: Grouping::LostReason, across: None, ..question.clone() })
}

impl Report {
    /// The same without the lines in which nothing was lost; nothing if none is left.
    #[must_use]
    pub fn of_losses(mut self) -> Option<Self> {
        self.lines.retain(|line| line.all.lost > 0);
        (!self.lines.is_empty()).then_some(self)
    }
}

impl Question {
    /// The same without what means nothing: a grouping of another report, a day or a person that is none.
    #[must_use]
    pub fn checked(self) -> Self {
        let Self { subject, by, across, from, to, person } = self;
        let groupings = subject.groupings();
        let day = |text: String| date::parse(&text).unwrap_or_default();
        Self {
            subject,
            by: if groupings.contains(&by) { by } else { groupings[0] },
            across: across.filter(|across| groupings.contains(across) && across.is_narrow()),
            from: day(from),
            to: day(to),
            person: person.filter(|person| person == NOBODY || Uuid::try_parse(person).is_ok()),
        }
    }

    /// The least id of a prospect that was made in the period, and the least of one made after it; an id begins with the
    /// instant. Nothing where the period has no such end.
    pub fn ids(&self) -> (Option<Uuid>, Option<Uuid>) {
        let first = |day| time::first_id(time::midnight(day));
        let after = date::read(&self.to).and_then(|day| day.succ_opt());
        (date::read(&self.from).map(first), after.map(first))
    }

    fn wants_person(&self, record: &Record) -> bool {
        let owner = record.text(record.kind.assignee);
        self.person.as_deref().is_none_or(|person| if person == NOBODY { owner.is_empty() } else { owner == person })
    }

    /// Days compare as text. What has no day is in no period.
    fn wants_day(&self, day: &str) -> bool {
        let is_always = self.from.is_empty() && self.to.is_empty();
        is_always || !day.is_empty() && *day >= *self.from && (self.to.is_empty() || *day <= *self.to)
    }
}

fn living<'a>(records: &'a [&'a Record]) -> impl Iterator<Item = &'a Record> {
    let archived_at = records.first().and_then(|record| record.kind.position("archived_at"));
    let is_away = move |record: &Record| archived_at.is_some_and(|field| record.get(field).is_some());
    records.iter().copied().filter(move |record| !record.is_deleted() && !is_away(record))
}

/// The day that puts an opportunity into a period: when it closed, else when it should.
pub fn due(opportunity: &Record) -> &str {
    match opportunity.text(opportunity::CLOSED_ON) {
        "" => opportunity.text(opportunity::EXPECTED_CLOSE),
        day => day,
    }
}

#[cfg(test)]
mod tests;
