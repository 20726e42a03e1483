//! How far a reading may be trusted, as a pure function of times.

use crate::{Timestamp, words::words};

/// A reading is fresh for at least this long, however short the polling interval.
pub const SHORTEST_FRESH_SECONDS: i64 = 90;
/// A reading is never unknown before this age.
pub const SHORTEST_STALE_SECONDS: i64 = 15 * 60;

words! {
    /// Whether what we know may still be said.
    Freshness {
        /// Read recently enough to be stated as present.
        Fresh = "fresh",
        /// Last known; to be stated with its age.
        Stale = "stale",
    }
}

/// The three times of the last good read that every answer carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// When the vendor's page was last read well; `None` if never.
    pub checked_at: Option<Timestamp>,
    /// Up to and including this instant the reading is fresh.
    pub fresh_until: Option<Timestamp>,
    /// After this instant nothing may be concluded from the reading any more.
    pub unknown_after: Option<Timestamp>,
}

impl Reading {
    /// The reading taken at `checked_at`, cut to the second, of a page polled every
    /// `poll_seconds`. Back-off does not stretch it: the interval is the configured one.
    pub fn taken(checked_at: Timestamp, poll_seconds: u32) -> Self {
        let checked_at = checked_at.to_second();
        let fresh = (3 * i64::from(poll_seconds)).max(SHORTEST_FRESH_SECONDS);
        let known = (2 * fresh).max(SHORTEST_STALE_SECONDS);
        Self {
            checked_at: Some(checked_at),
            fresh_until: Some(checked_at.plus_seconds(fresh)),
            unknown_after: Some(checked_at.plus_seconds(known)),
        }
    }

    /// What the reading is worth at `now`. A clock that stands well before the reading itself
    /// cannot tell its age, so nothing may be concluded: never green by a wrong clock.
    pub fn freshness(&self, now: Timestamp) -> Freshness {
        let (Some(checked_at), Some(fresh_until), Some(unknown_after)) =
            (self.checked_at, self.fresh_until, self.unknown_after)
        else {
            return Freshness::Unknown;
        };
        let tolerance = fresh_until.as_millis() - checked_at.as_millis();
        if now > unknown_after || now.as_millis() < checked_at.as_millis() - tolerance {
            Freshness::Unknown
        } else if now > fresh_until {
            Freshness::Stale
        } else {
            Freshness::Fresh
        }
    }

    /// The instant at which the freshness next becomes worse; `None` when it cannot.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        match self.freshness(now) {
            Freshness::Fresh => self.fresh_until,
            Freshness::Stale => self.unknown_after,
            Freshness::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn check(poll_seconds: u32, age_seconds: i64, expected: Freshness) {
        let reading = Reading::taken(NOON, poll_seconds);
        assert_eq!(
            reading.freshness(NOON.plus_seconds(age_seconds)),
            expected,
            "poll {poll_seconds}, age {age_seconds}"
        );
    }

    #[test]
    fn fresh_for_three_intervals_but_at_least_ninety_seconds() {
        check(15, 90, Freshness::Fresh);
        check(15, 91, Freshness::Stale);
        check(60, 180, Freshness::Fresh);
        check(60, 181, Freshness::Stale);
    }

    #[test]
    fn unknown_after_a_quarter_of_an_hour_or_twice_the_bound() {
        check(60, 900, Freshness::Stale);
        check(60, 901, Freshness::Unknown);
        check(3600, 6 * 3600, Freshness::Stale);
        check(3600, 6 * 3600 + 1, Freshness::Unknown);
    }

    #[test]
    fn never_read_is_unknown() {
        assert_eq!(Reading::default().freshness(NOON), Freshness::Unknown);
    }

    #[test]
    fn a_clock_far_before_the_reading_knows_nothing_of_it() {
        check(60, -180, Freshness::Fresh);
        check(60, -181, Freshness::Unknown);
        check(60, -86_400, Freshness::Unknown);
    }

    #[test]
    fn freshness_only_ever_gets_worse_with_time() {
        let reading = Reading::taken(NOON, 60);
        let rank = |age| {
            Freshness::ALL
                .iter()
                .position(|f| *f == reading.freshness(NOON.plus_seconds(age)))
        };
        for age in 0..2000 {
            assert!(rank(age) <= rank(age + 1), "at {age}");
        }
    }
}
