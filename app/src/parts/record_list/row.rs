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

/// The cells of a row, one per column. They are made once, and what they say follows `shown`, each part by itself: to draw
/// them anew at each key of a search would cost more than the search.
pub(crate) fn cells(context: &RowContext, shown: Signal<ShownRow>) -> impl IntoView + use<> {
    let RowContext { state, language, .. } = *context;
    let listed = state.listed;
    let name = text_of(shown, |shown| shown.row.name.clone());
    let called = move || {
        name.with(|name| if name.is_empty() { list::NO_NAME.get(language.get()).to_owned() } else { name.clone() })
    };
    let href = move || format!("{}/{}", listed.path, shown.with(|shown| shown.row.id));
    let is_chosen = move || state.selection.has(shown.with(|shown| shown.row.id));
    let conflict = Memo::new(move |_| shown.with(|shown| shown.row.conflict));
    let pending = Memo::new(move |_| shown.with(|shown| shown.pending));
    let context = *context;
    let rest = move || {
        let columns = listed.columns.iter().skip(1).filter(|column| state.shows(column));
        columns.map(|column| cell(context, shown, column.class)).collect::<Vec<_>>()
    };
    view! {
        <span role="cell" class="check">
            <input type="checkbox" tabindex="-1" aria-label=say(move |lang| list::choose_one(lang, &called())) prop:checked=is_chosen/>
        </span>
        <span role="cell" class="name">
            <a href=href>{called}</a>
            {drawn(conflict, || view! { <Sign name="clash" class="clash" words=list::CONFLICT/> }.into_any())}
            {drawn(pending, || view! { <Sign name="device" class="local" words=list::LOCAL/> }.into_any())}
        </span>
        {rest}
        <span role="cell" class="more">
            <button type="button" class="icon-button" tabindex="-1" aria-label=say(move |lang| list::menu_of(lang, &called()))></button>
        </span>
        <span class="face" aria-hidden="true"><Avatar name=Signal::derive(called)/></span>
    }
}

/// The cell of a column, by the column's class.
fn cell(context: RowContext, shown: Signal<ShownRow>, class: &'static str) -> AnyView {
    let RowContext { state, names, today, language } = context;
    let listed = state.listed;
    let text = move || shown.with(|shown| (listed.cell)(&shown.row, class, language.get()));
    match class {
        "status" => {
            let status = text_of(shown, |shown| shown.row.standing.status.clone());
            view! { <span role="cell" class="status"><Badge choices=listed.statuses() key=status/></span> }.into_any()
        }
        "assignee" => {
            let who = move || shown.with(|shown| shown.row.standing.assignee).and_then(|id| names.of(id));
            view! { <span role="cell" class="assignee">{who}</span> }.into_any()
        }
        "next" => {
            let late = Memo::new(move |_| {
                today.with(|today| {
                    today.as_ref().is_some_and(|today| shown.with(|shown| is_late(&shown.row.next_contact, today)))
                })
            });
            view! {
                <span role="cell" class="next" class:late=move || late.get()>
                    {text}
                    {drawn(late, || view! { <span class="unseen">" " {t(list::LATE)}</span> }.into_any())}
                </span>
            }
            .into_any()
        }
        class => view! { <span role="cell" class=class>{text}</span> }.into_any(),
    }
}

/// A text of a row, which moves only when it becomes another.
fn text_of(shown: Signal<ShownRow>, text: fn(&ShownRow) -> String) -> Memo<String> {
    Memo::new(move |_| shown.with(text))
}

/// What is drawn while something holds of a row.
fn drawn(holds: Memo<bool>, draw: fn() -> AnyView) -> impl Fn() -> Option<AnyView> {
    move || holds.get().then(draw)
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
