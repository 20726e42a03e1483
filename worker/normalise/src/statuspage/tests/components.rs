//! Components and groups.

use super::summary;
use crate::Normalised;
use serde_json::{Value, json};
use statuslamp_model::{ComponentKind, ComponentStatus};

fn components(components: &Value) -> Normalised {
    summary(components, &json!([]), &json!([]))
}

fn order(read: &Normalised) -> Vec<(&str, Option<&str>)> {
    read.snapshot
        .components
        .iter()
        .flatten()
        .map(|component| (component.id.as_str(), component.group_id.as_deref()))
        .collect()
}

#[test]
fn every_word_for_a_component_is_mapped_and_kept() {
    for (word, status) in [
        ("operational", ComponentStatus::Operational),
        ("under_maintenance", ComponentStatus::UnderMaintenance),
        ("degraded_performance", ComponentStatus::DegradedPerformance),
        ("partial_outage", ComponentStatus::PartialOutage),
        ("major_outage", ComponentStatus::MajorOutage),
        ("on_fire", ComponentStatus::Unknown),
        ("Operational", ComponentStatus::Unknown),
    ] {
        let read = components(&json!([{"id": "c", "name": "C", "status": word}]));

        let component = &read.snapshot.components.as_ref().unwrap()[0];
        assert_eq!(component.status, status, "{word}");
        assert_eq!(component.status_raw.as_deref(), Some(word));
        assert_eq!(
            read.warnings.is_empty(),
            status != ComponentStatus::Unknown,
            "{word}"
        );
    }
}

#[test]
fn an_unknown_word_is_unknown_and_never_green() {
    let read = components(&json!([
        {"id": "a", "name": "A", "status": "operational"},
        {"id": "b", "name": "B", "status": "sparkling"},
    ]));

    assert_eq!(read.snapshot.overall().status, ComponentStatus::Unknown);
    assert_eq!(
        read.troubles(),
        ["UnknownWord summary: components[1].status (sparkling)"]
    );
}

#[test]
fn a_group_stands_before_its_members_in_the_order_of_positions() {
    let read = components(&json!([
        {"id": "m2", "name": "2", "status": "operational", "group_id": "g", "position": 2},
        {"id": "z", "name": "Z", "status": "operational", "position": 3},
        {"id": "a", "name": "A", "status": "operational", "position": 1},
        {"id": "m1", "name": "1", "status": "operational", "group_id": "g", "position": 1},
        {"id": "g", "name": "G", "status": "operational", "group": true, "position": 2, "components": ["m1", "m2"]},
    ]));

    assert_eq!(
        order(&read),
        [
            ("a", None),
            ("g", None),
            ("m1", Some("g")),
            ("m2", Some("g")),
            ("z", None)
        ]
    );
}

#[test]
fn the_members_of_a_group_are_believed_before_the_group() {
    let read = components(&json!([
        {"id": "g", "name": "G", "status": "operational", "group": true},
        {"id": "m", "name": "M", "status": "major_outage", "group_id": "g"},
    ]));

    let group = &read.snapshot.components.as_ref().unwrap()[0];
    assert_eq!(group.kind, ComponentKind::Group);
    assert_eq!(group.status, ComponentStatus::MajorOutage);
    assert_eq!(group.status_raw.as_deref(), Some("operational"));
}

#[test]
fn a_group_that_is_worse_than_its_members_keeps_the_page_from_being_green() {
    for members in [
        json!([]),
        json!([{"id": "m", "name": "M", "status": "operational", "group_id": "g"}]),
    ] {
        let mut listed =
            vec![json!({"id": "g", "name": "G", "status": "major_outage", "group": true})];
        listed.extend(members.as_array().unwrap().clone());

        let read = components(&Value::Array(listed));

        assert_eq!(read.snapshot.overall().status, ComponentStatus::MajorOutage);
    }
}

#[test]
fn a_member_of_a_group_that_is_not_listed_stands_alone() {
    let read = components(&json!([
        {"id": "m", "name": "M", "status": "operational", "group_id": "gone"},
    ]));

    assert_eq!(order(&read), [("m", None)]);
}

#[test]
fn a_group_without_members_and_without_a_word_is_unknown() {
    let read = components(&json!([{"id": "g", "name": "G", "group": true}]));

    assert_eq!(
        read.snapshot.components.as_ref().unwrap()[0].status,
        ComponentStatus::Unknown
    );
}

#[test]
fn names_are_no_keys() {
    let read = components(&json!([
        {"id": "a", "name": "Login", "status": "operational"},
        {"id": "b", "name": "Login", "status": "operational"},
    ]));

    assert_eq!(order(&read).len(), 2);
    assert!(read.warnings.is_empty());
}

#[test]
fn nesting_faked_in_names_stays_in_the_names() {
    let read = components(&json!([{"id": "a", "name": "— Search", "status": "operational"}]));

    assert_eq!(
        read.snapshot.components.as_ref().unwrap()[0].name,
        "— Search"
    );
}

#[test]
fn only_show_if_degraded_is_kept() {
    let read = components(&json!([
        {"id": "a", "name": "A", "status": "operational", "only_show_if_degraded": true},
    ]));

    assert!(read.snapshot.components.as_ref().unwrap()[0].hidden_when_operational);
}

#[test]
fn a_component_without_id_is_skipped_and_its_state_still_counts() {
    let read = components(&json!([
        {"id": "a", "name": "A", "status": "operational"},
        {"name": "Nobody", "status": "major_outage"},
        "not even an object",
    ]));

    assert_eq!(order(&read).len(), 1);
    assert_eq!(read.snapshot.overall().status, ComponentStatus::MajorOutage);
    assert_eq!(read.troubles().len(), 2);
}

#[test]
fn of_two_components_with_the_same_id_the_worse_state_counts() {
    let read = components(&json!([
        {"id": "a", "name": "A", "status": "operational"},
        {"id": "a", "name": "A", "status": "partial_outage"},
    ]));

    assert_eq!(order(&read).len(), 1);
    let component = &read.snapshot.components.as_ref().unwrap()[0];
    assert_eq!(component.status, ComponentStatus::PartialOutage);
    assert_eq!(component.status_raw.as_deref(), Some("partial_outage"));
    assert_eq!(
        read.snapshot.overall().status,
        ComponentStatus::PartialOutage
    );
    assert_eq!(read.troubles(), ["DuplicateId summary: components[1] (a)"]);
}

#[test]
fn a_component_without_a_word_is_unknown() {
    let read = components(&json!([{"id": "a", "name": null, "status": null}]));

    let component = &read.snapshot.components.as_ref().unwrap()[0];
    assert_eq!(component.status, ComponentStatus::Unknown);
    assert_eq!(component.status_raw, None);
    assert_eq!(component.name, "a");
    assert_eq!(read.snapshot.overall().status, ComponentStatus::Unknown);
}

#[test]
fn more_components_than_are_read_keep_the_page_from_being_green() {
    let many: Vec<_> = (0..2001)
        .map(|index| json!({"id": format!("c{index}"), "name": "C", "status": "operational"}))
        .collect();

    let read = components(&Value::Array(many));

    assert_eq!(order(&read).len(), 2000);
    assert_eq!(read.snapshot.overall().status, ComponentStatus::Unknown);
}
