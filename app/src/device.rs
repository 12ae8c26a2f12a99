//! This browser's own copy: an outbox that is never lost, a replica that answers without a network, and the sync
//! between them and the server. Pages never come here; they use `records`, `edits`, `sync_state` and `settings`.
//!
//! The copy arrives after the first page is drawn: everything reached only through [`OwnCopy`] is in a part of its own
//! (`parts/later.rs`), and whoever writes or reads a record before it is here waits in [`open`].

mod acts;
mod clock;
mod collections;
mod copy;
mod database;
mod each;
mod found;
mod network;
mod news;
mod outbox;
pub(crate) mod page;
mod pictures;
mod replica;
mod shelf;
mod show;
mod sign_out;
pub(crate) mod store;
mod sync;
mod tabs;
mod tidy;
mod writes;

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use ::sync::book::Tallied;
use ::sync::{Act, Mutation, conflict};
use domain::Kind;
use domain::dashboard::{Dashboard, Period, Whose};
use domain::list::ListRow;
use domain::photo::Picture;
use domain::search::Query;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use crate::all::All;
use crate::api::Me;
use crate::edits::{Pictured, SaveError, Told, Write, Written};
use crate::records::{Records, See, ShownRecord};
use crate::state::Visit;
use crate::sync_state::{PastAct, Syncing};

pub use found::Found;
pub(crate) use sign_out::signed_out;

thread_local! {
    static HERE: RefCell<Option<Rc<dyn OwnCopy>>> = const { RefCell::new(None) };
    static SIGNALS: Cell<Option<(Records, Syncing)>> = const { Cell::new(None) };
}

/// What a door for writing gives back: the number of the act, nothing when there was nothing to do.
type Saved = Result<Option<u64>, SaveError>;

type Doing<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What happens around a copy.
enum Nudge {
    Online,
    Offline,
    Wake,
    /// Signed in again, or the device is called something else.
    SignIn,
}

