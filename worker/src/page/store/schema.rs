//! The tables of a page's database, version by version.

/// What each version adds. One that was published never changes.
pub(super) const MIGRATIONS: &[&[&str]] = &[&[
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
]];
