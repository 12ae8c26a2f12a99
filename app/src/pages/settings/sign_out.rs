//! Signing out: at once when nothing would be lost; else only when the person says so knowingly.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api;
use crate::edits::Edits;
use crate::parts::act::{When, press, whether};
use crate::parts::browser;
use crate::parts::icon::Icon;
use crate::parts::notice::Notice;
use crate::parts::toast::Toasts;
use crate::records::Records;
use crate::settings::Settings;
use crate::sync_state::{Phase, SyncState, Syncing};
use crate::texts::{language, settings as words, t};

/// How often signing out looks whether the device has read what is unsent, in milliseconds, and how many times.
const LOOK: i32 = 50;
const LOOKS: usize = 100;

/// What would be lost.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Loss {
    /// Acts and photos that the server does not have.
    Unsent,
    /// What stands in the forms at these addresses.
    Forms(BTreeSet<String>),
}

/// The button, and the question where it must be asked.
#[component]
pub(super) fn SignOut() -> impl IntoView {
    let records = expect_context::<Records>();
    let syncing = expect_context::<Syncing>();
    let (settings, edits) = (expect_context::<Settings>(), expect_context::<Edits>());
    let toasts = expect_context::<Toasts>();
    let language = language();
    let loss = RwSignal::new(None::<Loss>);
    let unsent = Memo::new(move |_| syncing.state().with(|state| (state.waiting, state.pictures)));
    let leave = move |drop_unsent: bool| {
        spawn_local(async move {
            // Without a network the session stays open on the server until it expires; the device forgets all the same.
            match api::sign_out().await {
                Ok(()) | Err(api::ApiError::NoNetwork | api::ApiError::SignedOut) => {
                    records.signed_out(drop_unsent).await;
                }
                Err(error) => toasts.say(error.words().get(language.get_untracked())),
            }
        });
    };
    let try_to_leave = move || {
        spawn_local(async move {
            // What is unsent is known once the device has read it.
            for _ in 0..LOOKS {
                if syncing.state.with_untracked(|state| state.phase != Phase::Starting) {
                    break;
                }
                browser::sleep(LOOK).await;
            }
            let forms = half_written(settings, edits).await;
            // Nothing to ask whoever has left the page meanwhile.
            if syncing.state.with_untracked(SyncState::is_unsent) {
                loss.try_set(Some(Loss::Unsent));
            } else if forms.is_empty() {
                leave(false);
            } else {
                loss.try_set(Some(Loss::Forms(forms)));
            }
        });
    };
    let forms = move || match loss.get() {
        Some(Loss::Forms(forms)) => forms,
        _ => BTreeSet::new(),
    };
    let first = move || forms().into_iter().next();
    let stay = move || view! { <button type="button" class="button" on:click=press(move || loss.set(None))>{t(words::STAY)}</button> };
    view! {
        <div class="setting">
            <div>
                <h3>{t(words::SIGN_OUT)}</h3>
                <p>{t(words::SIGN_OUT_HINT)}</p>
            </div>
            <button type="button" class="button" on:click=press(try_to_leave)><Icon name="door"/> {t(words::SIGN_OUT)}</button>
        </div>
        <When is=whether(move || loss.get() == Some(Loss::Unsent) && unsent.get() != (0, 0))>
            <Notice tone="warn" icon="alert">
                <span>{move || words::unsent(language.get(), unsent.get().0, unsent.get().1)}</span>
                <div class="buttons">
                    <button type="button" class="button main-one" on:click=press(move || syncing.sync_now())>{t(words::SEND_FIRST)}</button>
                    {stay()}
                    <button type="button" class="button danger" on:click=press(move || leave(true))>{t(words::SIGN_OUT_ANYWAY)}</button>
                </div>
            </Notice>
        </When>
        <When is=whether(move || first().is_some())>
            <Notice tone="warn" icon="alert">
                <span>{move || words::half_written(language.get(), forms().len())}</span>
                <div class="buttons">
                    <a class="button main-one" href=first>{t(words::GO_ON)}</a>
                    {stay()}
                    <button type="button" class="button danger" on:click=press(move || leave(false))>{t(words::SIGN_OUT_AND_DROP)}</button>
                </div>
            </Notice>
        </When>
    }
}

/// The addresses of the forms that the signed-in person has begun on this device and not saved.
async fn half_written(settings: Settings, edits: Edits) -> BTreeSet<String> {
    let mut forms: BTreeSet<String> = settings.drafts().iter().filter_map(|key| form_of_draft(key)).collect();
    if !edits.drafts().await.is_empty() {
        forms.insert(CAPTURE.to_owned());
    }
    forms
}

const CAPTURE: &str = "/capture";

/// The address of the form that keeps its draft under this key; nothing where the key keeps something else, as the event
/// one is at.
fn form_of_draft(key: &str) -> Option<String> {
    match key.split_once('/') {
        None | Some(("capture", "chips")) => Some(CAPTURE.to_owned()),
        Some((_, "new")) => Some(["/", key].concat()),
        // The question what came of a call waits, nobody has written anything.
        Some(("asking", _)) => None,
        Some(("noted" | "planned", id)) => Some(["/clients/", id].concat()),
        Some(("task", ids)) => Some(["/clients/", ids.split('/').next()?].concat()),
        Some((_, id)) => Uuid::try_parse(id).ok().map(|_| ["/", key, "/edit"].concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_leads_to_its_form() {
        let id = "0197a1b2-0000-7000-8000-000000000001";
        assert_eq!(form_of_draft("clients/new").as_deref(), Some("/clients/new"));
        assert_eq!(form_of_draft(&format!("accounts/{id}")), Some(format!("/accounts/{id}/edit")));
        assert_eq!(form_of_draft(&format!("noted/{id}")), Some(format!("/clients/{id}")));
        assert_eq!(form_of_draft(&format!("task/{id}/{id}")), Some(format!("/clients/{id}")));
        for key in ["capture", "capture/chips"] {
            assert_eq!(form_of_draft(key).as_deref(), Some("/capture"));
        }
        for key in ["capture/event".to_owned(), format!("asking/{id}")] {
            assert_eq!(form_of_draft(&key), None);
        }
    }
}
