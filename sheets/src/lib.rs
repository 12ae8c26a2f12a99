//! Workbooks (`.xlsx`): read into the text of a CSV file, which an import takes as any other; written from the cells of a
//! list. Browsers load it as a WASM file of its own when a person brings in or takes along a workbook; the app itself knows
//! only what is asked and answered (without the feature `files`).
//!
//! The form is ECMA-376: a zip archive of XML. A file that comes from outside is bounded in what it may unpack to, and
//! what it holds is never run: of a formula, the value that was last counted is read.

#![cfg_attr(test, allow(clippy::unwrap_used))]

#[cfg(feature = "files")]
mod days;
mod fault;
#[cfg(feature = "files")]
mod marks;
#[cfg(feature = "files")]
mod read;
mod sheet;
#[cfg(feature = "files")]
mod write;

pub use fault::{Fault, is_book};
#[cfg(feature = "files")]
pub use read::read;
pub use sheet::Sheet;
#[cfg(feature = "files")]
pub use write::write;

/// The text of a CSV file with what stands in a workbook.
///
/// # Errors
/// When nothing can be read: what is thrown is a [`Fault`] as JSON.
#[cfg(all(feature = "files", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn read_book(bytes: &[u8]) -> Result<String, String> {
    read(bytes).map_err(|fault| serde_json::to_string(&fault).unwrap_or_default())
}

/// The workbook of a [`Sheet`] that comes as JSON; nothing when it is not understood.
#[cfg(all(feature = "files", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn write_book(json: &str) -> Option<Vec<u8>> {
    write(&serde_json::from_str(json).ok()?)
}
