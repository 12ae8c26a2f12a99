//! The prospects (M2): the board of their steps, and the list.

use domain::client::{COMPANY, MOBILE, PHONE, STEPS, WARMTH, full_name};
use domain::{Record, client, prospect, shapes};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use sync::Act;

use super::board::{Board, Face, LaneShown, Moving};
use super::kinds::PROSPECTS;
use super::list::{KindHead, KindTable, KindTools, Listing, NoRecords};
use super::opportunities::Views;
use super::rows::title_of;
use super::tabs::SalesTabs;
use super::{Keeper, named, records_of, told};
use crate::parts::act::{When, whether};
use crate::parts::diff::namer;
use crate::parts::names::Names;
use crate::texts::{language, sales, t};

const VIEWS: [(&str, domain::Words); 2] = [("", sales::BOARD), ("list", sales::LIST)];

/// The page.
#[component]
pub(crate) fn ProspectsPage() -> impl IntoView {
    let listing = Listing::open(&PROSPECTS, "");
    let content = move || {
        if listing.view.get() == "list" {
            view! { <KindTable listing/> }.into_any()
        } else {
            view! { <ProspectBoard listing/> }.into_any()
        }
    };
    view! {
        <Title text=t(sales::PROSPECTS)/>
        <SalesTabs/>
        <div class="list-page">
            <KindHead listing/>
            <KindTools listing/>
            <Views view=listing.view views=&VIEWS/>
            {content}
        </div>
    }
}

#[component]
fn ProspectBoard(
    /// What the person asks.
    listing: Listing,
) -> impl IntoView {
    let keeper = Keeper::take();
    let language = language();
    let lanes = Memo::new(move |_| {
        let lang = language.get();
        listing.found.with(|found| {
            let lanes = prospect::lanes(&records_of(found)).into_iter();
            let shown = lanes.zip(STEPS).map(|(lane, step)| LaneShown {
                title: step.label.get(lang).to_owned(),
                sum: String::new(),
                weighted: String::new(),
                takes: true,
                asks: step.key == "lost",
                cards: lane.cards.iter().map(|at| found[*at].clone()).collect(),
                key: lane.key,
            });
            shown.collect::<Vec<_>>()
        })
    });
    let moved = Callback::new(move |Moving { card, lane, reason }: Moving| {
        let before = listing.all.with_untracked(|all| all.as_ref().and_then(|all| all.get(card).cloned()));
        let step = STEPS.iter().find(|step| step.key == lane);
        let (Some(before), Some(step)) = (before, step) else { return };
        let after = prospect::moved(&before.record, step.key, reason.as_deref());
        spawn_local(async move {
            let kept = keeper.edits.edit(&before, after, Act::Move).await;
            let lang = keeper.lang();
            keeper.tell(kept, sales::moved(lang, &full_name(&before.record), step.label.get(lang)));
        });
    });
    let named = named(PROSPECTS.kind);
    let is_read = Memo::new(move |_| listing.all.with(Option::is_some));
    let is_empty = Memo::new(move |_| listing.found.with(Vec::is_empty));
    view! {
        <When is=is_read or=|| view! { <p class="page quiet">{t(sales::READING)}</p> }>
            <When is=whether(move || !is_empty.get()) or=move || view! { <NoRecords listing/> }>
                <Board lanes path=PROSPECTS.records face moved named/>
            </When>
        </When>
    }
}

fn face(record: &Record, names: Names) -> Face {
    let lang = language().get();
    let number = [MOBILE, PHONE].into_iter().map(|field| record.text(field)).find(|text| !text.is_empty());
    let haste = record.get(client::CAPTURED_AT).is_some().then(|| sales::TO_COMPLETE.get(lang).to_owned());
    let under = [Some(record.text(COMPANY).to_owned()), Some(told(record, WARMTH, lang, &namer(names))), haste];
    Face {
        title: title_of(record),
        under: under.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
        value: number.map(shapes::phone::show).unwrap_or_default(),
        due: String::new(),
    }
}
