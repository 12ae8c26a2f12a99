//! After a call or a message, Carnet asks what came of it, and one tap notes it. The question waits on this device: a
//! phone may put the page to sleep while its person speaks.

use domain::interaction::OUTCOMES;
use leptos::prelude::*;
use uuid::Uuid;

use crate::follow_ups::{Contact, FollowUps};
use crate::parts::act::{When, effect, press, whether};
use crate::parts::chips::Answers;
use crate::parts::notice::Notice;
use crate::parts::told::Teller;
use crate::settings::Settings;
use crate::texts::{deeds, t};

/// The question about one client. `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    client: Memo<Option<Uuid>>,
    /// Over which channel somebody was reached: a key of [`domain::interaction::CHANNELS`].
    channel: RwSignal<Option<String>>,
    settings: Settings,
}

impl Asking {
    /// The question that waits for this client, if one does.
    pub(super) fn of(client: Memo<Option<Uuid>>) -> Self {
        let asking = Self { client, channel: RwSignal::new(None), settings: expect_context() };
        effect(move || asking.channel.set(client.get().and_then(|id| asking.settings.draft(&key(id)))));
        asking
    }

    /// Somebody is being reached over this channel.
    pub(super) fn ask(self, channel: &str) {
        if let Some(id) = self.client.get_untracked() {
            // Where the browser keeps nothing, the question still stands on the page.
            let _ = self.settings.keep_draft(&key(id), &channel);
        }
        self.channel.set(Some(channel.to_owned()));
    }

    /// The answer was not kept: the question stands again.
    fn ask_again(self, id: Uuid, channel: String) {
        let _ = self.settings.keep_draft(&key(id), &channel);
        self.channel.try_set(Some(channel));
    }

    fn answered(self) -> Option<(Uuid, String)> {
        let id = self.client.get_untracked()?;
        self.settings.drop_draft(&key(id));
        let channel = self.channel.get_untracked()?;
        self.channel.set(None);
        Some((id, channel))
    }
}

fn key(client: Uuid) -> String {
    format!("asking/{client}")
}

/// The question.
#[component]
pub(super) fn Ask(
    /// What is asked.
    asking: Asking,
    /// About whom.
    client: Memo<Option<Uuid>>,
) -> impl IntoView {
    let (acts, teller) = (FollowUps::take(), Teller::take());
    let note = move |outcome: &'static str| {
        if let Some((id, channel)) = asking.answered() {
            let contact = Contact { channel: channel.clone(), outcome: outcome.to_owned(), notes: String::new() };
            teller.tell_then(deeds::NOTED, acts.note(id, contact), move |is_kept| {
                if !is_kept {
                    asking.ask_again(id, channel);
                }
            });
        }
    };
    let is_call = Memo::new(move |_| asking.channel.with(|channel| channel.as_deref() == Some("call")));
    let is_asked = whether(move || client.with(Option::is_some) && asking.channel.with(Option::is_some));
    view! {
        <When is=is_asked>
            <Notice icon="phone">
                <When is=is_call or=move || view! {
                    <span>{t(deeds::ASK_WRITTEN)}</span>
                    <div class="buttons"><button type="button" class="button main-one" on:click=press(move || note(""))>{t(deeds::SENT)}</button></div>
                }>
                    <Answers label=deeds::ASK_CALL choices=OUTCOMES none=deeds::NO_OUTCOME answer=Callback::new(note)/>
                </When>
                <div class="buttons"><button type="button" class="button plain" on:click=press(move || drop(asking.answered()))>{t(deeds::NOT_NOTED)}</button></div>
            </Notice>
        </When>
    }
}
