//! What the strip and the queue page say about sync: always the truth, from the one place that knows it.

use domain::Millis;
use leptos::prelude::*;
use sync::Mutation;
use sync::wire::Refusal;

/// Where sync stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Phase {
    /// The device's storage is being opened, or nobody is signed in.
    #[default]
    Starting,
    /// Nothing is going on; with nothing waiting, the device is up to date.
    Idle,
    /// The book comes to this device for the first time, or again.
    Loading,
    /// A round with the server is going on.
    Syncing,
    /// The server cannot be reached; the next try comes by itself.
    Offline,
    /// The server does not know the session any more: sign in again. Everything is kept.
    SignedOut,
    /// The browser's storage fails: nothing can be kept on this device.
    Broken,
}

/// The whole state of sync.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SyncState {
    /// Whether the server answered last time.
    pub online: bool,
    /// Where sync stands.
    pub phase: Phase,
    /// Acts that exist only on this device.
    pub waiting: usize,
    /// Pictures that exist only on this device.
    pub pictures: usize,
    /// Acts of this device that the server refused and nobody has put away.
    pub refused: usize,
    /// Records with an open conflict that this person sees.
    pub conflicts: usize,
    /// Records received and expected, while the book is loading.
    pub progress: Option<(u64, u64)>,
    /// A new version is ready: [`Syncing::apply_update`] starts it.
    pub update_ready: bool,
}

impl SyncState {
    /// Whether there is work that exists only on this device.
    pub fn is_unsent(&self) -> bool {
        self.waiting + self.pictures > 0
    }
}

/// Why an act is in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueueState {
    /// It waits for the server.
    Waiting,
    /// The server refused it.
    Refused(Refusal),
    /// It met another person's change.
    Conflict,
}

/// One line of the queue page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueItem {
    /// The act's number on this device.
    pub n: u64,
    /// Why it is here.
    pub state: QueueState,
    /// What it does.
    pub mutation: Mutation,
    /// When the person made it.
    pub made_at: Millis,
}

/// An act of this device that the server has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastAct {
    /// The number of the act on this device, for [`crate::edits::Edits::undo`].
    pub n: u64,
    /// How many records it wrote.
    pub count: usize,
    /// What it did; of an act on very many records the first of them.
    pub mutation: Mutation,
}

/// The state of sync, and the two things a person can ask of it. `Copy`, in context: `expect_context::<Syncing>()`.
#[derive(Debug, Clone, Copy)]
pub struct Syncing {
    pub(crate) state: RwSignal<SyncState>,
    pub(crate) queue: RwSignal<Vec<QueueItem>>,
}

impl Syncing {
    /// Nothing is known yet.
    pub(crate) fn new() -> Self {
        Self { state: RwSignal::new(SyncState::default()), queue: RwSignal::new(Vec::new()) }
    }

    /// The state of sync.
    pub fn state(&self) -> Signal<SyncState> {
        self.state.into()
    }

    /// Each waiting, refused or conflicting act of this device, oldest first; at most [`QUEUE_SHOWN`] of the waiting ones.
    pub fn queue(&self) -> Signal<Vec<QueueItem>> {
        self.queue.into()
    }

    /// Starts a round with the server now.
    pub fn sync_now(&self) {
        crate::device::sync_now();
    }

    /// Lets the new version take over; every tab reloads, and drafts survive it.
    pub fn apply_update(&self) {
        crate::device::apply_update();
    }
}

/// How many waiting acts the queue lists; the state counts all of them.
pub const QUEUE_SHOWN: usize = 200;
