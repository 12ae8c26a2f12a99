//! The previews (G13): recent clients, VIP, follow-ups needed, those in nobody's care; each leads to its list.

use domain::Words;
use domain::client::STATUSES;
use domain::dashboard::{Figures, Previews, Whose};
use domain::list::ListRow;
use domain::shapes::date;
use leptos::prelude::*;

use super::address::list;
use crate::pages::clients::PATH;
use crate::parts::badge::{Avatar, Badge};
use crate::texts::{dashboard as words, language, list as list_words, t};

/// The four previews.
#[component]
pub(super) fn PreviewLists(
    /// Whom they show.
    previews: Previews,
    /// How many there are in all.
    figures: Figures,
    /// Whose clients.
    whose: Whose,
) -> impl IntoView {
    let Previews { recent, vip, follow_up, unassigned } = previews;
    let due = figures.late + figures.today;
    view! {
        <div class="panels">
            <Preview title=words::TO_FOLLOW none=words::TO_FOLLOW_NONE rows=follow_up count=due href=list("next=due&sort=next_contact", whose)/>
            <Preview title=words::RECENT none=words::RECENT_NONE rows=recent count=figures.recent href=list("made=week", whose)/>
            <Preview title=words::VIP none=words::VIP_NONE rows=vip count=figures.with_status("vip") href=list("status=vip", whose)/>
            // None of a person's clients is in nobody's care.
            {(!matches!(whose, Whose::Person(_))).then(|| view! {
                <Preview title=words::UNASSIGNED none=words::UNASSIGNED_NONE rows=unassigned count=figures.unassigned href=list("", Whose::Nobody)/>
            }.into_any())}
        </div>
    }
}

/// A few clients, and the way to all of them.
#[component]
fn Preview(
    /// Who they are.
    title: Words,
    /// What is said where there is none.
    none: Words,
    /// The first of them.
    rows: Vec<ListRow>,
    /// How many there are.
    count: u32,
    /// The list of all.
    href: String,
) -> impl IntoView {
    let language = language();
    let is_empty = rows.is_empty();
    let each = rows.into_iter().map(|row| {
        let name = if row.name.is_empty() { t(list_words::NO_NAME)().to_owned() } else { row.name };
        let below = if row.next_contact.is_empty() { row.company } else { date::show(&row.next_contact) };
        view! {
            <li>
                <a class="preview" href=format!("{PATH}/{}", row.id)>
                    <Avatar name=name.clone() size="small"/>
                    <span><strong>{name}</strong> <span class="fine">{below}</span></span>
                    <Badge choices=STATUSES key=row.standing.status/>
                </a>
            </li>
        }
    });
    view! {
        <section class="panel" aria-label=t(title)>
            <div class="panel-head">
                <h2>{t(title)} " " <span class="fine numbers">{move || words::count(language.get(), count)}</span></h2>
                {(!is_empty).then(|| view! { <a class="button plain" href=href>{t(words::SEE_ALL)}</a> }.into_any())}
            </div>
            {is_empty.then(|| view! { <p class="quiet">{t(none)}</p> }.into_any())}
            <ul class="previews">{each.collect::<Vec<_>>()}</ul>
        </section>
    }
}
