//! A walk over every record of a kind, for what looks at the whole book: an import, duplicates, maintenance. Read from
//! the disk page by page, with this person's waiting acts on top; nothing of it stays in memory.

use std::collections::HashMap;
use std::rc::Rc;

use domain::{Kind, Record};
use sync::{Mutation, pages};
use uuid::Uuid;

use super::collections::PAUSE;
use super::copy::Device;
use super::database::Fault;
use super::page::{self, Slices};
use crate::records::{See, ShownRecord};
use crate::replay::replayed;

impl Device {
    pub(super) async fn each_of(self: Rc<Self>, kind: &'static Kind, see: &mut See<'_>) -> bool {
        // The book may have begun anew since the page was told that it is here.
        while !self.shelf.whole.get() {
            if self.fails.get() {
                return false;
            }
            page::sleep(PAUSE).await;
        }
        match self.walk(kind, see).await {
            Ok(()) => true,
            Err(fault) => {
                self.broken(&fault);
                false
            }
        }
    }

    async fn walk(&self, kind: &'static Kind, see: &mut See<'_>) -> Result<(), Fault> {
        let mut pending: HashMap<Uuid, Vec<Mutation>> = HashMap::new();
        for act in self.engine.borrow().pending() {
            for change in act.changes.iter().filter(|change| change.kind == kind.name) {
                pending.entry(change.record).or_default().push(act.only(change.record));
            }
        }
        let kept = self.replica.collection(kind.name).await?;
        let mut slices = Slices::new();
        for (place, text) in kept.texts().enumerate() {
            let records = pages::records_of_page(&text).map_err(|error| Fault::Other(error.to_string()))?;
            for (record, seq) in records.into_iter().filter(|(record, _)| !kept.is_old(place, record.id)) {
                let acts = pending.remove(&record.id).unwrap_or_default();
                show(Some(record), seq, acts, see);
            }
            slices.breathe().await;
        }
        for acts in pending.into_values() {
            show(None, 0, acts, see);
        }
        Ok(())
    }
}

fn show(base: Option<Record>, seq: u64, pending: Vec<Mutation>, see: &mut See<'_>) {
    let record = replayed(base, pending.iter().flat_map(|act| &act.changes));
    if let Some(record) = record.filter(|record| !record.is_deleted()) {
        see(ShownRecord { record, seq, pending });
    }
}
