//! From prospect to client (G18): the account and an opportunity come with it in one act. And a client's company finds
//! its account, by a suggestion.

use domain::account::ACCOUNT as ACCOUNT_KIND;
use domain::client::{self, COMPANY};
use domain::opportunity::{AMOUNT, NAME, OPPORTUNITY};
use domain::pipeline::Pipeline;
use domain::prospect::{self, Wanted};
use domain::{Fault, Lang, Record, stage};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::Act;
use uuid::Uuid;

use super::{Keeper, records_of};
use crate::edits::Written;
use crate::parts::act::{When, press, typing, whether};
use crate::parts::browser;
use crate::parts::icon::Icon;
use crate::parts::notice::Notice;
use crate::records::{Records, ShownRecord};
use crate::texts::{language, sales, t};

/// Opens the conversion of a prospect.
#[component]
pub(crate) fn ConvertButton(
    /// The client.
    shown: Signal<Option<ShownRecord>>,
    /// Whether the conversion is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let is_prospect = is_prospect(shown);
    view! {
        <When is=is_prospect>
            <button type="button" class="button" aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=press(move || open.update(|open| *open = !*open))>
                <Icon name="star"/> {t(sales::CONVERT)}
            </button>
        </When>
    }
}

/// The conversion of a prospect, when it is open; for a client, the suggestion of its account.
#[component]
pub(crate) fn Conversion(
    /// The client.
    shown: Signal<Option<ShownRecord>>,
    /// Whether the conversion is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let is_prospect = is_prospect(shown);
    view! {
        <Suggestion shown/>
        <When is=whether(move || open.get() && is_prospect.get())><ConvertForm shown open/></When>
    }
}

fn is_prospect(shown: Signal<Option<ShownRecord>>) -> Memo<bool> {
    Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|shown| prospect::is_prospect(&shown.record))))
}

/// The account that the client's company means, if there is one and the client has none.
fn meant(records: Records, record: &Record) -> Option<(Uuid, String)> {
    let accounts = records.all(&ACCOUNT_KIND)?;
    let found = prospect::account_named(record.text(COMPANY), records_of(&accounts))?;
    Some((found.id, found.name()))
}

/// "Le compte « Zinguerie Roy » existe déjà. Le relier ?"
#[component]
fn Suggestion(
    /// The client.
    shown: Signal<Option<ShownRecord>>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let keeper = Keeper::take();
    let language = language();
    let suggested = Memo::new(move |_| {
        let record = shown.get()?.record;
        let is_free = record.get(client::ACCOUNT).is_none() && !record.is_deleted() && !prospect::is_prospect(&record);
        if is_free { meant(records, &record) } else { None }
    });
    let link = move || {
        let (Some(before), Some((id, _))) = (shown.get_untracked(), suggested.get_untracked()) else { return };
        let mut after = before.record.clone();
        after.set(client::ACCOUNT, Some(id.to_string().into()));
        spawn_local(async move {
            let kept = keeper.edits.edit(&before, after, Act::Edit).await;
            keeper.tell(kept, sales::LINKED.get(keeper.lang()).to_owned());
        });
    };
    move || {
        suggested.get().map(|(_, name)| {
            view! {
                <Notice icon="firm">
                    <span>{sales::link_account(language.get(), &name)}</span>
                    <div class="buttons"><button type="button" class="button" on:click=press(link)>{t(sales::LINK_ACCOUNT)}</button></div>
                </Notice>
            }
            .into_any()
        })
    }
}

