//! The clients nobody looks after, and one tap to take charge of one.

use domain::client::CLIENT;
use domain::list::ListRow;
use domain::search::{AssigneeFilter, Query};
use leptos::prelude::*;
use sync::Act;
use uuid::Uuid;

use crate::edits::{Edits, SaveError};
use crate::handover::Handover;
use crate::parts::act::{When, press, whether};
use crate::parts::icon::Icon;
use crate::parts::told::Teller;
use crate::records::Records;
use crate::texts::{agenda, t};

/// How many are shown; the list shows all of them.
const SHOWN: usize = 5;

/// The part of the page.
#[component]
pub(crate) fn Unassigned() -> impl IntoView {
    let records = expect_context::<Records>();
    let query = Query { assignee: Some(AssigneeFilter::Nobody), ..Query::default() };
    let found = Memo::new(move |_| {
        let found = records.find(&query).unwrap_or_default();
        let rows: Vec<ListRow> =
            (0..found.len().min(SHOWN)).filter_map(|place| found.row(place)).map(|one| one.row).collect();
        (found.len(), rows)
    });
    let count = Memo::new(move |_| found.with(|(count, _)| *count));
    view! {
        <section class="agenda-part" aria-labelledby="unassigned">
            <h2 id="unassigned">{t(agenda::UNASSIGNED)} <When is=whether(move || count.get() > 0)><span class="count">{move || count.get()}</span></When></h2>
            <ul class="tasks">
                <For each=move || found.with(|(_, rows)| rows.clone()) key=|row| row.id let:row><Line row/></For>
            </ul>
            <When is=whether(move || count.get() == 0)><p class="quiet">{t(agenda::ALL_ASSIGNED)}</p></When>
            <When is=whether(move || count.get() > SHOWN)><a class="button" href="/clients?who=nobody">{t(agenda::SEE_ALL)}</a></When>
        </section>
    }
}

#[component]
fn Line(
    /// The client.
    row: ListRow,
) -> impl IntoView {
    let (records, edits, teller) = (expect_context::<Records>(), expect_context::<Edits>(), Teller::take());
    let id = row.id;
    let take = move || {
        let Some(me) = records.me().with_untracked(|me| me.as_ref().map(|me| me.person.id)) else { return };
        teller.tell(agenda::TAKEN, take_charge(records, edits, id, me));
    };
    view! {
        <li class="task">
            <div class="task-what">
                <p class="task-who"><a href=format!("/clients/{id}")>{row.name}</a> <span class="fine">{row.company}</span></p>
            </div>
            <div class="task-does">
                <button type="button" class="button" on:click=press(take)><Icon name="person"/> {t(agenda::TAKE)}</button>
            </div>
        </li>
    }
}

async fn take_charge(records: Records, edits: Edits, id: Uuid, me: Uuid) -> Result<Option<u64>, SaveError> {
    let before = records.show_kind(&CLIENT, id).await.ok_or(SaveError::Closed)?;
    let written = Handover::of(records).await.give(before, Some(me));
    edits.together(written, Act::Handover).await
}
