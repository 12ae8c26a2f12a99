//! How bad the luck of one history is. Every kind of fault is absent from some histories.

use crate::chance::Chance;

/// Odds in a thousand, and a few habits.
#[derive(Debug, Clone)]
pub(crate) struct Weather {
    pub(crate) lost_request: u32,
    pub(crate) lost_answer: u32,
    pub(crate) half_answer: u32,
    pub(crate) doubled_request: u32,
    pub(crate) late_answer: u32,
    pub(crate) lost_bell: u32,
    pub(crate) crash_at_effect: u32,
    /// A tab dies while a transaction is under way: the riskiest moment.
    pub(crate) crash_at_write: u32,
    pub(crate) failed_write: u32,
    pub(crate) too_big: u32,
    /// The browser has no Web Locks, or they time out.
    pub(crate) lockless: bool,
    /// Tabs do not hear of each other.
    pub(crate) deaf_tabs: bool,
    /// Rows per pull and per page of a bootstrap.
    pub(crate) page: usize,
    /// Faults of machines and server per simulated day.
    pub(crate) blows_a_day: i64,
}

impl Weather {
    pub(crate) fn of(chance: &mut Chance) -> Self {
        let mut odds = |levels: [u32; 3]| chance.pick(&levels).copied().unwrap_or_default();
        Self {
            lost_request: odds([0, 30, 200]),
            lost_answer: odds([0, 30, 200]),
            half_answer: odds([0, 20, 100]),
            doubled_request: odds([0, 30, 150]),
            late_answer: odds([0, 20, 100]),
            lost_bell: odds([0, 200, 1000]),
            crash_at_effect: odds([0, 3, 20]),
            crash_at_write: odds([0, 20, 100]),
            failed_write: odds([0, 0, 20]),
            too_big: odds([0, 0, 50]),
            lockless: odds([0, 0, 1]) == 1,
            deaf_tabs: odds([0, 0, 1]) == 1,
            page: [1, 3, 50][chance.below(3)],
            blows_a_day: [8, 24, 80][chance.below(3)],
        }
    }

    /// Fine weather, once the faults have stopped.
    pub(crate) fn fine(&self) -> Self {
        Self {
            lost_request: 0,
            lost_answer: 0,
            half_answer: 0,
            doubled_request: 0,
            late_answer: 0,
            lost_bell: 0,
            crash_at_effect: 0,
            crash_at_write: 0,
            failed_write: 0,
            too_big: 0,
            lockless: self.lockless,
            deaf_tabs: false,
            page: self.page,
            blows_a_day: 0,
        }
    }
}
