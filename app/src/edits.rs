//! The one door for writing. Every act becomes a mutation in this device's outbox; each call resolves when the outbox
//! has it durably, never earlier, and never waits for the network.

use std::sync::Arc;

use domain::opportunity::{self, OPPORTUNITY};
use domain::photo::Picture;
use domain::pipeline::Pipeline;
use domain::stage::STAGE;
use domain::{Kind, Record};
use sync::Act;
use uuid::Uuid;

use crate::follow_ups::with_follow_up;
use crate::handover;
use crate::parts::browser;
use crate::records::{Records, ShownRecord};
use crate::sync_state::PastAct;

/// Why something could not be kept on this device. The form keeps what was typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// The browser gives Carnet no more room.
    #[error("no room left on this device")]
    Full,
    /// Nobody is signed in, or the browser closed the storage and would not open it again.
    #[error("the storage of this device is closed")]
    Closed,
    /// A part was kept, and could not be taken back.
    #[error("kept in part")]
    InPart,
    /// The browser said something else.
    #[error("{0}")]
    Other(String),
}

/// A record before (nothing for a new one) and after.
pub type Written = (Option<ShownRecord>, Record);

/// The picture of a new photo, by the photo's id.
pub type Pictured = (Uuid, Picture);

/// What a bulk act makes of one record: it, and what goes with it.
pub type Write = dyn Fn(ShownRecord) -> Vec<Written>;

/// Told how many records are done, of how many; says whether to go on.
pub type Told = dyn Fn(usize, usize) -> bool;

/// What pages write through. `Copy`, in context: `expect_context::<Edits>()`.
#[derive(Debug, Clone, Copy)]
pub struct Edits(Records);

impl Edits {
    /// The door itself.
    pub(crate) fn new(records: Records) -> Self {
        Self(records)
    }

    /// An id for a new record.
    pub fn new_id(self) -> Uuid {
        crate::device::new_id()
    }

    /// Keeps a new record, and the follow-up that a client's date of next contact plans. Gives the number of the act, for [`Self::undo`].
    ///
    /// # Errors
    /// When this device could not keep it.
    pub async fn create(self, record: Record) -> Result<Option<u64>, SaveError> {
        let record = in_its_stage(self.0, None, record).await;
        crate::device::together(with_follow_up(self.0, None, record).await, Act::Create, Vec::new(), &|_, _| true).await
    }

    /// Keeps what changed between `before` and `after`; what a changed date of next contact does to the follow-ups of a
    /// client, and what goes along when it is handed over. Gives the number of the act; nothing when nothing changed.
    ///
    /// # Errors
    /// When this device could not keep it.
    pub async fn edit(self, before: &ShownRecord, after: Record, act: Act) -> Result<Option<u64>, SaveError> {
        let after = in_its_stage(self.0, Some(before), after).await;
        let given = handover::given(self.0, before, &after).await;
        let mut written = with_follow_up(self.0, Some(before), after).await;
        handover::add(&mut written, given);
        crate::device::together(written, act, Vec::new(), &|_, _| true).await
    }

    /// Keeps several records as one act: new ones, changed ones (also deleted ones), each named once. Gives the number
    /// of the act; nothing when nothing changed.
    ///
    /// # Errors
    /// When this device could not keep all of it: then it kept nothing.
    pub async fn together(self, changes: Vec<Written>, act: Act) -> Result<Option<u64>, SaveError> {
        self.with_pictures(changes, act, Vec::new()).await
    }

    /// The same with the pictures of new photos among them: all of it is kept, or nothing.
    ///
    /// # Errors
    /// When this device could not keep all of it: then it kept nothing.
    pub async fn with_pictures(
        self,
        changes: Vec<Written>,
        act: Act,
        pictures: Vec<Pictured>,
    ) -> Result<Option<u64>, SaveError> {
        crate::device::together(changes, act, pictures, &|_, _| true).await
    }

    /// The pictures of a form that was not kept before its tab ended, the oldest first, by the ids they were kept under.
    pub async fn drafts(self) -> Vec<Pictured> {
        crate::device::drafts().await.unwrap_or_default()
    }

    /// Keeps a picture of a form that is not kept yet, so that it outlives the tab where the browser has room; without a
    /// picture, lets go of it.
    pub async fn draft(self, id: Uuid, picture: Option<Arc<Picture>>) {
        crate::device::draft(id, picture).await;
    }

    /// The same for very many, telling how far it is. Nothing when nothing changed or `told` said to stop: then what was
    /// kept is taken back.
    ///
    /// # Errors
    /// When this device could not keep all of it: what it kept is taken back.
    pub async fn all_together(self, changes: Vec<Written>, act: Act, told: &Told) -> Result<Option<u64>, SaveError> {
        crate::device::together(changes, act, Vec::new(), told).await
    }

    /// Does the same to many records of a kind, however many: reads them some at a time, keeps what `write` makes of
    /// each, tells how far it is. One act for its person, and one [`Self::undo`] of the number it gives. Nothing when
    /// nothing changed or `told` said to stop: then what was kept is taken back.
    ///
    /// # Errors
    /// When this device could not keep all of it: what it kept is taken back.
    pub async fn bulk(
        self,
        kind: &'static Kind,
        ids: Vec<Uuid>,
        act: Act,
        write: &Write,
        told: &Told,
    ) -> Result<Option<u64>, SaveError> {
        crate::device::bulk(kind, ids, act, write, told).await
    }

    /// The last acts of this device that the server has, the latest first: for a week at least they can be taken back.
    pub async fn past(self, at_most: usize) -> Vec<PastAct> {
        crate::device::past(at_most).await
    }

    /// Takes an act of this device back, by an act of its own; an act on many records whole.
    ///
    /// # Errors
    /// When this device could not keep it.
    pub async fn undo(self, n: u64) -> Result<Option<u64>, SaveError> {
        crate::device::undo(n).await
    }

    /// Tries a refused act again, on the record as it is now.
    ///
    /// # Errors
    /// When this device could not keep it.
    pub async fn retry(self, n: u64) -> Result<Option<u64>, SaveError> {
        crate::device::retry(n).await
    }

    /// Takes a refused or conflicting act off the queue: the person has read it.
    ///
    /// # Errors
    /// When this device could not keep it.
    pub async fn drop_refused(self, n: u64) -> Result<(), SaveError> {
        crate::device::drop_note(n).await
    }

    /// Settles a conflict of a record: puts the lost values back, or keeps what stands.
    ///
    /// # Errors
    /// When this device could not keep it.
    pub async fn settle(self, record: &ShownRecord, conflict: Uuid, restore: bool) -> Result<Option<u64>, SaveError> {
        crate::device::settle(record.clone(), conflict, restore).await
    }
}

/// An opportunity that a form put into another stage moved there, with all that this means; every other record as it is.
async fn in_its_stage(records: Records, before: Option<&ShownRecord>, after: Record) -> Record {
    let before = before.map(|before| &before.record);
    let stays = before.is_some_and(|before| before.get(opportunity::STAGE) == after.get(opportunity::STAGE));
    if after.kind.name != OPPORTUNITY.name || stays {
        return after;
    }
    let stages = records.whole(&STAGE).await.unwrap_or_default();
    let pipeline = Pipeline::of(stages.iter().map(|shown| &shown.record));
    pipeline.settled(before, after, browser::now())
}
