//! Instatus: <https://instatus.com/help/api/public-data>.
//!
//! Asked for: `/summary.json` (the page's word, open incidents and maintenances),
//! `/v2/components.json` and `/history.atom` (timelines). Understood as well, by shape: the page
//! data embedded in the HTML page (`site`, 2023 and 2026) and the history as RSS.
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

mod components;
mod events;
mod history;
mod schema;
#[cfg(test)]
mod tests;
mod words;

use crate::item::Item;
use crate::notes::Notes;
use crate::sniff::other_shape;
use crate::{Came, Document, OpenEvents, PageFacts, Snapshot, UpstreamRequest, VendorWord};
use serde_json::Value;
use statuslamp_model::{ComponentStatus, WebUrl};

pub(crate) use history::history;

/// What is asked of a page, the summary first.
pub(crate) fn requests(page_url: &WebUrl) -> Vec<UpstreamRequest> {
    vec![
        UpstreamRequest::json(Document::Summary, page_url, "/summary.json"),
        UpstreamRequest::json(Document::Components, page_url, "/v2/components.json"),
        UpstreamRequest::feed(Document::History, page_url, "/history.atom"),
    ]
}

/// Whether a JSON document is an Instatus summary, or the page data that says the same.
pub(crate) fn is_summary(document: &Value) -> bool {
    let summary = document["page"]["status"].is_string() && document.get("status").is_none();
    let page_data = document["site"]["id"].is_string() && document["site"]["status"].is_string();
    summary || page_data
}

/// Any JSON document of a page.
pub(crate) fn normalise(document: &Value, notes: &Notes) -> Result<Snapshot, Came> {
    let Some(upstream) = Item::root(document, notes).and_then(|root| schema::Document::read(&root))
    else {
        return Err(other_shape(document));
    };
    let vendor = upstream.page.as_ref().and_then(|page| vendor(page, notes));
    let components = upstream
        .components
        .map(|listed| components::map(listed, notes));
    let says_up = vendor
        .as_ref()
        .is_some_and(|vendor| vendor.status == ComponentStatus::Operational);
    let mut whole = true;
    let mut listed_at_all = [false, false];
    let mut events = Vec::new();
    for (index, list) in [upstream.active_incidents, upstream.active_maintenances]
        .into_iter()
        .enumerate()
    {
        let Some(list) = list else { continue };
        listed_at_all[index] = true;
        whole &= list.whole;
        for event in list.items {
            match events::map(event, index == 1, notes) {
                Some(event) => events.push(event),
                None => whole = false,
            }
        }
    }
    // A healthy page leaves both lists out: their absence counts only beside the word "up".
    let complete = listed_at_all == [true, true] || (says_up && events.is_empty());
    Ok(Snapshot {
        page: upstream
            .page
            .map_or_else(PageFacts::default, |page| PageFacts {
                name: page.name,
                url: page.url,
                time_zone: None,
            }),
        vendor,
        components,
        events,
        open_events: if complete && whole {
            OpenEvents::Complete
        } else {
            OpenEvents::Partial
        },
    })
}

/// The page's word. Page data has two, of which the finer may be the worse.
fn vendor(page: &schema::Page, notes: &Notes) -> Option<VendorWord> {
    let known = |word: &crate::item::Word| {
        notes.known(&word.path, &word.text, words::page_status(&word.text))
    };
    let word = page.status.as_ref()?;
    let status = known(word);
    Some(VendorWord {
        status: page
            .main_status
            .as_ref()
            .map_or(status, |finer| status.worse(known(finer))),
        raw: Some(word.text.clone()),
        text: None,
    })
}
