//! Handing a client over: what its former owner still meant to do with it goes along, in the same act, so that the new one
//! sees it and the former one no longer does; and so do its photos, whosever they were.

use domain::client::{ASSIGNEE, CLIENT};
use domain::{Kind, Record, Value};
use domain::{follow_up, interaction, opportunity, photo};
use uuid::Uuid;

use crate::all::All;
use crate::edits::Written;
use crate::records::{Records, ShownRecord};

/// A kind of which records hang on clients.
struct Along {
    kind: &'static Kind,
    /// Its field that links to the client.
    link: usize,
    /// Whether a record goes along, given whether it is the former owner's.
    goes: fn(&Record, bool) -> bool,
}

static ALONG: [Along; 4] = [
    Along {
        kind: &follow_up::FOLLOW_UP,
        link: follow_up::CLIENT,
        goes: |one, theirs| theirs && one.get(follow_up::DONE_AT).is_none(),
    },
    Along {
        kind: &opportunity::OPPORTUNITY,
        link: opportunity::CLIENT,
        goes: |one, theirs| theirs && one.get(opportunity::CLOSED_ON).is_none(),
    },
    Along { kind: &interaction::INTERACTION, link: interaction::CLIENT, goes: |_, theirs| theirs },
    Along { kind: &photo::PHOTO, link: photo::CLIENT, goes: |_, _| true },
];

/// What may go along with a client, as this device knows it now. Read once for however many clients.
#[derive(Debug, Clone, Default)]
pub struct Handover([All; ALONG.len()]);

impl Handover {
    /// Reads what hangs on clients; nothing of it where this device does not cover the book (yet).
    pub async fn of(records: Records) -> Self {
        let mut known = Self::default();
        for (all, along) in known.0.iter_mut().zip(&ALONG) {
            *all = records.whole(along.kind).await.unwrap_or_default();
        }
        known
    }

    /// The client handed over to a person, or to nobody, with its open follow-ups, its open opportunities and its
    /// interactions as far as they were its former owner's, and its photos: for [`crate::edits::Edits::together`] or
    /// [`crate::edits::Edits::bulk`] as [`sync::Act::Handover`].
    pub fn give(&self, client: ShownRecord, to: Option<Uuid>) -> Vec<Written> {
        let id = client.record.id;
        let from = client.record.get(ASSIGNEE).cloned();
        let to = to.map(|person| Value::Text(person.to_string()));
        if from == to {
            return Vec::new();
        }
        let theirs = |one: &Record| from.is_some() && one.get(one.kind.assignee) == from.as_ref();
        let along = self.0.iter().zip(&ALONG).flat_map(|(all, Along { link, goes, .. })| {
            all.linked(*link, id).into_iter().filter(|shown| goes(&shown.record, theirs(&shown.record)))
        });
        let along: Vec<ShownRecord> = along.map(|shown| ShownRecord::clone(&shown)).collect();
        let given = |before: ShownRecord| {
            let mut after = before.record.clone();
            after.set(after.kind.assignee, to.clone());
            (Some(before), after)
        };
        [client].into_iter().chain(along).map(given).collect()
    }
}

/// What goes along with a client that a form gave to somebody else; nothing where it stays.
pub(crate) async fn given(records: Records, before: &ShownRecord, after: &Record) -> Vec<Written> {
    if after.kind.name != CLIENT.name || before.record.get(ASSIGNEE) == after.get(ASSIGNEE) {
        return Vec::new();
    }
    let handover = Handover::of(records).await;
    handover.give(before.clone(), after.link(ASSIGNEE)).into_iter().skip(1).collect()
}

/// Adds what goes along to what is written already.
pub(crate) fn add(written: &mut Vec<Written>, given: Vec<Written>) {
    for (before, given) in given {
        match written.iter_mut().find(|(_, after)| after.id == given.id) {
            Some((_, after)) => after.set(after.kind.assignee, given.get(given.kind.assignee).cloned()),
            None => written.push((before, given)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    const FORMER: Uuid = Uuid::from_u128(1);
    const NEXT: Uuid = Uuid::from_u128(2);
    const OTHER: Uuid = Uuid::from_u128(3);

    fn record(kind: &'static Kind, id: u128, owner: Uuid, texts: &[(usize, Value)]) -> ShownRecord {
        let mut record = Record::new(kind, Uuid::from_u128(id));
        record.set(kind.assignee, Some(Value::from(owner.to_string())));
        if let Some(client) = kind.position("client") {
            record.set(client, Some(Value::from(Uuid::from_u128(9).to_string())));
        }
        for (field, value) in texts {
            record.set(*field, Some(value.clone()));
        }
        ShownRecord::of_server(record, 3)
    }

    fn all(records: Vec<ShownRecord>) -> All {
        All::new(records.into_iter().map(Arc::new).collect())
    }

    #[test]
    fn what_is_still_to_do_goes_along_and_what_is_done_or_anothers_stays() {
        let kind = &follow_up::FOLLOW_UP;
        let handover = Handover([
            all(vec![
                record(kind, 11, FORMER, &[]),
                record(kind, 12, FORMER, &[(follow_up::DONE_AT, Value::Number(5))]),
                record(kind, 13, NEXT, &[]),
            ]),
            all(vec![
                record(&opportunity::OPPORTUNITY, 21, FORMER, &[]),
                record(&opportunity::OPPORTUNITY, 22, FORMER, &[(opportunity::CLOSED_ON, Value::from("2026-11-02"))]),
            ]),
            all(vec![record(&interaction::INTERACTION, 31, FORMER, &[])]),
            all(vec![record(&photo::PHOTO, 41, FORMER, &[]), record(&photo::PHOTO, 42, OTHER, &[])]),
        ]);
        let client = record(&CLIENT, 9, FORMER, &[]);
        let written = handover.give(client.clone(), Some(NEXT));
        let ids: Vec<u128> = written.iter().map(|(_, after)| after.id.as_u128()).collect();
        assert_eq!(ids, [9, 11, 21, 31, 41, 42]);
        assert!(
            written.iter().all(|(before, after)| before.is_some() && after.link(after.kind.assignee) == Some(NEXT))
        );
        assert_eq!(handover.give(client.clone(), Some(FORMER)), []);
        assert_eq!(handover.give(client, None)[0].1.get(ASSIGNEE), None);
    }
}
