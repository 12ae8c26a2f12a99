//! Live connections: each browser that is online hears within a moment that there is news, and loses its connection as
//! soon as its session closes, its role changes or the server stops.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::response::sse::Event;
use store::sessions;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use uuid::Uuid;

use crate::error::Error;
use crate::guard::visitor::SignedIn;
use crate::house::House;

/// Live connections one session may hold: tabs share one, but another may just be dying.
const PER_SESSION: usize = 16;
/// How often a connection asks whether its session still lives, so that a door closed by another process closes here too.
const LOOK_AGAIN: Duration = Duration::from_secs(15);
/// How soon a browser that lost the connection calls again; by itself it would wait about three seconds.
const CALL_AGAIN: Duration = Duration::from_secs(1);
/// Events that wait for a slow connection.
const WAITING: usize = 4;

/// How many live connections each session holds.
#[derive(Debug, Clone, Default)]
pub struct Connections(Arc<Mutex<HashMap<Uuid, usize>>>);

/// One live connection; it counts until it is dropped.
#[derive(Debug)]
pub struct Connection {
    session: Uuid,
    all: Connections,
}

impl Connections {
    /// One more connection of a session.
    ///
    /// # Errors
    /// `TooManyConnections`.
    pub fn enter(&self, session: Uuid) -> Result<Connection, Error> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(session).or_default();
        if *count >= PER_SESSION {
            return Err(Error::TooManyConnections);
        }
        *count += 1;
        Ok(Connection { session, all: self.clone() })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut counts = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.session) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.session);
            }
        }
    }
}

/// What ends a live connection.
struct Ends {
    bell: watch::Receiver<u64>,
    doors: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
}

/// Opens a live connection: the events it will carry, the first of them the head as it stands.
///
/// # Errors
/// `TooManyConnections`, or `Stopping`.
pub fn open(house: &Arc<House>, signed_in: SignedIn) -> Result<mpsc::Receiver<Result<Event, Infallible>>, Error> {
    let connection = house.connections.enter(signed_in.visitor.session)?;
    let ends = Ends {
        bell: house.store.bell().subscribe(),
        doors: house.doors.subscribe(),
        stopping: house.stopping.subscribe(),
    };
    if *ends.stopping.borrow() {
        return Err(Error::Stopping);
    }
    let (events, received) = mpsc::channel(WAITING);
    tokio::spawn(carry(Arc::clone(house), signed_in, connection, ends, events));
    Ok(received)
}

/// Carries news until something ends the connection.
async fn carry(
    house: Arc<House>,
    signed_in: SignedIn,
    _connection: Connection,
    mut ends: Ends,
    events: mpsc::Sender<Result<Event, Infallible>>,
) {
    let mut looks = interval_at(Instant::now() + LOOK_AGAIN, LOOK_AGAIN);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ends.bell.mark_changed();
    let mut pending = None;
    loop {
        tokio::select! {
            _ = ends.stopping.changed() => return,
            () = events.closed() => return,
            rung = ends.bell.changed() => {
                if rung.is_err() {
                    return;
                }
                pending = Some(*ends.bell.borrow_and_update());
            }
            // Rings that come while a slow connection is full become one: the latest number says it all.
            permit = events.reserve(), if pending.is_some() => {
                if let (Ok(permit), Some(head)) = (permit, pending.take()) {
                    permit.send(Ok(news(head)));
                }
            }
            _ = ends.doors.changed() => {
                if !still_welcome(&house, &signed_in).await {
                    return;
                }
            }
            _ = looks.tick() => {
                if !still_welcome(&house, &signed_in).await {
                    return;
                }
            }
        }
    }
}

fn news(head: u64) -> Event {
    Event::default().event("news").retry(CALL_AGAIN).data(format!("{{\"head\":{head}}}"))
}

/// Whether the session lives and its person may do what they could when the connection opened. A store that does not
/// answer just now is no reason to hang up.
async fn still_welcome(house: &House, signed_in: &SignedIn) -> bool {
    match sessions::visitor(&house.store, &signed_in.token, (house.settings.ambient.now)()).await {
        Ok(Some(visitor)) => visitor.person.role == signed_in.visitor.person.role,
        Ok(None) => false,
        Err(error) => {
            tracing::warn!(cause = %error, "a live connection could not look at its session");
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_holds_sixteen_connections_and_a_closed_one_makes_room() {
        let connections = Connections::default();
        let mut held: Vec<_> = (0..PER_SESSION).map(|_| connections.enter(Uuid::nil()).unwrap()).collect();
        assert!(connections.enter(Uuid::nil()).is_err());
        assert!(connections.enter(Uuid::max()).is_ok());
        held.pop();
        assert!(connections.enter(Uuid::nil()).is_ok());
        drop(held);
        assert!(connections.0.lock().unwrap().is_empty());
    }
}
