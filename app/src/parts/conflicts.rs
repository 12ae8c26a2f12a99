//! A record's open conflicts: both values, who wrote them, and one tap to choose.

use domain::{Kind, Lang, Record, Shape, time};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::conflict::{About, Conflict};
use uuid::Uuid;

use super::diff::{NameOf, namer, show};
use super::icon::Icon;
use super::names::Names;
use super::toast::Toasts;
use crate::edits::Edits;
use crate::parts::act::press;
use crate::records::ShownRecord;
use crate::texts::{form, language, record, t};

/// The open conflicts a record carries.
pub(crate) fn open(record: &Record) -> Vec<Conflict> {
    serde_json::from_str(record.text(record.kind.conflicts)).unwrap_or_default()
}

/// One of the two sides, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Side {
    value: String,
    by: String,
}

/// A conflict, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Dispute {
    title: String,
    kept: Side,
    lost: Side,
    about: About,
}

impl Dispute {
    fn of(conflict: &Conflict, kind: &'static Kind, lang: Lang, name: NameOf<'_>) -> Self {
        let by = |person, at| {
            let name = name(Shape::Person, person).unwrap_or_else(|| record::SOMEBODY.get(lang).to_owned());
            format!("{name}, {}", time::show(at, lang))
        };
        let (kept_by, lost_by) = (by(conflict.kept_by, conflict.kept_at), by(conflict.lost_by, conflict.lost_at));
        if conflict.about == About::Deletion {
            let (kept, lost) = (record::KEPT_STATE.get(lang).to_owned(), record::DELETED_STATE.get(lang).to_owned());
            return Self {
                title: record::CONFLICT_DELETION.get(lang).to_owned(),
                kept: Side { value: kept, by: kept_by },
                lost: Side { value: lost, by: lost_by },
                about: conflict.about,
            };
        }
        let mut labels = Vec::new();
        let (mut kept, mut lost) = (Vec::new(), Vec::new());
        for loss in &conflict.values {
            let Some(field) = kind.position(&loss.field).map(|position| &kind.fields[position]) else { continue };
            labels.push(field.label.get(lang));
            let shown = |value: &Option<domain::Value>| match value {
                Some(value) => show(field, value, lang, name),
                None => record::NOT_ALONE.get(lang).to_owned(),
            };
            kept.push(shown(&loss.kept));
            lost.push(shown(&loss.lost));
        }
        Self {
            title: record::conflict_about(lang, &labels.join(", ")),
            kept: Side { value: kept.join("\n"), by: kept_by },
            lost: Side { value: lost.join("\n"), by: lost_by },
            about: conflict.about,
        }
    }
}

/// The conflicts of a record, each with its two ways out.
#[component]
pub(crate) fn Conflicts(
    /// The record that carries them.
    shown: Signal<Option<ShownRecord>>,
) -> impl IntoView {
    let language = language();
    let names = expect_context::<Names>();
    let disputes = move || {
        let lang = language.get();
        shown.with(|shown| {
            let record = &shown.as_ref()?.record;
            let told = |conflict: &Conflict| (conflict.id, Dispute::of(conflict, record.kind, lang, &namer(names)));
            Some(open(record).iter().map(told).collect::<Vec<_>>())
        })
    };
    move || {
        disputes()
            .unwrap_or_default()
            .into_iter()
            .map(|(id, dispute)| view! { <OneConflict shown id dispute/> }.into_any())
            .collect::<Vec<_>>()
    }
}

#[component]
fn OneConflict(
    /// The record.
    shown: Signal<Option<ShownRecord>>,
    /// Which conflict.
    id: Uuid,
    /// In words.
    dispute: Dispute,
) -> impl IntoView {
    let edits = expect_context::<Edits>();
    let toasts = expect_context::<Toasts>();
    let language = language();
    let settle = move |restore: bool| {
        let Some(shown) = shown.get_untracked() else { return };
        let lang = language.get_untracked();
        spawn_local(async move {
            match edits.settle(&shown, id, restore).await {
                Ok(_) => toasts.say(record::SETTLED.get(lang)),
                Err(error) => toasts.say(form::not_saved(lang, &error)),
            }
        });
    };
    let (take_other, fine_so) = match dispute.about {
        About::Values => (record::TAKE_OTHER, record::FINE_SO),
        About::Deletion => (record::DELETE_AFTER_ALL, record::KEEP_RECORD),
    };
    let title = dispute.title.clone();
    view! {
        <section class="conflict" aria-label=title>
            <h2><Icon name="clash"/> {dispute.title}</h2>
            <div class="sides">
                <div class="side" data-kept>
                    <span class="label">{t(record::KEPT)}</span>
                    <span class="value">{dispute.kept.value}</span>
                    <span class="fine">{dispute.kept.by}</span>
                    <button type="button" class="button main-one" on:click=press(move || settle(false))>{t(fine_so)}</button>
                </div>
                <div class="side">
                    <span class="label">{t(record::LOST)}</span>
                    <span class="value">{dispute.lost.value}</span>
                    <span class="fine">{dispute.lost.by}</span>
                    <button type="button" class="button" on:click=press(move || settle(true))>{t(take_other)}</button>
                </div>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Value;
    use domain::client::{CLIENT, CONFLICTS};
    use sync::conflict::Loss;

    fn conflict() -> Conflict {
        Conflict {
            id: Uuid::from_u128(9),
            about: About::Values,
            values: vec![Loss { field: "city".into(), kept: Some(Value::from("Lyon")), lost: None }],
            kept_by: Uuid::from_u128(1),
            kept_at: 0,
            lost_by: Uuid::from_u128(2),
            lost_at: 0,
        }
    }

    #[test]
    fn both_values_are_shown_and_nothing_is_told_as_empty() {
        let dispute = Dispute::of(&conflict(), &CLIENT, Lang::Fr, &|_, id| (id.as_u128() == 1).then(|| "Léa".into()));
        assert_eq!(dispute.title, "Deux personnes ont changé «\u{a0}Ville\u{a0}»");
        assert_eq!((dispute.kept.value.as_str(), dispute.lost.value.as_str()), ("Lyon", "(vide)"));
        assert!(dispute.kept.by.starts_with("Léa, ") && dispute.lost.by.starts_with("Quelqu’un, "));
    }

    #[test]
    fn conflicts_are_read_from_the_record_and_nonsense_is_none() {
        let mut record = Record::new(&CLIENT, Uuid::nil());
        assert!(open(&record).is_empty());
        record.set(CONFLICTS, Some(Value::from(serde_json::to_string(&[conflict()]).unwrap().as_str())));
        assert_eq!(open(&record), [conflict()]);
        record.set(CONFLICTS, Some(Value::from("nonsense")));
        assert!(open(&record).is_empty());
    }
}
