//! Lists of events: a window over those of a kind, newest first, without their messages.

use super::{from_json, to_json};
use crate::{
    call::{EventWindow, Listing},
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

/// Most events that are looked into for one window; it ends there, and the next one goes on.
const MAX_LOOKED_INTO: usize = 1000;

/// The events of a window, newest first. What a cursor says of its event does not change by what
/// is added, so a cursor stays good. A window in which few are wanted ends before it is full.
pub(in crate::page) fn listed<P: Platform>(
    platform: &P,
    window: &EventWindow,
) -> Result<Listed, StoreFailed> {
    let (limit, filter) = (window.limit, &window.filter);
    let most = if filter.looks_inside() {
        MAX_LOOKED_INTO
    } else {
        limit
    };
    let rows = looked_into(platform, window, most)?;
    let mut cursors = Vec::new();
    let mut reached = None;
    let mut letters = 0;
    for row in rows.iter().take(most) {
        if row.integer(3)?.unwrap_or(0) != 0 {
            letters += row.integer(2)?.unwrap_or(0);
            if cursors.len() == limit || (!cursors.is_empty() && letters > MAX_LETTERS) {
                break;
            }
            cursors.push(cursor(row)?);
        }
        reached = Some(cursor(row)?);
    }
    let last = rows.last().map(cursor).transpose()?;
    let next = reached.filter(|reached| Some(reached) != last.as_ref());
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
        next,
    })
}

/// The events of a window in its order, one more than `most`: id, beginning, letters, and whether
/// each is wanted.
fn looked_into<P: Platform>(
    platform: &P,
    window: &EventWindow,
    most: usize,
) -> Result<Vec<Row>, StoreFailed> {
    let filter = &window.filter;
    let first = Timestamp::from_millis(i64::MIN);
    let last = Timestamp::from_millis(i64::MAX);
    let after = window.after.as_ref();
    let (key, id) = after.map_or((last.as_millis(), ""), |it| (it.key, it.id.as_str()));
    let search = filter.search.as_deref().unwrap_or_default();
    platform.query(
        "WITH part AS (
            SELECT id, COALESCE(started_at, 0) AS begun, json FROM events
            WHERE (kind = 'maintenance') = ?1 AND COALESCE(started_at, 0) <= ?2
                AND (COALESCE(started_at, 0) < ?2 OR id > ?3)
                AND COALESCE(started_at, 0) >= ?4 AND COALESCE(started_at, 0) < ?5
            ORDER BY COALESCE(started_at, 0) DESC, id LIMIT ?6
         )
         SELECT id, begun, LENGTH(json),
            (?7 = '[]' OR json_extract(json, '$.impact') IN (SELECT value FROM json_each(?7)))
            AND (?8 = '[]' OR json_extract(json, '$.phase') IN (SELECT value FROM json_each(?8)))
            AND (?9 = '' OR EXISTS (
                SELECT 1 FROM json_each(part.json, '$.affected') AS touched
                WHERE ?9 IN (
                    json_extract(touched.value, '$.component_id'),
                    json_extract(touched.value, '$.name')
                )
            ))
            AND (?10 = ''
                OR instr(lower(json_extract(json, '$.title')), ?10) > 0
                OR EXISTS (
                    SELECT 1 FROM updates, json_tree(updates.json, '$.body') AS told
                    WHERE updates.event_id = part.id AND told.key = 'text'
                        AND instr(lower(told.atom), ?10) > 0
                ))
         FROM part ORDER BY begun DESC, id",
        &[
            Value::from(window.listing == Listing::Maintenances),
            Value::Integer(key),
            id.into(),
            Value::Integer(filter.since.unwrap_or(first).as_millis()),
            Value::Integer(filter.until.unwrap_or(last).as_millis()),
            Value::Integer(i64::try_from(most).unwrap_or(0).saturating_add(1)),
            to_json(&filter.impacts)?.into(),
            to_json(&filter.phases)?.into(),
            filter.component.as_deref().unwrap_or_default().into(),
            // As SQLite lowers it: letters of ASCII alone.
            search.to_ascii_lowercase().into(),
        ],
    )
}

fn cursor(row: &Row) -> Result<Cursor, StoreFailed> {
    Ok(Cursor {
        key: row.integer(1)?.unwrap_or(0),
        id: row.required_text(0)?.to_owned(),
    })
}
