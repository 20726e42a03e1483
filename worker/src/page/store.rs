//! The page's database: its tables, what is read from them, and the statements that write them.

use super::{documents::Documents, migrations::migrate};
use crate::{
    page::DocumentKind,
    platform::{Platform, Row, Statement, StoreFailed, Value},
    published::{Published, changes},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use statuslamp_model::{Component, ComponentStatus, Event, PageId, Provider, Reading, Timestamp};
use statuslamp_normalise::Document;
use std::collections::HashMap;

/// Most events a page remembers; the longest over go first.
const MAX_EVENTS: i64 = 1000;

const MIGRATIONS: &[&[&str]] = &[&[
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

/// How the page is read and what was made of it: one row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Ledger {
    /// The object's own name, which an alarm does not bring along.
    pub(super) page: Option<PageId>,
    /// The provider that was found by probing, or given.
    pub(super) provider: Option<Provider>,
    /// The revision of the content last published.
    pub(super) revision: u64,
    /// The name of that content.
    pub(super) content: String,
    /// When the page was last read well.
    pub(super) checked_at: Option<Timestamp>,
    /// The interval at that time.
    pub(super) poll_seconds: u32,
    /// Whether what is published has been taken back because it grew too old.
    pub(super) is_taken_back: bool,
    /// Whether the first import is done, so that what appears from now on is news.
    pub(super) is_imported: bool,
    /// When every document was last read without condition.
    pub(super) full_read_at: Option<Timestamp>,
    /// When it was last tried.
    pub(super) attempted_at: Option<Timestamp>,
    /// Tries that failed since the last good read.
    pub(super) failures: u32,
    /// Why the last try, or a part of it, failed.
    pub(super) trouble: Option<String>,
    /// Warnings of the last document that was understood.
    pub(super) warnings: u32,
    /// The vendor asked not to be read before this.
    pub(super) not_before: Option<Timestamp>,
    /// The version that understood the documents; another one reads them anew.
    pub(super) understood_by: String,
}

impl Ledger {
    pub(super) fn reading(&self) -> Reading {
        self.checked_at
            .map_or_else(Reading::default, |at| Reading::taken(at, self.poll_seconds))
    }

    /// Whether what is published says more than its age allows.
    pub(super) fn must_take_back(&self, now: Timestamp) -> bool {
        let unknown_after = self.reading().unknown_after;
        !self.is_taken_back && unknown_after.is_some_and(|limit| now > limit)
    }

    /// The revision of a changed content: never an old one, even where data was lost.
    pub(super) fn next_revision(&self, now: Timestamp) -> u64 {
        let now = u64::try_from(now.as_millis()).unwrap_or(0);
        self.revision.saturating_add(1).max(now)
    }
}

/// What the vendor last said of the page and its parts: one row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Current {
    pub(super) time_zone: Option<String>,
    pub(super) vendor: Option<Word>,
    pub(super) components: Vec<Component>,
}

/// The vendor's word for the whole page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Word {
    pub(super) status: ComponentStatus,
    pub(super) raw: Option<String>,
    pub(super) text: Option<String>,
}

/// What is kept of an upstream document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Kept {
    pub(super) url: String,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    pub(super) hash: String,
    pub(super) fetched_at: Timestamp,
    pub(super) failed: bool,
}

const LEDGER: &str = "ledger";
const CURRENT: &str = "current";

pub(super) fn prepare<P: Platform>(platform: &P, now: Timestamp) -> Result<(), StoreFailed> {
    migrate(platform, MIGRATIONS, now)
}

pub(super) fn ledger<P: Platform>(platform: &P) -> Result<Ledger, StoreFailed> {
    Ok(meta(platform, LEDGER)?.unwrap_or_default())
}

pub(super) fn current<P: Platform>(platform: &P) -> Result<Current, StoreFailed> {
    Ok(meta(platform, CURRENT)?.unwrap_or_default())
}

fn meta<P: Platform, T: DeserializeOwned>(
    platform: &P,
    key: &str,
) -> Result<Option<T>, StoreFailed> {
    let rows = platform.query("SELECT json FROM meta WHERE key = ?", &[key.into()])?;
    rows.first().map(|row| from_json(row, 0)).transpose()
}

fn from_json<T: DeserializeOwned>(row: &Row, column: usize) -> Result<T, StoreFailed> {
    serde_json::from_str(row.required_text(column)?).map_err(|error| StoreFailed(error.to_string()))
}

fn to_json(value: &impl Serialize) -> Result<String, StoreFailed> {
    serde_json::to_string(value).map_err(|error| StoreFailed(error.to_string()))
}

