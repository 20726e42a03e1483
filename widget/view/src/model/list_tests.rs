//! What the component list says.

use super::*;
use crate::model::sample;
use statuslamp_model::{Event, EventKind, Impact, Phase, Reading, Summary};

fn list(summary: &Summary, seconds: i64) -> ListView<'_> {
    component_list(
        Known {
            summary,
            reading: summary.reading(),
            now: sample::NOW.plus_seconds(seconds),
            words: Words::ENGLISH,
        },
        &Selection::default(),
    )
}

#[test]
fn members_stand_under_their_group_in_the_vendors_order() {
    let summary = sample::summary();
    let view = list(&summary, 25);

    let shape: Vec<(Option<&str>, Vec<&str>)> = view
        .groups
        .iter()
        .map(|group| {
            let rows = group.rows.iter().map(|row| row.name).collect();
            (group.name, rows)
        })
        .collect();
    assert_eq!(
        shape,
        [
            (None, vec!["Web App", "API"]),
            (Some("Messages"), vec!["Texts", "Mails"])
        ]
    );
    assert_eq!(view.overall.text(), "All systems operational");
    assert_eq!(
        view.source.text(),
        "Checked 20 seconds ago from Noterro’s official page"
    );
}

#[test]
fn a_member_whose_group_is_not_listed_is_not_lost() {
    let mut summary = sample::summary();
    summary
        .components
        .retain(|component| component.id != "messages");

    let view = list(&summary, 0);

    assert_eq!(view.groups.len(), 1);
    assert_eq!(view.groups[0].rows.len(), 4);
}

#[test]
fn what_the_vendor_hides_while_it_works_shows_when_it_does_not() {
    let hidden = |status| {
        let mut summary = sample::with("api", status);
        summary.components[1].hidden_when_operational = true;
        list(&summary, 0).groups[0].rows.len()
    };

    assert_eq!(hidden(ComponentStatus::Operational), 1);
    assert_eq!(hidden(ComponentStatus::Unknown), 2);
    assert_eq!(hidden(ComponentStatus::PartialOutage), 2);
}

#[test]
fn what_is_going_on_is_listed_and_nothing_that_is_over_or_planned() {
    let mut summary = sample::summary();
    for (id, phase) in [
        ("now", Phase::Monitoring),
        ("over", Phase::Resolved),
        ("planned", Phase::Scheduled),
    ] {
        let mut event = sample::event(id, EventKind::Incident, Impact::Minor, &["web"]);
        event.phase = phase;
        summary.events.push(event);
    }

    let ids: Vec<&str> = list(&summary, 0)
        .events
        .into_iter()
        .map(|event| event.id)
        .collect();

    assert_eq!(ids, ["now"]);
}

#[test]
fn nothing_is_green_or_stated_as_present_once_the_reading_is_old() {
    let summary = sample::summary();
    for seconds in [181, 900, 901, 86_400, -86_400] {
        let view = list(&summary, seconds);

        assert_eq!(view.tone, Tone::Neutral, "after {seconds} s");
        assert!(!view.overall.text().contains("operational"));
        for row in view.groups.iter().flat_map(|group| &group.rows) {
            assert_eq!(row.tone, Tone::Neutral, "after {seconds} s");
            assert_ne!(row.status, "Operational");
        }
    }
    assert_eq!(
        list(&summary, 840).overall.text(),
        "Last heard from Noterro 14 minutes ago"
    );
    assert_eq!(
        list(&summary, 901).groups[0].rows[0].status,
        "Status not known"
    );
}

#[test]
fn a_page_that_was_never_read_says_so() {
    let summary = sample::summary();

    let view = component_list(
        Known {
            summary: &summary,
            reading: Reading::default(),
            now: sample::NOW,
            words: Words::ENGLISH,
        },
        &Selection::default(),
    );

    assert_eq!(view.overall.text(), "Status not known");
    assert_eq!(view.source.text(), "Not heard from Noterro yet");
}

#[test]
fn where_the_vendor_s_word_and_ours_contradict_each_other_both_are_told() {
    let mut summary = sample::with("web", ComponentStatus::PartialOutage);
    summary.overall = statuslamp_model::Overall {
        status: ComponentStatus::PartialOutage,
        raw: Some("none".to_owned()),
        text: Some("All Systems Operational".to_owned()),
        vendor: Some(ComponentStatus::Operational),
        derived: ComponentStatus::PartialOutage,
    };

    let view = list(&summary, 0);
    assert_eq!(view.overall.text(), "Partial outage");
    assert_eq!(view.says.text(), "Noterro says: All Systems Operational");
    assert_eq!(
        list(&summary, 181).says.text(),
        "",
        "old words are not told"
    );

    summary.overall.text = None;
    let view = list(&summary, 0);
    assert_eq!(view.says.text(), "Noterro says: All systems operational");

    summary.overall.vendor = Some(ComponentStatus::PartialOutage);
    assert_eq!(list(&summary, 0).says.text(), "", "one word is enough");
}

#[test]
fn what_is_planned_is_told_until_it_should_be_over() {
    let planned = |from: i64, until: Option<i64>| {
        let mut summary = sample::summary();
        summary.events = vec![Event {
            phase: Phase::Scheduled,
            scheduled_for: Some(sample::NOW.plus_seconds(from)),
            scheduled_until: until.map(|until| sample::NOW.plus_seconds(until)),
            ..sample::event("m", EventKind::Maintenance, Impact::Maintenance, &["web"])
        }];
        list(&summary, 0).upcoming.len()
    };

    assert_eq!(planned(3600, Some(7200)), 1);
    assert_eq!(planned(-600, Some(600)), 1, "late, but it may still begin");
    assert_eq!(planned(-7200, Some(-3600)), 0);
    assert_eq!(planned(-600, None), 1);
    assert_eq!(planned(-90_000, None), 0);
}
