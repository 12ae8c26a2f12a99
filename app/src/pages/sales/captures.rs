//! What a trade show brought back: how many people each person met there, and how many of them have become clients.

use domain::{client, event};
use leptos::prelude::*;
use uuid::Uuid;

use crate::parts::act::{When, whether};
use crate::parts::names::Names;
use crate::records::Records;
use crate::texts::{sales, t};

/// The table, while somebody was met there.
#[component]
pub(super) fn CapturesByPerson(
    /// The trade show.
    id: Uuid,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let names = expect_context::<Names>();
    let counted = Memo::new(move |_| {
        let met = records.children(&client::CLIENT, client::EVENT, id).unwrap_or_default();
        event::captures(met.iter().map(|shown| &shown.record))
    });
    let numbers = |of: event::Captures| {
        let each = [of.met, of.hot, of.converted].map(|count| view! { <td class="number">{count}</td> }.into_any());
        each.into_iter().collect::<Vec<_>>()
    };
    let rows = move || {
        let each = counted.get().0.into_iter().map(|of| {
            let (who, asked) = match of.person {
                Some(person) => (names.of(person).into_any(), person.to_string()),
                None => (t(sales::REPORT_NOBODY).into_any(), String::new()),
            };
            let theirs = format!("/prospects?event={id}&assignee={asked}");
            view! { <tr><th scope="row"><a href=theirs>{who}</a></th> {numbers(of)}</tr> }.into_any()
        });
        each.collect::<Vec<_>>()
    };
    let heads = || {
        let each = [sales::CAPTURES, sales::HOT_ONES, sales::CONVERTED_ONES];
        each.map(|words| view! { <th scope="col" class="number">{t(words)}</th> }.into_any())
            .into_iter()
            .collect::<Vec<_>>()
    };
    view! {
        <When is=whether(move || counted.with(|(_, all)| all.met > 0))>
            <section class="children">
                <div class="part-head"><h2 class="part-title">{t(sales::CAPTURES_BY_PERSON)}</h2></div>
                <div class="table-scroll" tabindex="0" role="region" aria-label=t(sales::CAPTURES_BY_PERSON)>
                    <table class="report-table">
                        <thead><tr><th scope="col">{t(sales::REPORT_PERSON)}</th> {heads()}</tr></thead>
                        <tbody>{rows}</tbody>
                        <tfoot><tr><th scope="row">{t(sales::TOTAL)}</th> {move || numbers(counted.get().1)}</tr></tfoot>
                    </table>
                </div>
            </section>
        </When>
    }
}
