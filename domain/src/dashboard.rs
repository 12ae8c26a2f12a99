//! The figures of the dashboard (G11–G13, G22), counted from what a list knows of each client. The device walks its book
//! and the server its rows; both count here, so that both say the same.

mod period;
mod tally;

pub use period::Period;
pub use tally::{Group, Tally};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Millis;
use crate::client::{SOURCES, STATUSES};
use crate::list::ListRow;

/// How many rows a preview shows.
pub const PREVIEW: usize = 5;

/// What a person asks of the dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Whose clients.
    pub whose: Whose,
    /// The time over which new clients are counted.
    pub period: Period,
    /// The present.
    pub now: Millis,
}

/// Whose clients are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Everybody's, and those in nobody's care.
    #[default]
    Everybody,
    /// Only those in nobody's care.
    Nobody,
    /// This person's.
    Person(Uuid),
}

/// What counting looks at in a client. A text is empty where the client has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glance<'a> {
    /// The client; its id tells when it was made.
    pub id: Uuid,
    /// Key of the status.
    pub status: &'a str,
    /// Key of the source.
    pub source: &'a str,
    /// Who looks after it.
    pub assignee: Option<Uuid>,
    /// `AAAA-MM-JJ`.
    pub next_contact: &'a str,
}

/// How many have their next contact in each span of time, the earliest first: more than thirty days ago, eight to thirty
/// days ago, one to seven days ago, today, within the seven days after today.
pub type Spans = [u32; 5];

/// All figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Clients in the book, whatever their status. This and the next eight are of now, whatever the period.
    pub total: u32,
    /// By status, in the order of [`STATUSES`].
    pub by_status: [u32; 4],
    /// Next contact before today.
    pub late: u32,
    /// Of these, late by more than thirty days, by eight to thirty, by one to seven.
    pub late_by_age: [u32; 3],
    /// Next contact today.
    pub today: u32,
    /// Next contact within the seven days after today.
    pub soon: u32,
    /// Made within the last seven days.
    pub recent: u32,
    /// In nobody's care.
    pub unassigned: u32,
    /// Made within the period.
    pub new: u32,
    /// By source, of those made within the period: in the order of [`SOURCES`], then those without one.
    pub sources: Vec<Yield>,
    /// The growth of the book, month by month, the last of them this month.
    pub growth: Vec<Month>,
    /// By person, those with the most clients first; those in nobody's care last.
    pub people: Vec<Share>,
}

/// What a source brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Yield {
    /// Key of the source; empty for clients without one.
    pub source: String,
    /// How many came.
    pub met: u32,
    /// How many of them are clients or VIP by now.
    pub converted: u32,
}

/// One month of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Month {
    /// `AAAA-MM`.
    pub month: String,
    /// Made in it.
    pub new: u32,
    /// In the book at its end, of those that still are.
    pub total: u32,
}

/// What a person looks after.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Who; nothing for those in nobody's care.
    pub person: Option<Uuid>,
    /// How many.
    pub clients: u32,
    /// How many were made within the period.
    pub new: u32,
    /// How many of these are clients or VIP by now.
    pub converted: u32,
    /// Next contact before today.
    pub late: u32,
}

/// The previews (G13): at most [`PREVIEW`] of each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Previews<T = ListRow> {
    /// Made within the last seven days, the latest first.
    pub recent: Vec<T>,
    /// VIP, the latest first.
    pub vip: Vec<T>,
    /// To follow up, late or today, the earliest first.
    pub follow_up: Vec<T>,
    /// In nobody's care, the latest first.
    pub unassigned: Vec<T>,
}

impl<T> Previews<T> {
    /// The same previews of something else; what gives nothing is left out.
    pub fn map<U>(&self, of: impl Fn(&T) -> Option<U>) -> Previews<U> {
        let map = |some: &Vec<T>| some.iter().filter_map(&of).collect();
        Previews {
            recent: map(&self.recent),
            vip: map(&self.vip),
            follow_up: map(&self.follow_up),
            unassigned: map(&self.unassigned),
        }
    }
}

/// Everything the dashboard shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// The figures.
    pub figures: Figures,
    /// The previews.
    pub previews: Previews,
}

impl Figures {
    /// How many clients have this status.
    pub fn with_status(&self, key: &str) -> u32 {
        status_place(key).map_or(0, |place| self.by_status[place])
    }
}

fn status_place(key: &str) -> Option<usize> {
    STATUSES.iter().position(|status| status.key == key)
}

/// The place of a source among those counted; the last is for clients without one.
fn source_place(key: &str) -> usize {
    SOURCES.iter().position(|source| source.key == key).unwrap_or(SOURCES.len())
}

/// Whether somebody with this status was won.
fn is_won(status: &str) -> bool {
    matches!(status, "client" | "vip")
}
