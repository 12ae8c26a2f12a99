//! The list of clients.

use domain::client::{ASSIGNEE, CITY, CLIENT, COMPANY, COUNTRY, EMAIL, NEXT_CONTACT, SOURCE, SOURCES, STATUS, TAGS};
use domain::list::ListRow;
use domain::search::Column;
use domain::shapes::{choice, date, phone, tags};
use domain::{Lang, Words};
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
        usual("name", list::NAME, Column::Name),
        usual("company", CLIENT.fields[COMPANY].label, Column::Company),
        usual("city", CLIENT.fields[CITY].label, Column::City),
        usual("phone", list::PHONE, Column::Phone),
        usual("status", CLIENT.fields[STATUS].label, Column::Status),
        usual("assignee", CLIENT.fields[ASSIGNEE].label, Column::Assignee),
        usual("next", CLIENT.fields[NEXT_CONTACT].label, Column::NextContact),
        other("email", CLIENT.fields[EMAIL].label, Column::Email),
        other("source", CLIENT.fields[SOURCE].label, Column::Source),
        other("country", CLIENT.fields[COUNTRY].label, Column::Country),
        other("tags", CLIENT.fields[TAGS].label, Column::Tags),
    ],
    cell,
};

const fn usual(class: &'static str, label: Words, sorts: Column) -> ListColumn {
    ListColumn { class, label, sorts, usual: true }
}

const fn other(class: &'static str, label: Words, sorts: Column) -> ListColumn {
    ListColumn { class, label, sorts, usual: false }
}

fn cell(row: &ListRow, class: &str, lang: Lang) -> String {
    match class {
        "company" => row.company.clone(),
        "city" => row.city.clone(),
        "country" => row.country.clone(),
        "phone" => phone::show(&row.phone),
        "email" => row.email.clone(),
        "source" => choice::show(&row.standing.source, SOURCES, lang).to_owned(),
        "tags" => tags::show(&row.tags, ", "),
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
