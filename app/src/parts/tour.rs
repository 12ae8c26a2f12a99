//! The first steps: three of them, for whoever opens Carnet on a device for the first time. Never in the way, and gone
//! for good when dismissed.

use domain::Words;
use leptos::prelude::*;

use super::act::{When, effect, press, whether};
use super::icon::Icon;
use crate::settings::Settings;
use crate::texts::{guide, language, t};

/// One step: its icon, what it is about, how, and where.
struct Step {
    icon: &'static str,
    title: Words,
    text: Words,
    link: &'static str,
    go: Words,
}

const STEPS: [Step; 3] = [
    Step {
        icon: "clients",
        title: guide::STEP_ADD,
        text: guide::STEP_ADD_TEXT,
        link: "/clients/new",
        go: guide::STEP_ADD_GO,
    },
    Step {
        icon: "calendar",
        title: guide::STEP_PLAN,
        text: guide::STEP_PLAN_TEXT,
        link: "/clients",
        go: guide::STEP_PLAN_GO,
    },
    Step {
        icon: "offline",
        title: guide::STEP_OFFLINE,
        text: guide::STEP_OFFLINE_TEXT,
        link: "/help#offline",
        go: guide::STEP_OFFLINE_GO,
    },
];

/// The first steps, while this device has not seen them.
#[component]
pub(crate) fn Tour() -> impl IntoView {
    let settings = expect_context::<Settings>();
    let language = language();
    let (shows, place) = (RwSignal::new(false), RwSignal::new(0));
    // After hydration, so that both sides have drawn the same.
    effect(move || shows.set(settings.shows_tour()));
    let end = move || {
        settings.end_tour();
        shows.set(false);
    };
    let is_last = whether(move || place.get() + 1 >= STEPS.len());
    view! {
        <When is=shows>
            <section class="tour" aria-labelledby="tour-title">
                <h2 id="tour-title">{t(guide::TOUR)}</h2>
                <div aria-live="polite">
                    {move || STEPS.get(place.get()).map(|step| view! {
                        <p class="fine">{guide::step(language.get(), place.get() + 1, STEPS.len())}</p>
                        <div class="tour-step">
                            <Icon name=step.icon/>
                            <div>
                                <h3>{t(step.title)}</h3>
                                <p>{t(step.text)}</p>
                            </div>
                        </div>
                        <a class="button" href=step.link>{t(step.go)}</a>
                    }.into_any())}
                </div>
                <div class="buttons">
                    <When is=is_last or=move || view! { <button type="button" class="button main-one" on:click=press(move || place.update(|place| *place += 1))>{t(guide::NEXT)}</button> }>
                        <button type="button" class="button main-one" on:click=press(end)>{t(guide::END)}</button>
                    </When>
                    <When is=whether(move || !is_last.get())>
                        <button type="button" class="button plain" on:click=press(end)>{t(guide::SKIP)}</button>
                    </When>
                </div>
            </section>
        </When>
    }
}
