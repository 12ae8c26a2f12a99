//! The people who may sign in. Only an administrator changes anything here.

use domain::{Person, Role};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ApiError;
use super::json::Json;

/// What came of inviting somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Invite {
    /// Give them this link: it works once, for seven days.
    Link(String),
    /// Somebody already signs in with this address.
    EmailTaken,
    /// The name is empty or the address is not one.
    BadIdentity,
}

/// What came of changing a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// It holds, on every device as soon as it hears of it.
    Done,
    /// Refused: nobody would be left to let people in.
    LastAdministrator,
    /// There is no such person.
    Unknown,
}

/// Writes a change down, tells what became of it, and live connections to look again who they belong to.
#[cfg(feature = "ssr")]
async fn settled(
    desk: &crate::ssr::Desk,
    changed: store::Result<store::people::Changed>,
    (deed, about, detail): (store::audit::Deed, Uuid, &str),
) -> Result<Changed, ApiError> {
    use store::people;

    Ok(match changed.map_err(|error| desk.failed(error))? {
        people::Changed::Done => {
            (desk.doors_moved)();
            desk.note(Some(desk.visitor()?.person.id), deed, Some(about), detail).await?;
            Changed::Done
        }
        people::Changed::LastAdministrator => Changed::LastAdministrator,
        people::Changed::Unknown => Changed::Unknown,
    })
}

/// Everybody who may sign in or could once, by name. For any signed-in person.
#[server(name = PeopleCall, prefix = "/api/app", endpoint = "people", input = Json, output = Json)]
pub async fn people() -> Result<Vec<Person>, ApiError> {
    let desk = crate::ssr::desk()?;
    desk.visitor()?;
    store::people::list(&desk.store).await.map_err(|error| desk.failed(error))
}

/// Invites a person by link.
#[server(name = InviteCall, prefix = "/api/app", endpoint = "invite", input = Json, output = Json)]
pub async fn invite(name: String, email: String, role: Role) -> Result<Invite, ApiError> {
    use store::people;

    let desk = crate::ssr::desk()?;
    let token = (desk.ambient.token)();
    let offer = people::Invitation { name, email, role, first: false };
    let by = desk.visitor()?;
    let invited = people::invite(&desk.store, by, &offer, &token, (desk.ambient.now)()).await;
    let invited = invited.map_err(|error| desk.failed(error))?;
    if invited == people::Invited::Done {
        let detail = format!("{} · {}", offer.email, offer.role.key());
        desk.note(Some(by.person.id), store::audit::Deed::Invite, None, &detail).await?;
    }
    Ok(match invited {
        people::Invited::Done => Invite::Link(desk.door(&token)),
        people::Invited::EmailTaken => Invite::EmailTaken,
        people::Invited::BadEmail | people::Invited::BadName => Invite::BadIdentity,
    })
}

/// Makes a link by which somebody who is there already chooses a new password; nothing when their access is closed.
#[server(name = NewLinkCall, prefix = "/api/app", endpoint = "new_link", input = Json, output = Json)]
pub async fn new_link(person: Uuid) -> Result<Option<String>, ApiError> {
    use store::people::{self, Linked};

    let desk = crate::ssr::desk()?;
    let token = (desk.ambient.token)();
    let by = desk.visitor()?;
    let linked = people::new_link(&desk.store, by, person, &token, (desk.ambient.now)()).await;
    match linked.map_err(|error| desk.failed(error))? {
        Linked::Done(_) => {
            desk.note(Some(by.person.id), store::audit::Deed::NewLink, Some(person), "").await?;
            Ok(Some(desk.door(&token)))
        }
        Linked::Closed | Linked::Unknown => Ok(None),
    }
}

/// Changes what a person may do. [`Changed::LastAdministrator`] keeps the firm from being
/// left without anybody who can let people in.
#[server(name = ChangeRoleCall, prefix = "/api/app", endpoint = "change_role", input = Json, output = Json)]
pub async fn change_role(person: Uuid, role: Role) -> Result<Changed, ApiError> {
    let desk = crate::ssr::desk()?;
    let changed = store::people::change_role(&desk.store, desk.visitor()?, person, role).await;
    settled(&desk, changed, (store::audit::Deed::ChangeRole, person, role.key())).await
}

/// Closes a person's access and all their sessions. [`Changed::LastAdministrator`] keeps the firm from being
/// left without anybody who can let people in.
#[server(name = CloseAccessCall, prefix = "/api/app", endpoint = "close_access", input = Json, output = Json)]
pub async fn close_access(person: Uuid) -> Result<Changed, ApiError> {
    let desk = crate::ssr::desk()?;
    let changed = store::people::close_access(&desk.store, desk.visitor()?, person, (desk.ambient.now)()).await;
    settled(&desk, changed, (store::audit::Deed::CloseAccess, person, "")).await
}

/// Lets a person in again.
#[server(name = ReopenAccessCall, prefix = "/api/app", endpoint = "reopen_access", input = Json, output = Json)]
pub async fn reopen_access(person: Uuid) -> Result<Changed, ApiError> {
    let desk = crate::ssr::desk()?;
    let changed = store::people::reopen_access(&desk.store, desk.visitor()?, person).await;
    settled(&desk, changed, (store::audit::Deed::ReopenAccess, person, "")).await
}
