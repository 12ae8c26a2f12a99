//! What stands in the device's place on the server: it has no copy of its own, so every question is answered "not here".

#![expect(clippy::unused_async, reason = "the same doors as on a device, where they wait for its storage")]

use std::sync::Arc;

use domain::Kind;
use domain::dashboard::{Dashboard, Period, Whose};
use domain::list::ListRow;
use domain::photo::Picture;
use domain::search::Query;
use sync::book::Tallied;
use sync::{Act, Mutation};
use uuid::Uuid;

use crate::all::All;
use crate::api::Me;
use crate::edits::{Pictured, SaveError, Told, Write, Written};
use crate::records::{Records, See, ShownRecord, ShownRow};
use crate::state::Visit;
use crate::sync_state::{PastAct, Syncing};

/// What a query found.
#[derive(Debug, Clone, Default)]
pub struct Found(());

impl Found {
    /// Whether the whole book was asked.
    pub fn is_whole(&self) -> bool {
        false
    }

    /// How many records.
    pub fn len(&self) -> usize {
        0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        true
    }

    /// All of them, in their order.
    pub fn ids(&self) -> Vec<Uuid> {
        Vec::new()
    }

    /// One of them, by its place in the order.
    pub fn row(&self, _place: usize) -> Option<ShownRow> {
        None
    }
}

/// What the request says: the visitor on the server's desk, the language of the cookie or of the browser.
#[cfg(feature = "ssr")]
pub(crate) fn visit() -> Visit {
    use axum::http::{header, request::Parts};
    use domain::Lang;
    use leptos::prelude::use_context;

    let me = use_context::<crate::ssr::Desk>()
        .and_then(|desk| desk.visitor.as_ref().map(|visitor| desk.me(&visitor.person)));
    let parts = use_context::<Parts>();
    let said = |name| parts.as_ref()?.headers.get(name)?.to_str().ok();
    let language = said(header::COOKIE)
        .and_then(crate::state::language_of_cookie)
        .or_else(|| said(header::ACCEPT_LANGUAGE).map(Lang::of_tag))
        .unwrap_or_default();
    Visit { me, language }
}

/// Without server and without browser nothing is known.
#[cfg(not(feature = "ssr"))]
pub(crate) fn visit() -> Visit {
    Visit::default()
}

pub(crate) fn start(_records: Records, _syncing: Syncing) {}

pub(crate) fn conflicts() -> Vec<Uuid> {
    Vec::new()
}

pub(crate) fn dashboard(_whose: Whose, _period: Period) -> Option<Dashboard> {
    None
}

pub(crate) fn journal() -> Vec<Mutation> {
    Vec::new()
}

pub(crate) fn tally(_of: Tallied) -> Vec<(String, usize)> {
    Vec::new()
}

pub(crate) async fn several(_kind: &'static Kind, _ids: &[Uuid]) -> Option<Vec<ShownRecord>> {
    None
}

pub(crate) fn find(_query: &Query) -> Option<Found> {
    None
}

pub(crate) async fn show(_kind: Option<&'static Kind>, _id: Uuid) -> Option<ShownRecord> {
    None
}

pub(crate) fn all(_kind: &'static Kind) -> Option<All> {
    None
}

pub(crate) async fn whole(_kind: &'static Kind) -> Option<All> {
    None
}

pub(crate) async fn each(_kind: &'static Kind, _see: &mut See<'_>) -> bool {
    false
}

pub(crate) fn client(_id: Uuid) -> Option<ListRow> {
    None
}

pub(crate) fn name_of(_kind: &'static Kind, _id: Uuid) -> Option<String> {
    None
}

pub(crate) fn signed_in(_me: Me) {}

pub(crate) async fn signed_out(_drop_unsent: bool) {}

pub(crate) fn new_id() -> Uuid {
    Uuid::nil()
}

pub(crate) async fn picture(_photo: Uuid) -> Option<Picture> {
    None
}

pub(crate) async fn drafts() -> Option<Vec<Pictured>> {
    None
}

pub(crate) async fn draft(_id: Uuid, _picture: Option<Arc<Picture>>) {}

pub(crate) async fn together(
    _changes: Vec<Written>,
    _act: Act,
    _pictures: Vec<Pictured>,
    _told: &Told,
) -> Result<Option<u64>, SaveError> {
    Err(SaveError::Closed)
}

pub(crate) async fn bulk(
    _kind: &'static Kind,
    _ids: Vec<Uuid>,
    _act: Act,
    _write: &Write,
    _told: &Told,
) -> Result<Option<u64>, SaveError> {
    Err(SaveError::Closed)
}

pub(crate) async fn past(_at_most: usize) -> Vec<PastAct> {
    Vec::new()
}

pub(crate) async fn undo(_n: u64) -> Result<Option<u64>, SaveError> {
    Err(SaveError::Closed)
}

pub(crate) async fn retry(_n: u64) -> Result<Option<u64>, SaveError> {
    Err(SaveError::Closed)
}

pub(crate) async fn drop_note(_n: u64) -> Result<(), SaveError> {
    Err(SaveError::Closed)
}

pub(crate) async fn settle(_record: ShownRecord, _conflict: Uuid, _restore: bool) -> Result<Option<u64>, SaveError> {
    Err(SaveError::Closed)
}

pub(crate) fn relabelled() {}

pub(crate) fn sync_now() {}

pub(crate) fn apply_update() {}

/// Small settings: the server keeps none.
pub(crate) mod store {
    use domain::Lang;
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    use crate::settings::Theme;

    pub(crate) fn text(_key: &str) -> Option<String> {
        None
    }

    pub(crate) fn set_text(_key: &str, _text: &str) {}

    pub(crate) fn set_language(_language: Lang) {}

    pub(crate) fn set_theme(_theme: Theme) {}

    pub(crate) fn guess_label() -> String {
        String::new()
    }

    pub(crate) fn keep_draft<T: Serialize>(_key: &str, _draft: &T) -> bool {
        false
    }

    pub(crate) fn draft<T: DeserializeOwned>(_key: &str) -> Option<T> {
        None
    }

    pub(crate) fn drop_draft(_key: &str) {}

    pub(crate) fn drafts() -> Vec<String> {
        Vec::new()
    }
}
