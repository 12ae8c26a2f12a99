//! Carries out what the engine asks for: requests to the server at once, writes (see `writes`) one after the other.

use std::rc::Rc;

use sync::device::{Effect, Event, Stored, Ticket};
use sync::wire::Rows;
use wasm_bindgen_futures::spawn_local;

use super::copy::Device;
use super::database::Fault;
use super::network::{self, Lines, Silence};
use super::page::{self, Slices};
use super::store;
use super::tabs::Word;
use super::tidy;

/// Pages of a bootstrap that may wait for the disk while more come in.
const AHEAD: usize = 96;

impl Device {
    /// Tells the engine what happened and carries out what it says.
    pub(super) fn feed(self: &Rc<Self>, event: Event) {
        if self.closed.get() {
            return;
        }
        let effects = self.engine.borrow_mut().step(event, super::copy::moment());
        for effect in effects {
            self.carry_out(effect);
        }
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        let this = Rc::clone(self);
        match effect {
            Effect::Begin { ticket } => spawn_local(async move { this.begin(ticket).await }),
            Effect::End { moved } => {
                if moved {
                    self.tabs.tell(Word::Moved);
                }
                self.tabs.unlock();
                self.send_pictures();
                self.tidy_when_idle();
            }
            Effect::Push { ticket, push } => spawn_local(async move {
                let answer = match serde_json::to_string(&push) {
                    Ok(body) => network::post("/api/v1/push", &body, this.me.person.id).await,
                    Err(_) => Err(Silence::Offline),
                };
                if matches!(answer, Err(Silence::Status(400 | 413 | 415 | 422))) {
                    return this.feed(Event::Unacceptable { ticket });
                }
                this.answered(ticket, answer, |ticket, answer| Event::PushAnswered { ticket, answer });
            }),
            Effect::Pull { ticket, pull } => spawn_local(async move {
                let answer = match serde_json::to_string(&pull) {
                    Ok(body) => network::post("/api/v1/pull", &body, this.me.person.id).await,
                    Err(_) => Err(Silence::Offline),
                };
                this.answered(ticket, answer, |ticket, answer| Event::PullAnswered { ticket, answer });
            }),
            Effect::Bootstrap { ticket, device, after } => spawn_local(async move {
                let mut path = ["/api/v1/bootstrap?device=", &device.to_string()].concat();
                if let Some(after) = after {
                    path.push_str("&after=");
                    path.push_str(&after.to_string());
                }
                if let Err(silence) = this.bootstrap(ticket, &path).await {
                    this.silent(ticket, silence);
                }
            }),
            Effect::Schedule { after } => self.schedule(after),
            Effect::Show => self.show_state(),
            Effect::Moved(touched) => self.show_moved(touched),
            // The rest writes: one after the other, in the order asked for.
            write => self.enqueue(write),
        }
    }

    fn answered<T: serde::de::DeserializeOwned>(
        self: &Rc<Self>,
        ticket: Ticket,
        answer: Result<String, Silence>,
        event: impl FnOnce(Ticket, T) -> Event,
    ) {
        match answer.map(|body| serde_json::from_str(&body)) {
            Ok(Ok(answer)) => self.feed(event(ticket, answer)),
            Ok(Err(_)) => self.feed(Event::Failed { ticket }),
            Err(silence) => self.silent(ticket, silence),
        }
    }

    fn silent(self: &Rc<Self>, ticket: Ticket, silence: Silence) {
        match silence {
            Silence::SignedOut | Silence::Status(403) => {
                self.stop_hearing();
                self.feed(Event::Denied { ticket });
            }
            Silence::Offline | Silence::Status(_) => self.feed(Event::Failed { ticket }),
        }
    }

    async fn begin(self: &Rc<Self>, ticket: Ticket) {
        self.tabs.lock().await;
        if store::remembered().is_some_and(|me| me.person.id != self.me.person.id) {
            // Somebody else signed in, in another tab: this one must not act under their cookie.
            self.tabs.unlock();
            return page::reload();
        }
        let stored = if self.tabs.take_moved() { self.stored_and_shown().await.map(Some) } else { Ok(None) };
        match stored {
            Ok(stored) => self.feed(Event::Begun { ticket, stored }),
            Err(fault) => {
                self.broken(&fault);
                self.feed(Event::Failed { ticket });
            }
        }
    }

    /// Both databases, as the engine wants them.
    pub(super) async fn stored(self: &Rc<Self>) -> Result<Stored, Fault> {
        let (identity, entries) = self.outbox.read().await?;
        self.count_pictures(identity.epoch).await?;
        Ok(Stored { identity, entries, stand: self.replica.stand().await? })
    }

    /// The same under the lock, so that nothing moves between: the book in memory comes to where another tab left the replica,
    /// for what is fetched next is laid over it.
    async fn stored_and_shown(self: &Rc<Self>) -> Result<Stored, Fault> {
        let stored = self.stored().await?;
        self.follow_to(stored.stand.as_ref()).await?;
        Ok(stored)
    }

    async fn bootstrap(self: &Rc<Self>, ticket: Ticket, path: &str) -> Result<(), Silence> {
        let mut lines = Lines::open(path, self.me.person.id).await?;
        let head = lines.next().await?.ok_or(Silence::Offline)?;
        let head = serde_json::from_str(&head).map_err(|_| Silence::Offline)?;
        self.feed(Event::BootstrapHead { ticket, head });
        let mut slices = Slices::new();
        while let Some(line) = lines.next().await? {
            let rows: Rows = serde_json::from_str(&line).map_err(|_| Silence::Offline)?;
            self.feed(Event::BootstrapPage { ticket, rows });
            slices.breathe().await;
            while self.jobs.borrow().len() > AHEAD {
                page::sleep(5).await;
            }
            if self.closed.get() {
                return Ok(());
            }
        }
        self.feed(Event::BootstrapEnd { ticket });
        Ok(())
    }

    fn schedule(self: &Rc<Self>, after: u64) {
        let timer = self.timer.get() + 1;
        self.timer.set(timer);
        let this = Rc::downgrade(self);
        let after = i32::try_from(after).unwrap_or(i32::MAX);
        spawn_local(async move {
            page::sleep(after).await;
            if let Some(this) = this.upgrade()
                && this.timer.get() == timer
            {
                this.feed(Event::Timer);
            }
        });
    }

    fn tidy_when_idle(self: &Rc<Self>) {
        if self.shelf.fresh.get() < tidy::WORTH || !self.shelf.whole.get() || self.tidying.replace(true) {
            return;
        }
        let this = Rc::clone(self);
        spawn_local(async move {
            page::sleep(2000).await;
            this.tabs.lock().await;
            let busy = || this.closed.get() || this.engine.borrow().status().waiting > 0;
            let done = tidy::tidy(&this.replica, &this.shelf, busy).await;
            this.tabs.tell(Word::Moved);
            this.tabs.unlock();
            if done == Err(Fault::Stale) {
                this.follow().await;
            }
            this.tidying.set(false);
        });
    }
}
