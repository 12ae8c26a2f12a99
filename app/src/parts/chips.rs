//! Chips: one of a few answers, or one tap that acts.

use domain::{Choice, Words};
use leptos::prelude::*;

use super::act::press;
use crate::texts::t;

/// One of a closed list, chosen by a tap.
#[component]
pub(crate) fn Chosen(
    /// What is asked.
    label: Words,
    /// The answers.
    choices: &'static [Choice],
    /// The key of the answer.
    key: RwSignal<String>,
) -> impl IntoView {
    let chips = choices.iter().map(|choice| {
        let is_on = move || if key.with(|key| key == choice.key) { "true" } else { "false" };
        view! {
            <button type="button" class="chip" aria-pressed=is_on on:click=press(move || key.set(choice.key.to_owned()))>{t(choice.label)}</button>
        }
        .into_any()
    });
    view! {
        <div class="field" role="group" aria-label=t(label)>
            <span class="label" aria-hidden="true">{t(label)}</span>
            <div class="chips wrapped">{chips.collect::<Vec<_>>()}</div>
        </div>
    }
}

/// One of a closed list, or none of it: the tap is the act. `none` is what the answer without a key is called.
#[component]
pub(crate) fn Answers(
    /// What is asked.
    label: Words,
    /// The answers.
    choices: &'static [Choice],
    /// What it is called to give none of them.
    none: Words,
    /// What a tap does, with the key of the answer or with nothing.
    answer: Callback<&'static str>,
) -> impl IntoView {
    let chip = move |key: &'static str, label: Words| {
        view! { <button type="button" class="chip" on:click=press(move || answer.run(key))>{t(label)}</button> }
            .into_any()
    };
    let chips = choices.iter().map(move |choice| chip(choice.key, choice.label)).chain([chip("", none)]);
    view! {
        <div class="field" role="group" aria-label=t(label)>
            <span class="label" aria-hidden="true">{t(label)}</span>
            <div class="chips wrapped">{chips.collect::<Vec<_>>()}</div>
        </div>
    }
}
