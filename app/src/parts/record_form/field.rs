//! One field of a form: its label, the input its shape asks for, and what is wrong with it.

use domain::client::{CLIENT, LOST_REASON, STATUS, STEP};
use domain::{Choice, Fault, Field, Problem, Record, Shape};
use leptos::prelude::*;

use super::Form;
use super::link::LinkInput;
use super::sheet::Sheet;
use super::tags::TagEditor;
use crate::parts::act::typing;
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::texts::{form as words, language, t};

/// The kind of line an input is: HTML's type, the keyboard a phone shows, and how it capitalises.
#[derive(Debug, PartialEq, Eq)]
struct LineInput {
    kind: &'static str,
    keyboard: &'static str,
    capitals: &'static str,
}

impl LineInput {
    const fn of(shape: Shape) -> Self {
        let (kind, keyboard, capitals) = match shape {
            Shape::Email => ("email", "email", "none"),
            Shape::Phone => ("tel", "tel", "none"),
            Shape::Url => ("url", "url", "none"),
            Shape::Money => ("text", "decimal", "none"),
            Shape::Count | Shape::Percent | Shape::Siren | Shape::Siret => ("text", "numeric", "none"),
            Shape::Time => ("time", "text", "none"),
            Shape::PostalCode => ("text", "text", "characters"),
            Shape::Date => ("date", "text", "none"),
            _ => ("text", "text", "sentences"),
        };
        Self { kind, keyboard, capitals }
    }
}

/// The sheet checked, with what only the browser knows: a date that was begun and not finished.
pub(super) fn checked(sheet: &Sheet) -> Result<Record, Vec<Problem>> {
    let unfinished = |field: &Field| {
        let selector = format!("#field-{}:invalid", field.name);
        document().query_selector(&selector).is_ok_and(|found| found.is_some())
    };
    let dates = sheet
        .kind()
        .visible()
        .filter(|(_, field)| matches!(field.shape, Shape::Date | Shape::Time) && unfinished(field));
    let begun: Vec<_> = dates.map(|(_, field)| Problem { field, fault: Fault::Date }).collect();
    match sheet.check() {
        Ok(mut record) if begun.is_empty() => {
            if record.kind.name == CLIENT.name && record.text(STEP) != "lost" {
                record.set(LOST_REASON, None);
            }
            Ok(record)
        }
        Ok(_) => Err(begun),
        Err(problems) => Err(problems.into_iter().chain(begun).collect()),
    }
}

/// The ids of a field's parts on the page.
fn id_of(field: &'static Field) -> String {
    format!("field-{}", field.name)
}

/// One field.
#[component]
pub(crate) fn FormField(
    /// The form.
    form: Form,
    /// Its position.
    position: usize,
    /// What it is.
    field: &'static Field,
) -> impl IntoView {
    let language = language();
    let problem = Memo::new(move |_| form.problem(position).map(|problem| problem.text(language.get())));
    let problem_id = format!("problem-{}", field.name);
    let described = {
        let problem_id = problem_id.clone();
        Signal::derive(move || problem.with(Option::is_some).then(|| problem_id.clone()))
    };
    let wide = matches!(field.shape, Shape::Notes | Shape::Tags) || field.name == "address";
    let must = field
        .required
        .then(|| view! { <span class="must">" *"<span class="unseen">{t(words::MUST)}</span></span> }.into_any());
    let label = match field.shape {
        Shape::Money => view! { {t(field.label)} " (€)" }.into_any(),
        _ => t(field.label).into_any(),
    };
    view! {
        <div class="field" class:wide=wide hidden=move || is_idle(form, field)>
            <label for=id_of(field)>{label} {must}</label>
            <Control form position field described/>
            <div id=problem_id role="status">
                {move || problem.get().map(|text| view! { <p class="problem"><Icon name="alert" small=true/> {text}</p> }.into_any())}
            </div>
        </div>
    }
}

