//! One thing to do: what, with whom, by when; call, write, done, put off. Each is a tap or two, and each can be taken back.

use domain::agenda::{Due, Task};
use domain::calendar::{self, Entry};
use domain::follow_up::DEEDS;
use domain::interaction::OUTCOMES;
use domain::{Choice, Lang};
use leptos::prelude::*;

use super::act::{press, typing};
use super::browser::{self, Today};
use super::chips::{Answers, Chosen};
use super::days::Days;
use super::draft::DraftText;
use super::icon::Icon;
use super::names::Names;
use super::told::Teller;
use crate::follow_ups::{FollowUps, Plan};
use crate::records::Records;
use crate::texts::{agenda, form, language, list, record, t};

/// What is unfolded below a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unfolded {
    Outcomes,
    Days,
    Details,
}

/// What a task asks to do: "Appeler".
pub(crate) fn deed_of(task: &Task) -> Option<&'static Choice> {
    DEEDS.iter().find(|deed| deed.key == task.deed)
}

/// Tasks, one below the other.
#[component]
pub(crate) fn TaskList(
    /// The tasks.
    #[prop(into)]
    tasks: Signal<Vec<Task>>,
    /// On the page of their client.
    #[prop(optional)]
    alone: bool,
) -> impl IntoView {
    view! {
        <ul class="tasks">
            <For each=move || tasks.get() key=Task::clone let:task><TaskLine task alone/></For>
        </ul>
    }
}

/// One task. `alone` leaves out with whom: the page says it.
#[component]
fn TaskLine(
    /// The task.
    task: Task,
    /// On the page of its client.
    alone: bool,
) -> impl IntoView {
    let language = language();
    let (records, names) = (expect_context::<Records>(), expect_context::<Names>());
    let today = expect_context::<Today>().0;
    let unfolded = RwSignal::new(None::<Unfolded>);
    let due = {
        let day = task.day.clone();
        move || today.with(|today| today.as_ref().map(|today| Due::of(&day, today)))
    };
    let when = {
        let (day, time) = (task.day.clone(), task.time.clone());
        move || today.with(|today| today.as_ref().map(|today| agenda::when(language.get(), &day, &time, today)))
    };
    let client = Memo::new(move |_| records.client(task.client));
    let (me, assignee) = (records.me(), task.assignee);
    let whose = move || {
        let other = assignee.filter(|id| me.with(|me| me.as_ref().is_none_or(|me| me.person.id != *id)))?;
        Some(view! { <span class="task-whose">{names.of(other)}</span> }.into_any())
    };
    let head = (!alone).then(|| {
        let name = move || client.get().map(|row| row.name).filter(|name| !name.is_empty());
        let title = move || name().unwrap_or_else(|| list::NO_NAME.get(language.get()).to_owned());
        let company = move || client.get().map(|row| row.company);
        view! {
            <p class="task-who"><a href=format!("/clients/{}", task.client)>{title}</a> <span class="fine">{company}</span></p>
        }
        .into_any()
    });
    let deed = deed_of(&task).map(|deed| view! { <strong>{t(deed.label)}</strong> }.into_any());
    let is_late = {
        let due = due.clone();
        move || (due() == Some(Due::Late)).then_some("late")
    };
    view! {
        <li class="task" data-due=is_late>
            <div class="task-what">
                {head}
                <p class="task-deed">{deed} <span class="task-when">{when}</span> {whose}</p>
                {(!task.note.is_empty()).then(|| view! { <p class="task-note">{task.note.clone()}</p> }.into_any())}
            </div>
            <Doing task=task.clone() alone unfolded/>
            {move || unfolded.get().map(|what| view! { <Unfolding task=task.clone() what unfolded/> }.into_any())}
        </li>
    }
}

/// The buttons of a task.
#[component]
fn Doing(
    /// The task.
    task: Task,
    /// On the page of its client, which has buttons to call and write.
    alone: bool,
    /// What is unfolded.
    unfolded: RwSignal<Option<Unfolded>>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let number = Memo::new(move |_| records.client(task.client).map(|row| row.phone).filter(|phone| !phone.is_empty()));
    let turn = move |what| move || unfolded.update(|shown| *shown = (*shown != Some(what)).then_some(what));
    let is_open = move |what| move || (unfolded.get() == Some(what)).to_string();
    let reach = (!alone).then(|| {
        view! {
            {move || number.get().map(|number| view! { <a class="button" href=format!("tel:{number}")><Icon name="phone"/> {t(record::CALL)}</a> }.into_any())}
            <a class="button" href=format!("/clients/{}?write", task.client)><Icon name="mail"/> {t(record::WRITE)}</a>
        }
        .into_any()
    });
    view! {
        <div class="task-does">
            {reach}
            <button type="button" class="button" aria-expanded=is_open(Unfolded::Outcomes) on:click=press(turn(Unfolded::Outcomes))><Icon name="check"/> {t(agenda::DONE)}</button>
            <button type="button" class="button" aria-expanded=is_open(Unfolded::Days) on:click=press(turn(Unfolded::Days))><Icon name="clock"/> {t(agenda::PUT_OFF)}</button>
        </div>
    }
}

