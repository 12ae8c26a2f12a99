//! `size`: what a first visit transfers in brotli, counted in front of the real server by a real browser's visit.

use std::path::Path;

use crate::error::{Error, Outcome};
use crate::{build, node, say, shell, tools};

/// What `size` may be told.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Print one line of JSON on standard output.
    #[arg(long)]
    json: bool,
}

/// One answer of the server during the first visit.
#[derive(serde::Deserialize)]
struct Fetched {
    /// Its path, without the query.
    path: String,
    encoding: String,
    bytes: u64,
}

impl Fetched {
    fn is_wasm(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|extension| extension == "wasm")
    }
}

/// Builds, visits once with an empty browser, and adds up.
pub(crate) fn size(arguments: &Arguments) -> Outcome {
    tools::packages(&["chromium"])?;
    build::fresh()?;
    let printed = shell::read(&mut node::script("size.mjs"))?;
    let fetched: Vec<Fetched> = serde_json::from_str(&printed)
        .map_err(|cause| Error::Unexpected(format!("size.mjs printed something else than its list: {cause}")))?;
    let total: u64 = fetched.iter().map(|file| file.bytes).sum();
    let wasm: u64 = fetched.iter().filter(|file| file.is_wasm()).map(|file| file.bytes).sum();
    if arguments.json {
        let counted = serde_json::json!({ "initial_brotli_bytes": total, "wasm_brotli_bytes": wasm });
        say::answer(counted);
    } else {
        for Fetched { path, encoding, bytes } in &fetched {
            say::answer(format_args!("{bytes:>9}  {encoding:<8}  {path}"));
        }
        say::answer(format_args!("{total:>9}  in all, of which WASM {wasm}"));
    }
    Ok(())
}
