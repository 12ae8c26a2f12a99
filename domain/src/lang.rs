//! The two languages Carnet speaks, and words written in both.

use serde::{Deserialize, Serialize};

/// A language of the interface. French is the source; English is complete.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Français.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// The language a tag such as `fr-FR` or `en` names; French when it names neither.
    pub fn of_tag(tag: &str) -> Self {
        if tag.trim_start().to_ascii_lowercase().starts_with("en") { Self::En } else { Self::Fr }
    }

    /// The tag for HTML's `lang`: `fr` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }
}

/// The same words in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// French.
    pub fr: &'static str,
    /// English.
    pub en: &'static str,
}

/// Writes [`Words`] on one line: French, then English.
pub const fn words(fr: &'static str, en: &'static str) -> Words {
    Words { fr, en }
}

impl Words {
    /// The words in one language.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => self.fr,
            Lang::En => self.en,
        }
    }
}
