//! The door: e-mail and password.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::api::{self, SignIn};
use crate::parts::act::{awake, press};
use crate::parts::frame::Brand;
use crate::parts::guard::safe_next;
use crate::parts::icon::Icon;
use crate::records::Records;
use crate::settings::Settings;
use crate::texts::{doors, language, t};

/// The cover of ink beside every door.
#[component]
pub(crate) fn Cover() -> impl IntoView {
    view! {
        <div class="cover">
            <Brand/>
            <p>{t(doors::TAGLINE)}</p>
            <ul>
                {[doors::PROMISE_FIND, doors::PROMISE_KEEP, doors::PROMISE_SHARE].into_iter().map(|promise| view! { <li>{t(promise)}</li> }.into_any()).collect::<Vec<_>>()}
            </ul>
        </div>
    }
}

/// The other language, in its own words.
#[component]
pub(crate) fn OtherLanguage() -> impl IntoView {
    let settings = expect_context::<Settings>();
    let language = language();
    let other = move || match language.get() {
        domain::Lang::Fr => domain::Lang::En,
        domain::Lang::En => domain::Lang::Fr,
    };
    view! {
        <button type="button" class="button plain" lang=move || other().tag() on:click=press(move || settings.set_language(other()))>
            {move || match other() {
                domain::Lang::Fr => "Français",
                domain::Lang::En => "English",
            }}
        </button>
    }
}

/// A field of a door.
#[component]
pub(crate) fn DoorField(
    /// Its id, which is also its name.
    id: &'static str,
    /// Its label.
    label: domain::Words,
    /// HTML's type: `text`, `email` or `password`.
    kind: &'static str,
    /// What the browser or a password manager may fill in.
    autocomplete: &'static str,
    /// The input, to be read when the form is sent: what was typed, or filled in by a password manager, before the
    /// browser took the page over stays.
    input: NodeRef<Input>,
    /// What it begins with.
    #[prop(optional)]
    value: String,
    /// Whether it stays as it begins.
    #[prop(optional)]
    fixed: bool,
    /// The id of what describes it.
    #[prop(optional)]
    described: &'static str,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{t(label)}</label>
            <input
                class="input" id=id name=id type=kind autocomplete=autocomplete required autocapitalize=if kind == "text" { "words" } else { "none" }
                aria-describedby=(!described.is_empty()).then_some(described) value=value readonly=fixed node_ref=input
            />
        </div>
    }
}

/// What stands in an input of a door.
pub(crate) fn typed(input: NodeRef<Input>) -> String {
    input.get_untracked().map(|input| input.value()).unwrap_or_default()
}

/// What went wrong, for everybody to hear.
#[component]
pub(crate) fn DoorProblem(
    /// The sentence, if there is one.
    #[prop(into)]
    text: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div role="alert">
            {move || text.get().map(|text| view! { <p class="problem"><Icon name="alert" small=true/> {text}</p> }.into_any())}
        </div>
    }
}

/// Why nobody came in.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Refused {
    Empty,
    Wrong,
    TooMany(u64),
    Api(api::ApiError),
}

impl Refused {
    fn text(&self, lang: domain::Lang) -> String {
        match self {
            Self::Empty => doors::FILL_BOTH.get(lang).to_owned(),
            Self::Wrong => doors::WRONG.get(lang).to_owned(),
            Self::TooMany(seconds) => doors::too_many(lang, *seconds),
            Self::Api(error) => error.words().get(lang).to_owned(),
        }
    }
}

/// The page.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let records = expect_context::<Records>();
    let language = language();
    let (email, password) = (NodeRef::new(), NodeRef::new());
    let awake = awake();
    let refused = RwSignal::new(None::<Refused>);
    let busy = RwSignal::new(false);
    let next = use_query_map();
    let navigate = use_navigate();
    let enter = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (email, password) = (typed(email), typed(password));
        if email.trim().is_empty() || password.is_empty() {
            refused.set(Some(Refused::Empty));
            return;
        }
        busy.set(true);
        let next = safe_next(next.with_untracked(|query| query.get("next")));
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = api::sign_in(email.trim().to_owned(), password).await;
            busy.set(false);
            match answer {
                Ok(SignIn::Welcome(me)) => {
                    records.signed_in(me);
                    navigate(&next, NavigateOptions { replace: true, ..NavigateOptions::default() });
                }
                Ok(SignIn::Wrong) => refused.set(Some(Refused::Wrong)),
                Ok(SignIn::TooMany { seconds }) => refused.set(Some(Refused::TooMany(seconds))),
                Err(error) => refused.set(Some(Refused::Api(error))),
            }
        });
    };
    let problem = Signal::derive(move || refused.get().map(|refused| refused.text(language.get())));
    view! {
        <Title text=t(doors::SIGN_IN)/>
        <div class="door">
            <Cover/>
            <div class="door-sheet">
                <form class="door-form" method="post" novalidate on:submit=enter>
                    <h1>{t(doors::SIGN_IN)}</h1>
                    <DoorField id="email" label=doors::EMAIL kind="email" autocomplete="username" input=email/>
                    <DoorField id="password" label=doors::PASSWORD kind="password" autocomplete="current-password" input=password/>
                    <DoorProblem text=problem/>
                    <button type="submit" class="button main-one" disabled=move || busy.get() || !awake.get()>
                        {move || if busy.get() { t(doors::SIGNING_IN)() } else { t(doors::SIGN_IN)() }}
                    </button>
                    <div class="door-foot">
                        <p class="fine">{t(doors::NO_ACCOUNT)}</p>
                        <OtherLanguage/>
                    </div>
                </form>
            </div>
        </div>
    }
}
