//! The rows of the list of a small kind, and the headings above them.

use std::sync::Arc;

use domain::client::{CLIENT, full_name};
use domain::{Kind, Record};
use leptos::prelude::*;

use super::kinds::Shelf;
use super::list::Listing;
use super::{is, told};
use crate::parts::act::press;
use crate::parts::diff::namer;
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::records::{Records, ShownRecord};
use crate::texts::{language, list, t};

/// What a record is called in a list: its name, else what happened (an interaction need not have a subject).
pub(crate) fn title_of(record: &Record) -> String {
    let name = if is(record, &CLIENT) { full_name(record) } else { record.name() };
    if name.is_empty() { record.kind.title.get(language().get_untracked()).to_owned() } else { name }
}

/// One record.
#[component]
pub(super) fn Row(
    /// The kind.
    shelf: &'static Shelf,
    /// Its place.
    at: usize,
    /// The record.
    record: Arc<ShownRecord>,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let lang = language().get();
    let shown = &record.record;
    let title = title_of(shown);
    let cells = shelf.columns.iter().map(|field| {
        let text = told(shown, *field, lang, &namer(names));
        let is_empty = text.is_empty().then_some("");
        let label = shown.kind.fields[*field].label.get(lang);
        let class = if shown.kind.fields[*field].shape.is_number() { "number" } else { "" };
        view! { <td class=class data-label=label data-empty=is_empty>{text}</td> }.into_any()
    });
    let records = expect_context::<Records>();
    let id = shown.id;
    let counts = shelf.children.iter().filter_map(|child| Some((child.counted?, child))).map(|(words, child)| {
        let count = Memo::new(move |_| child.of(records, id).map(|found| found.len()));
        view! { <td class="number counted" data-label=words.get(lang)>{move || count.get()}</td> }.into_any()
    });
    let signs = [
        (!record.pending.is_empty(), "device", "local", list::LOCAL),
        (shown.get(shown.kind.conflicts).is_some(), "clash", "clash", list::CONFLICT),
    ];
    let signs = signs.into_iter().filter(|(is_on, ..)| *is_on).map(|(_, name, class, words)| {
        view! { <span class=class title=t(words)><Icon name small=true/><span class="unseen">{t(words)}</span></span> }.into_any()
    });
    view! {
        <tr id=format!("row-{at}")>
            <th scope="row"><a href=format!("{}/{}", shelf.records, shown.id)>{title}</a> {signs.collect::<Vec<_>>()}</th>
            {cells.chain(counts).collect::<Vec<_>>()}
        </tr>
    }
}

/// The headings; each sorts.
#[component]
pub(super) fn Headings(
    /// The list.
    listing: Listing,
) -> impl IntoView {
    let kind: &'static Kind = listing.shelf.kind;
    let first = kind.named_by.last().copied().unwrap_or_default();
    let order = Memo::new(move |_| listing.pick.with(|pick| pick.order));
    let each = std::iter::once(first).chain(listing.shelf.columns.iter().copied()).map(|field| {
        let direction = move || match order.get() {
            Some((by, false)) if by == field => "ascending",
            Some((by, true)) if by == field => "descending",
            _ => "none",
        };
        let class = if kind.fields[field].shape.is_number() { "number" } else { "" };
        view! {
            <th scope="col" class=class aria-sort=direction>
                <button type="button" on:click=press(move || listing.pick.update(|pick| pick.turn(field)))>
                    {t(kind.fields[field].label)} <Icon name="forward" small=true/>
                </button>
            </th>
        }
        .into_any()
    });
    let counts = listing.shelf.children.iter().filter_map(|child| child.counted);
    let counts = counts.map(|words| view! { <th scope="col" class="number">{t(words)}</th> }.into_any());
    each.chain(counts).collect::<Vec<_>>()
}