/// Whether a field means nothing as the form stands: a client has no step, and only a loss has a reason.
fn is_idle(form: Form, field: &'static Field) -> bool {
    let is = |position: usize, key: &str| form.text(position).with(|text| text == key);
    form.kind.name == CLIENT.name
        && match field.name {
            "step" => !is(STATUS, "prospect"),
            "lost_reason" => !(is(STATUS, "prospect") && is(STEP, "lost")),
            _ => false,
        }
}

/// The input a shape asks for.
#[component]
fn Control(
    /// The form.
    form: Form,
    /// The field's position.
    position: usize,
    /// What it is.
    field: &'static Field,
    /// The id of what describes a problem, while there is one.
    described: Signal<Option<String>>,
) -> impl IntoView {
    let text = form.text(position);
    let invalid = move || if described.with(Option::is_some) { "true" } else { "false" };
    let required = if field.required { "true" } else { "false" };
    match field.shape {
        Shape::Notes => view! {
            <textarea class="input" id=id_of(field) aria-invalid=invalid aria-describedby=move || described.get()
                prop:value=move || text.get() on:input=typing(move |text| form.typed(position, text))></textarea>
        }
        .into_any(),
        Shape::Tags => {
            let id = match field.name {
                "tags" => "field-tags",
                _ => "field-set",
            };
            view! { <TagEditor form position id/> }.into_any()
        }
        Shape::Link(name) => match domain::kind(name) {
            Some(kind) => view! { <LinkInput form position kind id=id_of(field) described/> }.into_any(),
            None => ().into_any(),
        },
        Shape::Choice(_) | Shape::Person => view! {
            <select class="input" id=id_of(field) aria-required=required aria-invalid=invalid aria-describedby=move || described.get()
                on:change=typing(move |text| form.typed(position, text))>
                <Options field text/>
            </select>
        }
        .into_any(),
        shape => {
            let line = LineInput::of(shape);
            view! {
                <input class="input" id=id_of(field) type=line.kind inputmode=line.keyboard autocapitalize=line.capitals
                    autocomplete="off" aria-required=required aria-invalid=invalid aria-describedby=move || described.get()
                    prop:value=move || text.get() on:input=typing(move |text| form.typed(position, text))/>
            }
            .into_any()
        }
    }
}

/// What a list offers: the choices of the field, or the people who may sign in.
#[component]
fn Options(
    /// The field.
    field: &'static Field,
    /// What is chosen.
    text: RwSignal<String>,
) -> impl IntoView {
    let language = language();
    let names = expect_context::<Names>();
    let offered = move || -> Vec<(String, String)> {
        let lang = language.get();
        if let Shape::Choice(choices) = field.shape {
            choices.iter().map(|Choice { key, label }| ((*key).into(), label.get(lang).into())).collect()
        } else {
            let chosen = text.get_untracked();
            let open = names
                .everybody()
                .into_iter()
                .filter(|person| person.closed_at.is_none() || person.id.to_string() == chosen);
            open.map(|person| (person.id.to_string(), person.name)).collect()
        }
    };
    let none = if matches!(field.shape, Shape::Person) { words::NOBODY } else { words::NONE };
    let empty = (!field.required).then(|| {
        view! { <option value="" prop:selected=move || text.with(String::is_empty)>{t(none)}</option> }.into_any()
    });
    view! {
        {empty}
        {move || offered().into_iter().map(|(key, label)| {
            let is_chosen = { let key = key.clone(); move || text.with(|text| *text == key) };
            view! { <option value=key prop:selected=is_chosen>{label}</option> }
        }).collect::<Vec<_>>()}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::client::{CLIENT, EMAIL, EMPLOYEES, PHONE};

    #[test]
    fn a_phone_shows_the_keyboard_that_fits_the_field() {
        let keyboard = |position: usize| LineInput::of(CLIENT.fields[position].shape).keyboard;
        assert_eq!((keyboard(EMAIL), keyboard(PHONE), keyboard(EMPLOYEES)), ("email", "tel", "numeric"));
    }
}
