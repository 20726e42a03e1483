//! `/v1/pages` and `/health`: what the reports say, as of now.
//!
//! Invariant: a page whose last good read is too old to conclude from never stands here as
//! operational, however long its object has been silent.

use super::Report;
use crate::{
    call::Window,
    config::Config,
    cursor::Cursor,
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
    next_cursor: Option<&'a str>,
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
    let (entries, next) = part(config, window);
    let data: Vec<_> = entries
        .into_iter()
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
    let next = next.map(|cursor| cursor.to_string());
    let list = PageList {
        data,
        next_cursor: next.as_deref(),
    };
    let body = serde_json::to_vec(&list).map_err(|error| StoreFailed(error.to_string()))?;
    let revision = revision.unwrap_or(0);
    let list = Published::new(revision, next_changes, shortest.unwrap_or(1), body);
    Ok(Published {
        next_cursor: next,
        ..list
    })
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

/// The pages of a window, and where the next one begins; `None` where this one is the last.
fn part<'a>(config: &'a Config, window: &Window) -> (Vec<&'a PageEntry>, Option<Cursor>) {
    let wanted = window.search.as_deref().map(str::to_lowercase);
    let is_wanted = |page: &&PageEntry| {
        wanted.as_deref().is_none_or(|wanted| {
            [page.id.as_str(), &page.name, page.url.as_str()]
                .iter()
                .any(|told| told.to_lowercase().contains(wanted))
        })
    };
    let pages: Vec<_> = config.pages().iter().filter(is_wanted).collect();
    let after = window.after.as_ref();
    let start = after.map_or(0, |cursor| cursor.after(&pages, |page| page.id.as_str()));
    let part: Vec<_> = pages
        .iter()
        .copied()
        .skip(start)
        .take(window.limit)
        .collect();
    let end = start.saturating_add(part.len());
    let last = part.last().filter(|_| end < pages.len());
    let next = last.map(|last| Cursor::at(end - 1, last.id.as_str()));
    (part, next)
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
