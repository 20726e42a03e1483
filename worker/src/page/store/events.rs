//! The events, and their updates in rows of their own: a row's value may not pass 2 MB, and a new
//! message is then one small row.

use super::{from_json, to_json};
use crate::platform::{Platform, Row, Statement, StoreFailed, Value};
use statuslamp_model::{Event, Timestamp, Update};
use std::collections::HashMap;

/// A statement carries about this much at most, well below what a value may hold.
const BATCH_BYTES: usize = 512 * 1024;
/// Most letters of stored events that are read for one answer.
const MAX_LETTERS: i64 = 2_000_000;
/// Most events that are forgotten in one write.
const PRUNED_AT_ONCE: i64 = 100;

/// One event by its id.
pub(in crate::page) fn event<P: Platform>(
    platform: &P,
    id: &str,
) -> Result<Option<Event>, StoreFailed> {
    let events = platform.query("SELECT id, json FROM events WHERE id = ?", &[id.into()])?;
    let updates = platform.query(
        "SELECT event_id, json FROM updates WHERE event_id = ? ORDER BY position",
        &[id.into()],
    )?;
    Ok(join(&events, &updates)?.pop())
}

/// The events of these ids, as many as are known.
pub(in crate::page) fn events_named<P: Platform>(
    platform: &P,
    ids: &[&str],
) -> Result<Vec<Event>, StoreFailed> {
    let ids: &[Value] = &[to_json(&ids)?.into()];
    let events = platform.query(
        "SELECT events.id, events.json FROM json_each(?) AS named
         CROSS JOIN events ON events.id = named.value",
        ids,
    )?;
    let updates = platform.query(
        "SELECT updates.event_id, updates.json FROM json_each(?) AS named
         CROSS JOIN updates ON updates.event_id = named.value
         ORDER BY updates.event_id, updates.position",
        ids,
    )?;
    join(&events, &updates)
}

/// So many events, those first that the vendor changed last; fewer where they are long.
pub(in crate::page) fn newest_events<P: Platform>(
    platform: &P,
    count: usize,
) -> Result<Vec<Event>, StoreFailed> {
    let rows = platform.query(
        "SELECT id, LENGTH(json) + (
            SELECT COALESCE(SUM(LENGTH(json)), 0) FROM updates WHERE event_id = events.id
         ) FROM events ORDER BY COALESCE(updated_at, started_at, 0) DESC, id LIMIT ?",
        &[Value::Integer(i64::try_from(count).unwrap_or(0))],
    )?;
    let mut ids = Vec::new();
    let mut letters = 0;
    for row in &rows {
        letters += row.integer(1)?.unwrap_or(0);
        if letters > MAX_LETTERS && !ids.is_empty() {
            break;
        }
        ids.push(row.required_text(0)?);
    }
    events_in_order(platform, &ids)
}

/// The events of these ids in the order of the ids, as many as are known.
pub(in crate::page) fn events_in_order<P: Platform>(
    platform: &P,
    ids: &[&str],
) -> Result<Vec<Event>, StoreFailed> {
    let mut events = events_named(platform, ids)?;
    events.sort_by_key(|event| ids.iter().position(|id| *id == event.id));
    Ok(events)
}

/// The events that are open, or ended after `since`.
pub(in crate::page) fn recent_events<P: Platform>(
    platform: &P,
    since: Timestamp,
) -> Result<Vec<Event>, StoreFailed> {
    let events = platform.query(
        "SELECT id, json FROM events WHERE open = 1 OR (open = 0 AND ended_at > ?)",
        &[since.into()],
    )?;
    let updates = platform.query(
        "SELECT updates.event_id, updates.json FROM events
         CROSS JOIN updates ON updates.event_id = events.id
         WHERE events.open = 1 OR (events.open = 0 AND events.ended_at > ?)
         ORDER BY updates.event_id, updates.position",
        &[since.into()],
    )?;
    join(&events, &updates)
}

