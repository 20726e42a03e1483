//! Atlassian Statuspage, public API v2: <https://metastatuspage.com/api/v2>.
//!
//! Asked for: `/api/v2/summary.json` (now), `/api/v2/incidents.json` and
//! `/api/v2/scheduled-maintenances.json` (the 50 newest of each). Understood as well, by shape:
//! `components.json`, `status.json`, `/incidents/{id}.json`, the bare incident object of 2016,
//! webhooks (which speak of one component or incident only) and the history feeds.
//!
//! | theirs | ours |
//! |---|---|
//! | component `operational` `under_maintenance` `degraded_performance` `partial_outage` `major_outage` | the same |
//! | indicator `none` `minor` `major` `critical` `maintenance` | operational, degraded performance, partial outage, major outage, under maintenance |
//! | impact `none` `minor` `major` `critical` `maintenance` | the same |
//! | incident `investigating` `identified` `monitoring` `resolved` `postmortem` | the same |
//! | maintenance `scheduled` `in_progress` `verifying` `completed` | the same; `cancelled` too |
//!
//! Not mapped: tweets, notification and reminder settings, `showcase`, `start_date`,
//! `metrics`, subscriber data and everything under a webhook's `meta` (its `unsubscribe` address
//! is a secret). An unpublished post-mortem stays unpublished.

mod map;
mod schema;
#[cfg(test)]
mod tests;

use crate::item::Item;
use crate::notes::Notes;
use crate::sniff::other_shape;
use crate::{Came, Document, Snapshot, UpstreamRequest};
use serde_json::Value;
use statuslamp_model::WebUrl;

pub(crate) use map::history;

/// What is asked of a page, the summary first.
pub(crate) fn requests(page_url: &WebUrl) -> Vec<UpstreamRequest> {
    [
        (Document::Summary, "/api/v2/summary.json"),
        (Document::Incidents, "/api/v2/incidents.json"),
        (
            Document::Maintenances,
            "/api/v2/scheduled-maintenances.json",
        ),
    ]
    .into_iter()
    .map(|(document, path)| UpstreamRequest::json(document, page_url, path))
    .collect()
}

/// Whether a JSON document is a Statuspage summary. incident.io serves the same path in the same
/// shape; its page ids are ULIDs, 26 characters with capitals.
pub(crate) fn is_summary(document: &Value) -> bool {
    let id = document["page"]["id"].as_str().unwrap_or_default();
    let is_statuspage_id = (1..=20).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    is_statuspage_id
        && (document["status"]["indicator"].is_string() || document["components"].is_array())
}

/// Any JSON document of a page.
pub(crate) fn normalise(document: &Value, notes: &Notes) -> Result<Snapshot, Came> {
    match Item::root(document, notes).and_then(|root| schema::Document::read(&root)) {
        Some(upstream) => Ok(map::snapshot(upstream, notes)),
        None => Err(other_shape(document)),
    }
}
