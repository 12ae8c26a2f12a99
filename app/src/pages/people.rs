//! The people who may sign in: an administrator invites by link, makes new links, changes roles, closes and reopens access.

use domain::{Person, Role, Words};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use uuid::Uuid;

use super::sign_in::DoorProblem;
use crate::api::{self, ApiError, Changed, Invite};
use crate::parts::act::{When, press, typing, whether};
use crate::parts::badge::Avatar;
use crate::parts::copy::Copyable;
use crate::parts::icon::Icon;
use crate::parts::notice::Notice;
use crate::parts::toast::Toasts;
use crate::records::Records;
use crate::texts::{doors, language, people as words, places, say, t};

/// The page.
#[component]
pub(crate) fn PeoplePage() -> impl IntoView {
    let me = expect_context::<Records>().me();
    let administers =
        Memo::new(move |_| me.with(|me| me.as_ref().is_some_and(|me| me.person.role == Role::Administrator)));
    view! {
        <Title text=t(places::PEOPLE)/>
        <div class="page narrow">
            <div class="page-head">
                <h1>{t(places::PEOPLE)}</h1>
                <p class="quiet">{t(words::HINT)}</p>
            </div>
            <When
                is=administers
                or=|| view! { <Notice icon="key">{t(words::ONLY_ADMINISTRATORS)}</Notice> }
            >
                <Everybody/>
            </When>
        </div>
    }
}

/// The list, and the form that adds to it.
#[component]
fn Everybody() -> impl IntoView {
    let people = Resource::new(|| (), |()| api::people());
    let fresh = RwSignal::new(None);
    let list = move |people: Vec<Person>, refresh: Callback<()>| {
        let (open, closed): (Vec<_>, Vec<_>) = people.into_iter().partition(|person| person.closed_at.is_none());
        let each = open.into_iter().chain(closed).map(|person| view! { <OnePerson person fresh refresh/> }.into_any());
        view! { <ul class="people-list">{each.collect::<Vec<_>>()}</ul> }
    };
    let refresh = Callback::new(move |()| people.refetch());
    view! {
        <InviteForm refresh/>
        <Transition>
            {move || people.get().map(|answer| match answer {
                Ok(people) => list(people, refresh).into_any(),
                Err(ApiError::NoNetwork) => view! { <Notice icon="offline">{t(words::NEEDS_NETWORK)}</Notice> }.into_any(),
                Err(error) => view! { <Notice tone="bad" icon="alert">{t(error.words())}</Notice> }.into_any(),
            })}
        </Transition>
    }
}

/// What a role lets its person do.
const fn does(role: Role) -> Words {
    match role {
        Role::Administrator => words::ADMINISTRATOR_DOES,
        Role::Manager => words::MANAGER_DOES,
        Role::Seller => words::SELLER_DOES,
    }
}

/// Runs something on the server and says how it went.
fn ask(
    toasts: Toasts,
    lang: domain::Lang,
    done: Words,
    refresh: Callback<()>,
    act: impl Future<Output = Result<Changed, ApiError>> + 'static,
) {
    spawn_local(async move {
        match act.await {
            Ok(Changed::Done) => toasts.say(done.get(lang)),
            Ok(Changed::LastAdministrator) => toasts.say(words::LAST_ADMINISTRATOR.get(lang)),
            Ok(Changed::Unknown) => toasts.say(words::UNKNOWN.get(lang)),
            Err(error) => toasts.say(error.words().get(lang)),
        }
        refresh.try_run(());
    });
}

/// One person, their role and their access.
#[component]
fn OnePerson(
    /// Who.
    person: Person,
    /// The new link that was made last, and for whom.
    fresh: RwSignal<Option<(Uuid, String)>>,
    /// Asks for the list again.
    refresh: Callback<()>,
) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let language = language();
    let me = expect_context::<Records>().me();
    let Person { id, name, email, role, closed_at } = person;
    let is_me = Memo::new(move |_| me.with(|me| me.as_ref().is_some_and(|me| me.person.id == id)));
    let is_closed = closed_at.is_some();
    let change = move |key: String| {
        if let Some(role) = Role::of_key(&key) {
            ask(toasts, language.get_untracked(), words::ROLE_CHANGED, refresh, api::change_role(id, role));
        }
    };
    let close = move || ask(toasts, language.get_untracked(), words::ACCESS_CLOSED, refresh, api::close_access(id));
    let reopen = move || ask(toasts, language.get_untracked(), words::ACCESS_OPEN, refresh, api::reopen_access(id));
    let make_link = move || {
        spawn_local(async move {
            match api::new_link(id).await {
                Ok(Some(link)) => drop(fresh.try_set(Some((id, link)))),
                Ok(None) => toasts.say(words::CLOSED.get(language.get_untracked())),
                Err(error) => toasts.say(error.words().get(language.get_untracked())),
            }
        });
    };
    let link = move || fresh.get().filter(|(whom, _)| *whom == id && !is_closed).map(|(_, link)| link);
    let link_label = {
        let name = name.clone();
        say(move |lang| words::new_link_for(lang, &name))
    };
    let role_label = {
        let name = name.clone();
        say(move |lang| words::role_of(lang, &name))
    };
    let close_label = {
        let name = name.clone();
        say(move |lang| words::close_access_of(lang, &name))
    };
    let reopen_label = {
        let name = name.clone();
        say(move |lang| words::reopen_access_of(lang, &name))
    };
    view! {
        <li class="person" data-closed=is_closed.then_some("")>
            <Avatar name=name.clone()/>
            <div class="who">
                <strong>{name} {move || is_me.get().then(|| format!(" ({})", words::YOU.get(language.get())))}</strong>
                <span class="fine">{email}</span>
                {is_closed.then(|| view! { <span class="badge"><Icon name="pause"/> {t(words::CLOSED)}</span> }.into_any())}
            </div>
            <div class="does">
                {if is_closed {
                    view! { <button type="button" class="button" aria-label=reopen_label on:click=press(reopen)>{t(words::REOPEN)}</button> }.into_any()
                } else {
                    view! {
                        <select class="input" aria-label=role_label on:change=typing(change)>
                            <RoleOptions chosen=role/>
                        </select>
                        <button type="button" class="button" aria-label=link_label on:click=press(make_link)>{t(words::NEW_LINK)}</button>
                        <When is=whether(move || !is_me.get())>
                            <button type="button" class="button danger" aria-label=close_label on:click=press(close)>{t(words::CLOSE_ACCESS)}</button>
                        </When>
                    }.into_any()
                }}
            </div>
            {move || link().map(|link| view! { <Copyable id="new-link" label=words::NEW_LINK hint=words::NEW_LINK_HINT text=link/> }.into_any())}
        </li>
    }
}

