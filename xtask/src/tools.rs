//! What must be on the machine, found or installed: the WASM target, Debian's packages, Node's packages.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::error::{Error, Outcome};
use crate::{say, shell};

/// The target the app is compiled for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Adds the WASM target when the toolchain lacks it.
pub(crate) fn wasm_target() -> Outcome {
    if has_wasm_target() {
        return Ok(());
    }
    let added = say::step("adding the WASM target to the toolchain", Duration::from_secs(20), || {
        shell::run(Command::new("rustup").args(["target", "add", WASM_TARGET]))
    });
    if added.is_ok() && has_wasm_target() {
        return Ok(());
    }
    Err(Error::Missing(format!(
        "The Rust standard library for {WASM_TARGET} is missing and rustup could not add it.\n\
         With network access to rustup's server: rustup target add {WASM_TARGET}\n\
         Without it, on Debian 12 as root: apt-get install rustc-web cargo-web rust-web-src rust-web-llvm lld-22, which \
         brings the library's source; cargo then builds it itself with RUSTC_BOOTSTRAP=1 and \
         -Zbuild-std=std,panic_abort, linker wasm-ld-22."
    )))
}

fn has_wasm_target() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    shell::read(Command::new(rustc).args(["--print", "target-libdir", "--target", WASM_TARGET]))
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

/// Adds rustfmt and clippy when the toolchain lacks them.
pub(crate) fn rust_components() -> Outcome {
    for (component, verb) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if shell::works(&mut shell::cargo(&[verb, "--version"])) {
            continue;
        }
        let added = shell::run(Command::new("rustup").args(["component", "add", component]));
        if added.is_err() {
            return Err(Error::Missing(format!("`cargo {verb}` is missing: rustup component add {component}")));
        }
    }
    Ok(())
}

/// The oldest Node that Playwright runs on.
const NODE: u32 = 20;

/// Says so when the installed Node is too old for the browser stories.
pub(crate) fn node_version() -> Outcome {
    let printed = shell::read(Command::new("node").arg("--version"))?;
    let major = printed.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE => Ok(()),
        _ => Err(Error::Missing(format!("Node {NODE} or newer is needed; this machine has {}.", printed.trim()))),
    }
}

/// A program this machine needs, and the Debian package that brings it.
struct Need {
    program: &'static str,
    package: &'static str,
    found: fn() -> bool,
}

const NEEDS: &[Need] = &[
    Need { program: "node", package: "nodejs", found: || shell::on_path("node").is_some() },
    Need { program: "npm", package: "npm", found: || shell::on_path("npm").is_some() },
    Need { program: "chromium", package: "chromium", found: || chromium().is_some() },
    Need { program: "PostgreSQL's server", package: "postgresql", found: || postgres_programs().is_some() },
    Need { program: "sqlite3", package: "sqlite3", found: || shell::on_path("sqlite3").is_some() },
];

/// Installs what is missing of these Debian packages when root, else says which to install.
pub(crate) fn packages(names: &[&str]) -> Outcome {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| names.contains(&need.package) && !(need.found)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let wanted: Vec<&str> = missing.iter().map(|need| need.package).collect();
    if !is_root() || shell::on_path("apt-get").is_none() {
        let programs: Vec<&str> = missing.iter().map(|need| need.program).collect();
        return Err(Error::Missing(format!(
            "Not on this machine: {}. On Debian or Ubuntu: sudo apt-get install {}",
            programs.join(", "),
            wanted.join(" ")
        )));
    }
    say::step(&format!("installing Debian packages: {}", wanted.join(" ")), Duration::from_secs(90), || {
        shell::run(apt().arg("update"))?;
        shell::run(apt().args(["install", "--yes", "--no-install-recommends"]).args(&wanted))
    })?;
    match missing.iter().find(|need| !(need.found)()) {
        None => Ok(()),
        Some(need) => Err(Error::Missing(format!(
            "The package {} was installed, and still {} is not to be found.",
            need.package, need.program
        ))),
    }
}

/// Chromium, under one of its names.
pub(crate) fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| shell::on_path(name))
}

/// The folder with `initdb` and `postgres`: Debian keeps them off `PATH`. The newest version wins.
pub(crate) fn postgres_programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .map(|version| version.path().join("bin"))
        .filter(|folder| folder.join("initdb").is_file())
        .max_by_key(|folder| version_of(folder));
    newest.or_else(|| shell::on_path("initdb")?.parent().map(Path::to_path_buf))
}

fn version_of(folder: &Path) -> u32 {
    let version = folder.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    version.and_then(|version| version.parse().ok()).unwrap_or(0)
}

/// Whether xtask runs as root.
pub(crate) fn is_root() -> bool {
    shell::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").args(["--quiet", "--option", "Dpkg::Use-Pty=0"]);
    command
}
