//! The history feed, alone and beside a summary.

use super::page;
use crate::testing::{NOW, at, read_bytes, read_feed};
use crate::{Document, Normalised};
use serde_json::json;
use statuslamp_model::{EventKind, Impact, Phase, Provider};

fn entry(id: &str, published: &str, updated: &str, content: &str) -> String {
    format!(
        "<entry><id>tag:lamp.example.com,2005:{id}</id><published>{published}</published><updated>{updated}</updated>
        <link rel=\"alternate\" href=\"https://lamp.example.com/incident/{}\"/><title>T</title>
        <content type=\"html\"><![CDATA[\n{content}\n]]></content></entry>",
        id.rsplit('/').next().unwrap()
    )
}

fn frame(month_day: &str, time: &str, word: &str, text: &str) -> String {
    let (month, day) = month_day.split_once(' ').unwrap();
    format!(
        "      <p><small>{month} <var data-var='date'> {day}</var>, <var data-var='time'>{time}</var> GMT+0</small><br /><strong>{word}</strong> -\n    {text}</p>\n"
    )
}

fn feed(entries: &str) -> Normalised {
    read_feed(
        Provider::Instatus,
        &format!(
            "<?xml version=\"1.0\"?><feed><title>Lamp Status - Incident history</title>{entries}</feed>"
        ),
    )
}

