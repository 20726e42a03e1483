//! The server's present, kept up without asking again.

use statuslamp_model::Timestamp;

/// A moment by the two clocks of the browser, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moment {
    /// Never goes back, but may stand still while the machine sleeps.
    pub monotonic: f64,
    /// Goes on while the machine sleeps, but may be set.
    pub wall: f64,
}

/// The server's present at one moment, and what has passed since.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clock {
    server: i64,
    set: Moment,
}

impl Clock {
    /// The server's clock says `server` (epoch milliseconds) at the moment `set`.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float beyond the range saturates, and the instant is clamped"
    )]
    pub const fn set(server: f64, set: Moment) -> Self {
        Self {
            server: server as i64,
            set,
        }
    }

    /// The same clock, from `moment` on. Looked at often enough, neither a wall clock that is set
    /// back nor a sleep before it is lost: what has passed has passed.
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds since 1970 are far below 2^53"
    )]
    #[must_use]
    pub fn kept_up(self, moment: Moment) -> Self {
        Self::set(self.now(moment).as_millis() as f64, moment)
    }

    /// The server's present at `moment`. Of the two clocks the one that has gone further counts:
    /// a reading may seem older than it is, never younger.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float beyond the range saturates, and the instant is clamped"
    )]
    pub fn now(self, moment: Moment) -> Timestamp {
        let monotonic = moment.monotonic - self.set.monotonic;
        let passed = monotonic.max(moment.wall - self.set.wall).max(0.0);
        Timestamp::from_millis(self.server.saturating_add(passed as i64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_that_has_gone_further_counts_and_time_never_runs_back() {
        let start = Moment {
            monotonic: 1000.0,
            wall: 50_000.0,
        };
        let clock = Clock::set(700_000.0, start);
        let after = |monotonic: f64, wall: f64| {
            let moment = Moment {
                monotonic: start.monotonic + monotonic,
                wall: start.wall + wall,
            };
            clock.now(moment).as_millis() - 700_000
        };

        assert_eq!(after(2500.0, 2500.0), 2500);
        assert_eq!(after(10.0, 3_600_000.0), 3_600_000, "the machine slept");
        assert_eq!(
            after(2500.0, -3_600_000.0),
            2500,
            "the wall clock was set back"
        );
        assert_eq!(after(0.0, -1.0), 0);
    }

    #[test]
    fn a_wall_clock_set_back_after_a_sleep_does_not_undo_the_sleep() {
        let moment = |monotonic: f64, wall: f64| Moment { monotonic, wall };
        let clock = Clock::set(0.0, moment(0.0, 0.0));

        let awake = clock.kept_up(moment(10.0, 3_600_000.0));

        assert_eq!(awake.now(moment(20.0, 0.0)).as_millis(), 3_600_010);
    }
}
