//! The shapes of Statuspage's documents, and several of them together.

use super::{incident, summary};
use crate::testing::{at, read, read_bytes};
use crate::{Came, Document, OpenEvents};
use serde_json::json;
use statuslamp_model::{ComponentStatus, Impact, Phase, Provider};

#[test]
fn only_a_summary_with_both_lists_says_what_is_over() {
    let open =
        |document: serde_json::Value| read(Provider::Statuspage, &document).snapshot.open_events;

    assert_eq!(
        open(json!({"incidents": [], "scheduled_maintenances": []})),
        OpenEvents::Complete
    );
    assert_eq!(open(json!({"incidents": []})), OpenEvents::Partial);
    assert_eq!(
        open(json!({"scheduled_maintenances": []})),
        OpenEvents::Partial
    );
    assert_eq!(
        open(json!({"incidents": "[]", "scheduled_maintenances": []})),
        OpenEvents::Partial
    );
    assert_eq!(
        open(json!({"incidents": [7], "scheduled_maintenances": []})),
        OpenEvents::Partial
    );
    assert_eq!(open(json!({"components": []})), OpenEvents::Partial);
}

#[test]
fn an_indicator_that_cannot_be_read_is_unknown_whatever_the_components_say() {
    for status in [
        json!(7),
        json!("none"),
        json!({}),
        json!({"indicator": ["none"]}),
    ] {
        let read = read(
            Provider::Statuspage,
            &json!({"status": status, "components": [{"id": "c", "name": "C", "status": "operational"}]}),
        );

        assert_eq!(read.snapshot.overall().status, ComponentStatus::Unknown);
    }
}

#[test]
fn a_document_that_says_nothing_of_components_says_none() {
    let read = read(Provider::Statuspage, &json!({"incidents": []}));

    assert_eq!(read.snapshot.components, None);
    assert_eq!(read.snapshot.vendor, None);
    assert_eq!(read.snapshot.overall().status, ComponentStatus::Unknown);
}

#[test]
fn another_vendors_json_is_another_shape() {
    for body in [
        "{}",
        "[]",
        "{\"error\":\"not found\"}",
        "{\"page\":{\"name\":\"x\",\"status\":\"UP\"}}",
    ] {
        let error = read_bytes(
            Provider::Statuspage,
            &[(Document::Summary, body.as_bytes())],
        )
        .unwrap_err();

        assert!(matches!(error.came, Came::OtherShape(_)), "{body}: {error}");
    }
}

#[test]
fn a_single_incident_and_the_bare_one_of_2016_are_understood() {
    let bare = json!({
        "id": "i", "name": "I", "status": "resolved", "impact": "none", "backfilled": true,
        "created_at": "2016-09-08T09:35:23.253-04:00", "resolved_at": "2016-09-03T17:28:00.000-04:00",
        "shortlink": "http://stspg.example/3Q",
        "incident_updates": [
            {"id": "2", "status": "resolved", "created_at": "2016-09-08T09:38:07.466-04:00", "display_at": "2016-09-03T17:28:00.000-04:00"},
            {"id": "1", "status": "identified", "created_at": "2016-09-08T09:35:23.791-04:00", "display_at": "2016-09-03T17:25:00.000-04:00"},
        ],
    });
    let page =
        json!({"page": {"name": "P", "url": "http://status.example.com/"}, "incident": bare});

    for (document, url) in [
        (bare, "http://stspg.example/3Q"),
        (page, "http://status.example.com/incidents/i"),
    ] {
        let read = read(Provider::Statuspage, &document);

        let event = read.only_event();
        assert_eq!(event.url.as_ref().unwrap().as_str(), url);
        // Resolved days before it was typed in: the shown times count.
        assert_eq!(event.started_at, Some(at("2016-09-03T21:25:00Z")));
        assert_eq!(event.resolved_at, Some(at("2016-09-03T21:28:00Z")));
        assert!(event.backfilled);
        assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    }
}

#[test]
fn an_id_that_would_change_the_path_makes_no_address() {
    let read = incident(
        json!({"id": "../../login?x=", "name": "I", "status": "resolved", "impact": "none"}),
    );

    assert_eq!(read.only_event().url, None);
}

#[test]
fn offsets_that_change_within_a_document_are_each_believed() {
    let read = incident(json!({
        "id": "i", "name": "I", "status": "resolved", "impact": "minor",
        "created_at": "2026-03-29T01:30:00.000+01:00", "resolved_at": "2026-03-29T03:30:00.000+02:00",
    }));

    let event = read.only_event();
    assert_eq!(event.started_at, Some(at("2026-03-29T00:30:00Z")));
    assert_eq!(event.resolved_at, Some(at("2026-03-29T01:30:00Z")));
}