#[test]
fn a_feed_entry_is_an_incident_with_names_but_without_impact() {
    let content = format!(
        "<p><strong>Type:</strong> Incident</p><p><strong>Duration:</strong> 4 hours</p><p><strong>Affected Components:</strong> Web &amp; App, Mail</p>{}{}",
        frame("Jun 5", "01:40:38", "Resolved", "Done.."),
        frame("Jun 4", "21:10:00", "Investigating", "Looking."),
    );

    let read = feed(&entry(
        "Incident/cmq0",
        "2026-06-04T21:10:00.000+00:00",
        "2026-06-05T01:40:38.000+00:00",
        &content,
    ));

    let event = read.only_event();
    assert_eq!(
        (event.id.as_str(), event.kind, event.phase),
        ("cmq0", EventKind::Incident, Phase::Resolved)
    );
    assert_eq!(
        (event.impact, event.impact_raw.as_deref()),
        (Impact::Unknown, None)
    );
    assert_eq!(event.started_at, Some(at("2026-06-04T21:10:00Z")));
    assert_eq!(event.resolved_at, Some(at("2026-06-05T01:40:38Z")));
    let names: Vec<_> = event
        .affected
        .iter()
        .map(|affected| affected.name.as_str())
        .collect();
    assert_eq!(names, ["Web & App", "Mail"]);
    // The doubled full stop is the feed's own and is left.
    assert_eq!(event.updates[1].body.to_plain(), "Done..");
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn maintenances_borrow_an_incidents_words_and_come_in_either_order() {
    let frames = [
        frame("Jul 8", "07:24:48", "Identified", "Planned."),
        frame("Jul 19", "06:00:01", "Identified", "Begun."),
        frame("Jul 19", "06:07:55", "Completed", "Done."),
    ];
    let oldest_first = frames.concat();
    let newest_first = frames.iter().rev().cloned().collect::<String>();

    for frames in [oldest_first, newest_first] {
        let content = format!("<p><strong>Type:</strong> Maintenance</p>{frames}");
        // The address says "incident": the type decides.
        let read = feed(&entry(
            "Incident/cm",
            "2026-07-19T06:00:00.000+00:00",
            "2026-07-08T07:24:48.978+00:00",
            &content,
        ));

        let event = read.only_event();
        assert_eq!(event.kind, EventKind::Maintenance);
        let phases: Vec<_> = event
            .updates
            .iter()
            .map(|update| update.phase.unwrap())
            .collect();
        assert_eq!(
            phases,
            [Phase::Scheduled, Phase::InProgress, Phase::Completed]
        );
        assert_eq!(event.scheduled_for, Some(at("2026-07-19T06:00:00Z")));
        assert_eq!(event.started_at, Some(at("2026-07-19T06:00:01Z")));
        assert_eq!(event.resolved_at, Some(at("2026-07-19T06:07:55Z")));
    }
}

#[test]
fn a_postmortem_ends_the_timeline_and_is_told_twice() {
    let content = format!(
        "{}{}",
        frame("Jun 7", "10:00:00", "Postmortem", "Because."),
        frame("Jun 5", "01:40:38", "Resolved", "Done."),
    );

    let read = feed(&entry(
        "Incident/cm",
        "2026-06-05T01:00:00Z",
        "2026-06-05T01:40:38Z",
        &content,
    ));

    let event = read.only_event();
    assert_eq!(event.phase, Phase::Postmortem);
    assert_eq!(event.resolved_at, Some(at("2026-06-05T01:40:38Z")));
    let postmortem = event.postmortem.as_ref().unwrap();
    assert_eq!(postmortem.published_at, Some(at("2026-06-07T10:00:00Z")));
    assert_eq!(postmortem.body.as_ref().unwrap().to_plain(), "Because.");
}

#[test]
fn summary_and_feed_tell_one_incident_together() {
    let summary = json!({"page": page("HASISSUES"), "activeIncidents": [
        {"id": "cm1", "name": "Title", "started": "2026-03-01T10:00:00Z", "status": "INVESTIGATING", "impact": "PARTIALOUTAGE", "url": "https://lamp.example.com/cm1"}]})
    .to_string();
    let content = format!(
        "<p><strong>Type:</strong> Incident</p><p><strong>Affected Components:</strong> Web</p>{}",
        frame("Mar 1", "10:00:00", "Investigating", "Looking.")
    );
    let history = format!(
        "<?xml version=\"1.0\"?><feed>{}</feed>",
        entry(
            "Incident/cm1",
            "2026-03-01T10:00:00Z",
            "2026-03-01T10:00:00Z",
            &content
        )
    );

    let read = read_bytes(
        Provider::Instatus,
        &[
            (Document::Summary, summary.as_bytes()),
            (Document::History, history.as_bytes()),
        ],
    )
    .unwrap();

    let event = read.only_event();
    assert_eq!(
        (event.title.as_str(), event.impact),
        ("Title", Impact::Major)
    );
    assert_eq!((event.updates.len(), event.affected.len()), (1, 1));
    assert_eq!(
        event.url.as_ref().unwrap().as_str(),
        "https://lamp.example.com/cm1"
    );
}

#[test]
fn a_component_that_is_only_named_gets_the_id_of_the_only_one_of_that_name() {
    let components = json!({"components": [
        {"id": "c1", "name": "Web", "status": "OPERATIONAL"},
        {"id": "c2", "name": "Login", "status": "OPERATIONAL"},
        {"id": "c3", "name": "Login", "status": "OPERATIONAL"}]})
    .to_string();
    let content = format!(
        "<p><strong>Affected Components:</strong> Web, Login, Mail</p>{}",
        frame("Mar 1", "10:00:00", "Resolved", "Done.")
    );
    let history = format!(
        "<?xml version=\"1.0\"?><feed>{}</feed>",
        entry(
            "Incident/cm1",
            "2026-03-01T10:00:00Z",
            "2026-03-01T10:00:00Z",
            &content
        )
    );

    let read = read_bytes(
        Provider::Instatus,
        &[
            (Document::Components, components.as_bytes()),
            (Document::History, history.as_bytes()),
        ],
    )
    .unwrap();

    let ids: Vec<_> = read
        .only_event()
        .affected
        .iter()
        .map(|affected| affected.component_id.as_deref())
        .collect();
    assert_eq!(ids, [Some("c1"), None, None]);
}

#[test]
fn an_entry_without_any_date_is_placed_around_now() {
    let content = frame(" 5", "01:00:00", "Resolved", "x").replace("<p><small> ", "<p><small>Jun ");

    let read = feed(&entry("Incident/c", "", "", &content));

    let shown = read.only_event().updates[0].at.unwrap();
    assert!((shown.as_millis() - NOW.as_millis()).abs() < 200 * 86_400_000);
}
