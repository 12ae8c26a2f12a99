//! What a person asks of the reports: which, by what, when, whose.

use domain::Words;
use domain::reports::{Grouping, NOBODY, Question, Subject};
use leptos::prelude::*;

use crate::parts::act::{press, typing, whether};
use crate::parts::names::Names;
use crate::texts::{sales, t};

const fn title(subject: Subject) -> Words {
    match subject {
        Subject::Prospects => sales::PROSPECTS,
        Subject::Opportunities => sales::OPPORTUNITIES,
        Subject::Accounts => sales::ACCOUNTS,
    }
}

/// Which report, by what, when, whose.
#[component]
pub(super) fn Asking(
    /// What is asked.
    question: RwSignal<Question>,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let subjects = Subject::ALL.map(|subject| {
        let is_on = move || if question.with(|question| question.subject == subject) { "true" } else { "false" };
        let choose = move || question.update(|question| {
            *question = Question { subject, by: subject.groupings()[0], across: None, ..question.clone() };
        });
        view! { <button type="button" class="chip" aria-pressed=is_on on:click=press(choose)>{t(title(subject))}</button> }.into_any()
    });
    let subject = Memo::new(move |_| question.with(|question| question.subject));
    let groupings = move |chosen: fn(&Question) -> Option<Grouping>, may: fn(Grouping) -> bool| {
        let each = subject.get().groupings().iter().filter(|grouping| may(**grouping)).map(|grouping| {
            let is_chosen = whether(move || question.with(|question| chosen(question) == Some(*grouping)));
            option(grouping.name().to_owned(), is_chosen, t(grouping.label()).into_any())
        });
        each.collect::<Vec<_>>()
    };
    let grouping_of =
        move |name: &str| subject.get_untracked().groupings().iter().copied().find(|grouping| grouping.name() == name);
    let is_person = move |id: Option<String>| whether(move || question.with(|question| question.person == id));
    let people = move || {
        let each = names.in_sight().into_iter().map(|person| {
            let id = person.id.to_string();
            option(id.clone(), is_person(Some(id)), person.name.into_any())
        });
        each.collect::<Vec<_>>()
    };
    let from = Signal::derive(move || question.with(|question| question.from.clone()));
    let to = Signal::derive(move || question.with(|question| question.to.clone()));
    view! {
        <div class="chips" role="group" aria-label=t(sales::REPORTS)>{subjects.into_iter().collect::<Vec<_>>()}</div>
        <div class="asking">
            <label>{t(sales::REPORT_BY)} <select class="input" on:change=typing(move |name| question.update(|question| question.by = grouping_of(&name).unwrap_or(question.by)))>
                {move || groupings(|question| Some(question.by), |_| true)}
            </select></label>
            <label>{t(sales::REPORT_ACROSS)} <select class="input" on:change=typing(move |name| question.update(|question| question.across = grouping_of(&name)))>
                {option(String::new(), whether(move || question.with(|question| question.across.is_none())), t(sales::REPORT_NOTHING_ACROSS).into_any())}
                {move || groupings(|question| question.across, Grouping::is_narrow)}
            </select></label>
            <label>{t(sales::REPORT_FROM)} <input class="input" type="date" value=from prop:value=from
                on:change=typing(move |day| question.update(|question| question.from.clone_from(&day)))/></label>
            <label>{t(sales::REPORT_TO)} <input class="input" type="date" value=to prop:value=to
                on:change=typing(move |day| question.update(|question| question.to.clone_from(&day)))/></label>
            <label>{t(sales::REPORT_PERSON)} <select class="input" on:change=typing(move |id| question.update(|question| question.person = Some(id.clone()).filter(|id| !id.is_empty())))>
                {option(String::new(), is_person(None), t(sales::REPORT_EVERYBODY).into_any())}
                {option(NOBODY.to_owned(), is_person(Some(NOBODY.to_owned())), t(sales::REPORT_NOBODY).into_any())}
                {people}
            </select></label>
        </div>
    }
}

/// The attribute is for the page as the server draws it, the property for whatever is chosen later.
fn option(value: String, is_chosen: Signal<bool>, label: AnyView) -> AnyView {
    view! { <option value=value selected=is_chosen prop:selected=is_chosen>{label}</option> }.into_any()
}