/// Gives each event its updates, which come in their order.
fn join(events: &[Row], updates: &[Row]) -> Result<Vec<Event>, StoreFailed> {
    let mut timelines: HashMap<&str, Vec<Update>> = HashMap::new();
    for row in updates {
        let timeline = timelines.entry(row.required_text(0)?).or_default();
        timeline.push(from_json(row, 1)?);
    }
    let joined = events.iter().map(|row| {
        let mut event: Event = from_json(row, 1)?;
        event.updates = timelines.remove(row.required_text(0)?).unwrap_or_default();
        Ok(event)
    });
    joined.collect()
}

/// Writes an event, and of its updates those that differ from the `known` ones.
pub(in crate::page) fn keep_event(
    event: &Event,
    known: Option<&Event>,
) -> Result<Vec<Statement>, StoreFailed> {
    let mut head = event.clone();
    let updates = std::mem::take(&mut head.updates);
    let known = known.map_or(&[][..], |known| &known.updates);
    let ended_at = event.ended_at().or(event.updated_at).or(event.started_at);
    let mut statements = vec![Statement::new(
        "INSERT INTO events (id, kind, started_at, updated_at, ended_at, open, detected_at, json)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET
            kind = excluded.kind, started_at = excluded.started_at,
            updated_at = excluded.updated_at, ended_at = excluded.ended_at,
            open = excluded.open, detected_at = excluded.detected_at, json = excluded.json",
        vec![
            event.id.as_str().into(),
            event.kind.as_str().into(),
            event.started_at.into(),
            event.updated_at.into(),
            ended_at.filter(|_| event.is_over()).into(),
            (!event.is_over()).into(),
            event.detected_at.into(),
            to_json(&head)?.into(),
        ],
    )];
    if updates.len() < known.len() {
        statements.push(Statement::new(
            "DELETE FROM updates WHERE event_id = ? AND position >= ?",
            vec![event.id.as_str().into(), position(updates.len())],
        ));
    }
    let changed = updates.iter().enumerate();
    let changed = changed.filter(|(at, update)| known.get(*at) != Some(update));
    let mut batch = String::new();
    for (at, update) in changed {
        let row = format!("[{at},{}]", to_json(update)?);
        if !batch.is_empty() && batch.len() + row.len() > BATCH_BYTES {
            statements.push(keep_updates(event, &std::mem::take(&mut batch)));
        }
        if !batch.is_empty() {
            batch.push(',');
        }
        batch.push_str(&row);
    }
    if !batch.is_empty() {
        statements.push(keep_updates(event, &batch));
    }
    Ok(statements)
}

/// `batch`: pairs of position and update, in JSON.
fn keep_updates(event: &Event, batch: &str) -> Statement {
    Statement::new(
        "INSERT INTO updates (event_id, position, json)
         SELECT ?, item.value ->> 0, item.value -> 1 FROM json_each(?) AS item WHERE true
         ON CONFLICT (event_id, position) DO UPDATE SET json = excluded.json",
        vec![event.id.as_str().into(), format!("[{batch}]").into()],
    )
}

fn position(index: usize) -> Value {
    Value::Integer(i64::try_from(index).unwrap_or(i64::MAX))
}

/// Forgets some of the events that ended before `horizon`, with their updates.
pub(in crate::page) fn prune_events(horizon: Timestamp) -> [Statement; 2] {
    let values = || vec![horizon.into(), Value::Integer(PRUNED_AT_ONCE)];
    [
        Statement::new(
            "DELETE FROM updates WHERE event_id IN (
                SELECT id FROM events WHERE open = 0 AND ended_at < ? ORDER BY ended_at LIMIT ?)",
            values(),
        ),
        Statement::new(
            "DELETE FROM events WHERE id IN (
                SELECT id FROM events WHERE open = 0 AND ended_at < ? ORDER BY ended_at LIMIT ?)",
            values(),
        ),
    ]
}
