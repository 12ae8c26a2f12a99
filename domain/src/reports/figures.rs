//! What is counted in a cell of a report.

use super::born;
use crate::Millis;
use crate::account;
use crate::client::{STATUS, STEP};
use crate::pipeline::Pipeline;
use crate::record::Record;
use crate::sums::Sums;

const DAY: Millis = 24 * 60 * 60 * 1000;

/// Counts and sums of some records. Each report fills those that mean something for it.
#[derive(Debug, Clone, Default, PartialEq)]
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
    pub(super) fn add_lead(&mut self, client: &Record, now: Millis) {
        if is_converted(client) {
            self.converted += 1;
        } else if client.text(STEP) == "lost" {
            self.lost += 1;
        } else {
            self.count += 1;
            self.days += age(client, now);
        }
    }

    pub(super) fn add_opportunity(&mut self, opportunity: &Record, pipeline: &Pipeline, now: Millis) {
        match pipeline.stage_of(opportunity) {
            Some(stage) if stage.won => {
                self.won += 1;
                self.won_amount.add_amount(opportunity, 100);
            }
            Some(stage) if stage.lost => {
                self.lost += 1;
                self.lost_amount.add_amount(opportunity, 100);
            }
            _ => {
                self.open += 1;
                self.days += age(opportunity, now);
                self.amount.add_amount(opportunity, 100);
                self.weighted.add_amount(opportunity, pipeline.likelihood(opportunity));
            }
        }
    }

    pub(super) fn add_account(&mut self, account: &Record) {
        self.count += 1;
        if let Some(cents) = account.number(account::ANNUAL_REVENUE) {
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
        let open = i64::try_from(self.count + self.open).ok().filter(|open| *open > 0)?;
        Some((self.days + open / 2) / open)
    }

    /// How many records it counts.
    pub fn all(&self) -> u64 {
        self.count + self.converted + self.open + self.won + self.lost
    }
}

/// Rounded to the nearest percent.
fn share(part: u64, whole: u64) -> Option<u64> {
    (whole > 0).then(|| (part * 100 + whole / 2) / whole)
}

fn age(record: &Record, now: Millis) -> i64 {
    ((now - born(record)) / DAY).max(0)
}
