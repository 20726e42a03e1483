//! What is remembered of a component, for whoever shows it.

use super::{Day, SECONDS_PER_DAY, Seconds, Transition, day_of, days};
use crate::{
    page::{PageObject, store},
    platform::{Platform, StoreFailed},
};
use statuslamp_model::Timestamp;
use std::collections::HashMap;

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
        let now = self.platform.now();
        let on_disk = self.on_disk()?;
        let end = day_of(now) + 1;
        let first = end - i64::from(count);
        let closed = on_disk.ledger.closed_through.map_or(first, |last| last + 1);
        // Today is never over, even where a clock that has gone back since closed it.
        let open = closed.min(end - 1).max(first).min(end);
        let kept = store::days(&self.platform, component, &(first..open))?;
        let kept: HashMap<_, _> = kept.iter().map(|day| (day.number, day.seconds)).collect();
        let nothing = Seconds {
            unknown: u32::try_from(SECONDS_PER_DAY).unwrap_or(0),
            ..Seconds::default()
        };
        let over = (first..open).map(|number| Day {
            number,
            seconds: kept.get(&number).copied().unwrap_or(nothing),
        });
        let begin = Timestamp::default().plus_seconds(open * SECONDS_PER_DAY);
        let ever = Timestamp::from_millis(i64::MAX);
        let transitions = store::transitions(&self.platform, component, begin, ever)?;
        let known_until = on_disk.ledger.reading().unknown_after.unwrap_or(begin);
        Ok(over
            .chain(days(&transitions, &(open..end), known_until, now))
            .collect())
    }
}
