//! Every word of the interface, in French and English, checked by the compiler: a room per page, and the way to say them.

pub(crate) mod agenda;
pub(crate) mod alerts;
pub(crate) mod backups;
pub(crate) mod dashboard;
pub(crate) mod deeds;
pub(crate) mod doors;
pub(crate) mod duplicates;
pub(crate) mod form;
pub(crate) mod frame;
pub(crate) mod guide;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod letter;
pub(crate) mod list;
pub(crate) mod maintenance;
pub(crate) mod people;
pub(crate) mod places;
pub(crate) mod queue;
pub(crate) mod record;
pub(crate) mod sales;
pub(crate) mod settings;

use domain::{Lang, Words};
use leptos::prelude::*;

use crate::settings::Settings;

/// The language in force, in context once for the whole page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Language(Signal<Lang>);

impl Language {
    /// Puts the language of the settings into context.
    pub(crate) fn provide() {
        provide_context(Self(expect_context::<Settings>().language()));
    }
}

/// The language in force; whatever reads it is said again when it changes.
pub(crate) fn language() -> Signal<Lang> {
    expect_context::<Language>().0
}

/// Words in the language in force, for a text or an attribute of a view.
pub(crate) fn t(words: Words) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let language = language();
    // A page that is left while it is being made still asks once.
    move || words.get(language.try_get().unwrap_or_default())
}

/// A text made for the language in force, for a text or an attribute of a view.
pub(crate) fn say(text: impl Fn(Lang) -> String + Send + Sync + 'static) -> Signal<String> {
    let language = language();
    Signal::derive(move || text(language.try_get().unwrap_or_default()))
}

/// A count with its noun: "1 client", "12 345 clients" (narrow no-break space in French, comma in English).
/// French counts zero as singular, English as plural.
pub(crate) fn counted(lang: Lang, count: usize, one: Words, many: Words) -> String {
    let single = match lang {
        Lang::Fr => count < 2,
        Lang::En => count == 1,
    };
    format!("{}\u{a0}{}", number(lang, count), if single { one } else { many }.get(lang))
}

/// A whole number with its thousands set apart.
pub(crate) fn number(lang: Lang, count: usize) -> String {
    let figures = count.to_string();
    let separator = match lang {
        Lang::Fr => '\u{202f}',
        Lang::En => ',',
    };
    let mut text = String::with_capacity(figures.len() + 4);
    for (place, figure) in figures.chars().enumerate() {
        if place > 0 && (figures.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(figure);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::lang::words;

    #[test]
    fn thousands_are_set_apart_as_each_language_does() {
        assert_eq!(number(Lang::Fr, 1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(number(Lang::En, 1_234), "1,234");
        assert_eq!(number(Lang::Fr, 999), "999");
    }

    #[test]
    fn zero_is_singular_in_french_and_plural_in_english() {
        let (one, many) = (words("fiche", "record"), words("fiches", "records"));
        assert_eq!(counted(Lang::Fr, 0, one, many), "0\u{a0}fiche");
        assert_eq!(counted(Lang::En, 0, one, many), "0\u{a0}records");
        assert_eq!(counted(Lang::Fr, 2, one, many), "2\u{a0}fiches");
    }
}
