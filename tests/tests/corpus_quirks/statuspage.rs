//! Statuspage's JSON.

use super::{at, event, kinds, read};
use statuslamp_model::{ComponentStatus, EventKind, Phase};
use statuslamp_normalise::{OpenEvents, WarningKind};
use statuslamp_tests::corpus;

#[test]
fn a_postmortem_without_display_time_is_sorted_by_when_it_was_written() {
    let Some(read) = read("statuspage/jira-incidents-postmortem-EXCERPT.json") else {
        return;
    };

    let event = event(&read, "z9kvvpkbngws");
    let last = event.updates.last().unwrap();
    assert_eq!(last.id.as_deref(), Some("75z9pv4pt74v"));
    assert_eq!(last.at, Some(at("2024-01-26T20:19:36.028Z")));
    assert_eq!(event.phase, Phase::Postmortem);
    assert_eq!(event.resolved_at, Some(at("2024-01-18T15:56:22.483Z")));
    let postmortem = event.postmortem.as_ref().unwrap().body.as_ref().unwrap();
    assert_eq!(*postmortem, last.body);
    // Escaped brackets are read as Markdown has them.
    assert!(postmortem.to_plain().contains("(install, trial, uninstall"));
    assert!(!postmortem.to_plain().contains('\\'));
}

#[test]
fn an_incident_that_starts_after_its_end_starts_at_its_other_clock() {
    let Some(read) = read("statuspage/jira-incidents-postmortem-EXCERPT.json") else {
        return;
    };

    let event = event(&read, "6dz1s8nfbkln");
    assert_eq!(event.started_at, Some(at("2024-01-10T23:00:00Z")));
    assert!(event.started_at <= event.resolved_at);
    assert!(kinds(&read).contains(&WarningKind::NegativeDuration));
}

#[test]
fn an_incident_resolved_before_it_was_typed_in_lasts_as_long_as_its_updates_say() {
    let name = "statuspage/metastatuspage-incident-2016-tricky_start_time.json";
    let Some(read) = read(name) else { return };

    let event = event(&read, "wjkdk2kylkn3");
    let (start, end) = (event.started_at.unwrap(), event.resolved_at.unwrap());
    assert_eq!(end.seconds_since(start), 180);
    assert!(event.affected.is_empty());
}

#[test]
fn components_a_finished_incident_lists_say_nothing_of_then() {
    let name = "statuspage/metastatuspage-incident-2016-major_impact_long_description.json";
    let Some(read) = read(name) else { return };

    let event = event(&read, "lphfkdlhdbbd");
    assert_eq!(event.affected.len(), 14);
    assert!(
        event
            .affected
            .iter()
            .all(|affected| affected.status == ComponentStatus::Unknown)
    );
    assert_eq!(event.url.as_ref().unwrap().as_str(), "http://mstspg.co/Q2d");
}

#[test]
fn an_indicator_of_none_beside_an_open_critical_incident_is_not_green() {
    let Some(read) = read("statuspage/github-summary-none-with-incident-2026-08-20.json") else {
        return;
    };

    let overall = read.snapshot.overall();
    assert_eq!(overall.raw.as_deref(), Some("none"));
    assert_eq!(overall.status, ComponentStatus::MajorOutage);
    assert!(read.snapshot.events[0].is_active());
    assert_eq!(read.snapshot.open_events, OpenEvents::Complete);
}

#[test]
fn an_indicator_of_maintenance_is_no_error() {
    for name in [
        "statuspage/github-summary-maintenance-2025-04-03.json",
        "statuspage/github-summary-4-maintenances-2022-03-25.json",
    ] {
        let Some(read) = read(name) else { return };

        assert_eq!(
            read.snapshot.overall().status,
            ComponentStatus::UnderMaintenance
        );
        assert_eq!(read.warnings, [], "{name}");
    }
}

#[test]
fn a_maintenance_starts_with_the_work() {
    let Some(read) = read("statuspage/github-summary-maintenance-2025-04-03.json") else {
        return;
    };

    let event = event(&read, "xb49wskhzrm2");
    assert_eq!(
        (event.kind, event.phase),
        (EventKind::Maintenance, Phase::InProgress)
    );
    assert_eq!(event.started_at, Some(at("2025-04-02T17:00:24.218Z")));
    assert_eq!(event.scheduled_for, Some(at("2025-04-02T17:00:00Z")));
    // Edited an hour and a half after it was written.
    let first = &event.updates[0];
    assert!(
        first
            .edited_at
            .unwrap()
            .seconds_since(first.posted_at.unwrap())
            > 5000
    );
    // "Still operational" until the work began.
    assert_eq!(event.affected[0].spans.len(), 1);
    assert_eq!(
        event.affected[0].spans[0].status,
        ComponentStatus::UnderMaintenance
    );
}

