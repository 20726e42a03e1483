//! Summaries, components and page data.

use super::page;
use crate::testing::{at, read, read_bytes};
use crate::{Came, Document, Normalised, OpenEvents};
use serde_json::{Value, json};
use statuslamp_model::{ComponentKind, ComponentStatus, EventKind, Impact, Phase, Provider};

fn instatus(document: &Value) -> Normalised {
    read(Provider::Instatus, document)
}

#[test]
fn every_word_for_the_page_is_mapped_and_kept() {
    for (word, status) in [
        ("UP", ComponentStatus::Operational),
        ("HASISSUES", ComponentStatus::DegradedPerformance),
        ("UNDERMAINTENANCE", ComponentStatus::UnderMaintenance),
        ("ALLUNDERMAINTENANCE", ComponentStatus::UnderMaintenance),
        (
            "ONEDEGRADEDPERFORMANCE",
            ComponentStatus::DegradedPerformance,
        ),
        ("SOMEPARTIALOUTAGE", ComponentStatus::PartialOutage),
        ("SOMEMINOROUTAGE", ComponentStatus::PartialOutage),
        ("ALLMAJOROUTAGE", ComponentStatus::MajorOutage),
        ("DOWNISH", ComponentStatus::Unknown),
    ] {
        let read = instatus(&json!({"page": page(word)}));

        let overall = read.snapshot.overall();
        assert_eq!(
            (overall.status, overall.raw.as_deref()),
            (status, Some(word))
        );
        assert_eq!(read.warnings.is_empty(), status != ComponentStatus::Unknown);
    }
}

#[test]
fn a_page_without_a_readable_word_is_unknown_whatever_its_components_say() {
    for status in [json!(null), json!(["UP"]), json!({"default": "UP"})] {
        let read = instatus(&json!({
            "page": {"name": "Lamp", "status": status},
            "components": [{"id": "c", "name": "C", "status": "OPERATIONAL"}],
        }));

        assert_eq!(read.snapshot.overall().status, ComponentStatus::Unknown);
    }
}

#[test]
fn lists_are_absent_when_healthy_and_that_counts_only_beside_the_word_up() {
    let open = |document: Value| instatus(&document).snapshot.open_events;
    let incident = json!({"id": "i", "name": "I", "status": "INVESTIGATING"});

    assert_eq!(open(json!({"page": page("UP")})), OpenEvents::Complete);
    assert_eq!(
        open(json!({"page": page("HASISSUES")})),
        OpenEvents::Partial
    );
    assert_eq!(
        open(json!({"page": page("HASISSUES"), "activeIncidents": [], "activeMaintenances": []})),
        OpenEvents::Complete
    );
    assert_eq!(
        open(json!({"page": page("HASISSUES"), "activeIncidents": [incident]})),
        OpenEvents::Partial
    );
    assert_eq!(
        open(json!({"page": page("UP"), "activeIncidents": [7], "activeMaintenances": []})),
        OpenEvents::Partial
    );
    assert_eq!(
        open(json!({"page": page("UP"), "activeIncidents": "none"})),
        OpenEvents::Partial
    );
}

#[test]
fn up_beside_an_open_incident_is_not_green() {
    let read = instatus(&json!({
        "page": page("UP"),
        "activeIncidents": [{"id": "i", "name": "I", "status": "INVESTIGATING", "impact": "DEGRADEDPERFORMANCE"}],
    }));

    let overall = read.snapshot.overall();
    assert_eq!(overall.status, ComponentStatus::DegradedPerformance);
    assert_eq!(overall.raw.as_deref(), Some("UP"));
}

#[test]
fn an_impact_of_operational_beside_components_that_are_down_is_not_green() {
    let read = instatus(&json!({
        "site": {"id": "s", "status": "UP", "mainStatus": "UP", "name": {"default": "Lamp"}},
        "activeIncidents": [{"id": "i", "name": {"default": "I"}, "status": "IDENTIFIED", "impact": "OPERATIONAL",
            "started": "2026-03-01T10:00:00.000Z", "components": [{"id": "c", "name": {"default": "C"}, "status": "MAJOROUTAGE"}]}],
    }));

    let event = read.only_event();
    assert_eq!(
        (event.impact, event.impact_raw.as_deref()),
        (Impact::None, Some("OPERATIONAL"))
    );
    assert_eq!(event.affected[0].status, ComponentStatus::MajorOutage);
    assert_eq!(read.snapshot.overall().status, ComponentStatus::MajorOutage);
}

#[test]
fn the_finer_of_two_page_words_counts_where_it_is_worse() {
    let read = instatus(
        &json!({"site": {"id": "s", "status": "HASISSUES", "mainStatus": "SOMEMAJOROUTAGE"}}),
    );

    let overall = read.snapshot.overall();
    assert_eq!(overall.status, ComponentStatus::MajorOutage);
    assert_eq!(overall.raw.as_deref(), Some("HASISSUES"));
}

