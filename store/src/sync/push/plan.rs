//! What pushes come to, and the statements that write it. Asks nothing of the database any more, and is thought out in a
//! thread of its own: the database writes what came first while the rest is put together.

use std::collections::{HashMap, HashSet};

use domain::{Millis, Person};
use sync::admit::{self, Admission, Known};
use sync::verdict::{self, Author, Chunk, Key, Plan};
use sync::wire::{Note, Push, PushAnswer};
use sync::{Mutation, Row};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::database::Engine;
use crate::history::{self, Line};
use crate::rows::signed;
use crate::sql::{self, Ready, Statement};
use crate::{Error, Result, rows, store};

/// What the database holds of all that the pushes are about.
pub(super) struct Ground {
    pub(super) known: Known,
    /// The records they touch.
    pub(super) rows: HashMap<Key, Row>,
    /// Those settings among them that records used before the first push: what a push lets go of and a later one of the same
    /// transaction deletes counts as used still. Nobody who sends several at once deletes settings.
    pub(super) used: HashSet<Uuid>,
    /// When the pushes were committed that their acts had seen.
    pub(super) seen_at: HashMap<u64, Millis>,
}

impl Ground {
    /// The acts that are not stored yet.
    pub(super) fn fresh<'a>(known: &Known, pushes: &'a [Push]) -> Vec<&'a Mutation> {
        let acts = pushes.iter().flat_map(|push| &push.mutations);
        acts.filter(|mutation| !known.stored.contains_key(&mutation.id)).collect()
    }

    /// Takes in what a push comes to: the next one meets it.
    fn follow(&mut self, seq: u64, now: Millis, last_n: u64, plan: Plan) {
        self.known.last_n = last_n;
        for draft in plan.history {
            // An act on several records leaves several lines: what did not simply apply decides.
            let stored = self.known.stored.entry(draft.mutation).or_default();
            *stored = stored.take().or(draft.outcome);
        }
        self.rows.extend(plan.rows.into_iter().map(|row| ((row.record.kind.name, row.record.id), row)));
        self.seen_at.insert(seq, now);
    }
}

/// Who pushes, when, to which database.
pub(super) struct Circumstances {
    pub(super) engine: Engine,
    pub(super) person: Person,
    pub(super) now: Millis,
    /// The number of the first push.
    pub(super) first: u64,
}

/// What became of the pushes.
pub(super) struct Verdict {
    /// The number of the last one that brought something; nothing when nothing is to be stored.
    pub(super) head: Option<u64>,
    pub(super) answer: PushAnswer,
}

/// Judges the pushes of a device, one after the other, and hands on the statements that write them.
pub(super) fn plan(
    mut ground: Ground,
    pushes: Vec<Push>,
    circumstances: &Circumstances,
    statements: &mpsc::Sender<Ready>,
) -> Result<Verdict> {
    let Circumstances { engine, person, now, first } = circumstances;
    // Nobody takes them any more once the request has ended or a statement has failed.
    let gone = |_| Error::Unavailable(sqlx::Error::WorkerCrashed);
    let run = &mut |statement| statements.blocking_send(statement).map_err(gone);
    let (mut head, mut notes) = (None, Vec::new());
    for push in pushes {
        let (fresh, last_n, old) = match admit::admit(&push, &ground.known) {
            // Nothing of what came before it is kept either.
            Admission::Answer(answer) => return Ok(Verdict { head: None, answer }),
            Admission::Judge { fresh, last_n, notes } => (fresh, last_n, notes),
        };
        notes.extend(old);
        if fresh.is_empty() && last_n == ground.known.last_n {
            // Everything is stored already.
            continue;
        }
        let seq = head.map_or(*first, |head| head + 1);
        if head.replace(seq).is_some() {
            run(store::next_number())?;
        }
        let mut plan = verdict::judge(Chunk {
            seq,
            received_at: *now,
            author: Author { user: person.id, role: person.role, device: push.device },
            rows: &ground.rows,
            used: &ground.used,
            seen_at: &ground.seen_at,
            mutations: fresh,
        });
        let label = label(&push);
        rows::save(*engine, &plan.rows, &ground.rows, run)?;
        let line = Line { seq, device: push.device, label: &label, person: person.id, received_at: *now };
        history::append(*engine, line, &plan.history, run)?;
        run(device(&push, person.id, &label, last_n, *now)?)?;
        notes.append(&mut plan.notes);
        ground.follow(seq, *now, last_n, plan);
    }
    notes.sort_by_key(|note: &Note| note.n);
    let answer = PushAnswer::Stored { epoch: ground.known.epoch, last_n: ground.known.last_n, notes };
    Ok(Verdict { head, answer })
}

/// The most characters of a device's label that history keeps.
const LABEL: usize = 80;

fn label(push: &Push) -> String {
    sql::storable(&push.label).chars().take(LABEL).collect()
}

/// Keeps who a device is, and how far it has come.
fn device(push: &Push, person: Uuid, label: &str, last_n: u64, now: Millis) -> Result<Ready> {
    let mut statement = Statement::new("insert into device (id, person, label, last_n, seen_at) values (");
    statement.value(push.device.to_string()).text(", ").value(person.to_string()).text(", ").value(label);
    statement.text(", ").value(signed(last_n)?).text(", ").value(now);
    statement.text(
        ") on conflict (id) do update set label = excluded.label, last_n = excluded.last_n, seen_at = excluded.seen_at",
    );
    Ok(statement.query())
}
