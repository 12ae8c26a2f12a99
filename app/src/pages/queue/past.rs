//! What this device has sent lately: each act can still be taken back, long after its toast is gone.

use domain::{Record, time};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::called;
use super::item::{Doing, subject_of};
use crate::edits::Edits;
use crate::parts::act::{When, effect, press, whether};
use crate::parts::icon::Icon;
use crate::records::Records;
use crate::sync_state::{PastAct, Syncing};
use crate::texts::import::records as records_of;
use crate::texts::{language, queue, t};

/// So many are shown.
const SHOWN: usize = 20;

/// The section.
#[component]
pub(super) fn Past() -> impl IntoView {
    let (records, edits) = (expect_context::<Records>(), expect_context::<Edits>());
    let state = expect_context::<Syncing>().state();
    let past = RwSignal::new(Vec::<PastAct>::new());
    effect(move || {
        records.revision().track();
        state.track();
        spawn_local(async move {
            let now = edits.past(SHOWN).await;
            past.try_set(now);
        });
    });
    view! {
        <When is=whether(move || past.with(|past| !past.is_empty()))>
            <section aria-labelledby="past-title">
                <h2 id="past-title" class="part-title">{t(queue::PAST)}</h2>
                <p class="fine">{t(queue::PAST_HINT)}</p>
                <ul class="past">
                    <For each=move || past.get() key=|act| (act.n, act.count) let:act><Line act/></For>
                </ul>
            </section>
        </When>
    }
}

/// One act.
#[component]
fn Line(
    /// The act.
    act: PastAct,
) -> impl IntoView {
    let language = language();
    let edits = expect_context::<Edits>();
    let done = Doing::take();
    let PastAct { n, count, mutation } = act;
    let busy = RwSignal::new(false);
    let subject = subject_of(&mutation);
    let title = move || {
        let name = |record: &Record| called(record, language.get());
        match count {
            1 => subject.with(|subject| subject.as_ref().map(name)).unwrap_or_default(),
            count => records_of(language.get(), count),
        }
    };
    let take_back = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        done.take_back(async move {
            let undone = edits.undo(n).await;
            busy.try_set(false);
            undone
        });
    };
    view! {
        <li>
            <div>
                <strong>{title}</strong>
                <p class="fine">{t(queue::act(mutation.act))} " · " {move || time::show(mutation.made_at, language.get())}</p>
            </div>
            <button type="button" class="button plain" aria-busy=move || busy.get().then_some("true") on:click=press(take_back)>
                <Icon name="undo"/> {t(queue::TAKE_BACK)}
            </button>
        </li>
    }
}
