//! The event: a trade show where people are met. Part of row M2 of the module.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::client;
use crate::kind::{Field, Section, Shape, kind};
use crate::lang::words;
use crate::record::Record;
use crate::sorting;

kind! {
    /// The kind `event`.
    EVENT {
        name: "event",
        title: words("Salon", "Trade show"),
        plural: words("Salons", "Trade shows"),
        named_by: [NAME], sorted_by: [STARTS_ON, NAME], found_by: [NAME, PLACE],
        /// Nom.
        NAME: Field::new("name", words("Nom", "Name"), Shape::Line(120)).required().section(Section::Main),
        /// Premier jour.
        STARTS_ON: Field::new("starts_on", words("Premier jour", "First day"), Shape::Date).section(Section::Main)
            .group("days"),
        /// Dernier jour.
        ENDS_ON: Field::new("ends_on", words("Dernier jour", "Last day"), Shape::Date).section(Section::Main)
            .group("days"),
        /// Lieu.
        PLACE: Field::new("place", words("Lieu", "Place"), Shape::Line(200)).section(Section::Main),
        /// Notes.
        NOTES: Field::new("notes", words("Notes", "Notes"), Shape::Notes).section(Section::Main),
        /// Nobody: every person sees every event.
        ASSIGNEE: Field::new("assignee", words("Assigné à", "Assigned to"), Shape::Person).section(Section::System),
        /// When it was archived.
        ARCHIVED_AT: Field::new("archived_at", words("Archivé le", "Archived on"), Shape::Instant).section(Section::System),
        /// When it was deleted; soft, and can be undone.
        DELETED_AT: Field::new("deleted_at", words("Supprimé le", "Deleted on"), Shape::Instant).section(Section::System),
        /// Open conflicts.
        CONFLICTS: Field::new("conflicts", words("Conflits", "Conflicts"), Shape::Conflicts).section(Section::System),
    }
}

/// What one person brought back from an event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Captures {
    /// Who looks after them; nothing for those nobody does.
    pub person: Option<Uuid>,
    /// How many people were met.
    pub met: usize,
    /// How many of them were hot (chaud).
    pub hot: usize,
    /// How many are no longer prospects: they were converted.
    pub converted: usize,
}

impl Captures {
    fn add(&mut self, client: &Record) {
        self.met += 1;
        self.hot += usize::from(client.text(client::WARMTH) == "hot");
        self.converted += usize::from(client.text(client::STATUS) != "prospect");
    }
}

/// The clients met at one event, by the person who looks after them, whoever met most first; and all of them together.
pub fn captures<'a>(clients: impl IntoIterator<Item = &'a Record>) -> (Vec<Captures>, Captures) {
    let mut all = Captures::default();
    let mut each: BTreeMap<Option<Uuid>, Captures> = BTreeMap::new();
    for client in clients {
        all.add(client);
        let person = client.link(client::ASSIGNEE);
        each.entry(person).or_insert(Captures { person, ..Captures::default() }).add(client);
    }
    let mut each: Vec<Captures> = each.into_values().collect();
    sorting::sort_by_key(&mut each, |captures| std::cmp::Reverse(captures.met));
    (each, all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::CLIENT;

    #[test]
    fn an_event_tells_what_each_person_brought_back() {
        let (julie, karim) = (Uuid::from_u128(7), Uuid::from_u128(8));
        let met = |id: u128, person: Option<Uuid>, status: &str, warmth: &str| {
            let mut record = Record::new(&CLIENT, Uuid::from_u128(id));
            record.set(client::ASSIGNEE, person.map(|id| id.to_string().into()));
            record.set(client::STATUS, Some(status.into()));
            record.set(client::WARMTH, Some(warmth.into()).filter(|_| !warmth.is_empty()));
            record
        };
        let clients = [
            met(1, Some(julie), "prospect", "cold"),
            met(2, Some(karim), "prospect", "hot"),
            met(3, Some(karim), "vip", "hot"),
            met(4, Some(karim), "client", ""),
            met(5, None, "prospect", ""),
        ];
        let (each, all) = captures(&clients);
        assert_eq!(each[0], Captures { person: Some(karim), met: 3, hot: 2, converted: 2 });
        assert_eq!(
            each[1..].iter().map(|one| (one.person, one.met)).collect::<Vec<_>>(),
            [(None, 1), (Some(julie), 1)]
        );
        assert_eq!((all.person, all.met, all.hot, all.converted), (None, 5, 2, 2));
        assert_eq!(captures([]), (Vec::new(), Captures::default()));
    }
}
