//! The overlay of keys, behind `?`; and the two keys that work on every page.

use domain::Words;
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::icon::Icon;
use super::keys::on_key;
use crate::pages::sales::kinds::{has_search, new_at};
use crate::parts::act::{effect, press};
use crate::texts::{frame, help, t};

/// Opens the overlay from anywhere. `Copy`, in context: `expect_context::<HelpDoor>()`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HelpDoor(RwSignal<bool>);

impl HelpDoor {
    /// Puts a closed door into context.
    pub(crate) fn provide() {
        provide_context(Self(RwSignal::new(false)));
    }

    /// Shows the overlay.
    pub(crate) fn open(self) {
        self.0.set(true);
    }
}

/// What a key does, and what it is called.
enum Key {
    Named(&'static str),
    Worded(Words),
}

const KEYS: &[(Words, &[Key])] = &[
    (help::SEARCH, &[Key::Named("/")]),
    (help::FIRST_FOUND, &[Key::Named("↓")]),
    (help::MOVE, &[Key::Named("j"), Key::Named("k")]),
    (help::OPEN, &[Key::Worded(help::ENTER_KEY)]),
    (help::TICK, &[Key::Named("x"), Key::Worded(help::SPACE_KEY)]),
    (help::MENU, &[Key::Worded(help::SHIFT_KEY), Key::Named("F10")]),
    (help::SHIFT_CARD, &[Key::Named("m")]),
    (help::NEW, &[Key::Named("n")]),
    (help::EDIT, &[Key::Named("e")]),
    (help::ADD_TAG, &[Key::Worded(help::ENTER_KEY), Key::Named(",")]),
    (help::CHOOSE, &[Key::Named("↑"), Key::Named("↓")]),
    (help::SAVE, &[Key::Named("Ctrl"), Key::Worded(help::ENTER_KEY)]),
    (help::BACK, &[Key::Worded(help::ESCAPE_KEY)]),
    (help::THESE, &[Key::Named("?")]),
];

/// The overlay. The browser's own dialog keeps the focus inside and gives it back.
#[component]
pub(crate) fn Help() -> impl IntoView {
    let door = expect_context::<HelpDoor>();
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
        if door.0.get()
            && let Some(dialog) = dialog.get()
        {
            // Fails only when it is open already.
            let _ = dialog.show_modal();
        }
    });
    let navigate = use_navigate();
    let path = use_location().pathname;
    on_key(move |key| match key {
        "?" => {
            door.open();
            true
        }
        "n" => {
            navigate(&new_at(&path.get_untracked()), NavigateOptions::default());
            true
        }
        "/" if path.with_untracked(|path| path != "/clients" && !has_search(path)) => {
            navigate("/clients", NavigateOptions::default());
            true
        }
        _ => false,
    });
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <dialog node_ref=dialog aria-labelledby="keys-title" on:close=move |_| door.0.set(false)>
            <div class="dialog-head">
                <h2 id="keys-title">{t(frame::HELP)}</h2>
                <button type="button" class="icon-button" aria-label=t(frame::CLOSE) on:click=press(close)><Icon name="close"/></button>
            </div>
            <ul class="keys">
                {KEYS.iter().map(|(does, keys)| view! {
                    <li>
                        <span>{t(*does)}</span>
                        <span>{keys.iter().map(|key| match key {
                            Key::Named(name) => view! { <kbd>{*name}</kbd> }.into_any(),
                            Key::Worded(words) => view! { <kbd>{t(*words)}</kbd> }.into_any(),
                        }).collect::<Vec<_>>()}</span>
                    </li>
                }.into_any()).collect::<Vec<_>>()}
            </ul>
        </dialog>
    }
}
