//! Writing what an import found out, a bounded number of rows at a time.

use std::collections::HashMap;

use domain::client::CLIENT;
use domain::csv::{Found, GoodRow, Layout, Planned, RowFault, RowProblem, planned};
use domain::{Lang, Record};
use store::{Store, Visitor, clients};
use sync::{Act, mutation};
use uuid::Uuid;

use super::source::rows_of;
use super::{Report, refusal};
use crate::clock;
use crate::error::Failure;
use crate::scribe::{Intent, Scribe};

/// An import at work.
pub(super) struct Work<'a> {
    pub(super) store: &'a Store,
    pub(super) visitor: &'a Visitor,
    pub(super) layout: &'a Layout,
    pub(super) scribe: Scribe,
    pub(super) dry_run: bool,
    pub(super) lang: Lang,
    /// Why rows were left out.
    pub(super) faults: Vec<RowFault>,
    /// Where rows went in with nobody, because they name somebody unknown.
    pub(super) nobody: Vec<RowFault>,
    /// What the book refused.
    pub(super) refused: Vec<String>,
}

impl Work<'_> {
    /// Writes these rows, at most as many as one push takes.
    pub(super) async fn write(&mut self, rows: Vec<(GoodRow, Found)>, report: &mut Report) -> Result<(), Failure> {
        let known: Vec<Uuid> =
            rows.iter().filter_map(|(_, found)| if let Found::One(id) = found { Some(*id) } else { None }).collect();
        let known = clients::some(self.store, self.visitor, &known).await?;
        let (mut intents, mut changes) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
        let now = clock::now();
        for (row, found) in rows {
            let Some((planned, seen)) = self.planned(row, found, &known, report) else { continue };
            let Some(change) = mutation::diff(planned.before.as_ref(), &planned.after, seen) else { continue };
            if planned.before.is_none() {
                report.created += 1;
            } else {
                report.changed += 1;
            }
            changes.push((planned.row, planned.before.is_none()));
            intents.push(Intent { id: clock::id(), act: Act::Import, made_at: now, change });
        }
        if self.dry_run || intents.is_empty() {
            return Ok(());
        }
        for refused in self.scribe.write(intents, now).await? {
            let Some(&(row, is_new)) = changes.get(refused.place) else { continue };
            self.refused.push(refusal(row, &refused.reason, self.lang));
            if is_new {
                report.created -= 1;
            } else {
                report.changed -= 1;
            }
        }
        Ok(())
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
    pub(super) fn told(self, report: &mut Report) {
        report.faults = rows_of(&self.faults) + self.refused.len();
        report.unassigned = rows_of(&self.nobody);
        let mut all: Vec<RowFault> = self.faults.into_iter().chain(self.nobody).collect();
        all.sort_by_key(|fault| fault.row);
        report.lines.extend(all.iter().map(|fault| fault.text(self.lang)).chain(self.refused));
    }
}
