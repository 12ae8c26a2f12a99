//! What a page says when it has nothing to list, or something to warn of.

use domain::Words;
use leptos::prelude::*;

use super::icon::Icon;
use crate::texts::t;

/// An empty place that teaches: what it is, and what to do.
#[component]
pub(crate) fn Empty(
    /// An icon's name.
    icon: &'static str,
    /// What is missing.
    title: Words,
    /// What to do about it.
    hint: Words,
    /// Whether it is all there is on the page, so that its title is the page's.
    #[prop(optional)]
    alone: bool,
    /// The buttons that do it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon/>
            {if alone { view! { <h1>{t(title)}</h1> }.into_any() } else { view! { <h2>{t(title)}</h2> }.into_any() }}
            <p>{t(hint)}</p>
            {children.map(|children| view! { <div class="buttons">{children()}</div> }.into_any())}
        </div>
    }
}

/// A notice: `good`, `warn`, `bad`, or quiet.
#[component]
pub(crate) fn Notice(
    /// The tone, as the style sheet knows it.
    #[prop(optional)]
    tone: &'static str,
    /// An icon's name.
    icon: &'static str,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let role = if tone == "bad" { "alert" } else { "status" };
    view! {
        <div class="notice" data-tone=tone role=role>
            <Icon name=icon/>
            <div>{children()}</div>
        </div>
    }
}