#[test]
fn several_incidents_and_maintenances_at_once_are_all_told() {
    for (name, incidents, maintenances) in [
        (
            "statuspage/github-summary-4-maintenances-2022-03-25.json",
            0,
            4,
        ),
        (
            "statuspage/github-summary-3-incidents-2026-02-09.json",
            3,
            0,
        ),
        (
            "statuspage/github-summary-maint-and-incidents-2021-08-10.json",
            2,
            1,
        ),
    ] {
        let Some(read) = read(name) else { return };

        let count = |kind| {
            let events = read.snapshot.events.iter();
            events.filter(|event| event.kind == kind).count()
        };
        assert_eq!(count(EventKind::Incident), incidents, "{name}");
        assert_eq!(count(EventKind::Maintenance), maintenances, "{name}");
    }
}

#[test]
fn a_body_in_html_from_the_json_becomes_a_list() {
    let name = "statuspage/github-incident-pfsrq8bbt6bm-html-body-2010.json";
    let Some(read) = read(name) else { return };

    let update = &event(&read, "pfsrq8bbt6bm").updates[0];
    let html = update.body.to_html(3);
    assert!(
        html.starts_with("<ul><li><p><strong>2010-07-29 02:06:00</strong>"),
        "{html}"
    );
    assert_eq!(html.matches("<li>").count(), 2);
    // Imported years later: shown when it happened, written when it was imported.
    assert_eq!(update.at, Some(at("2010-07-29T02:06:00Z")));
    assert_eq!(update.posted_at, Some(at("2018-12-05T11:25:35.992Z")));
}

#[test]
fn long_bodies_and_long_timelines_are_kept_whole() {
    for name in [
        "statuspage/github-incident-6swlsy1h3wy9-body-6k.json",
        "statuspage/github-incident-f0mhbz9xn497.json",
    ] {
        let Some(read) = read(name) else { return };

        assert_eq!(read.warnings, [], "{name}");
        assert!(read.snapshot.events[0].updates_complete);
    }
    let Some(read) = read("statuspage/github-incident-6swlsy1h3wy9-body-6k.json") else {
        return;
    };
    assert!(read.snapshot.events[0].updates[0].body.to_plain().len() > 5000);
}

#[test]
fn nesting_faked_with_dashes_stays_in_the_names() {
    let Some(read) = read("statuspage/instructure-components.json") else {
        return;
    };

    let components = read.snapshot.components.unwrap();
    assert!(
        components
            .iter()
            .any(|component| component.name.starts_with('—'))
    );
}

#[test]
fn every_group_stands_before_its_members_and_is_as_bad_as_the_worst() {
    for file in corpus::files() {
        let is_list = file.name.starts_with("statuspage/") && file.name.contains("components");
        if !is_list {
            continue;
        }
        let components = read(&file.name).unwrap().snapshot.components.unwrap();
        for (index, component) in components.iter().enumerate() {
            let Some(group) = &component.group_id else {
                continue;
            };
            let position = components.iter().position(|other| other.id == *group);
            let position = position.unwrap_or_else(|| panic!("{} {group}", file.name));
            assert!(position < index, "{}", file.name);
            let status = components[position].status;
            assert_eq!(status, status.worse(component.status), "{}", file.name);
        }
    }
}

#[test]
fn offsets_of_the_pages_own_zone_are_believed_each() {
    for name in [
        "statuspage/box-components.json",
        "statuspage/newrelic-components.json",
    ] {
        let Some(read) = read(name) else { return };

        assert_eq!(read.warnings, [], "{name}");
        let components = read.snapshot.components.unwrap();
        assert!(
            components
                .iter()
                .all(|component| component.updated_at.is_some())
        );
    }
}

#[test]
fn a_webhook_of_2013_is_read_and_its_secret_stays_behind() {
    let Some(read) = read("statuspage/flyio-webhook-incident_update.json") else {
        return;
    };

    let event = event(&read, "lbkhbwn21v5q");
    assert_eq!((event.phase, event.updates.len()), (Phase::Monitoring, 3));
    assert_eq!(event.started_at, Some(at("2013-05-29T21:08:51Z")));
    assert_eq!(
        read.snapshot.vendor.as_ref().unwrap().status,
        ComponentStatus::MajorOutage
    );
    assert!(!format!("{read:?}").contains("unsubscribe"));
}
