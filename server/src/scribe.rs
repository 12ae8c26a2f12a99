//! A device that lives inside the program: an import and the demo write through it exactly as a person's phone does.

use domain::Millis;
use store::{Store, Visitor};
use sync::mutation::VERSION;
use sync::wire::{Note, Outcome, PUSH_LIMIT, Push, PushAnswer, Refusal};
use sync::{Act, Change, Mutation};
use uuid::Uuid;

use crate::error::Failure;

/// A device of a person.
#[derive(Debug)]
pub struct Scribe {
    store: Store,
    visitor: Visitor,
    device: Uuid,
    label: String,
    next: u64,
}

/// An act that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its place among the acts given, from 0.
    pub place: usize,
    /// Why.
    pub reason: Refusal,
}

/// One act to write.
#[derive(Debug)]
pub struct Intent {
    /// The mutation's id.
    pub id: Uuid,
    /// What was done.
    pub act: Act,
    /// When.
    pub made_at: Millis,
    /// To what.
    pub change: Change,
}

impl Scribe {
    /// A device that has never written anything.
    pub fn new(store: &Store, visitor: &Visitor, device: Uuid, label: &str) -> Self {
        Self { store: store.clone(), visitor: visitor.clone(), device, label: label.to_owned(), next: 1 }
    }

    /// Whose device it is.
    pub fn visitor(&self) -> &Visitor {
        &self.visitor
    }

    /// Writes acts in one transaction; gives those that were refused.
    ///
    /// # Errors
    /// When the store fails, or does not take what it is given: then it took nothing.
    pub async fn write(&mut self, intents: Vec<Intent>, now: Millis) -> Result<Vec<Refused>, Failure> {
        let first = self.next;
        let mut intents = intents.into_iter().peekable();
        let mut pushes = Vec::new();
        while intents.peek().is_some() {
            let mutations = intents.by_ref().take(PUSH_LIMIT).map(|intent| self.mutation(intent)).collect();
            pushes.push(Push { device: self.device, label: self.label.clone(), epoch: None, mutations });
        }
        if pushes.is_empty() {
            return Ok(Vec::new());
        }
        let refused = |note: Note| {
            let Outcome::Refused { reason } = note.outcome else { return None };
            let place = usize::try_from(note.n.checked_sub(first)?).ok()?;
            Some(Refused { place, reason })
        };
        match store::sync::push_all(&self.store, &self.visitor, pushes, now).await? {
            PushAnswer::Stored { notes, .. } => Ok(notes.into_iter().filter_map(refused).collect()),
            answer => Err(Failure::Refused(format!("{answer:?}"))),
        }
    }

    fn mutation(&mut self, Intent { id, act, made_at, change }: Intent) -> Mutation {
        let n = self.next;
        self.next += 1;
        Mutation { id, n, act, version: VERSION, made_at, changes: vec![change], batch: None }
    }
}
