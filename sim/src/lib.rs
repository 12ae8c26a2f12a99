//! Simulated days of many devices with bad luck: the real engine (`sync::device`) and the real verdict
//! (`sync::verdict`) between a simulated network, simulated databases and a simulated server, judged by a model that
//! shares no rule with them. Every history follows from its seed.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod carry;
mod chance;
mod closing;
mod disk;
mod faults;
mod judge;
mod machine;
mod network;
mod person;
mod run;
mod sabotage;
mod server;
mod weather;
mod world;

pub use judge::{Complaint, Lived, Tally};
pub use run::{History, Report, replay, run};
pub use sabotage::Sabotage;
