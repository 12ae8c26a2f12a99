//! Putting an earlier value back: an ordinary edit, with the way back from it.

use domain::{Kind, Record};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::Act;
use sync::wire::Outcome;
use uuid::Uuid;

use crate::api::HistoryEntry;
use crate::edits::Edits;
use crate::parts::act::press;
use crate::parts::icon::Icon;
use crate::parts::toast::Toasts;
use crate::records::Records;
use crate::texts::{form, history as words, language, t};

/// Whether there is something to go back to: an act that changed values of a record that was there, and took effect.
pub(super) fn can_restore(kind: &'static Kind, entry: &HistoryEntry) -> bool {
    let refused = matches!(entry.outcome, Some(Outcome::Refused { .. }));
    // Imports, plans and conversions make records too: what a record must have was not there before.
    let made = |edit: &sync::Edit| {
        edit.from.is_none() && kind.position(&edit.field).is_some_and(|field| kind.fields[field].required)
    };
    let wrote = matches!(entry.act, Act::Create | Act::Capture) || entry.edits.iter().any(made);
    let known =
        |edit: &sync::Edit| edit.is_change() && kind.position(&edit.field).is_some_and(|field| field != kind.conflicts);
    !refused && !wrote && entry.edits.iter().any(known)
}

/// The record with the values that stood before an act.
fn restored(record: &Record, entry: &HistoryEntry) -> Record {
    let mut after = record.clone();
    for edit in &entry.edits {
        if let Some(field) = record.kind.position(&edit.field).filter(|field| *field != record.kind.conflicts) {
            after.set(field, edit.from.clone());
        }
    }
    after
}

/// The button.
#[component]
pub(super) fn Restore(
    /// What the record is.
    kind: &'static Kind,
    /// The record.
    record: Uuid,
    /// What happened to it.
    entry: HistoryEntry,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let (edits, toasts) = (expect_context::<Edits>(), expect_context::<Toasts>());
    let language = language();
    let restore = move || {
        let lang = language.get_untracked();
        let entry = entry.clone();
        spawn_local(async move {
            let Some(before) = records.show_kind(kind, record).await else {
                return toasts.say(words::NOT_HERE.get(lang));
            };
            let after = restored(&before.record, &entry);
            match edits.edit(&before, after, Act::Restore).await {
                Ok(Some(n)) => toasts.offer_undo(
                    words::RESTORED.get(lang),
                    Callback::new(move |()| {
                        spawn_local(async move {
                            match edits.undo(n).await {
                                Ok(_) => toasts.say(words::TAKEN_BACK.get(lang)),
                                Err(error) => toasts.say(form::not_saved(lang, &error)),
                            }
                        });
                    }),
                ),
                Ok(None) => toasts.say(words::SAME.get(lang)),
                Err(error) => toasts.say(form::not_saved(lang, &error)),
            }
        });
    };
    view! {
        <button type="button" class="button plain" on:click=press(restore)><Icon name="undo" small=true/> {t(words::RESTORE)}</button>
    }
}

#[cfg(test)]
mod tests {
    use domain::Value;
    use domain::client::{CITY, CLIENT, STATUS};
    use sync::Edit;

    use super::*;

    fn entry(act: Act, edits: Vec<Edit>, outcome: Option<Outcome>) -> HistoryEntry {
        HistoryEntry {
            mutation: Uuid::nil(),
            at: 0,
            received_at: 0,
            made_at: 0,
            person: Uuid::nil(),
            device_label: String::new(),
            act,
            edits,
            outcome,
        }
    }

    fn edit(field: &str, from: Option<&str>, to: Option<&str>) -> Edit {
        Edit { field: field.into(), from: from.map(Value::from), to: to.map(Value::from) }
    }

    #[test]
    fn only_what_the_act_changed_goes_back() {
        let mut record = Record::new(&CLIENT, Uuid::nil());
        record.set(STATUS, Some("vip".into()));
        record.set(CITY, Some("Nîmes".into()));
        let after = restored(&record, &entry(Act::Edit, vec![edit("status", Some("client"), Some("vip"))], None));
        assert_eq!((after.text(STATUS), after.text(CITY)), ("client", "Nîmes"));
    }

    #[test]
    fn a_new_record_or_a_refused_act_has_no_earlier_value() {
        let edits = || vec![edit("city", None, Some("Nîmes"))];
        assert!(can_restore(&CLIENT, &entry(Act::Edit, edits(), None)));
        assert!(!can_restore(&CLIENT, &entry(Act::Create, edits(), None)));
        let imported = vec![edit("last_name", None, Some("Roy")), edit("status", None, Some("client"))];
        assert!(!can_restore(&CLIENT, &entry(Act::Import, imported, None)));
        let refused = Outcome::Refused { reason: sync::wire::Refusal::NotAllowed };
        assert!(!can_restore(&CLIENT, &entry(Act::Edit, edits(), Some(refused))));
        assert!(!can_restore(&CLIENT, &entry(Act::Edit, Vec::new(), None)));
    }
}
