//! Writing what an import found out, a bounded number of rows at a time: while some are stored, the next are found out.

use std::collections::HashMap;
use std::panic;

use domain::Record;
use domain::client::CLIENT;
use domain::csv::{Found, GoodRow, Layout, Planned, Report, planned};
use store::{Store, Visitor, clients};
use sync::{Act, mutation};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::refusal;
use super::told::Told;
use crate::clock;
use crate::error::Failure;
use crate::scribe::{Intent, Scribe};

/// An import at work.
pub(super) struct Work<'a> {
    pub(super) store: &'a Store,
    pub(super) visitor: &'a Visitor,
    pub(super) layout: &'a Layout,
    /// Nobody writes where nothing is to be written.
    pub(super) writer: Option<Writer>,
    /// Why rows were left out, or went in without somebody or something that they name.
    pub(super) told: Told,
}

impl Work<'_> {
    /// Has these rows written, at most as many as one push takes. Whether there is a point in more.
    pub(super) async fn write(&mut self, rows: Vec<(GoodRow, Found)>, report: &mut Report) -> Result<bool, Failure> {
        let known: Vec<Uuid> =
            rows.iter().filter_map(|(_, found)| if let Found::One(id) = found { Some(*id) } else { None }).collect();
        let known = clients::some(self.store, self.visitor, &known).await?;
        let mut deeds = Vec::with_capacity(rows.len());
        let now = clock::now();
        for (row, found) in rows {
            let Some((planned, seen)) = self.planned(row, found, &known, report) else { continue };
            let Some(change) = mutation::diff(planned.before.as_ref(), &planned.after, seen) else { continue };
            let is_new = planned.before.is_none();
            *(if is_new { &mut report.created } else { &mut report.changed }) += 1;
            let row = Row { number: planned.row, is_new };
            deeds.push((row, Intent { id: clock::id(), act: Act::Import, made_at: now, change }));
        }
        Ok(match &self.writer {
            Some(writer) if !deeds.is_empty() => writer.write(deeds).await,
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
                report.faults += 1;
                self.told.faults(&[self.layout.fault(&row, what)]);
                return None;
            }
        };
        let (before, seen) = before.map_or((None, 0), |(record, seq)| (Some(record), seq));
        let planned = planned(&CLIENT, row, before, &[], &mut clock::id);
        report.unchanged += usize::from(planned.is_none());
        planned.map(|planned| (planned, seen))
    }

    /// Everything that was wrong and all that was refused, in the order of the file, once all is stored.
    pub(super) async fn end(mut self, report: &mut Report) -> Result<(), Failure> {
        if let Some(writer) = self.writer {
            let refused = writer.end().await?;
            report.created -= refused.created;
            report.changed -= refused.changed;
            report.faults += refused.created + refused.changed;
            self.told.join(refused.told);
        }
        report.told = report.lines.len() + self.told.count();
        report.lines.extend(self.told.into_lines());
        Ok(())
    }
}

/// The row of an act.
#[derive(Debug, Clone, Copy)]
struct Row {
    number: usize,
    /// Whether it makes a client.
    is_new: bool,
}

/// The acts that were refused.
struct Refusals {
    created: usize,
    changed: usize,
    told: Told,
}

/// How many pushes are stored in one transaction, if so many are there: somebody who sends something meanwhile waits for
/// less than a second.
const PUSHES_AT_ONCE: usize = 8;

/// Stores acts in a task of its own, in the order in which they come.
pub(super) struct Writer {
    acts: mpsc::Sender<Vec<(Row, Intent)>>,
    task: JoinHandle<Result<Refusals, Failure>>,
}

impl Writer {
    /// Begins with the first act of this scribe. What is refused is told here.
    pub(super) fn new(mut scribe: Scribe, told: Told) -> Self {
        // So many wait while others are stored: memory does not grow with the file.
        let (acts, mut waiting) = mpsc::channel(PUSHES_AT_ONCE);
        let task = tokio::spawn(async move {
            let mut refusals = Refusals { created: 0, changed: 0, told };
            let mut pushes = Vec::new();
            while waiting.recv_many(&mut pushes, PUSHES_AT_ONCE).await > 0 {
                let (rows, intents): (Vec<Row>, Vec<Intent>) = pushes.drain(..).flatten().unzip();
                for refused in scribe.write(intents, clock::now()).await? {
                    let Some(&Row { number, is_new }) = rows.get(refused.place) else { continue };
                    *(if is_new { &mut refusals.created } else { &mut refusals.changed }) += 1;
                    refusals.told.line(number, |lang| refusal(number, &refused.reason, lang));
                }
            }
            Ok(refusals)
        });
        Self { acts, task }
    }

    /// Whether it goes on: not after a failure, which [`Self::end`] tells.
    async fn write(&self, deeds: Vec<(Row, Intent)>) -> bool {
        self.acts.send(deeds).await.is_ok()
    }

    /// What was refused, once all are stored.
    async fn end(self) -> Result<Refusals, Failure> {
        drop(self.acts);
        self.task.await.unwrap_or_else(|error| panic::resume_unwind(error.into_panic()))
    }
}
