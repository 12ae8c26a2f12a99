//! What happens to a device: everything the engine is told.

use uuid::Uuid;

use super::{Entry, Stored, Ticket};
use crate::mutation::Mutation;
use crate::wire::{BootstrapHead, PullAnswer, PushAnswer, Rows};

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The databases were read: at the start, and whenever [`Effect::Reload`] asked.
    Loaded(Stored),
    /// The person is signed in (cookie present and accepted).
    SignedIn {
        /// Who.
        user: Uuid,
        /// What this person calls the device.
        label: String,
    },
    /// Nobody is signed in any more.
    SignedOut,
    /// The durable outbox transaction with these acts completed.
    Saved(Vec<Mutation>),
    /// The person dropped a refused act (see [`Entry::dropped`]) and the outbox transaction completed: the entry
    /// as it now stands there. To retry one, drop it and save its changes as a new act in the same transaction.
    Rewritten(Entry),
    /// The network is said to be there.
    Online,
    /// The network is said to be gone.
    Offline,
    /// The person asks to sync now, or the page came back to the front.
    Wake,
    /// The delay of [`Effect::Schedule`] is over.
    Timer,
    /// The server rang: there is news up to `head`.
    BellRang {
        /// The server's latest `seq`.
        head: u64,
    },
    /// Another tab wrote into the databases.
    TabMoved,
    /// The lock is held; `stored` when another tab may have changed the databases since they were read.
    Begun {
        /// The question.
        ticket: Ticket,
        /// The databases, read under the lock.
        stored: Option<Stored>,
    },
    /// The answer to a push.
    PushAnswered {
        /// The question.
        ticket: Ticket,
        /// What the server said.
        answer: PushAnswer,
    },
    /// The server cannot read this push or finds it too big (400, 413, 422). Sending the same again is of no use.
    Unacceptable {
        /// The question.
        ticket: Ticket,
    },
    /// The answer to a pull.
    PullAnswered {
        /// The question.
        ticket: Ticket,
        /// What the server said.
        answer: PullAnswer,
    },
    /// The first line of a bootstrap. The lines of one answer are told in their order, and once.
    BootstrapHead {
        /// The question.
        ticket: Ticket,
        /// What it said.
        head: BootstrapHead,
    },
    /// One further line of a bootstrap.
    BootstrapPage {
        /// The question.
        ticket: Ticket,
        /// Its rows.
        rows: Rows,
    },
    /// The bootstrap's stream ended whole.
    BootstrapEnd {
        /// The question.
        ticket: Ticket,
    },
    /// The transaction completed.
    Written {
        /// The question.
        ticket: Ticket,
    },
    /// The transaction found another stand or another device id than expected and wrote nothing.
    Stale {
        /// The question.
        ticket: Ticket,
    },
    /// It did not work: network, server (5xx, 429) or database.
    Failed {
        /// The question.
        ticket: Ticket,
    },
    /// The server answered 401 or 403: the session is over.
    Denied {
        /// The question.
        ticket: Ticket,
    },
}
