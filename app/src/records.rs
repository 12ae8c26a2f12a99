//! The one door for reading: pages ask here, and this browser's own copy answers when it covers the question.
//! Until then pages show what the server rendered; nobody else knows which of the two it was.

use std::sync::Arc;

use domain::client::CLIENT;
use domain::dashboard::{Dashboard, Period, Whose};
use domain::list::ListRow;
use domain::photo::Picture;
use domain::search::{Asker, Query};
use domain::{Kind, Person, Record};
use leptos::prelude::*;
use sync::Mutation;
pub use sync::book::Tallied;
use uuid::Uuid;

use crate::all::All;
use crate::api::Me;
pub use crate::device::Found;

/// One row of a list as this person sees it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ShownRow {
    /// What the list shows.
    pub row: ListRow,
    /// Whether it carries changes that only this device knows.
    pub pending: bool,
}

/// One record as this person sees it: the server's last word with their own waiting changes on top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownRecord {
    /// The record, waiting changes included.
    pub record: Record,
    /// The number of the server's version below; 0 for a record the server has not seen.
    pub seq: u64,
    /// The waiting acts, oldest first, each as far as it changes this record.
    pub pending: Vec<Mutation>,
}

impl ShownRecord {
    /// A record as the server sent it, before the replica covers it.
    pub fn of_server(record: Record, seq: u64) -> Self {
        Self { record, seq, pending: Vec::new() }
    }
}

/// Shown each record of a walk over the book.
pub type See<'a> = dyn FnMut(ShownRecord) + 'a;

/// What pages read from. `Copy`, in context: `expect_context::<Records>()`.
#[derive(Debug, Clone, Copy)]
pub struct Records {
    pub(crate) covers: RwSignal<bool>,
    pub(crate) begun: RwSignal<bool>,
    pub(crate) revision: RwSignal<u64>,
    pub(crate) people: RwSignal<Vec<Person>>,
    pub(crate) me: RwSignal<Option<Me>>,
}

impl Records {
    /// Records that know only who is signed in.
    pub(crate) fn new(me: Option<Me>) -> Self {
        Self {
            covers: RwSignal::new(false),
            begun: RwSignal::new(false),
            revision: RwSignal::new(0),
            people: RwSignal::new(Vec::new()),
            me: RwSignal::new(me),
        }
    }

    /// Whether the replica answers: false on the server, while hydrating and until the first sync is complete.
    pub fn covers(&self) -> Signal<bool> {
        self.covers.into()
    }

    /// Whether the replica answers, or has at least the beginning of the list of clients: at a start without the server
    /// that comes first.
    pub fn begun(&self) -> Signal<bool> {
        self.begun.into()
    }

    /// Moves whenever any record may have changed; read it inside what must follow.
    pub fn revision(&self) -> Signal<u64> {
        self.revision.into()
    }

    /// Everybody who may sign in; empty until the replica is read.
    pub fn people(&self) -> Signal<Vec<Person>> {
        self.people.into()
    }

    /// The signed-in person: from the server's page, or as remembered on this device when offline.
    pub fn me(&self) -> Signal<Option<Me>> {
        self.me.into()
    }

    /// What a query finds, in its order; nothing while the replica does not cover it. Tracks [`Self::revision`].
    pub fn find(&self, query: &Query) -> Option<Found> {
        self.revision.track();
        if self.covers.get() { self.ask(query) } else { None }
    }

    /// The same for a list, which shows what has begun; [`Found::is_whole`] tells whether it is all.
    pub fn list(&self, query: &Query) -> Option<Found> {
        self.revision.track();
        if self.begun.get() { self.ask(query) } else { None }
    }

    fn ask(&self, query: &Query) -> Option<Found> {
        crate::device::find(&Query { asker: self.asker(), ..query.clone() })
    }

    /// The tags, cities or countries of clients, each with how many carry it. Tracks [`Self::revision`].
    pub fn tally(&self, of: Tallied) -> Vec<(String, usize)> {
        self.revision.track();
        if self.covers.get() { crate::device::tally(of) } else { Vec::new() }
    }

    /// Many records of a kind, those that are not here left out; nothing when this device cannot read.
    pub async fn several(&self, kind: &'static Kind, ids: &[Uuid]) -> Option<Vec<ShownRecord>> {
        crate::device::several(kind, ids).await
    }

