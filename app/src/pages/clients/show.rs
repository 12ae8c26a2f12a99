//! One client: who it is, what one does with them, what is planned, the facts, the conflicts, and what happened.

mod ask;
mod head;
mod note;
mod photos;
pub(crate) mod quick;
mod timeline;

use domain::Record;
use domain::client::{ARCHIVED_AT, ASSIGNEE, COMPANY, FIRST_NAME, JOB_TITLE, LAST_NAME, NEXT_CONTACT, STATUS};
use domain::follow_up::{self, FOLLOW_UP};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use uuid::Uuid;

use self::ask::{Ask, Asking};
use self::head::Head;
use self::note::NoteSheet;
use self::photos::Photos;
use self::quick::{Archiver, Deleter};
use self::timeline::Timeline;
use super::PATH;
use super::load::{Loaded, Missing};
use crate::pages::sales::convert::Conversion;
use crate::pages::sales::show::SalesOfClient;
use crate::parts::act::{When, effect, whether};
use crate::parts::conflicts::Conflicts;
use crate::parts::facts::Facts;
use crate::parts::icon::Icon;
use crate::parts::keys::on_key;
use crate::parts::notice::Notice;
use crate::parts::plan::PlanSheet;
use crate::parts::record_list::ListMemory;
use crate::parts::task::TaskList;
use crate::parts::write::WriteSheet;
use crate::records::{Records, ShownRecord};
use crate::texts::{agenda, deeds, places, record, t};

/// Told by the head of the page, so not again among the facts.
const IN_HEAD: &[usize] = &[FIRST_NAME, LAST_NAME, COMPANY, JOB_TITLE, STATUS, ASSIGNEE];

/// "Prénom Nom".
pub(crate) fn name_of(record: &Record) -> String {
    let name = [record.text(FIRST_NAME), record.text(LAST_NAME)].join(" ");
    name.trim().to_owned()
}

/// The client of the page, as it changes.
type Shown = Signal<Option<ShownRecord>>;

/// What is open above the page. `Copy`.
#[derive(Clone, Copy)]
struct Doors {
    plan: RwSignal<bool>,
    write: RwSignal<bool>,
    note: RwSignal<bool>,
    convert: RwSignal<bool>,
    asking: Asking,
}

/// The page.
#[component]
pub(crate) fn ShowPage() -> impl IntoView {
    let loaded = Loaded::open();
    let memory = expect_context::<ListMemory>();
    let back = move || memory.address(PATH);
    let navigate = use_navigate();
    on_key(move |key| {
        match (key, loaded.id.get_untracked()) {
            ("Escape", _) => navigate(&back(), NavigateOptions::default()),
            ("e", Some(id)) => navigate(&format!("{PATH}/{id}/edit"), NavigateOptions::default()),
            _ => return false,
        }
        true
    });
    view! {
        <div class="page">
            <a class="back" href=back><Icon name="back" small=true/> {t(places::CLIENTS)}</a>
            <Transition>
                {move || {
                    let shown = Signal::derive(move || loaded.shown());
                    let is_known = Memo::new(move |_| shown.with(Option::is_some));
                    move || if is_known.get() { view! { <Client shown id=loaded.id/> }.into_any() } else { loaded.absence().map(|absence| view! { <Missing absence/> }.into_any()).into_any() }
                }}
            </Transition>
        </div>
    }
}

/// A client that is known.
#[component]
fn Client(
    /// The client.
    shown: Shown,
    /// Which one.
    id: Memo<Option<Uuid>>,
) -> impl IntoView {
    let has = move |field: usize| {
        Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.record.get(field).is_some())))
    };
    let (deleted, archived) = (has(domain::client::DELETED_AT), has(ARCHIVED_AT));
    let doors = Doors {
        plan: RwSignal::new(false),
        write: RwSignal::new(false),
        note: RwSignal::new(false),
        convert: RwSignal::new(false),
        asking: Asking::of(id),
    };
    let query = use_query_map();
    // The address can ask for a sheet: `/clients/ID?plan`, `/clients/ID?write`.
    effect(move || {
        let asks = |name: &str| query.with(|query| query.get_str(name).is_some());
        if asks("plan") {
            doors.plan.set(true);
        }
        if asks("write") {
            doors.write.set(true);
        }
    });
    let written = Callback::new(move |()| doors.asking.ask("email"));
    view! {
        <Head shown doors/>
        <Conversion shown open=doors.convert/>
        <When is=deleted>
            <Notice tone="warn" icon="trash">
                <span>{t(record::IS_DELETED)}</span>
                <div class="buttons"><Deleter shown restore=true/></div>
            </Notice>
        </When>
        <When is=whether(move || archived.get() && !deleted.get())>
            <Notice icon="archive">
                <span>{t(deeds::IS_ARCHIVED)}</span>
                <div class="buttons"><Archiver shown back=true/></div>
            </Notice>
        </When>
        <Ask asking=doors.asking client=id/>
        <Conflicts shown/>
        <Planned shown/>
        <div class="columns">
            <div class="facts">
                {move || shown.get().map(|shown| view! { <Facts shown but=IN_HEAD/> }.into_any())}
                <When is=whether(move || !deleted.get())>
                    <div class="buttons">
                        <When is=whether(move || !archived.get())><Archiver shown back=false/></When>
                        <Deleter shown restore=false/>
                    </div>
                </When>
            </div>
            <div class="beside"><Photos shown/><SalesOfClient shown/><Timeline shown note=doors.note/></div>
        </div>
        <PlanSheet open=doors.plan client=id.into()/>
        <NoteSheet open=doors.note client=id/>
        <WriteSheet open=doors.write shown written/>
    }
}

/// What is planned with this client, the nearest first: it stands above all else.
#[component]
fn Planned(
    /// The client.
    shown: Shown,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let tasks = Memo::new(move |_| {
        let Some(client) = shown.get().map(|shown| shown.record) else { return Vec::new() };
        let known = records.children(&FOLLOW_UP, follow_up::CLIENT, client.id).unwrap_or_default();
        let day = client.text(NEXT_CONTACT).to_owned();
        let next = (!day.is_empty()).then(|| (client.id, day, client.link(ASSIGNEE)));
        // While the follow-ups are being read, the date alone would look like one of them.
        let next = next.filter(|_| records.all(&FOLLOW_UP).is_some());
        domain::agenda::tasks(known.iter().map(|shown| &shown.record), next)
    });
    view! {
        <When is=whether(move || tasks.with(|tasks| !tasks.is_empty()))>
            <section class="planned" aria-labelledby="planned-title">
                <h2 id="planned-title" class="part-title">{t(agenda::OPEN)}</h2>
                <TaskList tasks alone=true/>
            </section>
        </When>
    }
}
