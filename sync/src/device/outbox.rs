//! What the outbox holds: who the device is, and its acts with what became of them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Stand;
use crate::mutation::Mutation;
use crate::wire::{Outcome, Refusal};

/// Who this device is and how far the server has answered; `meta` of the outbox database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// UUIDv7, made by the glue at the first start, and anew when the outbox is renumbered.
    pub device: Uuid,
    /// Whose acts the outbox holds. Acts of one person are never sent in the name of another.
    pub user: Option<Uuid>,
    /// The server's life in which the acts up to `answered` were answered.
    pub epoch: Option<Uuid>,
    /// The server said what became of every act up to this `n`; those after it wait.
    pub answered: u64,
}

impl Identity {
    /// A device that has not spoken to a server yet.
    pub fn new(device: Uuid) -> Self {
        Self { device, user: None, epoch: None, answered: 0 }
    }
}

/// One act in the outbox: `mutations`, by `n`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The act.
    pub mutation: Mutation,
    /// What became of it, as far as the device was told.
    #[serde(default)]
    pub state: State,
    /// The life of the server whose snapshot holds it for certain; set when the outbox is renumbered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contained: Option<Uuid>,
    /// The server could not even read it: only its number is sent, so that those behind it come through.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hollow: bool,
}

/// What the server said of an act. Whether it said anything yet, [`Identity::answered`] tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing but that it applied, or nothing at all yet.
    #[default]
    Fine,
    /// It met another person's change; the record carries the conflict.
    Conflict,
    /// Parked: not applied, kept until its person retries or drops it.
    Refused {
        /// Why.
        reason: Refusal,
    },
}

impl Entry {
    /// A new act.
    pub fn new(mutation: Mutation) -> Self {
        Self { mutation, state: State::Fine, contained: None, hollow: false }
    }

    /// Its number.
    pub fn n(&self) -> u64 {
        self.mutation.n
    }

    /// The records it changes.
    pub(super) fn records(&self) -> Vec<Uuid> {
        self.mutation.changes.iter().map(|change| change.record).collect()
    }

    /// Whether it is parked.
    pub fn is_refused(&self) -> bool {
        matches!(self.state, State::Refused { .. })
    }

    /// The same entry after its person put it away: the number stays, for numbers have no holes. What was refused goes;
    /// what met another change applied beside it, and stays to be undone or sent to a server that was restored.
    #[must_use]
    pub fn dropped(mut self) -> Self {
        if self.is_refused() {
            self.mutation.changes.clear();
        }
        self.state = State::Fine;
        self
    }

    /// Takes in what the server said of it; nothing means that it applied.
    pub(super) fn learn(&mut self, outcome: Option<&Outcome>) {
        self.state = match outcome {
            // Dropped by its person since: there is nothing left to refuse.
            _ if self.mutation.changes.is_empty() => State::Fine,
            _ if self.hollow => State::Refused { reason: Refusal::NotUnderstood },
            None => State::Fine,
            Some(Outcome::Conflict) => State::Conflict,
            Some(Outcome::Refused { reason }) => State::Refused { reason: reason.clone() },
        };
    }
}

/// All that the engine needs from the two databases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// From the outbox.
    pub identity: Identity,
    /// From the outbox, in the order of `n`.
    pub entries: Vec<Entry>,
    /// From the replica; nothing when it is empty or was lost.
    pub stand: Option<Stand>,
}

/// Whether the outbox holds nothing that its person would miss: all is answered and nothing is parked.
pub fn is_settled(identity: &Identity, entries: &[Entry]) -> bool {
    entries.iter().all(|entry| entry.n() <= identity.answered && !entry.is_refused())
}

/// The outbox of a device that takes the new id `device`: the same acts numbered 1, 2, 3…, none answered under the
/// new id. Those the replica holds for certain are marked, so that they are not shown as pending again.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "the old identity is used up: nothing is written under it again")]
pub fn renumber(
    identity: Identity,
    mut entries: Vec<Entry>,
    stand: Option<&Stand>,
    device: Uuid,
) -> (Identity, Vec<Entry>) {
    let Identity { device: old, user, epoch, answered } = identity;
    let held = stand.filter(|stand| stand.device == old);
    for (entry, n) in entries.iter_mut().zip(1..) {
        if let Some(stand) = held
            && entry.n() <= stand.acked.min(answered)
        {
            entry.contained = Some(stand.epoch);
        }
        entry.mutation.n = n;
    }
    (Identity { device, user, epoch, answered: 0 }, entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mutation::{Act, Change, VERSION};

    #[test]
    fn what_is_put_away_keeps_its_changes_unless_they_were_refused() {
        let change = Change { kind: "client".to_owned(), record: Uuid::from_u128(3), seen: 0, edits: Vec::new() };
        let (id, act) = (Uuid::from_u128(7), Act::Edit);
        let mutation = Mutation { id, n: 1, act, version: VERSION, made_at: 0, changes: vec![change], batch: None };
        let kept = |state: State| Entry { state, ..Entry::new(mutation.clone()) }.dropped();
        assert_eq!(kept(State::Conflict), Entry::new(mutation.clone()));
        assert_eq!(kept(State::Refused { reason: Refusal::NotAllowed }).mutation.changes, []);
    }

    #[test]
    fn an_outbox_entry_reads_back_as_it_was_written() {
        let (id, act) = (Uuid::from_u128(7), Act::Edit);
        let mut entry =
            Entry::new(Mutation { id, n: 1, act, version: VERSION, made_at: 0, changes: Vec::new(), batch: None });
        entry.state = State::Refused { reason: Refusal::BadValue { field: "email".to_owned() } };
        let text = serde_json::to_string(&entry).unwrap();
        assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry);
        // UpgradeSafe: what the first build wrote.
        let first = r#"{"mutation":{"id":"00000000-0000-0000-0000-0000000003e9","n":1,"act":"edit","version":1,"made_at":0,"changes":[]},"state":"conflict"}"#;
        assert_eq!(serde_json::from_str::<Entry>(first).unwrap().state, State::Conflict);
    }
}