#[test]
fn javascript_dates_and_iso_dates_are_the_same_instant() {
    for started in [
        "2022-06-11T18:55:50.000Z",
        "Sat Jun 11 2022 18:55:50 GMT+0000 (Coordinated Universal Time)",
    ] {
        let read = instatus(&json!({
            "page": page("HASISSUES"),
            "activeIncidents": [{"name": "I", "started": started, "status": "INVESTIGATING", "impact": "MAJOROUTAGE",
                "url": "https://lamp.example.com/incident/cl4a8n"}],
        }));

        let event = read.only_event();
        assert_eq!(event.started_at, Some(at("2022-06-11T18:55:50Z")));
        assert_eq!(
            (event.id.as_str(), event.impact),
            ("cl4a8n", Impact::Critical)
        );
        assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    }
}

#[test]
fn a_duration_is_minutes_as_a_number_or_as_a_string() {
    for (duration, warnings) in [(json!(60), 0), (json!("60"), 0), (json!("an hour"), 1)] {
        let read = instatus(&json!({
            "page": page("UNDERMAINTENANCE"),
            "activeMaintenances": [{"id": "m", "name": "M", "start": "2026-03-01T10:00:00Z", "status": "NOTSTARTEDYET",
                "duration": duration, "url": "https://lamp.example.com/m"}],
        }));

        let event = read.only_event();
        assert_eq!(
            (event.kind, event.phase),
            (EventKind::Maintenance, Phase::Scheduled)
        );
        assert_eq!(event.scheduled_for, Some(at("2026-03-01T10:00:00Z")));
        let end = (warnings == 0).then(|| at("2026-03-01T11:00:00Z"));
        assert_eq!(event.scheduled_until, end);
        assert_eq!(read.warnings.len(), warnings);
    }
}

#[test]
fn a_parent_without_a_word_is_as_its_worst_child() {
    let read = instatus(&json!({"components": [
        {"id": "p", "name": "P", "status": null, "isParent": true, "order": 2, "children": [
            {"id": "b", "name": "B", "status": "PARTIALOUTAGE", "order": 2, "groupId": "p"},
            {"id": "a", "name": "A", "status": "OPERATIONAL", "order": 1, "groupId": "p"}]},
        {"id": "first", "name": "F", "status": "OPERATIONAL", "order": 1},
    ]}));

    let components = read.snapshot.components.as_ref().unwrap();
    let order: Vec<_> = components
        .iter()
        .map(|component| (component.id.as_str(), component.group_id.as_deref()))
        .collect();
    assert_eq!(
        order,
        [
            ("first", None),
            ("p", None),
            ("a", Some("p")),
            ("b", Some("p"))
        ]
    );
    assert_eq!(components[1].kind, ComponentKind::Group);
    assert_eq!(components[1].status, ComponentStatus::PartialOutage);
    assert_eq!(components[1].status_raw, None);
}

#[test]
fn a_group_that_is_only_named_by_its_members_becomes_one() {
    let read = instatus(&json!({"components": [
        {"id": "a", "name": "A", "status": "OPERATIONAL", "group": {"id": "g", "name": "Group"}},
        {"id": "b", "name": "B", "status": "MAJOROUTAGE", "group": {"id": "g", "name": "Group"}},
        {"id": "c", "name": "C", "status": "OPERATIONAL", "group": null},
    ]}));

    let components = read.snapshot.components.as_ref().unwrap();
    let names: Vec<_> = components
        .iter()
        .map(|component| component.name.as_str())
        .collect();
    assert_eq!(names, ["C", "Group", "A", "B"]);
    assert_eq!(components[1].status, ComponentStatus::MajorOutage);
}

#[test]
fn a_name_in_many_languages_is_told_in_the_pages_default() {
    let read = instatus(
        &json!({"site": {"id": "s", "status": "UP", "name": {"default": "Lampe", "en": "Lamp"}, "components": [
        {"id": "a", "name": {"en": "Rooms"}, "description": {"default": "About rooms"}, "status": "OPERATIONAL"}]}}),
    );

    let component = &read.snapshot.components.as_ref().unwrap()[0];
    assert_eq!(read.snapshot.page.name.as_deref(), Some("Lampe"));
    assert_eq!(component.name, "Rooms");
    assert_eq!(component.description.as_deref(), Some("About rooms"));
}

#[test]
fn the_private_mail_address_of_a_component_never_leaves() {
    let read = instatus(
        &json!({"site": {"id": "s", "status": "UP", "publicEmail": "help@example.com", "components": [
        {"id": "a", "name": "A", "status": "OPERATIONAL", "uniqueEmail": "component+SECRET@example.com"}]}}),
    );

    assert!(!format!("{read:?}").contains("SECRET"));
}

