//! Settings of this browser and this person; and the way out, which never loses work by accident.

mod alerts;
mod password;
mod sign_out;

use domain::{Lang, Role, Words};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;

use self::alerts::AlertSettings;
use self::password::ChangePassword;
use self::sign_out::SignOut;
use crate::parts::act::{When, effect, press, typing, whether};
use crate::parts::browser;
use crate::parts::help::HelpDoor;
use crate::parts::icon::Icon;
use crate::records::Records;
use crate::settings::{Settings, Theme};
use crate::texts::{alerts as alert_words, guide, language, places, settings as words, t};

/// The page.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    view! {
        <Title text=t(places::SETTINGS)/>
        <div class="page narrow">
            <div class="page-head"><h1>{t(places::SETTINGS)}</h1></div>
            <div class="settings">
                <section>
                    <h2>{t(words::APPEARANCE)}</h2>
                    <Languages/>
                    <Themes/>
                </section>
                <section>
                    <h2>{t(words::DEVICE)}</h2>
                    <DeviceLabel/>
                    <Storage/>
                    <Version/>
                </section>
                <section>
                    <h2>{t(alert_words::TITLE)}</h2>
                    <AlertSettings/>
                </section>
                <section>
                    <h2>{t(words::ACCOUNT)}</h2>
                    <div class="setting">
                        <div>
                            <h3>{t(guide::TITLE)}</h3>
                            <p>{t(guide::OPEN_HINT)}</p>
                        </div>
                        <a class="button" href="/help">{t(guide::OPEN)}</a>
                    </div>
                    <Account/>
                </section>
            </div>
        </div>
    }
}

/// One entry of a choice: its icon, its words, whether it is on, and what turns it on.
#[component]
fn Radio<On, Pick>(
    /// The group's name.
    group: &'static str,
    /// Its words, already in their language.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    is_on: On,
    /// Turns it on.
    pick: Pick,
) -> impl IntoView
where
    On: Fn() -> bool + Send + Sync + 'static,
    Pick: Fn() + Send + Sync + 'static,
{
    view! {
        <label>
            <input type="radio" name=group prop:checked=is_on on:change=move |_| pick()/>
            {move || label.get()}
        </label>
    }
}

#[component]
fn Languages() -> impl IntoView {
    let settings = expect_context::<Settings>();
    let language = language();
    view! {
        <div class="setting">
            <h3 id="language">{t(words::LANGUAGE)}</h3>
            <div class="choice" role="radiogroup" aria-labelledby="language">
                {[(Lang::Fr, "Français"), (Lang::En, "English")].into_iter().map(|(lang, name)| view! {
                    <Radio group="language" label=Signal::stored(name.to_owned())
                        is_on=move || language.get() == lang pick=move || settings.set_language(lang)/>
                }.into_any()).collect::<Vec<_>>()}
            </div>
        </div>
    }
}

#[component]
fn Themes() -> impl IntoView {
    let settings = expect_context::<Settings>();
    let theme = settings.theme();
    let language = language();
    view! {
        <div class="setting">
            <h3 id="theme">{t(words::THEME)}</h3>
            <div class="choice" role="radiogroup" aria-labelledby="theme">
                {Theme::ALL.into_iter().map(|one| view! {
                    <Radio group="theme" label=Signal::derive(move || words::theme(one).get(language.get()).to_owned())
                        is_on=move || theme.get() == one pick=move || settings.set_theme(one)/>
                }.into_any()).collect::<Vec<_>>()}
            </div>
        </div>
    }
}

#[component]
fn DeviceLabel() -> impl IntoView {
    let settings = expect_context::<Settings>();
    let label = settings.device_label();
    view! {
        <div class="setting">
            <div>
                <h3><label for="device-label">{t(words::LABEL)}</label></h3>
                <p id="device-label-hint">{t(words::LABEL_HINT)}</p>
            </div>
            <input class="input" id="device-label" type="text" maxlength="60" autocomplete="off" aria-describedby="device-label-hint"
                prop:value=move || label.get() on:change=typing(move |text| settings.set_device_label(&text))/>
        </div>
    }
}

/// What the browser promises about this device's data.
const fn storage_words(kept: Option<bool>) -> Words {
    match kept {
        Some(true) => words::STORAGE_KEPT,
        Some(false) => words::STORAGE_LOOSE,
        None => words::STORAGE_UNKNOWN,
    }
}

#[component]
fn Storage() -> impl IntoView {
    let kept = RwSignal::new(None);
    let language = language();
    effect(move || {
        spawn_local(async move {
            kept.try_set(browser::storage_kept().await);
        });
    });
    let ask = move || {
        spawn_local(async move {
            kept.try_set(browser::keep_storage().await);
        });
    };
    view! {
        <div class="setting">
            <div>
                <h3>{t(words::STORAGE)}</h3>
                <p>{move || storage_words(kept.get()).get(language.get())}</p>
            </div>
            <When is=whether(move || kept.get() == Some(false))>
                <button type="button" class="button" on:click=press(ask)>{t(words::KEEP)}</button>
            </When>
        </div>
    }
}

#[component]
fn Version() -> impl IntoView {
    let help = expect_context::<HelpDoor>();
    view! {
        <div class="setting">
            <div>
                <h3>{t(words::VERSION)}</h3>
                <p>"Carnet " {env!("CARGO_PKG_VERSION")}</p>
            </div>
            <button type="button" class="button" on:click=press(move || help.open())>{t(words::HELP_LINK)}</button>
        </div>
    }
}

/// Who is signed in, and the way out.
#[component]
fn Account() -> impl IntoView {
    let me = expect_context::<Records>().me();
    let language = language();
    let who = move || {
        me.get().map(|me| {
            let role = me.person.role.label().get(language.get());
            let administers = me.person.role == Role::Administrator;
            view! {
                <div>
                    <h3>{me.person.name}</h3>
                    <p>{me.person.email} " · " {role}</p>
                </div>
                {administers.then(|| view! { <a class="button" href="/people"><Icon name="key"/> {t(places::PEOPLE)}</a> }.into_any())}
            }
        })
    };
    view! {
        <div class="setting">{who}</div>
        <ChangePassword/>
        <SignOut/>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_that_does_not_say_is_not_told_as_a_promise() {
        assert_eq!(storage_words(None), words::STORAGE_UNKNOWN);
        assert_eq!(storage_words(Some(false)), words::STORAGE_LOOSE);
    }
}
