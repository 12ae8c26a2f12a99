//! One record of a small kind: its facts, what hangs on it, and what happened.

use std::sync::Arc;

use domain::event::EVENT;
use domain::opportunity::{self, AMOUNT, OPPORTUNITY};
use domain::pipeline::Pipeline;
use domain::sums::Sums;
use domain::{Record, account, client, interaction, stage};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::captures::CapturesByPerson;
use super::history::History;
use super::kinds::{Child, OPPORTUNITIES, Shelf};
use super::logging::LogRow;
use super::rows::title_of;
use super::{is, named, records_of, told};
use crate::pages::clients::load::{Loaded, Missing};
use crate::pages::clients::show::quick::Deleter;
use crate::parts::act::{When, whether};
use crate::parts::conflicts::Conflicts;
use crate::parts::diff::namer;
use crate::parts::facts::Facts;
use crate::parts::icon::Icon;
use crate::parts::keys::on_key;
use crate::parts::names::Names;
use crate::parts::notice::Notice;
use crate::parts::record_list::ListMemory;
use crate::records::{Records, ShownRecord};
use crate::texts::{language, list, record, sales, t};

/// The page.
#[component]
pub(crate) fn KindShow(
    /// The kind.
    shelf: &'static Shelf,
) -> impl IntoView {
    let loaded = Loaded::open_kind(shelf.kind);
    let memory = expect_context::<ListMemory>();
    let back = move || memory.address(shelf.path);
    let navigate = use_navigate();
    on_key(move |key| {
        match (key, loaded.id.get_untracked()) {
            ("Escape", _) => navigate(&back(), NavigateOptions::default()),
            ("e", Some(id)) => navigate(&format!("{}/{id}/edit", shelf.path), NavigateOptions::default()),
            _ => return false,
        }
        true
    });
    view! {
        <div class="page">
            <a class="back" href=back><Icon name="back" small=true/> {t(shelf.kind.plural)}</a>
            <Transition>
                {move || {
                    let shown = Signal::derive(move || loaded.shown());
                    let is_known = Memo::new(move |_| shown.with(Option::is_some));
                    move || if is_known.get() { view! { <Known shelf shown/> }.into_any() } else { loaded.absence().map(|absence| view! { <Missing absence/> }.into_any()).into_any() }
                }}
            </Transition>
        </div>
    }
}

#[component]
fn Known(
    /// The kind.
    shelf: &'static Shelf,
    /// The record.
    shown: Signal<Option<ShownRecord>>,
) -> impl IntoView {
    let deleted = Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.record.is_deleted())));
    let id = shown.with_untracked(|shown| shown.as_ref().map(|shown| shown.record.id)).unwrap_or_default();
    view! {
        <Head shelf shown/>
        <When is=deleted>
            <Notice tone="warn" icon="trash">
                <span>{t(record::IS_DELETED)}</span>
                <div class="buttons"><Deleter shown restore=true path=shelf.path/></div>
            </Notice>
        </When>
        <Conflicts shown/>
        {shelf.logs.map(|link| view! { <LogRow shown link/> }.into_any())}
        <div class="columns">
            <div class="facts">
                {move || shown.get().map(|shown| view! { <Facts shown but=shelf.kind.named_by/> }.into_any())}
                <When is=whether(move || !deleted.get())>
                    <div class="buttons"><Deleter shown restore=false path=shelf.path/></div>
                </When>
            </div>
            <div class="beside">
                {(shelf.kind.name == EVENT.name).then(|| view! { <CapturesByPerson id/> }.into_any())}
                {shelf.children.iter().map(|child| view! { <Children child parent=shelf.kind.name id/> }.into_any()).collect::<Vec<_>>()}
                <History shown/>
            </div>
        </div>
    }
}

/// The name and what one does most.
#[component]
fn Head(
    /// The kind.
    shelf: &'static Shelf,
    /// The record.
    shown: Signal<Option<ShownRecord>>,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let language = language();
    move || {
        let record = shown.get()?.record;
        let title = title_of(&record);
        let under: Vec<_> =
            shelf.columns.iter().take(2).map(|field| told(&record, *field, language.get(), &namer(names))).collect();
        let under = under.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        let number =
            Some(record.text(account::PHONE)).filter(|text| is(&record, &account::ACCOUNT) && !text.is_empty());
        let number = number.map(|number| {
            view! { <a class="button" href=format!("tel:{number}")><Icon name="phone"/> {t(record::CALL)}</a> }
                .into_any()
        });
        Some(view! {
            <Title text=title.clone()/>
            <header class="record-head">
                <span class="avatar large" aria-hidden="true"><Icon name=shelf.icon/></span>
                <div><h1>{title}</h1><p class="under"><span>{under}</span></p></div>
                <div class="record-actions">
                    {number}
                    <a class="button main-one" href=format!("{}/{}/edit", shelf.path, record.id)><Icon name="pen"/> {t(record::EDIT)}</a>
                </div>
            </header>
        })
    }
}

