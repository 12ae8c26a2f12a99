//! Writing what an import found out, a bounded number of rows at a time: while some are stored, the next are found out.

use std::collections::HashMap;
use std::panic;

use domain::client::CLIENT;
use domain::csv::{Found, GoodRow, Layout, Planned, Report, RowFault, RowProblem, planned};
use domain::{Lang, Record};
use store::{Store, Visitor, clients};
use sync::{Act, mutation};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::refusal;
use super::source::rows_of;
use crate::clock;
use crate::error::Failure;
use crate::scribe::{Intent, Refused, Scribe};

/// An import at work.
pub(super) struct Work<'a> {
    pub(super) store: &'a Store,
    pub(super) visitor: &'a Visitor,
    pub(super) layout: &'a Layout,
    /// Nobody writes where nothing is to be written.
    pub(super) writer: Option<Writer>,
    pub(super) lang: Lang,
    /// Why rows were left out.
    pub(super) faults: Vec<RowFault>,
    /// Where rows went in with nobody, because they name somebody unknown.
    pub(super) nobody: Vec<RowFault>,
    /// The row of each act, and whether it makes a client.
    pub(super) acts: Vec<(usize, bool)>,
}

impl Work<'_> {
    /// Has these rows written, at most as many as one push takes. Whether there is a point in more.
    pub(super) async fn write(&mut self, rows: Vec<(GoodRow, Found)>, report: &mut Report) -> Result<bool, Failure> {
        let known: Vec<Uuid> =
            rows.iter().filter_map(|(_, found)| if let Found::One(id) = found { Some(*id) } else { None }).collect();
        let known = clients::some(self.store, self.visitor, &known).await?;
        let mut intents = Vec::with_capacity(rows.len());
        let now = clock::now();
        for (row, found) in rows {
            let Some((planned, seen)) = self.planned(row, found, &known, report) else { continue };
            let Some(change) = mutation::diff(planned.before.as_ref(), &planned.after, seen) else { continue };
            let is_new = planned.before.is_none();
            *(if is_new { &mut report.created } else { &mut report.changed }) += 1;
            self.acts.push((planned.row, is_new));
            intents.push(Intent { id: clock::id(), act: Act::Import, made_at: now, change });
        }
        Ok(match &self.writer {
            Some(writer) if !intents.is_empty() => writer.write(intents).await,
            _ => true,
        })
    }

    /// What a row does, with the number of the version it was seen at.
    fn planned(
        &mut self,
        row: GoodRow,
        found: Found,
        known: &HashMap<Uuid, (Record, u64)>,
        report: &mut Report,
    ) -> Option<(Planned, u64)> {
        let before = match found {
            Found::New => None,
            Found::One(id) => known.get(&id).cloned(),
            Found::Fault(what) => {
                self.fault(&row, what);
                return None;
            }
        };
        let (before, seen) = before.map_or((None, 0), |(record, seq)| (Some(record), seq));
        let planned = planned(&CLIENT, row, before, &[], &mut clock::id);
        report.unchanged += usize::from(planned.is_none());
        planned.map(|planned| (planned, seen))
    }

    fn fault(&mut self, row: &GoodRow, what: RowProblem) {
        let fault = self.layout.fault(row, what);
        self.faults.push(fault);
    }

    /// Everything that was wrong, in the order of the file, then what was refused; counts the rows that were left out.
    pub(super) async fn told(self, report: &mut Report) -> Result<(), Failure> {
        let mut refusals = Vec::new();
        if let Some(writer) = self.writer {
            for refused in writer.end().await? {
                let Some(&(row, is_new)) = self.acts.get(refused.place) else { continue };
                *(if is_new { &mut report.created } else { &mut report.changed }) -= 1;
                refusals.push(refusal(row, &refused.reason, self.lang));
            }
        }
        report.faults = rows_of(&self.faults) + refusals.len();
        report.unassigned = rows_of(&self.nobody);
        let mut all: Vec<RowFault> = self.faults.into_iter().chain(self.nobody).collect();
        all.sort_by_key(|fault| fault.row);
        report.lines.extend(all.iter().map(|fault| fault.text(self.lang)).chain(refusals));
        Ok(())
    }
}

/// How many pushes are stored in one transaction, if so many are there: somebody who sends something meanwhile waits for
/// less than a second.
const PUSHES_AT_ONCE: usize = 8;

/// Stores acts in a task of its own, in the order in which they come.
pub(super) struct Writer {
    acts: mpsc::Sender<Vec<Intent>>,
    task: JoinHandle<Result<Vec<Refused>, Failure>>,
}

impl Writer {
    /// Begins with the first act of this scribe.
    pub(super) fn new(mut scribe: Scribe) -> Self {
        // So many wait while others are stored: memory does not grow with the file.
        let (acts, mut waiting) = mpsc::channel(PUSHES_AT_ONCE);
        let task = tokio::spawn(async move {
            let (mut refused, mut written) = (Vec::new(), 0);
            let mut pushes: Vec<Vec<Intent>> = Vec::new();
            while waiting.recv_many(&mut pushes, PUSHES_AT_ONCE).await > 0 {
                let intents: Vec<Intent> = pushes.drain(..).flatten().collect();
                let some = intents.len();
                let of_these = scribe.write(intents, clock::now()).await?;
                refused.extend(of_these.into_iter().map(|one| Refused { place: written + one.place, ..one }));
                written += some;
            }
            Ok(refused)
        });
        Self { acts, task }
    }

    /// Whether it goes on: not after a failure, which [`Self::end`] tells.
    async fn write(&self, intents: Vec<Intent>) -> bool {
        self.acts.send(intents).await.is_ok()
    }

    /// Those that were refused, once all are stored.
    async fn end(self) -> Result<Vec<Refused>, Failure> {
        drop(self.acts);
        self.task.await.unwrap_or_else(|error| panic::resume_unwind(error.into_panic()))
    }
}
