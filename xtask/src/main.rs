//! `cargo xtask`: the only place that knows how the pieces of Carnet are put together.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod bench;
mod build;
mod compress;
mod error;
mod node;
mod places;
mod run;
mod say;
mod shell;
mod sim;
mod site;
mod size;
mod test;
mod tools;
mod wasm;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::error::Error;

/// Builds, runs, checks and measures Carnet.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Builds the single file `carnet`, with the site and the migrations inside.
    Build(build::Arguments),
    /// Builds what is not fresh, then runs the server here until Ctrl-C.
    Run(run::Arguments),
    /// Checks everything: format, arrows, lints, tests on both databases, simulation, browser stories.
    Test(test::Arguments),
    /// Tells what a first visit transfers, in brotli.
    Size(size::Arguments),
    /// Simulates devices, days and faults, and counts what was lost.
    Sim(sim::Arguments),
    /// Measures the product in headless Chromium beside a floor without an engine.
    Bench(bench::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().verb {
        Verb::Build(arguments) => build::build(&arguments).map(drop),
        Verb::Run(arguments) => run::run(&arguments),
        Verb::Test(arguments) => test::test(&arguments),
        Verb::Size(arguments) => size::size(&arguments),
        Verb::Sim(arguments) => sim::sim(&arguments),
        Verb::Bench(arguments) => bench::bench(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // The closing line already told.
        Err(Error::Parts) => ExitCode::FAILURE,
        Err(error) => {
            say::failure(&error);
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_verb_and_every_option_tells_what_it_does() {
        let command = Arguments::command();
        command.clone().debug_assert();
        for verb in command.get_subcommands() {
            assert!(verb.get_about().is_some(), "{} has no sentence", verb.get_name());
            for option in verb.get_arguments() {
                assert!(option.get_help().is_some(), "{} {} has no sentence", verb.get_name(), option.get_id());
            }
        }
    }
}
