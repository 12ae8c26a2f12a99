//! What people do with follow-ups: plan, do, move, delete, and note a contact. Each is one act over the follow-up, the
//! interaction it was, and the client's date of next contact, and one undo takes all of it back.

use std::sync::Arc;

use domain::agenda::{self, Task};
use domain::client::{CLIENT, NEXT_CONTACT};
use domain::follow_up::{self, FOLLOW_UP};
use domain::{Record, Value, interaction, time};
use leptos::prelude::*;
use sync::Act;
use uuid::Uuid;

use crate::edits::{Edits, SaveError, Written};
use crate::parts::browser;
use crate::records::{Records, ShownRecord};

/// What a door gives back: the number of the act, for its undo.
pub(crate) type Saved = Result<Option<u64>, SaveError>;

/// What somebody means to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// A key of [`follow_up::DEEDS`].
    pub(crate) deed: String,
    /// `AAAA-MM-JJ`.
    pub(crate) day: String,
    /// `HH:MM`, or empty.
    pub(crate) time: String,
    /// What for.
    pub(crate) note: String,
}

impl Plan {
    /// Puts what, and what for, into a follow-up.
    fn tell(&self, follow_up: &mut Record) {
        follow_up.set(follow_up::DEED, some(&self.deed));
        follow_up.set(follow_up::NOTE, some(self.note.trim()));
    }
}

/// A contact that took place just now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Contact {
    /// A key of [`interaction::CHANNELS`].
    pub(crate) channel: String,
    /// A key of [`interaction::OUTCOMES`], or empty.
    pub(crate) outcome: String,
    /// What was said.
    pub(crate) notes: String,
}

/// The doors that acts on follow-ups go through. `Copy`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FollowUps {
    records: Records,
    edits: Edits,
}

impl FollowUps {
    /// Takes what it needs from context.
    pub(crate) fn take() -> Self {
        Self { records: expect_context(), edits: expect_context() }
    }

    /// Plans something with a client, for whoever looks after them, else for whoever plans it.
    pub(crate) async fn plan(self, client: Uuid, plan: Plan) -> Saved {
        let before = self.before(client).await?;
        let assignee = before.client.record.link(CLIENT.assignee).or(self.me());
        let mut planned = agenda::planned(self.edits.new_id(), client, &plan.day, &plan.time, assignee);
        plan.tell(&mut planned);
        self.keep(&before, vec![planned], None, Act::Plan).await
    }

    /// Plans it otherwise.
    pub(crate) async fn change(self, task: Task, plan: Plan) -> Saved {
        let (before, follow_up) = self.taken(&task).await?;
        let mut changed = agenda::moved(follow_up, &plan.day, &plan.time);
        plan.tell(&mut changed);
        self.keep(&before, vec![changed], None, Act::Edit).await
    }

    /// Does what was planned, with what came of it (a key of [`interaction::OUTCOMES`], or empty).
    pub(crate) async fn done(self, task: Task, outcome: &'static str) -> Saved {
        let (before, follow_up) = self.taken(&task).await?;
        let outcome = Some(outcome).filter(|key| !key.is_empty());
        let done = agenda::done(follow_up, browser::now(), outcome);
        let contact = agenda::contact_of(&done, self.edits.new_id(), self.me());
        self.keep(&before, vec![done], contact, Act::Done).await
    }

    /// Puts it off, or brings it forward.
    pub(crate) async fn put_off(self, task: Task, day: String, time: String) -> Saved {
        let (before, follow_up) = self.taken(&task).await?;
        self.keep(&before, vec![agenda::moved(follow_up, &day, &time)], None, Act::Plan).await
    }

    /// Nobody will do it.
    pub(crate) async fn delete(self, task: Task) -> Saved {
        let (before, follow_up) = self.taken(&task).await?;
        self.keep(&before, vec![agenda::deleted(follow_up, browser::now())], None, Act::Delete).await
    }

