//! What an import does behind its page, in slices that leave the page alive: reading, checking, trying, writing.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::client::{ASSIGNEE, CLIENT};
use domain::csv::import::OnMatch;
use domain::csv::{
    DateForm, Found, Layout, Names, RawRow, RowFault, Rows, Sniffed, Survey, date_form, import::planned, sniff,
    understand,
};
use domain::{Shape, Value, vcard};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::Act;
use uuid::Uuid;

use super::{Checked, Desk, Tried, blank};
use crate::edits::Written;
use crate::parts::browser::Slices;
use crate::records::ShownRecord;
use crate::texts::{form, import as words};

/// Bytes read before the page is given way.
const PIECE: usize = 64 * 1024;

impl Desk {
    /// Reads the file as it is written, or as the person says it is.
    pub(super) async fn open(self, told: Option<Sniffed>) {
        let turn = self.changed();
        let bytes = self.bytes.get_value();
        let sniffed = told.unwrap_or_else(|| sniff(&bytes));
        self.sniffed.set(sniffed);
        self.problem.set(None);
        let read = self.every_row(&bytes, sniffed).await;
        self.busy.set(None);
        if self.turn.try_get_untracked() != Some(turn) {
            return;
        }
        let mut rows = match read {
            Ok(rows) if rows.is_empty() => return self.refuse(words::UNREADABLE),
            Ok(rows) => rows,
            Err(fault) => return self.problem.set(Some(fault.text(self.language.get_untracked()))),
        };
        let headings = rows.remove(0);
        self.lay(&headings, &rows);
        self.rows.set(Arc::new(rows));
        self.check().await;
    }

    async fn every_row(self, bytes: &[u8], sniffed: Sniffed) -> Result<Vec<RawRow>, RowFault> {
        if vcard::is_cards(bytes) {
            return Ok(vcard::rows(&String::from_utf8_lossy(bytes)));
        }
        let mut reader = Rows::new(sniffed);
        let mut rows = Vec::new();
        let mut slices = Slices::new();
        for (place, piece) in bytes.chunks(PIECE).enumerate() {
            rows.extend(reader.push(piece)?);
            self.busy.set(Some((words::READING, place * PIECE, bytes.len())));
            slices.breathe().await;
        }
        rows.extend(reader.end()?);
        Ok(rows)
    }

    /// What the headings say, and the dates.
    fn lay(self, headings: &RawRow, rows: &[RawRow]) {
        let mut layout = blank();
        layout.columns = understand(&CLIENT, headings.cells.iter());
        if let Some(me) = self.seller() {
            // What they bring in is theirs: the server refuses records for others.
            if let Some(place) = layout.columns.iter().position(|column| column.position() == Some(ASSIGNEE)) {
                layout.assign(place, None);
            }
            layout.given.push((ASSIGNEE, Value::from(me.id.to_string())));
        }
        let dates: Vec<usize> = (0..layout.columns.len())
            .filter(|&place| layout.columns[place].field.is_some_and(|field| matches!(field.shape, Shape::Date)))
            .collect();
        let cells = rows.iter().flat_map(|row| dates.iter().filter_map(|&place| row.cells.get(place)));
        let filled = cells.clone().any(|cell| !cell.trim().is_empty());
        let (form, proven) = date_form(cells);
        layout.dates = form;
        self.proven.set(proven || !filled);
        self.layout.set(layout);
    }

    /// Checks every row again, after something moved.
    pub(super) fn check_again(self) {
        spawn_local(self.check());
    }

    async fn check(self) {
        let turn = self.changed();
        let (layout, rows, key) = (self.layout.get_untracked(), self.rows.get_untracked(), self.key.get_untracked());
        let names = self.names(&layout).await;
        let mut checked = Checked::default();
        let mut survey = Survey::new(key);
        let mut slices = Slices::new();
        for (place, row) in rows.iter().enumerate() {
            match layout.check(row, &names) {
                Ok((row, unknown)) => match survey.row(&row) {
                    Ok(()) => {
                        if !unknown.is_empty() {
                            checked.faults.insert(row.row, unknown);
                        }
                        checked.good.push(row);
                    }
                    Err(what) => drop(checked.faults.insert(row.row, vec![layout.fault(&row, what)])),
                },
                Err(faults) => drop(checked.faults.insert(row.number, faults)),
            }
            if place % 100 == 0 {
                slices.breathe().await;
                if self.turn.try_get_untracked() != Some(turn) {
                    return;
                }
            }
            if place % 1000 == 999 {
                self.busy.set(Some((words::CHECKING, place, rows.len())));
            }
        }
        self.busy.set(None);
        self.checked.set(Arc::new(checked));
    }

    /// Whom and what the file may name. Of records none is known before the book is here.
    async fn names(self, layout: &Layout) -> Names {
        let linked = self.records.wholes(layout.links()).await.unwrap_or_default();
        let records = linked.iter().flat_map(|all| all.iter()).map(|shown| &shown.record);
        let people = self.records.people().get_untracked();
        Names::new(&people, records.map(|record| (record.kind, record.id, record.name())))
    }

