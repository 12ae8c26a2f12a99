//! One act in the queue: what it changes, why it is there, and what one can do about it.

use domain::{Kind, Lang, Record, time};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::{Change, Mutation};

use super::{called, page_of};
use crate::edits::{Edits, SaveError};
use crate::parts::act::{effect, press};
use crate::parts::diff::{Diff, lines_of, namer};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::parts::toast::Toasts;
use crate::records::Records;
use crate::sync_state::{QueueItem, QueueState};
use crate::texts::{form, language, queue, t};

/// One number per state, so that a change that is refused is drawn anew.
pub(super) const fn kind_of_state(state: &QueueState) -> u8 {
    match state {
        QueueState::Waiting => 0,
        QueueState::Refused(_) => 1,
        QueueState::Conflict => 2,
    }
}

/// One act of this device.
#[component]
pub(super) fn Item(
    /// The act.
    item: QueueItem,
) -> impl IntoView {
    let language = language();
    let names = expect_context::<Names>();
    let QueueItem { n, state, mutation, made_at } = item;
    let subject = subject_of(&mutation);
    let title = move || match subject.with(|subject| subject.as_ref().map(|record| called(record, language.get()))) {
        Some(name) => name,
        None => queue::A_RECORD.get(language.get()).to_owned(),
    };
    let (badge, sign, tone) = match &state {
        QueueState::Waiting => (queue::WAITING, "clock", ""),
        QueueState::Refused(_) => (queue::REFUSED, "alert", "bad"),
        QueueState::Conflict => (queue::CONFLICT, "clash", "bad"),
    };
    let why = {
        let state = state.clone();
        let changed = mutation.changes.first().and_then(|change| domain::kind(&change.kind));
        move || why(&state, changed, language.get())
    };
    let act = mutation.act;
    view! {
        <article class="card" data-tone=tone>
            <div class="card-head">
                <h2>{title}</h2>
                <span class="badge" data-status=if tone == "bad" { "vip" } else { "" }><Icon name=sign/> {t(badge)}</span>
            </div>
            <p class="fine">{t(queue::act(act))} " · " {move || time::show(made_at, language.get())}</p>
            {move || why().map(|why| view! { <p>{why}</p> }.into_any())}
            {move || mutation.changes.iter().take(SHOWN_RECORDS).map(|change| {
                view! { <Diff lines=lines_of(change, language.get(), &namer(names))/> }.into_any()
            }).collect::<Vec<_>>()}
            <WaysOut n state subject/>
        </article>
    }
}

/// An act on many records shows the first of them only.
const SHOWN_RECORDS: usize = 5;

/// Why the act is not simply waiting.
fn why(state: &QueueState, kind: Option<&'static Kind>, lang: Lang) -> Option<String> {
    match state {
        QueueState::Waiting => None,
        QueueState::Conflict => Some(queue::CONFLICT_HINT.get(lang).to_owned()),
        QueueState::Refused(refusal) => {
            let field = match refusal {
                sync::wire::Refusal::BadValue { field } => kind.and_then(|kind| kind.fields.get(kind.position(field)?)),
                _ => None,
            };
            Some(queue::why(lang, refusal, field))
        }
    }
}

/// The record an act is about: as the device has it, else as far as the act itself writes it.
pub(super) fn subject_of(mutation: &Mutation) -> RwSignal<Option<Record>> {
    let records = expect_context::<Records>();
    let subject = RwSignal::new(mutation.changes.first().and_then(written_by));
    if let Some(id) = mutation.changes.first().map(|change| change.record) {
        effect(move || {
            records.revision().track();
            spawn_local(async move {
                if let Some(shown) = records.show(id).await {
                    subject.try_set(Some(shown.record));
                }
            });
        });
    }
    subject
}

/// A record as far as a change writes it.
fn written_by(change: &Change) -> Option<Record> {
    let kind = domain::kind(&change.kind)?;
    let mut record = Record::new(kind, change.record);
    for edit in &change.edits {
        record.set(kind.position(&edit.field)?, edit.to.clone());
    }
    Some(record)
}

