//! Many histories on all cores, and what came of them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use serde::Serialize;

use crate::judge::{Complaint, Lived, Tally};
use crate::sabotage::Sabotage;
use crate::world::World;

/// What came of some histories. With `--json` this is what is printed.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// How many were lived.
    pub histories: u64,
    /// What went wrong in all of them together.
    #[serde(flatten)]
    pub tally: Tally,
    /// How long it took.
    pub seconds: f64,
    /// What happened in all of them together.
    #[serde(skip)]
    pub lived: Lived,
    /// In which histories something went wrong, and what first.
    #[serde(skip)]
    pub failures: Vec<(u64, Complaint)>,
}

/// Lives through `histories` histories, those of `seed` and the numbers that follow it.
pub fn run(histories: u64, seed: u64, sabotage: Option<Sabotage>) -> Report {
    let begun = Instant::now();
    let next = AtomicU64::new(0);
    let work = || {
        let mut results: Vec<History> = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= histories {
                return results;
            }
            results.push(replay(seed.wrapping_add(number), sabotage, false));
        }
    };
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let results: Vec<History> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    let (mut tally, mut lived) = (Tally::default(), Lived::default());
    let mut failures = Vec::new();
    for history in results {
        tally.add(history.tally);
        lived.add(history.lived);
        failures.extend(history.complaints.into_iter().next().map(|complaint| (history.seed, complaint)));
    }
    failures.sort_by_key(|(seed, _)| *seed);
    Report { histories, tally, seconds: begun.elapsed().as_secs_f64(), lived, failures }
}

/// One history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// From which it follows.
    pub seed: u64,
    /// What went wrong.
    pub tally: Tally,
    /// What went wrong, in words.
    pub complaints: Vec<Complaint>,
    /// What happened.
    pub lived: Lived,
}

/// Lives through one history; `traced`, everything that happens is told on standard error. A panic counts as a
/// device that is stuck.
pub fn replay(seed: u64, sabotage: Option<Sabotage>, traced: bool) -> History {
    match catch_unwind(AssertUnwindSafe(|| World::live(seed, sabotage, traced))) {
        Ok(court) => {
            History { seed, tally: court.tally(), complaints: court.complaints().to_vec(), lived: court.lived }
        }
        Err(_) => History {
            seed,
            tally: Tally { stuck: 1, ..Tally::default() },
            complaints: vec![Complaint { sort: "stuck", text: "the program panicked".to_owned() }],
            lived: Lived::default(),
        },
    }
}
