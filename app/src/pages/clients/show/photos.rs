//! The photos of a client: cards and badges, small in a row, large at a tap; one more added, one deleted with its way back.

use domain::photo::{self, PHOTO};
use domain::{Value, time};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::Act;
use uuid::Uuid;

use super::Shown;
use crate::edits::Edits;
use crate::follow_ups::Saved;
use crate::parts::act::{When, press, whether};
use crate::parts::browser::{self, Chosen};
use crate::parts::icon::Icon;
use crate::parts::picture::{self, PhotoPicture, PictureButton};
use crate::parts::sheet::Sheet;
use crate::parts::toast::Toasts;
use crate::parts::told::Teller;
use crate::records::Records;
use crate::texts::{language, record, sales, say, t};

/// The photos, where there are some, and the button that adds one.
#[component]
pub(super) fn Photos(
    /// The client.
    shown: Shown,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let photos = Memo::new(move |_| {
        let Some(client) = shown.with(|shown| shown.as_ref().map(|shown| shown.record.id)) else { return Vec::new() };
        let known = records.children(&PHOTO, photo::CLIENT, client).unwrap_or_default();
        // The newest first.
        known.iter().rev().map(|shown| shown.record.id).collect()
    });
    let (open, large) = (RwSignal::new(false), RwSignal::new(None::<Uuid>));
    let enlarge = move |id: Uuid| {
        large.set(Some(id));
        open.set(true);
    };
    view! {
        <When is=whether(move || photos.with(|photos| !photos.is_empty()))>
            <section class="photos" aria-labelledby="photos-title">
                <h2 id="photos-title" class="part-title">{t(record::PHOTOS)}</h2>
                <ul class="photo-list">
                    <For each=move || photos.get() key=|id| *id let:id>
                        <li class="photo">
                            <button type="button" aria-label=say(move |lang| record::enlarge_photo(lang, time::made_at(id))) on:click=press(move || enlarge(id))>
                                <PhotoPicture photo=id alt=""/>
                            </button>
                        </li>
                    </For>
                </ul>
            </section>
        </When>
        <Add shown/>
        <Large open photo=large/>
    }
}

/// Adds a photo; a phone offers its camera.
#[component]
fn Add(
    /// The client.
    shown: Shown,
) -> impl IntoView {
    let (edits, teller, toasts) = (expect_context::<Edits>(), Teller::take(), expect_context::<Toasts>());
    let language = language();
    let busy = RwSignal::new(false);
    let add = move |chosen: Chosen| {
        let Some(client) = shown.get_untracked() else { return };
        busy.set(true);
        spawn_local(async move {
            let reduced = picture::reduced(&chosen).await;
            busy.try_set(false);
            let Some(picture) = reduced else { return toasts.say(sales::NO_PHOTO.get(language.get_untracked())) };
            let id = edits.new_id();
            let made = vec![(None, photo::of_client(id, &client.record))];
            teller.tell(record::PHOTO_ADDED, async move {
                edits.with_pictures(made, Act::Create, vec![(id, picture)]).await
            });
        });
    };
    view! {
        <div class="buttons">
            <PictureButton label=record::ADD_PHOTO doing=sales::PHOTOGRAPHING busy camera=false take=Callback::new(add)/>
        </div>
    }
}

/// One photo, large, above the page.
#[component]
fn Large(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Which one.
    photo: RwSignal<Option<Uuid>>,
) -> impl IntoView {
    let (records, edits, teller) = (expect_context::<Records>(), expect_context::<Edits>(), Teller::take());
    let delete = move || {
        let Some(id) = photo.get_untracked() else { return };
        open.set(false);
        teller.tell(record::PHOTO_DELETED, delete(records, edits, id));
    };
    let image = move || {
        photo.get().map(|id| {
            let alt = say(move |lang| record::photo_of(lang, time::made_at(id)));
            view! { <div class="photo-large"><PhotoPicture photo=id alt/></div> }.into_any()
        })
    };
    view! {
        <Sheet open id="photo-title" title=record::PHOTO>
            {image}
            <div class="buttons">
                <button type="button" class="button danger" on:click=press(delete)><Icon name="trash"/> {t(record::DELETE_PHOTO)}</button>
            </div>
        </Sheet>
    }
}

async fn delete(records: Records, edits: Edits, id: Uuid) -> Saved {
    let Some(before) = records.show_kind(&PHOTO, id).await else { return Ok(None) };
    let mut after = before.record.clone();
    after.set(photo::DELETED_AT, Some(Value::Number(browser::now())));
    edits.edit(&before, after, Act::Delete).await
}