    /// The book came: what the file names is known from now on.
    pub(super) fn book_came(self) {
        if self.rows.with_untracked(|rows| !rows.is_empty()) {
            self.check_again();
        }
    }

    /// Corrects a cell in place.
    pub(super) fn correct(self, row: usize, place: usize, text: &str) {
        let mut rows = self.rows.get_untracked();
        if let Some(row) = Arc::make_mut(&mut rows).iter_mut().find(|raw| raw.number == row) {
            let cells = row.cells.iter().enumerate();
            row.cells = cells.map(|(other, cell)| if other == place { text } else { cell }).collect();
        }
        self.rows.set(rows);
        self.check_again();
    }

    /// Finds out what the rows would change.
    pub(super) fn try_out(self) {
        spawn_local(async move {
            let turn = self.changed();
            self.busy.set(Some((words::COMPARING, 0, 1)));
            let tried = self.compare().await;
            self.busy.set(None);
            if self.turn.try_get_untracked() == Some(turn) {
                self.problem.set(None);
                if tried.is_none() {
                    self.refuse(words::NO_BOOK);
                }
                self.tried.set(tried.map(Arc::new));
            }
        });
    }

    async fn compare(self) -> Option<Tried> {
        let (checked, layout) = (self.checked.get_untracked(), self.layout.get_untracked());
        let (key, on_match) = (self.key.get_untracked(), self.on_match.get_untracked());
        let mut survey = Survey::new(key);
        for row in &checked.good {
            // OK to pass over the result: doubles are no good rows.
            let _ = survey.row(row);
        }
        if !self.records.each(&CLIENT, &mut |shown| survey.record(&shown.record)).await {
            return None;
        }
        let found = survey.found();
        let wanted: HashSet<Uuid> =
            found.iter().filter_map(|found| if let Found::One(id) = found { Some(*id) } else { None }).collect();
        let mut known: HashMap<Uuid, ShownRecord> = HashMap::new();
        if on_match == OnMatch::Update && !wanted.is_empty() {
            let mut keep = |shown: ShownRecord| {
                if wanted.contains(&shown.record.id) {
                    known.insert(shown.record.id, shown);
                }
            };
            self.records.each(&CLIENT, &mut keep).await;
        }
        let mut tried = Tried::default();
        let mut slices = Slices::new();
        for (row, found) in checked.good.iter().cloned().zip(found) {
            slices.breathe().await;
            let before = match (found, on_match) {
                (Found::New, _) | (Found::One(_), OnMatch::Create) => None,
                (Found::One(_), OnMatch::Skip) => {
                    tried.skipped += 1;
                    continue;
                }
                (Found::One(id), OnMatch::Update) => known.remove(&id).filter(|shown| key.joins(&row, &shown.record)),
                (Found::Fault(what), _) => {
                    tried.faults.push(layout.fault(&row, what));
                    continue;
                }
            };
            let record = before.as_ref().map(|shown| shown.record.clone());
            match planned(&CLIENT, row, record, &layout.given, &mut || self.edits.new_id()) {
                Some(planned) => tried.changes.push((planned.row, (before, planned.after))),
                None => tried.unchanged += 1,
            }
        }
        Some(tried)
    }

    /// Brings the file in, as one act.
    pub(super) fn import(self) {
        let Some(tried) = self.tried.get_untracked() else { return };
        let lang = self.language.get_untracked();
        spawn_local(async move {
            let turn = self.turn.get_untracked();
            let written: Vec<Written> = tried.changes.iter().map(|(_, written)| written.clone()).collect();
            let count = written.len();
            self.busy.set(Some((words::WRITING, 0, count)));
            let told = move |done: usize, all: usize| {
                self.busy.try_set(Some((words::WRITING, done, all)));
                // Somebody who leaves the page does not stop what they asked for.
                self.turn.try_get_untracked().is_none_or(|now| now == turn)
            };
            let kept = self.edits.all_together(written, Act::Import, &told).await;
            self.busy.try_set(None);
            match kept {
                Ok(Some(n)) => {
                    self.done.try_set(Some((n, count)));
                    let undo = Callback::new(move |()| self.take_back(n));
                    self.toasts.offer_undo(words::imported(lang, count), undo);
                }
                Ok(None) => self.toasts.say(words::STOPPED.get(lang)),
                Err(error) => self.toasts.say(form::not_saved(lang, &error)),
            }
        });
    }

    /// Takes the import back, from the page.
    pub(super) fn undo(self) {
        if let Some((n, _)) = self.done.get_untracked() {
            self.take_back(n);
        }
    }

    fn take_back(self, n: u64) {
        let (edits, toasts, lang) = (self.edits, self.toasts, self.language.try_get_untracked().unwrap_or_default());
        spawn_local(async move {
            match edits.undo(n).await {
                Ok(_) => {
                    toasts.say(words::UNDONE.get(lang));
                    self.tried.try_set(None);
                    self.done.try_set(None);
                }
                Err(error) => toasts.say(form::not_saved(lang, &error)),
            }
        });
    }

    /// The file writes its days otherwise.
    pub(super) fn set_dates(self, form: DateForm) {
        self.layout.update(|layout| layout.dates = form);
        self.proven.set(true);
        self.check_again();
    }
}
