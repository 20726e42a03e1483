//! The events.

use super::{from_json, to_json};
use crate::platform::{Platform, Statement, StoreFailed, Value};
use statuslamp_model::{Event, Timestamp};

/// Most events a page remembers; the longest over go first.
const MAX_EVENTS: i64 = 1000;

/// One event by its id.
pub(in crate::page) fn event<P: Platform>(
    platform: &P,
    id: &str,
) -> Result<Option<Event>, StoreFailed> {
    let rows = platform.query("SELECT json FROM events WHERE id = ?", &[id.into()])?;
    rows.first().map(|row| from_json(row, 0)).transpose()
}

/// The events that are open, or ended after `since`.
pub(in crate::page) fn recent_events<P: Platform>(
    platform: &P,
    since: Timestamp,
) -> Result<Vec<Event>, StoreFailed> {
    let rows = platform.query(
        "SELECT json FROM events WHERE open = 1 OR (open = 0 AND ended_at > ?)",
        &[since.into()],
    )?;
    rows.iter().map(|row| from_json(row, 0)).collect()
}

pub(in crate::page) fn keep_event(event: &Event) -> Result<Statement, StoreFailed> {
    Ok(Statement::new(
        "INSERT OR REPLACE INTO events
            (id, kind, started_at, updated_at, ended_at, open, detected_at, json)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        vec![
            event.id.as_str().into(),
            event.kind.as_str().into(),
            event.started_at.into(),
            event.updated_at.into(),
            event.ended_at().into(),
            (!event.is_over()).into(),
            event.detected_at.into(),
            to_json(event)?.into(),
        ],
    ))
}

/// Forgets the events beyond the bound, those that began first first; open ones stay.
pub(in crate::page) fn prune_events() -> Statement {
    Statement::new(
        "DELETE FROM events WHERE open = 0 AND id NOT IN
            (SELECT id FROM events ORDER BY open DESC, started_at DESC LIMIT ?)",
        vec![Value::Integer(MAX_EVENTS)],
    )
}
