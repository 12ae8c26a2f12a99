//! Who looks after how many records, and handing a whole portfolio over as one act.

use std::collections::{HashMap, HashSet};

use domain::client::CLIENT;
use domain::sorting;
use domain::{Kind, Value, account, follow_up, opportunity, photo};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::Act;
use uuid::Uuid;

use super::Desk;
use crate::edits::Written;
use crate::handover::Handover;
use crate::parts::act::{press, typing};
use crate::parts::badge::Avatar;
use crate::parts::names::Names;
use crate::texts::{maintenance as words, t};

/// What is in a portfolio besides clients and what goes along with them.
static ALONG: [&Kind; 4] = [&account::ACCOUNT, &opportunity::OPPORTUNITY, &follow_up::FOLLOW_UP, &photo::PHOTO];

/// The section.
#[component]
pub(super) fn Portfolios(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let language = desk.language;
    let names = expect_context::<Names>();
    let (from, to) = (RwSignal::new(None::<Uuid>), RwSignal::new(None::<Uuid>));
    let counts = Memo::new(move |_| {
        let mut counts: HashMap<Option<Uuid>, usize> = HashMap::new();
        if let Some(book) = desk.book.get() {
            for seen in &book.seen {
                *counts.entry(seen.assignee).or_default() += 1;
            }
        }
        counts
    });
    let list = move || {
        let lang = language.get();
        let mut people: Vec<(String, usize)> = counts.with(|counts| {
            let name = |id: &Option<Uuid>| match id {
                Some(id) => names.of(*id).unwrap_or_default(),
                None => words::NOBODY.get(lang).to_owned(),
            };
            counts.iter().map(|(id, count)| (name(id), *count)).collect()
        });
        sorting::sort_by(&mut people, |one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        let line = |(name, count): (String, usize)| {
            view! { <li><Avatar name=name.clone() size="small"/> <span>{name}</span> <span class="fine">{words::records(lang, count)}</span></li> }.into_any()
        };
        people.into_iter().map(line).collect::<Vec<_>>()
    };
    let ready = move || from.get().is_some() && to.get().is_some() && from.get() != to.get();
    let hand_over = move || {
        if let (Some(from), Some(to)) = (from.get_untracked(), to.get_untracked()) {
            spawn_local(async move {
                let written = portfolio(desk, from, to).await;
                desk.write_all(written, Act::Handover, words::HANDED_OVER).await;
            });
        }
    };
    view! {
        <section class="import-step">
            <h2>{t(words::PORTFOLIOS)}</h2>
            <p class="hint">{t(words::PORTFOLIOS_HINT)}</p>
            <ul class="portfolios">{list}</ul>
            <div class="import-picks">
                <Somebody label=words::FROM chosen=from closed=true/>
                <Somebody label=words::TO chosen=to closed=false/>
            </div>
            <div class="buttons">
                <button type="button" class="button main-one" disabled=move || !ready() on:click=press(hand_over)>{t(words::HAND_OVER)}</button>
            </div>
        </section>
    }
}

/// Somebody of the team.
#[component]
fn Somebody(
    /// What for.
    label: domain::Words,
    /// Who was chosen.
    chosen: RwSignal<Option<Uuid>>,
    /// Whether those whose access is closed are offered too: they hand over, but take nothing.
    closed: bool,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let options = move || {
        let people = names.everybody().into_iter().filter(|person| closed || person.closed_at.is_none());
        let option =
            |person: domain::Person| view! { <option value=person.id.to_string()>{person.name}</option> }.into_any();
        people.map(option).collect::<Vec<_>>()
    };
    view! {
        <label class="field">
            <span class="label">{t(label)}</span>
            <select class="input" on:change=typing(move |value| chosen.set(value.parse().ok()))>
                <option value="">{t(words::CHOOSE)}</option>
                {options}
            </select>
        </label>
    }
}

/// Everything of a portfolio, in other hands. What is done stays with who did it.
async fn portfolio(desk: Desk, from: Uuid, to: Uuid) -> Vec<Written> {
    let handover = Handover::of(desk.records).await;
    let mut written: Vec<Written> = Vec::new();
    desk.records
        .each(&CLIENT, &mut |shown| {
            if shown.record.link(CLIENT.assignee) == Some(from) {
                written.extend(handover.give(shown, Some(to)));
            }
        })
        .await;
    let mut given: HashSet<Uuid> = written.iter().map(|(_, after)| after.id).collect();
    let to = Some(Value::from(to.to_string()));
    for kind in ALONG {
        let Some(all) = desk.records.whole(kind).await else { continue };
        for shown in all.linked(kind.assignee, from) {
            let is_done = kind.name == follow_up::FOLLOW_UP.name && shown.record.number(follow_up::DONE_AT).is_some();
            if !is_done && given.insert(shown.record.id) {
                let mut after = shown.record.clone();
                after.set(kind.assignee, to.clone());
                written.push((Some((*shown).clone()), after));
            }
        }
    }
    written
}
