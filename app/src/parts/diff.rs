//! What an act changed, in words: one line per field, from what to what. History, queue and conflicts say it alike.

use domain::{Field, Kind, Lang, Section, Shape, Value, Words};
use leptos::prelude::*;
use sync::{Change, Edit};
use uuid::Uuid;

use super::icon::Icon;
use super::names::Names;
use crate::texts::{record, t};

/// What the person or record that a field of this shape names is called, if anybody knows.
pub(crate) type NameOf<'a> = &'a dyn Fn(Shape, Uuid) -> Option<String>;

/// One changed field, as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The field's label.
    pub(crate) label: Words,
    /// What it was, if anything.
    pub(crate) from: Option<String>,
    /// What it is now, if anything.
    pub(crate) to: Option<String>,
    /// Only the lines that differ are told, not the whole text.
    pub(crate) partial: bool,
}

/// Longer values are cut: history is for seeing what happened, the record for reading.
const SHOWN_LENGTH: usize = 240;

/// The fields a person changed. What only programs write is left out.
pub(crate) fn lines(kind: &'static Kind, edits: &[Edit], lang: Lang, name: NameOf<'_>) -> Vec<Line> {
    let shown =
        |field: &'static Field, value: &Option<Value>| value.as_ref().map(|value| cut(&show(field, value, lang, name)));
    edits
        .iter()
        .filter_map(|edit| {
            let field = &kind.fields[kind.position(&edit.field)?];
            let (from, to) = match (field.shape, &edit.from, &edit.to) {
                (Shape::Notes, Some(from), Some(to)) => {
                    let (from, to) = (from.as_text().unwrap_or_default(), to.as_text().unwrap_or_default());
                    (lines_missing(from, to), lines_missing(to, from))
                }
                _ => (shown(field, &edit.from), shown(field, &edit.to)),
            };
            let partial = matches!((field.shape, &edit.from, &edit.to), (Shape::Notes, Some(_), Some(_)));
            let line = Line { label: field.label, from, to, partial };
            (field.section != Section::System).then_some(line)
        })
        .collect()
}

/// The fields a change touches, in the same words.
pub(crate) fn lines_of(change: &Change, lang: Lang, name: NameOf<'_>) -> Vec<Line> {
    domain::kind(&change.kind).map(|kind| lines(kind, &change.edits, lang, name)).unwrap_or_default()
}

/// A value as people read it, with people and linked records by their names.
pub(crate) fn show(field: &Field, value: &Value, lang: Lang, name: NameOf<'_>) -> String {
    let text = field.show(value, lang);
    match field.shape {
        Shape::Person | Shape::Link(_) => {
            let unknown = if matches!(field.shape, Shape::Person) { record::SOMEBODY } else { record::ELSEWHERE };
            let told = Uuid::parse_str(&text).ok().and_then(|id| name(field.shape, id));
            told.unwrap_or_else(|| unknown.get(lang).to_owned())
        }
        _ => text,
    }
}

/// The lines of a text that another has not, so that a note added to a long page is told alone.
fn lines_missing(text: &str, other: &str) -> Option<String> {
    let missing: Vec<_> =
        text.lines().filter(|line| !line.trim().is_empty() && !other.lines().any(|kept| kept == *line)).collect();
    (!missing.is_empty()).then(|| cut(&missing.join("\n")))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN_LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The lines on the page.
#[component]
pub(crate) fn Diff(
    /// What changed.
    lines: Vec<Line>,
) -> impl IntoView {
    let each = lines.into_iter().map(|line| {
        let from = line.from.map(|from| {
            let becomes = (line.to.is_some() || !line.partial).then(|| {
                view! {
                    <Icon name="arrow" small=true/>
                    <span class="unseen">{t(record::BECOMES)} " "</span>
                }
                .into_any()
            });
            view! {
                <del>{from}</del>
                {becomes}
            }
        });
        let to = match line.to {
            Some(to) => view! { <ins>{to}</ins> }.into_any(),
            None if line.partial => ().into_any(),
            None => view! { <span class="fine">{t(record::NOT_ALONE)}</span> }.into_any(),
        };
        view! {
            <li>
                <span class="what">{t(line.label)}</span>
                <span class="values">{from} {to}</span>
            </li>
        }
    });
    view! { <ul class="diff">{each.collect::<Vec<_>>()}</ul> }
}

/// A name look-up for [`lines`] and [`show`].
pub(crate) fn namer(names: Names) -> impl Fn(Shape, Uuid) -> Option<String> {
    move |shape, id| match shape {
        Shape::Link(kind) => names.linked(domain::kind(kind)?, id),
        _ => names.of(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::client::CLIENT;

    fn edit(field: &str, from: Option<&str>, to: Option<&str>) -> Edit {
        Edit { field: field.into(), from: from.map(Value::from), to: to.map(Value::from) }
    }

    #[test]
    fn a_change_is_told_by_labels_and_names_not_by_keys_and_ids() {
        let camille = Uuid::from_u128(1);
        let edits = [
            edit("status", Some("prospect"), Some("vip")),
            edit("assignee", None, Some(&camille.to_string())),
            edit("deleted_at", None, Some("1")),
            edit("no_such_field", None, Some("1")),
        ];
        let told = lines(&CLIENT, &edits, Lang::Fr, &|_, id| (id == camille).then(|| "Camille Martin".into()));
        assert_eq!(told.len(), 2);
        assert_eq!((told[0].from.as_deref(), told[0].to.as_deref()), (Some("Prospect"), Some("VIP")));
        assert_eq!(told[1].to.as_deref(), Some("Camille Martin"));
    }

    #[test]
    fn a_line_added_to_the_notes_is_told_alone() {
        let told = lines(&CLIENT, &[edit("notes", Some("a\nb"), Some("a\nb\nc"))], Lang::Fr, &|_, _| None);
        assert_eq!((told[0].from.as_deref(), told[0].to.as_deref()), (None, Some("c")));
    }

    #[test]
    fn long_notes_are_cut_between_characters() {
        let long = "é".repeat(1000);
        let told = lines(&CLIENT, &[edit("notes", None, Some(&long))], Lang::Fr, &|_, _| None);
        assert_eq!(told[0].to.as_deref().map(|text| text.chars().count()), Some(SHOWN_LENGTH + 1));
    }
}
