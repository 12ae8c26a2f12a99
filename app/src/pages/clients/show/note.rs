//! "Noter un échange": a contact written down in two taps.

use domain::interaction::{CHANNELS, OUTCOMES};
use leptos::prelude::*;
use uuid::Uuid;

use crate::follow_ups::{Contact, FollowUps};
use crate::parts::act::typing;
use crate::parts::chips::{Answers, Chosen};
use crate::parts::draft::DraftText;
use crate::parts::sheet::Sheet;
use crate::parts::told::Teller;
use crate::texts::{deeds, t};

/// The sheet that notes a contact.
#[component]
pub(super) fn NoteSheet(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// With whom.
    client: Memo<Option<Uuid>>,
) -> impl IntoView {
    view! { <Sheet open id="note-title" title=deeds::NOTE><Noting open client/></Sheet> }
}

#[component]
fn Noting(
    /// The sheet.
    open: RwSignal<bool>,
    /// With whom.
    client: Memo<Option<Uuid>>,
) -> impl IntoView {
    let (acts, teller) = (FollowUps::take(), Teller::take());
    let channel = RwSignal::new(CHANNELS.first().map_or("", |first| first.key).to_owned());
    let id = client.get_untracked().unwrap_or_default();
    let notes = DraftText::of(format!("noted/{id}"));
    let answer = Callback::new(move |outcome: &'static str| {
        let Some(client) = client.get_untracked() else { return };
        let contact =
            Contact { channel: channel.get_untracked(), outcome: outcome.to_owned(), notes: notes.get_untracked() };
        teller.tell_then(deeds::NOTED, acts.note(client, contact), notes.close(open));
    });
    view! {
        <div class="sheet-fields">
            <Chosen label=deeds::HOW choices=CHANNELS key=channel/>
            <label class="field"><span class="label">{t(deeds::SAID)}</span>
                <textarea class="input short" rows="3" prop:value=move || notes.get() on:input=typing(move |text| notes.typed(text))></textarea></label>
            <Answers label=deeds::OUTCOME choices=OUTCOMES none=deeds::NO_OUTCOME answer/>
        </div>
    }
}
