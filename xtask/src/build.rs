//! `build`: the site beside the server, then the program with both inside: one file.

use std::path::PathBuf;
use std::time::Duration;

use crate::error::{Error, Outcome};
use crate::wasm::Effort;
use crate::{places, say, shell, site};

/// What `build` may be told.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Copy the finished program to this file or folder.
    #[arg(long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Build without optimising, to look at a change soon: gives `target/debug/carnet`, which reads the site from `target/site`.
    #[arg(long, conflicts_with = "output")]
    quick: bool,
}

/// Builds what is not fresh; gives the finished program.
pub(crate) fn build(arguments: &Arguments) -> Outcome<PathBuf> {
    let binary = if arguments.quick { quick()? } else { fresh()? };
    let wanted = match &arguments.output {
        None => binary,
        Some(folder) if folder.is_dir() => copy(&binary, folder.join("carnet"))?,
        Some(file) => copy(&binary, file.clone())?,
    };
    let megabytes = wanted.metadata().map_err(Error::file(&wanted))?.len() / 1_000_000;
    say::line(format_args!("\n{} ({megabytes} MB)", wanted.display()));
    Ok(wanted)
}

/// The finished program, built when anything changed since the last time.
pub(crate) fn fresh() -> Outcome<PathBuf> {
    // Much of the site is work for one core: the other compiles the server meanwhile.
    // Naming the program has the server compiled with the features it has there.
    let library = ["build", "--release", "--package", "server", "--package", "carnet", "--lib", "--quiet"];
    let beside = shell::cargo(&library).spawn();
    let site = site::build(Effort::Whole);
    // OK because what it has not done, or could not, the last step does or tells.
    if let Ok(mut server) = beside {
        if site.is_err() {
            drop(server.kill());
        }
        drop(server.wait());
    }
    site?;
    say::step("putting the site into the program", Duration::from_mins(1), || {
        shell::run(&mut shell::cargo(&["build", "--release", "--package", "carnet"]))
    })?;
    Ok(places::binary())
}

/// The program as it is while somebody works on it: built soon, large and slow.
fn quick() -> Outcome<PathBuf> {
    site::build(Effort::Quick)?;
    say::step("compiling the server", Duration::from_mins(1), || {
        shell::run(&mut shell::cargo(&["build", "--package", "carnet"]))
    })?;
    Ok(places::target().join("debug/carnet"))
}

fn copy(from: &std::path::Path, to: PathBuf) -> Outcome<PathBuf> {
    std::fs::copy(from, &to).map_err(Error::file(&to))?;
    Ok(to)
}
