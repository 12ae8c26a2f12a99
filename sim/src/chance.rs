//! Chance that can be repeated: a small generator (`SplitMix64`), so that a history follows from its seed.

use uuid::Uuid;

/// The generator.
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0, below `limit`; 0 when there is nothing below.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        if limit == 0 {
            return 0;
        }
        // OK because the remainder is below a `usize`.
        usize::try_from(self.next() % limit as u64).unwrap_or_default()
    }

    /// From `low` up to and without `high`.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.saturating_sub(low).max(1).unsigned_abs();
        low.saturating_add_unsigned(self.next() % span)
    }

    /// Yes, so many times in a thousand.
    pub(crate) fn permille(&mut self, odds: u32) -> bool {
        self.next() % 1000 < u64::from(odds)
    }

    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let place = self.below(of.len());
        of.get(place)
    }

    pub(crate) fn uuid(&mut self) -> Uuid {
        let high = u128::from(self.next());
        Uuid::from_u128(high << 64 | u128::from(self.next()))
    }
}
