//! The photos of a capture: a card or a badge, photographed; kept with the person in the same act.

use std::sync::Arc;

use domain::photo::{self, Picture};
use domain::{Lang, Record};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::Sheet;
use crate::edits::{Edits, Pictured};
use crate::pages::sales::Keeper;
use crate::parts::act::press;
use crate::parts::browser::Chosen;
use crate::parts::icon::Icon;
use crate::parts::picture::{self, Address, PictureButton};
use crate::texts::{sales, say};

/// One photo that is not kept yet.
#[derive(Clone)]
pub(super) struct Shot {
    id: Uuid,
    /// Under which it outlives the tab. Two tabs may show it, and each makes a photo of its own of it.
    draft: Uuid,
    picture: Arc<Picture>,
    address: Address,
}

impl Shot {
    fn of(picture: Picture, edits: Edits) -> Self {
        let shot = Self::restored(edits.new_id(), picture, edits);
        let (draft, picture) = (shot.draft, Arc::clone(&shot.picture));
        spawn_local(async move { edits.draft(draft, Some(picture)).await });
        shot
    }

    /// One that an earlier tab left.
    pub(super) fn restored(draft: Uuid, picture: Picture, edits: Edits) -> Self {
        Self { id: edits.new_id(), draft, address: Address::of(&picture), picture: Arc::new(picture) }
    }

    /// It is kept as a photo, or given up.
    pub(super) async fn forget(&self, edits: Edits) {
        edits.draft(self.draft, None).await;
    }

    /// The record of the photo of this client.
    pub(super) fn record(&self, client: &Record) -> Record {
        photo::of_client(self.id, client)
    }

    /// What is kept beside it.
    pub(super) fn pictured(&self) -> Pictured {
        (self.id, Picture::clone(&self.picture))
    }
}

/// Photographs a card; a phone opens its camera.
#[component]
pub(super) fn Photograph(
    /// The form.
    sheet: Sheet,
    /// Speaks the person's language.
    keeper: Keeper,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let take = move |chosen: Chosen| {
        busy.set(true);
        sheet.complaint.set(None);
        spawn_local(async move {
            let reduced = picture::reduced(&chosen).await;
            busy.try_set(false);
            match reduced {
                Some(picture) => drop(sheet.shots.try_update(|shots| shots.push(Shot::of(picture, keeper.edits)))),
                None => drop(sheet.complaint.try_set(Some(sales::NO_PHOTO.get(keeper.lang()).to_owned()))),
            }
        });
    };
    view! { <PictureButton label=sales::PHOTOGRAPH doing=sales::PHOTOGRAPHING busy camera=true take=Callback::new(take)/> }
}

/// The photos so far, each with a way to remove it.
#[component]
pub(super) fn Shots(
    /// The form.
    sheet: Sheet,
    /// Lets go of what was removed.
    keeper: Keeper,
) -> impl IntoView {
    let remove = move |id: Uuid| {
        let removed = sheet.shots.with_untracked(|shots| shots.iter().find(|shot| shot.id == id).cloned());
        sheet.shots.update(|shots| shots.retain(|shot| shot.id != id));
        if let Some(removed) = removed {
            spawn_local(async move { removed.forget(keeper.edits).await });
        }
    };
    let each = move || {
        let numbered = sheet.shots.get().into_iter().zip(1..);
        numbered
            .map(|(shot, number)| {
                let label = |words: fn(Lang, usize) -> String| say(move |lang| words(lang, number));
                view! {
                    <li class="photo">
                        <img src=shot.address.text() alt=label(sales::shot)/>
                        <button type="button" class="icon-button" aria-label=label(sales::remove_shot) on:click=press(move || remove(shot.id))><Icon name="close"/></button>
                    </li>
                }
                .into_any()
            })
            .collect::<Vec<_>>()
    };
    view! { <ul class="photo-list">{each}</ul> }
}
