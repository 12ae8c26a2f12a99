//! Handing a client over: what its former owner still meant to do with it goes along, in the same act, so that the new one
//! sees it and the former one no longer does.

use domain::client::ASSIGNEE;
use domain::{Kind, Value};
use domain::{follow_up, interaction, opportunity};
use uuid::Uuid;

use crate::all::All;
use crate::edits::Written;
use crate::records::{Records, ShownRecord};

/// What may go along with a client, as this device knows it now. Read once for however many clients.
#[derive(Debug, Clone, Default)]
pub struct Handover {
    follow_ups: All,
    opportunities: All,
    interactions: All,
}

impl Handover {
    /// Reads what hangs on clients; nothing of it where this device does not cover the book (yet).
    pub async fn of(records: Records) -> Self {
        let read = async |kind: &'static Kind| records.whole(kind).await.unwrap_or_default();
        Self {
            follow_ups: read(&follow_up::FOLLOW_UP).await,
            opportunities: read(&opportunity::OPPORTUNITY).await,
            interactions: read(&interaction::INTERACTION).await,
        }
    }

    /// The client handed over to a person, or to nobody, with its open follow-ups, its open opportunities and its
    /// interactions as far as they were its former owner's: for [`crate::edits::Edits::together`] or
    /// [`crate::edits::Edits::bulk`] as [`sync::Act::Handover`].
    pub fn give(&self, client: ShownRecord, to: Option<Uuid>) -> Vec<Written> {
        let id = client.record.id;
        let from = client.record.get(ASSIGNEE).cloned();
        let to = to.map(|person| Value::Text(person.to_string()));
        if from == to {
            return Vec::new();
        }
        let open = |shown: &ShownRecord| match shown.record.kind.name {
            "follow_up" => shown.record.get(follow_up::DONE_AT).is_none(),
            "opportunity" => shown.record.get(opportunity::CLOSED_ON).is_none(),
            _ => true,
        };
        let children = [
            self.follow_ups.linked(follow_up::CLIENT, id),
            self.opportunities.linked(opportunity::CLIENT, id),
            self.interactions.linked(interaction::CLIENT, id),
        ];
        let theirs =
            |shown: &ShownRecord| from.is_some() && shown.record.get(shown.record.kind.assignee) == from.as_ref();
        let along = children.into_iter().flatten().filter(|shown| theirs(shown) && open(shown));
        let along: Vec<ShownRecord> = along.map(|shown| ShownRecord::clone(&shown)).collect();
        let given = |before: ShownRecord| {
            let mut after = before.record.clone();
            after.set(after.kind.assignee, to.clone());
            (Some(before), after)
        };
        [client].into_iter().chain(along).map(given).collect()
    }
}

#[cfg(test)]
mod tests {
    use domain::Record;
    use domain::client::CLIENT;
    use std::sync::Arc;

    use super::*;

    const FORMER: Uuid = Uuid::from_u128(1);
    const NEXT: Uuid = Uuid::from_u128(2);

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
        let handover = Handover {
            follow_ups: all(vec![
                record(kind, 11, FORMER, &[]),
                record(kind, 12, FORMER, &[(follow_up::DONE_AT, Value::Number(5))]),
                record(kind, 13, NEXT, &[]),
            ]),
            opportunities: all(vec![
                record(&opportunity::OPPORTUNITY, 21, FORMER, &[]),
                record(&opportunity::OPPORTUNITY, 22, FORMER, &[(opportunity::CLOSED_ON, Value::from("2026-11-02"))]),
            ]),
            interactions: all(vec![record(&interaction::INTERACTION, 31, FORMER, &[])]),
        };
        let client = record(&CLIENT, 9, FORMER, &[]);
        let written = handover.give(client.clone(), Some(NEXT));
        let ids: Vec<u128> = written.iter().map(|(_, after)| after.id.as_u128()).collect();
        assert_eq!(ids, [9, 11, 21, 31]);
        assert!(
            written.iter().all(|(before, after)| before.is_some() && after.link(after.kind.assignee) == Some(NEXT))
        );
        assert_eq!(handover.give(client.clone(), Some(FORMER)), []);
        assert_eq!(handover.give(client, None)[0].1.get(ASSIGNEE), None);
    }
}
