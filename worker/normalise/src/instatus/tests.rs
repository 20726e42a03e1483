//! Instatus' quirks, each in a document written for it.

use crate::testing::{NOW, at, read, read_bytes, read_feed};
use crate::{Came, Document, Normalised, OpenEvents};
use serde_json::{Value, json};
use statuslamp_model::{ComponentKind, ComponentStatus, EventKind, Impact, Phase, Provider};

fn instatus(document: &Value) -> Normalised {
    read(Provider::Instatus, document)
}

fn page(status: &str) -> Value {
    json!({"name": "Lamp", "url": "https://lamp.example.com", "status": status})
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
fn an_entry_without_any_date_is_placed_around_now() {
    let content = frame(" 5", "01:00:00", "Resolved", "x").replace("<p><small> ", "<p><small>Jun ");

    let read = feed(&entry("Incident/c", "", "", &content));

    let shown = read.only_event().updates[0].at.unwrap();
    assert!((shown.as_millis() - NOW.as_millis()).abs() < 200 * 86_400_000);
}
