//! Sales (rows M1–M8 of the module): prospects, opportunities, accounts, interactions, trade shows, reports.

pub(crate) mod board;
pub(crate) mod capture;
mod captures;
pub(crate) mod convert;
pub(crate) mod edit;
mod history;
pub(crate) mod kinds;
pub(crate) mod list;
pub(crate) mod logging;
pub(crate) mod of_address;
pub(crate) mod opportunities;
pub(crate) mod prospects;
pub(crate) mod reports;
mod rows;
pub(crate) mod show;
pub(crate) mod stages;
pub(crate) mod tabs;

use std::sync::Arc;

use domain::shapes::money;
use domain::{Field, Kind, Lang, Record, Shape, client, opportunity};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::edits::{Edits, SaveError};
use crate::parts::diff::{NameOf, show as show_value};
use crate::parts::toast::Toasts;
use crate::records::{Records, ShownRecord};
use crate::texts::{form, sales};

/// What a field of a record says, people and linked records by their names, amounts in their currency.
pub(crate) fn told(record: &Record, field: usize, lang: Lang, name: NameOf<'_>) -> String {
    let Some(value) = record.get(field) else { return String::new() };
    let declared: &'static Field = &record.kind.fields[field];
    match (declared.shape, value.as_number()) {
        (Shape::Money, Some(cents)) => money::show_in(cents, currency(record), lang),
        (Shape::Percent, Some(share)) => format!("{share}\u{a0}%"),
        _ => show_value(declared, value, lang, name),
    }
}

fn currency(record: &Record) -> &str {
    if is(record, &opportunity::OPPORTUNITY) { record.text(opportunity::CURRENCY) } else { "EUR" }
}

/// Whether a record is of this kind.
pub(crate) fn is(record: &Record, kind: &Kind) -> bool {
    record.kind.name == kind.name
}

/// How many of the kinds that a kind links to this device has read: whatever names linked records is drawn again when
/// it moves.
pub(crate) fn named(kind: &'static Kind) -> Memo<usize> {
    let records = expect_context::<Records>();
    Memo::new(move |_| {
        let links = kind.fields.iter().filter_map(|field| match field.shape {
            Shape::Link(name) if name != client::CLIENT.name => domain::kind(name),
            _ => None,
        });
        links.filter(|linked| records.all(linked).is_some()).count()
    })
}

/// The records alone.
pub(crate) fn records_of(all: &[Arc<ShownRecord>]) -> Vec<&Record> {
    all.iter().map(|shown| &shown.record).collect()
}

/// Says that an act is kept on this device, with the way back; or why it is not.
#[derive(Clone, Copy)]
pub(crate) struct Keeper {
    pub(crate) edits: Edits,
    toasts: Toasts,
    language: Signal<Lang>,
}

impl Keeper {
    /// Takes what it needs from context.
    pub(crate) fn take() -> Self {
        Self { edits: expect_context(), toasts: expect_context(), language: crate::texts::language() }
    }

    /// The language in force.
    pub(crate) fn lang(self) -> Lang {
        self.language.get_untracked()
    }

    /// Says what came of an act. True when it is kept.
    pub(crate) fn tell(self, kept: Result<Option<u64>, SaveError>, said: String) -> bool {
        let Self { edits, toasts, .. } = self;
        let lang = self.lang();
        match kept {
            Ok(Some(n)) => {
                let undo = Callback::new(move |()| {
                    spawn_local(async move {
                        match edits.undo(n).await {
                            Ok(_) => toasts.say(sales::TAKEN_BACK.get(lang)),
                            Err(error) => toasts.say(form::not_saved(lang, &error)),
                        }
                    });
                });
                toasts.offer_undo(said, undo);
                true
            }
            Ok(None) => true,
            Err(error) => {
                toasts.say(form::not_saved(lang, &error));
                false
            }
        }
    }
}
