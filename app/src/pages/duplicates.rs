//! Likely duplicates of the whole book (G25): searched on this device, compared field by field, merged as one act.

mod apart;
mod merge;

use domain::client::CLIENT;
use domain::duplicates::{Group, Hunt, Traits};
use domain::{Lang, Record};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use uuid::Uuid;

use self::apart::Apart;
use self::merge::Merge;
use crate::parts::act::{When, effect, press, whether};
use crate::parts::icon::Icon;
use crate::parts::notice::Empty;
use crate::parts::toast::Toasts;
use crate::records::Records;
use crate::texts::{duplicates as words, language, t};

/// So many groups are shown; merging one brings the next.
const SHOWN: usize = 50;

/// The search and what it found. `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Found {
    records: Records,
    groups: RwSignal<Option<Vec<Group>>>,
}

impl Found {
    /// Looks through the whole book.
    pub(super) fn search(self) {
        spawn_local(async move {
            let mut hunt = Hunt::default();
            let mut see = |shown: crate::records::ShownRecord| {
                if shown.record.get(domain::client::ARCHIVED_AT).is_none() {
                    hunt.push(Traits::of(&shown.record));
                }
            };
            if self.records.each(&CLIENT, &mut see).await {
                let apart = Apart::read();
                self.groups.try_set(Some(hunt.groups(&|one, other| apart.has(one, other))));
            }
        });
    }

    /// A group is to be settled again.
    fn offer(self, group: Group) {
        self.groups.try_update(|groups| {
            if let Some(groups) = groups {
                groups.insert(0, group);
            }
        });
    }

    /// A group is settled.
    pub(super) fn forget(self, group: &Group) {
        self.groups.try_update(|groups| {
            if let Some(groups) = groups {
                groups.retain(|other| other != group);
            }
        });
    }
}

/// The page.
#[component]
pub(crate) fn DuplicatesPage() -> impl IntoView {
    let records = expect_context::<Records>();
    let found = Found { records, groups: RwSignal::new(None) };
    let covers = records.covers();
    effect(move || {
        if covers.get() {
            found.search();
        }
    });
    let language = language();
    let count = Memo::new(move |_| found.groups.with(|groups| groups.as_ref().map(Vec::len)));
    let shown = move || found.groups.with(|groups| groups.iter().flatten().take(SHOWN).cloned().collect::<Vec<_>>());
    view! {
        <Title text=t(words::TITLE)/>
        <div class="page narrow">
            <div class="page-head"><h1>{t(words::TITLE)}</h1></div>
            <p class="quiet">{t(words::HINT)}</p>
            <p class="quiet" role="status">
                {move || match count.get() {
                    None => words::SEARCHING.get(language.get()).to_owned(),
                    Some(0) => String::new(),
                    Some(count) => words::found(language.get(), count),
                }}
            </p>
            <When is=whether(move || count.get() == Some(0))>
                <Empty icon="done" title=words::NONE hint=words::NONE_HINT/>
            </When>
            <section class="cards">
                <For each=shown key=|group| group.ids.clone() let:group>
                    <Likely found group/>
                </For>
            </section>
        </div>
    }
}

/// One group: who they are, why, and the two ways out.
#[component]
fn Likely(
    /// The search it comes from.
    found: Found,
    /// The group.
    group: Group,
) -> impl IntoView {
    let language = language();
    let toasts = expect_context::<Toasts>();
    let open = RwSignal::new(false);
    let (count, reason) = (group.ids.len(), group.reason);
    let ids = group.ids.clone();
    let told = group.clone();
    let tell_apart = move || {
        Apart::tell(&told.ids, true);
        found.forget(&told);
        let (told, lang) = (told.clone(), language.get_untracked());
        // From a task: made here, the way back would go with this card.
        spawn_local(async move {
            let undo = Callback::new(move |()| {
                Apart::tell(&told.ids, false);
                found.offer(told.clone());
            });
            toasts.offer_undo(words::TOLD_APART.get(lang), undo);
        });
    };
    let group = StoredValue::new(group);
    view! {
        <article class="card">
            <div class="card-head">
                <h2>{move || words::records(language.get(), count)} " · " {t(reason.label())}</h2>
            </div>
            <ul class="alike">{ids.into_iter().map(|id| view! { <Who id/> }.into_any()).collect::<Vec<_>>()}</ul>
            <When is=whether(move || open.get())><Merge found group=group.get_value() close=move || open.set(false)/></When>
            <div class="buttons">
                <When is=whether(move || !open.get())>
                    <button type="button" class="button" on:click=press(move || open.set(true))>{t(words::COMPARE)}</button>
                </When>
                <button type="button" class="button plain" on:click=press(tell_apart)>{t(words::APART)}</button>
            </div>
        </article>
    }
}

/// One of them, with what one tells people apart by.
#[component]
fn Who(
    /// The record.
    id: Uuid,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let record = RwSignal::new(None::<Record>);
    effect(move || {
        records.revision().track();
        spawn_local(async move {
            record.try_set(records.show_kind(&CLIENT, id).await.map(|shown| shown.record));
        });
    });
    let language = language();
    move || {
        record.get().map(|record| {
            view! {
                <li>
                    <a href=format!("/clients/{id}")><Icon name="person" small=true/> {domain::client::full_name(&record)}</a>
                    <span class="fine">{gist(&record, language.get())}</span>
                </li>
            }
            .into_any()
        })
    }
}

/// Company, town, e-mail and phones.
fn gist(record: &Record, lang: Lang) -> String {
    use domain::client::{CITY, COMPANY, EMAIL, MOBILE, PHONE};
    let shown = [COMPANY, CITY, EMAIL, PHONE, MOBILE]
        .into_iter()
        .filter_map(|field| Some(record.kind.fields[field].show(record.get(field)?, lang)));
    shown.collect::<Vec<_>>().join(" · ")
}
