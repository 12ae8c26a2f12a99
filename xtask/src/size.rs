//! `size`: what a first visit transfers in brotli, counted in front of the real server by a real browser's visit: the
//! door, signing in and the list before the browser is idle; and what arrives later, part by part.

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
    /// Asked for once the browser was idle.
    later: bool,
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
    let sum = |counts: fn(&Fetched) -> bool| -> u64 {
        fetched.iter().filter(|file| counts(file)).map(|file| file.bytes).sum()
    };
    let total = sum(|file| !file.later);
    let wasm = sum(|file| !file.later && file.is_wasm());
    let later = sum(|file| file.later && file.is_wasm());
    if arguments.json {
        say::answer(serde_json::json!({
            "initial_brotli_bytes": total, "wasm_brotli_bytes": wasm, "later_wasm_brotli_bytes": later,
        }));
    } else {
        for Fetched { path, encoding, bytes, later } in &fetched {
            let when = if *later { "later" } else { "first" };
            say::answer(format_args!("{bytes:>9}  {when}  {encoding:<8}  {path}"));
        }
        say::answer(format_args!("{total:>9}  at first, of which WASM {wasm}; WASM of later parts {later}"));
    }
    Ok(())
}
