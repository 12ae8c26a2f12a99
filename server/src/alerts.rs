//! Telling people what is due (G21): each morning once, and at the time of a follow-up that has one.

mod letter;

use domain::{Lang, Millis, Person, time};
use store::alerts::{self, Task, Wishing};
use store::{Duty, Store};

use crate::house::House;
use crate::push::Refused;

pub use letter::{Letter, Tone, about};

/// From when on the morning's news is told, by the clock of Paris; a server that was off tells it until noon.
const MORNING: [&str; 2] = ["08:00", "12:00"];
/// How late a follow-up with a time may still be told, in milliseconds.
const LATE: Millis = 30 * 60_000;

/// Tells everybody what has fallen due by now. Of several processes, the one on duty does.
///
/// # Errors
/// When the database does not answer.
pub async fn look(house: &House, duty: &mut Duty, now: Millis) -> store::Result<()> {
    let wishing = alerts::wishing(&house.store).await?;
    if wishing.is_empty() || !duty.held().await? {
        return Ok(());
    }
    for one in &wishing {
        tell(house, one, now).await?;
    }
    Ok(())
}

async fn tell(house: &House, one: &Wishing, now: Millis) -> store::Result<()> {
    let (day, clock) = (time::day(now), time::clock(now));
    let tasks = alerts::tasks(&house.store, &one.person, Some(&day)).await?;
    if tasks.is_empty() {
        return Ok(());
    }
    let id = one.person.id;
    let morning = MORNING[0] <= clock.as_str() && clock.as_str() < MORNING[1];
    if morning && alerts::first_time(&house.store, id, &format!("morning:{day}"), now).await? {
        notify(house, &one.person, now, |lang| Letter::morning(&tasks, &day, lang)).await?;
        if let (Some(lang), Some(post)) = (one.mail, &house.post) {
            post.send(&one.person, &Letter::morning(&tasks, &day, lang), &house.settings, lang).await;
        }
    }
    for task in tasks.iter().filter(|task| is_due(task, now)) {
        let Some(follow_up) = task.what.follow_up else { continue };
        // A follow-up that was moved is told again.
        let what = format!("due:{follow_up}:{} {}", task.what.day, task.what.time);
        if alerts::first_time(&house.store, id, &what, now).await? {
            notify(house, &one.person, now, |lang| Letter::due(follow_up, task, lang)).await?;
        }
    }
    Ok(())
}

/// Whether the time of a task has just come.
fn is_due(task: &Task, now: Millis) -> bool {
    time::instant(&task.what.day, &task.what.time).is_some_and(|at| at <= now && now - at < LATE)
}

/// Notifies each of a person's browsers, and forgets those that are gone.
async fn notify(house: &House, person: &Person, now: Millis, letter: impl Fn(Lang) -> Letter) -> store::Result<()> {
    for browser in alerts::subscriptions(&house.store, person.id, now).await? {
        let message = letter(browser.language).message();
        match house.sender.send(&browser, &message, now).await {
            Ok(()) => {}
            Err(Refused::Gone) => forget(&house.store, person, &browser.endpoint).await?,
            Err(error) => tracing::warn!(%error, "a notification was not delivered"),
        }
    }
    Ok(())
}

async fn forget(store: &Store, person: &Person, endpoint: &str) -> store::Result<()> {
    alerts::unsubscribe(store, person.id, endpoint).await
}
