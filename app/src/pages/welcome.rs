//! The door of a link: the first administrator, a person an administrator invited, or one who chooses a new password.

use domain::Words;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::sign_in::{Cover, DoorField, DoorProblem, OtherLanguage, typed};
use crate::api::{self, Accepted, ApiError, Invitation};
use crate::parts::act::{awake, effect};
use crate::parts::icon::Icon;
use crate::parts::notice::{Empty, Notice};
use crate::records::Records;
use crate::texts::{doors, language, t};

/// How long a password must be, in characters; the server asks the same.
const PASSWORD_LENGTH: usize = 12;

/// The page.
#[component]
pub(crate) fn WelcomePage() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.with(|params| params.get("token").unwrap_or_default()));
    let invitation = Resource::new(move || token.get(), api::invitation);
    view! {
        <Title text=t(doors::WELCOME)/>
        <div class="door">
            <Cover/>
            <div class="door-sheet">
                <Transition>
                    {move || invitation.get().map(|invitation| match invitation {
                        Ok(Some(invitation)) => view! { <Enter token=token.get_untracked() invitation/> }.into_any(),
                        Ok(None) => view! {
                            <h1 class="unseen">{t(doors::WELCOME)}</h1>
                            <Empty alone=true icon="key" title=doors::GONE hint=doors::GONE_HINT>
                                <a class="button" href="/sign-in">{t(doors::SIGN_IN)}</a>
                            </Empty>
                        }.into_any(),
                        Err(error) => view! { <Notice tone="bad" icon="alert">{t(error.words())}</Notice> }.into_any(),
                    })}
                </Transition>
            </div>
        </div>
    }
}

/// Why the door stays closed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Refused {
    Because(Words),
    TooMany(u64),
    Api(ApiError),
}

impl Refused {
    fn text(&self, lang: domain::Lang) -> String {
        match self {
            Self::Because(words) => words.get(lang).to_owned(),
            Self::TooMany(seconds) => doors::too_many(lang, *seconds),
            Self::Api(error) => error.words().get(lang).to_owned(),
        }
    }

    /// Why the server did not let the person in; nothing when it did.
    fn of(accepted: &Accepted) -> Option<Self> {
        Some(match accepted {
            Accepted::Welcome(_) => return None,
            Accepted::Gone => Self::Because(doors::GONE_HINT),
            Accepted::WeakPassword => Self::Because(doors::WEAK),
            Accepted::EmailTaken => Self::Because(doors::TAKEN),
            Accepted::OtherEmail => Self::Because(doors::OTHER_EMAIL),
            Accepted::BadIdentity => Self::Because(doors::BAD_IDENTITY),
            Accepted::TooMany { seconds } => Self::TooMany(*seconds),
        })
    }
}

/// The form: name, e-mail, password.
#[component]
fn Enter(
    /// From the link.
    token: String,
    /// What it invites to.
    invitation: Invitation,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let language = language();
    let (name, email, password) = (NodeRef::new(), NodeRef::new(), NodeRef::new());
    let edits = Trigger::new();
    let awake = awake();
    let refused = RwSignal::new(None::<Refused>);
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let enter = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        let (token, navigate) = (token.clone(), navigate.clone());
        let (name, email, password) = (typed(name), typed(email), typed(password));
        spawn_local(async move {
            let answer = api::accept(token, name, email, password).await;
            busy.set(false);
            match answer {
                Ok(Accepted::Welcome(me)) => {
                    records.signed_in(me);
                    navigate("/clients", NavigateOptions { replace: true, ..NavigateOptions::default() });
                }
                Ok(other) => refused.set(Refused::of(&other)),
                Err(error) => refused.set(Some(Refused::Api(error))),
            }
        });
    };
    let problem = Signal::derive(move || refused.get().map(|refused| refused.text(language.get())));
    let Invitation { name: called, email: address, role, first, known } = invitation;
    let intro = move || {
        let lang = language.get();
        if first { doors::FIRST_HINT.get(lang).to_owned() } else { doors::joining(lang, role.label().get(lang)) }
    };
    let choose = if known { doors::CHOOSE_AGAIN } else { doors::CHOOSE };
    view! {
        <form class="door-form" method="post" novalidate on:submit=enter>
            <div>
                <h1>{t(doors::WELCOME)}</h1>
                <p class="quiet">{intro} " " {t(choose)}</p>
            </div>
            <DoorField id="name" label=doors::NAME kind="text" autocomplete="name" input=name value=called fixed=known/>
            <DoorField id="email" label=doors::EMAIL kind="email" autocomplete="username" input=email value=address fixed=!first/>
            <DoorField id="password" label=doors::PASSWORD kind="password" autocomplete="new-password" input=password described="rules" on:input=move |_| edits.notify()/>
            <Rules password edits/>
            <DoorProblem text=problem/>
            <button type="submit" class="button main-one" disabled=move || busy.get() || !awake.get()>{t(doors::ENTER)}</button>
            <div class="door-foot"><span></span><OtherLanguage/></div>
        </form>
    }
}

/// What a password must be, told before and ticked while typing.
#[component]
fn Rules(
    /// Where it is typed.
    password: NodeRef<Input>,
    /// Moves whenever something is typed.
    edits: Trigger,
) -> impl IntoView {
    let (long_enough, set_long_enough) = signal(false);
    effect(move || {
        edits.track();
        set_long_enough.set(typed(password).chars().count() >= PASSWORD_LENGTH);
    });
    view! {
        <ul class="rules" id="rules">
            <li data-met=move || long_enough.get().then_some("")>
                {move || view! { <Icon name=if long_enough.get() { "check" } else { "dot" } small=true/> }}
                {t(doors::RULE_LENGTH)}
                <span class="unseen">{move || long_enough.get().then(t(doors::MET))}</span>
            </li>
            <li><Icon name="dot" small=true/> {t(doors::RULE_PHRASE)}</li>
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_what_to_do() {
        for accepted in
            [Accepted::Gone, Accepted::WeakPassword, Accepted::EmailTaken, Accepted::OtherEmail, Accepted::BadIdentity]
        {
            assert!(Refused::of(&accepted).is_some_and(|refused| !refused.text(domain::Lang::Fr).is_empty()));
        }
        let waiting = Refused::of(&Accepted::TooMany { seconds: 30 }).unwrap();
        assert_eq!(waiting.text(domain::Lang::Fr), "Trop d’essais\u{a0}: attendez 30\u{a0}secondes, puis réessayez.");
    }
}
