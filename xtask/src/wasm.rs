//! Our WASM modules: compiled, their later parts cut out, bound to JavaScript, made small. All but the first is skipped
//! when the compiler gave the same bytes as before.

mod names;
mod order;
mod snip;

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
    /// Whether parts of it, declared with `later!`, arrive later.
    has_parts: bool,
}

/// Every module of the site. The first is the app; the others it loads when a page needs them.
pub(crate) const MODULES: &[Module] = &[
    Module { package: "app", features: &["hydrate"], name: "carnet", has_parts: true },
    Module { package: "charts", features: &[], name: "charts", has_parts: false },
    Module { package: "sheets", features: &[], name: "sheets", has_parts: false },
    Module { package: "scan", features: &[], name: "scan", has_parts: false },
];

/// The script that loads the parts declared with `later!` in `app/`: `NAME.wasm` for each, `chunk_….wasm` for what
/// several share.
const PARTS: &str = "./parts.js";

/// Asks the linker to leave the relocations in: they tell where a module may be cut.
const RELOCATIONS: &str = "link-arg=--emit-relocs";

/// Functions that nothing calls in a browser, although Leptos takes their address: the twin of each view's hydration that
/// hydrates piece by piece (ours hydrates in one go: `hydrate_body`), and the list of routes, for which a server asks. As the
/// compiler writes the ends of their names, before a hash: what stands within them needs no mention, and may share its code
/// with something that is called.
const NEVER_CALLED: &[&str] = &["8into_any13hydrate_async17h", "21into_any_nested_route15generate_routes17h"];

/// What the first visit needs, between cutting and binding.
const MAIN: &str = "main.wasm";

/// What is done to what the compiler gives, besides [`OPTIMISER`], with the versions that `Cargo.toml` pins.
const RECIPE: &str = "wasm-bindgen 0.2.130, wasm_split 0.2.4, early parts, short names, order 1";