/// What the conversion makes; or what is missing before it can.
#[component]
fn ConvertForm(
    /// The prospect.
    shown: Signal<Option<ShownRecord>>,
    /// Whether this is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let keeper = Keeper::take();
    let lang = keeper.lang();
    let record = shown.with_untracked(|shown| shown.as_ref().map(|shown| shown.record.clone()));
    let Some(record) = record else { return ().into_any() };
    let missing = prospect::missing(&record);
    if !missing.is_empty() {
        let labels: Vec<_> = missing.iter().map(|(_, field)| field.label.get(lang)).collect();
        let href = format!("/clients/{}/edit", record.id);
        return view! {
            <Notice tone="warn" icon="alert">
                <span>{t(sales::CONVERT_MISSING)} " " {labels.join(", ")}</span>
                <div class="buttons"><a class="button" href=href>{t(sales::COMPLETE)}</a></div>
            </Notice>
        }
        .into_any();
    }
    let company = record.text(COMPANY).to_owned();
    let meant = untrack(|| meant(records, &record));
    let with_account = RwSignal::new(meant.is_some() || !company.is_empty());
    let with_deal = RwSignal::new(true);
    let deal_name = RwSignal::new(if company.is_empty() { client::full_name(&record) } else { company.clone() });
    let amount = RwSignal::new(String::new());
    let account_words = match &meant {
        Some((_, name)) => [sales::CONVERT_ACCOUNT.get(lang), " ", name].concat(),
        None => sales::new_account(lang, &company),
    };
    let has_account = meant.is_some() || !company.is_empty();
    let problem = RwSignal::new(None::<String>);
    let busy = StoredValue::new(false);
    let convert = move || {
        let Some(before) = shown.get_untracked().filter(|_| !busy.get_value()) else { return };
        let deal = with_deal.get_untracked().then(|| deal(deal_name, amount, lang)).transpose();
        problem.set(deal.as_ref().err().cloned());
        let Ok(deal) = deal else { return };
        let wanted = Wanted {
            account: meant.as_ref().filter(|_| with_account.get_untracked()).map(|(id, _)| *id),
            new_account: (meant.is_none() && with_account.get_untracked())
                .then(|| (keeper.edits.new_id(), company.clone())),
            opportunity: deal.map(|(name, cents)| (keeper.edits.new_id(), name, cents)),
        };
        busy.set_value(true);
        spawn_local(async move {
            let stages = records.whole(&stage::STAGE).await.unwrap_or_default();
            let pipeline = Pipeline::of(records_of(&stages));
            let Some(first) = pipeline.first() else { return busy.try_set_value(false).map_or((), drop) };
            let mut before = Some(before);
            let Some(seen) = before.as_ref().map(|before| before.record.clone()) else { return };
            let made = prospect::converted(&seen, &wanted, first, browser::now());
            let changes: Vec<Written> = made.into_iter().map(|record| (before.take(), record)).collect();
            let kept = keeper.edits.together(changes, Act::Convert).await;
            busy.try_set_value(false);
            if keeper.tell(kept, sales::CONVERTED.get(lang).to_owned()) {
                open.try_set(false);
            }
        });
    };
    view! {
        <div class="panel convert">
            {has_account.then(|| view! {
                <label class="check"><input type="checkbox" prop:checked=move || with_account.get() on:change=press_box(with_account)/>
                    <span>{account_words}</span></label>
            }.into_any())}
            <label class="check"><input type="checkbox" prop:checked=move || with_deal.get() on:change=press_box(with_deal)/>
                <span>{t(sales::CONVERT_DEAL)}</span></label>
            <div class="fields" hidden=move || !with_deal.get()>
                <div class="field"><label for="deal-name">{t(sales::CONVERT_DEAL_NAME)}</label>
                    <input id="deal-name" class="input" maxlength="200" prop:value=move || deal_name.get() on:input=typing(move |text| deal_name.set(text))/></div>
                <div class="field"><label for="deal-amount">{t(sales::AMOUNT)} " (€)"</label>
                    <input id="deal-amount" class="input" inputmode="decimal" prop:value=move || amount.get() on:input=typing(move |text| amount.set(text))/></div>
            </div>
            <div role="alert">{move || problem.get().map(|text| view! { <p class="problem"><Icon name="alert" small=true/> {text}</p> }.into_any())}</div>
            <div class="buttons"><button type="button" class="button main-one" on:click=press(convert)>{t(sales::CONVERT)}</button></div>
        </div>
    }
    .into_any()
}

/// The name and the amount in cents of the opportunity as they were typed, or what is wrong with them.
fn deal(name: RwSignal<String>, amount: RwSignal<String>, lang: Lang) -> Result<(String, Option<i64>), String> {
    let typed = |position: usize, text: RwSignal<String>| {
        let field = &OPPORTUNITY.fields[position];
        field.parse(&text.get_untracked()).map_err(|fault| fault.text(field, lang))
    };
    let missing = || Fault::Missing.text(&OPPORTUNITY.fields[NAME], lang);
    let name = typed(NAME, name)?.ok_or_else(missing)?;
    Ok((name.as_text().unwrap_or_default().to_owned(), typed(AMOUNT, amount)?.and_then(|value| value.as_number())))
}

/// Turns a box over.
fn press_box(is: RwSignal<bool>) -> Box<dyn FnMut(leptos::ev::Event)> {
    Box::new(move |event| is.set(event_target_checked(&event)))
}
