//! `size`: what a first visit transfers in brotli, counted in front of the real server by a real browser's visit: the
//! door, signing in and the list before the browser is idle; then its copy of the book; and what is kept for offline.

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
    when: When,
}

/// What a file was asked for.
#[derive(serde::Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum When {
    /// The list.
    First,
    /// The copy of the book behind it.
    Copy,
    /// Pages that nobody has opened yet, should the network go.
    Offline,
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
    let of = |when: When| fetched.iter().filter(move |file| file.when == when);
    let sum = |files: &mut dyn Iterator<Item = &Fetched>| files.map(|file| file.bytes).sum::<u64>();
    let (first, copy, offline) = (sum(&mut of(When::First)), sum(&mut of(When::Copy)), sum(&mut of(When::Offline)));
    let wasm = sum(&mut of(When::First).filter(|file| file.is_wasm()));
    if arguments.json {
        say::answer(serde_json::json!({
            "initial_brotli_bytes": first, "wasm_brotli_bytes": wasm, "copy_brotli_bytes": copy, "offline_brotli_bytes": offline,
        }));
    } else {
        for (when, name) in [(When::First, "list"), (When::Copy, "copy"), (When::Offline, "offline")] {
            for Fetched { path, encoding, bytes, .. } in of(when) {
                say::answer(format_args!("{bytes:>9}  {name:<7}  {encoding:<8}  {path}"));
            }
        }
        say::answer(format_args!("{first:>9}  until the list answers, of which WASM {wasm}"));
        say::answer(format_args!("{copy:>9}  for the copy of the book: {} in all", first + copy));
        say::answer(format_args!("{offline:>9}  kept for offline"));
    }
    Ok(())
}
