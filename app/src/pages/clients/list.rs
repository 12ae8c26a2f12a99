//! The list of clients.

use domain::client::{ASSIGNEE, CITY, CLIENT, COMPANY, NEXT_CONTACT, STATUS};
use domain::list::ListRow;
use domain::search::Column;
use domain::shapes::{date, phone};
use leptos::prelude::*;
use leptos_meta::Title;

use super::PATH;
use crate::parts::record_list::{ListColumn, Listed, RecordList};
use crate::texts::{list, places, t};

/// What the list shows of a client.
static CLIENTS: Listed = Listed {
    kind: &CLIENT,
    path: PATH,
    title: places::CLIENTS,
    columns: &[
        ListColumn { class: "name", label: list::NAME, sorts: Some(Column::Name) },
        ListColumn { class: "company", label: CLIENT.fields[COMPANY].label, sorts: Some(Column::Company) },
        ListColumn { class: "city", label: CLIENT.fields[CITY].label, sorts: Some(Column::City) },
        ListColumn { class: "phone", label: list::PHONE, sorts: None },
        ListColumn { class: "status", label: CLIENT.fields[STATUS].label, sorts: Some(Column::Status) },
        ListColumn { class: "assignee", label: CLIENT.fields[ASSIGNEE].label, sorts: None },
        ListColumn { class: "next", label: CLIENT.fields[NEXT_CONTACT].label, sorts: Some(Column::NextContact) },
    ],
    cell,
};

fn cell(row: &ListRow, class: &str) -> String {
    match class {
        "company" => row.company.clone(),
        "city" => row.city.clone(),
        "phone" => phone::show(&row.phone),
        "next" => date::show(&row.next_contact),
        _ => String::new(),
    }
}

/// The page.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    view! {
        <Title text=t(places::CLIENTS)/>
        <RecordList listed=&CLIENTS/>
    }
}
