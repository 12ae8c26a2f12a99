//! Writing to a client: letters with the names filled in, handed to the person's own mail program. The letters are kept
//! on this device, so that they are there without a network; everybody changes their own.

use domain::client::EMAIL;
use domain::letter::{self, Template};
use leptos::prelude::*;

use super::act::{When, press, typing, whether};
use super::icon::Icon;
use super::sheet::Sheet;
use super::toast::Toasts;
use crate::records::{Records, ShownRecord};
use crate::settings::Settings;
use crate::texts::{form, language, letter as words, t};

/// Where letters stand that were changed and not kept, whatever closed the sheet.
const HALF_WRITTEN: &str = "write/letters";

fn half_written(settings: Settings) -> Option<Vec<Template>> {
    settings.draft(HALF_WRITTEN)
}

/// The sheet that writes.
#[component]
pub(crate) fn WriteSheet(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// To whom.
    shown: Signal<Option<ShownRecord>>,
    /// Told that the mail program was opened.
    written: Callback<()>,
) -> impl IntoView {
    view! { <Sheet open id="write-title" title=words::TITLE><Writing open shown written/></Sheet> }
}

#[component]
fn Writing(
    /// The sheet.
    open: RwSignal<bool>,
    /// To whom.
    shown: Signal<Option<ShownRecord>>,
    /// Told that the mail program was opened.
    written: Callback<()>,
) -> impl IntoView {
    let settings = expect_context::<Settings>();
    let templates = RwSignal::new(settings.templates());
    // What was typed and not kept comes first.
    let changing = RwSignal::new(half_written(settings).is_some());
    let record = move || shown.get().map(|shown| shown.record);
    let has_address = Memo::new(move |_| record().is_some_and(|record| !record.text(EMAIL).is_empty()));
    let edit = move || shown.get().map(|shown| format!("/clients/{}/edit", shown.record.id));
    view! {
        <When is=has_address or=move || view! {
            <p class="quiet">{t(words::NO_ADDRESS)}</p>
            <div class="buttons"><a class="button main-one" href=edit>{t(words::COMPLETE)}</a></div>
        }>
            <When is=whether(move || !changing.get()) or=move || view! { <Changing templates changing/> }>
                <p class="hint">{t(words::HINT)}</p>
                <Letters shown templates open written/>
                <button type="button" class="button plain" on:click=press(move || changing.set(true))>{t(words::CHANGE)}</button>
            </When>
        </When>
    }
}

/// The letters to choose from.
#[component]
fn Letters(
    /// To whom.
    shown: Signal<Option<ShownRecord>>,
    /// The letters.
    templates: RwSignal<Vec<Template>>,
    /// The sheet.
    open: RwSignal<bool>,
    /// Told that the mail program was opened.
    written: Callback<()>,
) -> impl IntoView {
    let me = expect_context::<Records>().me();
    let language = language();
    let sent = move || {
        open.set(false);
        written.run(());
    };
    move || {
        let client = shown.get()?.record;
        let me = me.get().map(|me| me.person.name).unwrap_or_default();
        let blank =
            Template { name: words::BLANK.get(language.get()).to_owned(), subject: String::new(), body: String::new() };
        let letters = templates.get().into_iter().chain([blank]).map(|template| {
            let subject = letter::fill(&template.subject, &client, &me);
            let address = letter::mailto(client.text(EMAIL), &subject, &letter::fill(&template.body, &client, &me));
            view! {
                <li><a class="letter" href=address on:click=press(sent)>
                    <Icon name="mail"/>
                    <span><strong>{template.name}</strong> <span class="fine">{subject}</span></span>
                </a></li>
            }
            .into_any()
        });
        Some(view! { <ul class="letters">{letters.collect::<Vec<_>>()}</ul> }.into_any())
    }
}

/// Changing the letters.
#[component]
fn Changing(
    /// The letters.
    templates: RwSignal<Vec<Template>>,
    /// Whether they are being changed.
    changing: RwSignal<bool>,
) -> impl IntoView {
    let settings = expect_context::<Settings>();
    let toasts = expect_context::<Toasts>();
    let language = language();
    let drafts = RwSignal::new(half_written(settings).unwrap_or_else(|| templates.get_untracked()));
    let count = Memo::new(move |_| drafts.with(Vec::len));
    let add = move || {
        let name = words::NEW.get(language.get_untracked()).to_owned();
        drafts.update(|drafts| drafts.push(Template { name, subject: String::new(), body: String::new() }));
    };
    let leave = move || {
        settings.drop_draft(HALF_WRITTEN);
        changing.set(false);
    };
    let keep = move || {
        let kept: Vec<_> = drafts.get_untracked();
        settings.set_templates(&kept);
        templates.set(kept);
        leave();
        toasts.say(words::KEPT.get(language.get_untracked()));
    };
    view! {
        <p class="hint">{t(words::BLANKS)}</p>
        <div class="sheet-fields">
            {move || (0..count.get()).map(|place| view! { <Draft drafts place/> }.into_any()).collect::<Vec<_>>()}
            <div class="buttons">
                <button type="button" class="button main-one" on:click=press(keep)>{t(words::KEEP)}</button>
                <button type="button" class="button" on:click=press(add)><Icon name="plus"/> {t(words::ADD)}</button>
                <button type="button" class="button plain" on:click=press(leave)>{t(form::CANCEL)}</button>
            </div>
        </div>
    }
}

/// One letter being changed.
#[component]
fn Draft(
    /// All of them.
    drafts: RwSignal<Vec<Template>>,
    /// Which one.
    place: usize,
) -> impl IntoView {
    let Template { name, subject, body } = drafts.with_untracked(|drafts| drafts.get(place).cloned())?;
    let settings = expect_context::<Settings>();
    let change = move |work: &dyn Fn(&mut Vec<Template>)| {
        drafts.update(work);
        // Where the browser refuses, it still stands on the sheet.
        let _ = drafts.with_untracked(|drafts| settings.keep_draft(HALF_WRITTEN, drafts));
    };
    let write = move |put: fn(&mut Template, String)| {
        typing(move |text: String| {
            change(&|drafts| {
                if let Some(draft) = drafts.get_mut(place) {
                    put(draft, text.clone());
                }
            });
        })
    };
    let remove = move || change(&|drafts| drop(drafts.remove(place)));
    Some(view! {
        <div class="letter-draft">
            <label class="field"><span class="label">{t(words::NAME)}</span>
                <input class="input" type="text" maxlength="80" prop:value=name on:input=write(|draft, text| draft.name = text)/></label>
            <label class="field"><span class="label">{t(words::SUBJECT)}</span>
                <input class="input" type="text" maxlength="200" prop:value=subject on:input=write(|draft, text| draft.subject = text)/></label>
            <label class="field"><span class="label">{t(words::BODY)}</span>
                <textarea class="input" rows="5" prop:value=body on:input=write(|draft, text| draft.body = text)></textarea></label>
            <button type="button" class="button danger" on:click=press(remove)><Icon name="trash"/> {t(words::REMOVE)}</button>
        </div>
    })
}
