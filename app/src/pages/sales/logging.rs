//! Two taps that log a call, an e-mail, a meeting (M5): one opens the row, one keeps it as of now.

use domain::interaction::{ASSIGNEE, CHANNEL, CHANNELS, CLIENT, DATE, INTERACTION, TIME};
use domain::{Choice, Record, Value, opportunity, time};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::Act;
use uuid::Uuid;

use super::kinds::INTERACTIONS;
use super::{Keeper, is};
use crate::parts::act::press;
use crate::parts::browser;
use crate::parts::icon::Icon;
use crate::records::{Records, ShownRecord};
use crate::texts::{sales, t};

/// The row, below a button. `link` is the position in an interaction of the link to the record.
#[component]
pub(crate) fn LogRow(
    /// The record it is logged on.
    shown: Signal<Option<ShownRecord>>,
    /// Position of the link.
    link: usize,
) -> impl IntoView {
    let keeper = Keeper::take();
    let me = expect_context::<Records>().me();
    let open = RwSignal::new(false);
    let last = RwSignal::new(None::<Uuid>);
    let log = move |channel: &'static Choice| {
        let Some(on) = shown.get_untracked() else { return };
        let person = me.get_untracked().map(|me| me.person.id);
        let record = logged(&on.record, link, channel.key, person, keeper.edits.new_id());
        let id = record.id;
        open.set(false);
        spawn_local(async move {
            let kept = keeper.edits.together(vec![(None, record)], Act::Create).await;
            let lang = keeper.lang();
            if keeper.tell(kept, sales::logged(lang, channel.label.get(lang))) {
                last.try_set(Some(id));
            }
        });
    };
    let channels = CHANNELS.iter().map(|channel| {
        view! { <button type="button" class="chip" on:click=press(move || log(channel))>{t(channel.label)}</button> }.into_any()
    });
    view! {
        <div class="log-row">
            <button type="button" class="button" aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=press(move || open.update(|open| *open = !*open))>
                <Icon name="talk"/> {t(sales::LOG)}
            </button>
            {move || last.get().map(|id| view! {
                <a class="button plain" href=format!("{}/{id}/edit", INTERACTIONS.path)>{t(sales::COMPLETE)}</a>
            }.into_any())}
            <div class="chips" role="group" aria-label=t(sales::LOG) hidden=move || !open.get()>{channels.collect::<Vec<_>>()}</div>
        </div>
    }
}

/// An interaction as of now. One logged on an opportunity is also one with its client and account.
fn logged(on: &Record, link: usize, channel: &str, person: Option<Uuid>, id: Uuid) -> Record {
    let now = browser::now();
    let mut record = Record::new(&INTERACTION, id);
    record.set(CHANNEL, Some(channel.into()));
    record.set(DATE, Some(time::day(now).into()));
    record.set(TIME, Some(time::clock(now).into()));
    record.set(ASSIGNEE, person.map(|id| id.to_string().into()));
    if is(on, &opportunity::OPPORTUNITY) {
        record.set(CLIENT, on.get(opportunity::CLIENT).cloned());
        record.set(domain::interaction::ACCOUNT, on.get(opportunity::ACCOUNT).cloned());
    }
    if is(on, &domain::client::CLIENT) {
        record.set(domain::interaction::ACCOUNT, on.get(domain::client::ACCOUNT).cloned());
    }
    record.set(link, Some(Value::from(on.id.to_string())));
    record
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_about_an_opportunity_is_a_call_with_its_client() {
        let mut deal = Record::new(&opportunity::OPPORTUNITY, Uuid::from_u128(1));
        deal.set(opportunity::CLIENT, Some("c".into()));
        let call = logged(&deal, domain::interaction::OPPORTUNITY, "call", None, Uuid::from_u128(2));
        assert_eq!((call.text(CLIENT), call.text(CHANNEL)), ("c", "call"));
        assert_eq!(call.text(domain::interaction::OPPORTUNITY), deal.id.to_string());
    }
}
