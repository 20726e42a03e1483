//! A vendor's hint: it makes the page be read at once, and never more than that.

use super::{
    PageObject,
    schedule::{self, Pace},
    store,
};
use crate::{
    config::Config,
    limit::HINTS_AT_ONCE,
    platform::{Platform, StoreFailed},
    published::Answer,
};
use statuslamp_model::{PageEntry, Provider, Timestamp};

/// One more hint is taken each time this long passes.
const MILLISECONDS_PER_HINT: i64 = 10_000;

impl<P: Platform> PageObject<P> {
    /// Takes a hint. Where it answers [`Answer::Accepted`], the read is certain: the hint is on
    /// disk and the alarm is set.
    pub(super) async fn take_hint(
        &self,
        config: &Config,
        entry: &PageEntry,
        provider: Provider,
    ) -> Result<Answer, StoreFailed> {
        let now = self.platform.now();
        let on_disk = self.on_disk()?;
        let mut ledger = on_disk.ledger.clone();
        let found = entry.provider.or(ledger.provider);
        if found.is_some_and(|found| found != provider) {
            return Ok(Answer::UnknownHook);
        }
        // A read that has begun may have missed what the hint is about.
        let begun = ledger.begun_at.max(self.reading_since.get());
        let begun = begun.filter(|begun| *begun <= now);
        let latest = just_after(now);
        let is_waiting = |hint: Timestamp| hint <= latest && begun.is_none_or(|begun| begun < hint);
        if !ledger.hinted_at.is_some_and(is_waiting) {
            match spend(ledger.hints_spent_until, now) {
                Ok(spent) => ledger.hints_spent_until = Some(spent),
                Err(retry_after) => return Ok(Answer::Throttled { retry_after }),
            }
            ledger.page = Some(entry.id.clone());
            ledger.hinted_at = Some(begun.map_or(now, |begun| now.max(just_after(begun))));
            if let Err(error) = self.write(vec![store::keep_ledger(&ledger)?]) {
                // A write that reports an error may have landed.
                if self.on_disk()?.ledger.hinted_at != ledger.hinted_at {
                    return Err(error);
                }
            }
        }
        let mut known = ledger.known(Pace::of(entry, config.local()));
        known.begun = begun;
        let read_at = schedule::next(&known, now, 0.0).at.max(now);
        let alarm = self.platform.alarm().await?;
        if alarm.is_none_or(|alarm| alarm > read_at) {
            self.platform.set_alarm(read_at).await?;
        }
        Ok(Answer::Accepted { read_at })
    }
}

fn just_after(instant: Timestamp) -> Timestamp {
    Timestamp::from_millis(instant.as_millis() + 1)
}

/// Takes one hint's worth out of what may be taken until now: `Err` with the seconds until there
/// is one again.
fn spend(spent_until: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, u32> {
    let now = now.as_millis();
    let full = now + i64::from(HINTS_AT_ONCE) * MILLISECONDS_PER_HINT;
    // More than everything is never spent, unless the clock was put back.
    let spent = spent_until.map(Timestamp::as_millis);
    let spent = spent.filter(|spent| (now..=full).contains(spent));
    let spent = spent.unwrap_or(now) + MILLISECONDS_PER_HINT;
    if spent > full {
        return Err(u32::try_from((spent - full + 999) / 1000).unwrap_or(1));
    }
    Ok(Timestamp::from_millis(spent))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(0).plus_seconds(seconds)
    }

    #[test]
    fn ten_hints_are_taken_at_once_and_then_one_every_ten_seconds() {
        let mut spent = None;
        for _ in 0..10 {
            spent = Some(spend(spent, at(0)).unwrap());
        }
        assert_eq!(spend(spent, at(0)), Err(10));
        assert_eq!(spend(spent, at(4)), Err(6));

        spent = Some(spend(spent, at(10)).unwrap());
        assert_eq!(spend(spent, at(10)), Err(10));

        for _ in 0..10 {
            spent = Some(spend(spent, at(1000)).unwrap());
        }
        assert!(spend(spent, at(1000)).is_err());
    }

    #[test]
    fn a_clock_that_is_put_back_locks_nobody_out() {
        let spent = spend(None, at(1_000_000)).unwrap();

        assert_eq!(spend(Some(spent), at(0)), Ok(at(10)));
    }
}
