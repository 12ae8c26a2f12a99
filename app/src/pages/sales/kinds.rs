//! What the pages of each small kind show: one declaration a kind, read by the list, the record and the form.

use std::sync::Arc;

use domain::account::{self, ACCOUNT};
use domain::event::{self, EVENT};
use domain::interaction::{self, INTERACTION};
use domain::opportunity::{self, OPPORTUNITY};
use domain::stage::{self, STAGE};
use domain::{Kind, Record, Words, client, prospect};
use uuid::Uuid;

use crate::records::{Records, ShownRecord};
use crate::texts::sales as words;

/// What the pages of a kind show.
#[derive(Debug)]
pub(crate) struct Shelf {
    /// The kind.
    pub(crate) kind: &'static Kind,
    /// Where its list lives.
    pub(crate) path: &'static str,
    /// Where a record of it lives: below this path.
    pub(crate) records: &'static str,
    /// Where a new one is made.
    pub(crate) new_at: &'static str,
    /// Which records of the kind it shows, if not all.
    pub(crate) keeps: Option<fn(&Record) -> bool>,
    /// The name of the list.
    pub(crate) title: Words,
    /// The words of the button that makes a new one.
    pub(crate) new: Words,
    /// An icon's name.
    pub(crate) icon: &'static str,
    /// Positions of the fields the list shows after the name; a phone shows the first two.
    pub(crate) columns: &'static [usize],
    /// Positions of the fields the list filters by.
    pub(crate) filters: &'static [usize],
    /// What is missing while there is none.
    pub(crate) empty: Words,
    /// What to do about it.
    pub(crate) empty_hint: Words,
    /// What hangs on a record: the page of the other kind, and its field that links back.
    pub(crate) children: &'static [Child],
    /// Position, in an interaction, of the link to a record of this kind; nothing where none is logged on it.
    pub(crate) logs: Option<usize>,
}

/// What hangs on a record.
#[derive(Debug)]
pub(crate) struct Child {
    /// The other kind's pages; nothing for clients, which have pages of their own.
    pub(crate) shelf: Option<&'static Shelf>,
    /// Position of the link in the other kind.
    pub(crate) link: usize,
    /// What the list calls how many there are, if it tells.
    pub(crate) counted: Option<Words>,
}

impl Child {
    /// The other kind.
    pub(crate) fn kind(&self) -> &'static Kind {
        self.shelf.map_or(&client::CLIENT, |shelf| shelf.kind)
    }

    /// Those that hang on a record, in the order of their making; nothing until this device has read them. Tracks the
    /// records.
    pub(crate) fn of(&self, records: Records, id: Uuid) -> Option<Vec<Arc<ShownRecord>>> {
        records.children(self.kind(), self.link, id)
    }
}

/// Accounts (M4).
pub(crate) static ACCOUNTS: Shelf = Shelf {
    kind: &ACCOUNT,
    path: "/accounts",
    records: "/accounts",
    new_at: "/accounts/new",
    keeps: None,
    title: words::ACCOUNTS,
    new: words::NEW_ACCOUNT,
    icon: "firm",
    columns: &[account::INDUSTRY, account::CITY, account::ANNUAL_REVENUE, account::EMPLOYEES, account::ASSIGNEE],
    filters: &[account::INDUSTRY, account::ASSIGNEE],
    empty: words::NO_ACCOUNT,
    empty_hint: words::NO_ACCOUNT_HINT,
    children: &[
        Child { shelf: None, link: client::ACCOUNT, counted: None },
        Child { shelf: Some(&OPPORTUNITIES), link: opportunity::ACCOUNT, counted: None },
        Child { shelf: Some(&INTERACTIONS), link: interaction::ACCOUNT, counted: None },
    ],
    logs: Some(interaction::ACCOUNT),
};

/// Opportunities (M3).
pub(crate) static OPPORTUNITIES: Shelf = Shelf {
    kind: &OPPORTUNITY,
    path: "/opportunities",
    records: "/opportunities",
    new_at: "/opportunities/new",
    keeps: None,
    title: words::OPPORTUNITIES,
    new: words::NEW_OPPORTUNITY,
    icon: "deal",
    columns: &[
        opportunity::AMOUNT,
        opportunity::STAGE,
        opportunity::CLIENT,
        opportunity::ACCOUNT,
        opportunity::EXPECTED_CLOSE,
        opportunity::ASSIGNEE,
    ],
    filters: &[opportunity::STAGE, opportunity::ASSIGNEE, opportunity::SOURCE],
    empty: words::NO_OPPORTUNITY,
    empty_hint: words::NO_OPPORTUNITY_HINT,
    children: &[Child { shelf: Some(&INTERACTIONS), link: interaction::OPPORTUNITY, counted: None }],
    logs: Some(interaction::OPPORTUNITY),
};

