//! `bench`: the product in headless Chromium beside a floor without an engine, the server on both databases beside
//! their own tools, and the board and the reports of sales, on this machine.

use crate::error::Outcome;
use crate::test::postgres::Postgres;
use crate::{build, node, shell, tools};

/// What `bench` may be told.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Sizes of the book to measure with.
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "10000,100000")]
    rows: Vec<u64>,
    /// Measure one side alone.
    #[arg(long, value_name = "floor|product|server|sales", value_parser = ["floor", "product", "server", "sales"])]
    only: Option<String>,
    /// Print one line of JSON on standard output.
    #[arg(long)]
    json: bool,
}

/// Builds, then measures.
pub(crate) fn bench(arguments: &Arguments) -> Outcome {
    tools::packages(&["chromium", "postgresql", "sqlite3"])?;
    build::fresh()?;
    let postgres = Postgres::start()?;
    let rows: Vec<String> = arguments.rows.iter().map(u64::to_string).collect();
    let mut script = node::script("bench/run.mjs");
    script.args(["--rows", &rows.join(",")]);
    script.env("CARNET_TEST_POSTGRES", postgres.url());
    if let Some(side) = &arguments.only {
        script.args(["--only", side]);
    }
    if arguments.json {
        script.arg("--json");
    }
    shell::show(&mut script)
}
