//! What an incident touched, and when.

use super::{incident, summary};
use crate::testing::at;
use serde_json::json;
use statuslamp_model::ComponentStatus;

#[test]
fn affected_is_the_union_of_the_list_and_the_timeline_joined_by_code() {
    let read = summary(
        &json!([{"id": "c1", "name": "Search", "status": "operational", "group_id": "g"}]),
        &json!([{
            "id": "i", "name": "I", "status": "investigating", "impact": "major",
            "components": [{"id": "c1", "name": "Search", "status": "degraded_performance"}],
            "incident_updates": [
                {"id": "2", "status": "investigating", "display_at": "2026-03-01T11:00:00Z", "affected_components": [
                    {"code": "c1", "name": "Platform - Search", "old_status": "major_outage", "new_status": "degraded_performance"},
                    {"code": "c2", "name": "Platform - Mail", "old_status": "operational", "new_status": "partial_outage"}]},
                {"id": "1", "status": "investigating", "display_at": "2026-03-01T10:00:00Z", "affected_components": [
                    {"code": "c1", "name": "Platform - Finder", "old_status": "operational", "new_status": "major_outage"}]},
            ],
        }]),
        &json!([]),
    );

    let event = read.only_event();
    let affected: Vec<_> = event
        .affected
        .iter()
        .map(|affected| {
            (
                affected.component_id.as_deref(),
                affected.name.as_str(),
                affected.status,
            )
        })
        .collect();
    assert_eq!(
        affected,
        [
            (Some("c1"), "Search", ComponentStatus::MajorOutage),
            (
                Some("c2"),
                "Platform - Mail",
                ComponentStatus::PartialOutage
            ),
        ]
    );
    let spans: Vec<_> = event.affected[0]
        .spans
        .iter()
        .map(|span| (span.status, span.from, span.to))
        .collect();
    assert_eq!(
        spans,
        [
            (
                ComponentStatus::MajorOutage,
                at("2026-03-01T10:00:00Z"),
                Some(at("2026-03-01T11:00:00Z"))
            ),
            (
                ComponentStatus::DegradedPerformance,
                at("2026-03-01T11:00:00Z"),
                None
            ),
        ]
    );
    assert_eq!(event.updates[0].changes[0].name, "Search");
}

#[test]
fn a_change_that_changes_nothing_means_still_and_a_resolution_ends_the_span() {
    let change = |from: &str, to: &str| json!([{"code": "c", "name": "C", "old_status": from, "new_status": to}]);
    let read = incident(json!({
        "id": "i", "name": "I", "status": "resolved", "impact": "minor", "resolved_at": "2026-03-01T12:00:00Z",
        "components": [{"id": "c", "name": "C", "status": "operational"}],
        "incident_updates": [
            {"id": "3", "status": "resolved", "display_at": "2026-03-01T12:00:00Z", "affected_components": change("degraded_performance", "degraded_performance")},
            {"id": "2", "status": "monitoring", "display_at": "2026-03-01T11:00:00Z", "affected_components": change("degraded_performance", "degraded_performance")},
            {"id": "1", "status": "investigating", "display_at": "2026-03-01T10:00:00Z", "affected_components": change("operational", "degraded_performance")},
        ],
    }));

    let affected = &read.only_event().affected[0];
    assert_eq!(affected.status, ComponentStatus::DegradedPerformance);
    assert_eq!(affected.spans.len(), 1);
    assert_eq!(affected.spans[0].to, Some(at("2026-03-01T12:00:00Z")));
}

#[test]
fn what_a_finished_incident_lists_is_todays_state_and_not_its_own() {
    let read = incident(json!({
        "id": "i", "name": "I", "status": "resolved", "impact": "major", "resolved_at": "2026-03-01T12:00:00Z",
        "components": [{"id": "c", "name": "C", "status": "operational"}],
    }));

    let affected = &read.only_event().affected[0];
    assert_eq!(
        (affected.status, affected.status_raw.as_deref()),
        (ComponentStatus::Unknown, None)
    );
}

#[test]
fn an_entry_that_says_nothing_was_affected_is_no_component() {
    let read = incident(json!({
        "id": "i", "name": "I", "status": "resolved", "impact": "none", "resolved_at": "2026-03-01T12:00:00Z",
        "incident_updates": [{"id": "u", "status": "resolved", "affected_components": [{"name": "Nothing was touched."}]}],
    }));

    let event = read.only_event();
    assert!(event.affected.is_empty() && event.updates[0].changes.is_empty());
}
