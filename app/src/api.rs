//! The server functions: first paint, sign-in, administration. Everything else (push, pull, bootstrap, live events)
//! is plain HTTP in the server. Each has its own address under [`PREFIX`], JSON in and JSON out.

#[expect(missing_docs, reason = "the macro `server` makes structs whose fields carry no documentation")]
pub mod alerts;
pub mod backups;
#[expect(missing_docs, reason = "the macro `server` makes structs whose fields carry no documentation")]
pub mod clients;
#[expect(missing_docs, reason = "the macro `server` makes structs whose fields carry no documentation")]
pub mod dashboard;
mod json;
#[expect(missing_docs, reason = "the macro `server` makes structs whose fields carry no documentation")]
pub mod people;
#[expect(missing_docs, reason = "the macro `server` makes structs whose fields carry no documentation")]
pub mod reports;
#[expect(missing_docs, reason = "the macro `server` makes structs whose fields carry no documentation")]
pub mod session;
#[expect(missing_docs, reason = "the macro `server` makes structs whose fields carry no documentation")]
pub mod timeline;

pub use alerts::{
    Alerts, AlertsCall, SetCalendarCall, SetMailCall, SubscribeCall, UnsubscribeCall, alerts, set_calendar, set_mail,
    subscribe, unsubscribe,
};
pub use backups::{Backup, BackupNowCall, Backups, BackupsCall, backup_now, backups};
pub use clients::{
    HistoryCall, HistoryEntry, ListClientsCall, ListPage, ShowClientCall, history, list_clients, show_client,
};
pub use dashboard::{DashboardCall, Drawn, NoteExportCall, dashboard, note_export};
pub use people::{
    ChangeRoleCall, Changed, CloseAccessCall, Invite, InviteCall, NewLinkCall, PeopleCall, ReopenAccessCall,
    change_role, close_access, invite, new_link, people, reopen_access,
};
pub use reports::{REPORT_LINES, ReportCall, Reported, report};
pub use session::{
    AcceptCall, Accepted, ChangePasswordCall, Chosen, Invitation, InvitationCall, Me, MeCall, SignIn, SignInCall,
    SignOutCall, accept, change_password, invitation, me, sign_in, sign_out,
};

pub use timeline::{Line, Mark, Sort, TimelineAsked, TimelineCall, TimelinePage, timeline};

use domain::Words;
use domain::lang::words;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use self::json::JsonText;

/// Where all server functions live: `POST /api/app/<name>`.
pub const PREFIX: &str = "/api/app";

/// How many rows [`list_clients`] answers with: what a first paint shows.
pub const FIRST_PAINT: u32 = 50;

/// Why a server function gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(from = "Told", into = "Told")]
pub enum ApiError {
    /// Nobody is signed in (any more): show the sign-in page.
    #[error("not signed in")]
    SignedOut,
    /// This person may not do this.
    #[error("not allowed")]
    NotAllowed,
    /// The server could not be reached.
    #[error("the server could not be reached")]
    NoNetwork,
    /// Device and server do not understand each other: one of them is older.
    #[error("not understood: {detail}")]
    NotUnderstood {
        /// For the log of whoever helps.
        detail: String,
    },
    /// The server failed; it has written down why.
    #[error("the server failed")]
    Failed,
}

/// An [`ApiError`] as it travels: every refusal of the server has its name under `error`.
#[derive(Serialize, Deserialize)]
struct Told {
    error: Name,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    detail: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Name {
    SignedOut,
    NotAllowed,
    NoNetwork,
    NotUnderstood,
    Failed,
}

impl From<Told> for ApiError {
    fn from(Told { error, detail }: Told) -> Self {
        match error {
            Name::SignedOut => Self::SignedOut,
            Name::NotAllowed => Self::NotAllowed,
            Name::NoNetwork => Self::NoNetwork,
            Name::NotUnderstood => Self::NotUnderstood { detail },
            Name::Failed => Self::Failed,
        }
    }
}

impl From<ApiError> for Told {
    fn from(error: ApiError) -> Self {
        let (error, detail) = match error {
            ApiError::SignedOut => (Name::SignedOut, String::new()),
            ApiError::NotAllowed => (Name::NotAllowed, String::new()),
            ApiError::NoNetwork => (Name::NoNetwork, String::new()),
            ApiError::NotUnderstood { detail } => (Name::NotUnderstood, detail),
            ApiError::Failed => (Name::Failed, String::new()),
        };
        Self { error, detail }
    }
}

impl ApiError {
    /// What happened and what to do next, for people.
    pub const fn words(&self) -> Words {
        match self {
            Self::SignedOut => {
                words("Votre session est fermée\u{a0}: connectez-vous.", "Your session is closed: please sign in.")
            }
            Self::NotAllowed => words(
                "Vous n’avez pas le droit de faire cela. Demandez à un administrateur.",
                "You may not do this. Ask an administrator.",
            ),
            Self::NoNetwork => words(
                "Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.",
                "The server does not answer. Check the network, then try again.",
            ),
            Self::NotUnderstood { .. } => {
                words("Cette page n’est plus à jour\u{a0}: rechargez-la.", "This page is out of date: reload it.")
            }
            Self::Failed => words(
                "Le serveur a rencontré une erreur. Réessayez dans un instant.",
                "The server ran into an error. Try again in a moment.",
            ),
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonText;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        match value {
            ServerFnErrorErr::Request(_) => Self::NoNetwork,
            ServerFnErrorErr::Deserialization(detail)
            | ServerFnErrorErr::Serialization(detail)
            | ServerFnErrorErr::Args(detail)
            | ServerFnErrorErr::MissingArg(detail)
            | ServerFnErrorErr::UnsupportedRequestMethod(detail) => Self::NotUnderstood { detail },
            ServerFnErrorErr::Registration(_)
            | ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Response(_) => Self::Failed,
        }
    }
}
