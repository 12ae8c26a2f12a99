//! Bars above the page: a new version is ready; Carnet can be installed. Neither ever interrupts.

use leptos::prelude::*;

use super::agenda::DueBar;
use super::browser::{self, Install};
use super::icon::Icon;
use crate::parts::act::{When, effect, press, whether};
use crate::sync_state::Syncing;
use crate::texts::{frame, t};

/// The bars that have something to say.
#[component]
pub(crate) fn Bars() -> impl IntoView {
    let syncing = expect_context::<Syncing>();
    let ready = Memo::new(move |_| syncing.state().with(|state| state.update_ready));
    let (can_install, set_can_install) = signal(None::<Install>);
    effect(move || {
        set_can_install.set(browser::can_install());
        let handle =
            window_event_listener_untyped("carnet-installable", move |_| set_can_install.set(browser::can_install()));
        on_cleanup(move || handle.remove());
    });
    let install = move || {
        browser::install();
        set_can_install.set(None);
    };
    let later = move || {
        browser::install_later();
        set_can_install.set(None);
    };
    view! {
        <DueBar/>
        <When is=ready>
            <div class="bar" role="status">
                <Icon name="download"/>
                <span>{t(frame::UPDATE_READY)}</span>
                <button type="button" class="button main-one" on:click=press(move || syncing.apply_update())>{t(frame::UPDATE)}</button>
            </div>
        </When>
        <When is=whether(move || can_install.with(Option::is_some) && !ready.get())>
            <div class="bar" role="status">
                <Icon name="device"/>
                <span>{t(frame::INSTALL_HINT)} " " {move || (can_install.get() == Some(Install::Share)).then(|| t(frame::INSTALL_SHARE))}</span>
                <When is=whether(move || can_install.get() == Some(Install::Ask))>
                    <button type="button" class="button main-one" on:click=press(install)>{t(frame::INSTALL)}</button>
                </When>
                <button type="button" class="button plain" on:click=press(later)>{t(frame::LATER)}</button>
            </div>
        </When>
    }
}
