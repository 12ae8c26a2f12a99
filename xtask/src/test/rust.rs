//! The parts cargo runs: format, lints, tests, simulation.

use crate::error::Outcome;
use crate::test::tally::Tally;
use crate::{shell, sim, tools};

/// `cargo fmt --check`.
pub(crate) fn format() -> Outcome {
    shell::run(&mut shell::cargo(&["fmt", "--all", "--check"]))
}

/// Clippy on everything that runs on the server or here.
pub(crate) fn lints_native() -> Outcome {
    shell::run(&mut shell::cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))
}

/// Clippy on what runs in the browser. It also proves that `domain` and `sync` compile for WASM.
pub(crate) fn lints_wasm() -> Outcome {
    shell::run(&mut shell::cargo(&[
        "clippy",
        "--package",
        "domain",
        "--package",
        "sync",
        "--package",
        "app",
        "--lib",
        "--features",
        "app/hydrate",
        "--target",
        tools::WASM_TARGET,
        "--",
        "--deny",
        "warnings",
    ]))
}

/// Every unit, property, snapshot and store test, by nextest when it is installed.
pub(crate) fn tests(postgres: &str) -> Outcome<Tally> {
    let nextest = shell::works(&mut shell::cargo(&["nextest", "--version"]));
    let mut command = if nextest {
        shell::cargo(&["nextest", "run", "--workspace", "--no-fail-fast"])
    } else {
        shell::cargo(&["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests"])
    };
    command.env("CARNET_TEST_POSTGRES", postgres);
    counted(&mut command)
}

/// The simulation, with as many histories.
pub(crate) fn simulation(histories: u64) -> Outcome<Tally> {
    sim::sim(&sim::Arguments { histories, seed: None, json: false, further: Vec::new() })?;
    Ok(Tally { passed: histories, failed: 0 })
}

/// Runs a test runner and counts what it says at its end.
pub(crate) fn counted(command: &mut std::process::Command) -> Outcome<Tally> {
    let mut tally = Tally::default();
    let well = shell::follow(command, |line| tally.read(line))?;
    Ok(tally.ended(well))
}
