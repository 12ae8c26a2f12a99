//! The bell: "news up to 42", for the live connections of this process and, through the database, for the other processes.

use tokio::sync::watch;

/// Tells whoever listens that the head moved.
#[derive(Debug, Clone)]
pub struct Bell(watch::Sender<u64>);

impl Bell {
    /// A bell that last rang for `head`.
    pub(crate) fn new(head: u64) -> Self {
        Self(watch::Sender::new(head))
    }

    /// The head, now and each time it moves.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }

    /// Rings for this head, unless it has rung for a later one.
    pub(crate) fn ring(&self, head: u64) {
        self.0.send_if_modified(|last| {
            let moved = head > *last;
            *last = head.max(*last);
            moved
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bell_rings_once_per_head_and_never_backwards() {
        let bell = Bell::new(3);
        let mut ear = bell.subscribe();
        bell.ring(3);
        assert!(!ear.has_changed().unwrap());
        bell.ring(5);
        bell.ring(4);
        assert_eq!(*ear.borrow_and_update(), 5);
        bell.ring(5);
        assert!(!ear.has_changed().unwrap());
    }
}
