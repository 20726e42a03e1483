//! What each field says when everything has happened.

use serde_json::Value;

use super::{Document, incident, recorded, words};

#[test]
fn noterro_bounced_in_new_york_time_newest_update_first() {
    let document = recorded("noterro", Document::Incidents);

    let incident = incident(&document, "Service Unavailable");

    let updates = &incident["incident_updates"];
    assert_eq!(
        words(updates, "status"),
        [
            "postmortem",
            "resolved",
            "monitoring",
            "investigating",
            "monitoring",
            "investigating"
        ]
    );
    assert_eq!(
        words(updates, "created_at"),
        [
            "2023-08-08T10:27:00.000-04:00",
            "2023-08-08T10:20:00.000-04:00",
            "2023-08-08T09:47:00.000-04:00",
            "2023-08-08T09:32:00.000-04:00",
            "2023-08-08T09:28:00.000-04:00",
            "2023-08-08T09:21:00.000-04:00",
        ]
    );
    assert_eq!(incident["status"], "postmortem");
    assert_eq!(incident["resolved_at"], "2023-08-08T10:20:00.000-04:00");
    assert_eq!(incident["monitoring_at"], "2023-08-08T09:47:00.000-04:00");
    assert_eq!(incident["updated_at"], "2023-08-08T10:27:00.000-04:00");
    assert_eq!(incident["impact"], "major");
    assert_eq!(words(&incident["components"], "name"), ["Web App"]);
    assert_eq!(words(&incident["components"], "status"), ["operational"]);
}

#[test]
fn a_post_mortem_has_no_display_time_and_names_no_components() {
    let document = recorded("noterro", Document::Incidents);

    let updates = &incident(&document, "Service Unavailable")["incident_updates"];

    assert_eq!(updates[0]["display_at"], Value::Null);
    assert_eq!(updates[0]["affected_components"], Value::Null);
    assert!(
        updates[0]["body"]
            .as_str()
            .unwrap()
            .contains(r"\(with far less traffic")
    );
    assert_eq!(updates[1]["display_at"], updates[1]["created_at"]);
}

#[test]
fn affected_components_say_what_changed_from_update_to_update() {
    let document = recorded("noterro", Document::Incidents);

    let updates = incident(&document, "Service Unavailable")["incident_updates"]
        .as_array()
        .unwrap();
    let changes: Vec<_> = updates[1..]
        .iter()
        .map(|update| &update["affected_components"][0])
        .map(|one| {
            (
                one["old_status"].as_str().unwrap(),
                one["new_status"].as_str().unwrap(),
            )
        })
        .collect();

    assert_eq!(
        changes,
        [
            ("degraded_performance", "operational"),
            ("partial_outage", "degraded_performance"),
            ("degraded_performance", "partial_outage"),
            ("partial_outage", "degraded_performance"),
            ("operational", "partial_outage"),
        ]
    );
}

#[test]
fn a_member_of_a_group_is_named_with_its_group_where_it_is_affected() {
    let document = recorded("napta", Document::Incidents);

    let incident = incident(&document, "Service outage");

    let affected = &incident["incident_updates"][4]["affected_components"];
    assert_eq!(
        words(affected, "name"),
        [
            "Napta platform - Application",
            "Napta platform - Public API"
        ]
    );
    assert_eq!(
        words(&incident["components"], "name"),
        ["Application", "Public API"]
    );
    assert_eq!(
        words(affected, "code"),
        words(&incident["components"], "id")
    );
    assert_eq!(incident["started_at"], "2025-05-06T13:56:00.000+02:00");
}

#[test]
fn napta_lists_its_seven_reports_with_their_phases() {
    let document = recorded("napta", Document::Incidents);

    let phases: Vec<Vec<_>> = document["incidents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            words(&one["incident_updates"], "status")
                .into_iter()
                .rev()
                .collect()
        })
        .collect();

    let expected = [
        "investigating identified monitoring resolved postmortem",
        "investigating resolved postmortem",
        "investigating monitoring monitoring resolved postmortem",
        "investigating identified monitoring resolved postmortem",
        "investigating identified monitoring investigating identified monitoring resolved postmortem",
        "investigating monitoring resolved",
        "resolved postmortem",
    ];
    assert_eq!(
        phases,
        expected.map(|line| line.split(' ').collect::<Vec<_>>())
    );
    assert_eq!(
        document["incidents"][6]["started_at"],
        "2023-03-30T17:46:00.000+02:00"
    );
    assert_eq!(
        document["incidents"][6]["resolved_at"],
        "2023-03-30T17:54:00.000+02:00"
    );
}

#[test]
fn netop_keeps_the_seconds_that_make_six_hours_and_nineteen_minutes() {
    let document = recorded("netop", Document::Incidents);

    let incident = &document["incidents"][0];

    assert_eq!(incident["started_at"], "2024-02-29T10:55:40.000Z");
    assert_eq!(incident["resolved_at"], "2024-02-29T17:15:10.000Z");
    assert_eq!(incident["updated_at"], "2024-03-04T09:18:00.000Z");
}

#[test]
fn groups_and_members_point_at_each_other() {
    let document = recorded("noterro", Document::Components);
    let components = document["components"].as_array().unwrap();

    let group = components.iter().find(|one| one["group"] == true).unwrap();
    let members: Vec<_> = components
        .iter()
        .filter(|one| one["group_id"] == group["id"])
        .collect();

    let ids: Vec<_> = members.iter().map(|one| one["id"].clone()).collect();
    assert_eq!(group["components"], Value::Array(ids));
    assert_eq!(
        members
            .iter()
            .map(|one| one["position"].as_u64().unwrap())
            .collect::<Vec<_>>(),
        [1, 2]
    );
    assert!(
        components
            .iter()
            .any(|one| one["only_show_if_degraded"] == true)
    );
}
