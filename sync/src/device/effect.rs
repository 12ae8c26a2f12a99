//! What a device must do: everything the engine asks for.

use domain::Person;
use uuid::Uuid;

#[expect(unused_imports, reason = "named in the documentation")]
use super::Event;
use super::{Entry, Identity, Stand, Ticket};
use crate::wire::{Patch, Pull, Push, Rows};

/// What to do. Effects are carried out in order; those with a ticket report back.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read both databases and send [`Event::Loaded`].
    Reload,
    /// Take the lock, read again if another tab moved, send [`Event::Begun`].
    Begin {
        /// To report back with.
        ticket: Ticket,
    },
    /// Release the lock. `moved`: something was written, tell the other tabs.
    End {
        /// Whether something was written.
        moved: bool,
    },
    /// Post this.
    Push {
        /// To report back with.
        ticket: Ticket,
        /// The body.
        push: Push,
    },
    /// Post this.
    Pull {
        /// To report back with.
        ticket: Ticket,
        /// The body.
        pull: Pull,
    },
    /// Get the bootstrap stream from after this id.
    Bootstrap {
        /// To report back with.
        ticket: Ticket,
        /// The device.
        device: Uuid,
        /// The last id the replica holds.
        after: Option<Uuid>,
    },
    /// One transaction on the replica: if its stand equals `base`, put and forget what `patch` says, put its
    /// people, store `stand`; else change nothing and send [`Event::Stale`].
    WritePatch {
        /// To report back with.
        ticket: Ticket,
        /// The stand the patch starts from.
        base: Stand,
        /// The stand after it.
        stand: Stand,
        /// Rows, evictions, people.
        patch: Patch,
    },
    /// One transaction on the replica, whatever it holds: clear everything, put the people, store `stand`.
    /// It stays unreadable until `stand.loading` is over.
    ForgetReplica {
        /// To report back with.
        ticket: Ticket,
        /// The stand of the bootstrap that begins.
        stand: Stand,
        /// Everybody.
        people: Vec<Person>,
    },
    /// One transaction on the replica: if its stand equals `base`, add these rows, which come after all it holds,
    /// and store `stand`. Without rows (the end): only the stand. Several may be folded into one transaction.
    WritePage {
        /// To report back with.
        ticket: Ticket,
        /// The stand before.
        base: Stand,
        /// The stand after.
        stand: Stand,
        /// The rows.
        rows: Option<Rows>,
    },
    /// One transaction on the outbox: if its device id is that of `identity`, store `identity`, put `entries` (each
    /// only if an entry with its `n` and mutation id is still there) and delete those of `forget` (each only if it
    /// still carries this id); else change nothing. No report is needed: whatever is lost here is asked again.
    WriteOutbox {
        /// How far the server has answered.
        identity: Identity,
        /// The entries of which something more was told than that they applied.
        entries: Vec<Entry>,
        /// What the journal need not keep any longer: `n` and mutation id.
        forget: Vec<(u64, Uuid)>,
    },
    /// One durable transaction on the outbox: if its device id still is `device`, read the identity and all entries,
    /// [`super::renumber`] them with a new device id, replace everything; else change nothing. Either way read both
    /// databases afterwards and send [`Event::Loaded`].
    Renumber {
        /// The device id that is given up.
        device: Uuid,
        /// Where the replica stands.
        stand: Option<Stand>,
    },
    /// One durable transaction on the outbox: if none of its entries waits or is parked refused (see
    /// [`super::is_settled`]), delete them all and store a new device id for this person; then clear the replica.
    /// Read both databases afterwards and send [`Event::Loaded`].
    ChangePerson {
        /// Who is signed in.
        user: Uuid,
    },
    /// Send [`Event::Timer`] after this delay. Replaces an earlier one.
    Schedule {
        /// Milliseconds.
        after: u64,
    },
    /// What the strip shows has changed: ask [`Device::status`].
    Show,
    /// The replica or the pending acts changed: what is on the screen of these records may be old.
    Moved(Touched),
}

/// Which records may look different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// Any.
    All,
    /// These; some perhaps twice.
    Records(Vec<Uuid>),
}
