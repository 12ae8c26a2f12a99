//! The simulation on the engine as it is, and on engines with a fault put in: the second proves the first.
#![allow(clippy::unwrap_used)]

use clap::ValueEnum;
use sim::{Lived, Sabotage, replay, run};

#[test]
fn nothing_is_lost_doubled_diverged_or_stuck() {
    let report = run(200, 1, None);
    assert!(report.tally.is_clean(), "{:?}", report.failures);
    let Lived { acts, conflicts, refusals, forks, crashes, restores, bootstraps } = report.lived;
    assert!(acts > 5000 && [conflicts, refusals, forks, crashes, restores, bootstraps].iter().all(|count| *count > 50));
}

#[test]
fn a_history_follows_from_its_seed() {
    for seed in 40..44 {
        assert_eq!(replay(seed, None, false), replay(seed, None, false));
    }
}

#[test]
fn every_sabotage_is_caught() {
    for sabotage in Sabotage::value_variants() {
        let caught = [(24, 1), (800, 25)].into_iter().find_map(|(histories, seed)| {
            let report = run(histories, seed, Some(*sabotage));
            (!report.failures.is_empty()).then_some((report.failures.len(), histories))
        });
        let (failed, histories) = caught.unwrap_or_else(|| panic!("{sabotage:?} was not caught"));
        eprintln!("{sabotage:?}: caught by {failed} of {histories} histories");
    }
}
