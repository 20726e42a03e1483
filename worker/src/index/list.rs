//! `/v1/pages` and `/health`: what the reports say, as of now.
//!
//! Invariant: a page whose last good read is too old to conclude from never stands here as
//! operational, however long its object has been silent.

use super::Report;
use crate::{
    call::Window,
    config::Config,
    platform::StoreFailed,
    published::{Published, changes},
};
use serde::Serialize;
use statuslamp_model::{
    ComponentStatus, Freshness, PageEntry, PageId, Provider, Reading, Timestamp, WebUrl,
};
use std::collections::HashMap;

/// `GET /v1/pages`.
#[derive(Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub(crate) struct PageList<'a> {
    /// The pages in the order of the pages file.
    data: Vec<ListedPage<'a>>,
    /// Where the rest begins; null at the end.
    next_cursor: Option<&'a PageId>,
}

/// A watched page.
#[derive(Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
struct ListedPage<'a> {
    /// Its id.
    id: &'a PageId,
    /// Its name, from the pages file.
    name: &'a str,
    /// The vendor's official status page.
    url: &'a WebUrl,
    /// The format it speaks; null until it is known.
    provider: Option<Provider>,
    /// Grows whenever the content changes; 0 where nothing was ever published.
    revision: u64,
    /// When the vendor's page was last read well; null if never.
    checked_at: Option<Timestamp>,
    /// Up to this instant the reading is fresh.
    fresh_until: Option<Timestamp>,
    /// After this instant the state is unknown.
    unknown_after: Option<Timestamp>,
    /// Seconds between two reads of the vendor's page.
    poll_seconds: u32,
    /// The state of the whole page.
    overall: ComponentStatus,
}

/// `GET /health`.
#[derive(Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub(crate) struct Health<'a> {
    /// `ok`, or `degraded` while a page is not fresh.
    status: &'static str,
    /// The pages.
    pages: Vec<PageHealth<'a>>,
}

/// How a page fares.
#[derive(Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
struct PageHealth<'a> {
    /// Its id.
    id: &'a PageId,
    /// Grows whenever the content changes; 0 where nothing was ever published.
    revision: u64,
    /// When the vendor's page was last read well; null if never.
    checked_at: Option<Timestamp>,
    /// How long ago that was.
    age_seconds: Option<i64>,
    /// `fresh`, `stale` or `unknown`.
    freshness: &'static str,
}

/// The listed pages of a window.
pub(super) fn pages(
    config: &Config,
    reports: &HashMap<PageId, Report>,
    window: &Window,
    now: Timestamp,
) -> Result<Published, StoreFailed> {
    let entries = entries(config, window);
    let data: Vec<_> = entries
        .iter()
        .map(|entry| item(entry, reports.get(&entry.id), now))
        .collect();
    let mut next_changes = Vec::new();
    for item in &data {
        let reading = Reading {
            checked_at: item.checked_at,
            fresh_until: item.fresh_until,
            unknown_after: item.unknown_after,
        };
        let changes = changes(reading);
        if changes.is_empty() {
            // One page that was never read: the whole answer may change at any moment.
            next_changes.clear();
            break;
        }
        next_changes.extend(changes);
    }
    let shortest = data.iter().map(|item| item.poll_seconds).min();
    let revision = data.iter().map(|item| item.revision).max();
    let next_cursor = next_cursor(config, window);
    let body = serde_json::to_vec(&PageList { data, next_cursor });
    Ok(Published::new(
        revision.unwrap_or(0),
        next_changes,
        shortest.unwrap_or(1),
        body.map_err(|error| StoreFailed(error.to_string()))?,
    ))
}

/// The age of each page's last good read.
pub(super) fn health(
    config: &Config,
    reports: &HashMap<PageId, Report>,
    now: Timestamp,
) -> Result<Published, StoreFailed> {
    let pages: Vec<_> = config
        .pages()
        .iter()
        .map(|entry| page_health(entry, reports.get(&entry.id), now))
        .collect();
    let is_fresh = |page: &PageHealth<'_>| page.freshness == Freshness::Fresh.as_str();
    let status = if pages.iter().all(is_fresh) {
        "ok"
    } else {
        "degraded"
    };
    let body = serde_json::to_vec(&Health { status, pages });
    let body = body.map_err(|error| StoreFailed(error.to_string()))?;
    Ok(Published::new(0, Vec::new(), 0, body))
}

/// The page after which the next window begins; `None` where this one is the last.
pub fn next_cursor<'a>(config: &'a Config, window: &Window) -> Option<&'a PageId> {
    let last = entries(config, window).last()?;
    let is_end = config.pages().last().is_some_and(|end| end.id == last.id);
    (!is_end).then_some(&last.id)
}

fn entries<'a>(config: &'a Config, window: &Window) -> &'a [PageEntry] {
    let after = window.after.as_ref().and_then(|page| config.position(page));
    let start = after.map_or(0, |position| position + 1);
    let rest = config.pages().get(start..).unwrap_or_default();
    rest.get(..window.limit).unwrap_or(rest)
}

fn item<'a>(entry: &'a PageEntry, report: Option<&Report>, now: Timestamp) -> ListedPage<'a> {
    let reading = reading(report);
    let (overall, _) = state(report, now);
    ListedPage {
        id: &entry.id,
        name: &entry.name,
        url: &entry.url,
        provider: entry.provider.or_else(|| report?.provider),
        revision: report.map_or(0, |report| report.revision),
        checked_at: reading.checked_at,
        fresh_until: reading.fresh_until,
        unknown_after: reading.unknown_after,
        poll_seconds: entry.poll_seconds,
        overall,
    }
}

/// What may be said of a page now: known trouble stays as it was last known, and nothing is
/// operational that was not heard of recently.
pub(super) fn state(report: Option<&Report>, now: Timestamp) -> (ComponentStatus, Freshness) {
    let freshness = reading(report).freshness(now);
    let overall = report.map_or(ComponentStatus::Unknown, |report| report.verdict.overall);
    let status = match overall {
        ComponentStatus::Operational if freshness == Freshness::Unknown => ComponentStatus::Unknown,
        known => known,
    };
    (status, freshness)
}

fn page_health<'a>(
    entry: &'a PageEntry,
    report: Option<&Report>,
    now: Timestamp,
) -> PageHealth<'a> {
    let reading = reading(report);
    PageHealth {
        id: &entry.id,
        revision: report.map_or(0, |report| report.revision),
        checked_at: reading.checked_at,
        age_seconds: reading.checked_at.map(|at| now.seconds_since(at)),
        freshness: reading.freshness(now).as_str(),
    }
}

fn reading(report: Option<&Report>) -> Reading {
    report
        .map(|report| report.verdict.reading())
        .unwrap_or_default()
}
