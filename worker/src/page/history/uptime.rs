//! From transitions to seconds in each state per UTC day: pure.

use super::Transition;
use statuslamp_model::{ComponentStatus, Seconds, Timestamp};
use std::ops::Range;

/// Seconds of a day in UTC.
pub const SECONDS_PER_DAY: i64 = 86_400;

/// A transition this much later than the present was noted by a clock that has gone back since.
const CREDIBLE_SECONDS: i64 = 60;

/// One UTC day of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Days since 1970-01-01.
    pub number: i64,
    /// How long it was in each state; together the whole day, or what has passed of it.
    pub seconds: Seconds,
}

/// The day an instant falls into, in days since 1970-01-01.
pub const fn day_of(at: Timestamp) -> i64 {
    second_of(at).div_euclid(SECONDS_PER_DAY)
}

const fn second_of(at: Timestamp) -> i64 {
    at.as_millis().div_euclid(1000)
}

/// The days of `numbers` that have begun, oldest first. `transitions` are one component's, oldest
/// first, led by the one that tells what it was when the first day began; what they say last
/// holds until `known_until`, no longer.
///
/// Every second that passed is counted once: as what the component was, or as unknown.
pub fn days(
    transitions: &[Transition],
    numbers: &Range<i64>,
    known_until: Timestamp,
    now: Timestamp,
) -> Vec<Day> {
    let now = second_of(now);
    let begun = numbers.start..numbers.end.min(now.div_euclid(SECONDS_PER_DAY) + 1);
    let mut days: Vec<_> = begun
        .map(|number| Day {
            number,
            seconds: Seconds::default(),
        })
        .collect();
    let at: Vec<_> = transitions.iter().map(|one| second_of(one.at)).collect();
    let mut known_until = second_of(known_until).min(now);
    if at.iter().any(|at| *at > now + CREDIBLE_SECONDS) {
        // The clock has gone back behind what it noted, so that what was noted last before the
        // present is not what was seen last.
        let credible = at.iter().filter(|at| **at <= now).max();
        known_until = known_until.min(credible.copied().unwrap_or(i64::MIN));
    }
    let ends = at.iter().skip(1).copied().chain([known_until]);
    let mut counted = i64::MIN;
    for ((transition, from), to) in transitions.iter().zip(&at).zip(ends) {
        let (from, to) = ((*from).max(counted), to.min(known_until));
        if to <= from {
            continue;
        }
        counted = to;
        if let Some(status) = transition.status {
            count(&mut days, numbers.start, from..to, status);
        }
    }
    for day in &mut days {
        let passed = now - day.number * SECONDS_PER_DAY;
        let passed = u64::try_from(passed.clamp(0, SECONDS_PER_DAY)).unwrap_or(0);
        day.seconds.unknown = passed.saturating_sub(day.seconds.known());
    }
    days
}

/// Adds a stretch of time to the days it touches, of which `first` is the number of the first.
fn count(days: &mut [Day], first: i64, stretch: Range<i64>, status: ComponentStatus) {
    let skipped = stretch
        .start
        .div_euclid(SECONDS_PER_DAY)
        .saturating_sub(first);
    for day in days.iter_mut().skip(usize::try_from(skipped).unwrap_or(0)) {
        let begin = day.number * SECONDS_PER_DAY;
        let from = stretch.start.max(begin);
        let to = stretch.end.min(begin + SECONDS_PER_DAY);
        if stretch.end <= begin {
            break;
        }
        *day.seconds.of_mut(status) += u64::try_from(to - from).unwrap_or(0);
    }
}

#[cfg(test)]
mod tests;
