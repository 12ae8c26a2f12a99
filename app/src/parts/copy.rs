//! An address to be copied and sent.

use domain::Words;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use super::icon::Icon;
use super::toast::Toasts;
use crate::parts::act::press;
use crate::texts::{language, people as words, t};

/// A text with a button that puts it into the clipboard.
#[component]
pub(crate) fn Copyable(
    /// The id of its field.
    id: &'static str,
    /// What it is.
    label: Words,
    /// What to do with it.
    hint: Words,
    /// The text.
    text: String,
) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let language = language();
    let copied = text.clone();
    let copy = move || {
        let text = copied.clone();
        spawn_local(async move {
            if browser::copy(text).await {
                toasts.say(words::COPIED.get(language.get_untracked()));
            }
        });
    };
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id>{t(label)}</label>
            <div class="copy">
                <input class="input" id=id type="text" readonly value=text aria-describedby=hint_id.clone()
                    on:focus:target=|event| event.target().select()/>
                <button type="button" class="button" on:click=press(copy)><Icon name="copy"/> {t(words::COPY)}</button>
            </div>
            <span class="hint" id=hint_id>{t(hint)}</span>
        </div>
    }
}
