//! The pictures of photos on this device: where they are kept, and how those that were taken here reach the server, once
//! it has their records. Sending one twice does no harm, so that tabs need not agree on who does it.

use std::cell::Cell;
use std::rc::Rc;

use ::sync::device::Phase;
use domain::photo::{PHOTO, Picture};
use domain::{Millis, time};
use js_sys::Uint8Array;
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::IdbKeyRange;

use super::copy::Device;
use super::database::Fault;
use super::network::{self, Silence};
use super::tabs::Word;
use super::{clock, page};

/// How long the outbox keeps a picture that the server has: as long as the journal of acts.
const WEEK: Millis = 7 * 24 * 3600 * 1000;
/// The longest pause between two tries, in milliseconds.
const LONGEST: i32 = 120_000;

/// Before the id of a photo: its picture. Both databases keep pictures in `meta` under these keys.
pub(super) const PICTURE: &str = "picture/";

/// What is known of the pictures on their way.
#[derive(Default)]
pub(super) struct Pictures {
    unsent: Cell<usize>,
    asked: Cell<bool>,
    sending: Cell<bool>,
    failures: Cell<u32>,
    /// The number of the next try that counts.
    turn: Cell<u32>,
}

impl Pictures {
    /// How many exist only on this device.
    pub(super) fn unsent(&self) -> usize {
        self.unsent.get()
    }
}

impl Device {
    /// The picture of a photo: taken or looked at on this device before, else from the server.
    pub(super) async fn picture_of(&self, photo: Uuid) -> Option<Picture> {
        if let Ok(Some(found)) = self.outbox.picture(photo).await {
            return Some(found);
        }
        if let Ok(Some(found)) = self.replica.picture(photo).await {
            return Some(found);
        }
        let picture = Picture::of(network::get(&path(photo), self.me.person.id).await.ok()?)?;
        self.keep_copy(photo, &picture).await;
        Some(picture)
    }

    async fn keep_copy(&self, photo: Uuid, picture: &Picture) {
        // OK because it is only a copy: a device without room asks the server again.
        let _ = self.replica.keep_picture(photo, picture).await;
    }

    /// Counts what the server does not have in this life of its own, as the outbox says.
    pub(super) async fn count_pictures(self: &Rc<Self>, epoch: Option<Uuid>) -> Result<(), Fault> {
        let held = self.outbox.pictures().await?;
        self.pictures.unsent.set(held.iter().filter(|held| held.sent.is_none() || held.sent != epoch).count());
        self.show_state();
        Ok(())
    }

    /// Lets go of pictures that the server has had for long.
    pub(super) async fn forget_sent_pictures(&self) {
        let old = clock::now() - WEEK;
        for held in self.outbox.pictures().await.unwrap_or_default() {
            if held.sent.is_some() && time::made_at(held.photo) < old {
                // OK because the next start tries again.
                let _ = self.outbox.drop_picture(held.photo).await;
            }
        }
    }

    /// Sends what waits, after every round with the server that ended well.
    pub(super) fn send_pictures(self: &Rc<Self>) {
        let is_connected = self.engine.borrow().status().phase == Phase::Idle && page::is_online();
        if self.pictures.unsent() == 0 || !is_connected {
            return;
        }
        self.pictures.asked.set(true);
        if self.pictures.sending.replace(true) {
            return;
        }
        let this = Rc::clone(self);
        spawn_local(async move {
            let mut well = true;
            while this.pictures.asked.replace(false) && !this.closed.get() {
                well = match this.send_each().await {
                    Ok(well) => well,
                    Err(fault) => {
                        this.broken(&fault);
                        false
                    }
                };
            }
            this.pictures.sending.set(false);
            if well {
                this.pictures.failures.set(0);
            } else {
                this.try_again_later();
            }
        });
    }

    fn try_again_later(self: &Rc<Self>) {
        let failures = self.pictures.failures.get();
        self.pictures.failures.set(failures + 1);
        let turn = self.pictures.turn.get() + 1;
        self.pictures.turn.set(turn);
        let this = Rc::downgrade(self);
        spawn_local(async move {
            network::back_off(failures, LONGEST).await;
            if let Some(this) = this.upgrade()
                && this.pictures.turn.get() == turn
            {
                this.send_pictures();
            }
        });
    }

    /// One after the other, the oldest first. False when one of them must be tried again.
    async fn send_each(self: &Rc<Self>) -> Result<bool, Fault> {
        let Some(epoch) = self.epoch() else { return Ok(true) };
        let mut well = true;
        let mut moved = false;
        for held in self.outbox.pictures().await? {
            if held.sent == Some(epoch) || self.engine.borrow().is_undecided(held.photo) {
                continue;
            }
            let Some(picture) = self.outbox.picture(held.photo).await? else { continue };
            match network::put(&path(held.photo), &picture, self.me.person.id).await {
                Ok(()) => {
                    self.outbox.picture_sent(held.photo, epoch).await?;
                    self.keep_copy(held.photo, &picture).await;
                }
                Err(Silence::Status(404)) if self.is_gone(held.photo).await? => {
                    self.outbox.drop_picture(held.photo).await?;
                }
                Err(Silence::Status(_)) => {
                    well = false;
                    continue;
                }
                // The network is gone, or the session: the others need not try.
                Err(silence) => {
                    well = silence == Silence::SignedOut;
                    break;
                }
            }
            moved = true;
            self.count_pictures(Some(epoch)).await?;
        }
        if moved {
            self.tabs.tell(Word::Moved);
        }
        Ok(well)
    }

    /// Whether the photo is none any more: its act was refused and put away, or it was erased for good.
    async fn is_gone(&self, photo: Uuid) -> Result<bool, Fault> {
        Ok(self.shelf.whole.get() && self.shown(Some(&PHOTO), photo).await?.is_none())
    }

    pub(super) fn epoch(&self) -> Option<Uuid> {
        self.engine.borrow().identity().and_then(|identity| identity.epoch)
    }
}

fn path(photo: Uuid) -> String {
    ["/api/v1/photos/", &photo.to_string()].concat()
}

/// The key of the picture of a photo.
pub(super) fn key(photo: Uuid) -> JsValue {
    [PICTURE, &photo.to_string()].concat().into()
}

/// Every key that begins like this; it ends with `/`, and `0` is the character after it.
pub(super) fn range(begin: &str) -> Result<JsValue, JsValue> {
    let end = [begin.trim_end_matches('/'), "0"].concat();
    IdbKeyRange::bound_with_lower_open_and_upper_open(&begin.into(), &end.into(), false, true).map(JsValue::from)
}

/// The photo that a key is about.
pub(super) fn id_of(key: &JsValue) -> Option<Uuid> {
    let key = key.as_string()?;
    Uuid::try_parse(key.split_once('/')?.1).ok()
}

/// A picture as a database holds it.
pub(super) fn value(picture: &Picture) -> JsValue {
    Uint8Array::from(picture.bytes()).into()
}

/// The picture that a database held, if it was one.
pub(super) fn picture_of(found: &JsValue) -> Option<Picture> {
    Picture::of(found.dyn_ref::<Uint8Array>()?.to_vec())
}
