//! Small settings and half-written forms, in local storage through gloo-storage. A browser that refuses storage only
//! forgets them: nothing here is needed to keep a person's work.

use domain::Lang;
use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::page;
use crate::api::Me;
use crate::settings::Theme;
use crate::state::LANGUAGE_COOKIE;

/// Who was signed in last: no token, only what an offline start must show.
const ME: &str = "carnet.me";
const DRAFT: &str = "carnet.draft";
/// A year, in seconds.
const YEAR: u32 = 365 * 24 * 3600;

pub(crate) fn text(key: &str) -> Option<String> {
    LocalStorage::get(key).ok()
}

pub(crate) fn set_text(key: &str, text: &str) {
    let _ = LocalStorage::set(key, text);
}

/// Tells the server, and `<html>` for hyphenation and screen readers.
pub(crate) fn set_language(language: Lang) {
    let tag = language.tag();
    page::set_cookie(&[LANGUAGE_COOKIE, "=", tag, "; path=/; samesite=lax; max-age=", &YEAR.to_string()].concat());
    page::set_attribute("lang", tag);
}

/// Tells the style sheet.
pub(crate) fn set_theme(theme: Theme) {
    if theme == Theme::System {
        page::remove_attribute("data-theme");
    } else {
        page::set_attribute("data-theme", theme.key());
    }
}

/// A first name for this device, from what the browser says of itself: "Chrome · Android".
pub(crate) fn guess_label() -> String {
    let agent = page::user_agent();
    let named = |names: &[(&'static str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map_or("", |(_, name)| *name)
    };
    // Order matters: Edge says Chrome too, Chrome says Safari too, Android says Linux too.
    let browser = named(&[("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari")]);
    let system = named(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac", "Mac"),
        ("Linux", "Linux"),
    ]);
    [browser, system].join(" · ").trim_matches([' ', '·']).to_owned()
}

pub(super) fn remembered() -> Option<Me> {
    LocalStorage::get(ME).ok()
}

pub(super) fn remember(me: &Me) {
    let _ = LocalStorage::set(ME, me);
}

/// Forgets who it was, and their half-written forms.
pub(super) fn forget(person: Option<Uuid>) {
    LocalStorage::delete(ME);
    let Some(person) = person else { return };
    for key in drafts_of(person) {
        LocalStorage::delete(draft_key(person, &key));
    }
}

/// The keys under which this person keeps something half-written.
fn drafts_of(person: Uuid) -> Vec<String> {
    let prefix = draft_key(person, "");
    let raw = LocalStorage::raw();
    let keys = (0..raw.length().unwrap_or(0)).filter_map(|place| raw.key(place).ok().flatten());
    keys.filter_map(|key| key.strip_prefix(&prefix).map(str::to_owned)).collect()
}

/// The same of whoever is signed in.
pub(crate) fn drafts() -> Vec<String> {
    person().map(drafts_of).unwrap_or_default()
}

fn draft_key(person: Uuid, key: &str) -> String {
    [DRAFT, ".", &person.to_string(), ".", key].concat()
}

/// Whose page this is: in another tab somebody else may have signed in since.
fn person() -> Option<Uuid> {
    super::person().or_else(|| remembered().map(|me| me.person.id))
}

fn my_draft(key: &str) -> Option<String> {
    person().filter(|_| !super::sign_out::is_leaving()).map(|person| draft_key(person, key))
}

pub(crate) fn keep_draft<T: Serialize>(key: &str, draft: &T) -> bool {
    my_draft(key).is_some_and(|key| LocalStorage::set(key, draft).is_ok())
}

pub(crate) fn draft<T: DeserializeOwned>(key: &str) -> Option<T> {
    LocalStorage::get(my_draft(key)?).ok()
}

pub(crate) fn drop_draft(key: &str) {
    if let Some(key) = my_draft(key) {
        LocalStorage::delete(key);
    }
}
