//! The app as WASM: compiled, bound to JavaScript, made small. The last two are skipped when the compiler gave the same
//! bytes as before.

use std::path::{Path, PathBuf};
use std::time::Duration;

use wasm_bindgen_cli_support::Bindgen;

use crate::compress::fingerprint;
use crate::error::{Error, Outcome};
use crate::{node, places, say, shell, tools};

/// The name of the script and of the WASM file beside it: `carnet.js`, `carnet_bg.wasm`.
const NAME: &str = "carnet";

/// The version of `wasm-bindgen` that `Cargo.toml` pins, for the crate and for its other half used here.
const BINDGEN: &str = "wasm-bindgen 0.2.130";

/// What the optimiser may use and does: the features are those rustc's target has on, SIMD is ours.
const OPTIMISER: &[&str] = &[
    "-Oz",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
    "--strip-debug",
    "--strip-producers",
];

/// How much is done for the phone that downloads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// All that makes it small and fast.
    Whole,
    /// Nothing: whoever works on the app wants to see it soon.
    Quick,
}

impl Effort {
    fn profile(self) -> &'static str {
        match self {
            Self::Whole => "wasm",
            Self::Quick => "wasm-quick",
        }
    }
}

/// Builds the app for the browser; gives the folder that holds `carnet.js` and `carnet_bg.wasm`.
pub(crate) fn build(effort: Effort) -> Outcome<PathBuf> {
    tools::wasm_target()?;
    node::packages()?;
    let compiled = say::step("compiling the app to WASM", Duration::from_secs(150), || compile(effort))?;
    let bytes = std::fs::read(&compiled).map_err(Error::file(&compiled))?;
    let recipe = format!("{} {}", BINDGEN, OPTIMISER.join(" "));
    let recipe = format!("{recipe} {}", effort.profile());
    let folder = places::kept("wasm").join(fingerprint(&[&bytes, recipe.as_bytes()]));
    if folder.join("done").is_file() {
        return Ok(folder);
    }
    forget_others(&folder);
    say::step("binding it to JavaScript (wasm-bindgen)", Duration::from_secs(5), || bind(&compiled, &folder))?;
    if effort == Effort::Whole {
        say::step("making it small (wasm-opt)", Duration::from_secs(30), || optimise(&folder))?;
    }
    let done = folder.join("done");
    std::fs::write(&done, "").map_err(Error::file(&done))?;
    Ok(folder)
}

fn compile(effort: Effort) -> Outcome<PathBuf> {
    shell::run(&mut shell::cargo(&[
        "build",
        "--package",
        "app",
        "--lib",
        "--features",
        "hydrate",
        "--target",
        tools::WASM_TARGET,
        "--profile",
        effort.profile(),
    ]))?;
    Ok(places::target().join(tools::WASM_TARGET).join(effort.profile()).join("app.wasm"))
}

fn bind(compiled: &Path, folder: &Path) -> Outcome {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name(NAME)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    let bound = bindgen.web(true).and_then(|bindgen| bindgen.generate(folder));
    bound.map_err(|cause| Error::Unexpected(format!("wasm-bindgen: {cause:#}")))
}

fn optimise(folder: &Path) -> Outcome {
    let file = folder.join(format!("{NAME}_bg.wasm"));
    let before = size(&file)?;
    let mut optimiser = node::program("wasm-opt")?;
    optimiser.args(OPTIMISER).arg(&file).arg("--output").arg(&file);
    shell::run(&mut optimiser)?;
    say::line(format_args!("  {} KB → {} KB", before / 1000, size(&file)? / 1000));
    Ok(())
}

fn size(file: &Path) -> Outcome<u64> {
    Ok(file.metadata().map_err(Error::file(file))?.len())
}

/// Only the newest result is kept: they are large.
fn forget_others(folder: &Path) {
    let others = folder.parent().and_then(|kept| std::fs::read_dir(kept).ok()).into_iter().flatten().flatten();
    for other in others {
        // OK because a folder that cannot be removed only takes room.
        drop(std::fs::remove_dir_all(other.path()));
    }
}