#[test]
fn a_webhook_is_read_without_its_secrets() {
    let read = read(
        Provider::Statuspage,
        &json!({
            "meta": {"unsubscribe": "https://example.com/?unsubscribe=SECRET"},
            "page": {"id": "lampexample1", "status_indicator": "critical", "status_description": "Bad"},
            "incident": {
                "id": "i", "name": "I", "status": "monitoring", "impact": "critical", "organization_id": "lampexample1",
                "created_at": "2013-05-29T15:08:51-06:00", "shortlink": "http://j.example/18",
                "postmortem_body": "A draft, SECRET", "postmortem_published_at": null, "incident_updates": [],
            },
        }),
    );

    assert_eq!(
        read.snapshot.vendor.as_ref().unwrap().status,
        ComponentStatus::MajorOutage
    );
    assert_eq!(
        read.snapshot.vendor.as_ref().unwrap().raw.as_deref(),
        Some("critical")
    );
    assert_eq!(read.only_event().postmortem, None);
    assert!(!format!("{read:?}").contains("SECRET"));
}

#[test]
fn a_published_postmortem_of_a_webhook_is_shown() {
    let read = read(
        Provider::Statuspage,
        &json!({"incident": {
            "id": "i", "name": "I", "status": "resolved", "impact": "major", "resolved_at": "2026-03-01T12:00:00Z",
            "postmortem_body": "We *know* now", "postmortem_published_at": "2026-03-05T12:00:00Z",
        }}),
    );

    let event = read.only_event();
    assert_eq!(event.phase, Phase::Resolved);
    let postmortem = event.postmortem.as_ref().unwrap();
    assert_eq!(postmortem.body.as_ref().unwrap().to_plain(), "We know now");
    assert_eq!(postmortem.published_at, Some(at("2026-03-05T12:00:00Z")));
}

#[test]
fn a_component_webhook_gives_its_component() {
    let read = read(
        Provider::Statuspage,
        &json!({
            "page": {"status_indicator": "maintenance", "status_description": "Work"},
            "component": {"id": "c", "name": "C", "status": "under_maintenance", "group_id": null},
            "component_update": {"id": "u", "component_id": "c", "new_status": "under_maintenance"},
        }),
    );

    assert_eq!(
        read.snapshot.components.as_ref().unwrap()[0].status,
        ComponentStatus::UnderMaintenance
    );
}

#[test]
fn an_event_in_several_documents_is_told_once_by_the_one_that_changed_last() {
    let summary = json!({"incidents": [{"id": "i", "name": "Old title", "status": "investigating", "impact": "minor", "updated_at": "2026-03-01T10:00:00Z",
        "incident_updates": [{"id": "1", "status": "investigating"}]}], "scheduled_maintenances": []}).to_string();
    let incidents = json!({"incidents": [
        {"id": "i", "name": "New title", "status": "identified", "impact": "major", "updated_at": "2026-03-01T10:05:00Z",
         "incident_updates": [{"id": "2", "status": "identified"}, {"id": "1", "status": "investigating"}]},
        {"id": "old", "name": "Old", "status": "resolved", "impact": "minor", "created_at": "2026-02-01T10:00:00Z", "resolved_at": "2026-02-01T11:00:00Z"},
    ]})
    .to_string();
    let documents = [
        (Document::Summary, summary.as_bytes()),
        (Document::Incidents, incidents.as_bytes()),
    ];

    for documents in [documents, [documents[1], documents[0]]] {
        let read = read_bytes(Provider::Statuspage, &documents).unwrap();

        let event = read
            .snapshot
            .events
            .iter()
            .find(|event| event.id == "i")
            .unwrap();
        assert_eq!(read.snapshot.events.len(), 2);
        assert_eq!(
            (event.title.as_str(), event.impact, event.updates.len()),
            ("New title", Impact::Major, 2)
        );
        assert_eq!(read.snapshot.open_events, OpenEvents::Complete);
        assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    }
}

#[test]
fn the_first_unreadable_document_is_the_error() {
    let error = read_bytes(
        Provider::Statuspage,
        &[
            (Document::Summary, b"{\"components\":[]}"),
            (Document::Incidents, b""),
        ],
    )
    .unwrap_err();

    assert_eq!(
        error.to_string(),
        "instead of the incidents document came an empty body"
    );
}

#[test]
fn a_second_event_with_the_same_id_is_skipped() {
    let read = summary(
        &json!([]),
        &json!([
            {"id": "i", "name": "One", "status": "investigating", "impact": "minor"},
            {"id": "i", "name": "Two", "status": "investigating", "impact": "minor"},
        ]),
        &json!([]),
    );

    assert_eq!(read.only_event().title, "One");
    assert_eq!(read.troubles(), ["DuplicateId summary: events (i)"]);
}

#[test]
fn an_open_incident_behind_a_finished_one_of_the_same_id_keeps_the_page_from_being_green() {
    let read = summary(
        &json!([]),
        &json!([
            {"id": "i", "name": "One", "status": "resolved", "impact": "minor", "resolved_at": "2026-03-01T10:00:00Z"},
            {"id": "i", "name": "Two", "status": "investigating", "impact": "critical"},
        ]),
        &json!([]),
    );

    assert_eq!(read.snapshot.overall().status, ComponentStatus::Unknown);
}
