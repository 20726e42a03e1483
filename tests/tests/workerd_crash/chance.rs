//! Chance that can be had again: a seed gives the same numbers on every machine.

use std::time::Duration;

/// A generator of numbers (xorshift64*).
#[derive(Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    /// The generator of this seed.
    pub(crate) fn new(seed: u64) -> Self {
        // Zero would stay zero.
        Self(seed.wrapping_mul(2).wrapping_add(1))
    }

    /// A generator of its own for somebody else, so that threads do not disturb each other.
    pub(crate) fn split(&mut self) -> Self {
        Self::new(self.next())
    }

    /// A number below `bound`; 0 where there is none.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % bound.max(1)
    }

    /// A time below `bound` milliseconds, to the microsecond.
    pub(crate) fn time_below(&mut self, bound: usize) -> Duration {
        Duration::from_micros(self.below(bound * 1000) as u64)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
}
