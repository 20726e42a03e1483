//! Instatus' documents, read back: healthy, in the middle of the outage, and all of it.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::*;
use crate::state::{Clock, State};

const URL: &str = "http://127.0.0.1:1/watermelon";

fn read(clock: Clock, seconds: Option<i64>, document: fn(&View<'_>) -> Vec<u8>) -> String {
    let start: Timestamp = "2026-05-01T12:00:00Z".parse().unwrap();
    let mut state = State::default();
    let page = state.page_mut("watermelon").unwrap();
    if seconds.is_some() {
        page.play("token-outage", 1.0, start);
    }
    let now = start + SignedDuration::from_secs(seconds.unwrap_or(0));
    String::from_utf8(document(&page.view(clock, now, URL.to_owned()))).unwrap()
}

#[test]
fn a_healthy_page_has_no_lists_at_all() {
    let body: Value = serde_json::from_str(&read(Clock::Live, None, summary)).unwrap();

    assert_eq!(
        body,
        json!({"page": {"name": "Watermelon", "url": URL, "status": "UP"}})
    );
}

#[test]
fn an_open_incident_is_active_with_its_last_phase_and_worst_impact() {
    // An hour in: investigating, update, identified.
    let body: Value = serde_json::from_str(&read(Clock::Live, Some(3600), summary)).unwrap();

    let incident = &body["activeIncidents"][0];
    let id = incident["id"].as_str().unwrap();

    assert_eq!(body["page"]["status"], "HASISSUES");
    assert_eq!(body.get("activeMaintenances"), None);
    assert_eq!(incident["status"], "IDENTIFIED");
    assert_eq!(incident["impact"], "MAJOROUTAGE");
    assert_eq!(incident["started"], "2026-05-01T12:00:00.000Z");
    assert_eq!(incident["updatedAt"], "2026-05-01T12:35:00.000Z");
    assert_eq!(incident["url"], format!("{URL}/{id}"));
}

#[test]
fn an_update_leaves_the_phase_and_changes_the_components() {
    // After the second update that follows "monitoring": the count works again.
    let seconds = Some(26 * 3600);

    let body: Value = serde_json::from_str(&read(Clock::Live, seconds, summary)).unwrap();
    let list: Value = serde_json::from_str(&read(Clock::Live, seconds, components)).unwrap();
    let before: Value =
        serde_json::from_str(&read(Clock::Live, Some(12 * 3600), components)).unwrap();

    assert_eq!(body["activeIncidents"][0]["status"], "MONITORING");
    assert_eq!(list["components"][2]["name"], "Conversation count");
    assert_eq!(list["components"][2]["status"], "OPERATIONAL");
    assert_eq!(before["components"][2]["status"], "PARTIALOUTAGE");
}

#[test]
fn the_feed_tells_the_token_outage_newest_update_first() {
    let feed = read(Clock::Recorded, None, history);

    let headings: Vec<_> = feed
        .split("<br /><strong>")
        .skip(1)
        .map(|rest| rest.split("</strong>").next().unwrap())
        .collect();
    let parts = [
        "<p><strong>Type:</strong> Incident</p>",
        "<p><strong>Duration:</strong> 2 days, 4 hours and 25 minutes</p>",
        "<p><strong>Affected Components:</strong> Conversations, Pulse overview, Conversation count, Sign-in</p>",
        "<published>2024-02-16T07:30:00.000+00:00</published>",
        "<updated>2024-02-18T17:20:00.000+00:00</updated>",
        "<p><small>Feb <var data-var='date'> 18</var>, <var data-var='time'>11:55:00</var> GMT+0</small>",
        "We are closing this incident.</p>",
    ];

    assert_eq!(
        headings,
        [
            "Postmortem",
            "Resolved",
            "Update",
            "Monitoring",
            "Update",
            "Identified",
            "Update",
            "Investigating"
        ]
    );
    for part in parts {
        assert!(feed.contains(part), "{part} is not in {feed}");
    }
}

#[test]
fn the_feed_holds_back_what_has_not_happened() {
    let feed = read(Clock::Live, Some(600), history);

    let newest = feed.split("<entry>").nth(1).unwrap();

    assert_eq!(
        feed.matches("<entry>").count(),
        2,
        "the replay and the recorded one"
    );
    assert_eq!(newest.matches("<small>").count(), 1);
    assert!(!newest.contains("Duration:"));
}

#[test]
fn durations_are_words() {
    let cases = [
        (59, "0 minutes"),
        (60, "1 minute"),
        (16_260, "4 hours and 31 minutes"),
        (90_060, "1 day, 1 hour and 1 minute"),
        (86_400, "1 day"),
    ];

    for (seconds, words) in cases {
        assert_eq!(duration(seconds), words);
    }
}
