//! Which acts of a push are new: the server looks at this before it judges any of them.

use std::collections::HashMap;

use uuid::Uuid;

use crate::mutation::Mutation;
use crate::wire::{Note, Outcome, Push, PushAnswer};

/// What the server knows when a push arrives, read inside its transaction.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The server's life.
    pub epoch: Uuid,
    /// Whether the device's id belongs to another person than the one who is signed in.
    pub foreign: bool,
    /// The last `n` of the device that took effect or was refused; 0 for a device never seen.
    pub last_n: u64,
    /// Which ids of this push's mutations are stored already, under whatever device and `n`,
    /// and what became of them (nothing: simply applied).
    pub stored: HashMap<Uuid, Option<Outcome>>,
}

/// What to do with a push.
#[derive(Debug, Clone, PartialEq)]
pub enum Admission<'a> {
    /// Nothing is stored: give this answer.
    Answer(PushAnswer),
    /// Judge `fresh`, store them and `last_n`, then answer `Stored` with `notes` and those of the judgement.
    Judge {
        /// The acts the server has not seen, in order.
        fresh: Vec<&'a Mutation>,
        /// The device's `last_n` afterwards.
        last_n: u64,
        /// What became of those acts of the push that were stored before: the device may have missed the answer.
        notes: Vec<Note>,
    },
}

/// Sorts a push into what is new, what is known and what does not fit.
pub fn admit<'a>(push: &'a Push, known: &Known) -> Admission<'a> {
    let last_n = known.last_n;
    if known.foreign {
        return Admission::Answer(PushAnswer::Forked);
    }
    if push.epoch.is_some_and(|epoch| epoch != known.epoch) {
        return Admission::Answer(PushAnswer::Restored { epoch: known.epoch, last_n });
    }
    let mut next = last_n + 1;
    let mut fresh = Vec::new();
    let mut notes = Vec::new();
    for mutation in &push.mutations {
        let stored = known.stored.get(&mutation.id);
        match stored {
            Some(Some(outcome)) => notes.push(Note { n: mutation.n, outcome: outcome.clone() }),
            Some(None) => {}
            // This `n` was used by another act: two devices write under one id.
            None if mutation.n < next => return Admission::Answer(PushAnswer::Forked),
            None => fresh.push(mutation),
        }
        match mutation.n.cmp(&next) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => next += 1,
            std::cmp::Ordering::Greater => return Admission::Answer(PushAnswer::Gap { last_n }),
        }
    }
    Admission::Judge { fresh, last_n: next - 1, notes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mutation::{Act, VERSION};
    use crate::wire::Refusal;

    const EPOCH: Uuid = Uuid::from_u128(99);

    fn act(n: u64, id: u128) -> Mutation {
        Mutation {
            id: Uuid::from_u128(id),
            n,
            act: Act::Edit,
            version: VERSION,
            made_at: 0,
            changes: Vec::new(),
            batch: None,
        }
    }

    fn push(mutations: Vec<Mutation>) -> Push {
        Push { device: Uuid::from_u128(1), label: String::new(), epoch: Some(EPOCH), mutations }
    }

    fn known(last_n: u64, stored: &[u128]) -> Known {
        let stored = stored.iter().map(|id| (Uuid::from_u128(*id), None)).collect();
        Known { epoch: EPOCH, foreign: false, last_n, stored }
    }

    fn fresh(admission: &Admission) -> (Vec<u64>, u64) {
        match admission {
            Admission::Judge { fresh, last_n, .. } => (fresh.iter().map(|mutation| mutation.n).collect(), *last_n),
            Admission::Answer(answer) => panic!("not judged: {answer:?}"),
        }
    }

    #[test]
    fn what_was_stored_is_skipped_and_the_rest_judged() {
        let push = push(vec![act(1, 11), act(2, 12), act(3, 13)]);
        assert_eq!(fresh(&admit(&push, &known(2, &[11, 12]))), (vec![3], 3));
    }

    #[test]
    fn an_act_stored_under_another_number_is_skipped_but_its_number_counts() {
        let push = push(vec![act(1, 11), act(2, 12)]);
        assert_eq!(fresh(&admit(&push, &known(0, &[11]))), (vec![2], 2));
    }

    #[test]
    fn a_number_used_by_another_act_is_a_fork() {
        let push = push(vec![act(2, 77)]);
        assert_eq!(admit(&push, &known(2, &[])), Admission::Answer(PushAnswer::Forked));
    }

    #[test]
    fn a_missing_act_is_a_gap() {
        let push = push(vec![act(4, 14)]);
        assert_eq!(admit(&push, &known(2, &[])), Admission::Answer(PushAnswer::Gap { last_n: 2 }));
        let holed = self::push(vec![act(3, 13), act(5, 15)]);
        assert_eq!(admit(&holed, &known(2, &[])), Admission::Answer(PushAnswer::Gap { last_n: 2 }));
    }

    #[test]
    fn another_life_of_the_server_asks_for_the_journal() {
        let known = Known { epoch: Uuid::from_u128(100), ..known(2, &[]) };
        let answer = PushAnswer::Restored { epoch: known.epoch, last_n: 2 };
        assert_eq!(admit(&push(vec![act(3, 13)]), &known), Admission::Answer(answer));
    }

    #[test]
    fn somebody_elses_device_is_a_fork() {
        let known = Known { foreign: true, ..known(0, &[]) };
        assert_eq!(admit(&push(vec![act(1, 11)]), &known), Admission::Answer(PushAnswer::Forked));
    }

    #[test]
    fn what_became_of_a_stored_act_is_told_again() {
        let refused = Outcome::Refused { reason: Refusal::NotAllowed };
        let mut known = known(1, &[]);
        known.stored.insert(Uuid::from_u128(11), Some(refused.clone()));
        let push = push(vec![act(1, 11)]);
        let notes = vec![Note { n: 1, outcome: refused }];
        assert_eq!(admit(&push, &known), Admission::Judge { fresh: Vec::new(), last_n: 1, notes });
    }
}
