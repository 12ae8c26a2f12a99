//! What the server tells a device: news since a cursor, and the pages of a bootstrap.

use domain::{KINDS, Role};
use sync::row::Row;
use sync::wire::{BootstrapHead, Patch, Pull, PullAnswer, Rows};
use uuid::Uuid;

use super::{Denied, Server};
use crate::judge::Judge;
use crate::sabotage::Sabotage;

fn sees(role: Role, user: Uuid, row: &Row) -> bool {
    let assignee = row.record.text(row.record.kind.assignee);
    role.sees_all() && !row.record.kind.is_private() || assignee.is_empty() || assignee == user.to_string()
}

fn scope(role: Role, user: Uuid) -> String {
    if role.sees_all() { "all".to_owned() } else { format!("own:{user}") }
}

fn by_kind(rows: &[&Row]) -> Vec<Rows> {
    let of_kind = |name: &str| rows.iter().copied().filter(|row| row.record.kind.name == name).collect::<Vec<_>>();
    let kinds = KINDS.iter().map(|kind| (*kind, of_kind(kind.name)));
    kinds.filter(|(_, rows)| !rows.is_empty()).map(|(kind, rows)| Rows::of(kind, &rows)).collect()
}

impl Server {
    /// Rows a person may see, as this server judges it.
    fn visible(&self, role: Role, user: Uuid) -> impl Iterator<Item = &Row> {
        let careless = self.spoiled(Sabotage::SkipScope);
        self.rows.values().filter(move |row| careless || sees(role, user, row))
    }

    pub(crate) fn pull(&self, user: Uuid, pull: &Pull, limit: usize, court: &mut Judge) -> Result<PullAnswer, Denied> {
        let role = self.role(user)?;
        if pull.epoch != Some(self.epoch) || pull.scope != scope(role, user) {
            return Ok(PullAnswer::Rebuild);
        }
        let mut news: Vec<&Row> = self.visible(role, user).filter(|row| row.seq > pull.cursor).collect();
        news.sort_by_key(|row| (row.seq, row.record.id));
        let mut cursor = self.head;
        let mut more = false;
        if let Some(first_left) = news.get(limit) {
            // Whole pushes only.
            let cut = if first_left.seq == news[limit - 1].seq { first_left.seq } else { news[limit - 1].seq };
            let end = news.partition_point(|row| row.seq <= cut);
            more = end < news.len();
            if more {
                cursor = cut;
                news.truncate(end);
            }
        }
        court.sent(user, role, news.iter().map(|row| &row.record));
        let rows = by_kind(&news);
        let people = self.people.values().filter(|(_, seq)| *seq > pull.cursor).map(|(person, _)| person.clone());
        Ok(PullAnswer::Patch(Patch {
            cursor,
            acked: self.acked(pull.device, cursor),
            more,
            rows,
            gone: self.gone(role, user, pull.cursor, cursor),
            people: people.collect(),
            notes: Vec::new(),
        }))
    }

    /// The device's acts that are contained in what is visible at `cursor`.
    fn acked(&self, device: Uuid, cursor: u64) -> u64 {
        let steps = self.devices.get(&device).map(|device| device.steps.as_slice()).unwrap_or_default();
        steps.iter().filter(|(seq, _)| *seq <= cursor).map(|(_, n)| *n).max().unwrap_or_default()
    }

    /// Records that left the scope of a person since `after`.
    fn gone(&self, role: Role, user: Uuid, after: u64, until: u64) -> Vec<Uuid> {
        if self.spoiled(Sabotage::NoEviction) {
            return Vec::new();
        }
        let me = user.to_string();
        let mut gone: Vec<Uuid> = self
            .history
            .iter()
            .filter(|(seq, _)| *seq > after && *seq <= until)
            .filter(|(_, line)| line.left_assignee.as_ref().is_some_and(|left| left.is_empty() || *left == me))
            .map(|(_, line)| line.record)
            .filter(|record| self.rows.get(record).is_none_or(|row| !sees(role, user, row)))
            .collect();
        gone.sort_unstable();
        gone.dedup();
        gone
    }

    pub(crate) fn bootstrap_head(&self, user: Uuid, device: Uuid) -> Result<BootstrapHead, Denied> {
        let role = self.role(user)?;
        Ok(BootstrapHead {
            epoch: self.epoch,
            scope: scope(role, user),
            cursor: self.head,
            acked: self.acked(device, self.head),
            people: self.people.values().map(|(person, _)| person.clone()).collect(),
            total: self.visible(role, user).count() as u64,
        })
    }

    /// The next page, or nothing at the end.
    pub(crate) fn bootstrap_page(
        &self,
        user: Uuid,
        after: Option<Uuid>,
        limit: usize,
        court: &mut Judge,
    ) -> Result<Option<Rows>, Denied> {
        let role = self.role(user)?;
        let rows = self.visible(role, user).filter(|row| after.is_none_or(|after| row.record.id > after));
        // A page is of one kind.
        let mut kind = None;
        let alike = |row: &&Row| *kind.get_or_insert(row.record.kind.name) == row.record.kind.name;
        let page: Vec<&Row> = rows.take(limit).take_while(alike).collect();
        court.sent(user, role, page.iter().map(|row| &row.record));
        Ok(page.first().map(|first| Rows::of(first.record.kind, &page)))
    }

    /// What a person should find on a quiet device.
    pub(crate) fn scope_of(&self, user: Uuid) -> Vec<&Row> {
        let role = self.role(user).unwrap_or(Role::Seller);
        self.rows.values().filter(|row| sees(role, user, row)).collect()
    }
}
