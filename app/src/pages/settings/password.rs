//! Another password, for whoever knows the one they have.

use domain::Lang;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, ApiError, Chosen};
use crate::pages::sign_in::{DoorField, DoorProblem, typed};
use crate::parts::toast::Toasts;
use crate::texts::{doors, language, settings as words, t};

/// Why the password stays; nothing when it was changed.
fn refusal(answer: &Result<Chosen, ApiError>, lang: Lang) -> Option<String> {
    let words = match answer {
        Ok(Chosen::Done) => return None,
        Ok(Chosen::TooMany { seconds }) => return Some(doors::too_many(lang, *seconds)),
        Ok(Chosen::Wrong) => words::NOT_CURRENT,
        Ok(Chosen::WeakPassword) => doors::WEAK,
        Err(error) => error.words(),
    };
    Some(words.get(lang).to_owned())
}

/// The form, folded until it is wanted.
#[component]
pub(super) fn ChangePassword() -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let language = language();
    let (current, new) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let answer = RwSignal::new(None::<Result<Chosen, ApiError>>);
    let change = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            let told = api::change_password(typed(current), typed(new)).await;
            if told == Ok(Chosen::Done) {
                toasts.say(words::PASSWORD_CHANGED.get(language.get_untracked()));
                // The page may be left by now.
                for input in [current, new].into_iter().filter_map(|input| input.try_get_untracked().flatten()) {
                    input.set_value("");
                }
            }
            answer.try_set(Some(told));
        });
    };
    let problem =
        Signal::derive(move || answer.with(|told| told.as_ref().and_then(|told| refusal(told, language.get()))));
    view! {
        <form class="setting" method="post" novalidate on:submit=change>
            <details class="whole">
                <summary>{t(words::CHANGE_PASSWORD)}</summary>
                <div class="fields">
                    <DoorField id="current-password" label=words::CURRENT_PASSWORD kind="password" autocomplete="current-password" input=current/>
                    <DoorField id="new-password" label=words::NEW_PASSWORD kind="password" autocomplete="new-password" input=new/>
                </div>
                <p class="fine">{t(doors::RULE_LENGTH)}</p>
                <DoorProblem text=problem/>
                <button type="submit" class="button">{t(words::CHANGE_PASSWORD)}</button>
            </details>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_that_stays_says_why() {
        for told in [Ok(Chosen::Wrong), Ok(Chosen::WeakPassword), Err(ApiError::NoNetwork)] {
            assert!(refusal(&told, Lang::Fr).is_some_and(|text| !text.is_empty()), "{told:?}");
        }
        assert_eq!(refusal(&Ok(Chosen::Done), Lang::Fr), None);
    }
}