#[test]
fn an_archived_component_is_not_shown() {
    let read = instatus(&json!({"components": [
        {"id": "a", "name": "A", "status": "MAJOROUTAGE", "archivedAt": "2024-01-01T00:00:00Z"},
        {"id": "b", "name": "B", "status": "OPERATIONAL", "archivedAt": null},
    ]}));

    assert_eq!(read.snapshot.components.as_ref().unwrap().len(), 1);
    assert_eq!(read.snapshot.overall().status, ComponentStatus::Operational);
}

#[test]
fn a_third_partys_component_has_the_third_partys_word() {
    let read = instatus(&json!({"components": [
        {"id": "a", "name": "A", "status": null, "isThirdParty": true, "thirdPartyStatus": "PARTIALOUTAGE"}]}));

    assert_eq!(
        read.snapshot.components.as_ref().unwrap()[0].status,
        ComponentStatus::PartialOutage
    );
}

#[test]
fn components_nested_without_end_keep_the_page_from_being_green() {
    let mut component = json!({"id": "c0", "name": "C", "status": "MAJOROUTAGE", "children": []});
    for depth in 1..20 {
        component = json!({"id": format!("c{depth}"), "name": "C", "status": "OPERATIONAL", "children": [component]});
    }

    let read = instatus(&json!({"components": [component]}));

    assert_eq!(read.snapshot.overall().status, ComponentStatus::Unknown);
}

#[test]
fn the_timeline_of_page_data_is_listed_oldest_first() {
    let read = instatus(&json!({
        "site": {"id": "s", "status": "HASISSUES"},
        "activeIncidents": [{"id": "i", "name": {"default": "I"}, "status": "MONITORING", "impact": "PARTIALOUTAGE", "resolved": null,
            "started": "2026-03-01T10:00:00Z", "updates": [
                {"id": "1", "started": "2026-03-01T10:00:00Z", "status": "INVESTIGATING", "message": {"default": "One\ntwo"}},
                {"id": "2", "started": "2026-03-01T10:10:00Z", "status": "UPDATE", "message": {"default": "x"}, "messageHtml": {"default": "<p>Two</p>"}},
                {"id": "3", "started": "2026-03-01T10:10:00Z", "status": "MONITORING", "message": "Three"}]}],
    }));

    let event = read.only_event();
    let updates: Vec<_> = event
        .updates
        .iter()
        .map(|update| {
            (
                update.id.as_deref().unwrap(),
                update.phase,
                update.body.to_html(1),
            )
        })
        .collect();
    assert_eq!(
        updates,
        [
            (
                "1",
                Some(Phase::Investigating),
                "<p>One<br>two</p>".to_owned()
            ),
            ("2", None, "<p>Two</p>".to_owned()),
            ("3", Some(Phase::Monitoring), "<p>Three</p>".to_owned()),
        ]
    );
    assert_eq!(event.monitoring_at, Some(at("2026-03-01T10:10:00Z")));
    assert!(event.updates_complete);
}

#[test]
fn an_impact_that_is_not_given_is_unknown_and_not_green() {
    let read = instatus(
        &json!({"page": page("UP"), "activeIncidents": [{"id": "i", "name": "I", "status": "INVESTIGATING"}]}),
    );

    assert_eq!(read.only_event().impact, Impact::Unknown);
    assert_eq!(read.snapshot.overall().status, ComponentStatus::Unknown);
}

#[test]
fn of_two_components_with_the_same_id_the_worse_state_counts() {
    let components = json!([
        {"id": "a", "name": "A", "status": "OPERATIONAL"},
        {"id": "a", "name": "A", "status": "MAJOROUTAGE"},
    ]);
    let document = json!({"components": components}).to_string();
    let documents = [(Document::Components, document.as_bytes())];

    let read = read_bytes(Provider::Instatus, &documents).unwrap();

    let components = read.snapshot.components.as_ref().unwrap();
    assert_eq!(components.len(), 1);
    assert_eq!(components[0].status, ComponentStatus::MajorOutage);
    assert_eq!(read.snapshot.overall().status, ComponentStatus::MajorOutage);
}

#[test]
fn another_vendors_json_is_another_shape() {
    for body in [
        "{}",
        "{\"page\":{\"id\":\"lampexample1\"},\"components\":[]}",
        "{\"page\":{\"name\":\"x\"},\"status\":{\"indicator\":\"none\"}}",
    ] {
        let error =
            read_bytes(Provider::Instatus, &[(Document::Summary, body.as_bytes())]).unwrap_err();

        assert!(matches!(error.came, Came::OtherShape(_)), "{body}: {error}");
    }
}
