//! Who is asking: sign in, sign out, follow an invitation.

use domain::{Person, Role};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::ApiError;
use super::json::Json;

/// The signed-in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Who.
    pub person: Person,
    /// The name of the firm whose book this is.
    pub firm: String,
}

/// What came of signing in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignIn {
    /// It worked; the cookie is set.
    Welcome(Me),
    /// E-mail and password do not go together (we do not tell which is wrong), or access was closed.
    Wrong,
    /// Too many attempts: wait.
    TooMany {
        /// So many seconds.
        seconds: u64,
    },
}

/// An open invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// "Prénom Nom" as the administrator wrote it; empty for the first administrator.
    pub name: String,
    /// The address invited; empty for the first administrator.
    pub email: String,
    /// What they will be allowed to do.
    pub role: Role,
    /// Whether it is for the first administrator, who names themself.
    pub first: bool,
    /// Whether they are there already, and only choose a new password.
    pub known: bool,
}

/// What came of following an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accepted {
    /// The person exists and is signed in; the cookie is set. Every other session of theirs is closed.
    Welcome(Me),
    /// The invitation was used, withdrawn or is too old.
    Gone,
    /// The password is too short (fewer than 10 characters) or too long (more than 1,024 bytes).
    WeakPassword,
    /// Somebody already signs in with this address.
    EmailTaken,
    /// The link is for another address.
    OtherEmail,
    /// The name is empty or the address is not one.
    BadIdentity,
    /// Too many attempts from this address: wait.
    TooMany {
        /// So many seconds.
        seconds: u64,
    },
}

/// Who is signed in; nothing when nobody is.
#[allow(clippy::unused_async, reason = "a server function is asynchronous in the browser")]
#[server(name = MeCall, prefix = "/api/app", endpoint = "me", input = Json, output = Json)]
pub async fn me() -> Result<Option<Me>, ApiError> {
    let desk = crate::ssr::desk()?;
    Ok(desk.visitor.as_ref().map(|visitor| desk.me(&visitor.person)))
}

/// Signs in and sets the session cookie.
#[server(name = SignInCall, prefix = "/api/app", endpoint = "sign_in", input = Json, output = Json)]
pub async fn sign_in(email: String, password: String) -> Result<SignIn, ApiError> {
    use store::audit::Deed;

    let desk = crate::ssr::desk()?;
    if let Err(seconds) = (desk.attempts)(&email) {
        return Ok(SignIn::TooMany { seconds });
    }
    let _weighing = desk.scales.acquire().await;
    let person = store::people::sign_in(&desk.store, &email, &password, desk.cost).await;
    let person = person.map_err(|error| desk.failed(error))?;
    let (deed, id) =
        (if person.is_some() { Deed::SignIn } else { Deed::SignInFailed }, person.as_ref().map(|who| who.id));
    desk.note(id, deed, None, &email).await?;
    match person {
        Some(person) => Ok(SignIn::Welcome(desk.welcome(&person).await?)),
        None => Ok(SignIn::Wrong),
    }
}

/// Closes this session and removes the cookie.
#[server(name = SignOutCall, prefix = "/api/app", endpoint = "sign_out", input = Json, output = Json)]
pub async fn sign_out() -> Result<(), ApiError> {
    let desk = crate::ssr::desk()?;
    if let Some(visitor) = &desk.visitor {
        store::sessions::close(&desk.store, visitor.session).await.map_err(|error| desk.failed(error))?;
        desk.note(Some(visitor.person.id), store::audit::Deed::SignOut, None, "").await?;
        (desk.doors_moved)();
    }
    desk.forget_cookie();
    Ok(())
}

/// What came of choosing another password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chosen {
    /// It holds. Every other session is closed.
    Done,
    /// The current one is another.
    Wrong,
    /// The new one is too short or too long, as when an invitation is followed.
    WeakPassword,
    /// Too many attempts: wait.
    TooMany {
        /// So many seconds.
        seconds: u64,
    },
}

/// Gives the signed-in person another password. This session stays.
#[server(name = ChangePasswordCall, prefix = "/api/app", endpoint = "change_password", input = Json, output = Json)]
pub async fn change_password(current: String, new: String) -> Result<Chosen, ApiError> {
    use store::people;

    let desk = crate::ssr::desk()?;
    let visitor = desk.visitor()?;
    let Person { id, email, .. } = &visitor.person;
    if let Err(seconds) = (desk.attempts)(email) {
        return Ok(Chosen::TooMany { seconds });
    }
    let _weighing = desk.scales.acquire().await;
    let chosen = people::change_password(&desk.store, visitor, &current, &new, desk.cost).await;
    Ok(match chosen.map_err(|error| desk.failed(error))? {
        people::Chosen::Done => {
            (desk.doors_moved)();
            desk.note(Some(*id), store::audit::Deed::NewPassword, Some(*id), "").await?;
            Chosen::Done
        }
        people::Chosen::Wrong => Chosen::Wrong,
        people::Chosen::Weak => Chosen::WeakPassword,
    })
}

/// What a link `/welcome/<token>` invites to; nothing when it is used or too old.
#[server(name = InvitationCall, prefix = "/api/app", endpoint = "invitation", input = Json, output = Json)]
pub async fn invitation(token: String) -> Result<Option<Invitation>, ApiError> {
    let desk = crate::ssr::desk()?;
    let Some(token) = store::Token::parse(&token) else { return Ok(None) };
    let found = store::people::invitation(&desk.store, &token, (desk.ambient.now)()).await;
    let found = found.map_err(|error| desk.failed(error))?;
    Ok(found.map(|offer| {
        let store::people::Invitation { name, email, role, first } = offer.invitation;
        Invitation { name, email, role, first, known: offer.known.is_some() }
    }))
}

/// Follows a link: the person chooses their password and is signed in.
#[server(name = AcceptCall, prefix = "/api/app", endpoint = "accept", input = Json, output = Json)]
pub async fn accept(token: String, name: String, email: String, password: String) -> Result<Accepted, ApiError> {
    use store::people;

    let desk = crate::ssr::desk()?;
    if let Err(seconds) = (desk.attempts)(&email) {
        return Ok(Accepted::TooMany { seconds });
    }
    let Some(token) = store::Token::parse(&token) else { return Ok(Accepted::Gone) };
    let acceptance = people::Acceptance { id: (desk.ambient.id)(), name, email, password };
    let _weighing = desk.scales.acquire().await;
    let accepted = people::accept(&desk.store, &token, &acceptance, desk.cost, (desk.ambient.now)()).await;
    Ok(match accepted.map_err(|error| desk.failed(error))? {
        people::Accepted::Welcome(person) => {
            desk.note(Some(person.id), store::audit::Deed::Accept, Some(person.id), &person.email).await?;
            Accepted::Welcome(desk.welcome(&person).await?)
        }
        people::Accepted::WelcomeBack(person) => {
            (desk.doors_moved)();
            desk.note(Some(person.id), store::audit::Deed::NewPassword, Some(person.id), "").await?;
            Accepted::Welcome(desk.welcome(&person).await?)
        }
        people::Accepted::Gone => Accepted::Gone,
        people::Accepted::WeakPassword => Accepted::WeakPassword,
        people::Accepted::EmailTaken => Accepted::EmailTaken,
        people::Accepted::OtherEmail => Accepted::OtherEmail,
        people::Accepted::BadName | people::Accepted::BadEmail => Accepted::BadIdentity,
    })
}
