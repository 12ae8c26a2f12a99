//! `sim`: the simulation of many devices. It runs in the development profile, which optimises the engine and the
//! simulation and keeps every overflow check.

use std::time::Duration;

use crate::error::Outcome;
use crate::{say, shell};

/// What `sim` may be told; it is handed on to the simulation.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many histories to live through.
    #[arg(long, value_name = "N", default_value_t = 2000)]
    pub(crate) histories: u64,
    /// The seed of the first history; a failure prints the seed that replays it.
    #[arg(long, value_name = "S")]
    pub(crate) seed: Option<u64>,
    /// Print one line of JSON on standard output.
    #[arg(long)]
    pub(crate) json: bool,
    /// Further options of the simulation itself, after `--`; `-- --help` lists them.
    #[arg(last = true, value_name = "OPTIONS")]
    pub(crate) further: Vec<String>,
}

/// Builds the simulation and runs it.
pub(crate) fn sim(arguments: &Arguments) -> Outcome {
    say::step("compiling the simulation", Duration::from_secs(70), || {
        shell::run(&mut shell::cargo(&["build", "--package", "sim"]))
    })?;
    shell::show(&mut command(arguments))
}

/// The simulation with these arguments, ready to start.
pub(crate) fn command(arguments: &Arguments) -> std::process::Command {
    let mut command = shell::cargo(&["run", "--quiet", "--package", "sim", "--"]);
    command.args(["--histories", &arguments.histories.to_string()]);
    if let Some(seed) = arguments.seed {
        command.args(["--seed", &seed.to_string()]);
    }
    if arguments.json {
        command.arg("--json");
    }
    command.args(&arguments.further);
    command
}
