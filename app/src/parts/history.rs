//! What happened to a record: who, when, on which device, made offline or not, from what to what.
//! This device's own waiting changes stand on top.

use domain::{Kind, Lang, Millis, Shape, Words, time};
use leptos::prelude::*;
use sync::wire::Outcome;
use sync::{Act, Mutation};
use uuid::Uuid;

use super::diff::{Diff, Line, NameOf, lines};
use crate::api::HistoryEntry;
use crate::texts::record;

/// An act received this much later than it was made was made offline, in milliseconds.
const OFFLINE: Millis = 2 * 60 * 1000;

/// One entry, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// Names the entry among the others.
    pub(crate) key: Uuid,
    /// When it was made, as far as can be trusted.
    pub(crate) at: Millis,
    /// Who, and what they did.
    pub(crate) who: String,
    /// What they did.
    pub(crate) did: Words,
    /// When and on which device.
    pub(crate) meta: String,
    /// What came of it, when it did not simply apply.
    pub(crate) outcome: Option<Words>,
    /// What it changed.
    pub(crate) lines: Vec<Line>,
    /// Only this device knows it.
    pub(crate) local: bool,
    /// It wrote a whole record: its lines are folded away.
    pub(crate) whole: bool,
}

impl Told {
    /// An entry of the server's history.
    pub(crate) fn of(entry: &HistoryEntry, kind: &'static Kind, lang: Lang, name: NameOf<'_>) -> Self {
        let when = if entry.received_at - entry.at > OFFLINE {
            record::made_offline(lang, &time::show(entry.at, lang), &time::show(entry.received_at, lang))
        } else {
            time::show(entry.received_at, lang)
        };
        Self {
            key: entry.mutation,
            at: entry.at,
            who: name(Shape::Person, entry.person).unwrap_or_else(|| {
                let nobody = if entry.person.is_nil() { record::BY_ITSELF } else { record::SOMEBODY };
                nobody.get(lang).to_owned()
            }),
            did: record::did(entry.act),
            meta: if entry.device_label.is_empty() { when } else { format!("{when} · {}", entry.device_label) },
            outcome: entry.outcome.as_ref().map(|outcome| match outcome {
                Outcome::Conflict => record::MET,
                Outcome::Refused { .. } => record::REFUSED,
            }),
            lines: lines(kind, &entry.edits, lang, name),
            local: false,
            whole: matches!(entry.act, Act::Create | Act::Import),
        }
    }

    /// A change that waits on this device.
    pub(crate) fn waiting(mutation: &Mutation, id: Uuid, kind: &'static Kind, lang: Lang, name: NameOf<'_>) -> Self {
        let edits = mutation.changes.iter().find(|change| change.record == id).map(|change| change.edits.as_slice());
        Self {
            key: mutation.id,
            at: mutation.made_at,
            who: record::YOU.get(lang).to_owned(),
            did: record::you_did(mutation.act),
            meta: format!("{} · {}", time::show(mutation.made_at, lang), record::WAITING.get(lang)),
            outcome: None,
            lines: lines(kind, edits.unwrap_or_default(), lang, name),
            local: true,
            whole: mutation.act == Act::Create,
        }
    }
}

/// The values of an entry, nothing when it changed none; those of a whole record are folded away.
pub(crate) fn changes(lines: Vec<Line>, whole: bool, lang: Lang) -> Option<AnyView> {
    let count = lines.len();
    match (count, whole) {
        (0, _) => None,
        (_, false) => Some(view! { <Diff lines/> }.into_any()),
        (_, true) => Some(
            view! {
                <details class="whole">
                    <summary>{record::see_values(lang, count)}</summary>
                    <Diff lines/>
                </details>
            }
            .into_any(),
        ),
    }
}

/// One entry along the margin line.
pub(crate) fn entry(told: Told, lang: Lang) -> AnyView {
    let changes = changes(told.lines, told.whole, lang);
    view! {
        <li class="entry" data-local=told.local.then_some("") data-clash=told.outcome.is_some().then_some("")>
            <p class="entry-head">
                <strong>{told.who}</strong>
                <span>{told.did.get(lang)} {told.outcome.map(|outcome| format!(" · {}", outcome.get(lang)))}</span>
            </p>
            <p class="entry-meta">{told.meta}</p>
            {changes}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::client::CLIENT;

    const NOON: Millis = 1_795_258_800_000;

    fn entry(at: Millis, received_at: Millis) -> HistoryEntry {
        HistoryEntry {
            mutation: Uuid::nil(),
            at,
            received_at,
            made_at: at,
            person: Uuid::from_u128(1),
            device_label: "Téléphone de Camille".into(),
            act: Act::Edit,
            edits: Vec::new(),
            outcome: None,
        }
    }

    fn told(entry: &HistoryEntry) -> Told {
        Told::of(entry, &CLIENT, Lang::Fr, &|_, _| Some("Camille Martin".into()))
    }

    #[test]
    fn an_edit_made_offline_tells_both_times_and_the_device() {
        let told = told(&entry(NOON, NOON + 3 * 60 * 60 * 1000));
        assert!(told.meta.starts_with("fait hors ligne"), "{}", told.meta);
        assert!(told.meta.contains("reçu") && told.meta.ends_with("Téléphone de Camille"), "{}", told.meta);
    }

    #[test]
    fn an_edit_made_online_tells_one_time() {
        let told = told(&entry(NOON, NOON + 900));
        assert!(!told.meta.contains("hors ligne"), "{}", told.meta);
        assert_eq!(told.who, "Camille Martin");
    }
}
