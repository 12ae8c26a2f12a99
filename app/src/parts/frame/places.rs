//! The places of the house: where the navigation leads, who goes there, and where each is offered.

use domain::{Role, Words};

use crate::texts::places as words;

/// Where a place is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// Under the thumb, and at the side in the office.
    Bar,
    /// At the side in the office; on a phone behind *Plus*.
    Side,
    /// Behind *Plus* everywhere.
    More,
}

/// Who goes there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// Everybody who is signed in.
    Everybody,
    /// Those who see all records.
    Managers,
    /// Administrators.
    Administrators,
}

impl Who {
    /// Whether somebody with this role does. Only what is offered: what may be read is the server's to say.
    pub(crate) fn includes(self, role: Role) -> bool {
        match self {
            Self::Everybody => true,
            Self::Managers => role.sees_all(),
            Self::Administrators => role == Role::Administrator,
        }
    }
}

/// One place.
#[derive(Debug)]
pub(crate) struct Place {
    /// Its address.
    pub(crate) path: &'static str,
    /// Its icon.
    pub(crate) icon: &'static str,
    /// Its name.
    pub(crate) name: Words,
    /// Its name under the thumb, where there is little room.
    pub(crate) short: Words,
    /// What is done there, for the page that lists all places.
    pub(crate) hint: Words,
    /// Where it is offered.
    pub(crate) spot: Spot,
    /// Who goes there.
    pub(crate) who: Who,
}

const fn place(path: &'static str, icon: &'static str, name: Words, hint: Words, spot: Spot, who: Who) -> Place {
    Place { path, icon, name, short: name, hint, spot, who }
}

use Spot::{Bar, More, Side};
use Who::{Administrators, Everybody, Managers};

/// Every place, in the order people meet them.
pub(crate) static PLACES: &[Place] = &[
    Place { short: words::TODAY_SHORT, ..place("/today", "calendar", words::TODAY, words::TODAY_HINT, Bar, Everybody) },
    place("/clients", "clients", words::CLIENTS, words::CLIENTS_HINT, Bar, Everybody),
    place("/prospects", "funnel", words::PROSPECTS, words::PROSPECTS_HINT, Side, Everybody),
    Place {
        short: words::SALES,
        ..place("/opportunities", "target", words::OPPORTUNITIES, words::OPPORTUNITIES_HINT, Bar, Everybody)
    },
    place("/accounts", "building", words::ACCOUNTS, words::ACCOUNTS_HINT, Side, Everybody),
    place("/interactions", "talk", words::INTERACTIONS, words::INTERACTIONS_HINT, Side, Everybody),
    place("/dashboard", "chart", words::DASHBOARD, words::DASHBOARD_HINT, Side, Everybody),
    place("/reports", "report", words::REPORTS, words::REPORTS_HINT, Side, Everybody),
    place("/history", "clock", words::HISTORY, words::HISTORY_HINT, Side, Everybody),
    place("/events", "flag", words::EVENTS, words::EVENTS_HINT, More, Everybody),
    place("/tags", "tag", words::TAGS, words::TAGS_HINT, More, Everybody),
    place("/import", "upload", words::IMPORT, words::IMPORT_HINT, More, Everybody),
    place("/duplicates", "copy", words::DUPLICATES, words::DUPLICATES_HINT, More, Everybody),
    place("/maintenance", "broom", words::MAINTENANCE, words::MAINTENANCE_HINT, More, Managers),
    place("/queue", "sync", words::SYNC, words::SYNC_HINT, More, Everybody),
    place("/people", "key", words::PEOPLE, words::PEOPLE_HINT, More, Administrators),
    place("/stages", "target", words::STAGES, words::STAGES_HINT, More, Administrators),
    place("/backups", "download", words::BACKUPS, words::BACKUPS_HINT, More, Administrators),
    place("/help", "book", words::HELP, words::HELP_HINT, More, Everybody),
    place("/settings", "settings", words::SETTINGS, words::SETTINGS_HINT, More, Everybody),
];

/// Whether a page belongs to a place of the navigation. The form of a new client has its own button.
pub(crate) fn is_under(here: &str, place: &str) -> bool {
    here == place || (here.strip_prefix(place).is_some_and(|rest| rest.starts_with('/')) && here != "/clients/new")
}

/// The place that a page belongs to.
pub(crate) fn place_of(here: &str) -> Option<&'static Place> {
    PLACES.iter().find(|place| is_under(here, place.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_marks_the_place_it_belongs_to() {
        assert!(is_under("/clients", "/clients"));
        assert!(is_under("/clients/0192", "/clients"));
        assert!(!is_under("/clients/new", "/clients"));
        assert!(!is_under("/clientsx", "/clients"));
        assert_eq!(place_of("/people").map(|place| place.icon), Some("key"));
    }

    #[test]
    fn a_place_is_offered_once() {
        for (index, place) in PLACES.iter().enumerate() {
            assert!(PLACES[..index].iter().all(|other| other.path != place.path), "{}", place.path);
        }
    }

    #[test]
    fn only_administrators_are_offered_what_only_they_may_do() {
        let offered = |role: Role| PLACES.iter().filter(|place| place.who.includes(role)).count();
        assert_eq!(offered(Role::Administrator), PLACES.len());
        assert!(offered(Role::Seller) < offered(Role::Manager) && offered(Role::Manager) < PLACES.len());
    }
}
