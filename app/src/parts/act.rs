//! Small pieces of views in few types. The compiler writes a view's machinery once per type, and a phone downloads each
//! copy: a handler, an effect or a condition goes through one of these boxes instead of having a type of its own.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;

/// What a click does, for `on:click`.
pub(crate) fn press(mut act: impl FnMut() + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(move |_| act())
}

/// What happens with the text of an input, for `on:input` and `on:change`.
pub(crate) fn typing(mut act: impl FnMut(String) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(move |event| act(event_target_value(&event)))
}

/// Runs in the browser only, now and whenever a signal it reads has changed.
pub(crate) fn effect(act: impl FnMut() + 'static) {
    let mut act: Box<dyn FnMut()> = Box::new(act);
    Effect::new(move |_: Option<()>| act());
}

/// True once the browser has taken over what the server rendered.
pub(crate) fn awake() -> ReadSignal<bool> {
    let (awake, set_awake) = signal(false);
    effect(move || set_awake.set(true));
    awake
}

/// Shows its children while `is` holds, else `or`.
#[component]
pub(crate) fn When(
    /// The condition.
    #[prop(into)]
    is: Signal<bool>,
    /// What is shown while it does not hold.
    #[prop(optional, into)]
    or: ViewFn,
    /// What is shown while it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let is = Memo::new(move |_| is.get());
    view! { {move || if is.get() { children() } else { or.run() }} }
}

/// A condition, from a closure.
pub(crate) fn whether(is: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(is)
}
