//! How a person is told of what is due: notifications of this device, the morning's e-mail, the calendar feed (G21).

use domain::Words;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, Alerts, ApiError};
use crate::parts::act::{When, effect, press, whether};
use crate::parts::browser::{self, Notified};
use crate::parts::copy::Copyable;
use crate::parts::notice::Notice;
use crate::parts::toast::Toasts;
use crate::texts::{alerts as words, language, t};

/// The part of the settings. What the server knows is asked for; without a network it says so.
#[component]
pub(crate) fn AlertSettings() -> impl IntoView {
    let state = RwSignal::new(None::<Result<Alerts, ApiError>>);
    effect(move || {
        spawn_local(async move {
            let answer = api::alerts().await;
            state.try_set(Some(answer));
        });
    });
    move || match state.get() {
        None => ().into_any(),
        Some(Ok(alerts)) => view! { <Wishes alerts/> }.into_any(),
        Some(Err(ApiError::NoNetwork)) => {
            view! { <Notice icon="offline">{t(words::NEEDS_NETWORK)}</Notice> }.into_any()
        }
        Some(Err(error)) => view! { <Notice tone="bad" icon="alert">{t(error.words())}</Notice> }.into_any(),
    }
}

#[component]
fn Wishes(
    /// What the server can do and the person wishes.
    alerts: Alerts,
) -> impl IntoView {
    let Alerts { key, mail, calendar } = alerts;
    view! {
        <Notifications key=key/>
        {mail.map(|mail| view! { <Mail on=mail/> }.into_any())}
        <Calendar open=calendar/>
    }
}

/// A switch with its words.
#[component]
fn Switch(
    /// What it switches.
    title: Words,
    /// What that means.
    #[prop(into)]
    hint: Signal<Words>,
    /// Whether it is on.
    on: RwSignal<bool>,
    /// Whether it cannot be moved.
    #[prop(into)]
    stuck: Signal<bool>,
    /// Moves it.
    turn: Callback<bool>,
) -> impl IntoView {
    let language = language();
    let press = press(move || turn.run(!on.get_untracked()));
    view! {
        <div class="setting">
            <div>
                <h3>{t(title)}</h3>
                <p>{move || hint.get().get(language.get())}</p>
            </div>
            <button type="button" class="switch" role="switch" aria-label=t(title) disabled=move || stuck.get()
                aria-checked=move || if on.get() { "true" } else { "false" } on:click=press></button>
        </div>
    }
}

#[component]
fn Notifications(
    /// The server's key.
    key: String,
) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let language = language();
    let on = RwSignal::new(false);
    let never = RwSignal::new(false);
    let hint = Signal::derive(move || if never.get() { words::NOTIFY_NEVER } else { words::NOTIFY_HINT });
    let lang = move || language.get_untracked();
    // A browser that is notified says so again: its session may be another one by now.
    effect(move || {
        spawn_local(async move {
            match browser::notified().await {
                Notified::Never => never.set(true),
                Notified::No => {}
                Notified::Yes(browser) => {
                    let known = api::subscribe(browser.endpoint, browser.p256dh, browser.auth, lang()).await;
                    on.try_set(known == Ok(true));
                }
            }
        });
    });
    let turn = Callback::new(move |wanted: bool| {
        let key = key.clone();
        spawn_local(async move {
            let moved = if wanted { begin(key, lang()).await } else { end().await };
            match moved {
                Ok(()) => {
                    on.try_set(wanted);
                    toasts.say(if wanted { words::NOTIFIED } else { words::SILENT }.get(lang()));
                }
                Err(words) => toasts.say(words.get(lang())),
            }
        });
    });
    view! { <Switch title=words::NOTIFY hint=hint on=on stuck=never turn=turn/> }
}

/// Asks the browser, then tells the server.
async fn begin(key: String, language: domain::Lang) -> Result<(), Words> {
    let Some(browser) = browser::notify(&key).await else { return Err(words::NOTIFY_REFUSED) };
    let kept = api::subscribe(browser.endpoint, browser.p256dh, browser.auth, language).await;
    match kept {
        Ok(true) => Ok(()),
        Ok(false) => Err(words::NOTIFY_NEVER),
        Err(error) => Err(error.words()),
    }
}

async fn end() -> Result<(), Words> {
    match browser::silence().await {
        Some(browser) => api::unsubscribe(browser.endpoint).await.map_err(|error| error.words()),
        None => Ok(()),
    }
}

#[component]
fn Mail(
    /// Whether it comes.
    on: bool,
) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let language = language();
    let on = RwSignal::new(on);
    let turn = Callback::new(move |wanted: bool| {
        let lang = language.get_untracked();
        spawn_local(async move {
            match api::set_mail(wanted.then_some(lang)).await {
                Ok(()) => drop(on.try_set(wanted)),
                Err(error) => toasts.say(error.words().get(lang)),
            }
        });
    });
    view! { <Switch title=words::MAIL hint=words::MAIL_HINT on=on stuck=false turn=turn/> }
}

#[component]
fn Calendar(
    /// Whether the feed is open.
    open: bool,
) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let language = language();
    let open = RwSignal::new(open);
    let address = RwSignal::new(None::<String>);
    let set = move |wanted: bool| {
        let lang = language.get_untracked();
        spawn_local(async move {
            match api::set_calendar(wanted).await {
                Ok(new) => {
                    open.try_set(new.is_some());
                    address.try_set(new);
                    if !wanted {
                        toasts.say(words::CALENDAR_CLOSED.get(lang));
                    }
                }
                Err(error) => toasts.say(error.words().get(lang)),
            }
        });
    };
    let label = move || if open.get() { words::CALENDAR_RENEW } else { words::CALENDAR_OPEN }.get(language.get());
    view! {
        <div class="setting">
            <div>
                <h3>{t(words::CALENDAR)}</h3>
                <p>{t(words::CALENDAR_HINT)}</p>
            </div>
            <div class="buttons">
                <button type="button" class="button" on:click=press(move || set(true))>{label}</button>
                <When is=whether(move || open.get())>
                    <button type="button" class="button danger" on:click=press(move || set(false))>{t(words::CALENDAR_CLOSE)}</button>
                </When>
            </div>
        </div>
        {move || address.get().map(|address| view! {
            <Copyable id="calendar-address" label=words::CALENDAR_ADDRESS hint=words::CALENDAR_ONCE text=address/>
        }.into_any())}
    }
}
