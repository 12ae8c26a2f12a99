//! Says what an act came to, and offers the way back.

use domain::{Lang, Words};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::toast::Toasts;
use crate::edits::Edits;
use crate::follow_ups::Saved;
use crate::texts::{agenda, form, language};

/// Tells people of their acts. `Copy`.
#[derive(Clone, Copy)]
pub(crate) struct Teller {
    edits: Edits,
    toasts: Toasts,
    language: Signal<Lang>,
}

impl Teller {
    /// Takes what it needs from context.
    pub(crate) fn take() -> Self {
        Self { edits: expect_context(), toasts: expect_context(), language: language() }
    }

    /// Carries an act out, and says `words` with an "Annuler" once this device has it; else why it was not kept.
    pub(crate) fn tell(self, words: Words, act: impl Future<Output = Saved> + 'static) {
        self.tell_then(words, act, || ());
    }

    /// The same, and goes on with `then` once this device has it.
    pub(crate) fn tell_then(
        self,
        words: Words,
        act: impl Future<Output = Saved> + 'static,
        then: impl FnOnce() + 'static,
    ) {
        let then: Box<dyn FnOnce()> = Box::new(then);
        // One type for all acts: the machinery of a task is written once.
        let act: std::pin::Pin<Box<dyn Future<Output = Saved>>> = Box::pin(act);
        spawn_local(async move {
            let lang = self.language.get_untracked();
            match act.await {
                Ok(Some(n)) => {
                    self.toasts.offer_undo(words.get(lang), self.undo(n));
                    then();
                }
                Ok(None) => self.toasts.say(form::UNCHANGED.get(lang)),
                Err(error) => self.toasts.say(form::not_saved(lang, &error)),
            }
        });
    }

    fn undo(self, n: u64) -> Callback<()> {
        Callback::new(move |()| {
            spawn_local(async move {
                let lang = self.language.get_untracked();
                match self.edits.undo(n).await {
                    Ok(_) => self.toasts.say(agenda::TAKEN_BACK.get(lang)),
                    Err(error) => self.toasts.say(form::not_saved(lang, &error)),
                }
            });
        })
    }
}
