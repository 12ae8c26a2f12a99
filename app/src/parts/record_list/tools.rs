//! What one asks of a list: the search box, the chips, the headings that sort.

use domain::Words;
use domain::search::{AssigneeFilter, Column, Order, Query};
use leptos::prelude::*;

use super::panel::Asking;
use super::{ListColumn, ListState};
use crate::parts::act::{When, press, typing, whether};
use crate::parts::badge::sign;
use crate::parts::icon::Icon;
use crate::parts::keys;
use crate::texts::{list, t};

const SEARCH_BOX: &str = "#search";

/// Puts the focus into the search box.
pub(crate) fn start_search() -> bool {
    keys::focus(SEARCH_BOX)
}

/// Whether the person is in the search box.
pub(crate) fn is_searching() -> bool {
    document().active_element().is_some_and(|element| element.id() == SEARCH_BOX[1..])
}

/// The search box and the chips.
#[component]
pub(crate) fn Tools(
    /// The list.
    state: ListState,
) -> impl IntoView {
    let query = state.query;
    let text = Memo::new(move |_| query.with(|query| query.text.clone()));
    let clear = move || {
        query.update(|query| query.text.clear());
        start_search();
    };
    view! {
        <div class="list-tools">
            <div class="search" role="search">
                <Icon name="search"/>
                <input
                    id=&SEARCH_BOX[1..] class="input" type="search" enterkeyhint="search" autocomplete="off" spellcheck="false"
                    aria-label=t(list::SEARCH) placeholder=t(list::SEARCH_HINT) maxlength="200"
                    prop:value=move || text.get()
                    on:keydown=move |event| {
                        if matches!(event.key().as_str(), "ArrowDown" | "Enter") && keys::focus("#row-0 a") {
                            event.prevent_default();
                        }
                    }
                    on:input=typing(move |text| query.update(|query| query.text.clone_from(&text)))
                />
                <When is=whether(move || !text.with(String::is_empty)) or=|| view! { <kbd aria-hidden="true">"/"</kbd> }>
                    <button type="button" class="icon-button" aria-label=t(list::CLEAR) on:click=press(clear)>
                        <Icon name="close"/>
                    </button>
                </When>
            </div>
            <div class="chips" role="group" aria-label=t(list::FILTERS)>
                {state.listed.statuses().iter().map(|status| {
                    let is_on = move |query: &Query| query.statuses.iter().any(|key| key == status.key);
                    view! {
                        <Chip query label=status.label icon=sign(status.key) is_on flip=move |query| {
                            flip(&mut query.statuses, status.key);
                        }/>
                    }
                }).collect::<Vec<_>>()}
                <AssigneeChips query/>
                <button type="button" class="chip" aria-haspopup="dialog" on:click=press(move || state.asking.set(Some(Asking::Filters)))>
                    <Icon name="filter"/> {t(list::MORE_FILTERS)}
                </button>
            </div>
        </div>
    }
}

/// "À moi" and "Non assignés".
#[component]
fn AssigneeChips(
    /// What the person asks.
    query: RwSignal<Query>,
) -> impl IntoView {
    let mine = Some(AssigneeFilter::Me);
    let nobody = Some(AssigneeFilter::Nobody);
    view! {
        <Chip query label=list::MINE icon="person"
            is_on=move |query| query.assignee == mine
            flip=move |query| flip_assignee(query, mine)/>
        <Chip query label=list::UNASSIGNED icon="nobody"
            is_on=move |query| query.assignee == nobody
            flip=move |query| flip_assignee(query, nobody)/>
    }
}

/// A filter that is on or off.
#[component]
fn Chip<On, Flip>(
    /// What the person asks.
    query: RwSignal<Query>,
    /// Its word.
    label: Words,
    /// Its sign.
    icon: &'static str,
    /// Whether the query has it on.
    is_on: On,
    /// Turns it on or off.
    flip: Flip,
) -> impl IntoView
where
    On: Fn(&Query) -> bool + Send + Sync + 'static,
    Flip: Fn(&mut Query) + Send + Sync + 'static,
{
    view! {
        <button
            type="button" class="chip"
            aria-pressed=move || if query.with(&is_on) { "true" } else { "false" }
            on:click=press(move || query.update(&flip))
        >
            <Icon name=icon/>
            {t(label)}
        </button>
    }
}

