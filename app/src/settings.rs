//! Small things this browser remembers for its person: language, theme, what they call this device, and half-written forms.
//! Kept by gloo-storage in local storage; the language also in a cookie, so that the server renders in it.

use domain::Lang;
use domain::letter::{self, Template};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::device::store;

/// Light, dark, or as the device is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the device is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// What is stored, and the value of `data-theme` on `<html>`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme a stored key names; the device's own when none.
    pub fn of_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.key() == key).unwrap_or_default()
    }
}

/// What this browser remembers. `Copy`, in context: `expect_context::<Settings>()`.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    language: RwSignal<Lang>,
    theme: RwSignal<Theme>,
    device_label: RwSignal<String>,
}

impl Settings {
    /// Settings in this language; the rest is read from storage after hydration, so that both sides render the same.
    pub(crate) fn new(language: Lang) -> Self {
        let settings = Self {
            language: RwSignal::new(language),
            theme: RwSignal::new(Theme::System),
            device_label: RwSignal::new(String::new()),
        };
        Effect::new(move |_| {
            settings.theme.set(Theme::of_key(&store::text(THEME).unwrap_or_default()));
            settings.device_label.set(label());
        });
        settings
    }

    /// The language of the interface.
    pub fn language(&self) -> Signal<Lang> {
        self.language.into()
    }

    /// Speaks another language from now on.
    pub fn set_language(&self, language: Lang) {
        store::set_text(LANGUAGE, language.tag());
        store::set_language(language);
        self.language.set(language);
    }

    /// Light, dark or as the device is set.
    pub fn theme(&self) -> Signal<Theme> {
        self.theme.into()
    }

    /// Looks different from now on.
    pub fn set_theme(&self, theme: Theme) {
        store::set_text(THEME, theme.key());
        store::set_theme(theme);
        self.theme.set(theme);
    }

    /// What the person calls this device; history shows it.
    pub fn device_label(&self) -> Signal<String> {
        self.device_label.into()
    }

    /// Calls this device something else from the next push on.
    pub fn set_device_label(&self, label: &str) {
        let label: String = label.trim().chars().take(LABEL_LENGTH).collect();
        store::set_text(DEVICE_LABEL, &label);
        self.device_label.set(label);
        crate::device::relabelled();
    }

    /// The letters this device keeps; at first those one begins with, in the language in force.
    pub fn templates(&self) -> Vec<Template> {
        let kept = store::text(TEMPLATES).and_then(|text| serde_json::from_str(&text).ok());
        kept.unwrap_or_else(|| letter::first_templates(self.language.get_untracked()))
    }

    /// Keeps these letters from now on.
    pub fn set_templates(&self, templates: &[Template]) {
        if let Ok(text) = serde_json::to_string(templates) {
            store::set_text(TEMPLATES, &text);
        }
    }

    /// Whether this device still shows the first steps.
    pub fn shows_tour(&self) -> bool {
        store::text(TOUR).is_none()
    }

    /// The person knows their way about: never show the first steps on this device again.
    pub fn end_tour(&self) {
        store::set_text(TOUR, "seen");
    }

    /// Keeps a half-written form under a key such as `clients/new` or `clients/<id>`, for the signed-in person only.
    /// False when the browser has no room for it.
    pub fn keep_draft<T: Serialize>(&self, key: &str, draft: &T) -> bool {
        store::keep_draft(key, draft)
    }

    /// A half-written form kept earlier.
    pub fn draft<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        store::draft(key)
    }

    /// The form was saved or given up.
    pub fn drop_draft(&self, key: &str) {
        store::drop_draft(key);
    }

    /// The keys under which something half-written of the signed-in person is kept.
    pub fn drafts(&self) -> Vec<String> {
        store::drafts()
    }
}

/// What this device is called in history.
pub(crate) fn label() -> String {
    store::text(DEVICE_LABEL).filter(|label| !label.is_empty()).unwrap_or_else(store::guess_label)
}

/// How long the name of a device may be, in characters.
const LABEL_LENGTH: usize = 60;
const TEMPLATES: &str = "carnet.letters";
const TOUR: &str = "carnet.tour";
/// Storage keys; `boot.js` reads the first two as well.
pub(crate) const LANGUAGE: &str = "carnet.language";
pub(crate) const THEME: &str = "carnet.theme";
pub(crate) const DEVICE_LABEL: &str = "carnet.device_label";
