//! The tables of a page's database, version by version.

use crate::platform::Statement;

/// What each version adds. One that was published never changes.
pub(super) const MIGRATIONS: &[&[&str]] = &[
    &[
        "CREATE TABLE meta (key TEXT PRIMARY KEY, json TEXT NOT NULL)",
        "CREATE TABLE documents (
        document TEXT PRIMARY KEY,
        url TEXT NOT NULL,
        etag TEXT,
        last_modified TEXT,
        hash TEXT NOT NULL,
        fetched_at INTEGER NOT NULL,
        failed INTEGER NOT NULL
    )",
        "CREATE TABLE events (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        started_at INTEGER,
        updated_at INTEGER,
        ended_at INTEGER,
        open INTEGER NOT NULL,
        detected_at INTEGER,
        json TEXT NOT NULL
    )",
        "CREATE INDEX events_open ON events (open, ended_at)",
        "CREATE TABLE published (
        document TEXT PRIMARY KEY,
        revision INTEGER NOT NULL,
        etag TEXT NOT NULL,
        body BLOB NOT NULL
    )",
    ],
    &[
        "CREATE TABLE updates (
            event_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (event_id, position)
        ) WITHOUT ROWID",
        "INSERT INTO updates (event_id, position, json)
            SELECT events.id, item.key, item.value
            FROM events, json_each(events.json, '$.updates') AS item",
        "UPDATE events SET json = json_remove(json, '$.updates')",
        "UPDATE events SET ended_at = COALESCE(updated_at, started_at)
            WHERE open = 0 AND ended_at IS NULL",
        "CREATE INDEX events_newest ON events (started_at, id)",
        "CREATE TABLE transitions (
            component_id TEXT NOT NULL,
            at INTEGER NOT NULL,
            name TEXT NOT NULL,
            status TEXT,
            raw TEXT,
            PRIMARY KEY (component_id, at)
        ) WITHOUT ROWID",
        "CREATE TABLE days (
            component_id TEXT NOT NULL,
            day INTEGER NOT NULL,
            operational INTEGER NOT NULL,
            under_maintenance INTEGER NOT NULL,
            degraded_performance INTEGER NOT NULL,
            partial_outage INTEGER NOT NULL,
            major_outage INTEGER NOT NULL,
            unknown INTEGER NOT NULL,
            PRIMARY KEY (component_id, day)
        ) WITHOUT ROWID",
    ],
    &[
        "CREATE TABLE overrides (id TEXT PRIMARY KEY, json TEXT NOT NULL)",
        "CREATE TABLE audit (
            number INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            action TEXT NOT NULL,
            id TEXT NOT NULL,
            json TEXT NOT NULL
        )",
    ],
    &[
        "CREATE INDEX events_listed
            ON events ((kind = 'maintenance'), COALESCE(started_at, 0) DESC, id)",
        "DROP INDEX events_newest",
    ],
    &["CREATE INDEX events_moved
            ON events (COALESCE(updated_at, started_at, 0) DESC, id)"],
];

/// Empties every table that says something of the page.
pub(in crate::page) fn forget_everything() -> Vec<Statement> {
    let tables = [
        "DELETE FROM events",
        "DELETE FROM updates",
        "DELETE FROM transitions",
        "DELETE FROM days",
        "DELETE FROM overrides",
        "DELETE FROM audit",
        "DELETE FROM published",
        "DELETE FROM documents",
        "DELETE FROM meta",
    ];
    let statements = tables.into_iter();
    statements.map(|sql| Statement::new(sql, vec![])).collect()
}
