//! Puts into context what every page stands on: who is signed in, records, edits, sync, settings.

use domain::Lang;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::api::Me;
use crate::edits::Edits;
use crate::records::Records;
use crate::settings::Settings;
use crate::sync_state::Syncing;

/// What is known of a visit before the first page is drawn. The server writes it on `<html>` (see `shell`) and the browser
/// reads it back, so that both sides render the same; offline it comes from what this browser remembers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The signed-in person.
    pub me: Option<Me>,
    /// From the language cookie, else from what the browser asks for.
    pub language: Lang,
}

/// Called once, at the top of `App`, on either side.
pub fn provide_state() {
    let visit = crate::device::visit();
    let records = Records::new(visit.me);
    let syncing = Syncing::new();
    provide_context(records);
    provide_context(Edits::new(records));
    provide_context(syncing);
    provide_context(Settings::new(visit.language));
    crate::device::start(records, syncing);
}

/// The language a `Cookie` header names, as [`Settings`] wrote it.
pub fn language_of_cookie(cookies: &str) -> Option<Lang> {
    let value = cookies.split(';').find_map(|pair| pair.trim().strip_prefix(LANGUAGE_COOKIE)?.strip_prefix('='))?;
    [Lang::Fr, Lang::En].into_iter().find(|language| language.tag() == value)
}

/// The cookie that carries the language; no secret, so that a page can write it.
pub(crate) const LANGUAGE_COOKIE: &str = "carnet-language";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_found_among_other_cookies() {
        assert_eq!(language_of_cookie("__Host-carnet=x; carnet-language=en"), Some(Lang::En));
        assert_eq!(language_of_cookie("carnet-language=fr"), Some(Lang::Fr));
        assert_eq!(language_of_cookie("carnet-languages=en"), None);
        assert_eq!(language_of_cookie("carnet-language=xx; other=en"), None);
    }

    #[test]
    fn a_visit_survives_the_page_it_is_written_on() {
        let visit = Visit { me: None, language: Lang::En };
        let read: Visit = serde_json::from_str(&serde_json::to_string(&visit).unwrap()).unwrap();
        assert_eq!(read, visit);
    }
}
