//! A record as the server keeps it: with the number of its last change and who wrote each field last.

use std::collections::BTreeMap;

use domain::{Millis, Record};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::wire::WireRow;

/// A record and what merging needs to know about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The record as everybody sees it.
    pub record: Record,
    /// The number of the push that changed it last.
    pub seq: u64,
    /// Who wrote what last, by field name; `*` stands for all that nobody wrote since creation,
    /// `tags/NAME` for the last add of one tag. Never leaves the server.
    pub stamps: BTreeMap<String, Stamp>,
}

/// Who wrote a value, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The number of the push that wrote it.
    pub seq: u64,
    /// When, by a clock the server trusts: the device's time, clamped.
    pub at: Millis,
    /// The person.
    pub user: Uuid,
    /// Their device.
    pub device: Uuid,
}

/// The stamp of everything nobody wrote since the record was created.
pub const ANY: &str = "*";

impl Row {
    /// The row as it travels: every field, in the kind's order.
    pub fn wire(&self) -> WireRow {
        WireRow(self.record.id, self.seq, self.record.values.clone())
    }

    /// Who wrote a field (or `tags/NAME`) last.
    pub fn stamp(&self, field: &str) -> Option<&Stamp> {
        self.stamps.get(field).or_else(|| self.stamps.get(ANY))
    }
}

impl Stamp {
    /// Whether somebody at `device` who saw the record at `seen` cannot have known of this.
    pub fn is_unseen(&self, seen: u64, device: Uuid) -> bool {
        self.seq > seen && self.device != device
    }
}
