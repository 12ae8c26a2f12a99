//! The wire to the server: requests that give up in time, the bootstrap's stream of lines, and live events.

use std::future::Future;

use domain::photo::Picture;
use js_sys::{Reflect, Uint8Array};
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, ReadableStreamDefaultReader, RequestInit, Response};

use super::page;

/// Why there was no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silence {
    /// The server cannot be reached, answered half, or took too long.
    Offline,
    /// The session is closed: sign in again.
    SignedOut,
    /// The server answered with another status.
    Status(u16),
}

/// How long a request may take before we call it dead, in milliseconds.
const PATIENCE: i32 = 30_000;
/// How long a stream may stay silent.
const STREAM_PATIENCE: i32 = 20_000;

/// How long the way of a picture may take.
const PICTURE_PATIENCE: i32 = 60_000;

/// How long so many bytes are on their way, at the slowest that we wait for: 32 kbit/s.
fn slow(bytes: usize) -> i32 {
    i32::try_from(bytes / 4).unwrap_or(i32::MAX / 2)
}

/// Sends JSON, gives back JSON.
pub(super) async fn post(path: &str, body: &str, person: Uuid) -> Result<String, Silence> {
    let options = options_for(person, JSON);
    options.set_method("POST");
    options.set_body(&Uint8Array::from(body.as_bytes()));
    utf8(answer(path, &options, PATIENCE + slow(body.len())).await?)
}

/// Brings a picture.
pub(super) async fn put(path: &str, picture: &Picture, person: Uuid) -> Result<(), Silence> {
    let options = options_for(person, picture.mime());
    options.set_method("PUT");
    options.set_body(&Uint8Array::from(picture.bytes()));
    answer(path, &options, PATIENCE + slow(picture.bytes().len())).await.map(drop)
}

/// Gets the bytes of a picture.
pub(super) async fn get(path: &str, person: Uuid) -> Result<Vec<u8>, Silence> {
    answer(path, &options_for(person, JSON), PICTURE_PATIENCE).await
}

/// The whole answer to a request.
async fn answer(path: &str, options: &RequestInit, patience: i32) -> Result<Vec<u8>, Silence> {
    let control = AbortController::new().map_err(|_| Silence::Offline)?;
    within(patience, &control, async {
        let response = send(path, options, &control).await?;
        let buffer = response.array_buffer().map_err(|_| Silence::Offline)?;
        let buffer = JsFuture::from(buffer).await.map_err(|_| Silence::Offline)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    })
    .await
}

const JSON: &str = "application/json";

/// Every request names the person it is for: the server refuses it when the cookie is somebody else's by now.
fn options_for(person: Uuid, kind: &str) -> RequestInit {
    let options = RequestInit::new();
    if let Ok(headers) = Headers::new() {
        let _ = headers.set("content-type", kind);
        let _ = headers.set("carnet-person", &person.to_string());
        options.set_headers(&headers);
    }
    options
}

/// Bytes that are no text were damaged on their way.
fn utf8(bytes: Vec<u8>) -> Result<String, Silence> {
    String::from_utf8(bytes).map_err(|_| Silence::Offline)
}

async fn send(path: &str, options: &RequestInit, control: &AbortController) -> Result<Response, Silence> {
    options.set_signal(Some(&control.signal()));
    let window = web_sys::window().ok_or(Silence::Offline)?;
    let response = JsFuture::from(window.fetch_with_str_and_init(path, options)).await.map_err(|_| Silence::Offline)?;
    let response: Response = response.dyn_into().map_err(|_| Silence::Offline)?;
    match response.status() {
        200..=299 => Ok(response),
        401 => Err(Silence::SignedOut),
        // A gateway whose server is down, or a server about to stop: as good as no network.
        502..=504 => Err(Silence::Offline),
        status => Err(Silence::Status(status)),
    }
}

/// Aborts `control` when `work` is not done in time; `work` then fails by itself.
async fn within<T>(
    patience: i32,
    control: &AbortController,
    work: impl Future<Output = Result<T, Silence>>,
) -> Result<T, Silence> {
    let timer = start_timer(patience, control);
    let result = work.await;
    if let (Some(window), Some(timer)) = (web_sys::window(), timer) {
        window.clear_timeout_with_handle(timer);
    }
    result
}

fn start_timer(patience: i32, control: &AbortController) -> Option<i32> {
    let abort = Reflect::get(control, &"abort".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    web_sys::window()?.set_timeout_with_callback_and_timeout_and_arguments_0(&abort.bind0(control), patience).ok()
}

/// Lines of an answer as they arrive.
pub(super) struct Lines {
    reader: ReadableStreamDefaultReader,
    control: AbortController,
    read: Vec<u8>,
    /// How much of `read` was given out already.
    taken: usize,
    over: bool,
}

impl Lines {
    /// Asks for a stream.
    pub(super) async fn open(path: &str, person: Uuid) -> Result<Self, Silence> {
        let control = AbortController::new().map_err(|_| Silence::Offline)?;
        let response = within(PATIENCE, &control, send(path, &options_for(person, JSON), &control)).await?;
        let stream = response.body().ok_or(Silence::Offline)?;
        let reader = stream.get_reader().unchecked_into();
        Ok(Self { reader, control, read: Vec::new(), taken: 0, over: false })
    }

    /// The next whole line, without its end; nothing after the last one. A line cut off by a dead network is never given.
    pub(super) async fn next(&mut self) -> Result<Option<String>, Silence> {
        let mut searched = self.taken;
        loop {
            if let Some(end) = self.read[searched..].iter().position(|byte| *byte == b'\n') {
                let line = self.read[self.taken..searched + end].to_vec();
                self.taken = searched + end + 1;
                return utf8(line).map(Some);
            }
            if self.over {
                return if self.taken == self.read.len() { Ok(None) } else { Err(Silence::Offline) };
            }
            self.read.drain(..self.taken);
            self.taken = 0;
            searched = self.read.len();
            self.more().await?;
        }
    }

    async fn more(&mut self) -> Result<(), Silence> {
        let read = async { JsFuture::from(self.reader.read()).await.map_err(|_| Silence::Offline) };
        let chunk = within(STREAM_PATIENCE, &self.control, read).await?;
        if Reflect::get(&chunk, &"done".into()).is_ok_and(|done| done.is_truthy()) {
            self.over = true;
        } else if let Ok(value) = Reflect::get(&chunk, &"value".into()) {
            let value: Uint8Array = value.unchecked_into();
            let before = self.read.len();
            self.read.resize(before + value.length() as usize, 0);
            value.copy_to(&mut self.read[before..]);
        }
        Ok(())
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        // Without this a stream given up half-way would go on filling memory.
        if !self.over {
            self.control.abort();
        }
    }
}

/// How long to wait before the next try: doubling, with chance, so that a thousand devices do not come back at once.
pub(super) async fn back_off(failures: u32, longest: i32) {
    let wait = 500_i32.saturating_mul(1 << failures.min(8)).min(longest);
    let half = wait / 2;
    page::sleep(half + i32::try_from(chance() % half.unsigned_abs().max(1)).unwrap_or_default()).await;
}

/// A random number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and `u32::MAX`")]
pub(super) fn chance() -> u32 {
    (js_sys::Math::random() * f64::from(u32::MAX)) as u32
}