/// The headings of the table; those that sort are buttons.
#[component]
pub(crate) fn Headings(
    /// The list.
    state: ListState,
) -> impl IntoView {
    let order = Memo::new(move |_| state.query.with(|query| query.order));
    let heading = move |column: &'static ListColumn| {
        let by = column.sorts;
        view! {
            <span role="columnheader" class=column.class aria-sort=move || direction(order.get(), by)>
                <button type="button" on:click=press(move || state.query.update(|query| query.order = turned(query.order, by)))>
                    {t(column.label)}
                    <Icon name="forward" small=true/>
                </button>
            </span>
        }
    };
    let selection = state.selection;
    let all_chosen = move || selection.len() > 0 && state.total().is_some_and(|total| total <= selection.len());
    let some_chosen = move || selection.len() > 0 && !all_chosen();
    // First those in sight; the bar offers the rest.
    let choose = move |_| {
        if selection.len() > 0 {
            return selection.clear();
        }
        let (first, end) = state.seen.get_untracked();
        let row = |index| state.found.with_untracked(|found| found.as_ref().and_then(|found| found.row(index)));
        selection.add((first..end).filter_map(row).map(|shown| shown.row.id));
    };
    view! {
        <div role="rowgroup">
            <div role="row" class="table-head">
                <span role="columnheader" class="check">
                    <input type="checkbox" aria-label=t(list::SELECT_PAGE) prop:checked=all_chosen prop:indeterminate=some_chosen on:change=choose/>
                </span>
                {move || state.listed.columns.iter().filter(|column| state.shows(column)).map(heading).collect::<Vec<_>>()}
                <span role="columnheader" class="more">
                    <button type="button" aria-label=t(list::COLUMNS) title=t(list::COLUMNS) on:click=press(move || state.asking.set(Some(Asking::Columns)))><Icon name="table"/></button>
                </span>
            </div>
        </div>
    }
}

/// Takes a key out of the wanted ones, or adds it.
pub(crate) fn flip(wanted: &mut Vec<String>, key: &str) {
    match wanted.iter().position(|known| known == key) {
        Some(place) => drop(wanted.remove(place)),
        None => wanted.push(key.to_owned()),
    }
}

fn flip_assignee(query: &mut Query, wanted: Option<AssigneeFilter>) {
    query.assignee = if query.assignee == wanted { None } else { wanted };
}

/// The order after a tap on the heading of `by`: up, then down, then up again.
fn turned(order: Order, by: Column) -> Order {
    Order { by, descending: order.by == by && !order.descending }
}

fn direction(order: Order, by: Column) -> &'static str {
    match (order.by == by, order.descending) {
        (false, _) => "none",
        (true, false) => "ascending",
        (true, true) => "descending",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_tap_on_a_heading_turns_the_order_around() {
        let once = turned(Order::default(), Column::City);
        assert_eq!(once, Order { by: Column::City, descending: false });
        assert_eq!(turned(once, Column::City), Order { by: Column::City, descending: true });
        assert_eq!(direction(once, Column::City), "ascending");
        assert_eq!(direction(once, Column::Name), "none");
    }

    #[test]
    fn a_second_tap_on_a_chip_takes_the_filter_off() {
        let mut query = Query::default();
        flip(&mut query.statuses, "vip");
        assert_eq!(query.statuses, ["vip"]);
        flip(&mut query.statuses, "vip");
        flip_assignee(&mut query, Some(AssigneeFilter::Nobody));
        flip_assignee(&mut query, Some(AssigneeFilter::Nobody));
        assert_eq!(query, Query::default());
    }
}
