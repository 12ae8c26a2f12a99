//! What is to be done, followed as the book and the clock move: for the page Aujourd'hui, the badge of the navigation and
//! of the app's icon, and the notice when something falls due while Carnet is open.

use std::time::Duration;

use domain::agenda::{self, Due, Task};
use domain::follow_up::FOLLOW_UP;
use domain::search::{Column, Order, Query};
use domain::time;
use leptos::prelude::*;
use uuid::Uuid;

use super::act::{When, effect, press, whether};
use super::browser::{self, Today};
use super::icon::Icon;
use super::task::deed_of;
use crate::records::Records;
use crate::texts::{agenda as words, frame, language, t};

/// How often the clock is looked at.
const MINUTE: Duration = Duration::from_mins(1);
/// The badge waits until the book has come to rest: nobody reads it sooner.
const REST: Duration = Duration::from_millis(600);

/// What is to be done. `Copy`, in context: `expect_context::<Agenda>()`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Agenda {
    records: Records,
    today: RwSignal<Option<String>>,
    late: RwSignal<usize>,
    has_come: RwSignal<Vec<Task>>,
}

impl Agenda {
    /// Puts the agenda into context, and begins to follow the clock.
    pub(crate) fn provide() {
        let today = expect_context::<Today>().0;
        let records = expect_context();
        let agenda = Self { records, today, late: RwSignal::new(0), has_come: RwSignal::new(Vec::new()) };
        provide_context(agenda);
        effect(move || agenda.follow());
    }

    /// Everything to do that this device knows of, the most urgent first; nothing while it cannot tell. Tracks the book.
    pub(crate) fn tasks(self) -> Option<Vec<Task>> {
        let today = self.today.get()?;
        let follow_ups = self.records.all(&FOLLOW_UP)?;
        let order = Order { by: Column::NextContact, ..Order::default() };
        let found = self.records.find(&Query { order, ..Query::default() })?;
        let soon = |day: &str| !day.is_empty() && Due::of(day, &today) != Due::Later;
        let rows = (0..found.len()).map_while(|place| found.row(place)).map(|shown| shown.row);
        let next_contacts = rows.take_while(|row| soon(&row.next_contact));
        let next_contacts = next_contacts.map(|row| (row.id, row.next_contact, row.standing.assignee));
        let mut tasks = agenda::tasks(follow_ups.iter().map(|shown| &shown.record), next_contacts);
        // Nobody has anything to do with a client who was deleted or put away.
        tasks.retain(|task| self.records.client(task.client).is_some_and(|row| !row.standing.archived));
        Some(tasks)
    }

    /// Whether a task is this person's, or nobody's yet.
    pub(crate) fn is_mine(self, task: &Task) -> bool {
        let me: Option<Uuid> = self.records.me().with(|me| me.as_ref().map(|me| me.person.id));
        task.assignee.is_none() || task.assignee == me
    }

    /// How many of this person's follow-ups are late: for the badge.
    pub(crate) fn late_count(self) -> Signal<usize> {
        self.late.into()
    }

    fn mine(self) -> Vec<Task> {
        untrack(|| self.tasks().unwrap_or_default().into_iter().filter(|task| self.is_mine(task)).collect())
    }

    fn follow(self) {
        let count = move || {
            let mine = self.mine();
            let late = mine.iter().take_while(|task| self.is_late(task)).count();
            if self.late.get_untracked() != late {
                self.late.set(late);
                browser::app_badge(late);
            }
            let open = |shown: &Task| mine.contains(shown);
            if self.has_come.with_untracked(|shown| !shown.iter().all(open)) {
                self.has_come.update(|shown| shown.retain(open));
            }
        };
        let mut count_soon = debounce(REST, move |()| count());
        effect(move || {
            self.records.revision().track();
            self.records.covers().track();
            self.records.me().track();
            self.today.track();
            count_soon(());
        });
        let seen = StoredValue::new(moment());
        let clock = set_interval_with_handle(
            move || {
                let (before, now) = (seen.get_value(), moment());
                seen.set_value(now.clone());
                self.tick(&before, &now);
            },
            MINUTE,
        );
        if let Ok(clock) = clock {
            on_cleanup(move || clock.clear());
        }
    }

    fn is_late(self, task: &Task) -> bool {
        self.today.with_untracked(|today| today.as_ref().is_some_and(|today| Due::of(&task.day, today) == Due::Late))
    }

    /// A minute has passed: it may be another day, and something may have fallen due.
    fn tick(self, before: &(String, String), now: &(String, String)) {
        if before.0 != now.0 {
            self.today.set(Some(now.0.clone()));
        }
        let came = |task: &Task| !task.has_come(&before.0, &before.1) && task.has_come(&now.0, &now.1);
        let came: Vec<_> = self.mine().into_iter().filter(came).collect();
        if !came.is_empty() {
            self.has_come.update(|shown| shown.extend(came));
        }
    }
}

/// Day and minute in Paris.
fn moment() -> (String, String) {
    let now = browser::now();
    (time::day(now), time::clock(now))
}

/// How many are late, beside the name of a place.
#[component]
pub(crate) fn LateBubble() -> impl IntoView {
    let late = expect_context::<Agenda>().late_count();
    let language = language();
    move || {
        let count = late.get();
        (count > 0).then(|| {
            let shown = if count > 99 { "99+".to_owned() } else { count.to_string() };
            view! {
                <span class="bubble" data-tone="bad" aria-hidden="true">{shown}</span>
                <span class="unseen">" (" {words::late(language.get(), count)} ")"</span>
            }
            .into_any()
        })
    }
}

/// The bar above the page that says what has just fallen due.
#[component]
pub(crate) fn DueBar() -> impl IntoView {
    let agenda = expect_context::<Agenda>();
    let language = language();
    let said = move || {
        let lang = language.get();
        let first = agenda.has_come.with(|tasks| tasks.first().cloned())?;
        let name = agenda.records.client(first.client).map(|row| row.name).unwrap_or_default();
        let deed = deed_of(&first).map(|deed| deed.label.get(lang)).unwrap_or_default();
        Some(words::has_come(lang, &[deed, " ", &name].concat()))
    };
    let hush = move || agenda.has_come.set(Vec::new());
    view! {
        <When is=whether(move || agenda.has_come.with(|tasks| !tasks.is_empty()))>
            <div class="bar" role="status">
                <Icon name="clock"/>
                <span>{said}</span>
                <a class="button main-one" href="/today" on:click=press(hush)>{t(words::SEE_TODAY)}</a>
                <button type="button" class="button plain" on:click=press(hush)>{t(frame::CLOSE)}</button>
            </div>
        </When>
    }
}
