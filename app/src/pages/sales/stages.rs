//! The stages of the pipeline, for whoever administers: rename, add, reorder, retire.

use std::sync::Arc;

use domain::sorting;
use domain::stage::{ARCHIVED_AT, OUTCOME, POSITION, PROBABILITY, STAGE};
use domain::{Role, Value, search};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use sync::Act;

use super::kinds::STAGES;
use super::{Keeper, told};
use crate::edits::Written;
use crate::parts::act::{When, press, whether};
use crate::parts::browser;
use crate::parts::diff::namer;
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::records::{Records, ShownRecord};
use crate::texts::{language, sales, t};

/// The page.
#[component]
pub(crate) fn StagesPage() -> impl IntoView {
    let records = expect_context::<Records>();
    let keeper = Keeper::take();
    let administers =
        whether(move || records.me().with(|me| me.as_ref().is_some_and(|me| me.person.role == Role::Administrator)));
    let stages = Memo::new(move |_| {
        let mut stages = records.all(&STAGE).unwrap_or_default().to_vec();
        sorting::sort_by_key(&mut stages, |shown| (search::sort_key(&shown.record), shown.record.id));
        stages
    });
    let keep = move |changes: Vec<Written>| {
        spawn_local(async move {
            let kept = keeper.edits.together(changes, Act::Edit).await;
            keeper.tell(kept, sales::STAGE_CHANGED.get(keeper.lang()).to_owned());
        });
    };
    let swap = move |place: usize, other: usize| {
        let mut order = stages.get_untracked();
        if place.max(other) < order.len() {
            order.swap(place, other);
            keep(numbered(&order));
        }
    };
    let retire = move |shown: Arc<ShownRecord>| {
        let mut after = shown.record.clone();
        let is_retired = after.get(ARCHIVED_AT).is_some();
        after.set(ARCHIVED_AT, (!is_retired).then(|| Value::Number(browser::now())));
        keep(vec![(Some(ShownRecord::clone(&shown)), after)]);
    };
    let lines = move || {
        let each = stages.get().into_iter().enumerate().map(|(place, shown)| {
            let up = move || swap(place, place.wrapping_sub(1));
            let down = move || swap(place, place + 1);
            view! { <Stage shown=shown.clone() administers up=Callback::new(move |()| up()) down=Callback::new(move |()| down())
                retire=Callback::new(move |()| retire(shown.clone()))/> }.into_any()
        });
        each.collect::<Vec<_>>()
    };
    view! {
        <Title text=t(sales::STAGES)/>
        <div class="page narrow">
            <a class="back" href="/opportunities"><Icon name="back" small=true/> {t(sales::OPPORTUNITIES)}</a>
            <header class="page-head">
                <h1>{t(sales::STAGES)}</h1>
                <When is=administers><a class="button main-one" href="/stages/new"><Icon name="plus"/> {t(STAGES.new)}</a></When>
            </header>
            <When is=administers or=|| view! { <p class="quiet">{t(sales::STAGES_ADMIN)}</p> }><p class="quiet">{t(sales::STAGES_HINT)}</p></When>
            <ol class="stages">{lines}</ol>
        </div>
    }
}

/// The stages numbered in this order; only those whose number changes.
fn numbered(order: &[Arc<ShownRecord>]) -> Vec<Written> {
    let each = (1..).zip(order).filter(|(place, shown)| shown.record.number(POSITION) != Some(*place));
    let each = each.map(|(place, shown)| {
        let mut after = shown.record.clone();
        after.set(POSITION, Some(Value::Number(place)));
        (Some(ShownRecord::clone(shown)), after)
    });
    each.collect()
}

#[component]
fn Stage(
    /// The stage.
    shown: Arc<ShownRecord>,
    /// Whether the person may change it.
    administers: Signal<bool>,
    /// Moves it up.
    up: Callback<()>,
    /// Moves it down.
    down: Callback<()>,
    /// Retires it, or brings it back.
    retire: Callback<()>,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let lang = language().get();
    let record = &shown.record;
    let name = record.name();
    let retired = record.get(ARCHIVED_AT).is_some();
    let facts = [PROBABILITY, OUTCOME].map(|field| told(record, field, lang, &namer(names)));
    let word = retired.then(|| sales::RETIRED.get(lang).to_owned());
    let facts = facts.into_iter().chain(word).collect::<Vec<_>>().join(" · ");
    let href = format!("/stages/{}/edit", record.id);
    let retire_word = if retired { sales::BRING_BACK } else { sales::RETIRE };
    let label = move |words: domain::Words, name: &str| format!("{} {name}", words.get(lang));
    let (up_label, down_label) = (label(sales::UP, &name), label(sales::DOWN, &name));
    view! {
        <li data-retired=retired.then_some("")>
            <div><strong translate="no">{name}</strong> <span class="fine">{facts}</span></div>
            <When is=administers>
                <div class="buttons">
                    <button type="button" class="icon-button turn-up" aria-label=up_label.clone() on:click=press(move || up.run(()))><Icon name="forward"/></button>
                    <button type="button" class="icon-button turn-down" aria-label=down_label.clone() on:click=press(move || down.run(()))><Icon name="forward"/></button>
                    <a class="button" href=href.clone()><Icon name="pen"/> {t(crate::texts::record::EDIT)}</a>
                    <button type="button" class="button plain" on:click=press(move || retire.run(()))>{t(retire_word)}</button>
                </div>
            </When>
        </li>
    }
}
