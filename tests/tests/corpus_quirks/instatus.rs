//! Instatus' JSON.

use super::{at, event, read};
use statuslamp_model::{ComponentStatus, Impact};
use statuslamp_normalise::OpenEvents;

#[test]
fn lists_that_a_healthy_page_leaves_out_are_known_to_be_empty() {
    let Some(read) = read("instatus/recraft-summary.json") else {
        return;
    };

    assert_eq!(read.snapshot.open_events, OpenEvents::Complete);
    assert_eq!(read.snapshot.components, None);
    assert_eq!(read.snapshot.overall().status, ComponentStatus::Operational);
}

#[test]
fn javascript_dates_a_duration_in_a_string_and_ids_in_addresses_are_understood() {
    let Some(read) = read("instatus/docs-summary-example.json") else {
        return;
    };

    assert_eq!(read.warnings, []);
    let incident = event(&read, "cl4a8n3070721qtmzvts760c4");
    assert_eq!(incident.started_at, Some(at("2022-06-11T18:55:50Z")));
    assert_eq!(incident.impact, Impact::Critical);
    let maintenance = event(&read, "cl4a8nlv50918qtmzdlw60ivu");
    assert_eq!(
        maintenance.scheduled_until,
        Some(at("2022-06-11T19:55:54Z"))
    );
}

#[test]
fn a_parent_without_a_word_is_as_its_worst_child() {
    let Some(read) = read("instatus/adalo-page-props-EXCERPT.json") else {
        return;
    };

    let components = read.snapshot.components.unwrap();
    assert_eq!(components.len(), 5);
    let parent = &components[0];
    assert_eq!(
        (parent.name.as_str(), parent.status_raw.as_deref()),
        ("App Publishing", None)
    );
    assert_eq!(parent.status, ComponentStatus::Operational);
}

#[test]
fn a_page_in_many_languages_has_the_name_of_its_default() {
    let Some(read) = read("_derived/instatus-whereby-good-embedded.json") else {
        return;
    };

    assert_eq!(read.snapshot.page.name.as_deref(), Some("Whereby"));
    let components = read.snapshot.components.as_ref().unwrap();
    let names: Vec<_> = components
        .iter()
        .map(|component| component.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "Meeting rooms",
            "Embedded API",
            "Admin dashboard",
            "whereby.com"
        ]
    );
    assert!(!format!("{read:?}").contains("support@"));
}
