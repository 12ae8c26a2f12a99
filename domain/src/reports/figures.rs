//! What is counted in a cell of a report.

use serde::{Deserialize, Serialize};

use super::Group;
use crate::client::{STATUS, STEP};
use crate::opportunity::CURRENCY;
use crate::pipeline::Pipeline;
use crate::record::Record;
use crate::sums::Sums;

/// Counts and sums of some records. Each report fills those that mean something for it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figures {
    /// Prospects that are neither lost nor converted; accounts.
    pub count: u64,
    /// Prospects that became clients.
    pub converted: u64,
    /// Opportunities neither won nor lost.
    pub open: u64,
    /// Opportunities won.
    pub won: u64,
    /// Prospects or opportunities lost.
    pub lost: u64,
    /// What open opportunities are worth.
    pub amount: Sums,
    /// The same, each as far as it is likely.
    pub weighted: Sums,
    /// What was won.
    pub won_amount: Sums,
    /// What was lost.
    pub lost_amount: Sums,
    /// Annual revenue of accounts, in euro.
    pub revenue: Sums,
    /// Whole days since open prospects and opportunities were written down, together.
    days: i64,
    /// Whole days since open opportunities came into their stage, together.
    stage_days: i64,
}

/// Whether a client counts among prospects: one now, or one that became a client.
pub(super) fn is_lead(client: &Record) -> bool {
    client.text(STATUS) != "inactive"
}

/// Whether a lead became a client.
pub(super) fn is_converted(client: &Record) -> bool {
    client.text(STATUS) != "prospect"
}

impl Figures {
    pub(super) fn add_leads(&mut self, group: &Group) {
        if is_converted(group.like) {
            self.converted += group.count;
        } else if group.like.text(STEP) == "lost" {
            self.lost += group.count;
        } else {
            self.count += group.count;
            self.days += group.days;
        }
    }

    pub(super) fn add_opportunities(&mut self, group: &Group, pipeline: &Pipeline) {
        let add = |sums: &mut Sums, percent| {
            if let Some(cents) = group.cents {
                sums.add(group.like.text(CURRENCY), cents, percent);
            }
        };
        match pipeline.stage_of(group.like) {
            Some(stage) if stage.won => {
                self.won += group.count;
                add(&mut self.won_amount, 100);
            }
            Some(stage) if stage.lost => {
                self.lost += group.count;
                add(&mut self.lost_amount, 100);
            }
            _ => {
                self.open += group.count;
                self.days += group.days;
                self.stage_days += group.stage_days;
                add(&mut self.amount, 100);
                add(&mut self.weighted, pipeline.likelihood(group.like));
            }
        }
    }

    /// Adds what another cell counted.
    pub(super) fn add(&mut self, other: &Self) {
        let Self { count, converted, open, won, lost, amount, weighted, won_amount, lost_amount, revenue, .. } = other;
        self.count += count;
        self.converted += converted;
        self.open += open;
        self.won += won;
        self.lost += lost;
        self.amount.add_sums(amount);
        self.weighted.add_sums(weighted);
        self.won_amount.add_sums(won_amount);
        self.lost_amount.add_sums(lost_amount);
        self.revenue.add_sums(revenue);
        self.days += other.days;
        self.stage_days += other.stage_days;
    }

    pub(super) fn add_accounts(&mut self, group: &Group) {
        self.count += group.count;
        if let Some(cents) = group.cents {
            self.revenue.add("EUR", cents, 100);
        }
    }

    /// The share of prospects that became clients, in percent; nothing while there is none.
    pub fn conversion(&self) -> Option<u64> {
        share(self.converted, self.count + self.lost + self.converted)
    }

    /// The share of closed opportunities that were won, in percent; nothing while none is closed.
    pub fn won_rate(&self) -> Option<u64> {
        share(self.won, self.won + self.lost)
    }

    /// How old open prospects and opportunities are on average, in days; nothing while none is open.
    pub fn age(&self) -> Option<i64> {
        average(self.days, self.count + self.open)
    }

    /// How long open opportunities have been in their stage on average, in days; nothing while none is open.
    pub fn in_stage(&self) -> Option<i64> {
        average(self.stage_days, self.open)
    }

    /// How many records it counts.
    pub fn all(&self) -> u64 {
        self.count + self.converted + self.open + self.won + self.lost
    }
}

/// Rounded to the nearest day.
fn average(days: i64, count: u64) -> Option<i64> {
    let count = i64::try_from(count).ok().filter(|count| *count > 0)?;
    Some((days + count / 2) / count)
}

/// Rounded to the nearest percent.
fn share(part: u64, whole: u64) -> Option<u64> {
    (whole > 0).then(|| (part * 100 + whole / 2) / whole)
}