    /// Notes a contact. What was planned over its channel and is due is thereby done.
    pub(crate) async fn note(self, client: Uuid, contact: Contact) -> Saved {
        let mut before = self.before(client).await?;
        let now = browser::now();
        let mut noted = agenda::contact(self.edits.new_id(), client, &contact.channel, now, self.me());
        noted.set(interaction::OUTCOME, some(&contact.outcome));
        noted.set(interaction::NOTES, some(contact.notes.trim()));
        let tasks = before.tasks();
        let due = agenda::fulfilled(&tasks, client, &contact.channel, &time::day(now));
        let done = due.map(|task| {
            agenda::done(
                before.take(task, self.edits),
                now,
                Some(&contact.outcome).filter(|key| !key.is_empty()).map(String::as_str),
            )
        });
        self.keep(&before, done.into_iter().collect(), Some(noted), Act::Done).await
    }

    fn me(self) -> Option<Uuid> {
        self.records.me().with_untracked(|me| me.as_ref().map(|me| me.person.id))
    }

    async fn taken(self, task: &Task) -> Result<(Before, Record), SaveError> {
        let mut before = self.before(task.client).await?;
        let follow_up = before.take(task, self.edits);
        Ok((before, follow_up))
    }

    async fn before(self, client: Uuid) -> Result<Before, SaveError> {
        let shown = self.records.show_kind(&CLIENT, client).await.ok_or(SaveError::Closed)?;
        // Before the book is here, a date that nothing explains stays with the client.
        let all = self.records.whole(&FOLLOW_UP).await.unwrap_or_default();
        let known = all.linked(follow_up::CLIENT, client);
        Ok(Before { client: shown, follow_ups: known.iter().map(|shown| shown.record.clone()).collect(), known })
    }

    async fn keep(self, before: &Before, changed: Vec<Record>, contact: Option<Record>, act: Act) -> Saved {
        let client = agenda::with_next_contact(&before.client.record, &before.follow_ups, &changed);
        let mut written: Vec<Written> = vec![(Some(before.client.clone()), client)];
        written.extend(changed.into_iter().map(|record| (before.known(record.id), record)));
        written.extend(contact.map(|record| (None, record)));
        self.edits.together(written, act).await
    }
}

/// A client and their follow-ups before an act.
struct Before {
    client: ShownRecord,
    known: Vec<Arc<ShownRecord>>,
    /// Those of `known`, and what the act writes down that only the date of next contact told of.
    follow_ups: Vec<Record>,
}

impl Before {
    fn known(&self, id: Uuid) -> Option<ShownRecord> {
        self.known.iter().find(|shown| shown.record.id == id).map(|shown| (**shown).clone())
    }

    fn tasks(&self) -> Vec<Task> {
        let client = &self.client.record;
        let day = client.text(NEXT_CONTACT).to_owned();
        let next = (!day.is_empty()).then(|| (client.id, day, client.link(CLIENT.assignee)));
        agenda::tasks(&self.follow_ups, next)
    }

    /// The follow-up of a task as it is now, or written down for the first time.
    fn take(&mut self, task: &Task, edits: Edits) -> Record {
        let known = task.follow_up.and_then(|id| self.known(id));
        if let Some(shown) = known {
            return shown.record;
        }
        let written = task.written(task.follow_up.unwrap_or_else(|| edits.new_id()));
        self.follow_ups.push(written.clone());
        written
    }
}

/// A client whose form was saved, with the follow-up that the date of next contact typed there plans, moves or deletes.
pub(crate) async fn with_follow_up(records: Records, before: Option<&ShownRecord>, after: Record) -> Vec<Written> {
    let stood = before.map(|before| before.record.text(NEXT_CONTACT)).unwrap_or_default();
    let alone = |after| vec![(before.cloned(), after)];
    if after.kind.name != CLIENT.name || after.text(NEXT_CONTACT) == stood {
        return alone(after);
    }
    let known = match records.whole(&FOLLOW_UP).await {
        Some(all) => all.linked(follow_up::CLIENT, after.id),
        None if stood.is_empty() => Vec::new(),
        // Which follow-up the date stood for is not known yet: the date alone is something to do, too.
        None => return alone(after),
    };
    let follow_ups: Vec<Record> = known.iter().map(|shown| shown.record.clone()).collect();
    let (client, changed) = agenda::by_hand(stood, &after, &follow_ups, crate::device::new_id(), browser::now());
    let old = |id| known.iter().find(|shown| shown.record.id == id).map(|shown| (**shown).clone());
    let changed = changed.map(|changed| (old(changed.id), changed));
    std::iter::once((before.cloned(), client)).chain(changed).collect()
}

fn some(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::from(text))
}
