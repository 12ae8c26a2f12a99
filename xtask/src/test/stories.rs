//! The browser stories: Playwright drives Debian's Chromium against the finished binary.

use crate::error::Outcome;
use crate::test::{rust, tally::Tally};
use crate::{node, places, shell};

/// TypeScript finds no fault in the stories and their fixtures.
pub(crate) fn types() -> Outcome {
    shell::run(node::program("tsc")?.arg("--noEmit"))
}

/// Runs every story.
pub(crate) fn all(postgres: &str) -> Outcome<Tally> {
    let mut playwright = node::program("playwright")?;
    playwright.arg("test").env("CARNET_BINARY", places::binary()).env("CARNET_TEST_POSTGRES", postgres);
    rust::counted(&mut playwright)
}
