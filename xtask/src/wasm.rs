//! Our WASM modules: compiled, bound to JavaScript, made small. The last two are skipped when the compiler gave the same
//! bytes as before.

use std::path::{Path, PathBuf};
use std::time::Duration;

use wasm_bindgen_cli_support::Bindgen;

use crate::compress::fingerprint;
use crate::error::{Error, Outcome};
use crate::{node, places, say, shell, tools};

/// A crate that becomes a script with a WASM file beside it.
pub(crate) struct Module {
    /// The crate.
    package: &'static str,
    /// What is switched on in it.
    features: &'static [&'static str],
    /// The name of its files: `carnet.js`, `carnet_bg.wasm`.
    name: &'static str,
}

/// Every module of the site. The first is the app; the others it loads when a page needs them.
pub(crate) const MODULES: &[Module] = &[
    Module { package: "app", features: &["hydrate"], name: "carnet" },
    Module { package: "charts", features: &[], name: "charts" },
];

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

/// Builds a module for the browser; gives the folder that holds its script and its WASM file.
pub(crate) fn build(module: &Module, effort: Effort) -> Outcome<PathBuf> {
    tools::wasm_target()?;
    node::packages()?;
    let name = module.name;
    let what = format!("compiling {name} to WASM");
    let compiled = say::step(&what, Duration::from_secs(150), || compile(module, effort))?;
    let bytes = std::fs::read(&compiled).map_err(Error::file(&compiled))?;
    let recipe = format!("{} {}", BINDGEN, OPTIMISER.join(" "));
    let recipe = format!("{recipe} {}", effort.profile());
    let folder = places::kept("wasm").join(name).join(fingerprint(&[&bytes, recipe.as_bytes()]));
    if folder.join("done").is_file() {
        return Ok(folder);
    }
    forget_others(&folder);
    say::step("binding it to JavaScript (wasm-bindgen)", Duration::from_secs(5), || bind(name, &compiled, &folder))?;
    if effort == Effort::Whole {
        say::step("making it small (wasm-opt)", Duration::from_secs(30), || optimise(name, &folder))?;
    }
    let done = folder.join("done");
    std::fs::write(&done, "").map_err(Error::file(&done))?;
    Ok(folder)
}

fn compile(module: &Module, effort: Effort) -> Outcome<PathBuf> {
    shell::run(&mut shell::cargo(&[
        "build",
        "--package",
        module.package,
        "--lib",
        "--features",
        &module.features.join(","),
        "--target",
        tools::WASM_TARGET,
        "--profile",
        effort.profile(),
    ]))?;
    let file = format!("{}.wasm", module.package);
    Ok(places::target().join(tools::WASM_TARGET).join(effort.profile()).join(file))
}

fn bind(name: &str, compiled: &Path, folder: &Path) -> Outcome {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name(name)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    let bound = bindgen.web(true).and_then(|bindgen| bindgen.generate(folder));
    bound.map_err(|cause| Error::Unexpected(format!("wasm-bindgen: {cause:#}")))
}

fn optimise(name: &str, folder: &Path) -> Outcome {
    let file = folder.join(format!("{name}_bg.wasm"));
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
