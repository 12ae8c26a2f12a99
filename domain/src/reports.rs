//! The three reports of the module (rows M6–M8): records counted and added up by one or two groupings, exact to the
//! cent. The same code answers on a device without a network and on the server.

mod figures;
mod grouping;
mod print;

pub use figures::Figures;
pub use grouping::{BANDS, CONVERTED, Grouping};
pub use print::{Column, csv};

use std::borrow::Cow;
use std::collections::HashMap;

use uuid::Uuid;

use crate::pipeline::Pipeline;
use crate::record::Record;
use crate::{Millis, opportunity, time};

/// Which report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Keys of the columns, in order; empty where nothing is counted across.
    pub across: Vec<String>,
    /// The lines, in order.
    pub lines: Vec<Line>,
    /// All lines together.
    pub total: Line,
}

/// One line of a report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// What the line is about: a key as [`Grouping::key`] gives it; empty for records that have none.
    pub key: String,
    /// One per column of [`Report::across`].
    pub cells: Vec<Figures>,
    /// The whole line.
    pub all: Figures,
}

/// Answers a question. Deleted and archived records are not counted.
pub fn report(question: &Question, material: &Material) -> Report {
    let mut table = Table::default();
    match question.subject {
        Subject::Prospects => {
            for record in living(material.clients).filter(|record| figures::is_lead(record)) {
                if question.wants_person(record) && question.wants_day(|| Cow::Owned(time::day(born(record)))) {
                    let add = |figures: &mut Figures| figures.add_lead(record, material.now);
                    table.add(question, material, record, add);
                }
            }
        }
        Subject::Opportunities => {
            for record in living(material.opportunities) {
                if question.wants_person(record) && question.wants_day(|| Cow::Borrowed(due(record))) {
                    let add = |figures: &mut Figures| figures.add_opportunity(record, material.pipeline, material.now);
                    table.add(question, material, record, add);
                }
            }
        }
        Subject::Accounts => {
            let mut of_account: HashMap<Uuid, Vec<&Record>> = HashMap::new();
            for record in
                living(material.opportunities).filter(|record| question.wants_day(|| Cow::Borrowed(due(record))))
            {
                if let Ok(account) = Uuid::try_parse(record.text(opportunity::ACCOUNT)) {
                    of_account.entry(account).or_default().push(record);
                }
            }
            for record in living(material.accounts).filter(|record| question.wants_person(record)) {
                let deals = of_account.get(&record.id).map_or(&[][..], Vec::as_slice);
                let add = |figures: &mut Figures| {
                    figures.add_account(record);
                    for deal in deals {
                        figures.add_opportunity(deal, material.pipeline, material.now);
                    }
                };
                table.add(question, material, record, add);
            }
        }
    }
    table.finish(question, material)
}

impl Question {
    fn wants_person(&self, record: &Record) -> bool {
        let owner = record.text(record.kind.assignee);
        self.person.as_deref().is_none_or(|person| if person == NOBODY { owner.is_empty() } else { owner == person })
    }

    /// Days compare as text. What has no day is in no period.
    fn wants_day<'a>(&self, day: impl FnOnce() -> Cow<'a, str>) -> bool {
        if self.from.is_empty() && self.to.is_empty() {
            return true;
        }
        let day = day();
        !day.is_empty() && *day >= *self.from && (self.to.is_empty() || *day <= *self.to)
    }
}

fn living<'a>(records: &'a [&'a Record]) -> impl Iterator<Item = &'a Record> {
    let archived_at = records.first().and_then(|record| record.kind.position("archived_at"));
    let is_away = move |record: &Record| archived_at.is_some_and(|field| record.get(field).is_some());
    records.iter().copied().filter(move |record| !record.is_deleted() && !is_away(record))
}

/// When a record was made: its id tells it.
pub(crate) fn born(record: &Record) -> Millis {
    let (seconds, nanos) = record.id.get_timestamp().map_or((0, 0), |timestamp| timestamp.to_unix());
    Millis::try_from(seconds * 1000 + u64::from(nanos) / 1_000_000).unwrap_or_default()
}

/// The day that puts an opportunity into a period: when it closed, else when it should.
fn due(opportunity: &Record) -> &str {
    match opportunity.text(opportunity::CLOSED_ON) {
        "" => opportunity.text(opportunity::EXPECTED_CLOSE),
        day => day,
    }
}

/// A report while records are put into it.
#[derive(Default)]
struct Table<'a> {
    lines: Vec<Line>,
    line_at: HashMap<Cow<'a, str>, usize>,
    column_at: HashMap<Cow<'a, str>, usize>,
    total: Line,
}

impl<'a> Table<'a> {
    fn add(&mut self, question: &Question, material: &Material<'a>, record: &'a Record, add: impl Fn(&mut Figures)) {
        let key = question.by.key(record, material);
        let place = *self.line_at.entry(key).or_insert_with_key(|key| {
            self.lines.push(Line { key: key.clone().into_owned(), ..Line::default() });
            self.lines.len() - 1
        });
        add(&mut self.lines[place].all);
        add(&mut self.total.all);
        if let Some(across) = question.across {
            let next = self.column_at.len();
            let column = *self.column_at.entry(across.key(record, material)).or_insert(next);
            for line in [&mut self.lines[place], &mut self.total] {
                if line.cells.len() <= column {
                    line.cells.resize_with(column + 1, Figures::default);
                }
                add(&mut line.cells[column]);
            }
        }
    }

    /// Lines and columns in their order, each line with a cell for every column.
    fn finish(self, question: &Question, material: &Material) -> Report {
        let mut report = Report { across: Vec::new(), lines: self.lines, total: self.total };
        report.lines.sort_by_cached_key(|line| question.by.rank(&line.key, &line.all, material));
        if let Some(across) = question.across {
            let mut columns: Vec<(String, usize)> =
                self.column_at.into_iter().map(|(key, at)| (key.into_owned(), at)).collect();
            columns.sort_by_cached_key(|(key, at)| across.rank(key, &report.total.cells[*at], material));
            for line in report.lines.iter_mut().chain([&mut report.total]) {
                line.cells = columns.iter().map(|(_, at)| line.cells.get(*at).cloned().unwrap_or_default()).collect();
            }
            report.across = columns.into_iter().map(|(key, _)| key).collect();
        }
        report
    }
}

#[cfg(test)]
mod tests;
