//! One client for a page: from the replica when it answers, else as the server sent it.

use domain::client::CLIENT;
use domain::{Kind, Person};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};
use sync::wire::Rows;
use uuid::Uuid;

use crate::api::{self, ApiError};
use crate::parts::act::effect;
use crate::parts::names::Names;
use crate::parts::notice::{Empty, Notice};
use crate::records::{Records, ShownRecord};
use crate::sync_state::{Phase, Syncing};
use crate::texts::{frame, record, t};

/// What the server sends for a first paint: the record, and the names of the people in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sent {
    rows: Option<Rows>,
    people: Vec<Person>,
}

/// One client, followed as it changes. `Copy`.
#[derive(Clone, Copy)]
pub(crate) struct Loaded {
    /// Which one; nothing when the address is no id.
    pub(crate) id: Memo<Option<Uuid>>,
    /// What the server sent, if it was asked: while the replica was silent.
    sent: Resource<Result<Option<Sent>, ApiError>>,
    local: RwSignal<Option<ShownRecord>>,
    /// Whether the device answered, and whether its replica covered the question then.
    asked: RwSignal<Option<bool>>,
    syncing: Syncing,
}

impl Loaded {
    /// The client that the address names.
    pub(crate) fn open() -> Self {
        Self::open_kind(&CLIENT)
    }

    /// The record of this kind that the address names. Of the small kinds only the device knows.
    pub(crate) fn open_kind(kind: &'static Kind) -> Self {
        let is_sent = kind.name == CLIENT.name;
        let records = expect_context::<Records>();
        let params = use_params_map();
        let id = Memo::new(move |_| params.with(|params| Uuid::parse_str(params.get_str("id")?).ok()));
        let sent = Resource::new(
            move || id.get().filter(|_| is_sent && !records.begun().get()),
            |id| async move {
                let Some(id) = id else { return Ok(None) };
                let rows = api::show_client(id).await?;
                Ok(Some(Sent { rows, people: api::people().await.unwrap_or_default() }))
            },
        );
        let local = RwSignal::new(None);
        let asked = RwSignal::new(None);
        effect(move || {
            records.revision().track();
            let covers = records.covers().get();
            let Some(id) = id.get() else { return asked.set(Some(true)) };
            let is_other = |shown: &Option<ShownRecord>| shown.as_ref().is_some_and(|shown| shown.record.id != id);
            if local.with_untracked(is_other) {
                local.set(None);
                asked.set(None);
            }
            spawn_local(async move {
                let shown = records.show_kind(kind, id).await;
                if local.try_get_untracked().is_some_and(|before| before != shown) {
                    local.set(shown);
                }
                asked.try_set(Some(covers));
            });
        });
        Self { id, sent, local, asked, syncing: expect_context() }
    }

    /// The client as this person sees it now, if it is known. To be read below a `Transition`.
    pub(crate) fn shown(self) -> Option<ShownRecord> {
        let names = expect_context::<Names>();
        if let Some(local) = self.local.get() {
            return Some(local);
        }
        let sent = self.sent.get()?.ok()??;
        let (record, seq) = sent.rows?.records().ok()?.into_iter().next()?;
        // On both sides, so that the browser hydrates the names the server wrote.
        names.told(sent.people);
        Some(ShownRecord::of_server(record, seq))
    }

    /// Whether the device has answered, so that its own waiting changes are in what [`Self::shown`] gives.
    pub(crate) fn is_asked(self) -> bool {
        self.asked.with(Option::is_some)
    }

    /// Why there is nothing to show, once there is nothing to wait for. To be read below a `Transition`.
    pub(crate) fn absence(self) -> Option<Absence> {
        if self.local.with(Option::is_some) {
            return None;
        }
        if self.asked.get() == Some(true) || self.id.with(Option::is_none) {
            return Some(Absence::NotHere);
        }
        match self.sent.get()? {
            Ok(sent) => sent.filter(|sent| sent.rows.is_none()).map(|_| Absence::NotHere),
            // While the device is being opened it may still answer.
            Err(_) if self.syncing.state().with(|state| state.phase == Phase::Starting) => None,
            Err(error) => Some(Absence::Unknown(error)),
        }
    }
}

/// Why a client cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Absence {
    /// Neither the device nor the server has it for this person.
    NotHere,
    /// The server could not be asked.
    Unknown(ApiError),
}

/// Says why a client cannot be shown, and the way out.
#[component]
pub(crate) fn Missing(
    /// Why.
    absence: Absence,
) -> impl IntoView {
    match absence {
        Absence::NotHere => view! {
            <Title text=t(record::GONE)/>
            <Empty alone=true icon="book" title=record::GONE hint=record::GONE_HINT>
                <a class="button" href=super::PATH>{t(frame::SEE_CLIENTS)}</a>
            </Empty>
        }
        .into_any(),
        Absence::Unknown(error) => view! { <Notice tone="bad" icon="alert">{t(error.words())}</Notice> }.into_any(),
    }
}
