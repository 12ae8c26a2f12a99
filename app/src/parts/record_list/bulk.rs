//! The bar of those who chose: how many, what can be done with them, and how far an act is.

use domain::Words;
use leptos::prelude::*;
use uuid::Uuid;

use super::ListState;
use super::acts::Deed;
use super::panel::Asking;
use crate::parts::act::{When, press, whether};
use crate::parts::icon::Icon;
use crate::parts::keys::is_desk;
use crate::parts::later::{piece, soon};
use crate::records::Found;
use crate::texts::{frame, list, record, say, t};

/// The bar. Its code arrives with the first choice.
#[component]
pub(crate) fn BulkBar(
    /// The list.
    state: ListState,
) -> impl IntoView {
    let some = whether(move || state.selection.len() > 0 || state.acts.progress.with(Option::is_some));
    view! { <When is=some>{soon(piece!(record, ListState, bar), state)}</When> }
}

fn bar(state: ListState) -> AnyView {
    let selection = state.selection;
    let acts = state.acts;
    let progress = acts.progress;
    let working = whether(move || progress.with(Option::is_some));
    let ask = move |asking: fn(Vec<Uuid>) -> Asking| move || state.asking.set(Some(asking(selection.chosen())));
    let does = move |deed: Deed| move || state.does(selection.chosen(), deed.clone());
    let all = move || selection.add(state.found.get_untracked().iter().flat_map(Found::ids));
    let is_archive = move || state.query.with(|query| query.state == Some(domain::search::StateFilter::Archived));
    let rest = whether(move || state.is_whole() && state.total().is_some_and(|total| total > selection.len()));
    // A thumb has no right click: the menu of a row is here once a long press chose it.
    let one = whether(move || !is_desk() && selection.len() == 1);
    let menu = move || state.asking.set(selection.chosen().first().map(|id| Asking::Menu(*id, (0, 0))));
    view! {
        <div class="bulk" role="region" aria-label=t(list::SELECTION)>
            <When is=working>
                <span class="bulk-work" role="status">
                    <progress max=move || progress.get().map_or(1, |(_, total)| total).to_string() value=move || progress.get().map_or(0, |(done, _)| done).to_string()></progress>
                    {move || progress.get().map(|(done, total)| say(move |lang| list::progress(lang, done, total)).get())}
                    <button type="button" class="button" on:click=press(move || acts.stop())>{t(list::STOP)}</button>
                </span>
            </When>
            <span class="bulk-count" role="status">{move || say(move |lang| list::chosen(lang, selection.len())).get()}</span>
            <When is=rest>
                <button type="button" class="button plain" on:click=press(all)>
                    {move || state.total().map(|total| say(move |lang| list::choose_all(lang, total)).get())}
                </button>
            </When>
            <Tool icon="person" label=list::ASSIGN act=Callback::new({ let act = ask(Asking::Assign); move |()| act() })/>
            <Tool icon="dot" label=list::CHANGE_STATUS act=Callback::new({ let act = ask(Asking::Status); move |()| act() })/>
            <Tool icon="tag" label=list::ADD_TAG act=Callback::new({ let act = ask(Asking::AddTag); move |()| act() })/>
            <Tool icon="close" label=list::REMOVE_TAG act=Callback::new({ let act = ask(Asking::RemoveTag); move |()| act() })/>
            {move || {
                let (label, away) = if is_archive() { (list::UNARCHIVE, false) } else { (list::ARCHIVE, true) };
                let act = does(Deed::Archive(away));
                view! { <Tool icon="archive" label act=Callback::new(move |()| act())/> }
            }}
            <When is=one><Tool icon="more" label=list::MENU act=Callback::new(move |()| menu())/></When>
            <Tool icon="download" label=list::EXPORT act=Callback::new({ let act = ask(|ids| Asking::Export(Some(ids))); move |()| act() })/>
            <Tool icon="trash" label=record::DELETE act=Callback::new({ let act = does(Deed::Delete); move |()| act() })/>
            <button type="button" class="icon-button" aria-label=t(frame::CLOSE) on:click=press(move || selection.clear())><Icon name="close"/></button>
        </div>
    }
    .into_any()
}

#[component]
fn Tool(icon: &'static str, label: Words, act: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" class="button tool" on:click=press(move || act.run(()))><Icon name=icon/> {t(label)}</button>
    }
}
