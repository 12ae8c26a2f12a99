//! `bench`: the product in headless Chromium beside a floor without an engine, on this machine.

use crate::error::Outcome;
use crate::{build, node, shell, tools};

/// What `bench` may be told.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Sizes of the book to measure with.
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "10000,100000")]
    rows: Vec<u64>,
    /// Print one line of JSON on standard output.
    #[arg(long)]
    json: bool,
}

/// Builds, then measures.
pub(crate) fn bench(arguments: &Arguments) -> Outcome {
    tools::packages(&["chromium"])?;
    build::fresh()?;
    let rows: Vec<String> = arguments.rows.iter().map(u64::to_string).collect();
    let mut script = node::script("bench/run.mjs");
    script.args(["--rows", &rows.join(",")]);
    if arguments.json {
        script.arg("--json");
    }
    shell::show(&mut script)
}
