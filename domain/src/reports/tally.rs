//! Counting: one look at each record, or at groups of them as a database gives them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Figures, Line, Question, Report, Subject, figures};
use crate::pipeline::Pipeline;
use crate::record::Record;
use crate::sorting;
use crate::{Kind, Millis, account, opportunity, time};

const DAY: Millis = 24 * 60 * 60 * 1000;

/// Records that have in common all that a report looks at.
#[derive(Debug, Clone, Copy)]
pub struct Group<'a> {
    /// What they have in common, as a record of their kind.
    pub like: &'a Record,
    /// How many they are.
    pub count: u64,
    /// Whole days since each was written down, together.
    pub days: i64,
    /// The same for opportunities since each came into its stage.
    pub stage_days: i64,
    /// What their fields of [`money`] say together, in cents; nothing where all are empty.
    pub cents: Option<i128>,
}

impl<'a> Group<'a> {
    /// One record.
    pub fn of(record: &'a Record, now: Millis) -> Self {
        let days = |since: Millis| ((now - since) / DAY).max(0);
        let made_at = time::made_at(record.id);
        let since = stage_since(record.kind).and_then(|field| record.number(field)).unwrap_or(made_at);
        let cents = money(record.kind).and_then(|field| record.number(field)).map(i128::from);
        Self { like: record, count: 1, days: days(made_at), stage_days: days(since), cents }
    }
}

/// The field of a kind that reports add up.
pub fn money(kind: &Kind) -> Option<usize> {
    match kind.name {
        "opportunity" => Some(opportunity::AMOUNT),
        "account" => Some(account::ANNUAL_REVENUE),
        _ => None,
    }
}

/// The field of a kind that tells when a record came into its stage; one that does not know has been there since it was
/// written down.
pub fn stage_since(kind: &Kind) -> Option<usize> {
    (kind.name == opportunity::OPPORTUNITY.name).then_some(opportunity::STAGE_SINCE)
}

/// A report while records are put into it.
#[derive(Debug)]
pub struct Tally<'a> {
    question: &'a Question,
    pipeline: &'a Pipeline,
    lines: Vec<Line>,
    line_at: HashMap<Cow<'a, str>, usize>,
    /// Each with how many of the report's own records are in it.
    columns: Vec<(Figures, u64)>,
    column_at: HashMap<Cow<'a, str>, usize>,
}

impl<'a> Tally<'a> {
    /// Nothing counted yet.
    pub fn new(question: &'a Question, pipeline: &'a Pipeline) -> Self {
        Self {
            question,
            pipeline,
            lines: Vec::new(),
            line_at: HashMap::new(),
            columns: Vec::new(),
            column_at: HashMap::new(),
        }
    }

    /// Counts records that the report is about.
    pub fn see(&mut self, group: &Group<'a>) {
        let Group { like, count, .. } = *group;
        let pipeline = self.pipeline;
        match self.question.subject {
            Subject::Prospects if figures::is_lead(like) => self.add(like, count, |cell| cell.add_leads(group)),
            Subject::Prospects => {}
            Subject::Opportunities => self.add(like, count, |cell| cell.add_opportunities(group, pipeline)),
            Subject::Accounts => self.add(like, count, |cell| cell.add_accounts(group)),
        }
    }

    /// Counts opportunities of accounts that are like this one.
    pub fn see_deals(&mut self, account: &'a Record, deals: &Group<'a>) {
        let pipeline = self.pipeline;
        self.add(account, 0, |cell| cell.add_opportunities(deals, pipeline));
    }

    fn add(&mut self, record: &'a Record, count: u64, add: impl Fn(&mut Figures)) {
        let key = self.question.by.key(record, self.pipeline);
        let place = *self.line_at.entry(key).or_insert_with_key(|key| {
            self.lines.push(Line { key: key.clone().into_owned(), ..Line::default() });
            self.lines.len() - 1
        });
        let line = &mut self.lines[place];
        add(&mut line.all);
        if let Some(across) = self.question.across {
            let column = *self.column_at.entry(across.key(record, self.pipeline)).or_insert_with(|| {
                self.columns.push(Default::default());
                self.columns.len() - 1
            });
            let (figures, all) = &mut self.columns[column];
            add(figures);
            *all += count;
            if line.cells.len() <= column {
                line.cells.resize(column + 1, 0);
            }
            line.cells[column] += count;
        }
    }

    /// Lines and columns in their order, each line with a cell for every column.
    pub fn finish(self) -> Report {
        let Self { question, pipeline, mut lines, columns, column_at, .. } = self;
        let mut total = Figures::default();
        for line in &lines {
            total.add(&line.all);
        }
        sorting::sort_by_key(&mut lines, |line| question.by.rank(&line.key, &line.all, pipeline));
        let mut report = Report { across: Vec::new(), lines, total: Line { all: total, ..Line::default() } };
        if let Some(across) = question.across {
            let mut order: Vec<(Cow<str>, usize)> = column_at.into_iter().collect();
            sorting::sort_by_key(&mut order, |(key, at)| across.rank(key, &columns[*at].0, pipeline));
            for line in &mut report.lines {
                line.cells = order.iter().map(|(_, at)| line.cells.get(*at).copied().unwrap_or_default()).collect();
            }
            report.total.cells = order.iter().map(|(_, at)| columns[*at].1).collect();
            report.across = order.into_iter().map(|(key, _)| key.into_owned()).collect();
        }
        report
    }
}
