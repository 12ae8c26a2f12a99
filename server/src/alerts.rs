//! Telling people what is due (G21): each morning once, and at the time of a follow-up that has one.

mod letter;

use std::sync::Arc;

use domain::{Lang, Millis, time};
use store::Duty;
use store::alerts::{self, Subscription, Task, Wishing};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::house::House;
use crate::push::Refused;

pub use letter::{Letter, Tone, about};

/// From when on the morning's news is told, by the clock of Paris; a server that was off tells it until noon.
const MORNING: [&str; 2] = ["08:00", "12:00"];
/// How late a follow-up with a time may still be told, in milliseconds.
const LATE: Millis = 30 * 60_000;
/// How many browsers and mailboxes are told at a time: those that do not answer must not keep the others waiting.
const CALLS: usize = 16;

/// Tells everybody what has fallen due by now. Of several processes, the one on duty does.
///
/// # Errors
/// When the database does not answer. What fails for one person is written to the log, and the others are told.
pub async fn look(house: &Arc<House>, duty: &mut Duty, now: Millis) -> store::Result<()> {
    let wishing = alerts::wishing(&house.store).await?;
    if wishing.is_empty() || !duty.held().await? {
        return Ok(());
    }
    let mut round = Round { house, now, calls: JoinSet::new() };
    for one in &wishing {
        if let Err(error) = round.tell(one).await {
            let cause = &error as &dyn std::error::Error;
            tracing::error!(person = %one.person.id, cause, "somebody could not be told what is due");
        }
    }
    while round.end_call().await {}
    Ok(())
}

/// One look, and the calls it has begun.
struct Round<'a> {
    house: &'a Arc<House>,
    now: Millis,
    calls: JoinSet<()>,
}

impl Round<'_> {
    async fn tell(&mut self, one: &Wishing) -> store::Result<()> {
        let (store, now, id) = (&self.house.store, self.now, one.person.id);
        let (day, clock) = (time::day(now), time::clock(now));
        // All that is needed is read before anything counts as told.
        let tasks = alerts::tasks(store, &one.person, Some(&day)).await?;
        let browsers = alerts::subscriptions(store, id, now).await?;
        let morning = MORNING[0] <= clock.as_str() && clock.as_str() < MORNING[1];
        // Also a morning without news has passed: what is planned after it for the same day is none.
        if morning && alerts::first_time(store, id, &format!("morning:{day}"), now).await? && !tasks.is_empty() {
            self.notify(id, &browsers, |lang| Letter::morning(&tasks, &day, lang)).await;
            if let Some(lang) = one.mail {
                self.mail(one, Letter::morning(&tasks, &day, lang), lang).await;
            }
        }
        for task in tasks.iter().filter(|task| is_due(task, now)) {
            let Some(follow_up) = task.what.follow_up else { continue };
            // A follow-up that was moved is told again.
            let what = format!("due:{follow_up}:{} {}", task.what.day, task.what.time);
            if alerts::first_time(store, id, &what, now).await? {
                self.notify(id, &browsers, |lang| Letter::due(follow_up, task, lang)).await;
            }
        }
        Ok(())
    }

    /// Notifies each of a person's browsers, and forgets those that are gone.
    async fn notify(&mut self, person: Uuid, browsers: &[Subscription], letter: impl Fn(Lang) -> Letter) {
        for browser in browsers {
            let (house, browser, now) = (Arc::clone(self.house), browser.clone(), self.now);
            let message = letter(browser.language).message();
            self.begin_call(async move {
                match house.sender.send(&browser, &message, now).await {
                    Ok(()) => {}
                    Err(Refused::Gone) => forget(&house, person, &browser).await,
                    Err(error) => tracing::warn!(%error, "a notification was not delivered"),
                }
            })
            .await;
        }
    }

    async fn mail(&mut self, to: &Wishing, letter: Letter, lang: Lang) {
        let (house, person) = (Arc::clone(self.house), to.person.clone());
        self.begin_call(async move {
            if let Some(post) = &house.post {
                post.send(&person, &letter, &house.settings, lang).await;
            }
        })
        .await;
    }

    /// Begins a call once there is a line for it.
    async fn begin_call(&mut self, call: impl Future<Output = ()> + Send + 'static) {
        if self.calls.len() >= CALLS {
            self.end_call().await;
        }
        self.calls.spawn(call);
    }

    /// Waits for the first call that ends; false when there is none.
    async fn end_call(&mut self) -> bool {
        let ended = self.calls.join_next().await;
        if let Some(Err(error)) = &ended {
            tracing::error!(%error, "telling somebody what is due broke off");
        }
        ended.is_some()
    }
}

/// Whether the time of a task has just come.
fn is_due(task: &Task, now: Millis) -> bool {
    time::instant(&task.what.day, &task.what.time).is_some_and(|at| at <= now && now - at < LATE)
}

async fn forget(house: &House, person: Uuid, browser: &Subscription) {
    if let Err(error) = alerts::unsubscribe(&house.store, person, &browser.endpoint).await {
        tracing::warn!(cause = &error as &dyn std::error::Error, "a browser that is gone could not be forgotten");
    }
}
