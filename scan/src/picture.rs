//! The points of a picture, as the browser sees it.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

/// A picture is looked at with no more than so many points on a side: enough for a badge, soon done on a phone.
const SIDE: f64 = 1400.0;

/// What the first code in a picture says; nothing when it shows none, or is no picture.
#[wasm_bindgen]
pub async fn read_picture(picture: Blob) -> Option<String> {
    let (columns, rows, grey) = greys(&picture).await.ok()?;
    crate::read(columns, rows, &grey)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sides lie between 1 and SIDE")]
async fn greys(picture: &Blob) -> Result<(usize, usize, Vec<u8>), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let opening: Promise = window.create_image_bitmap_with_blob(picture)?;
    let picture: ImageBitmap = JsFuture::from(opening).await?.dyn_into()?;
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let scale = (SIDE / width.max(height)).min(1.0);
    let [columns, rows] = [width, height].map(|side| (side * scale).round().max(1.0));
    let canvas = OffscreenCanvas::new(columns as u32, rows as u32)?;
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: OffscreenCanvasRenderingContext2d = context.dyn_into()?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, columns, rows)?;
    picture.close();
    let points = context.get_image_data(0.0, 0.0, columns, rows)?.data();
    // The weights of ITU-R BT.601.
    let grey =
        |point: &[u8]| ((u32::from(point[0]) * 77 + u32::from(point[1]) * 150 + u32::from(point[2]) * 29) >> 8) as u8;
    Ok((columns as usize, rows as usize, points.chunks_exact(4).map(grey).collect()))
}
