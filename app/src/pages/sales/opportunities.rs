//! The opportunities (M3): the board, the list, and what the months promise.

use domain::opportunity::{ACCOUNT as ACCOUNT_OF, CLIENT, EXPECTED_CLOSE, OPPORTUNITY};
use domain::pipeline::Pipeline;
use domain::stage::STAGE;
use domain::{Lang, Record, Role, account, client};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use sync::Act;

use super::board::{Board, Face, LaneShown, Moving};
use super::kinds::OPPORTUNITIES;
use super::list::{KindHead, KindTable, KindTools, Listing, NoRecords};
use super::tabs::SalesTabs;
use super::{Keeper, named, records_of, told};
use crate::parts::act::{When, press, whether};
use crate::parts::browser;
use crate::parts::diff::namer;
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::records::Records;
use crate::texts::{language, sales, t};

/// What the page shows, as the address says it.
const VIEWS: [(&str, domain::Words); 3] = [("", sales::BOARD), ("list", sales::LIST), ("forecast", sales::FORECAST)];

/// The page.
#[component]
pub(crate) fn OpportunitiesPage() -> impl IntoView {
    let listing = Listing::open(&OPPORTUNITIES, "");
    let records = expect_context::<Records>();
    let administers =
        whether(move || records.me().with(|me| me.as_ref().is_some_and(|me| me.person.role == Role::Administrator)));
    let pipeline = Memo::new(move |_| Pipeline::of(records_of(&records.all(&STAGE).unwrap_or_default())));
    let content = move || match listing.view.get().as_str() {
        "list" => view! { <KindTable listing/> }.into_any(),
        "forecast" => view! { <Forecast listing pipeline/> }.into_any(),
        _ => view! { <OpportunityBoard listing pipeline/> }.into_any(),
    };
    view! {
        <Title text=t(OPPORTUNITY.plural)/>
        <SalesTabs/>
        <div class="list-page">
            <KindHead listing>
                <When is=administers><a class="button plain" href="/stages"><Icon name="settings"/> {t(sales::EDIT_STAGES)}</a></When>
            </KindHead>
            <KindTools listing/>
            <Views view=listing.view views=&VIEWS/>
            {content}
        </div>
    }
}

/// The ways a page may present its records, kept in the address.
#[component]
pub(crate) fn Views(
    /// The one in force.
    view: RwSignal<String>,
    /// Each with its words; the first is the plain address.
    views: &'static [(&'static str, domain::Words)],
) -> impl IntoView {
    let each = views.iter().map(|(key, label)| {
        view! {
            <button type="button" class="chip" aria-pressed=move || if view.with(|view| view == key) { "true" } else { "false" }
                on:click=press(move || view.set((*key).to_owned()))>{t(*label)}</button>
        }
        .into_any()
    });
    view! { <div class="chips views" role="group" aria-label=t(sales::VIEW)>{each.collect::<Vec<_>>()}</div> }
}

#[component]
fn OpportunityBoard(
    /// What the person asks.
    listing: Listing,
    /// The stages.
    pipeline: Memo<Pipeline>,
) -> impl IntoView {
    let keeper = Keeper::take();
    let language = language();
    let lanes = Memo::new(move |_| {
        let lang = language.get();
        listing.found.with(|found| {
            pipeline.with(|pipeline| {
                let lanes = pipeline.lanes(&records_of(found)).into_iter();
                let shown = lanes.map(|lane| {
                    let stage = pipeline.stage(&lane.key);
                    LaneShown {
                        title: stage.map_or_else(|| sales::NO_LANE.get(lang).to_owned(), |stage| stage.name.clone()),
                        sum: lane.amount.show(lang),
                        weighted: lane.weighted.show(lang),
                        takes: stage.is_some_and(|stage| !stage.retired),
                        asks: stage.is_some_and(|stage| stage.lost),
                        cards: lane.cards.iter().map(|at| found[*at].clone()).collect(),
                        key: lane.key,
                    }
                });
                shown.collect()
            })
        })
    });
    let moved = Callback::new(move |Moving { card, lane, reason }: Moving| {
        let before = listing.all.with_untracked(|all| all.as_ref().and_then(|all| all.get(card).cloned()));
        let stage = pipeline.with_untracked(|pipeline| pipeline.stage(&lane).cloned());
        let (Some(before), Some(stage)) = (before, stage) else { return };
        let after = stage.moved(&before.record, reason.as_deref(), browser::now());
        spawn_local(async move {
            let kept = keeper.edits.edit(&before, after, Act::Move).await;
            keeper.tell(kept, sales::moved(keeper.lang(), &before.record.name(), &stage.name));
        });
    });
    let named = named(&OPPORTUNITY);
    let is_read = Memo::new(move |_| listing.all.with(Option::is_some));
    let is_empty = Memo::new(move |_| listing.found.with(Vec::is_empty));
    view! {
        <When is=is_read or=|| view! { <p class="page quiet">{t(sales::READING)}</p> }>
            <When is=whether(move || !is_empty.get()) or=move || view! { <NoRecords listing/> }>
                <Board lanes path=OPPORTUNITIES.path face moved named/>
            </When>
        </When>
    }
}

fn face(record: &Record, names: Names) -> Face {
    let link = |kind, field: usize| names.linked(kind, record.link(field)?);
    let whom = [link(&client::CLIENT, CLIENT), link(&account::ACCOUNT, ACCOUNT_OF)];
    let mut under: Vec<String> = whom.into_iter().flatten().filter(|name| !name.is_empty()).collect();
    under.dedup();
    let lang: Lang = language().get();
    Face {
        title: record.name(),
        under: under.join(" · "),
        value: told(record, domain::opportunity::AMOUNT, lang, &namer(names)),
        due: if record.get(domain::opportunity::CLOSED_ON).is_some() {
            String::new()
        } else {
            record.text(EXPECTED_CLOSE).to_owned()
        },
    }
}

/// What each month promises.
#[component]
fn Forecast(
    /// What the person asks.
    listing: Listing,
    /// The stages.
    pipeline: Memo<Pipeline>,
) -> impl IntoView {
    let language = language();
    let months =
        Memo::new(move |_| listing.found.with(|found| pipeline.with(|pipeline| pipeline.forecast(records_of(found)))));
    let rows = move || {
        let lang = language.get();
        let each = months.get().into_iter().map(|month| {
            let name = if month.key.is_empty() { sales::NO_DATE.get(lang).to_owned() } else { month_name(&month.key) };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="number">{month.count}</td>
                    <td class="number">{month.amount.show(lang)}</td>
                    <td class="number">{month.weighted.show(lang)}</td>
                </tr>
            }
            .into_any()
        });
        each.collect::<Vec<_>>()
    };
    view! {
        <div class="page table-scroll" tabindex="0" role="region" aria-label=t(sales::FORECAST)>
            <table class="report-table">
                <thead><tr>
                    <th scope="col">{t(sales::MONTH)}</th>
                    <th scope="col" class="number">{t(sales::COUNT)}</th>
                    <th scope="col" class="number">{t(sales::AMOUNT)}</th>
                    <th scope="col" class="number">{t(sales::WEIGHTED_AMOUNT)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// `2027-01` as `01/2027`.
pub(crate) fn month_name(key: &str) -> String {
    key.split_once('-').map_or_else(|| key.to_owned(), |(year, month)| format!("{month}/{year}"))
}
