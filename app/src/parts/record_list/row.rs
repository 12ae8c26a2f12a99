//! One row: a card under a thumb, a line of the table in the office, from the same markup.

use domain::Lang;
use leptos::prelude::*;

use super::ListState;
use crate::parts::badge::{Avatar, Badge};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::records::ShownRow;
use crate::texts::{language, list, say, t};

/// What a row needs from around it.
#[derive(Clone, Copy)]
pub(crate) struct RowContext {
    /// The list.
    state: ListState,
    /// Who is called what.
    pub(crate) names: Names,
    /// `AAAA-MM-JJ`, once the browser's clock was asked.
    today: RwSignal<Option<String>>,
    language: Signal<Lang>,
}

impl RowContext {
    /// Takes what a row needs from context.
    pub(crate) fn take(state: ListState) -> Self {
        Self {
            state,
            language: language(),
            names: expect_context(),
            today: expect_context::<crate::parts::browser::Today>().0,
        }
    }
}

/// The cells of a row, one per column.
pub(crate) fn cells(context: &RowContext, shown: ShownRow) -> impl IntoView + use<> {
    let ShownRow { row, pending } = shown;
    let state = context.state;
    let listed = state.listed;
    let id = row.id;
    let lang = context.language.get();
    let name = if row.name.is_empty() { t(list::NO_NAME)().to_owned() } else { row.name.clone() };
    let href = format!("{}/{}", listed.path, row.id);
    let rest: Vec<_> = listed
        .columns
        .iter()
        .skip(1)
        .filter(|column| state.shows(column))
        .map(|column| match column.class {
            "status" => {
                let badge = view! { <Badge choices=listed.statuses() key=row.standing.status.clone()/> };
                view! { <span role="cell" class="status">{badge}</span> }.into_any()
            }
            "assignee" => {
                let who = row.standing.assignee.and_then(|id| context.names.of(id));
                view! { <span role="cell" class="assignee">{who}</span> }.into_any()
            }
            "next" => {
                let late =
                    context.today.with(|today| today.as_ref().is_some_and(|today| is_late(&row.next_contact, today)));
                let text = (listed.cell)(&row, "next", lang);
                let word = late.then(|| view! { <span class="unseen">" " {t(list::LATE)}</span> }.into_any());
                view! { <span role="cell" class="next" class:late=late>{text} {word}</span> }.into_any()
            }
            class => view! { <span role="cell" class=class>{(listed.cell)(&row, class, lang)}</span> }.into_any(),
        })
        .collect();
    let choose = {
        let name = name.clone();
        say(move |lang| list::choose_one(lang, &name))
    };
    let menu = {
        let name = name.clone();
        say(move |lang| list::menu_of(lang, &name))
    };
    view! {
        <span role="cell" class="check">
            <input type="checkbox" tabindex="-1" aria-label=choose prop:checked=move || state.selection.has(id)/>
        </span>
        <span role="cell" class="name">
            <a href=href>{name.clone()}</a>
            {row.conflict.then(|| view! { <Sign name="clash" class="clash" words=list::CONFLICT/> }.into_any())}
            {pending.then(|| view! { <Sign name="device" class="local" words=list::LOCAL/> }.into_any())}
        </span>
        {rest}
        <span role="cell" class="more">
            <button type="button" class="icon-button" tabindex="-1" aria-label=menu><Icon name="more" small=true/></button>
        </span>
        <span class="face" aria-hidden="true"><Avatar name/></span>
    }
}

/// A small sign with its words for screen readers and for the pointer.
#[component]
fn Sign(
    /// The icon.
    name: &'static str,
    /// Its colour.
    class: &'static str,
    /// What it means.
    words: domain::Words,
) -> impl IntoView {
    view! {
        <span class=class title=t(words)>
            <Icon name small=true/>
            <span class="unseen">{t(words)}</span>
        </span>
    }
}

/// Whether a planned contact should have been made already. Days compare as text.
fn is_late(next_contact: &str, today: &str) -> bool {
    !next_contact.is_empty() && next_contact < today
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_late_from_the_day_after() {
        assert!(is_late("2026-11-20", "2026-11-21"));
        assert!(!is_late("2026-11-21", "2026-11-21"));
        assert!(!is_late("", "2026-11-21"));
    }
}
