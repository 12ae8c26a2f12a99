//! Aujourd'hui: what is late, what is due, what comes, and the clients nobody looks after. Rows G9, G13 and G21.

mod unassigned;

use domain::Words;
use domain::agenda::{Due, Task};
use leptos::prelude::*;
use leptos_meta::Title;

use self::unassigned::Unassigned;
use crate::parts::act::{When, press, whether};
use crate::parts::agenda::Agenda;
use crate::parts::notice::Empty;
use crate::parts::task::TaskList;
use crate::parts::tour::Tour;
use crate::records::Records;
use crate::texts::{agenda, frame, t};

/// How many tasks a part shows at first, and how many more at each tap.
const AT_ONCE: usize = 30;

/// Everything to do, for all parts of the page.
type Tasks = Memo<Option<Vec<Task>>>;

/// The page.
#[component]
pub(crate) fn TodayPage() -> impl IntoView {
    let agenda = expect_context::<Agenda>();
    let me = expect_context::<Records>().me();
    let sees_all = Memo::new(move |_| me.with(|me| me.as_ref().is_some_and(|me| me.person.role.sees_all())));
    let everybodys = RwSignal::new(false);
    let tasks: Tasks = Memo::new(move |_| {
        let all = everybodys.get() && sees_all.get();
        Some(agenda.tasks()?.into_iter().filter(|task| all || agenda.is_mine(task)).collect())
    });
    let is_known = Memo::new(move |_| tasks.with(Option::is_some));
    let is_free = Memo::new(move |_| tasks.with(|tasks| tasks.as_ref().is_some_and(Vec::is_empty)));
    view! {
        <Title text=t(agenda::TODAY)/>
        <div class="page">
            <div class="page-head">
                <h1>{t(agenda::TODAY)}</h1>
                <When is=sees_all><Whose everybodys/></When>
            </div>
            <Tour/>
            <When is=is_known or=|| view! { <p class="quiet" role="status">{t(agenda::NOT_READY)}</p> }>
                <div class="columns agenda">
                    <div class="agenda-side">
                        <When is=is_free or=move || view! { <Urgent tasks/> }>
                            <Empty icon="done" title=agenda::FREE hint=agenda::FREE_HINT>
                                <a class="button" href="/clients">{t(frame::SEE_CLIENTS)}</a>
                            </Empty>
                        </When>
                    </div>
                    <div class="agenda-side">
                        <When is=whether(move || !is_free.get())><Coming tasks/></When>
                        <Unassigned/>
                    </div>
                </div>
            </When>
        </div>
    }
}

/// Mine, or the whole team's, for those who see all.
#[component]
fn Whose(
    /// The whole team's.
    everybodys: RwSignal<bool>,
) -> impl IntoView {
    let chip = move |label: Words, all: bool| {
        let is_on = move || (everybodys.get() == all).to_string();
        view! { <button type="button" class="chip" aria-pressed=is_on on:click=press(move || everybodys.set(all))>{t(label)}</button> }.into_any()
    };
    view! {
        <div class="chips wrapped" role="group" aria-label=t(agenda::WHOSE)>
            {chip(agenda::MINE, false)}
            {chip(agenda::EVERYBODYS, true)}
        </div>
    }
}

/// What cannot wait.
#[component]
fn Urgent(
    /// Everything to do.
    tasks: Tasks,
) -> impl IntoView {
    view! {
        <Part tasks due=Due::Late id="late" title=agenda::LATE/>
        <Part tasks due=Due::Today id="due-today" title=agenda::DUE_TODAY none=agenda::NOTHING_TODAY/>
    }
}

/// What can.
#[component]
fn Coming(
    /// Everything to do.
    tasks: Tasks,
) -> impl IntoView {
    view! {
        <Part tasks due=Due::Coming id="coming" title=agenda::COMING none=agenda::NOTHING_COMING/>
        <Part tasks due=Due::Later id="later" title=agenda::LATER/>
    }
}

/// One part of the agenda. Without words for when there is nothing, it is left out then.
#[component]
fn Part(
    /// Everything to do.
    tasks: Tasks,
    /// Which of it.
    due: Due,
    /// Names it on the page.
    id: &'static str,
    /// What it is called.
    title: Words,
    /// What it says when there is nothing.
    #[prop(optional)]
    none: Option<Words>,
) -> impl IntoView {
    let today = expect_context::<crate::parts::browser::Today>().0;
    let part = Memo::new(move |_| {
        let today = today.get().unwrap_or_default();
        let all = tasks.get().unwrap_or_default();
        all.into_iter().filter(|task| Due::of(&task.day, &today) == due).collect::<Vec<_>>()
    });
    let count = Memo::new(move |_| part.with(Vec::len));
    let shown = RwSignal::new(AT_ONCE);
    let first = move || part.with(|part| part.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    view! {
        <When is=whether(move || none.is_some() || count.get() > 0)>
            <section class="agenda-part" aria-labelledby=id>
                <h2 id=id>{t(title)} <When is=whether(move || count.get() > 0)><span class="count" data-due=(due == Due::Late).then_some("late")>{move || count.get()}</span></When></h2>
                <TaskList tasks=Signal::derive(first)/>
                <When is=whether(move || count.get() == 0)>
                    {none.map(|none| view! { <p class="quiet">{t(none)}</p> }.into_any())}
                </When>
                <When is=whether(move || count.get() > shown.get())>
                    <button type="button" class="button" on:click=press(move || shown.update(|shown| *shown += AT_ONCE))>{t(agenda::MORE)}</button>
                </When>
            </section>
        </When>
    }
}