/// What is kept of each upstream document.
pub(super) fn documents<P: Platform>(platform: &P) -> Result<HashMap<String, Kept>, StoreFailed> {
    let rows = platform.query(
        "SELECT document, url, etag, last_modified, hash, fetched_at, failed FROM documents",
        &[],
    )?;
    let mut documents = HashMap::with_capacity(rows.len());
    for row in rows {
        let kept = Kept {
            url: row.required_text(1)?.to_owned(),
            etag: row.text(2)?.map(str::to_owned),
            last_modified: row.text(3)?.map(str::to_owned),
            hash: row.required_text(4)?.to_owned(),
            fetched_at: Timestamp::from_millis(row.integer(5)?.unwrap_or(0)),
            failed: row.integer(6)?.unwrap_or(1) != 0,
        };
        documents.insert(row.required_text(0)?.to_owned(), kept);
    }
    Ok(documents)
}

/// The published documents; none where one is missing.
pub(super) fn published<P: Platform>(
    platform: &P,
    ledger: &Ledger,
) -> Result<Documents, StoreFailed> {
    let rows = platform.query("SELECT document, revision, etag, body FROM published", &[])?;
    let mut documents = Documents::default();
    for row in rows {
        let Some(kind) = DocumentKind::from_name(row.required_text(0)?) else {
            continue;
        };
        let published = Published {
            revision: u64::try_from(row.integer(1)?.unwrap_or(0)).unwrap_or(0),
            etag: row.required_text(2)?.to_owned(),
            changes: changes(ledger.reading()),
            poll_seconds: ledger.poll_seconds,
            body: row.blob(3)?.into(),
        };
        documents.put(kind, published);
    }
    Ok(documents)
}

/// One event by its id.
pub(super) fn event<P: Platform>(platform: &P, id: &str) -> Result<Option<Event>, StoreFailed> {
    let rows = platform.query("SELECT json FROM events WHERE id = ?", &[id.into()])?;
    rows.first().map(|row| from_json(row, 0)).transpose()
}

/// The events that are open, or ended after `since`.
pub(super) fn recent_events<P: Platform>(
    platform: &P,
    since: Timestamp,
) -> Result<Vec<Event>, StoreFailed> {
    let rows = platform.query(
        "SELECT json FROM events WHERE open = 1 OR (open = 0 AND ended_at > ?)",
        &[since.into()],
    )?;
    rows.iter().map(|row| from_json(row, 0)).collect()
}

pub(super) fn keep_ledger(ledger: &Ledger) -> Result<Statement, StoreFailed> {
    keep_meta(LEDGER, to_json(ledger)?)
}

pub(super) fn keep_current(current: &Current) -> Result<Statement, StoreFailed> {
    keep_meta(CURRENT, to_json(current)?)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "callers chain it with what can fail"
)]
fn keep_meta(key: &str, json: String) -> Result<Statement, StoreFailed> {
    Ok(Statement::new(
        "INSERT INTO meta (key, json) VALUES (?, ?)
         ON CONFLICT (key) DO UPDATE SET json = excluded.json",
        vec![key.into(), json.into()],
    ))
}

pub(super) fn keep_document(document: Document, kept: &Kept) -> Statement {
    Statement::new(
        "INSERT OR REPLACE INTO documents
            (document, url, etag, last_modified, hash, fetched_at, failed)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        vec![
            document.as_str().into(),
            kept.url.as_str().into(),
            kept.etag.clone().into(),
            kept.last_modified.clone().into(),
            kept.hash.as_str().into(),
            kept.fetched_at.into(),
            kept.failed.into(),
        ],
    )
}

pub(super) fn keep_event(event: &Event) -> Result<Statement, StoreFailed> {
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
pub(super) fn prune_events() -> Statement {
    Statement::new(
        "DELETE FROM events WHERE open = 0 AND id NOT IN
            (SELECT id FROM events ORDER BY open DESC, started_at DESC LIMIT ?)",
        vec![Value::Integer(MAX_EVENTS)],
    )
}

pub(super) fn keep_published(documents: &Documents) -> impl Iterator<Item = Statement> {
    documents.iter().map(|(kind, published)| {
        Statement::new(
            "INSERT OR REPLACE INTO published (document, revision, etag, body)
             VALUES (?, ?, ?, ?)",
            vec![
                kind.as_str().into(),
                published.revision.into(),
                published.etag.as_str().into(),
                published.body.to_vec().into(),
            ],
        )
    })
}
