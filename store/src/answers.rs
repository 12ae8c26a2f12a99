//! Answers that many people ask for: kept until the next change, and found once however many ask at the same moment.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::Result;

/// How many answers are kept, the latest asked for: eight people with a few questions each.
const KEPT: usize = 64;

/// The number of the last change and the life of the database: an answer holds as long as both do.
pub(crate) type State = (u64, Uuid);

/// Answers by question. A question says also who may see what is answered.
#[derive(Debug)]
pub(crate) struct Answers<Q, A>(Mutex<Kept<Q, A>>);

/// The latest question comes last.
#[derive(Debug)]
struct Kept<Q, A> {
    state: State,
    answers: Vec<(Q, Arc<OnceCell<A>>)>,
}

impl<Q, A> Default for Answers<Q, A> {
    fn default() -> Self {
        Self(Mutex::new(Kept { state: State::default(), answers: Vec::new() }))
    }
}

impl<Q: PartialEq, A: Clone> Answers<Q, A> {
    /// The answer at this state or a later one. `find` is asked unless it is known, or being found for somebody else.
    ///
    /// # Errors
    /// That of `find`, which is then asked again by the next.
    pub(crate) async fn get(&self, state: State, question: Q, find: impl Future<Output = Result<A>>) -> Result<A> {
        let place = self.place(state, question);
        place.get_or_try_init(|| find).await.cloned()
    }

    fn place(&self, state: State, question: Q) -> Arc<OnceCell<A>> {
        let mut kept = self.lock();
        if kept.state != state {
            let (head, epoch) = kept.state;
            if state.1 == epoch && state.0 < head {
                // Whoever read the head a moment ago, before the change that others saw already.
                return Arc::default();
            }
            *kept = Kept { state, answers: Vec::new() };
        }
        let known = kept.answers.iter().position(|(other, _)| *other == question);
        let (question, place) = match known {
            Some(known) => kept.answers.remove(known),
            None => (question, Arc::default()),
        };
        if kept.answers.len() == KEPT {
            kept.answers.remove(0);
        }
        kept.answers.push((question, Arc::clone(&place)));
        place
    }

    fn lock(&self) -> MutexGuard<'_, Kept<Q, A>> {
        // OK because nothing that is done under the lock leaves it half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::Error;

    const LIFE: Uuid = Uuid::from_u128(1);

    /// Finds how often it was asked.
    #[derive(Default)]
    struct Finder(AtomicU32);

    impl Finder {
        async fn find(&self) -> Result<u32> {
            tokio::task::yield_now().await;
            Ok(self.0.fetch_add(1, Ordering::Relaxed) + 1)
        }
    }

    #[tokio::test]
    async fn a_question_is_answered_once_until_something_changes() {
        let (answers, finder) = (Answers::default(), Finder::default());
        let ask = |head, epoch, question: &'static str| answers.get((head, epoch), question, finder.find());
        let (one, other) = tokio::join!(ask(5, LIFE, "a"), ask(5, LIFE, "a"));
        assert_eq!((one.unwrap(), other.unwrap()), (1, 1), "eight who ask at once are one");
        assert_eq!(ask(5, LIFE, "b").await.unwrap(), 2);
        assert_eq!(ask(5, LIFE, "a").await.unwrap(), 1);
        assert_eq!(ask(6, LIFE, "a").await.unwrap(), 3, "after a change");
        assert_eq!(ask(5, LIFE, "a").await.unwrap(), 4, "an old head is answered, and kept by nobody");
        assert_eq!(ask(6, LIFE, "a").await.unwrap(), 3);
        assert_eq!(ask(2, Uuid::from_u128(2), "a").await.unwrap(), 5, "a new life begins with nothing");
    }

    #[tokio::test]
    async fn a_failure_is_not_kept_and_neither_are_more_answers_than_there_is_room_for() {
        let (answers, finder) = (Answers::default(), Finder::default());
        assert!(answers.get((1, LIFE), 0, async { Err::<u32, _>(Error::NotAllowed) }).await.is_err());
        assert_eq!(answers.get((1, LIFE), 0, finder.find()).await.unwrap(), 1);
        for question in 1..=KEPT {
            answers.get((1, LIFE), question, finder.find()).await.unwrap();
        }
        assert_eq!(answers.lock().answers.len(), KEPT);
        let again = answers.get((1, LIFE), 0, finder.find()).await.unwrap();
        assert_eq!(again, finder.0.load(Ordering::Relaxed), "the first one had to go");
    }
}
