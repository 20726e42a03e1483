//! What is remembered of components, for whoever shows it.

use super::{Day, SECONDS_PER_DAY, Transition, day_of, days};
use crate::{
    page::{
        PageObject,
        store::{self, Ledger},
    },
    platform::{Platform, StoreFailed},
};
use statuslamp_model::{Freshness, Seconds, Timestamp};
use std::{collections::HashMap, ops::Range};

/// The days that are asked for, and up to when they count.
#[derive(Clone, Debug)]
pub(in crate::page) struct Stretch {
    /// Those that are kept.
    kept: Range<i64>,
    /// Those that are derived from transitions, today among them.
    open: Range<i64>,
    /// What was read last holds until here.
    known_until: Timestamp,
    /// The present, as far as these days are concerned.
    as_of: Timestamp,
}

impl Stretch {
    /// The last `count` days, the one of `as_of` last and as far as it has come.
    fn new(ledger: &Ledger, count: u32, as_of: Timestamp) -> Self {
        let end = day_of(as_of) + 1;
        let first = end - i64::from(count);
        let closed = ledger.closed_through.map_or(first, |last| last + 1);
        // Today is never over, even where a clock that has gone back since closed it.
        let open = closed.min(end - 1).max(first).min(end);
        Self {
            kept: first..open,
            open: open..end,
            known_until: ledger.reading().unknown_after.unwrap_or(midnight(open)),
            as_of,
        }
    }

    /// The last `count` days up to the last good read, so that they change with a read alone;
    /// up to the present where that read is too old to say anything of it.
    pub(in crate::page) fn up_to_reading(ledger: &Ledger, count: u32, now: Timestamp) -> Self {
        let reading = ledger.reading();
        let is_known = reading.freshness(now) != Freshness::Unknown;
        let as_of = reading.checked_at.filter(|_| is_known);
        Self::new(ledger, count, as_of.unwrap_or(now))
    }
}

/// When a day begins.
pub(in crate::page) fn midnight(number: i64) -> Timestamp {
    Timestamp::default().plus_seconds(number * SECONDS_PER_DAY)
}

/// A day of so many components of which nothing is known.
fn gap(components: u64) -> Seconds {
    Seconds {
        unknown: components * SECONDS_PER_DAY.unsigned_abs(),
        ..Seconds::default()
    }
}

/// The days of a stretch that are over and kept, of one component.
fn kept_days<P: Platform>(
    platform: &P,
    component: &str,
    stretch: &Stretch,
) -> Result<Vec<Day>, StoreFailed> {
    let kept = store::days(platform, component, &stretch.kept)?;
    let kept: HashMap<_, _> = kept.iter().map(|day| (day.number, day.seconds)).collect();
    let numbers = stretch.kept.clone();
    let days = numbers.map(|number| Day {
        number,
        seconds: kept.get(&number).copied().unwrap_or(gap(1)),
    });
    Ok(days.collect())
}

/// The days of a stretch that are not kept yet, of one component.
fn open_days<P: Platform>(
    platform: &P,
    component: &str,
    stretch: &Stretch,
) -> Result<Vec<Day>, StoreFailed> {
    let ever = Timestamp::from_millis(i64::MAX);
    let begin = midnight(stretch.open.start);
    let transitions = store::transitions(platform, component, begin, ever)?;
    let Stretch {
        open,
        known_until,
        as_of,
        ..
    } = stretch;
    Ok(days(&transitions, open, *known_until, *as_of))
}

/// The days of one component.
pub(in crate::page) fn days_of<P: Platform>(
    platform: &P,
    component: &str,
    stretch: &Stretch,
) -> Result<Vec<Day>, StoreFailed> {
    let mut days = kept_days(platform, component, stretch)?;
    days.extend(open_days(platform, component, stretch)?);
    Ok(days)
}

/// The days of several components, added up.
pub(in crate::page) fn days_of_all<P: Platform>(
    platform: &P,
    components: &[&str],
    stretch: &Stretch,
) -> Result<Vec<Day>, StoreFailed> {
    let count = u64::try_from(components.len()).unwrap_or(u64::MAX);
    let summed = store::summed_days(platform, components, &stretch.kept)?;
    let summed: HashMap<_, _> = summed.iter().map(|day| (day.number, day.seconds)).collect();
    let mut all: Vec<_> = stretch
        .kept
        .clone()
        .map(|number| {
            let mut seconds = summed.get(&number).copied().unwrap_or_default();
            // A component of which nothing was known that day has no row.
            seconds.unknown += gap(count).total().saturating_sub(seconds.total());
            Day { number, seconds }
        })
        .collect();
    let begun = stretch.open.clone();
    let mut open: Vec<_> = begun
        .map(|number| Day {
            number,
            seconds: Seconds::default(),
        })
        .collect();
    for component in components {
        let days = open_days(platform, component, stretch)?;
        for (sum, day) in open.iter_mut().zip(&days) {
            sum.seconds.include(&day.seconds);
        }
    }
    all.extend(open);
    Ok(all)
}

impl<P: Platform> PageObject<P> {
    /// What a component became from `from` on until before `until`, oldest first, led by the
    /// transition before `from` that tells what it was then. One that was never seen has none.
    pub fn transitions(
        &self,
        component: &str,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Transition>, StoreFailed> {
        self.on_disk()?;
        store::transitions(&self.platform, component, from, until)
    }

    /// The last `count` days of a component, today last and as far as it has come.
    pub fn days(&self, component: &str, count: u32) -> Result<Vec<Day>, StoreFailed> {
        let on_disk = self.on_disk()?;
        let stretch = Stretch::new(&on_disk.ledger, count, self.platform.now());
        days_of(&self.platform, component, &stretch)
    }
}
