//! Lists of events: a window over those of a kind, newest first, without their messages.

use super::{from_json, to_json};
use crate::{
    call::Listing,
    cursor::Cursor,
    platform::{Platform, Row, StoreFailed, Value},
};
use statuslamp_model::{Event, Timestamp};
use std::collections::HashMap;

/// Most letters of stored events that one window takes in; it ends earlier rather than take more.
const MAX_LETTERS: i64 = 2_000_000;

/// A part of a list.
pub(in crate::page) struct Listed {
    /// The events, without their messages and the text of their post-mortems.
    pub(in crate::page) events: Vec<Event>,
    /// How many messages each event has, by its id.
    pub(in crate::page) counts: HashMap<String, u32>,
    /// Where the rest begins.
    pub(in crate::page) next: Option<Cursor>,
}

/// At most `limit` events after a cursor, newest first. What a cursor says of its event does not
/// change by what is added, so a cursor stays good.
pub(in crate::page) fn listed<P: Platform>(
    platform: &P,
    listing: Listing,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Listed, StoreFailed> {
    let newest = Timestamp::from_millis(i64::MAX).as_millis();
    let (key, id) = after.map_or((newest, ""), |cursor| (cursor.key, cursor.id.as_str()));
    let rows = platform.query(
        "SELECT id, COALESCE(started_at, 0), LENGTH(json) FROM events
         WHERE (kind = 'maintenance') = ? AND COALESCE(started_at, 0) <= ?
            AND (COALESCE(started_at, 0) < ? OR id > ?)
         ORDER BY COALESCE(started_at, 0) DESC, id LIMIT ?",
        &[
            Value::from(listing == Listing::Maintenances),
            Value::Integer(key),
            Value::Integer(key),
            id.into(),
            Value::Integer(i64::try_from(limit).unwrap_or(0).saturating_add(1)),
        ],
    )?;
    let mut cursors = Vec::new();
    let mut letters = 0;
    for row in rows.iter().take(limit) {
        letters += row.integer(2)?.unwrap_or(0);
        if !cursors.is_empty() && letters > MAX_LETTERS {
            break;
        }
        cursors.push(cursor(row)?);
    }
    let has_more = cursors.len() < rows.len();
    let ids: Vec<_> = cursors.iter().map(|cursor| cursor.id.as_str()).collect();
    let rows = platform.query(
        "SELECT events.id, json_remove(events.json, '$.postmortem.body'),
            (SELECT MAX(position) + 1 FROM updates WHERE event_id = events.id)
         FROM json_each(?) AS named CROSS JOIN events ON events.id = named.value
         ORDER BY named.key",
        &[to_json(&ids)?.into()],
    )?;
    let mut events = Vec::new();
    let mut counts = HashMap::new();
    for row in &rows {
        events.push(from_json(row, 1)?);
        let count = row.integer(2)?.unwrap_or(0);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        counts.insert(row.required_text(0)?.to_owned(), count);
    }
    Ok(Listed {
        events,
        counts,
        next: cursors.pop().filter(|_| has_more),
    })
}

fn cursor(row: &Row) -> Result<Cursor, StoreFailed> {
    Ok(Cursor {
        key: row.integer(1)?.unwrap_or(0),
        id: row.required_text(0)?.to_owned(),
    })
}
