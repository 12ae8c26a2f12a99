//! A panel above the page: a sheet from below under a thumb, a box at the desk. The browser's own dialog keeps the focus
//! inside and closes with Escape.

use leptos::html::Dialog;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use super::icon::Icon;
use crate::parts::act::{effect, press};
use crate::texts::{frame, t};

/// The panel; it opens as soon as it is drawn.
#[component]
pub(crate) fn Panel(
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// Called once it is closed.
    close: Callback<()>,
    /// Where it opens at the desk, in pixels of the window: a menu beside the pointer.
    #[prop(optional_no_strip)]
    at: Option<(i32, i32)>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
        if let Some(dialog) = dialog.get() {
            // Fails only when it is open already.
            let _ = dialog.show_modal();
            if let Some((left, top)) = at {
                let room = |size: Result<leptos::wasm_bindgen::JsValue, _>, own: i32| {
                    let size =
                        size.ok().and_then(|size: leptos::wasm_bindgen::JsValue| size.as_f64()).unwrap_or_default();
                    let own = f64::from(own) + 8.0;
                    (size - own).max(8.0)
                };
                let style = leptos::web_sys::HtmlElement::style(&dialog);
                for (side, place, most) in [
                    ("left", left, room(window().inner_width(), dialog.offset_width())),
                    ("top", top, room(window().inner_height(), dialog.offset_height())),
                ] {
                    // OK to pass over the result because a menu in the middle of the screen works as well.
                    let _ = style.set_property(side, &[&f64::from(place).min(most).to_string(), "px"].concat());
                }
            }
        }
    });
    let shut = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let on_backdrop = move |event: leptos::ev::MouseEvent| {
        let element = event.target().and_then(|target| target.dyn_into::<leptos::web_sys::Element>().ok());
        if element.is_some_and(|element| element.tag_name() == "DIALOG") {
            shut();
        }
    };
    view! {
        <dialog
            class="panel" class:menu=at.is_some() node_ref=dialog aria-label=move || title.get()
            on:close=move |_| close.run(()) on:click=on_backdrop
        >
            <div class="panel-body">
                <div class="dialog-head">
                    <h2>{move || title.get()}</h2>
                    <button type="button" class="icon-button" aria-label=t(frame::CLOSE) on:click=press(shut)><Icon name="close"/></button>
                </div>
                {children()}
            </div>
        </dialog>
    }
}