#[component]
fn RoleOptions(
    /// The role that stands.
    chosen: Role,
) -> impl IntoView {
    Role::ALL
        .into_iter()
        .map(|role| view! { <option value=role.key() selected=role == chosen>{t(role.label())}</option> }.into_any())
        .collect::<Vec<_>>()
}

/// What came of the last invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Invited {
    Link(String),
    Refused(Words),
}

impl Invited {
    fn of(answer: Result<Invite, ApiError>) -> Self {
        match answer {
            Ok(Invite::Link(link)) => Self::Link(link),
            Ok(Invite::EmailTaken) => Self::Refused(doors::TAKEN),
            Ok(Invite::BadIdentity) => Self::Refused(doors::BAD_IDENTITY),
            Err(error) => Self::Refused(error.words()),
        }
    }
}

/// Invites somebody: name, e-mail, role; gives the link to send them.
#[component]
fn InviteForm(
    /// Asks for the list again.
    refresh: Callback<()>,
) -> impl IntoView {
    let language = language();
    let (name, email) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let role = RwSignal::new(Role::Seller);
    let invited = RwSignal::new(None::<Invited>);
    let invite = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (who, address, as_role) = (name.get_untracked(), email.get_untracked(), role.get_untracked());
        spawn_local(async move {
            let answer = Invited::of(api::invite(who, address, as_role).await);
            if matches!(answer, Invited::Link(_)) {
                name.set(String::new());
                email.set(String::new());
                refresh.try_run(());
            }
            invited.set(Some(answer));
        });
    };
    let problem = Signal::derive(move || match invited.get() {
        Some(Invited::Refused(words)) => Some(words.get(language.get()).to_owned()),
        _ => None,
    });
    let link = move || match invited.get() {
        Some(Invited::Link(link)) => Some(link),
        _ => None,
    };
    view! {
        <form class="card" novalidate on:submit=invite aria-labelledby="invite-title">
            <h2 id="invite-title">{t(words::INVITE_TITLE)}</h2>
            <div class="fields">
                <div class="field">
                    <label for="invite-name">{t(words::NAME)}</label>
                    <input class="input" id="invite-name" type="text" autocomplete="off" autocapitalize="words" required
                        prop:value=move || name.get() on:input=typing(move |text| name.set(text))/>
                </div>
                <div class="field">
                    <label for="invite-email">{t(words::EMAIL)}</label>
                    <input class="input" id="invite-email" type="email" autocomplete="off" autocapitalize="none" required
                        prop:value=move || email.get() on:input=typing(move |text| email.set(text))/>
                </div>
                <div class="field">
                    <label for="invite-role">{t(words::ROLE)}</label>
                    <select class="input" id="invite-role" aria-describedby="invite-role-hint"
                        on:change=typing(move |text| if let Some(chosen) = Role::of_key(&text) { role.set(chosen) })>
                        <RoleOptions chosen=Role::Seller/>
                    </select>
                    <span class="hint" id="invite-role-hint">{move || does(role.get()).get(language.get())}</span>
                </div>
            </div>
            <DoorProblem text=problem/>
            <div class="buttons"><button type="submit" class="button main-one"><Icon name="key"/> {t(words::MAKE_LINK)}</button></div>
            {move || link().map(|link| view! { <Copyable id="invite-link" label=words::LINK hint=words::LINK_HINT text=link/> }.into_any())}
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_gives_a_link_or_a_reason() {
        assert_eq!(Invited::of(Ok(Invite::Link("x".into()))), Invited::Link("x".into()));
        assert_eq!(Invited::of(Ok(Invite::EmailTaken)), Invited::Refused(doors::TAKEN));
        assert_eq!(Invited::of(Err(ApiError::NoNetwork)), Invited::Refused(ApiError::NoNetwork.words()));
    }
}
