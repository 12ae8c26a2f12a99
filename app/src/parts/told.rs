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
        self.tell_then(words, act, |_| ());
    }

    /// The same, and goes on with `then` once it is known whether this device has it.
    pub(crate) fn tell_then(
        self,
        words: Words,
        act: impl Future<Output = Saved> + 'static,
        then: impl FnOnce(bool) + 'static,
    ) {
        let then: Box<dyn FnOnce(bool)> = Box::new(then);
        // One type for all acts: the machinery of a task is written once.
        let act: std::pin::Pin<Box<dyn Future<Output = Saved>>> = Box::pin(act);
        spawn_local(async move {
            let lang = self.language.get_untracked();
            let kept = act.await;
            let is_kept = matches!(kept, Ok(Some(_)));
            match kept {
                Ok(Some(n)) => self.toasts.offer_undo(words.get(lang), self.undo(n)),
                Ok(None) => self.toasts.say(form::UNCHANGED.get(lang)),
                Err(error) => self.toasts.say(form::not_saved(lang, &error)),
            }
            then(is_kept);
        });
    }

    fn undo(self, n: u64) -> Callback<()> {
        Callback::new(move |()| {
            spawn_local(async move {
                let lang = self.language.get_untracked();
                match self.edits.undo(n).await {
                    Ok(Some(_)) => self.toasts.say(agenda::TAKEN_BACK.get(lang)),
                    Ok(None) => self.toasts.say(form::UNCHANGED.get(lang)),
                    Err(error) => self.toasts.say(form::not_saved(lang, &error)),
                }
            });
        })
    }
}
