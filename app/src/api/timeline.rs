//! The timeline of everything that was done, a page at a time.

use domain::Millis;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use sync::Act;
use uuid::Uuid;

use super::json::Json;
use super::{ApiError, HistoryEntry};

/// What sort of thing is looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Everything.
    #[default]
    All,
    /// This act on a record.
    Act(Act),
    /// Exports.
    Export,
    /// Signing in and out, also without success.
    Doors,
    /// Invitations, roles, closed and reopened accesses.
    People,
}

/// What is looked for; what is empty asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineAsked {
    /// Done by this person.
    pub person: Option<Uuid>,
    /// Of this sort.
    pub sort: Sort,
    /// The name of a field that was changed.
    pub field: Option<String>,
    /// About this record.
    pub record: Option<Uuid>,
    /// From this day on, `AAAA-MM-JJ`.
    pub from: String,
    /// Up to this day.
    pub until: String,
}

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// After an act on a record: when it was received, its push, its place there.
    Written(Millis, u64, u64),
    /// After another deed: when, and its id.
    Noted(Millis, Uuid),
}

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Line {
    /// An act on a record.
    Written {
        /// What it did.
        entry: HistoryEntry,
        /// The kind's name.
        kind: String,
        /// The record.
        record: Uuid,
        /// What it is called now.
        name: String,
    },
    /// Anything else.
    Noted {
        /// Its id.
        id: Uuid,
        /// When.
        at: Millis,
        /// Who; nobody for a stranger.
        person: Option<Uuid>,
        /// The key of what was done.
        deed: String,
        /// To whom.
        about: Option<Uuid>,
        /// What else there is to know.
        detail: String,
        /// Their browser, as it says itself.
        user_agent: String,
    },
}

/// Some lines, the latest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TimelinePage {
    /// The lines.
    pub lines: Vec<Line>,
    /// Where to go on; nothing at the end.
    pub next: Option<Mark>,
    /// Everybody who may be named.
    pub people: Vec<domain::Person>,
}

/// How many lines one answer carries.
#[cfg(feature = "ssr")]
const LINES: u64 = 50;

/// The lines that are looked for, of what the signed-in person may see.
#[server(name = TimelineCall, prefix = "/api/app", endpoint = "timeline", input = Json, output = Json)]
pub async fn timeline(asked: TimelineAsked, after: Option<Mark>) -> Result<TimelinePage, ApiError> {
    let desk = crate::ssr::desk()?;
    let after = after.map(store::timeline::Mark::from);
    let lines = store::timeline::timeline(&desk.store, desk.visitor()?, &asked.into(), after, LINES).await;
    let lines = lines.map_err(|error| desk.failed(error))?;
    let people = store::people::list(&desk.store).await.map_err(|error| desk.failed(error))?;
    let next = lines.last().filter(|_| lines.len() as u64 == LINES).map(|last| last.mark().into());
    Ok(TimelinePage { lines: lines.into_iter().map(Line::from).collect(), next, people })
}

#[cfg(feature = "ssr")]
mod from_store {
    use chrono::Days;
    use domain::shapes::date;
    use domain::time;
    use store::timeline as kept;

    use super::{Line, Mark, Sort, TimelineAsked};

    impl From<Mark> for kept::Mark {
        fn from(mark: Mark) -> Self {
            match mark {
                Mark::Written(at, seq, ord) => Self::Written { at, seq, ord },
                Mark::Noted(at, id) => Self::Noted { at, id },
            }
        }
    }

    impl From<kept::Mark> for Mark {
        fn from(mark: kept::Mark) -> Self {
            match mark {
                kept::Mark::Written { at, seq, ord } => Self::Written(at, seq, ord),
                kept::Mark::Noted { at, id } => Self::Noted(at, id),
            }
        }
    }

    impl From<Sort> for kept::Sort {
        fn from(sort: Sort) -> Self {
            match sort {
                Sort::All => Self::All,
                Sort::Act(act) => Self::Act(act),
                Sort::Export => Self::Exports,
                Sort::Doors => Self::Doors,
                Sort::People => Self::People,
            }
        }
    }

    impl From<TimelineAsked> for kept::Asked {
        fn from(asked: TimelineAsked) -> Self {
            let begins = |day| time::midnight(day);
            let until = date::read(&asked.until).and_then(|day| day.checked_add_days(Days::new(1)));
            Self {
                person: asked.person,
                sort: asked.sort.into(),
                field: asked.field,
                record: asked.record,
                from: date::read(&asked.from).map(begins),
                until: until.map(begins),
            }
        }
    }

    impl From<kept::Line> for Line {
        fn from(line: kept::Line) -> Self {
            match line {
                kept::Line::Written { entry, kind, record, name, .. } => {
                    Self::Written { entry: entry.into(), kind, record, name }
                }
                kept::Line::Noted(note) => Self::Noted {
                    id: note.id,
                    at: note.at,
                    person: note.person,
                    deed: note.deed.key().to_owned(),
                    about: note.about,
                    detail: note.detail,
                    user_agent: note.user_agent,
                },
            }
        }
    }
}
