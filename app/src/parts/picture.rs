//! Pictures on a page: one that a person is asked for, made small enough to be sent; and that of a photo, as soon as it is
//! here.

use domain::Words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::act::effect;
use super::browser::{self, Chosen};
use super::icon::Icon;
use crate::records::Records;
use crate::texts::{record, t};

#[cfg(feature = "hydrate")]
pub(crate) use here::*;
#[cfg(not(feature = "hydrate"))]
pub(crate) use nowhere::*;

/// The pause before a picture that is not here is asked for again, at first and at last, in milliseconds.
const PAUSES: (i32, i32) = (2_000, 60_000);

/// A button that asks for a picture.
#[component]
pub(crate) fn PictureButton(
    /// What it is for.
    label: Words,
    /// What is being done with the picture, while `busy`.
    doing: Words,
    /// Whether something is being done with one.
    busy: RwSignal<bool>,
    /// Whether a phone opens its camera at once, rather than ask for one of its pictures too.
    camera: bool,
    /// Called with the picture.
    take: Callback<Chosen>,
) -> impl IntoView {
    let chosen = move |event| {
        if let Some(chosen) = Chosen::of_input(&event) {
            take.run(chosen);
        }
    };
    view! {
        <label class="button" aria-busy=move || busy.get().to_string()>
            <Icon name="camera"/>
            {move || t(if busy.get() { doing } else { label })()}
            <input type="file" class="unseen" accept="image/*" capture=camera.then_some("environment") on:change=chosen/>
        </label>
    }
}

/// The picture of a photo. While it is not here, and nobody knows when it will be, it is asked for again now and then.
#[component]
pub(crate) fn PhotoPicture(
    /// The photo.
    photo: Uuid,
    /// What it is called for those who cannot see it.
    #[prop(into)]
    alt: Signal<String>,
) -> impl IntoView {
    let records = expect_context::<Records>();
    let shown = RwSignal::new(None::<Address>);
    let awaited = RwSignal::new(false);
    effect(move || {
        spawn_local(async move {
            let (mut pause, last) = PAUSES;
            loop {
                if let Some(picture) = records.picture(photo).await {
                    shown.try_set(Some(Address::of(&picture)));
                    return;
                }
                // Nobody looks any more.
                if awaited.try_set(true).is_some() {
                    return;
                }
                browser::sleep(pause).await;
                pause = (pause * 2).min(last);
            }
        });
    });
    let image = move || match shown.with(|shown| shown.as_ref().map(Address::text)) {
        Some(address) => view! { <img src=address alt=alt/> }.into_any(),
        None => awaited
            .get()
            .then(|| {
                view! { <span class="photo-awaited"><Icon name="camera"/> {t(record::PHOTO_AWAITED)}</span> }.into_any()
            })
            .into_any(),
    };
    view! { {image} }
}

#[cfg(feature = "hydrate")]
mod here {
    use std::sync::Arc;

    use domain::photo::Picture;
    use js_sys::{Array, Uint8Array};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        Blob, BlobPropertyBag, ImageBitmap, ImageEncodeOptions, OffscreenCanvas, OffscreenCanvasRenderingContext2d, Url,
    };

    use crate::parts::browser::Chosen;

    /// The longest side of what is kept, in points: small print on a card can still be read.
    const SIDE: f64 = 1600.0;
    /// How much of it JPEG keeps.
    const QUALITY: f64 = 0.8;

    /// A picture that a person chose, upright and small; nothing when the browser cannot read it as one.
    pub(crate) async fn reduced(chosen: &Chosen) -> Option<Picture> {
        Picture::of(drawn(chosen).await.ok()?)
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sides lie between 1 and SIDE")]
    async fn drawn(chosen: &Chosen) -> Result<Vec<u8>, JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        // As the camera held it: a browser turns it by itself (HTML, "image orientation").
        let opening = window.create_image_bitmap_with_blob(chosen.file().unchecked_ref())?;
        let picture: ImageBitmap = JsFuture::from(opening).await?.dyn_into()?;
        let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
        let scale = (SIDE / width.max(height)).min(1.0);
        let [columns, rows] = [width, height].map(|side| (side * scale).round().max(1.0));
        let canvas = OffscreenCanvas::new(columns as u32, rows as u32)?;
        let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
        let context: OffscreenCanvasRenderingContext2d = context.dyn_into()?;
        // What a picture leaves open would be black in a JPEG.
        context.set_fill_style_str("white");
        context.fill_rect(0.0, 0.0, columns, rows);
        context.draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, columns, rows)?;
        picture.close();
        let form = ImageEncodeOptions::new();
        form.set_type("image/jpeg");
        form.set_quality(QUALITY);
        let file: Blob = JsFuture::from(canvas.convert_to_blob_with_options(&form)?).await?.dyn_into()?;
        let bytes = JsFuture::from(file.array_buffer()).await?;
        Ok(Uint8Array::new(&bytes).to_vec())
    }

    /// Where the browser shows a picture from. It is given back when the last one who knows it goes.
    #[derive(Clone)]
    pub(crate) struct Address(Arc<Lent>);

    struct Lent(String);

    impl Address {
        pub(crate) fn of(picture: &Picture) -> Self {
            let lend = || {
                let kind = BlobPropertyBag::new();
                kind.set_type(picture.mime());
                let parts = Array::of1(&Uint8Array::from(picture.bytes()));
                Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?)
            };
            // Fails only where a browser has no blobs: then nothing is shown.
            Self(Arc::new(Lent(lend().unwrap_or_default())))
        }

        pub(crate) fn text(&self) -> String {
            self.0.0.clone()
        }
    }

    impl Drop for Lent {
        fn drop(&mut self) {
            let _ = Url::revoke_object_url(&self.0);
        }
    }
}

#[cfg(not(feature = "hydrate"))]
mod nowhere {
    use domain::photo::Picture;

    use crate::parts::browser::Chosen;

    #[expect(clippy::unused_async, reason = "in a browser they wait for the picture")]
    pub(crate) async fn reduced(_chosen: &Chosen) -> Option<Picture> {
        None
    }

    #[derive(Clone)]
    pub(crate) struct Address(String);

    impl Address {
        pub(crate) fn of(_picture: &Picture) -> Self {
            Self(String::new())
        }

        pub(crate) fn text(&self) -> String {
            self.0.clone()
        }
    }
}
