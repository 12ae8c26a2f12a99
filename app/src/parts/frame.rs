//! The frame around every page: navigation under the thumb or at the side, the strip, the page, toasts, help.

pub(crate) mod places;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use places::{PLACES, Place, Spot, is_under, place_of};

use super::agenda::Agenda;
use super::badge::Avatar;
use super::bars::Bars;
use super::help::Help;
use super::icon::{Icon, Mark};
use super::keys;
use super::record_list::ViewLinks;
use super::strip::Strip;
use super::toast::ToastStack;
use crate::pages::{clients, more};
use crate::parts::act::{When, effect};
use crate::records::Records;
use crate::sync_state::Syncing;
use crate::texts::{agenda, frame, language, places as words, t};

/// The element that scrolls: the page. `Copy`, in context: `expect_context::<Scroller>()`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scroller {
    /// How far it is scrolled, in pixels.
    pub(crate) top: RwSignal<f64>,
    /// How high it is.
    pub(crate) height: RwSignal<f64>,
    main: NodeRef<leptos::html::Main>,
}

impl Scroller {
    fn provide() -> Self {
        // Before it is measured: enough rows for any screen.
        let scroller = Self { top: RwSignal::new(0.0), height: RwSignal::new(1200.0), main: NodeRef::new() };
        provide_context(scroller);
        scroller
    }

    /// Reads where it stands and how high it is.
    pub(crate) fn measure(self) {
        if let Some(main) = self.main.get_untracked() {
            self.top.set(f64::from(main.scroll_top()));
            self.height.set(f64::from(main.client_height()));
        }
    }

    /// Scrolls to `top` pixels.
    #[expect(clippy::cast_possible_truncation, reason = "OK because a page is less than 2³¹ pixels high")]
    pub(crate) fn scroll_to(self, top: f64) {
        if let Some(main) = self.main.get_untracked() {
            main.set_scroll_top(top as i32);
            self.measure();
        }
    }
}

/// Whether a path is one of the doors, which have no navigation: nobody is inside yet.
fn is_door(path: &str) -> bool {
    path == "/sign-in" || path.starts_with("/welcome/")
}

/// The frame; its children are the routes.
#[component]
pub(crate) fn Frame(
    /// The routes.
    children: Children,
) -> impl IntoView {
    let scroller = Scroller::provide();
    let path = use_location().pathname;
    let inside = Memo::new(move |_| !path.with(|path| is_door(path)));
    let before = StoredValue::new(path.get_untracked());
    effect(move || {
        let path = path.get();
        scroller.measure();
        // A new page begins at its top, and screen readers begin there too.
        if before.with_value(|before| *before != path) {
            scroller.scroll_to(0.0);
            keys::focus("#content");
            before.set_value(path);
        }
    });
    view! {
        <div class=move || if inside.get() { "frame" } else { "doors" }>
            <When is=inside>
                <a class="skip" href="#content" rel="external">{t(frame::SKIP)}</a>
                <header class="top">
                    <Brand/>
                    <Strip/>
                </header>
                <Navigation/>
            </When>
            <main
                id="content" tabindex="-1" node_ref=scroller.main class:main=move || inside.get()
                on:scroll=move |_| scroller.measure()
            >
                <When is=inside><Bars/></When>
                {children()}
            </main>
            <When is=inside>
                <ToastStack/>
                <Help/>
            </When>
        </div>
    }
}

/// The name of the house; leads home.
#[component]
pub(crate) fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href="/clients">
            <Mark/>
            "Carnet"
        </a>
    }
}

#[component]
fn Navigation() -> impl IntoView {
    let me = expect_context::<Records>().me();
    let role = Memo::new(move |_| me.with(|me| me.as_ref().map(|me| me.person.role)));
    let places = move || {
        let offered = PLACES.iter().filter(|place| place.spot != Spot::More);
        let mine = offered.filter(|place| role.get().is_some_and(|role| place.who.includes(role)));
        mine.map(|place| {
            // In the office the views kept of the clients stand below them.
            let views = (place.path == clients::PATH).then(|| view! { <ViewLinks path=clients::PATH/> }.into_any());
            view! { <Link place/> {views} }
        })
        .collect::<Vec<_>>()
    };
    let here = use_location().pathname;
    let more = Memo::new(move |_| {
        here.with(|here| here == more::PATH || place_of(here).is_some_and(|place| place.spot == Spot::More))
    });
    view! {
        <nav class="nav" aria-label=t(frame::NAVIGATION)>
            <Brand/>
            <ul>
                {places}
                <li class="more">
                    <a href=more::PATH aria-current=move || more.get().then_some("page")>
                        <Icon name="more"/>
                        <span>{t(words::MORE)}</span>
                        <Bubble/>
                    </a>
                </li>
            </ul>
            <a class="nav-new" href="/clients/new" aria-label=t(frame::NEW_CLIENT) aria-keyshortcuts="n">
                <Icon name="plus"/>
                <span class="long">{t(frame::NEW_CLIENT)}</span>
                <kbd aria-hidden="true">"n"</kbd>
            </a>
            <Person/>
        </nav>
    }
}

/// One place of the navigation, marked when it is the current one.
#[component]
fn Link(
    /// Where it leads.
    place: &'static Place,
) -> impl IntoView {
    let here = use_location().pathname;
    let current = move || here.with(|here| is_under(here, place.path)).then_some("page");
    view! {
        <li class:at-desk=place.spot == Spot::Side>
            <a href=place.path aria-current=current>
                <Icon name=place.icon/>
                <span class="long">{t(place.name)}</span>
                <span class="short" aria-hidden="true">{t(place.short)}</span>
                {(place.path == "/today").then(|| view! { <Late/> }.into_any())}
            </a>
        </li>
    }
}

/// How many follow-ups are late.
#[component]
fn Late() -> impl IntoView {
    let late = expect_context::<Agenda>().late_count();
    let language = language();
    move || {
        let count = late.get();
        (count > 0).then(|| {
            let told = agenda::late(language.get(), count);
            view! {
                <span class="bubble" data-tone="bad" aria-hidden="true">{few(count)}</span>
                <span class="unseen">{told}</span>
            }
            .into_any()
        })
    }
}

/// A count that fits in a bubble.
fn few(count: usize) -> String {
    if count > 99 { "99+".to_owned() } else { count.to_string() }
}

/// How many changes wait, or need somebody, beside the queue.
#[component]
fn Bubble() -> impl IntoView {
    let state = expect_context::<Syncing>().state();
    move || {
        let state = state.get();
        let urgent = state.conflicts + state.refused;
        let count = if urgent > 0 { urgent } else { state.waiting + state.pictures };
        let tone = if urgent > 0 { "bad" } else { "" };
        // The strip says the same in words.
        (count > 0)
            .then(|| view! { <span class="bubble" data-tone=tone aria-hidden="true">{few(count)}</span> }.into_any())
    }
}

/// Who is signed in, at the foot of the sidebar.
#[component]
fn Person() -> impl IntoView {
    let me = expect_context::<Records>().me();
    let language = language();
    move || {
        me.get().map(|me| {
            view! {
                <div class="nav-person">
                    <Avatar name=me.person.name.clone() size="small"/>
                    <span>
                        {me.person.name}
                        <span class="fine">{me.person.role.label().get(language.get())} {(!me.firm.is_empty()).then(|| format!(" · {}", me.firm))}</span>
                    </span>
                </div>
            }.into_any()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_doors_are_outside_the_frame() {
        assert!(is_door("/sign-in") && is_door("/welcome/abc"));
        assert!(!is_door("/clients") && !is_door("/settings"));
    }
}
