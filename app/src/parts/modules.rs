//! The modules that `boot.js` loads when a page first needs them: one draws charts, one reads and writes workbooks, one
//! reads the codes in pictures. On the server charts are drawn at once, for the first paint; the others are a browser's
//! business only.

#[cfg(feature = "hydrate")]
pub(crate) use here::*;
#[cfg(not(feature = "hydrate"))]
pub(crate) use nowhere::*;

/// How the name of a workbook ends, and its type.
pub(crate) const BOOK: (&str, &str) = ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

/// Why a workbook was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the server reads none"))]
pub(crate) enum Unread {
    /// It cannot be.
    Fault(sheets::Fault),
    /// The module that reads did not come.
    NoModule,
}

/// Why nothing was read in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoCode {
    /// It shows none.
    None,
    /// The module that reads did not come.
    NoModule,
}

#[cfg(feature = "hydrate")]
mod here {
    use js_sys::{Function, Promise, Reflect, Uint8Array};
    use leptos::prelude::window;
    use sheets::Sheet;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;

    use super::{NoCode, Unread};
    use crate::parts::browser::Chosen;

    /// A module with the function it is asked through.
    struct Door {
        module: JsValue,
        function: Function,
    }

    impl Door {
        /// Opens it; nothing while the module cannot be loaded.
        async fn open(module: &str, function: &str) -> Option<Self> {
            let load: Function = Reflect::get(&window(), &"carnetModule".into()).ok()?.dyn_into().ok()?;
            let module: Promise = load.call1(&JsValue::NULL, &module.into()).ok()?.dyn_into().ok()?;
            let module = JsFuture::from(module).await.ok()?;
            let function = Reflect::get(&module, &function.into()).ok()?.dyn_into().ok()?;
            Some(Self { module, function })
        }

        fn ask(&self, what: &JsValue) -> Result<JsValue, JsValue> {
            self.function.call1(&self.module, what)
        }
    }

    /// Draws a chart; nothing while the module cannot be loaded.
    pub(crate) async fn draw(chart: &charts::Chart) -> Option<String> {
        let json = serde_json::to_string(chart).ok()?;
        Door::open("charts", "draw_json").await?.ask(&json.into()).ok()?.as_string()
    }

    /// On a device the chart is drawn a moment later.
    pub(crate) fn drawn_at_once(_chart: &charts::Chart) -> String {
        String::new()
    }

    /// What stands in a workbook, as the text of a CSV file.
    pub(crate) async fn read_book(bytes: &[u8]) -> Result<String, Unread> {
        let door = Door::open("sheets", "read_book").await.ok_or(Unread::NoModule)?;
        let answer = door.ask(&Uint8Array::from(bytes));
        answer.map(|text| text.as_string().unwrap_or_default()).map_err(|thrown| {
            let fault = thrown.as_string().and_then(|fault| serde_json::from_str(&fault).ok());
            // What is thrown without words is the module that stopped half-way.
            Unread::Fault(fault.unwrap_or(sheets::Fault::Damaged))
        })
    }

    /// The workbook of a table; nothing while the module cannot be loaded.
    pub(crate) async fn write_book(sheet: &Sheet) -> Option<Vec<u8>> {
        let json = serde_json::to_string(sheet).ok()?;
        let bytes = Door::open("sheets", "write_book").await?.ask(&json.into()).ok()?;
        Some(bytes.dyn_into::<Uint8Array>().ok()?.to_vec())
    }

    /// What the code in a picture says.
    pub(crate) async fn read_code(picture: &Chosen) -> Result<String, NoCode> {
        let door = Door::open("scan", "read_picture").await.ok_or(NoCode::NoModule)?;
        let promise: Promise = door.ask(picture.file()).and_then(JsValue::dyn_into).map_err(|_| NoCode::None)?;
        let said = JsFuture::from(promise).await.ok().and_then(|said| said.as_string());
        said.filter(|said| !said.trim().is_empty()).ok_or(NoCode::None)
    }
}

#[cfg(not(feature = "hydrate"))]
#[expect(clippy::unused_async, reason = "in a browser they wait for the module")]
mod nowhere {
    use sheets::Sheet;

    use super::{NoCode, Unread};
    use crate::parts::browser::Chosen;

    pub(crate) async fn draw(_chart: &charts::Chart) -> Option<String> {
        None
    }

    /// The server draws for the first paint.
    #[cfg(feature = "ssr")]
    pub(crate) fn drawn_at_once(chart: &charts::Chart) -> String {
        charts::draw(chart).unwrap_or_default()
    }

    #[cfg(not(feature = "ssr"))]
    pub(crate) fn drawn_at_once(_chart: &charts::Chart) -> String {
        String::new()
    }

    pub(crate) async fn read_book(_bytes: &[u8]) -> Result<String, Unread> {
        Err(Unread::NoModule)
    }

    pub(crate) async fn write_book(_sheet: &Sheet) -> Option<Vec<u8>> {
        None
    }

    pub(crate) async fn read_code(_picture: &Chosen) -> Result<String, NoCode> {
        Err(NoCode::NoModule)
    }
}
