//! The filters of the history; what is chosen is held in the address.

use domain::client::CLIENT;
use domain::{Role, Section};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::address::{self, ACTS, key_of, sort_of};
use crate::api::{Sort, TimelineAsked};
use crate::parts::act::{When, press, typing, whether};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::records::Records;
use crate::texts::{history as words, queue, t};

/// The filters.
#[component]
pub(super) fn Filters(
    /// What is asked.
    asked: Memo<TimelineAsked>,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let me = expect_context::<Records>().me();
    let navigate = StoredValue::new(use_navigate());
    let change = move |change: &dyn Fn(&mut TimelineAsked)| {
        let mut next = asked.get_untracked();
        change(&mut next);
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(&address::write(&next), options));
    };
    let sees_all = Memo::new(move |_| me.with(|me| me.as_ref().is_some_and(|me| me.person.role != Role::Seller)));
    let people = move || {
        let option = |person: domain::Person| {
            let is = move || asked.with(|asked| asked.person == Some(person.id));
            view! { <option value=person.id.to_string() selected=is>{person.name}</option> }.into_any()
        };
        names.everybody().into_iter().map(option).collect::<Vec<_>>()
    };
    let sort = move |sort: Sort, label| {
        let is = move || asked.with(|asked| asked.sort == sort);
        view! { <option value=key_of(sort) selected=is>{t(label)}</option> }.into_any()
    };
    let others = [(Sort::Doors, words::DOORS), (Sort::People, words::PEOPLE), (Sort::Export, words::EXPORTS)];
    let sorts = ACTS.map(|act| (Sort::Act(act), queue::act(act))).into_iter().chain(others);
    let fields = CLIENT.fields.iter().filter(|field| field.section != Section::System).map(|field| {
        let is = move || asked.with(|asked| asked.field.as_deref() == Some(field.name));
        view! { <option value=field.name selected=is>{t(field.label)}</option> }.into_any()
    });
    view! {
        <div class="filters" role="group" aria-label=t(words::FILTERS)>
            <When is=sees_all>
                <select class="input" aria-label=t(words::WHO)
                    on:change=typing(move |key| change(&|asked| asked.person = Uuid::try_parse(&key).ok()))>
                    <option value="">{t(words::ANYBODY)}</option>
                    {people}
                </select>
            </When>
            <select class="input" aria-label=t(words::WHAT) on:change=typing(move |key| change(&|asked| asked.sort = sort_of(&key)))>
                <option value="">{t(words::ANYTHING)}</option>
                {sorts.map(|(key, label)| sort(key, label)).collect::<Vec<_>>()}
            </select>
            <select class="input" aria-label=t(words::FIELD)
                on:change=typing(move |key| change(&|asked| asked.field = Some(key.clone()).filter(|key| !key.is_empty())))>
                <option value="">{t(words::ANY_FIELD)}</option>
                {fields.collect::<Vec<_>>()}
            </select>
            <label class="field"><span class="label">{t(words::FROM)}</span><input class="input" type="date" prop:value=move || asked.get().from
                on:change=typing(move |day| change(&|asked| asked.from.clone_from(&day)))/></label>
            <label class="field"><span class="label">{t(words::UNTIL)}</span><input class="input" type="date" prop:value=move || asked.get().until
                on:change=typing(move |day| change(&|asked| asked.until.clone_from(&day)))/></label>
        </div>
        <When is=whether(move || asked.with(|asked| asked.record.is_some()))>
            <div class="buttons">
                <span class="badge">{t(words::ONE_RECORD)}</span>
                <button type="button" class="button plain" on:click=press(move || change(&|asked| asked.record = None))>
                    <Icon name="close" small=true/> {t(words::ALL_RECORDS)}
                </button>
            </div>
        </When>
    }
}
