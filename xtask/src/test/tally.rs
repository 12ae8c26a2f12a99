//! Reading what the test runners say at their end.

use std::ops::Add;

/// How many tests passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Passed.
    pub(crate) passed: u64,
    /// Failed.
    pub(crate) failed: u64,
}

/// A part without a runner that counts: it passed as a whole.
impl From<()> for Tally {
    fn from((): ()) -> Self {
        Self { passed: 1, failed: 0 }
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl Tally {
    /// Adds what a line says, when it is a closing line of nextest, of `cargo test` or of Playwright.
    pub(crate) fn read(&mut self, line: &str) {
        let plain = without_colours(line);
        let words: Vec<&str> = plain.split_whitespace().collect();
        let of_cargo = plain.starts_with("test result:");
        let of_nextest = plain.trim_start().starts_with("Summary [");
        // Playwright closes with lines of their own: "  12 passed (1.2m)", "  1 failed", "  1 flaky".
        let of_playwright = matches!(
            words.as_slice(),
            [_, "passed" | "failed" | "flaky" | "interrupted"] | [_, "passed", _] | [_, "did", "not", "run"]
        );
        if !(of_cargo || of_nextest || of_playwright) {
            return;
        }
        for pair in words.windows(2) {
            let Ok(count) = pair[0].parse::<u64>() else { continue };
            match pair[1].trim_end_matches([',', ';']) {
                "passed" => self.passed += count,
                "failed" | "flaky" | "interrupted" | "did" | "timed" => self.failed += count,
                _ => {}
            }
        }
    }

    /// A runner that ended badly has failed, even when it counted no failed test: it may not have compiled.
    pub(crate) fn ended(mut self, well: bool) -> Self {
        if !well && self.failed == 0 {
            self.failed = 1;
        }
        // A runner that ran nothing proves nothing.
        if well && self == Self::default() {
            self.failed = 1;
        }
        self
    }
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_code, after)| after);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for line in lines {
            tally.read(line);
        }
        tally
    }

    #[test]
    fn the_closing_lines_of_each_runner_are_counted() {
        let nextest = "     Summary [  12.345s] 120 tests run: 118 passed (3 slow), 2 failed, 1 skipped";
        assert_eq!(read(&[nextest]), Tally { passed: 118, failed: 2 });
        let cargo = "test result: FAILED. 10 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(read(&[cargo, cargo]), Tally { passed: 20, failed: 2 });
        let playwright = ["  1 failed", "  2 did not run", "  \u{1b}[32m12 passed\u{1b}[39m (1.2m)"];
        assert_eq!(read(&playwright), Tally { passed: 12, failed: 3 });
    }

    #[test]
    fn other_lines_are_not_counted() {
        assert_eq!(
            read(&["we passed 3 passed houses by the road", "error: 5 failed attempts were made"]),
            Tally::default()
        );
    }

    #[test]
    fn a_runner_that_ended_badly_or_ran_nothing_has_failed() {
        assert_eq!(Tally { passed: 3, failed: 0 }.ended(false).failed, 1);
        assert_eq!(Tally::default().ended(true).failed, 1);
        assert_eq!(Tally { passed: 3, failed: 0 }.ended(true).failed, 0);
    }
}
