//! The days that are over, per component: how many seconds it spent in each state.

use super::to_json;
use crate::{
    page::history::Day,
    platform::{Platform, Row, Statement, StoreFailed, Value},
};
use statuslamp_model::Seconds;
use std::ops::Range;

/// Writes a day that is over.
pub(in crate::page) fn keep_day(component: &str, day: &Day) -> Statement {
    let seconds = day.seconds;
    let [
        operational,
        under_maintenance,
        degraded,
        partial,
        major,
        unknown,
    ] = [
        seconds.operational,
        seconds.under_maintenance,
        seconds.degraded_performance,
        seconds.partial_outage,
        seconds.major_outage,
        seconds.unknown,
    ]
    .map(Value::from);
    Statement::new(
        "INSERT INTO days (component_id, day, operational, under_maintenance,
            degraded_performance, partial_outage, major_outage, unknown)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (component_id, day) DO UPDATE SET
            operational = excluded.operational,
            under_maintenance = excluded.under_maintenance,
            degraded_performance = excluded.degraded_performance,
            partial_outage = excluded.partial_outage,
            major_outage = excluded.major_outage,
            unknown = excluded.unknown",
        vec![
            component.into(),
            Value::Integer(day.number),
            operational,
            under_maintenance,
            degraded,
            partial,
            major,
            unknown,
        ],
    )
}

/// The days of a component that were kept, oldest first. A day of which nothing is known is none
/// of them.
pub(in crate::page) fn days<P: Platform>(
    platform: &P,
    component: &str,
    numbers: &Range<i64>,
) -> Result<Vec<Day>, StoreFailed> {
    let rows = platform.query(
        "SELECT day, operational, under_maintenance, degraded_performance, partial_outage,
            major_outage, unknown
         FROM days WHERE component_id = ? AND day >= ? AND day < ? ORDER BY day",
        &[
            component.into(),
            Value::Integer(numbers.start),
            Value::Integer(numbers.end),
        ],
    )?;
    rows.iter().map(day).collect()
}

/// The kept days of several components, those of each day added up, oldest first.
pub(in crate::page) fn summed_days<P: Platform>(
    platform: &P,
    components: &[&str],
    numbers: &Range<i64>,
) -> Result<Vec<Day>, StoreFailed> {
    let rows = platform.query(
        "SELECT day, SUM(operational), SUM(under_maintenance), SUM(degraded_performance),
            SUM(partial_outage), SUM(major_outage), SUM(unknown)
         FROM json_each(?) AS named
         CROSS JOIN days ON days.component_id = named.value AND days.day >= ? AND days.day < ?
         GROUP BY day ORDER BY day",
        &[
            to_json(&components)?.into(),
            Value::Integer(numbers.start),
            Value::Integer(numbers.end),
        ],
    )?;
    rows.iter().map(day).collect()
}

fn day(row: &Row) -> Result<Day, StoreFailed> {
    let seconds = |column| {
        let seconds = row.integer(column)?.unwrap_or(0);
        u64::try_from(seconds).map_err(|error| StoreFailed(error.to_string()))
    };
    Ok(Day {
        number: row.integer(0)?.unwrap_or(0),
        seconds: Seconds {
            operational: seconds(1)?,
            under_maintenance: seconds(2)?,
            degraded_performance: seconds(3)?,
            partial_outage: seconds(4)?,
            major_outage: seconds(5)?,
            unknown: seconds(6)?,
        },
    })
}

/// Forgets a component's days before one.
pub(in crate::page) fn prune_days(component: &str, before: i64) -> Statement {
    Statement::new(
        "DELETE FROM days WHERE component_id = ? AND day < ?",
        vec![component.into(), Value::Integer(before)],
    )
}