    /// Who asks, on which day, among whom. Tracks all three but the day.
    fn asker(&self) -> Asker {
        let today = domain::time::day(crate::parts::browser::now());
        let me = self.me.with(|me| me.as_ref().map(|me| me.person.id));
        self.people.with(|people| Asker::new(me, today, people))
    }

    /// The figures of the clients, waiting changes included; nothing while the replica does not cover them.
    /// Tracks [`Self::revision`].
    pub fn dashboard(&self, whose: Whose, period: Period) -> Option<Dashboard> {
        self.revision.track();
        if self.covers.get() { crate::device::dashboard(whose, period) } else { None }
    }

    /// What was done on this device, the latest first, as far as it keeps it. Tracks [`Self::revision`].
    pub fn journal(&self) -> Vec<Mutation> {
        self.revision.track();
        crate::device::journal()
    }

    /// The records with a conflict that nobody has settled, whoever met whom. Tracks [`Self::revision`].
    pub fn conflicts(&self) -> Vec<Uuid> {
        self.revision.track();
        crate::device::conflicts()
    }

    /// One record, waiting changes included; nothing when this device does not have it.
    pub async fn show(&self, id: Uuid) -> Option<ShownRecord> {
        crate::device::show(None, id).await
    }

    /// The same, where the kind is known: cheaper.
    pub async fn show_kind(&self, kind: &'static Kind, id: Uuid) -> Option<ShownRecord> {
        crate::device::show(Some(kind), id).await
    }

    /// Every record of a kind, waiting changes included, deleted ones left out. Lists of clients ask [`Self::find`]: only
    /// the board of prospects and the reports hold every client whole. Nothing while
    /// the replica does not cover it and until it was read, which the first question begins: show a quiet skeleton.
    /// Tracks [`Self::revision`]; a memo of it moves only when a record of the kind did.
    pub fn all(&self, kind: &'static Kind) -> Option<All> {
        self.revision.track();
        if self.covers.get() { crate::device::all(kind) } else { None }
    }

    /// Shows every record of a kind, archived ones too, deleted ones left out, in slices that leave the page alive: for
    /// what looks at the whole book. False when this device does not have it.
    pub async fn each(&self, kind: &'static Kind, see: &mut See<'_>) -> bool {
        self.covers.get_untracked() && crate::device::each(kind, see).await
    }

    /// The same for acts, which wait until the kind was read; nothing when this device cannot.
    pub async fn whole(&self, kind: &'static Kind) -> Option<All> {
        if self.covers.get_untracked() { crate::device::whole(kind).await } else { None }
    }

    /// The same for several kinds.
    pub async fn wholes(&self, kinds: impl Iterator<Item = &'static Kind>) -> Option<Vec<All>> {
        let mut wholes = Vec::new();
        for kind in kinds {
            wholes.push(self.whole(kind).await?);
        }
        Some(wholes)
    }

    /// The records of a small kind whose link (or person) in `field` is `id`, as [`Self::all`] gives them.
    pub fn children(&self, kind: &'static Kind, field: usize, id: Uuid) -> Option<Vec<Arc<ShownRecord>>> {
        self.all(kind).map(|all| all.linked(field, id))
    }

    /// The line of a client, waiting changes included, also of an archived one; nothing for one that is deleted or not here.
    /// Tracks [`Self::revision`].
    pub fn client(&self, id: Uuid) -> Option<ListRow> {
        self.revision.track();
        if self.covers.get() { crate::device::client(id) } else { None }
    }

    /// What a record is called; nothing when this device cannot tell (yet). Tracks [`Self::revision`].
    pub fn name_of(&self, kind: &'static Kind, id: Uuid) -> Option<String> {
        if kind.name == CLIENT.name {
            return self.client(id).map(|row| row.name);
        }
        self.all(kind).and_then(|_| crate::device::name_of(kind, id))
    }

    /// The picture of a photo; nothing while it is on its way from another device, and without a network where this one
    /// does not keep it.
    pub async fn picture(&self, photo: Uuid) -> Option<Picture> {
        crate::device::picture(photo).await
    }

    /// The server let this person in: remember them and open their copy.
    pub fn signed_in(&self, me: Me) {
        crate::device::signed_in(me);
    }

    /// The session is closed: forget who it was and drop their replica. Their outbox stays while it holds unsent work,
    /// unless `drop_unsent` says that it may go.
    pub async fn signed_out(&self, drop_unsent: bool) {
        crate::device::signed_out(drop_unsent).await;
    }
}
