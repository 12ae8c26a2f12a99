//! What people do besides writing records (G23): who signed in or tried to, who let whom in, what was taken out.

use domain::Millis;
use sqlx::any::AnyRow;
use uuid::Uuid;

use crate::sql::storable;
use crate::{Result, Store, read};

const INSERT: &str = "insert into audit (id, at, person, deed, about, detail, user_agent) \
    values ($1, $2, $3, $4, $5, $6, $7)";
/// The columns of [`row`].
pub(crate) const COLUMNS: &str = "at, id, person, deed, about, detail, user_agent";

/// The most characters of what somebody typed or a browser says of itself that are kept.
const DETAIL: usize = 300;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Signed in.
    SignIn,
    /// Tried to; the detail is the address tried.
    SignInFailed,
    /// Signed out.
    SignOut,
    /// Invited somebody; the detail is their address and role.
    Invite,
    /// Followed an invitation.
    Accept,
    /// Made a link for somebody who is there already; nobody did at the console.
    NewLink,
    /// Followed it, and chose a new password.
    NewPassword,
    /// Gave somebody another role; the detail is its key.
    ChangeRole,
    /// Closed somebody's access.
    CloseAccess,
    /// Opened it again.
    ReopenAccess,
    /// Took records out of the book; the detail says which and how many.
    Export,
    /// Something a newer build knows.
    Other,
}

impl Deed {
    /// Every deed this build knows.
    pub const ALL: [Self; 12] = [
        Self::SignIn,
        Self::SignInFailed,
        Self::SignOut,
        Self::Invite,
        Self::Accept,
        Self::NewLink,
        Self::NewPassword,
        Self::ChangeRole,
        Self::CloseAccess,
        Self::ReopenAccess,
        Self::Export,
        Self::Other,
    ];

    /// What is stored.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignOut => "sign_out",
            Self::Invite => "invite",
            Self::Accept => "accept",
            Self::NewLink => "new_link",
            Self::NewPassword => "new_password",
            Self::ChangeRole => "change_role",
            Self::CloseAccess => "close_access",
            Self::ReopenAccess => "reopen_access",
            Self::Export => "export",
            Self::Other => "other",
        }
    }

    /// The deed a stored key names.
    pub fn of_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|deed| deed.key() == key).unwrap_or(Self::Other)
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its own id.
    pub id: Uuid,
    /// When.
    pub at: Millis,
    /// Who; nobody for a stranger.
    pub person: Option<Uuid>,
    /// What they did.
    pub deed: Deed,
    /// To whom.
    pub about: Option<Uuid>,
    /// What else there is to know.
    pub detail: String,
    /// Their browser, as it says itself.
    pub user_agent: String,
}

/// Writes a line down, for ever.
///
/// # Errors
/// When the database does not answer.
pub async fn note(store: &Store, note: &Note) -> Result<()> {
    let short = |text: &str| storable(text).chars().take(DETAIL).collect::<String>();
    let id = |id: Option<Uuid>| id.map(|id| id.to_string());
    let query = sqlx::query(INSERT).bind(note.id.to_string()).bind(note.at).bind(id(note.person));
    let query = query.bind(note.deed.key()).bind(id(note.about)).bind(short(&note.detail));
    query.bind(short(&note.user_agent)).execute(store.writer()).await?;
    Ok(())
}

/// A line of the columns [`COLUMNS`].
pub(crate) fn row(row: &AnyRow) -> Result<Note> {
    let optional_id = |column| {
        if read::optional_text(row, column)?.is_none() { Ok(None) } else { read::uuid(row, column).map(Some) }
    };
    Ok(Note {
        at: read::number(row, 0)?,
        id: read::uuid(row, 1)?,
        person: optional_id(2)?,
        deed: Deed::of_key(read::text(row, 3)?),
        about: optional_id(4)?,
        detail: read::text(row, 5)?.to_owned(),
        user_agent: read::text(row, 6)?.to_owned(),
    })
}
