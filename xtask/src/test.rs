//! `test`: everything that must be green, part by part; a part that fails does not hide the later ones.

mod arrows;
pub(crate) mod postgres;
mod rust;
mod stories;
mod tally;
mod tidy;

use std::time::{Duration, Instant};

use crate::error::{Error, Outcome};
use crate::test::tally::Tally;
use crate::{build, node, say, tools};

/// What `test` may be told.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Leave out the browser stories and most of the simulation: for every few minutes of work.
    #[arg(long)]
    fast: bool,
}

/// How many histories the simulation lives through here; `cargo xtask sim` takes more.
const HISTORIES: u64 = 500;
/// And with `--fast`.
const HISTORIES_FAST: u64 = 50;

/// Installs what is missing, runs every part, prints what each counted and the sum as the last line.
pub(crate) fn test(arguments: &Arguments) -> Outcome {
    let start = Instant::now();
    prepare(arguments.fast)?;
    let postgres = postgres::Postgres::start()?;
    let mut report = Report::default();
    report.part("format", 5, || rust::format().map(Tally::from));
    report.part("arrows between crates", 5, || arrows::check().map(Tally::from));
    report.part("tidiness", 1, || tidy::check().map(Tally::from));
    report.part("lints, native", 280, || rust::lints_native().map(Tally::from));
    report.part("lints, WASM", 180, || rust::lints_wasm().map(Tally::from));
    report.part("tests on both databases", 780, || rust::tests(postgres.url()));
    let histories = if arguments.fast { HISTORIES_FAST } else { HISTORIES };
    report.part("simulation", 120, || rust::simulation(histories));
    if !arguments.fast {
        report.part("types of the stories", 15, || stories::types().map(Tally::from));
        let built = report.part("single file", 900, || build::fresh().map(|_| Tally::from(())));
        // OK because without a binary there is nothing a browser could meet, and the part above has failed already.
        if built {
            report.part("browser stories", 400, || stories::all(postgres.url()));
        }
    }
    drop(postgres);
    report.close(start.elapsed())
}

fn prepare(fast: bool) -> Outcome {
    tools::wasm_target()?;
    tools::rust_components()?;
    tools::packages(if fast { &["postgresql"] } else { &["nodejs", "npm", "chromium", "postgresql"] })?;
    if fast {
        return Ok(());
    }
    tools::node_version()?;
    node::packages()
}

/// What each part counted.
#[derive(Default)]
struct Report {
    parts: Vec<(&'static str, Tally)>,
}

impl Report {
    /// Runs one part; true when it passed. A part that breaks off counts as one failure.
    fn part(&mut self, name: &'static str, seconds: u64, work: impl FnOnce() -> Outcome<Tally>) -> bool {
        say::line("");
        let mut tally = Tally { passed: 0, failed: 1 };
        let told = say::step(name, Duration::from_secs(seconds), || {
            tally = work()?;
            if tally.failed == 0 { Ok(()) } else { Err(Error::Parts) }
        });
        match told {
            // The runner has told what failed.
            Ok(()) | Err(Error::Parts) => {}
            Err(error) => say::failure(&error),
        }
        self.parts.push((name, tally));
        tally.failed == 0
    }

    /// Prints the table and the closing line.
    fn close(self, took: Duration) -> Outcome {
        let mut sum = Tally::default();
        say::line("");
        for (name, tally) in self.parts {
            let mark = if tally.failed == 0 { "✓" } else { "✗" };
            say::line(format_args!("{mark} {name}: {} passed, {} failed", tally.passed, tally.failed));
            sum = sum + tally;
        }
        say::line(format_args!("in {}", say::duration(took)));
        say::answer(format_args!("{} passed, {} failed", sum.passed, sum.failed));
        if sum.failed == 0 { Ok(()) } else { Err(Error::Parts) }
    }
}
