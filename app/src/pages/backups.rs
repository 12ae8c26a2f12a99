//! Backups (G24): an administrator sees which there are, takes one, carries one away, and reads how one is restored.

use domain::{Role, time};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;

use crate::api::{self, ApiError, Backup, Backups};
use crate::parts::act::{When, effect, press};
use crate::parts::icon::Icon;
use crate::parts::notice::Notice;
use crate::parts::toast::Toasts;
use crate::records::Records;
use crate::texts::{backups as words, language, say, t};

/// The page.
#[component]
pub(crate) fn BackupsPage() -> impl IntoView {
    let me = expect_context::<Records>().me();
    let administers =
        Memo::new(move |_| me.with(|me| me.as_ref().is_some_and(|me| me.person.role == Role::Administrator)));
    view! {
        <Title text=t(words::TITLE)/>
        <div class="page narrow">
            <div class="page-head">
                <h1>{t(words::TITLE)}</h1>
                <p class="quiet">{t(words::HINT)}</p>
            </div>
            <When is=administers or=|| view! { <Notice icon="key">{t(words::ONLY_ADMINISTRATORS)}</Notice> }>
                <Shelf/>
            </When>
        </div>
    }
}

/// What the server keeps.
#[component]
fn Shelf() -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let language = language();
    let state = RwSignal::new(None::<Result<Backups, ApiError>>);
    let busy = RwSignal::new(false);
    effect(move || {
        spawn_local(async move {
            let answer = api::backups().await;
            state.try_set(Some(answer));
        });
    });
    let take = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match api::backup_now().await {
                Ok(new) => {
                    state.try_set(Some(Ok(new)));
                    toasts.say(words::DONE.get(language.get_untracked()));
                }
                Err(error) => toasts.say(error.words().get(language.get_untracked())),
            }
            busy.try_set(false);
        });
    };
    let shown = move || match state.get() {
        None => ().into_any(),
        Some(Ok(backups)) => view! { <List backups/> }.into_any(),
        Some(Err(ApiError::NoNetwork)) => {
            view! { <Notice icon="offline">{t(words::NEEDS_NETWORK)}</Notice> }.into_any()
        }
        Some(Err(error)) => view! { <Notice tone="bad" icon="alert">{t(error.words())}</Notice> }.into_any(),
    };
    let label = say(move |lang| if busy.get() { words::WORKING } else { words::NOW }.get(lang).to_owned());
    view! {
        <div class="buttons">
            <button type="button" class="button main-one" aria-busy=move || busy.get().then_some("true") on:click=press(take)>
                <Icon name="sync"/> {label}
            </button>
        </div>
        <div class="settings">{shown}</div>
    }
}

#[component]
fn List(
    /// What the server answered.
    backups: Backups,
) -> impl IntoView {
    let Backups { kept, every, next, keep, folder } = backups;
    let schedule = say(move |lang| match (every, next) {
        (Some(every), Some(next)) => words::schedule(lang, every, keep, next),
        _ => words::SCHEDULE_OFF.get(lang).to_owned(),
    });
    let newest = kept.first().map(|backup| backup.name.clone());
    let each: Vec<_> = kept.into_iter().map(|backup| view! { <One backup/> }.into_any()).collect();
    let empty = each.is_empty().then(|| view! { <p class="quiet">{t(words::NONE)}</p> }.into_any());
    view! {
        <section>
            <h2>{t(words::SCHEDULE)}</h2>
            <p>{schedule}</p>
        </section>
        <section>
            <h2>{t(words::KEPT)}</h2>
            <p class="fine">{folder.clone()}</p>
            {empty}
            <ul>{each}</ul>
        </section>
        <Restoring path=format!("{folder}/{}", newest.unwrap_or_else(|| "FILE".to_owned()))/>
    }
}

/// One backup.
#[component]
fn One(
    /// Which.
    backup: Backup,
) -> impl IntoView {
    let Backup { name, bytes, scheduled, holds } = backup;
    let address = format!("/api/v1/backups/{name}");
    let title = move |lang| holds.map_or_else(|| name.clone(), |(made_at, _)| time::show(made_at, lang));
    let label = {
        let title = title.clone();
        say(move |lang| words::download_of(lang, &title(lang)))
    };
    let about = say(move |lang| match holds {
        Some((_, clients)) => words::about(lang, clients, bytes, scheduled),
        None => words::UNREADABLE.get(lang).to_owned(),
    });
    view! {
        <li class="setting">
            <div>
                <h3>{say(title)}</h3>
                <p>{about}</p>
            </div>
            <a class="button" href=address download rel="external" aria-label=label>{t(words::DOWNLOAD)}</a>
        </li>
    }
}

/// How a backup is restored: on the server, by whoever runs it.
#[component]
fn Restoring(
    /// The newest backup on the server.
    path: String,
) -> impl IntoView {
    let commands =
        [Some(format!("carnet verify {path}")), Some(format!("carnet restore {path} --replace")), None, None];
    let steps = words::RESTORE_STEPS.into_iter().zip(commands).map(|(step, command)| {
        let command = command.map(|command| view! { <pre class="command">{command}</pre> }.into_any());
        view! { <li>{t(step)} {command}</li> }.into_any()
    });
    view! {
        <section>
            <h2>{t(words::RESTORING)}</h2>
            <ol class="steps">{steps.collect::<Vec<_>>()}</ol>
        </section>
    }
}