/// What came of it, or by when instead.
#[component]
fn Unfolding(
    /// The task.
    task: Task,
    /// What is asked.
    what: Unfolded,
    /// What is unfolded.
    unfolded: RwSignal<Option<Unfolded>>,
) -> impl IntoView {
    let (acts, teller) = (FollowUps::take(), Teller::take());
    let (records, language) = (expect_context::<Records>(), language());
    let task = StoredValue::new(task);
    match what {
        Unfolded::Outcomes => {
            let answer =
                Callback::new(move |outcome| teller.tell(agenda::IS_DONE, acts.done(task.get_value(), outcome)));
            view! { <div class="task-more"><Answers label=agenda::OUTCOME choices=OUTCOMES none=agenda::NO_OUTCOME answer/></div> }.into_any()
        }
        Unfolded::Days => {
            let pick = Callback::new(move |(day, time): (String, String)| {
                teller.tell(agenda::MOVED, acts.put_off(task.get_value(), day, time));
            });
            let note_down = move || task.with_value(|task| into_calendar(task, records, language.get_untracked()));
            let change = move || unfolded.set(Some(Unfolded::Details));
            let delete = move || teller.tell(agenda::DELETED, acts.delete(task.get_value()));
            view! {
                <div class="task-more">
                    <Days pick agreed=task.with_value(|task| task.time.clone())/>
                    <button type="button" class="button" on:click=press(change)><Icon name="pen"/> {t(record::EDIT)}</button>
                    <button type="button" class="button" on:click=press(note_down)><Icon name="calendar"/> {t(agenda::TO_CALENDAR)}</button>
                    <button type="button" class="button danger" on:click=press(delete)><Icon name="trash"/> {t(agenda::DELETE)}</button>
                </div>
            }
            .into_any()
        }
        Unfolded::Details => view! { <Details task=task.get_value()/> }.into_any(),
    }
}

/// What to do, what for and at what time; the day stays.
#[component]
fn Details(
    /// The task.
    task: Task,
) -> impl IntoView {
    let (acts, teller) = (FollowUps::take(), Teller::take());
    let deed = RwSignal::new(task.deed.clone());
    let time = RwSignal::new(task.time.clone());
    let id = task.follow_up.unwrap_or(task.client);
    let note = DraftText::over(format!("task/{}/{id}", task.client), task.note.clone());
    let save = move || {
        let plan = Plan {
            deed: deed.get_untracked(),
            day: task.day.clone(),
            time: time.get_untracked(),
            note: note.get_untracked(),
        };
        teller.tell_then(agenda::CHANGED, acts.change(task.clone(), plan), note.drop_kept());
    };
    view! {
        <div class="task-more sheet-fields">
            <Chosen label=agenda::WHAT choices=DEEDS key=deed/>
            <label class="field"><span class="label">{t(agenda::NOTE)}</span>
                <textarea class="input short" rows="2" prop:value=move || note.get() on:input=typing(move |text| note.typed(text))></textarea></label>
            <label class="field"><span class="label">{t(agenda::TIME)}</span>
                <input class="input" type="time" prop:value=move || time.get() on:input=typing(move |text| time.set(text))/></label>
            <button type="button" class="button main-one" on:click=press(save)>{t(form::SAVE)}</button>
        </div>
    }
}

/// Hands the task over as a file that every calendar opens, made here: no network is needed.
fn into_calendar(task: &Task, records: Records, lang: Lang) {
    let name = untrack(|| records.client(task.client)).map(|row| row.name).unwrap_or_default();
    let entry = Entry {
        id: task.follow_up.unwrap_or(task.client),
        day: task.day.clone(),
        time: Some(task.time.clone()).filter(|time| !time.is_empty()),
        summary: calendar::summary(&task.deed, &name, lang),
        description: task.note.clone(),
        url: browser::address(&format!("/clients/{}", task.client)),
    };
    let text = calendar::write(&entry.summary, std::slice::from_ref(&entry), browser::now());
    browser::download(&format!("suivi_{}.ics", task.day), "text/calendar;charset=utf-8", text.as_bytes());
}