/// One person's copy in this tab, as the rest of the app knows it. The doors below say what each is for.
trait OwnCopy {
    fn person(&self) -> Uuid;
    fn begin(self: Rc<Self>) -> Doing<'static, ()>;
    fn nudge(self: Rc<Self>, nudge: Nudge);
    fn find(self: Rc<Self>, query: &Query) -> Found;
    fn tally(&self, of: Tallied) -> Vec<(String, usize)>;
    fn dashboard(&self, whose: Whose, period: Period) -> Option<Dashboard>;
    fn is_pending(&self, record: Uuid) -> bool;
    fn conflicts(&self) -> Vec<Uuid>;
    fn journal(&self) -> Vec<Mutation>;
    fn client(&self, id: Uuid) -> Option<ListRow>;
    fn name_of(&self, kind: &'static Kind, id: Uuid) -> Option<String>;
    fn all(self: Rc<Self>, kind: &'static Kind) -> Option<All>;
    fn whole(self: Rc<Self>, kind: &'static Kind) -> Doing<'static, Option<All>>;
    fn each<'a>(self: Rc<Self>, kind: &'static Kind, see: &'a mut See<'a>) -> Doing<'a, bool>;
    fn show(self: Rc<Self>, kind: Option<&'static Kind>, id: Uuid) -> Doing<'static, Option<ShownRecord>>;
    fn several<'a>(self: Rc<Self>, kind: &'static Kind, ids: &'a [Uuid]) -> Doing<'a, Option<Vec<ShownRecord>>>;
    fn picture(self: Rc<Self>, photo: Uuid) -> Doing<'static, Option<Picture>>;
    fn drafts(self: Rc<Self>) -> Doing<'static, Vec<Pictured>>;
    fn draft(self: Rc<Self>, id: Uuid, picture: Option<Arc<Picture>>) -> Doing<'static, ()>;
    fn together(
        self: Rc<Self>,
        changes: Vec<Written>,
        act: Act,
        pictures: Vec<Pictured>,
        told: &Told,
    ) -> Doing<'_, Saved>;
    fn bulk<'a>(
        self: Rc<Self>,
        kind: &'static Kind,
        ids: Vec<Uuid>,
        act: Act,
        write: &'a Write,
        told: &'a Told,
    ) -> Doing<'a, Saved>;
    fn past(&self, at_most: usize) -> Vec<PastAct>;
    fn undo(self: Rc<Self>, n: u64) -> Doing<'static, Saved>;
    fn retry(self: Rc<Self>, n: u64) -> Doing<'static, Saved>;
    fn drop_note(self: Rc<Self>, n: u64) -> Doing<'static, Result<(), SaveError>>;
    fn close(&self);
    fn sign_out(self: Rc<Self>, drop_unsent: bool) -> Doing<'static, ()>;
}

#[allow(clippy::unnecessary_wraps, reason = "the part may not come, and that is told in the same result")]
#[wasm_split(device, wasm_split_path = ::leptos::wasm_split, fallible)]
fn own_copy(me: Me, records: Records, syncing: Syncing) -> Result<Rc<dyn OwnCopy>, SplitLoaderError> {
    Ok(copy::Device::of(me, records, syncing))
}

#[allow(clippy::unnecessary_wraps, reason = "the part may not come, and that is told in the same result")]
#[wasm_split(device, wasm_split_path = ::leptos::wasm_split, fallible)]
fn code() -> Result<(), SplitLoaderError> {
    Ok(())
}

/// Fetches and compiles the code of the copy beside what runs now; whoever needs it later asks again.
pub(crate) async fn begin_early() {
    spawn_local(async { drop(code().await) });
    page::next_task().await;
}

/// The device's clock, for pages that write an instant.
pub(crate) fn now() -> domain::Millis {
    clock::now()
}

/// An id for a new record.
pub(crate) fn new_id() -> Uuid {
    clock::new_id()
}

fn here() -> Option<Rc<dyn OwnCopy>> {
    HERE.with_borrow(Clone::clone)
}

/// The person who is signed in.
fn person() -> Option<Uuid> {
    let (records, _) = SIGNALS.get()?;
    records.me.with_untracked(|me| me.as_ref().map(|me| me.person.id))
}

/// How often a copy that has not arrived is asked for again, in milliseconds.
const AGAIN: i32 = 2000;
/// How often somebody who waits for it looks, in milliseconds, and how many times.
const LOOK: i32 = 50;
const LOOKS: usize = 400;

/// The copy of whoever is signed in, as soon as it is here.
async fn open() -> Result<Rc<dyn OwnCopy>, SaveError> {
    for _ in 0..LOOKS {
        match (here(), person()) {
            (Some(copy), _) => return Ok(copy),
            (None, None) => break,
            (None, Some(_)) => page::sleep(LOOK).await,
        }
    }
    Err(SaveError::Closed)
}

/// What is known before the first page is drawn.
pub(crate) fn visit() -> Visit {
    page::visit()
}

/// Begins: opens the copy of whoever is signed in, and listens to the browser.
pub(crate) fn start(records: Records, syncing: Syncing) {
    SIGNALS.set(Some((records, syncing)));
    match records.me.get_untracked() {
        Some(me) => signed_in(me),
        // The server says that nobody is signed in: an offline start must not show anybody's book either.
        None => store::forget(None),
    }
    listen(syncing);
}

fn listen(syncing: Syncing) {
    page::on("online", || nudge(Nudge::Online));
    page::on("offline", || nudge(Nudge::Offline));
    page::on("visibilitychange", move || {
        if page::is_visible() {
            nudge(Nudge::Wake);
        }
    });
    let ready = move || syncing.state.update(|state| state.update_ready = true);
    page::on("carnet-update", ready);
    if page::update_waits() {
        // After hydration, so that both sides have drawn the same.
        spawn_local(async move { ready() });
    }
}

fn nudge(nudge: Nudge) {
    if let Some(copy) = here() {
        copy.nudge(nudge);
    }
}

pub(crate) fn signed_in(me: Me) {
    let Some((records, syncing)) = SIGNALS.get() else { return };
    store::remember(&me);
    records.me.set(Some(me.clone()));
    if let Some(before) = here() {
        if before.person() == me.person.id {
            before.nudge(Nudge::SignIn);
            return;
        }
        before.close();
        HERE.set(None);
    }
    spawn_local(arrive(me, records, syncing));
}

/// Lets the copy come: at once where only the device can show anything, else when the page that the server drew answers.
async fn arrive(me: Me, records: Records, syncing: Syncing) {
    if !page::is_shell() {
        page::idle().await;
    }
    let copy = loop {
        match own_copy(me.clone(), records, syncing).await {
            Ok(copy) => break copy,
            Err(_) => page::sleep(AGAIN).await,
        }
    };
    // Meanwhile the same person may have signed in twice, or somebody else.
    if here().is_none() && person() == Some(copy.person()) {
        HERE.set(Some(Rc::clone(&copy)));
        copy.begin().await;
    }
}

/// The person calls this device something else from now on.
pub(crate) fn relabelled() {
    nudge(Nudge::SignIn);
}

pub(crate) fn sync_now() {
    nudge(Nudge::Wake);
}

pub(crate) fn apply_update() {
    page::tell("carnet-apply");
}

pub(crate) async fn together(changes: Vec<Written>, act: Act, pictures: Vec<Pictured>, told: &Told) -> Saved {
    open().await?.together(changes, act, pictures, told).await
}

pub(crate) async fn bulk(kind: &'static Kind, ids: Vec<Uuid>, act: Act, write: &Write, told: &Told) -> Saved {
    open().await?.bulk(kind, ids, act, write, told).await
}

pub(crate) async fn past(at_most: usize) -> Vec<PastAct> {
    open().await.map(|copy| copy.past(at_most)).unwrap_or_default()
}

pub(crate) async fn undo(n: u64) -> Saved {
    open().await?.undo(n).await
}

pub(crate) async fn retry(n: u64) -> Saved {
    open().await?.retry(n).await
}

pub(crate) async fn drop_note(n: u64) -> Result<(), SaveError> {
    open().await?.drop_note(n).await
}

pub(crate) async fn settle(shown: ShownRecord, id: Uuid, restore: bool) -> Saved {
    let Some(after) = conflict::settled(&shown.record, id, restore) else { return Ok(None) };
    let act = if restore { Act::Restore } else { Act::Edit };
    together(vec![(Some(shown), after)], act, Vec::new(), &|_, _| true).await
}

/// One record, its person's waiting acts included. Without its kind, the kinds are searched.
pub(crate) async fn show(kind: Option<&'static Kind>, id: Uuid) -> Option<ShownRecord> {
    open().await.ok()?.show(kind, id).await
}

/// Many records of a kind, waiting acts included, those that are not here left out.
pub(crate) async fn several(kind: &'static Kind, ids: &[Uuid]) -> Option<Vec<ShownRecord>> {
    open().await.ok()?.several(kind, ids).await
}

/// The picture of a photo: kept here, else asked of the server; nothing while neither has it.
pub(crate) async fn picture(photo: Uuid) -> Option<Picture> {
    open().await.ok()?.picture(photo).await
}

/// The pictures that no act has yet.
pub(crate) async fn drafts() -> Option<Vec<Pictured>> {
    Some(open().await.ok()?.drafts().await)
}

/// Keeps such a picture, or lets go of it.
pub(crate) async fn draft(id: Uuid, picture: Option<Arc<Picture>>) {
    let Ok(copy) = open().await else { return };
    copy.draft(id, picture).await;
}

/// Shows each record of the kind, deleted ones left out. False when this device could not read them all.
pub(crate) async fn each<'a>(kind: &'static Kind, see: &'a mut See<'a>) -> bool {
    match here() {
        Some(copy) => copy.each(kind, see).await,
        None => false,
    }
}

/// Every record of a small kind; nothing until it was read, which this call begins.
pub(crate) fn all(kind: &'static Kind) -> Option<All> {
    here()?.all(kind)
}

/// The same, once it was read.
pub(crate) async fn whole(kind: &'static Kind) -> Option<All> {
    here()?.whole(kind).await
}

/// The line of a client in the list, waiting changes included.
pub(crate) fn client(id: Uuid) -> Option<ListRow> {
    here()?.client(id)
}

/// What a record of a small kind is called, deleted or not, if the kind was read.
pub(crate) fn name_of(kind: &'static Kind, id: Uuid) -> Option<String> {
    here()?.name_of(kind, id)
}

/// Records with a conflict that nobody has settled.
pub(crate) fn conflicts() -> Vec<Uuid> {
    here().map(|copy| copy.conflicts()).unwrap_or_default()
}

/// The figures of the clients; nothing before the whole book is here.
pub(crate) fn dashboard(whose: Whose, period: Period) -> Option<Dashboard> {
    here()?.dashboard(whose, period)
}

/// The acts of this device that it still keeps, the latest first.
pub(crate) fn journal() -> Vec<Mutation> {
    here().map(|copy| copy.journal()).unwrap_or_default()
}

/// The values of a field of clients, each with how many carry it.
pub(crate) fn tally(of: Tallied) -> Vec<(String, usize)> {
    here().map(|copy| copy.tally(of)).unwrap_or_default()
}

pub(crate) fn find(query: &Query) -> Option<Found> {
    here().map(|copy| copy.find(query))
}
