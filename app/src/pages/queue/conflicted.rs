//! The records in which two people's changes met and nobody has chosen yet: settled here with one tap each.

use domain::sorting;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::{called, page_of};
use crate::parts::act::{When, effect, whether};
use crate::parts::conflicts::Conflicts;
use crate::parts::icon::Icon;
use crate::records::{Records, ShownRecord};
use crate::texts::{language, queue, t};

/// More than these are a task for the list, not for one page.
const SHOWN: usize = 50;

/// Every record with an open conflict.
#[component]
pub(super) fn Conflicted() -> impl IntoView {
    let records = expect_context::<Records>();
    // Sorted, so that a card stays where it is while others are settled.
    let ids = Memo::new(move |_| {
        records.revision().track();
        records.covers().track();
        let mut ids = records.conflicts();
        sorting::sort(&mut ids);
        ids.truncate(SHOWN);
        ids
    });
    view! {
        <For each=move || ids.get() key=Clone::clone let:id>
            <OneRecord id/>
        </For>
    }
}

/// One of them, by its name.
#[component]
fn OneRecord(
    /// Which record.
    id: Uuid,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let shown = RwSignal::new(None::<ShownRecord>);
    effect(move || {
        records.revision().track();
        spawn_local(async move {
            let now = records.show(id).await;
            shown.try_set(now);
        });
    });
    let language = language();
    let name =
        Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|shown| called(&shown.record, language.get()))));
    let page = Memo::new(move |_| shown.with(|shown| shown.as_ref().and_then(|shown| page_of(&shown.record))));
    let open = move || {
        page.get().map(|page| {
            view! { <a class="button plain" href=page>{t(queue::OPEN)} <Icon name="forward" small=true/></a> }
                .into_any()
        })
    };
    view! {
        <When is=whether(move || name.with(Option::is_some))>
            <article class="card" data-tone="bad">
                <div class="card-head">
                    <h2>{move || name.get()}</h2>
                    {open}
                </div>
                <Conflicts shown=shown.into()/>
            </article>
        </When>
    }
}