/// What the optimiser may use and does: the features are those rustc's target has on, SIMD is ours.
const OPTIMISER: &[&str] = &[
    // Flat code finds shapes that the compiler's nesting hides; it is folded again by the second -Oz.
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    // OK because the lowest kilobyte is the deep end of the stack: nobody counts down to it from the top of the memory.
    "--low-memory-unused",
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

/// Builds a module for the browser; gives the folder that holds its script, its WASM file and its parts. The folder's name
/// is a fingerprint: files that were cut from one module never meet those of another build.
pub(crate) fn build(module: &Module, effort: Effort) -> Outcome<PathBuf> {
    tools::wasm_target()?;
    node::packages()?;
    let name = module.name;
    let what = format!("compiling {name} to WASM");
    let compiled = say::step(&what, Duration::from_mins(4), || compile(module, effort))?;
    let bytes = std::fs::read(&compiled).map_err(Error::file(&compiled))?;
    let recipe = format!("{RECIPE} {} {} {}", OPTIMISER.join(" "), effort.profile(), NEVER_CALLED.join(" "));
    let folder = places::kept("wasm").join(name).join(fingerprint(&[&bytes, recipe.as_bytes()]));
    if folder.join("done").is_file() {
        return Ok(folder);
    }
    forget_others(&folder);
    let main = folder.join(MAIN);
    if module.has_parts {
        let snipped = say::step("emptying what nothing calls", Duration::from_secs(2), || {
            let (snipped, emptied) = snip::snip(&bytes, |name| NEVER_CALLED.iter().any(|never| name.contains(never)))?;
            say::line(format_args!("  {} KB, and all that only they need", emptied / 1000));
            if emptied == 0 && effort == Effort::Whole {
                return Err(Error::Unexpected(
                    "no function has one of the names in NEVER_CALLED (any more)".to_owned(),
                ));
            }
            Ok(snipped)
        })?;
        say::step("cutting out what arrives later (wasm-split)", Duration::from_secs(5), || {
            cut(name, &snipped, &folder)
        })?;
    } else {
        std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
        std::fs::write(&main, &bytes).map_err(Error::file(&main))?;
    }
    say::step("binding it to JavaScript (wasm-bindgen)", Duration::from_secs(5), || bind(name, &folder))?;
    if effort == Effort::Whole {
        shorten_names(name, &folder)?;
        say::step("making it small (wasm-opt)", Duration::from_mins(2), || optimise(&folder))?;
    }
    let done = folder.join("done");
    std::fs::write(&done, "").map_err(Error::file(&done))?;
    Ok(folder)
}

fn compile(module: &Module, effort: Effort) -> Outcome<PathBuf> {
    let mut cargo = shell::cargo(&["rustc", "--lib", "--crate-type", "cdylib", "--package", module.package]);
    cargo.args(["--features", &module.features.join(",")]).args(["--target", tools::WASM_TARGET]);
    cargo.args(["--profile", effort.profile()]);
    cargo.args(["--config", &format!("target.{}.rustflags={:?}", tools::WASM_TARGET, short_places())]);
    if module.has_parts {
        cargo.args(["--", "-C", RELOCATIONS]);
    }
    shell::run(&mut cargo)?;
    let file = format!("{}.wasm", module.package);
    Ok(places::target().join(tools::WASM_TARGET).join(effort.profile()).join(file))
}

/// Other packages' files are told as `tachys-…/src/…` where something fails: each phone would load where this machine keeps
/// them, and no two machines would build the same.
fn short_places() -> Vec<String> {
    let home = std::env::home_dir().unwrap_or_default().join(".cargo");
    let home = std::env::var_os("CARGO_HOME").map_or(home, PathBuf::from);
    let registries = std::fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
    registries.map(|registry| format!("--remap-path-prefix={}=", registry.path().display())).collect()
}

/// Leaves what the first visit needs in `main.wasm` and each later part in a file of its own.
fn cut(name: &str, compiled: &[u8], folder: &Path) -> Outcome {
    let main = folder.join(MAIN);
    let module = format!("./{name}.js");
    let mut options = wasm_split_cli_support::Options::new(compiled);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = PARTS;
    options.main_module = &module;
    let cut = wasm_split_cli_support::transform(options);
    cut.map(drop).map_err(|cause| Error::Unexpected(format!("wasm-split: {cause:#}")))?;
    let parts = folder.join(PARTS);
    let script = std::fs::read_to_string(&parts).map_err(Error::file(&parts))?;
    std::fs::write(&parts, compiled_early(&script)?).map_err(Error::file(&parts))
}

/// The script that loads parts, so that each part is compiled as it arrives and not only when those before it are bound.
fn compiled_early(script: &str) -> Outcome<String> {
    let mut early = script.to_owned();
    let turns = [
        ("const src = fetch(", "const src = WebAssembly.compileStreaming(fetch("),
        ("import.meta.url));", "import.meta.url)));"),
        ("(WebAssembly.instantiateStreaming(src, imports))", "(WebAssembly.instantiate(await src, imports))"),
    ];
    for (from, to) in turns {
        if !early.contains(from) {
            return Err(Error::Unexpected(format!("wasm-split writes its script in other words: no “{from}”")));
        }
        early = early.replace(from, to);
    }
    Ok(early)
}

fn bind(name: &str, folder: &Path) -> Outcome {
    let main = folder.join(MAIN);
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(&main)
        .out_name(name)
        .typescript(false)
        .keep_lld_exports(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    let bound = bindgen.web(true).and_then(|bindgen| bindgen.generate(folder));
    bound.map_err(|cause| Error::Unexpected(format!("wasm-bindgen: {cause:#}")))?;
    std::fs::remove_file(&main).map_err(Error::file(&main))
}

fn shorten_names(name: &str, folder: &Path) -> Outcome {
    let (script, module) = (folder.join(format!("{name}.js")), folder.join(format!("{name}_bg.wasm")));
    let text = std::fs::read_to_string(&script).map_err(Error::file(&script))?;
    let bytes = std::fs::read(&module).map_err(Error::file(&module))?;
    let (text, bytes) = names::shorten(&text, &bytes, &format!("./{name}_bg.js"))?;
    std::fs::write(&script, text).map_err(Error::file(&script))?;
    std::fs::write(&module, bytes).map_err(Error::file(&module))
}

fn optimise(folder: &Path) -> Outcome {
    for entry in std::fs::read_dir(folder).map_err(Error::file(folder))?.flatten() {
        let file = entry.path();
        if file.extension().is_none_or(|extension| extension != "wasm") {
            continue;
        }
        let before = size(&file)?;
        let mut optimiser = node::program("wasm-opt")?;
        optimiser.args(OPTIMISER).arg(&file).arg("--output").arg(&file);
        shell::run(&mut optimiser)?;
        let bytes = std::fs::read(&file).map_err(Error::file(&file))?;
        std::fs::write(&file, order::reorder(&bytes)?).map_err(Error::file(&file))?;
        let name = entry.file_name();
        say::line(format_args!("  {} KB → {} KB  {}", before / 1000, size(&file)? / 1000, name.display()));
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_compiled_as_it_arrives() {
        let script = "const src = fetch(new URL(\"./a.wasm\", import.meta.url));\n\
            src.catch(() => {});\n\
            return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n";
        let early = "const src = WebAssembly.compileStreaming(fetch(new URL(\"./a.wasm\", import.meta.url)));\n\
            src.catch(() => {});\n\
            return async (imports) => (WebAssembly.instantiate(await src, imports));\n";
        assert_eq!(compiled_early(script).unwrap(), early);
        assert!(compiled_early("const src = await fetch(a);").is_err());
    }
}
