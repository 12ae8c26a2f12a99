//! What people take out of the book: a file or a list of addresses. The server writes down that they did (row G23).

use leptos::task::spawn_local;

use super::browser;
use crate::api;

/// Hands the person a file of so many lines.
pub(crate) fn download(name: String, mime: &str, bytes: &[u8], lines: usize) {
    browser::download(&name, mime, bytes);
    note(name, lines);
}

/// Lets the server write down what was taken. Without a network it is not told.
pub(crate) fn note(name: String, lines: usize) {
    let lines = u32::try_from(lines).unwrap_or(u32::MAX);
    spawn_local(async move { drop(api::note_export(name, lines).await) });
}
