//! The names of people and of linked records, by id: from the replica, or from what the server rendered while there is none yet.

use domain::{Kind, Person};
use leptos::prelude::*;
use uuid::Uuid;

use crate::records::Records;

/// Who is called what. `Copy`, in context: `expect_context::<Names>()`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names {
    records: Records,
    told: RwSignal<Vec<Person>>,
}

impl Names {
    /// Puts the names that records know into context.
    pub(crate) fn provide() {
        provide_context(Self { records: expect_context(), told: RwSignal::new(Vec::new()) });
    }

    /// Takes what the server told, until the replica knows better.
    pub(crate) fn told(self, people: Vec<Person>) {
        if self.told.with_untracked(|known| *known != people) {
            self.told.set(people);
        }
    }

    /// Everybody who may sign in or could once.
    pub(crate) fn everybody(self) -> Vec<Person> {
        let known = self.records.people().get();
        if known.is_empty() { self.told.get() } else { known }
    }

    /// Those whose clients the signed-in person may see: everybody, or a seller themselves alone.
    pub(crate) fn in_sight(self) -> Vec<Person> {
        let me = self.records.me().get().map(|me| me.person);
        let is_in_sight = |person: &Person| me.as_ref().is_none_or(|me| me.role.sees_all() || me.id == person.id);
        self.everybody().into_iter().filter(is_in_sight).collect()
    }

    /// What a record is called; nothing when this device cannot tell (yet).
    pub(crate) fn linked(self, kind: &'static Kind, id: Uuid) -> Option<String> {
        self.records.name_of(kind, id)
    }

    /// A person's name; nothing when nobody told us.
    pub(crate) fn of(self, id: Uuid) -> Option<String> {
        let find =
            |people: &Vec<Person>| people.iter().find(|person| person.id == id).map(|person| person.name.clone());
        self.records
            .people()
            .with(find)
            .or_else(|| self.told.with(find))
            .or_else(|| self.records.me().get().filter(|me| me.person.id == id).map(|me| me.person.name))
    }
}