/// Interactions (M5).
pub(crate) static INTERACTIONS: Shelf = Shelf {
    kind: &INTERACTION,
    path: "/interactions",
    records: "/interactions",
    new_at: "/interactions/new",
    keeps: None,
    title: words::INTERACTIONS,
    new: words::NEW_INTERACTION,
    icon: "talk",
    columns: &[
        interaction::CHANNEL,
        interaction::DATE,
        interaction::CLIENT,
        interaction::ACCOUNT,
        interaction::OUTCOME,
        interaction::ASSIGNEE,
    ],
    filters: &[interaction::CHANNEL, interaction::OUTCOME, interaction::ASSIGNEE],
    empty: words::NO_INTERACTION,
    empty_hint: words::NO_INTERACTION_HINT,
    children: &[],
    logs: None,
};

/// Trade shows.
pub(crate) static EVENTS: Shelf = Shelf {
    kind: &EVENT,
    path: "/events",
    records: "/events",
    new_at: "/events/new",
    keeps: None,
    title: words::EVENTS,
    new: words::NEW_EVENT,
    icon: "event",
    columns: &[event::PLACE, event::STARTS_ON, event::ENDS_ON],
    filters: &[],
    empty: words::NO_EVENT,
    empty_hint: words::NO_EVENT_HINT,
    children: &[Child { shelf: None, link: client::EVENT, counted: Some(words::CAPTURES) }],
    logs: None,
};

/// Prospects (M2): clients in status Prospect.
pub(crate) static PROSPECTS: Shelf = Shelf {
    kind: &client::CLIENT,
    path: "/prospects",
    records: "/clients",
    new_at: "/capture",
    keeps: Some(prospect::is_prospect),
    title: words::PROSPECTS,
    new: words::CAPTURE,
    icon: "person",
    columns: &[client::COMPANY, client::STEP, client::WARMTH, client::SOURCE, client::EVENT, client::ASSIGNEE],
    filters: &[client::STEP, client::WARMTH, client::SOURCE, client::EVENT, client::ASSIGNEE],
    empty: words::NO_PROSPECT,
    empty_hint: words::NO_PROSPECT_HINT,
    children: &[],
    logs: None,
};

/// The stages of the pipeline; their list is a page of its own.
pub(crate) static STAGES: Shelf = Shelf {
    kind: &STAGE,
    path: "/stages",
    records: "/stages",
    new_at: "/stages/new",
    keeps: None,
    title: words::STAGES,
    new: words::NEW_STAGE,
    icon: "settings",
    columns: &[stage::PROBABILITY, stage::OUTCOME],
    filters: &[],
    empty: words::NO_STAGE,
    empty_hint: words::NO_STAGE_HINT,
    children: &[],
    logs: None,
};

/// The kinds with a list at a path of their own.
static LISTED: [&Shelf; 5] = [&ACCOUNTS, &OPPORTUNITIES, &INTERACTIONS, &EVENTS, &PROSPECTS];

/// The kind whose records live at a path: `accounts` for the accounts.
pub(crate) fn at(place: &str) -> Option<&'static Shelf> {
    let mut shelves = LISTED.into_iter().chain([&STAGES]);
    shelves.find(|shelf| shelf.records == shelf.path && shelf.path[1..] == *place)
}

/// Below which path the records of a kind live; nothing for one without pages.
pub(crate) fn records_of(kind: &Kind) -> Option<&'static str> {
    let mut shelves = LISTED.into_iter().chain([&STAGES]);
    shelves.find(|shelf| shelf.kind.name == kind.name).map(|shelf| shelf.records)
}

/// Whether the page at this path has a search box that `/` leads into.
pub(crate) fn has_search(path: &str) -> bool {
    LISTED.iter().any(|shelf| shelf.path == path)
}

/// Where `n` leads from this path: to a new record of the kind one looks at, else to a new client.
pub(crate) fn new_at(path: &str) -> String {
    LISTED.iter().find(|shelf| path.starts_with(shelf.path)).map_or("/clients/new", |shelf| shelf.new_at).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_record_is_of_the_kind_one_looks_at() {
        assert_eq!(new_at("/opportunities"), "/opportunities/new");
        assert_eq!(new_at("/settings"), "/clients/new");
        assert!(has_search("/events") && !has_search("/events/1"));
    }

    #[test]
    fn a_child_links_back_to_its_parent() {
        for shelf in LISTED {
            for child in shelf.children {
                assert!(
                    matches!(child.kind().fields[child.link].shape, domain::Shape::Link(name) if name == shelf.kind.name)
                );
            }
        }
    }
}
