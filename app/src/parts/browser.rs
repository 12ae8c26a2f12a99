//! What the browser itself does for a person: the clipboard, a file to keep, storage it promises not to erase,
//! the way to install. On the server all of it is absent.

use crate::parts::act::effect;
use domain::Millis;
use leptos::prelude::*;

/// Today in Paris as `AAAA-MM-JJ`, asked of the browser's clock after hydration so that both sides render the same.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Today(pub(crate) RwSignal<Option<String>>);

impl Today {
    /// Puts today into context.
    pub(crate) fn provide() {
        let today = RwSignal::new(None);
        effect(move || today.set(Some(domain::time::day(now()))));
        provide_context(Self(today));
    }
}

/// How a browser installs an app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Install {
    /// It asks by itself, when told to.
    Ask,
    /// The person does it in the menu "share" (Safari on iOS).
    Share,
}

/// Where this browser takes notifications, as its push service and its keys say.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub(crate) struct PushAddress {
    /// The address at the push service.
    pub(crate) endpoint: String,
    /// Its public key.
    pub(crate) p256dh: String,
    /// Its secret.
    pub(crate) auth: String,
}

/// Whether this browser is notified.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the server is no browser"))]
pub(crate) enum Notified {
    /// It cannot be.
    Never,
    /// It could be.
    No,
    /// It is.
    Yes(PushAddress),
}

#[cfg(feature = "hydrate")]
pub(crate) use here::*;
#[cfg(not(feature = "hydrate"))]
pub(crate) use nowhere::*;

#[cfg(feature = "hydrate")]
mod here {
    use js_sys::{Array, Uint8Array};
    use leptos::prelude::{document, window};
    use uuid::Uuid;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        Blob, BlobPropertyBag, DragEvent, Event, FileList, Headers, HtmlAnchorElement, HtmlInputElement, RequestInit,
        Response, Url,
    };

    use super::{Install, Millis, Notified, PushAddress};

    pub(crate) use crate::device::page::{Slices, sleep};

    /// A file that a person chose, not read yet.
    #[derive(Clone)]
    pub(crate) struct Chosen(web_sys::File);

    impl Chosen {
        /// The file chosen in an input, if any.
        pub(crate) fn of_input(event: &Event) -> Option<Self> {
            let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
            let chosen = first(input.files());
            // So that the same file can be chosen again.
            input.set_value("");
            chosen
        }

        /// The file dropped on the page, if any.
        pub(crate) fn of_drop(event: &DragEvent) -> Option<Self> {
            event.prevent_default();
            first(event.data_transfer()?.files())
        }

        /// What it is called.
        pub(crate) fn name(&self) -> String {
            self.0.name()
        }

        /// How many bytes it has.
        pub(crate) fn size(&self) -> f64 {
            self.0.size()
        }

        /// The file itself, for a module.
        pub(crate) fn file(&self) -> &JsValue {
            &self.0
        }

        /// Sends it to the server as this person: whether the server took it, and what it says. Nothing without a network.
        pub(crate) async fn send(&self, path: &str, person: Uuid) -> Option<(bool, String)> {
            let headers = Headers::new().ok()?;
            headers.set("carnet-person", &person.to_string()).ok()?;
            let options = RequestInit::new();
            options.set_method("POST");
            options.set_headers(&headers);
            options.set_body(&self.0);
            let response = JsFuture::from(window().fetch_with_str_and_init(path, &options)).await.ok()?;
            let response: Response = response.dyn_into().ok()?;
            let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
            Some((response.ok(), text))
        }

        /// What is in it; nothing when the browser cannot read it.
        pub(crate) async fn read(self) -> Option<Vec<u8>> {
            let bytes = JsFuture::from(self.0.array_buffer()).await.ok()?;
            Some(Uint8Array::new(&bytes).to_vec())
        }
    }

    fn first(files: Option<FileList>) -> Option<Chosen> {
        files?.get(0).map(Chosen)
    }

    /// Under which key "later" is remembered.
    const LATER: &str = "carnet.install";

    /// The device's clock.
    pub(crate) fn now() -> Millis {
        crate::device::now()
    }

    /// Puts a text into the clipboard; false when the browser does not allow it.
    pub(crate) async fn copy(text: String) -> bool {
        let clipboard = window().navigator().clipboard();
        // A page that is not on https has no clipboard at all.
        if clipboard.is_undefined() {
            return false;
        }
        JsFuture::from(clipboard.write_text(&text)).await.is_ok()
    }

    /// The whole address of a path of this server.
    pub(crate) fn address(path: &str) -> String {
        window().location().origin().unwrap_or_default() + path
    }

    /// Hands the person a file to keep.
    pub(crate) fn download(name: &str, mime: &str, bytes: &[u8]) {
        let save = || -> Result<(), JsValue> {
            let kind = BlobPropertyBag::new();
            kind.set_type(mime);
            let parts = Array::of1(&Uint8Array::from(bytes));
            let file = Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?;
            let address = Url::create_object_url_with_blob(&file)?;
            let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
            link.set_href(&address);
            link.set_download(name);
            link.click();
            Url::revoke_object_url(&address)
        };
        if let Err(error) = save() {
            leptos::logging::error!("the file could not be handed over: {error:?}");
        }
    }

    /// Whether the browser promised not to erase this device's data by itself; nothing when it does not say.
    pub(crate) async fn storage_kept() -> Option<bool> {
        let storage = window().navigator().storage();
        if storage.is_undefined() {
            return None;
        }
        JsFuture::from(storage.persisted().ok()?).await.ok()?.as_bool()
    }

    /// Asks the browser for that promise.
    pub(crate) async fn keep_storage() -> Option<bool> {
        let storage = window().navigator().storage();
        if storage.is_undefined() {
            return None;
        }
        JsFuture::from(storage.persist().ok()?).await.ok()?.as_bool()
    }

    /// Whether this browser is notified.
    pub(crate) async fn notified() -> Notified {
        match push("state", "").await {
            None => Notified::Never,
            Some(text) => serde_json::from_str(&text).map_or(Notified::No, Notified::Yes),
        }
    }

    /// Asks the browser to be notified by the server with this key; nothing when it or its person refuses.
    pub(crate) async fn notify(key: &str) -> Option<PushAddress> {
        serde_json::from_str(&push("on", key).await?).ok()
    }

    /// Ends it; gives where it was notified.
    pub(crate) async fn silence() -> Option<PushAddress> {
        serde_json::from_str(&push("off", "").await?).ok()
    }

    /// What `boot.js` answers: nothing from a browser that takes no notifications.
    async fn push(what: &str, key: &str) -> Option<String> {
        let door: js_sys::Function = js_sys::Reflect::get(&window(), &"carnetPush".into()).ok()?.dyn_into().ok()?;
        let promise: js_sys::Promise = door.call2(&JsValue::NULL, &what.into(), &key.into()).ok()?.dyn_into().ok()?;
        JsFuture::from(promise).await.ok()?.as_string()
    }

    /// How this browser installs (written by `boot.js`), unless the person said "later".
    pub(crate) fn can_install() -> Option<Install> {
        let how = document().document_element()?.get_attribute("data-install")?;
        let later = crate::device::store::text(LATER).is_some();
        (!later).then_some(if how == "share" { Install::Share } else { Install::Ask })
    }

    /// The person said "later": never ask again in this browser.
    pub(crate) fn install_later() {
        crate::device::store::set_text(LATER, "later");
    }

    /// Puts a number on the app's icon, where the browser has such a thing (the Badging API).
    pub(crate) fn app_badge(count: usize) {
        let navigator = window().navigator();
        let set = js_sys::Reflect::get(&navigator, &JsValue::from_str("setAppBadge")).ok();
        if let Some(set) = set.and_then(|set| set.dyn_into::<js_sys::Function>().ok()) {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            // A browser that has no icon to put it on refuses; then nobody misses it.
            if let Ok(told) = set.call1(&navigator, &JsValue::from(count)) {
                wasm_bindgen_futures::spawn_local(
                    async move { drop(JsFuture::from(js_sys::Promise::from(told)).await) },
                );
            }
        }
    }

    /// Lets `boot.js` show the browser's own question.
    pub(crate) fn install() {
        if let Ok(event) = web_sys::Event::new("carnet-install") {
            let _ = window().dispatch_event(&event);
        }
    }
}

