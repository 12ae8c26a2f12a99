//! The row of tabs that the pages of sales share.

use domain::Words;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

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
    view! { <nav class="tabs" aria-label=t(sales::SALES)>{tabs.into_iter().collect::<Vec<_>>()}</nav> }
}
