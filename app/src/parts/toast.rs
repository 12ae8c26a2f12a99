//! Toasts: what just happened, for a few seconds, with the way back when there is one.

use std::time::Duration;

use leptos::prelude::*;

use crate::parts::act::press;
use crate::texts::{frame, t};

/// How long a toast stays: long enough to read it and reach for "Annuler".
const STAYS: Duration = Duration::from_secs(8);

/// One toast.
#[derive(Debug, Clone)]
struct Toast {
    number: u64,
    text: String,
    undo: Option<Callback<()>>,
}

/// Where parts say what just happened. `Copy`, in context: `expect_context::<Toasts>()`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    count: StoredValue<u64>,
}

impl Toasts {
    /// Puts an empty stack into context.
    pub(crate) fn provide() {
        provide_context(Self { shown: RwSignal::new(Vec::new()), count: StoredValue::new(0) });
    }

    /// Says something.
    pub(crate) fn say(self, text: impl Into<String>) {
        self.push(text.into(), None);
    }

    /// Says something that can be taken back.
    pub(crate) fn offer_undo(self, text: impl Into<String>, undo: Callback<()>) {
        self.push(text.into(), Some(undo));
    }

    fn push(self, text: String, undo: Option<Callback<()>>) {
        let number = self.count.get_value() + 1;
        self.count.set_value(number);
        self.shown.update(|toasts| {
            // Two at most: the third pushes the oldest out, so that they never cover the page.
            if toasts.len() > 1 {
                toasts.remove(0);
            }
            toasts.push(Toast { number, text, undo });
        });
        self.leaves(number);
    }

    /// In a while, but not under somebody's pointer or while the keyboard is there.
    fn leaves(self, number: u64) {
        let leave = move || {
            let held = document().query_selector(".toasts:hover, .toasts:focus-within");
            if held.is_ok_and(|held| held.is_some()) {
                self.leaves(number);
            } else {
                self.remove(number);
            }
        };
        set_timeout(leave, STAYS);
    }

    fn remove(self, number: u64) {
        self.shown.try_update(|toasts| toasts.retain(|toast| toast.number != number));
    }
}

/// The place on the page where toasts appear; screen readers hear them.
#[component]
pub(crate) fn ToastStack() -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.number let:toast>
                <div class="toast">
                    <span>{toast.text}</span>
                    {toast.undo.map(|undo| {
                        let take_back = move || {
                            toasts.remove(toast.number);
                            undo.run(());
                        };
                        view! { <button type="button" on:click=press(take_back)>{t(frame::UNDO)}</button> }
                    })}
                </div>
            </For>
        </div>
    }
}
