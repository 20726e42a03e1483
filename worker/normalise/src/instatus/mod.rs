//! Instatus: <https://instatus.com/help/api/public-data>.
//!
//! Asked for: `/summary.json` (the page's word, open incidents and maintenances),
//! `/v2/components.json` and `/history.atom` (timelines), and once per move of an event its own page
//! (when which component was how). Understood as well, by shape: the page data embedded in the HTML
//! page (`site`, 2023 and 2026) and the history as RSS.
//!
//! | theirs | ours |
//! |---|---|
//! | `OPERATIONAL` `UNDERMAINTENANCE` `DEGRADEDPERFORMANCE` `PARTIALOUTAGE` `MINOROUTAGE` `MAJOROUTAGE` | operational, under maintenance, degraded performance, partial outage (both), major outage |
//! | page `UP` `HASISSUES` `UNDERMAINTENANCE`, `ALL…` `SOME…` `ONE…` before a component's word | operational, degraded performance, under maintenance, that word |
//! | impact, a component's word | none, maintenance, minor, major, minor (`MINOROUTAGE`), critical |
//! | `INVESTIGATING` `IDENTIFIED` `MONITORING` `RESOLVED` `POSTMORTEM` | the same |
//! | `NOTSTARTEDYET` `INPROGRESS` `VERIFYING` `COMPLETED` | scheduled, in progress, verifying, completed |
//!
//! Not mapped: other languages than the page's default, metrics, attachments, uptime and theming.
//! `uniqueEmail` never leaves: mail to it changes a component.

mod lines;
mod map;
mod page;
mod schema;
#[cfg(test)]
mod tests;

use crate::item::Item;
use crate::notes::Notes;
use crate::sniff::other_shape;
use crate::{Came, Document, Snapshot, UpstreamRequest};
use serde_json::Value;
use statuslamp_model::{Event, EventKind, WebUrl};

pub(crate) use map::history;
pub(crate) use page::touched;

/// What is asked of a page, the summary first.
pub(crate) fn requests(page_url: &WebUrl) -> Vec<UpstreamRequest> {
    vec![
        UpstreamRequest::json(Document::Summary, page_url, "/summary.json"),
        UpstreamRequest::json(Document::Components, page_url, "/v2/components.json"),
        UpstreamRequest::feed(Document::History, page_url, "/history.atom"),
    ]
}

/// What is asked of an event's own page; `None` where its id is none of Instatus'.
pub(crate) fn event_request(page_url: &WebUrl, event: &Event) -> Option<UpstreamRequest> {
    let folder = match event.kind {
        EventKind::Incident => "incident",
        EventKind::Maintenance => "maintenance",
        EventKind::Notice | EventKind::Unknown => return None,
    };
    let id = &event.id;
    let is_plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let path = format!("/{folder}/{id}");
    (is_plain && !id.is_empty()).then(|| UpstreamRequest::page(Document::Event, page_url, &path))
}

/// Whether a JSON document is an Instatus summary, or the page data that says the same.
pub(crate) fn is_summary(document: &Value) -> bool {
    let summary = document["page"]["status"].is_string() && document.get("status").is_none();
    let page_data = document["site"]["id"].is_string() && document["site"]["status"].is_string();
    summary || page_data
}

/// Any JSON document of a page.
pub(crate) fn normalise(document: &Value, notes: &Notes) -> Result<Snapshot, Came> {
    match Item::root(document, notes).and_then(|root| schema::Document::read(&root)) {
        Some(upstream) => Ok(map::snapshot(upstream, notes)),
        None => Err(other_shape(document)),
    }
}
