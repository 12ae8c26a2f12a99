//! `sim`: lives through histories and says what was lost, doubled, diverged or stuck.

use std::process::ExitCode;

use clap::Parser;
use sim::{Sabotage, replay, run};

/// Simulated devices, days and faults, judged by an independent model.
#[derive(Debug, Parser)]
struct Arguments {
    /// How many histories to live through.
    #[arg(long, default_value_t = 2000)]
    histories: u64,
    /// The seed of the first history; the others follow it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
    /// Tell everything that happens in the first history that fails, or in the first one.
    #[arg(long)]
    trace: bool,
    /// Put this fault into the engine: the histories must fail.
    #[arg(long, value_enum)]
    sabotage: Option<Sabotage>,
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let report = run(arguments.histories, arguments.seed, arguments.sabotage);
    let tally = report.tally;
    for (seed, first) in report.failures.iter().take(20) {
        eprintln!("history {seed}: {}: {}", first.sort, first.text);
        eprintln!("  replay: --histories 1 --seed {seed}");
    }
    let first = report.failures.first().map(|(seed, _)| *seed);
    let told = first.or(arguments.trace.then_some(arguments.seed));
    if let Some(seed) = told.filter(|_| arguments.histories == 1 || arguments.trace) {
        for complaint in replay(seed, arguments.sabotage, arguments.trace).complaints {
            eprintln!("  {}: {}", complaint.sort, complaint.text);
        }
    }
    if arguments.json {
        println!("{}", serde_json::to_string(&report).unwrap_or_default());
    } else {
        let lived = report.lived;
        println!("{} histories in {:.1} s, {} of them failed", report.histories, report.seconds, report.failures.len());
        println!(
            "  lived through: {} acts, {} conflicts, {} refusals, {} crashes, {} forks, {} restores, {} bootstraps",
            lived.acts, lived.conflicts, lived.refusals, lived.crashes, lived.forks, lived.restores, lived.bootstraps
        );
        println!(
            "  lost {}, duplicated {}, diverged {}, stuck {}",
            tally.lost, tally.duplicated, tally.diverged, tally.stuck
        );
    }
    if tally.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