#[cfg(not(feature = "hydrate"))]
#[expect(clippy::unused_async, reason = "in a browser they wait for its answer")]
mod nowhere {
    use leptos::ev::{DragEvent, Event};
    use uuid::Uuid;

    use super::{Install, Millis, Notified, PushAddress};

    pub(crate) async fn notified() -> Notified {
        Notified::Never
    }

    pub(crate) async fn notify(_key: &str) -> Option<PushAddress> {
        None
    }

    pub(crate) async fn silence() -> Option<PushAddress> {
        None
    }

    pub(crate) struct Slices;

    impl Slices {
        pub(crate) fn new() -> Self {
            Self
        }

        pub(crate) async fn breathe(&mut self) {}
    }

    #[derive(Clone)]
    pub(crate) struct Chosen(String);

    impl Chosen {
        pub(crate) fn of_input(_event: &Event) -> Option<Self> {
            None
        }

        pub(crate) fn of_drop(_event: &DragEvent) -> Option<Self> {
            None
        }

        pub(crate) fn name(&self) -> String {
            self.0.clone()
        }

        #[expect(clippy::unused_self, reason = "in a browser it knows")]
        pub(crate) fn size(&self) -> f64 {
            0.0
        }

        pub(crate) async fn send(&self, _path: &str, _person: Uuid) -> Option<(bool, String)> {
            None
        }

        pub(crate) async fn read(self) -> Option<Vec<u8>> {
            None
        }
    }

    pub(crate) fn now() -> Millis {
        0
    }

    pub(crate) async fn sleep(_milliseconds: i32) {}

    pub(crate) async fn copy(_text: String) -> bool {
        false
    }

    pub(crate) fn address(path: &str) -> String {
        path.to_owned()
    }

    pub(crate) fn download(_name: &str, _mime: &str, _bytes: &[u8]) {}

    pub(crate) async fn storage_kept() -> Option<bool> {
        None
    }

    pub(crate) async fn keep_storage() -> Option<bool> {
        None
    }

    pub(crate) fn can_install() -> Option<Install> {
        None
    }

    pub(crate) fn install_later() {}

    pub(crate) fn app_badge(_count: usize) {}

    pub(crate) fn install() {}
}
