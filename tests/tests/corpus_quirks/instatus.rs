//! Instatus' JSON.

use super::{at, event, read};
use statuslamp_model::{Affected, ComponentStatus, Event, Impact, Provider, Span};
use statuslamp_normalise::{OpenEvents, touched};

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

#[test]
fn the_state_embedded_in_a_page_tells_which_component_was_how_and_when() {
    let Some(page) = statuslamp_tests::corpus::file("instatus/whereby-page-good.html") else {
        return;
    };
    let told = |id: &str, listed: &[&str]| {
        let affected = listed.iter().map(|id| Affected {
            component_id: Some((*id).to_owned()),
            ..Affected::default()
        });
        let event = Event {
            id: id.to_owned(),
            affected: affected.collect(),
            ..Event::default()
        };
        touched(Provider::Instatus, &page, &event).map(|affected| {
            let affected = affected.into_iter();
            let told = affected.map(|one| (one.component_id.unwrap(), one.status, one.spans));
            told.collect::<Vec<_>>()
        })
    };
    let span = |status, from, to| Span {
        status,
        from: at(from),
        to: Some(at(to)),
    };
    let (rooms, dashboard) = ("ckr4ynjye1141728dog0t00n4za", "ckr4ymr8r1045868dog8e711ifo");

    // Two records of the same state in a row are one stretch; the last is of the watch that
    // followed, and named by the vendor as what it was.
    assert_eq!(
        told("cmluspz3f0inlgoe2bahk9uqc", &[rooms]).unwrap(),
        [(
            rooms.to_owned(),
            ComponentStatus::DegradedPerformance,
            vec![
                span(
                    ComponentStatus::DegradedPerformance,
                    "2026-02-20T11:17:44.612Z",
                    "2026-02-20T12:09:35.269Z"
                ),
                span(
                    ComponentStatus::Operational,
                    "2026-02-20T12:09:35.269Z",
                    "2026-02-20T12:10:41.169Z"
                ),
            ]
        )]
    );
    // What the feed did not list is added by the name the state gives it.
    assert_eq!(
        told("cmmanwpis0c9gw0jvjjh2bulu", &[]).unwrap(),
        [(
            dashboard.to_owned(),
            ComponentStatus::DegradedPerformance,
            vec![
                span(
                    ComponentStatus::DegradedPerformance,
                    "2026-03-03T12:30:45.731Z",
                    "2026-03-03T13:00:00Z"
                ),
                span(
                    ComponentStatus::Operational,
                    "2026-03-03T13:00:00Z",
                    "2026-03-03T13:53:12.986Z"
                ),
            ]
        )]
    );
    // An event the page does not speak of.
    assert!(told("cmnobody00000000000000000", &[rooms]).is_err());
}