/// What one can do about an act: look, take back, try again, put away.
#[component]
fn WaysOut(
    /// The act's number.
    n: u64,
    /// Why it is in the queue.
    state: QueueState,
    /// The record it is about.
    subject: RwSignal<Option<Record>>,
) -> impl IntoView {
    let edits = expect_context::<Edits>();
    let done = Doing::take();
    let page = Memo::new(move |_| subject.with(|subject| subject.as_ref().and_then(page_of)));
    let open = move || page.get().map(|page| view! { <a class="button" href=page>{t(queue::OPEN)}</a> }.into_any());
    let take_back = move || done.take_back(async move { edits.undo(n).await });
    let retry = move || done.run(queue::RETRIED, async move { edits.retry(n).await.map(drop) });
    let put_away = move || done.run(queue::PUT_AWAY_DONE, async move { edits.drop_refused(n).await });
    let buttons = match state {
        QueueState::Waiting => view! {
            <button type="button" class="button plain" on:click=press(take_back)><Icon name="undo"/> {t(queue::TAKE_BACK)}</button>
        }
        .into_any(),
        QueueState::Refused(_) => view! {
            <button type="button" class="button" on:click=press(retry)><Icon name="sync"/> {t(queue::RETRY)}</button>
            <button type="button" class="button plain" on:click=press(put_away)>{t(queue::PUT_AWAY)}</button>
        }
        .into_any(),
        QueueState::Conflict => view! {
            <button type="button" class="button plain" on:click=press(put_away)>{t(queue::PUT_AWAY)}</button>
        }
        .into_any(),
    };
    view! { <div class="buttons">{open} {buttons}</div> }
}

/// Runs something that is kept on this device, and says how it went.
#[derive(Clone, Copy)]
pub(super) struct Doing {
    toasts: Toasts,
    language: Signal<Lang>,
}

impl Doing {
    pub(super) fn take() -> Self {
        Self { toasts: expect_context(), language: language() }
    }

    /// Says that an act was taken back, or that nothing of it was left.
    pub(super) fn take_back(self, act: impl Future<Output = Result<Option<u64>, SaveError>> + 'static) {
        let lang = self.language.get_untracked();
        spawn_local(async move {
            match act.await {
                Ok(Some(_)) => self.toasts.say(queue::TAKEN_BACK.get(lang)),
                Ok(None) => self.toasts.say(queue::NOTHING_LEFT.get(lang)),
                Err(error) => self.toasts.say(form::not_saved(lang, &error)),
            }
        });
    }

    fn run(self, done: domain::Words, act: impl Future<Output = Result<(), SaveError>> + 'static) {
        let lang = self.language.get_untracked();
        spawn_local(async move {
            match act.await {
                Ok(()) => self.toasts.say(done.get(lang)),
                Err(error) => self.toasts.say(form::not_saved(lang, &error)),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Value;
    use sync::Edit;
    use sync::wire::Refusal;

    #[test]
    fn a_new_record_is_titled_by_what_the_act_writes() {
        let edit = |field: &str, to: &str| Edit { field: field.into(), from: None, to: Some(Value::from(to)) };
        let change = Change {
            kind: "client".into(),
            record: uuid::Uuid::nil(),
            seen: 0,
            edits: vec![edit("last_name", "Martin"), edit("first_name", "Camille")],
        };
        assert_eq!(called(&written_by(&change).unwrap(), Lang::Fr), "Camille Martin");
    }

    #[test]
    fn a_refused_value_names_its_field_in_the_language_of_the_person() {
        let state = QueueState::Refused(Refusal::BadValue { field: "email".into() });
        let told = why(&state, Some(&domain::client::CLIENT), Lang::Fr).unwrap();
        assert!(told.contains("«\u{a0}E-mail\u{a0}»"), "{told}");
        assert_eq!(why(&QueueState::Waiting, None, Lang::Fr), None);
    }
}
