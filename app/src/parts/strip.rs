//! The strip that says the truth about sync, always; a tap opens the queue.

use domain::Lang;
use leptos::prelude::*;

use super::icon::Icon;
use crate::sync_state::{Phase, SyncState, Syncing};
use crate::texts::{frame, language};

/// What the strip says: one sentence, one sign, one tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Truth {
    /// The sentence.
    pub(crate) text: String,
    /// The icon's name.
    pub(crate) icon: &'static str,
    /// `calm`, `work`, `warn` or `bad`, as the style sheet knows it.
    pub(crate) tone: &'static str,
}

impl Truth {
    /// The most pressing thing first: what a person must act on, what is unsent, what is going on, then peace.
    pub(crate) fn of(state: &SyncState, lang: Lang) -> Self {
        let say = |text: String, icon, tone| Self { text, icon, tone };
        let unsent = state.is_unsent().then(|| frame::unsent(lang, state.waiting, state.pictures));
        let with_unsent = |first: &str| match &unsent {
            Some(unsent) => frame::joined(first, unsent),
            None => first.to_owned(),
        };
        match state.phase {
            Phase::Broken => return say(frame::BROKEN.get(lang).into(), "alert", "bad"),
            Phase::SignedOut => return say(with_unsent(frame::SIGNED_OUT.get(lang)), "key", "warn"),
            _ => {}
        }
        let urgent = match (state.conflicts, state.refused) {
            (0, 0) => None,
            (0, refused) => Some((frame::refused(lang, refused), "alert")),
            (conflicts, _) => Some((frame::conflicts(lang, conflicts), "clash")),
        };
        if let Some((urgent, icon)) = urgent {
            // What is unsent is never left out, nor that nothing can be sent now.
            let rest = match state.phase {
                Phase::Offline => Some(with_unsent(frame::OFFLINE.get(lang))),
                _ => unsent,
            };
            return say(rest.map_or(urgent.clone(), |rest| frame::joined(&urgent, &rest)), icon, "bad");
        }
        match (state.phase, unsent.clone()) {
            (Phase::Offline, _) => say(with_unsent(frame::OFFLINE.get(lang)), "offline", "warn"),
            (Phase::Loading, _) => say(loading(state, lang), "download", "work"),
            (_, Some(unsent)) => say(unsent, "device", "work"),
            (Phase::Starting, None) => say(frame::STARTING.get(lang).into(), "clock", "work"),
            (Phase::Syncing, None) => say(frame::SYNCING.get(lang).into(), "sync", "work"),
            (_, None) => say(frame::UP_TO_DATE.get(lang).into(), "done", "calm"),
        }
    }
}

fn loading(state: &SyncState, lang: Lang) -> String {
    match state.progress {
        Some((done, total)) => {
            let whole = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
            frame::loading(lang, whole(done), whole(total))
        }
        None => frame::SYNCING.get(lang).into(),
    }
}

/// The strip itself, with a bar while the book is loading.
#[component]
pub(crate) fn Strip() -> impl IntoView {
    let state = expect_context::<Syncing>().state();
    let language = language();
    let truth = Memo::new(move |_| Truth::of(&state.get(), language.get()));
    let progress = move || {
        let (done, total) = state.get().progress?;
        Some(
            view! { <progress class="progress" max=total.to_string() value=done.to_string() aria-hidden="true"></progress> },
        )
    };
    view! {
        <a class="strip" href="/queue" data-tone=move || truth.get().tone>
            {move || view! { <Icon name=truth.get().icon/> }}
            <span class="strip-text" role="status" aria-live="polite">{move || truth.get().text}</span>
        </a>
        {progress}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(state: SyncState) -> (String, &'static str) {
        let truth = Truth::of(&state, Lang::Fr);
        (truth.text, truth.tone)
    }

    #[test]
    fn nothing_waiting_and_nothing_going_on_is_up_to_date() {
        let state = SyncState { phase: Phase::Idle, online: true, ..SyncState::default() };
        assert_eq!(said(state), ("À jour".into(), "calm"));
    }

    #[test]
    fn it_is_never_up_to_date_before_the_device_is_read() {
        assert_eq!(said(SyncState::default()).1, "work");
    }

    #[test]
    fn offline_tells_what_is_unsent_too() {
        let state = SyncState { phase: Phase::Offline, waiting: 12, ..SyncState::default() };
        assert_eq!(said(state).0, "Hors ligne · 12\u{a0}modifications sur cet appareil");
    }

    #[test]
    fn a_picture_that_waits_is_told_and_the_device_is_not_up_to_date() {
        let state = SyncState { phase: Phase::Idle, online: true, pictures: 1, ..SyncState::default() };
        assert_eq!(said(state), ("1\u{a0}photo à envoyer".into(), "work"));
        let state = SyncState { phase: Phase::Offline, waiting: 2, pictures: 3, ..SyncState::default() };
        assert_eq!(said(state).0, "Hors ligne · 2\u{a0}modifications sur cet appareil · 3\u{a0}photos à envoyer");
    }

    #[test]
    fn a_conflict_is_told_first_and_hides_neither_the_network_nor_waiting_work() {
        let state = SyncState { phase: Phase::Idle, conflicts: 1, ..SyncState::default() };
        assert_eq!(said(state), ("1\u{a0}conflit".into(), "bad"));
        let state = SyncState { phase: Phase::Offline, waiting: 3, conflicts: 1, ..SyncState::default() };
        assert_eq!(said(state).0, "1\u{a0}conflit · Hors ligne · 3\u{a0}modifications sur cet appareil");
    }

    #[test]
    fn a_closed_session_is_told_before_everything_but_a_broken_storage() {
        let state = SyncState { phase: Phase::SignedOut, waiting: 1, conflicts: 2, ..SyncState::default() };
        assert!(said(state).0.starts_with("Session fermée"));
    }
}
