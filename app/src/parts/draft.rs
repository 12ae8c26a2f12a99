//! A text typed on a sheet. It outlives the sheet and the tab until this device has what it became.

use leptos::prelude::*;

use crate::settings::Settings;

/// The text. `Copy`.
#[derive(Clone, Copy)]
pub(crate) struct DraftText {
    text: RwSignal<String>,
    key: StoredValue<String>,
    settings: Settings,
}

impl DraftText {
    /// The text kept under a key, as the sheet opens.
    pub(crate) fn of(key: String) -> Self {
        Self::over(key, String::new())
    }

    /// The same; what stands there before anybody types.
    pub(crate) fn over(key: String, before: String) -> Self {
        let settings = expect_context::<Settings>();
        Self { text: RwSignal::new(settings.draft(&key).unwrap_or(before)), key: StoredValue::new(key), settings }
    }

    /// What stands there.
    pub(crate) fn get(self) -> String {
        self.text.get()
    }

    /// The same, once.
    pub(crate) fn get_untracked(self) -> String {
        self.text.get_untracked()
    }

    /// The person typed.
    pub(crate) fn typed(self, text: String) {
        let key = self.key.get_value();
        if text.is_empty() {
            self.settings.drop_draft(&key);
        } else {
            // Where the browser refuses, it still stands on the sheet.
            let _ = self.settings.keep_draft(&key, &text);
        }
        self.text.set(text);
    }

    /// Closes the sheet; gives what to do once it is known whether this device has the act: it was kept and is no draft any
    /// more, or the sheet opens again with it.
    pub(crate) fn close(self, open: RwSignal<bool>) -> impl FnOnce(bool) + 'static {
        let drop_kept = self.drop_kept();
        open.set(false);
        move |is_kept| {
            drop_kept(is_kept);
            if !is_kept {
                open.try_set(true);
            }
        }
    }

    /// What to do once it is known whether this device has the act.
    pub(crate) fn drop_kept(self) -> impl FnOnce(bool) + 'static {
        let (settings, key) = (self.settings, self.key.get_value());
        move |is_kept| {
            if is_kept {
                settings.drop_draft(&key);
            }
        }
    }
}
