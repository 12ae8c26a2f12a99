//! A sheet: from below under a thumb, a small window at a desk. The browser's own dialog keeps the focus inside, closes
//! on Escape and gives the focus back.

use domain::Words;
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos::web_sys::HtmlDialogElement;

use super::act::{When, effect, press};
use super::icon::Icon;
use crate::texts::{frame, t};

/// The sheet; its children are drawn while it is open.
#[component]
pub(crate) fn Sheet(
    /// Whether it is open. Closing it by hand says so here.
    open: RwSignal<bool>,
    /// Names it on the page.
    id: &'static str,
    /// What it says above.
    title: Words,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() {
            open_modal(dialog, open);
        } else if dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog class="sheet" node_ref=dialog aria-labelledby=id on:close=move |_| open.set(false)>
            <div class="dialog-head">
                <h2 id=id>{t(title)}</h2>
                <button type="button" class="icon-button" aria-label=t(frame::CLOSE) on:click=press(move || open.set(false))><Icon name="close"/></button>
            </div>
            <When is=open>{children()}</When>
        </dialog>
    }
}

/// Opens it once it stands on the page: below a `Transition` it is made before that.
fn open_modal(dialog: HtmlDialogElement, open: RwSignal<bool>) {
    if dialog.is_connected() {
        // Fails only when it is open already.
        let _ = dialog.show_modal();
    } else if open.try_get_untracked() == Some(true) {
        request_animation_frame(move || open_modal(dialog, open));
    }
}
