//! The choosers of the period and of the person.

use domain::dashboard::{Period, Whose};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::address::{self, Choice, key_of, whose_of};
use crate::parts::act::typing;
use crate::parts::names::Names;
use crate::records::Records;
use crate::texts::{dashboard as words, t};

/// Both choosers; the choice is held in the address.
#[component]
pub(super) fn Choosers(
    /// What is asked.
    choice: Memo<Choice>,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let me = expect_context::<Records>().me();
    let navigate = use_navigate();
    let go = move |choice: Choice| {
        navigate(&address::write(choice), NavigateOptions { replace: true, scroll: false, ..Default::default() });
    };
    let ask_period = {
        let go = go.clone();
        typing(move |key| go(Choice { period: Period::of_key(&key).unwrap_or_default(), ..choice.get_untracked() }))
    };
    let ask_person = typing(move |key| go(Choice { whose: whose_of(&key), ..choice.get_untracked() }));
    let periods = Period::ALL.map(|period| {
        let selected = move || choice.with(|choice| choice.period == period);
        view! { <option value=period.key() selected=selected>{t(period.label())}</option> }
    });
    let people = move || {
        let open = names.in_sight().into_iter().filter(|person| person.closed_at.is_none());
        let option = |person: domain::Person| {
            let whose = Whose::Person(person.id);
            let selected = move || choice.with(|choice| choice.whose == whose);
            view! { <option value=key_of(whose) selected=selected>{person.name}</option> }.into_any()
        };
        open.map(option).collect::<Vec<_>>()
    };
    let is = move |whose| move || choice.with(|choice| choice.whose == whose);
    let sees_all = move || me.with(|me| me.as_ref().is_none_or(|me| me.person.role.sees_all()));
    let everybody = move || t(if sees_all() { words::EVERYBODY } else { words::IN_SIGHT })();
    view! {
        <div class="choosers">
            <select class="input" aria-label=t(words::PERIOD) on:change=ask_period>{periods.into_iter().collect::<Vec<_>>()}</select>
            <select class="input" aria-label=t(words::PERSON) on:change=ask_person>
                <option value="" selected=is(Whose::Everybody)>{everybody}</option>
                <option value="nobody" selected=is(Whose::Nobody)>{t(words::NOBODY)}</option>
                {people}
            </select>
        </div>
    }
}
