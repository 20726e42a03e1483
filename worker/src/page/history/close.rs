//! What is done once a day is over: its uptime is kept, and what is older than the operator wants
//! remembered goes. A part of it with each poll, so that none takes long.

use super::{SECONDS_PER_DAY, day_of, midnight, uptime};
use crate::{
    page::store::{self, Ledger},
    platform::{Platform, Statement, StoreFailed},
};
use statuslamp_model::{Event, Timestamp};

/// Most components that are gone over with one poll.
const COMPONENTS: usize = 50;

/// Before which instant nothing that is over is remembered; `None` where everything is.
pub(in crate::page) fn horizon(history_days: Option<u32>, now: Timestamp) -> Option<Timestamp> {
    history_days.map(|days| now.plus_seconds(-SECONDS_PER_DAY * i64::from(days)))
}

/// Whether an event is too long over to be remembered.
pub(in crate::page) fn is_forgotten(event: &Event, horizon: Option<Timestamp>) -> bool {
    let ended_at = event.ended_at().or(event.updated_at).or(event.started_at);
    let is_beyond = ended_at
        .zip(horizon)
        .is_some_and(|(at, horizon)| at < horizon);
    event.is_over() && is_beyond
}

/// Goes over some components for the next day that is over, and notes in `ledger` how far it
/// came. `before` is the ledger on disk: a day counts as over once a read after it is on disk,
/// because only then is every gap in it noted.
pub(in crate::page) fn close<P: Platform>(
    platform: &P,
    before: &Ledger,
    ledger: &mut Ledger,
    horizon: Option<Timestamp>,
    now: Timestamp,
) -> Result<Vec<Statement>, StoreFailed> {
    let (Some(last_read), Some(closed)) = (before.checked_at, before.closed_through) else {
        // Nothing was noted before this read.
        ledger.closed_through = Some(day_of(now) - 1);
        return Ok(Vec::new());
    };
    let number = closed + 1;
    if number >= day_of(last_read) {
        return Ok(Vec::new());
    }
    let (begin, end) = (midnight(number), midnight(number + 1));
    let after = before.closing_after.as_deref().unwrap_or_default();
    let components = store::component_ids(platform, after, COMPONENTS)?;
    let mut statements = Vec::new();
    for component in &components {
        let transitions = store::transitions(platform, component, begin, end)?;
        let days = uptime::days(&transitions, &(number..number + 1), end, end);
        let known = days.iter().filter(|day| day.seconds.known() > 0);
        statements.extend(known.map(|day| store::keep_day(component, day)));
        if let Some(horizon) = horizon {
            statements.extend(store::prune_transitions(component, horizon));
            statements.push(store::prune_days(component, day_of(horizon)));
        }
    }
    if components.len() < COMPONENTS {
        ledger.closed_through = Some(number);
        ledger.closing_after = None;
    } else {
        ledger.closing_after = components.into_iter().next_back();
    }
    Ok(statements)
}
