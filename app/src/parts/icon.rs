//! Icons of one set, whose drawings every page carries (`shell/sprite.rs`); and the mark.

use leptos::prelude::*;

/// An icon of the set, by the name of its symbol. It says nothing to screen readers: the words beside it do.
#[component]
pub(crate) fn Icon(
    /// The symbol's name.
    name: &'static str,
    /// Smaller, beside small text.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let class = if small { "icon small" } else { "icon" };
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true">
            <use href=format!("#i-{name}")></use>
        </svg>
    }
}

/// The mark: a notebook with a red margin line, open on a fresh page.
#[component]
pub(crate) fn Mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect class="mark-cover" x="4" y="2" width="25" height="28" rx="5"></rect>
            <rect class="mark-page" x="9" y="5.5" width="16.5" height="21" rx="2"></rect>
            <path class="mark-margin" d="M13 5.5v21"></path>
            <path class="mark-line" d="M16 11h6.5M16 16h6.5M16 21h4"></path>
            <path class="mark-line" d="M2.5 9h4M2.5 16h4M2.5 23h4"></path>
        </svg>
    }
}
