//! What xtask prints: each step, about how long it takes, and how long it took.

use std::fmt::Display;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::error::{Error, Outcome};
use crate::places;

/// A plain line.
///
/// It goes to the error stream, so that `--json` leaves standard output to the one line that was asked for.
pub(crate) fn line(text: impl Display) {
    eprintln!("{text}");
}

/// The answer itself, on standard output.
#[expect(clippy::print_stdout, reason = "the answer of a verb belongs on standard output")]
pub(crate) fn answer(text: impl Display) {
    println!("{text}");
}

/// Why it stopped.
pub(crate) fn failure(error: &Error) {
    eprintln!("\nxtask: {error}");
}

/// Does one step: says what it is, about how long it takes (last time's duration when known, else `first_time`), does
/// it, and says how long it took.
pub(crate) fn step<T>(name: &str, first_time: Duration, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    let memory = memory(name);
    let last = std::fs::read_to_string(&memory).ok().and_then(|text| text.trim().parse().ok());
    let expected = last.map_or(first_time, Duration::from_millis);
    line(format_args!("▸ {name} (about {})", duration(expected)));
    let start = Instant::now();
    let outcome = work();
    let took = start.elapsed();
    match &outcome {
        Ok(_) => {
            line(format_args!("  done in {}", duration(took)));
            // Only a hint for the next run: a full or read-only disk must not fail the build.
            drop(std::fs::write(memory, took.as_millis().to_string()));
        }
        Err(_) => line(format_args!("  failed after {}", duration(took))),
    }
    outcome
}

/// `0.4 s`, `12 s`, `3 min 05 s`.
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

fn memory(name: &str) -> PathBuf {
    let file: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    places::kept("durations").join(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_reads_like_a_person_says_it() {
        assert_eq!(duration(Duration::from_millis(430)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(12)), "12 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }
}
