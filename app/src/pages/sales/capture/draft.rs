//! What is on the form and not kept yet outlives the tab: texts and chips in the browser's storage, photos in the outbox's
//! database. A phone that opens its camera may end the tab.

use domain::client::{CLIENT, WARMTHS};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Sheet;
use super::shots::Shot;
use crate::edits::Edits;
use crate::parts::act::effect;

/// Where this browser remembers the event one is at.
const EVENT_KEY: &str = "capture/event";
/// Where this browser keeps what is being typed.
const TEXTS_KEY: &str = "capture";
/// Where it keeps what the chips say, and the code on a badge.
const CHIPS_KEY: &str = "capture/chips";

/// What is on the form besides texts and photos.
#[derive(Default, PartialEq, Eq, Serialize, Deserialize)]
struct Chips {
    warmth: String,
    quote: bool,
    call: bool,
    /// What the code on a badge says, by the names of fields.
    badge: Vec<(String, String)>,
}

/// Brings back what an earlier tab left, and keeps what is chosen from now on. In the browser only.
pub(super) fn restore(sheet: Sheet, edits: Edits) {
    effect(move || {
        sheet.event.set(sheet.settings.draft::<Uuid>(EVENT_KEY));
        if let Some(texts) = sheet.settings.draft::<[String; 4]>(TEXTS_KEY) {
            for (field, text) in sheet.texts().into_iter().zip(texts) {
                field.set(text);
            }
        }
        if let Some(chips) = sheet.settings.draft::<Chips>(CHIPS_KEY) {
            chips.onto(sheet);
        }
        spawn_local(async move {
            let drafts = edits.drafts().await;
            let shots = drafts.into_iter().map(|(draft, picture)| Shot::restored(draft, picture, edits));
            sheet.shots.try_update(|now| now.splice(0..0, shots).for_each(drop));
        });
    });
    // After the first, which it would otherwise overwrite.
    effect(move || match Chips::of(sheet) {
        nothing if nothing == Chips::default() => sheet.settings.drop_draft(CHIPS_KEY),
        // Where the browser refuses, it still stands in the form.
        chips => drop(sheet.settings.keep_draft(CHIPS_KEY, &chips)),
    });
}

/// All that was on the form, while the disk writes it.
pub(super) struct Taken {
    texts: [String; 4],
    chips: Chips,
    /// The photos.
    pub(super) shots: Vec<Shot>,
}

impl Taken {
    /// What is on the form now.
    pub(super) fn of(sheet: Sheet) -> Self {
        let texts = texts_of(sheet);
        Self { texts, chips: untrack(|| Chips::of(sheet)), shots: sheet.shots.get_untracked() }
    }

    /// It is kept as records, so its texts need not outlive the tab any more; those of the next one do.
    pub(super) fn let_go(&self, sheet: Sheet) {
        if !sheet.name.is_disposed() {
            keep_texts(sheet);
        } else if sheet.settings.draft::<[String; 4]>(TEXTS_KEY).as_ref() == Some(&self.texts) {
            drop_texts(sheet);
        }
    }

    /// The disk refused it: back onto the form. Where something else stands meanwhile, the note takes it. Whoever has left the
    /// page finds it there when they return: texts have not left the browser's storage, nor photos the database.
    pub(super) fn give_back(self, sheet: Sheet) {
        if sheet.name.is_disposed() {
            // Where the browser refuses this too, it gives no room at all.
            let _ = sheet.settings.keep_draft(CHIPS_KEY, &self.chips);
            return;
        }
        sheet.shots.update(|now| now.splice(0..0, self.shots).for_each(drop));
        let mut displaced = Vec::new();
        for (field, text) in sheet.texts().into_iter().zip(self.texts) {
            if field.with_untracked(String::is_empty) {
                field.set(text);
            } else if !text.is_empty() {
                displaced.push(text);
            }
        }
        sheet.note.update(|note| {
            for text in displaced {
                if !note.is_empty() {
                    note.push_str(" · ");
                }
                note.push_str(&text);
            }
        });
        keep_texts(sheet);
        if untrack(|| Chips::of(sheet)) == Chips::default() {
            self.chips.onto(sheet);
        }
    }
}

/// Keeps the texts, if there are any.
pub(super) fn keep_texts(sheet: Sheet) {
    match texts_of(sheet) {
        texts if texts.iter().all(String::is_empty) => drop_texts(sheet),
        // Where the browser refuses, they still stand in the form.
        texts => drop(sheet.settings.keep_draft(TEXTS_KEY, &texts)),
    }
}

fn texts_of(sheet: Sheet) -> [String; 4] {
    sheet.texts().map(|field| field.get_untracked())
}

/// The texts are kept as records, or given up.
pub(super) fn drop_texts(sheet: Sheet) {
    sheet.settings.drop_draft(TEXTS_KEY);
}

/// Remembers the event one is at, also for those who are captured next.
pub(super) fn keep_event(sheet: Sheet, event: Option<Uuid>) {
    match event {
        Some(event) => drop(sheet.settings.keep_draft(EVENT_KEY, &event)),
        None => sheet.settings.drop_draft(EVENT_KEY),
    }
}

impl Chips {
    fn of(sheet: Sheet) -> Self {
        let named = |(field, text): (usize, String)| (CLIENT.fields[field].name.to_owned(), text);
        Self {
            warmth: sheet.warmth.get().to_owned(),
            quote: sheet.quote.get(),
            call: sheet.call.get(),
            badge: sheet.badge.get().into_iter().map(named).collect(),
        }
    }

    fn onto(self, sheet: Sheet) {
        let warmth = WARMTHS.iter().find(|warmth| warmth.key == self.warmth);
        sheet.warmth.set(warmth.map_or("", |warmth| warmth.key));
        sheet.quote.set(self.quote);
        sheet.call.set(self.call);
        let placed = |(name, text): (String, String)| Some((CLIENT.position(&name)?, text));
        sheet.badge.set(self.badge.into_iter().filter_map(placed).collect());
    }
}
