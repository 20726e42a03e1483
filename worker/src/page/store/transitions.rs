//! What each component was, from when on: a row per real change.

use super::to_json;
use crate::{
    page::history::Transition,
    platform::{Platform, Row, Statement, StoreFailed, Value},
};
use serde::Serialize;
use statuslamp_model::{ComponentStatus, Timestamp};

/// Most transitions in one statement: their names stay well below what a value may hold.
const BATCH: usize = 200;
/// Most transitions of a component that are forgotten in one write.
const PRUNED_AT_ONCE: i64 = 1000;

#[derive(Serialize)]
struct Written<'a> {
    id: &'a str,
    at: i64,
    name: &'a str,
    status: Option<ComponentStatus>,
    raw: Option<&'a str>,
}

/// Adds transitions, of each component one. Where the clock has gone back, or two changes fall
/// into one second, the later one stands a second behind the earlier: none takes another's place.
pub(in crate::page) fn keep_transitions(
    transitions: &[Transition],
) -> Result<Vec<Statement>, StoreFailed> {
    let statements = transitions.chunks(BATCH).map(|batch| {
        let rows: Vec<_> = batch.iter().map(written).collect();
        Ok(Statement::new(
            "INSERT INTO transitions (component_id, at, name, status, raw)
             SELECT item.value ->> 'id',
                MAX(item.value ->> 'at', COALESCE(
                    (SELECT MAX(at) + 1000 FROM transitions AS known
                     WHERE known.component_id = item.value ->> 'id'),
                    item.value ->> 'at')),
                item.value ->> 'name', item.value ->> 'status', item.value ->> 'raw'
             FROM json_each(?) AS item",
            vec![to_json(&rows)?.into()],
        ))
    });
    statements.collect()
}

fn written(transition: &Transition) -> Written<'_> {
    Written {
        id: &transition.component_id,
        at: transition.at.as_millis(),
        name: &transition.name,
        status: transition.status,
        raw: transition.raw.as_deref(),
    }
}

/// The transitions of a component from `from` on until before `until`, oldest first, led by the
/// one before `from` that tells what it was then.
pub(in crate::page) fn transitions<P: Platform>(
    platform: &P,
    component: &str,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Transition>, StoreFailed> {
    let rows = platform.query(
        "SELECT at, name, status, raw FROM transitions
         WHERE component_id = ? AND at < ? AND at >= COALESCE(
            (SELECT MAX(at) FROM transitions WHERE component_id = ? AND at <= ?), ?)
         ORDER BY at",
        &[
            component.into(),
            until.into(),
            component.into(),
            from.into(),
            from.into(),
        ],
    )?;
    let transitions = rows.iter().map(|row| transition(component, row));
    transitions.collect()
}

fn transition(component: &str, row: &Row) -> Result<Transition, StoreFailed> {
    Ok(Transition {
        component_id: component.to_owned(),
        at: Timestamp::from_millis(row.integer(0)?.unwrap_or(0)),
        name: row.required_text(1)?.to_owned(),
        status: row.text(2)?.map(ComponentStatus::from_word),
        raw: row.text(3)?.map(str::to_owned),
    })
}

/// The next `limit` ids, in their order, of components that have transitions.
pub(in crate::page) fn component_ids<P: Platform>(
    platform: &P,
    after: &str,
    limit: usize,
) -> Result<Vec<String>, StoreFailed> {
    // Hops from id to id: as many steps as there are components, not as there are rows.
    let rows = platform.query(
        "WITH RECURSIVE ids (id) AS (
            SELECT MIN(component_id) FROM transitions WHERE component_id > ?
            UNION ALL
            SELECT (SELECT MIN(component_id) FROM transitions WHERE component_id > ids.id)
            FROM ids WHERE ids.id IS NOT NULL
            LIMIT ?
         ) SELECT id FROM ids WHERE id IS NOT NULL",
        &[
            after.into(),
            Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)),
        ],
    )?;
    let ids = rows
        .iter()
        .map(|row| row.required_text(0).map(str::to_owned));
    ids.collect()
}

/// Forgets some of a component's transitions before `horizon`, not the one that tells what it was
/// then; where it was gone then, that one too, once it is the first.
pub(in crate::page) fn prune_transitions(component: &str, horizon: Timestamp) -> [Statement; 2] {
    let past = Statement::new(
        "DELETE FROM transitions WHERE component_id = ? AND at IN (
            SELECT at FROM transitions WHERE component_id = ? AND at <
                (SELECT MAX(at) FROM transitions WHERE component_id = ? AND at <= ?)
            ORDER BY at LIMIT ?)",
        vec![
            component.into(),
            component.into(),
            component.into(),
            horizon.into(),
            Value::Integer(PRUNED_AT_ONCE),
        ],
    );
    let gone = Statement::new(
        "DELETE FROM transitions WHERE component_id = ? AND at <= ? AND status IS NULL
            AND at = (SELECT MIN(at) FROM transitions WHERE component_id = ?)",
        vec![component.into(), horizon.into(), component.into()],
    );
    [past, gone]
}
