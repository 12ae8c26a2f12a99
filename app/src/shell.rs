//! The HTML around the app: one for pages the server renders, one static for the service worker to serve offline.

mod sprite;

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::app::App;

/// Where the site's files are, with their versions; the server knows and hands it in.
#[derive(Debug, Clone)]
pub struct Site {
    /// The module that wasm-bindgen wrote.
    pub module: String,
    /// The script that loads the parts of the app that arrive later; the module imports it.
    pub parts: String,
    /// The WASM beside it.
    pub wasm: String,
    /// The style sheet.
    pub style: String,
    /// `boot.js`.
    pub boot: String,
    /// Further modules by their names, each with the addresses of its script and its WASM, as JSON.
    pub modules: String,
}

/// The colours of the browser's own bars, as in the style sheet's `--paper`.
const LIGHT: &str = "#f4efe4";
const DARK: &str = "#121619";

/// A whole page, rendered by the server for this visit.
pub fn shell(site: Site) -> impl IntoView {
    let visit = crate::device::visit();
    let carried = serde_json::to_string(&visit).unwrap_or_default();
    view! {
        <!DOCTYPE html>
        <html lang=visit.language.tag() data-visit=carried>
            <head>
                <meta charset="utf-8"/>
                <Head site/>
                <MetaTags/>
            </head>
            <body>
                <App/>
                {sprite::sprite()}
            </body>
        </html>
    }
}

/// The static page that the service worker keeps: no session, no data; the same WASM draws everything.
pub fn offline_shell(site: Site) -> String {
    let head = view! { <Head site/> }.to_html();
    let sprite = sprite::sprite().to_html();
    format!(
        "<!DOCTYPE html><html lang=\"fr\" data-shell><head><meta charset=\"utf-8\"><title>Carnet</title>{head}</head>\
         <body>{sprite}</body></html>"
    )
}

/// What both pages carry: style, icons, and the script that starts the WASM.
#[component]
fn Head(
    /// Where the files are.
    site: Site,
) -> impl IntoView {
    let Site { module, parts, wasm, style, boot, modules } = site;
    view! {
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
        <meta name="theme-color" {..custom_attribute("media", "(prefers-color-scheme: light)")} content=LIGHT/>
        <meta name="theme-color" {..custom_attribute("media", "(prefers-color-scheme: dark)")} content=DARK/>
        <meta name="apple-mobile-web-app-title" content="Carnet"/>
        // Before the script, which asks for it at once.
        <link rel="preload" href=wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
        <script src=boot data-module=module.clone() data-wasm=wasm data-modules=modules></script>
        <link rel="stylesheet" href=style/>
        <link rel="modulepreload" href=module/>
        <link rel="modulepreload" href=parts/>
        <link rel="manifest" href="/manifest.webmanifest"/>
        <link rel="icon" href="/icons/carnet.svg" r#type="image/svg+xml"/>
        <link rel="apple-touch-icon" href="/icons/apple-touch.png"/>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offline_shell_starts_the_wasm_and_carries_no_visit() {
        let site = Site {
            module: "/pkg/1/carnet.js".into(),
            parts: "/pkg/1/parts.js".into(),
            wasm: "/pkg/1/carnet_bg.wasm".into(),
            style: "/style.css?v=1".into(),
            boot: "/boot.js?v=1".into(),
            modules: "{}".into(),
        };
        let html = offline_shell(site);
        assert!(html.contains("data-shell"), "{html}");
        assert!(html.contains(r#"data-wasm="/pkg/1/carnet_bg.wasm""#), "{html}");
        assert!(!html.contains("data-visit"), "{html}");
        assert!(html.contains("i-search"), "{html}");
    }
}
