//! Carries out what the engine wants written: one thing after the other, in the order asked for.

use std::rc::Rc;

use domain::KINDS;
use sync::conflict;
use sync::device::{Effect, Event, Stand, State, Ticket};
use sync::pages::{self, Header};
use sync::wire::{Patch, Rows};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::copy::Device;
use super::database::Fault;
use super::page::{self, Slices};
use super::tidy;
use crate::replay::merge_people;

/// Pages of a bootstrap that one transaction writes.
const FOLDED: usize = 24;

impl Device {
    pub(super) fn enqueue(self: &Rc<Self>, job: Effect) {
        self.jobs.borrow_mut().push_back(job);
        if self.working.replace(true) {
            return;
        }
        let this = Rc::clone(self);
        spawn_local(async move {
            loop {
                let job = this.jobs.borrow_mut().pop_front().filter(|_| !this.closed.get());
                let Some(job) = job else { break };
                this.work(job).await;
            }
            this.working.set(false);
        });
    }

    async fn work(self: &Rc<Self>, job: Effect) {
        match job {
            Effect::WritePatch { ticket, base, stand, patch } => {
                let carried = self.shelf.known_conflicts();
                let written = self.write_patch(&base, &stand, &patch).await;
                self.report(ticket, written);
                self.put_settled_away(&patch, &carried).await;
            }
            Effect::ForgetReplica { ticket, stand, people } => {
                let written = self.replica.clear(&stand, &people).await;
                self.shelf.clear();
                self.gathered.set(true);
                self.show_people(people);
                self.report(ticket, written);
            }
            Effect::WritePage { ticket, base, stand, rows: Some(rows) } => {
                self.write_pages(ticket, base, stand, rows).await;
            }
            Effect::WritePage { ticket, base, stand, rows: None } => {
                let written = self.finish_bootstrap(&base, &stand).await;
                self.report(ticket, written);
            }
            Effect::WriteOutbox { identity, entries, forget } => {
                if let Err(fault) = self.outbox.settle(&identity, entries, forget).await {
                    self.broken(&fault);
                }
            }
            Effect::Renumber { device, stand } => {
                if let Err(fault) = self.outbox.renumber(device, stand.as_ref()).await {
                    self.broken(&fault);
                }
                self.reload().await;
            }
            // `ChangePerson` never comes, for each person has databases of their own.
            _ => self.reload().await,
        }
    }

    fn report(self: &Rc<Self>, ticket: Ticket, written: Result<(), Fault>) {
        match written {
            Ok(()) => {
                self.fails.set(false);
                self.feed(Event::Written { ticket });
            }
            Err(Fault::Stale) => self.feed(Event::Stale { ticket }),
            Err(fault) => {
                self.broken(&fault);
                self.feed(Event::Failed { ticket });
            }
        }
    }

    async fn reload(self: &Rc<Self>) {
        match self.stored().await {
            Ok(stored) => {
                self.feed(Event::Loaded(stored));
                self.follow().await;
            }
            Err(fault) => self.broken(&fault),
        }
    }

    async fn write_patch(self: &Rc<Self>, base: &Stand, stand: &Stand, patch: &Patch) -> Result<(), Fault> {
        let mut fresh = Vec::new();
        for rows in &patch.rows {
            let header = Header { kind: rows.kind.clone(), columns: rows.columns.clone() };
            let header = json(&header)?;
            for row in &rows.rows {
                fresh.push((pages::key(&rows.kind, row.0), [&header, "\n", &json(row)?].concat()));
            }
        }
        for id in &patch.gone {
            fresh.extend(KINDS.iter().map(|kind| (pages::key(kind.name, *id), String::new())));
        }
        let people = (!patch.people.is_empty()).then(|| merge_people(self.people(), &patch.people));
        let is_in_step = self.shelf.shows(Some(base));
        self.replica.patch(base, stand, &fresh, &patch.gone, people.as_deref()).await?;
        if is_in_step {
            self.shelf.patch(patch, stand);
        } else {
            // What it does not show yet lies below the patch.
            self.follow_to(Some(stand)).await?;
        }
        if let Some(people) = people {
            self.show_people(people);
        }
        Ok(())
    }

    /// This page and those that wait behind it, in one transaction.
    async fn write_pages(self: &Rc<Self>, ticket: Ticket, base: Stand, stand: Stand, rows: Rows) {
        let mut tickets = vec![ticket];
        let mut last = stand;
        let mut some = vec![rows];
        while some.len() < FOLDED {
            let mut jobs = self.jobs.borrow_mut();
            if !matches!(jobs.front(), Some(Effect::WritePage { rows: Some(_), .. })) {
                break;
            }
            if let Some(Effect::WritePage { ticket, stand, rows: Some(rows), .. }) = jobs.pop_front() {
                tickets.push(ticket);
                last = stand;
                some.push(rows);
            }
        }
        let written = self.add_pages(&base, &last, &some).await;
        if written.is_err() {
            // The book holds rows that the replica does not: it is gathered anew when the bootstrap goes on.
            self.gathered.set(false);
        }
        for ticket in tickets {
            self.report(ticket, written.clone());
        }
    }

    async fn add_pages(&self, base: &Stand, stand: &Stand, some: &[Rows]) -> Result<(), Fault> {
        if !self.gathered.get() {
            self.shelf.gather(&self.replica).await?;
            self.gathered.set(true);
        }
        let mut first = base.loading.as_ref().is_none_or(|loading| loading.after.is_none());
        let mut records = Vec::new();
        let mut slices = Slices::new();
        for rows in some {
            records.extend(pages::pages_of(rows, first));
            first = false;
            self.shelf.gather_rows(rows);
            slices.breathe().await;
        }
        self.replica.append(base, stand, &records).await
    }

    async fn finish_bootstrap(&self, base: &Stand, stand: &Stand) -> Result<(), Fault> {
        if !self.gathered.get() {
            self.shelf.gather(&self.replica).await?;
            self.gathered.set(true);
        }
        // It is used up now: if the disk refuses, whoever tries again must not build a book of nothing.
        self.gathered.set(false);
        self.shelf.build().await;
        tidy::write_index(&self.replica, &self.shelf, base).await?;
        self.replica.append(base, stand, &[]).await?;
        self.shelf.complete(stand);
        page::mark("carnet:synced");
        Ok(())
    }

    /// A conflict of this device's own acts that somebody has settled since leaves the queue.
    /// `carried` are the records that had one before this patch.
    async fn put_settled_away(self: &Rc<Self>, patch: &Patch, carried: &[Uuid]) {
        let open: Vec<_> = {
            let engine = self.engine.borrow();
            engine.entries().filter(|entry| entry.state == State::Conflict).cloned().collect()
        };
        if open.is_empty() {
            return;
        }
        let brought: Vec<_> = patch.rows.iter().flat_map(|rows| rows.records().unwrap_or_default()).collect();
        let brought = |id: &Uuid| brought.iter().map(|(record, _)| record).find(|record| record.id == *id);
        let open_now = self.shelf.known_conflicts();
        for entry in open {
            let is_open = |id: &Uuid| match brought(id) {
                Some(record) => conflict::of_record(record).iter().any(|conflict| conflict.id == entry.mutation.id),
                None => open_now.contains(id),
            };
            let records: Vec<Uuid> = entry.mutation.changes.iter().map(|change| change.record).collect();
            // Where the conflict never was, its rows are still to come.
            let is_settled = records.iter().any(|id| brought(id).is_some() && carried.contains(id));
            if is_settled && !records.iter().any(is_open) {
                let _ = self.put_away(entry).await;
            }
        }
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Other(error.to_string()))
}
