//! Planning a follow-up: what, what for, by when. The tap that says when is the one that plans.

use domain::agenda::FIRST_DEED;
use domain::follow_up::DEEDS;
use leptos::prelude::*;
use uuid::Uuid;

use super::act::typing;
use super::chips::Chosen;
use super::days::Days;
use super::draft::DraftText;
use super::sheet::Sheet;
use super::told::Teller;
use crate::follow_ups::{FollowUps, Plan};
use crate::texts::{agenda, t};

/// The sheet that plans.
#[component]
pub(crate) fn PlanSheet(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// With whom.
    client: Signal<Option<Uuid>>,
) -> impl IntoView {
    view! { <Sheet open id="plan-title" title=agenda::PLAN_TITLE><Planning open client/></Sheet> }
}

#[component]
fn Planning(
    /// The sheet.
    open: RwSignal<bool>,
    /// With whom.
    client: Signal<Option<Uuid>>,
) -> impl IntoView {
    let (acts, teller) = (FollowUps::take(), Teller::take());
    let deed = RwSignal::new(FIRST_DEED.to_owned());
    let id = client.get_untracked().unwrap_or_default();
    let note = DraftText::of(format!("planned/{id}"));
    let pick = Callback::new(move |(day, time)| {
        let Some(client) = client.get_untracked() else { return };
        let plan = Plan { deed: deed.get_untracked(), day, time, note: note.get_untracked() };
        teller.tell_then(agenda::PLANNED, acts.plan(client, plan), note.close(open));
    });
    view! {
        <div class="sheet-fields">
            <Chosen label=agenda::WHAT choices=DEEDS key=deed/>
            <label class="field"><span class="label">{t(agenda::NOTE)}</span>
                <textarea class="input short" rows="2" prop:value=move || note.get() on:input=typing(move |text| note.typed(text))></textarea></label>
            <Days pick/>
        </div>
    }
}
