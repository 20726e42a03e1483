//! Incidents, maintenances and their timelines.

use super::{incident, summary};
use crate::testing::at;
use serde_json::{Value, json};
use statuslamp_model::{ComponentStatus, EventKind, Impact, Phase};

fn update(id: &str, status: &str, display_at: &str) -> Value {
    json!({"id": id, "status": status, "body": "Text", "created_at": display_at, "display_at": display_at})
}

#[test]
fn updates_are_shown_by_display_at_and_all_three_clocks_are_kept() {
    let read = incident(json!({
        "id": "i", "name": "I", "status": "monitoring", "impact": "minor",
        "incident_updates": [
            {"id": "late", "status": "monitoring", "body": "b", "created_at": "2026-03-01T12:00:00Z",
             "updated_at": "2026-03-01T13:00:00Z", "display_at": "2026-03-01T10:00:00Z"},
            {"id": "early", "status": "investigating", "body": "a", "created_at": "2026-03-01T11:00:00Z",
             "updated_at": "2026-03-01T11:00:00Z", "display_at": "2026-03-01T11:00:00Z"},
        ],
    }));

    let updates = &read.only_event().updates;
    assert_eq!(updates[0].id.as_deref(), Some("late"));
    assert_eq!(updates[0].at, Some(at("2026-03-01T10:00:00Z")));
    assert_eq!(updates[0].posted_at, Some(at("2026-03-01T12:00:00Z")));
    assert_eq!(updates[0].edited_at, Some(at("2026-03-01T13:00:00Z")));
    assert_eq!(updates[1].id.as_deref(), Some("early"));
}

