//! The row of tabs that the pages of sales share.

use domain::Words;
use leptos::html::Nav;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use leptos_router::hooks::use_location;

use crate::parts::act::effect;
use crate::texts::{sales, t};

const TABS: [(&str, Words); 6] = [
    ("/prospects", sales::PROSPECTS),
    ("/opportunities", sales::OPPORTUNITIES),
    ("/accounts", sales::ACCOUNTS),
    ("/interactions", sales::INTERACTIONS),
    ("/events", sales::EVENTS),
    ("/reports", sales::REPORTS),
];

/// The tabs, the current one marked.
#[component]
pub(crate) fn SalesTabs() -> impl IntoView {
    let here = use_location().pathname;
    let tabs = TABS.map(|(path, words)| {
        let current = move || here.with(|here| here == path).then_some("page");
        view! { <a href=path aria-current=current>{t(words)}</a> }.into_any()
    });
    let row = NodeRef::<Nav>::new();
    effect(move || {
        here.track();
        if let Some(row) = row.get() {
            show_current(&row);
        }
    });
    view! { <nav class="tabs" node_ref=row aria-label=t(sales::SALES)>{tabs.into_iter().collect::<Vec<_>>()}</nav> }
}

/// Scrolls the current tab into the middle of a row that is wider than the screen.
fn show_current(row: &HtmlElement) -> Option<()> {
    let tab: HtmlElement = row.query_selector("[aria-current]").ok()??.dyn_into().ok()?;
    row.set_scroll_left(tab.offset_left() - (row.client_width() - tab.offset_width()) / 2);
    Some(())
}
