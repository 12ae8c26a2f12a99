//! Building the replica: a stream of pages in the order of ids, each written as it comes, resumed where it broke off.

use uuid::Uuid;

use super::round::Work;
use super::{Device, Effect, Loading, Stand, Ticket};
use crate::wire::{BootstrapHead, Rows};

impl Device {
    /// Asks for the stream: from where the replica is, or from the beginning.
    pub(super) fn open(&mut self, device: Uuid, stand: Option<Stand>) {
        let stand = stand.filter(|stand| !self.outdated && stand.device == device);
        let after = stand.and_then(|stand| stand.loading).and_then(|loading| loading.after);
        let ticket = self.ticket();
        self.work = Work::Opening { ticket, resumes: after.is_some() };
        self.out.push(Effect::Bootstrap { ticket, device, after });
    }

    pub(super) fn bootstrap_head(&mut self, ticket: Ticket, head: BootstrapHead) {
        let Work::Opening { ticket: asked, resumes } = self.work else { return };
        let Some(identity) = self.memory.identity().cloned() else { return };
        if asked != ticket {
            return;
        }
        if identity.epoch != Some(head.epoch) || head.acked < identity.answered {
            // Another life of the server, or one that lost what it had answered: the journal fills the difference.
            self.memory.unlearn(Some(head.epoch));
            self.rewrite_identity();
        }
        let same = |stand: &Stand| {
            stand.loading.is_some()
                && (stand.device, stand.epoch, &stand.scope) == (identity.device, head.epoch, &head.scope)
        };
        if resumes {
            if !self.stand.as_ref().is_some_and(same) {
                // What was loaded belongs to another scope or life: from the beginning.
                return self.open(identity.device, None);
            }
            self.work = Work::Streaming { ticket, ended: false };
            return;
        }
        let stand = Stand {
            device: identity.device,
            epoch: head.epoch,
            scope: head.scope,
            cursor: head.cursor,
            acked: head.acked,
            loading: Some(Loading { after: None, done: 0, total: head.total }),
        };
        self.work = Work::Streaming { ticket, ended: false };
        self.outdated = false;
        let ticket = self.ticket();
        self.writes.push_back((ticket, stand.clone()));
        self.out.push(Effect::ForgetReplica { ticket, stand, people: head.people });
    }

    pub(super) fn bootstrap_page(&mut self, ticket: Ticket, rows: Rows) {
        if self.work != (Work::Streaming { ticket, ended: false }) || rows.rows.is_empty() {
            return;
        }
        let Some(base) = self.planned() else { return };
        let mut stand = base.clone();
        if let Some(loading) = &mut stand.loading {
            loading.after = rows.rows.last().map(|row| row.0);
            loading.done += rows.rows.len() as u64;
        }
        self.write_page(base, stand, Some(rows));
    }

    pub(super) fn bootstrap_end(&mut self, ticket: Ticket) {
        if self.work != (Work::Streaming { ticket, ended: false }) {
            return;
        }
        let Some(base) = self.planned() else { return };
        self.work = Work::Streaming { ticket, ended: true };
        let stand = Stand { loading: None, ..base.clone() };
        self.write_page(base, stand, None);
    }

    /// The stand once all transactions under way have completed.
    fn planned(&self) -> Option<Stand> {
        self.writes.back().map(|(_, stand)| stand).or(self.stand.as_ref()).cloned()
    }

    fn write_page(&mut self, base: Stand, stand: Stand, rows: Option<Rows>) {
        let ticket = self.ticket();
        self.writes.push_back((ticket, stand.clone()));
        self.out.push(Effect::WritePage { ticket, base, stand, rows });
    }

    fn rewrite_identity(&mut self) {
        let Some(identity) = self.memory.identity().cloned() else { return };
        self.moved = true;
        self.out.push(Effect::WriteOutbox { identity, entries: Vec::new(), forget: Vec::new() });
    }
}
