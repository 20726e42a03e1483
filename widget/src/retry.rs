//! When a failed reading may be tried again.

/// Waits double from the first to the last.
const FIRST_WAIT_MS: f64 = 4000.0;
const LAST_WAIT_MS: f64 = 300_000.0;

/// How often a reading failed in a row, and until when it rests. Times are milliseconds of a
/// monotonic clock.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Retry {
    failures: u8,
    not_before: f64,
}

impl Retry {
    /// After a further failure at `now`. `chance` between 0 and 1 spreads the readers: each waits
    /// between half the time and the whole.
    #[must_use]
    pub fn failed(self, now: f64, chance: f64) -> Self {
        let doubled = FIRST_WAIT_MS * f64::from(1_u32 << self.failures.min(10));
        Self {
            failures: self.failures.saturating_add(1),
            not_before: now + doubled.min(LAST_WAIT_MS) * (0.5 + chance.clamp(0.0, 1.0) / 2.0),
        }
    }

    /// Whether a reading may be tried at `now`.
    pub fn is_due(self, now: f64) -> bool {
        now >= self.not_before
    }

    /// Whether the last attempt failed.
    pub const fn has_failed(self) -> bool {
        self.failures > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_a_bound_and_are_spread() {
        let mut retry = Retry::default();
        assert!(retry.is_due(0.0));

        retry = retry.failed(0.0, 0.0);
        assert!(!retry.is_due(1999.0) && retry.is_due(2000.0));
        retry = retry.failed(0.0, 1.0);
        assert!(!retry.is_due(7999.0) && retry.is_due(8000.0));
        for _ in 0..300 {
            retry = retry.failed(0.0, 1.0);
        }
        assert!(!retry.is_due(299_999.0) && retry.is_due(300_000.0));
    }
}
