//! The index's database: one row per page.

use super::Report;
use crate::{
    config::Config,
    page::migrate,
    platform::{Platform, Statement, StoreFailed},
};
use statuslamp_model::{PageId, Timestamp};
use std::collections::HashMap;

const MIGRATIONS: &[&[&str]] = &[&["CREATE TABLE reports (
    page TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    reported_at INTEGER NOT NULL,
    json TEXT NOT NULL
)"]];

pub(super) fn prepare<P: Platform>(platform: &P, now: Timestamp) -> Result<(), StoreFailed> {
    migrate(platform, MIGRATIONS, now)
}

/// Takes note of a report. One that was overtaken on its way is dropped; what is two minutes off
/// was not overtaken, its page lost its disk and the clock went back.
pub(super) fn note<P: Platform>(
    platform: &P,
    report: &Report,
    now: Timestamp,
) -> Result<(), StoreFailed> {
    let json = serde_json::to_string(report).map_err(|error| StoreFailed(error.to_string()))?;
    platform.write(vec![Statement::new(
        "INSERT INTO reports (page, revision, reported_at, json) VALUES (?, ?, ?, ?)
         ON CONFLICT (page) DO UPDATE SET
            revision = excluded.revision, reported_at = excluded.reported_at, json = excluded.json
         WHERE excluded.revision >= reports.revision
            OR abs(excluded.reported_at - reports.reported_at) >= 120000",
        vec![
            report.id.as_str().into(),
            report.revision.into(),
            now.into(),
            json.into(),
        ],
    )])
}

/// What each page last reported. A row that cannot be read counts as silence.
pub(super) fn reports<P: Platform>(platform: &P) -> Result<HashMap<PageId, Report>, StoreFailed> {
    let rows = platform.query("SELECT json FROM reports", &[])?;
    let mut reports = HashMap::with_capacity(rows.len());
    for row in rows {
        if let Ok(report) = serde_json::from_str::<Report>(row.required_text(0)?) {
            reports.insert(report.id.clone(), report);
        }
    }
    Ok(reports)
}

/// When each page last reported.
pub(super) fn heard<P: Platform>(platform: &P) -> Result<HashMap<PageId, Timestamp>, StoreFailed> {
    let rows = platform.query("SELECT page, reported_at FROM reports", &[])?;
    let mut heard = HashMap::with_capacity(rows.len());
    for row in rows {
        if let (Ok(page), Some(at)) = (row.required_text(0)?.parse(), row.integer(1)?) {
            heard.insert(page, Timestamp::from_millis(at));
        }
    }
    Ok(heard)
}

/// Forgets what pages reported that are not listed any more.
pub(super) fn forget_unlisted<P: Platform>(
    platform: &P,
    config: &Config,
    heard: &HashMap<PageId, Timestamp>,
) -> Result<(), StoreFailed> {
    let unlisted = heard.keys().filter(|page| config.page(page).is_none());
    let statements: Vec<_> = unlisted
        .map(|page| {
            Statement::new(
                "DELETE FROM reports WHERE page = ?",
                vec![page.as_str().into()],
            )
        })
        .collect();
    if statements.is_empty() {
        return Ok(());
    }
    platform.write(statements)
}
