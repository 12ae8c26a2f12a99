//! The menu of a row (G10, G17): behind a right click, the button with three dots, and a long press.

use domain::Words;
use domain::list::ListRow;
use leptos::prelude::*;
use uuid::Uuid;

use super::ListState;
use super::acts::Deed;
use super::panel::{Asking, Pick, worded};
use crate::parts::icon::Icon;
use crate::records::Records;
use crate::texts::{list, record, t};

/// Everything one does with one client.
#[component]
pub(crate) fn Menu(
    /// The list.
    state: ListState,
    /// The client.
    id: Uuid,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let row = Memo::new(move |_| records.client(id));
    move || row.get().map(|row| options(state, &row))
}

fn options(state: ListState, row: &ListRow) -> impl IntoView + use<> {
    let id = row.id;
    let address = [state.listed.path, "/", &id.to_string()].concat();
    let [plan, write] = ["?plan", "?write"].map(|what| [&address, what].concat());
    let archived = row.standing.archived;
    let ask = move |asking: fn(Vec<Uuid>) -> Asking| Callback::new(move |()| state.asking.set(Some(asking(vec![id]))));
    let does = move |deed: Deed| Callback::new(move |()| state.does(vec![id], deed.clone()));
    let link = |icon: &'static str, words: Words, href: String| {
        view! { <a class="option" href=href on:click=move |_| state.asking.set(None)><Icon name=icon/> <span>{t(words)}</span></a> }.into_any()
    };
    let select = Callback::new(move |()| {
        state.asking.set(None);
        state.selection.add([id]);
    });
    view! {
        <p class="menu-name">{row.name.clone()}</p>
        <div class="options">
            {link("person", list::OPEN, address)}
            {(!row.phone.is_empty()).then(|| link("phone", record::CALL, ["tel:", &row.phone].concat()))}
            {(!row.email.is_empty()).then(|| link("mail", record::WRITE, write))}
            {link("clock", list::PLAN, plan)}
            <Pick icon="person" label=worded(list::ASSIGN) act=ask(Asking::Assign)/>
            <Pick icon="dot" label=worded(list::CHANGE_STATUS) act=ask(Asking::Status)/>
            <Pick icon="tag" label=worded(list::ADD_TAG) act=ask(Asking::AddTag)/>
            <Pick icon="check" label=worded(list::SELECT) act=select/>
            <Pick icon="archive" label=worded(if archived { list::UNARCHIVE } else { list::ARCHIVE }) act=does(Deed::Archive(!archived))/>
            <Pick icon="trash" label=worded(record::DELETE) act=does(Deed::Delete)/>
        </div>
    }
}
