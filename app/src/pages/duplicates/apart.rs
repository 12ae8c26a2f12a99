//! Which records a person has told apart: remembered in this browser.

use std::collections::HashSet;

use uuid::Uuid;

use crate::device::store;

/// Under which key they are kept.
const KEY: &str = "carnet.apart";

/// Pairs of records that are no duplicates.
pub(super) struct Apart(HashSet<(Uuid, Uuid)>);

impl Apart {
    /// What this browser remembers.
    pub(super) fn read() -> Self {
        let text = store::text(KEY).unwrap_or_default();
        let pair = |line: &str| {
            let (one, other) = line.split_once(' ')?;
            Some((one.parse().ok()?, other.parse().ok()?))
        };
        Self(text.lines().filter_map(pair).collect())
    }

    /// Whether these two were told apart.
    pub(super) fn has(&self, one: Uuid, other: Uuid) -> bool {
        self.0.contains(&(one.min(other), one.max(other)))
    }

    /// Remembers that each of these is somebody else, or that this is not so any more.
    pub(super) fn tell(ids: &[Uuid], are_apart: bool) {
        let mut known = Self::read();
        known.0.retain(|(one, other)| !(ids.contains(one) && ids.contains(other)));
        for one in ids.iter().filter(|_| are_apart) {
            known.0.extend(ids.iter().filter(|other| one < *other).map(|other| (*one, *other)));
        }
        let lines: Vec<String> = known.0.iter().map(|(one, other)| format!("{one} {other}")).collect();
        store::set_text(KEY, &lines.join("\n"));
    }
}
