//! By when: demain, J+2, dans une semaine, or a date and perhaps a time. A tap on a chip is the answer.

use domain::agenda::Offer;
use leptos::prelude::*;

use super::act::{When, press, typing};
use super::browser::Today;
use super::icon::Icon;
use crate::texts::{agenda, t};

/// Asks for a day.
#[component]
pub(crate) fn Days(
    /// Told the day (`AAAA-MM-JJ`) and the time (`HH:MM`, or empty).
    pick: Callback<(String, String)>,
    /// The time that was agreed: it stays, unless another one is chosen.
    #[prop(optional)]
    agreed: String,
) -> impl IntoView {
    let today = expect_context::<Today>().0;
    let (day, time) = (RwSignal::new(String::new()), RwSignal::new(agreed));
    let by_date = RwSignal::new(false);
    let missing = RwSignal::new(false);
    let offers = Offer::ALL.into_iter().map(|offer| {
        let take = move || {
            if let Some(day) = today.get_untracked().and_then(|today| offer.day(&today)) {
                pick.run((day, time.get_untracked()));
            }
        };
        view! { <button type="button" class="chip" on:click=press(take)>{t(offer.label())}</button> }.into_any()
    });
    let choose = move || {
        // A time alone is no day; a date half typed is none either.
        if day.with_untracked(String::is_empty) {
            missing.set(true);
        } else {
            pick.run((day.get_untracked(), time.get_untracked()));
        }
    };
    view! {
        <div class="field" role="group" aria-label=t(agenda::WHEN)>
            <span class="label" aria-hidden="true">{t(agenda::WHEN)}</span>
            <div class="chips wrapped">
                {offers.collect::<Vec<_>>()}
                <button type="button" class="chip" aria-expanded=move || by_date.get().to_string() on:click=press(move || by_date.update(|shown| *shown = !*shown))>{t(agenda::OTHER_DAY)}</button>
            </div>
            <When is=by_date>
                <div class="day-and-time">
                    <label class="field"><span class="label">{t(agenda::DAY)}</span>
                        <input class="input" type="date" min=move || today.get() prop:value=move || day.get() on:input=typing(move |text| { missing.set(false); day.set(text); })/></label>
                    <label class="field"><span class="label">{t(agenda::TIME)}</span>
                        <input class="input" type="time" prop:value=move || time.get() on:input=typing(move |text| time.set(text))/></label>
                    <button type="button" class="button main-one" on:click=press(choose)>{t(agenda::CHOOSE_DAY)}</button>
                </div>
                <div role="alert">
                    <When is=missing><p class="problem"><Icon name="alert" small=true/> {t(agenda::NO_DAY)}</p></When>
                </div>
            </When>
        </div>
    }
}