/// What hangs on a record by one link, with a way to add more.
#[component]
pub(crate) fn Children(
    /// The other kind and its link.
    child: &'static Child,
    /// The kind of the record.
    parent: &'static str,
    /// The record.
    id: Uuid,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let kind = child.kind();
    let found = Memo::new(move |_| {
        let mut found = child.of(records, id).unwrap_or_default();
        // The latest on top: ids follow time.
        found.reverse();
        found
    });
    let add = child.shelf.map(|shelf| {
        let name = kind.fields[child.link].name;
        view! { <a class="button plain" href=format!("{}/new?{name}={id}", shelf.path)><Icon name="plus"/> {t(sales::ADD)}</a> }.into_any()
    });
    let path = child.shelf.map_or("/clients", |shelf| shelf.path);
    let named = named(kind);
    let lines = move || {
        named.track();
        let found = found.get();
        if found.is_empty() {
            return view! { <p class="fine">{t(sales::NONE_HERE)}</p> }.into_any();
        }
        let each = found.into_iter().map(|shown| view! { <Line path shown but=parent/> }.into_any());
        view! { <ul class="lines">{each.collect::<Vec<_>>()}</ul> }.into_any()
    };
    view! {
        <section class="children">
            <div class="part-head">
                <h2 class="part-title">{t(kind.plural)}</h2>
                {(kind.name == OPPORTUNITY.name).then(|| view! { <OpenAmount found/> }.into_any())}
                {add}
            </div>
            {lines}
        </section>
    }
}

/// What is open among some opportunities.
#[component]
fn OpenAmount(
    /// The opportunities.
    found: Memo<Vec<Arc<ShownRecord>>>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let language = language();
    move || {
        let pipeline = Pipeline::of(records_of(&records.all(&stage::STAGE).unwrap_or_default()));
        let mut sum = Sums::default();
        found.with(|found| {
            let open = found.iter().map(|shown| &shown.record).filter(|record| pipeline.is_open(record));
            open.for_each(|record| sum.add_amount(record, 100));
        });
        let lang = language.get();
        view! { <span class="fine numbers">{sales::OPEN_AMOUNT.get(lang)} " " {sum.show(lang)}</span> }
    }
}

/// One line: the name, and two or three facts.
#[component]
fn Line(
    /// Where records of its kind live.
    path: &'static str,
    /// The record.
    shown: Arc<ShownRecord>,
    /// The kind of the page it stands on: no need to name that again.
    but: &'static str,
) -> impl IntoView {
    let names = expect_context::<Names>();
    let lang = language().get();
    let record = &shown.record;
    let title = title_of(record);
    let fields = facts_of(record)
        .iter()
        .filter(|field| !matches!(record.kind.fields[**field].shape, domain::Shape::Link(kind) if kind == but));
    let texts = fields.map(|field| told(record, *field, lang, &namer(names))).filter(|text| !text.is_empty());
    let text = texts.collect::<Vec<_>>().join(" · ");
    let pending = !shown.pending.is_empty();
    view! {
        <li>
            <a href=format!("{path}/{}", record.id)>{title}</a>
            {pending.then(|| view! { <span class="local" title=t(list::LOCAL)><Icon name="device" small=true/><span class="unseen">{t(list::LOCAL)}</span></span> }.into_any())}
            <span class="fine">{text}</span>
        </li>
    }
}

fn facts_of(record: &Record) -> &'static [usize] {
    match record.kind.name {
        "client" => &[client::JOB_TITLE, client::CITY],
        "opportunity" => &[AMOUNT, opportunity::STAGE, opportunity::EXPECTED_CLOSE],
        "interaction" => {
            &[interaction::CHANNEL, interaction::DATE, interaction::OUTCOME, interaction::CLIENT, interaction::ASSIGNEE]
        }
        _ => &[],
    }
}

/// What hangs on a client.
static OF_CLIENT: [Child; 2] = [
    Child { shelf: Some(&OPPORTUNITIES), link: opportunity::CLIENT, counted: None },
    Child { shelf: Some(&super::kinds::INTERACTIONS), link: interaction::CLIENT, counted: None },
];

/// On the page of a client: its opportunities and interactions.
#[component]
pub(crate) fn SalesOfClient(
    /// The client.
    shown: Signal<Option<ShownRecord>>,
) -> impl IntoView {
    let id = Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|shown| shown.record.id)));
    view! {
        <section class="of-client" aria-label=t(sales::SALES_OF)>
            {move || id.get().map(|id| OF_CLIENT.iter().map(|child| view! { <Children child parent="client" id/> }.into_any()).collect::<Vec<_>>())}
        </section>
    }
}