#[test]
fn a_postmortem_without_display_time_comes_last_and_is_told_twice() {
    let read = incident(json!({
        "id": "i", "name": "I", "status": "postmortem", "impact": "critical",
        "created_at": "2026-01-18T08:00:00Z", "resolved_at": "2026-01-18T15:00:00Z",
        "incident_updates": [
            {"id": "p", "status": "postmortem", "body": "# Summary\n\nA first\nline \\(with\\) more", "created_at": "2026-01-26T20:00:00Z", "display_at": null},
            update("r", "resolved", "2026-01-18T15:00:00Z"),
            update("a", "investigating", "2026-01-18T08:00:00Z"),
        ],
    }));

    let event = read.only_event();
    assert_eq!(event.phase, Phase::Postmortem);
    assert_eq!(event.resolved_at, Some(at("2026-01-18T15:00:00Z")));
    assert_eq!(event.updates[2].id.as_deref(), Some("p"));
    let postmortem = event.postmortem.as_ref().unwrap();
    assert_eq!(postmortem.published_at, Some(at("2026-01-26T20:00:00Z")));
    assert_eq!(
        postmortem.body.as_ref().unwrap().to_html(1),
        "<h1>Summary</h1><p>A first line (with) more</p>"
    );
    assert_eq!(postmortem.url, event.url);
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn the_start_is_the_earliest_of_three_times() {
    for (started, created, shown, expected) in [
        (
            "2026-03-01T09:00:00Z",
            "2026-03-01T10:00:00Z",
            "2026-03-01T11:00:00Z",
            "2026-03-01T09:00:00Z",
        ),
        (
            "2026-03-01T11:00:00Z",
            "2026-03-01T10:00:00Z",
            "2026-03-01T11:00:00Z",
            "2026-03-01T10:00:00Z",
        ),
        (
            "2026-03-01T11:00:00Z",
            "2026-03-01T12:00:00Z",
            "2026-03-01T08:00:00Z",
            "2026-03-01T08:00:00Z",
        ),
    ] {
        let read = incident(json!({
            "id": "i", "name": "I", "status": "investigating", "impact": "minor",
            "started_at": started, "created_at": created,
            "incident_updates": [update("u", "investigating", shown)],
        }));

        assert_eq!(read.only_event().started_at, Some(at(expected)));
    }
}

#[test]
fn a_start_after_the_end_is_never_a_negative_duration() {
    let read = incident(json!({
        "id": "i", "name": "I", "status": "resolved", "impact": "minor",
        "started_at": "2026-01-12T20:59:05Z", "created_at": "2026-01-10T23:00:00Z",
        "resolved_at": "2026-01-10T23:00:00Z",
        "incident_updates": [{"id": "u", "status": "resolved", "body": "x", "created_at": "2026-01-12T20:59:05Z", "display_at": "2026-01-10T23:00:00Z"}],
    }));

    let event = read.only_event();
    assert_eq!(event.started_at, Some(at("2026-01-10T23:00:00Z")));
    assert!(event.started_at <= event.resolved_at);
    assert_eq!(
        read.troubles(),
        [
            "NegativeDuration summary: incidents[0].started_at (2026-01-12T20:59:05Z to 2026-01-10T23:00:00Z)"
        ]
    );
}

#[test]
fn an_incidents_own_word_beats_its_newest_update() {
    let read = incident(json!({
        "id": "i", "name": "I", "status": "resolved", "impact": "none", "resolved_at": null,
        "incident_updates": [update("u", "investigating", "2026-03-01T10:00:00Z")],
    }));

    let event = read.only_event();
    assert_eq!(event.phase, Phase::Resolved);
    assert_eq!(event.resolved_at, Some(at("2026-03-01T10:00:00Z")));
    assert_eq!(
        read.troubles(),
        [
            "PhaseContradiction summary: incidents[0].status (resolved beside an update investigating)",
            "InferredTime summary: incidents[0].resolved_at (2026-03-01T10:00:00Z)",
        ]
    );
}

#[test]
fn an_incident_without_a_word_stands_where_its_timeline_left_it() {
    let read = incident(json!({
        "id": "i", "name": "I",
        "incident_updates": [update("b", "identified", "2026-03-01T11:00:00Z"), update("a", "investigating", "2026-03-01T10:00:00Z")],
    }));

    let event = read.only_event();
    assert_eq!(
        (event.phase, event.phase_raw.as_deref()),
        (Phase::Identified, None)
    );
}

#[test]
fn an_incident_that_came_back_is_open_and_counted() {
    let read = incident(json!({
        "id": "i", "name": "I", "status": "monitoring", "impact": "major", "resolved_at": "2026-03-17T12:00:00Z",
        "incident_updates": [
            update("5", "monitoring", "2026-03-17T14:00:00Z"),
            update("4", "identified", "2026-03-17T13:00:00Z"),
            update("3", "resolved", "2026-03-17T12:00:00Z"),
            update("2", "monitoring", "2026-03-17T11:00:00Z"),
            update("1", "identified", "2026-03-17T10:00:00Z"),
        ],
    }));

    let event = read.only_event();
    assert_eq!((event.phase, event.reopened), (Phase::Monitoring, 1));
    assert_eq!(event.resolved_at, None);
    assert_eq!(event.identified_at, Some(at("2026-03-17T10:00:00Z")));
}

#[test]
fn an_indicator_of_none_beside_a_critical_incident_is_not_green() {
    let read = incident(
        json!({"id": "i", "name": "I", "status": "investigating", "impact": "critical", "components": []}),
    );

    let overall = read.snapshot.overall();
    assert_eq!(overall.status, ComponentStatus::MajorOutage);
    assert_eq!(overall.raw.as_deref(), Some("none"));
    assert_eq!(overall.text.as_deref(), Some("Everything runs"));
}

#[test]
fn an_open_incident_of_impact_none_stays_an_incident() {
    let read =
        incident(json!({"id": "i", "name": "I", "status": "investigating", "impact": "none"}));

    let event = read.only_event();
    assert_eq!(
        (event.kind, event.impact),
        (EventKind::Incident, Impact::None)
    );
    assert!(event.is_active());
}

#[test]
fn unknown_words_of_an_incident_keep_it_open_and_the_page_from_being_green() {
    let read = incident(json!({"id": "i", "name": "I", "status": "vaporised", "impact": "cosmic"}));

    let event = read.only_event();
    assert_eq!(
        (event.phase, event.phase_raw.as_deref()),
        (Phase::Unknown, Some("vaporised"))
    );
    assert_eq!(
        (event.impact, event.impact_raw.as_deref()),
        (Impact::Unknown, Some("cosmic"))
    );
    assert!(event.is_active());
    assert_eq!(read.snapshot.overall().status, ComponentStatus::Unknown);
    assert_eq!(read.warnings.len(), 2);
}

#[test]
fn reminder_intervals_and_tweets_of_any_type_are_not_looked_at() {
    for (reminders, tweet) in [
        ("null", "1907478237900582940"),
        ("\"[]\"", "1.5e30"),
        ("[]", "\"x\""),
    ] {
        let text = format!(
            r#"{{"incidents":[{{"id":"i","name":"I","status":"resolved","impact":"minor","resolved_at":"2026-03-01T10:00:00Z","reminder_intervals":{reminders},"incident_updates":[{{"id":"u","status":"resolved","tweet_id":{tweet}}}]}}]}}"#
        );

        let read = crate::testing::read(
            statuslamp_model::Provider::Statuspage,
            &serde_json::from_str(&text).unwrap(),
        );

        assert_eq!(read.only_event().updates.len(), 1);
        assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    }
}

#[test]
fn a_maintenance_starts_when_it_is_in_progress_and_not_when_it_was_announced() {
    let maintenance = |status: &str, updates: Value| {
        summary(
            &json!([]),
            &json!([]),
            &json!([{
                "id": "m", "name": "M", "status": status, "impact": "maintenance",
                "started_at": "2026-04-01T16:00:00Z", "created_at": "2026-04-01T16:00:00Z",
                "scheduled_for": "2026-04-02T17:00:00Z", "scheduled_until": "2026-04-03T17:00:00Z",
                "incident_updates": updates,
            }]),
        )
    };

    let planned = maintenance(
        "scheduled",
        json!([update("1", "scheduled", "2026-04-01T16:00:00Z")]),
    );
    let event = planned.only_event();
    assert_eq!(event.kind, EventKind::Maintenance);
    assert_eq!(event.started_at, Some(at("2026-04-02T17:00:00Z")));
    assert_eq!(event.scheduled_until, Some(at("2026-04-03T17:00:00Z")));
    assert_eq!(
        planned.snapshot.overall().status,
        ComponentStatus::Operational
    );

    let running = maintenance(
        "in_progress",
        json!([
            update("2", "in_progress", "2026-04-02T17:00:24Z"),
            update("1", "scheduled", "2026-04-01T16:00:00Z")
        ]),
    );
    assert_eq!(
        running.only_event().started_at,
        Some(at("2026-04-02T17:00:24Z"))
    );
    assert_eq!(
        running.snapshot.overall().status,
        ComponentStatus::UnderMaintenance
    );
}

#[test]
fn an_indicator_of_maintenance_is_a_word_like_the_others() {
    let read = crate::testing::read(
        statuslamp_model::Provider::Statuspage,
        &json!({"status": {"indicator": "maintenance", "description": "Work"}}),
    );

    assert_eq!(
        read.snapshot.overall().status,
        ComponentStatus::UnderMaintenance
    );
    assert!(read.warnings.is_empty());
}

#[test]
fn an_incident_without_id_takes_it_from_its_link_or_from_what_it_says() {
    let by_link = incident(
        json!({"name": "I", "status": "resolved", "impact": "none", "shortlink": "https://stspg.example/abc"}),
    );
    assert_eq!(by_link.only_event().id, "abc");
    assert_eq!(
        by_link.only_event().url.as_ref().unwrap().as_str(),
        "https://stspg.example/abc"
    );

    let one = incident(
        json!({"name": "I", "status": "resolved", "impact": "none", "created_at": "2026-03-01T12:00:00Z"}),
    );
    let same = incident(
        json!({"name": "I", "status": "investigating", "impact": "none", "created_at": "2026-03-01T12:00:00Z"}),
    );
    assert_eq!(one.only_event().id, same.only_event().id);
}

#[test]
fn an_incident_that_nothing_identifies_is_skipped_and_keeps_the_page_from_being_green() {
    let read = incident(json!({"status": "investigating", "impact": "critical"}));

    assert!(read.snapshot.events.is_empty());
    assert_eq!(read.snapshot.open_events, crate::OpenEvents::Partial);
    assert_eq!(read.snapshot.overall().status, ComponentStatus::Unknown);
}
