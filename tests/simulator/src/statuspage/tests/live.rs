//! What is served before, during and after a replay.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::{Document, URL, at, keys, live, words, write};
use crate::state::{Clock, State};

#[test]
fn netop_was_down_for_six_hours_and_all_was_operational_by_its_own_word() {
    let document = live("netop", "connect-not-loading", 1.0, 3600, Document::Summary);

    let incident = &document["incidents"][0];

    assert_eq!(document["status"]["indicator"], "none");
    assert_eq!(document["status"]["description"], "All Systems Operational");
    assert_eq!(incident["impact"], "none");
    assert_eq!(incident["status"], "investigating");
    assert_eq!(
        words(&incident["components"], "name"),
        [
            "Remote access services",
            "Login",
            "Netop Portal frontendOnDemand"
        ]
    );
    assert!(
        words(&document["components"], "status")
            .iter()
            .all(|word| *word == "operational")
    );
}

#[test]
fn before_play_a_live_page_is_calm_and_remembers_only_the_past() {
    let mut state = State::default();
    let state = state.page_mut("noterro").unwrap();
    let view = state.view(Clock::Live, at("2026-05-01T12:00:00Z"), URL.to_owned());

    let summary: Value = serde_json::from_slice(&write(&view, Document::Summary)).unwrap();
    let history: Value = serde_json::from_slice(&write(&view, Document::Incidents)).unwrap();

    assert_eq!(summary["status"]["indicator"], "none");
    assert_eq!(summary["incidents"], Value::Array(Vec::new()));
    assert!(
        words(&summary["components"], "status")
            .iter()
            .all(|word| *word == "operational")
    );
    assert_eq!(
        words(&history["incidents"], "started_at"),
        ["2023-08-08T09:21:00.000-04:00"]
    );
}

#[test]
fn a_replay_moves_from_the_summary_to_the_history_and_gets_its_post_mortem_there() {
    let cases = [
        ("begun", 0, Some("investigating"), "investigating", "minor"),
        (
            "bounced",
            25,
            Some("investigating"),
            "investigating",
            "minor",
        ),
        ("resolved", 118, None, "resolved", "none"),
        ("written up", 132, None, "postmortem", "none"),
    ];

    for (name, seconds, in_summary, in_history, indicator) in cases {
        let summary = live(
            "noterro",
            "bounced-release",
            30.0,
            seconds,
            Document::Summary,
        );
        let history = live(
            "noterro",
            "bounced-release",
            30.0,
            seconds,
            Document::Incidents,
        );

        assert_eq!(
            summary["incidents"][0]["status"].as_str(),
            in_summary,
            "{name}"
        );
        assert_eq!(history["incidents"][0]["status"], in_history, "{name}");
        assert_eq!(summary["status"]["indicator"], indicator, "{name}");
        assert_eq!(
            history["incidents"].as_array().unwrap().len(),
            2,
            "{name}: the recorded one stays"
        );
        assert_ne!(
            history["incidents"][0]["id"], history["incidents"][1]["id"],
            "{name}"
        );
    }
}

#[test]
fn indicator_and_groups_follow_the_worst_component() {
    let document = live("napta", "service-outage", 1.0, 0, Document::Summary);

    let statuses: Vec<_> = document["components"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["name"].as_str().unwrap(),
                one["status"].as_str().unwrap(),
            )
        })
        .filter(|(_, status)| *status != "operational")
        .collect();

    assert_eq!(
        statuses,
        [
            ("Napta platform", "major_outage"),
            ("Application", "major_outage"),
            ("Public API", "partial_outage")
        ]
    );
    assert_eq!(document["status"]["indicator"], "major");
    assert_eq!(document["incidents"][0]["impact"], "critical");
}

#[test]
fn every_object_has_exactly_the_vendors_fields() {
    let summary = live("noterro", "bounced-release", 30.0, 30, Document::Summary);
    let incident = &summary["incidents"][0];
    let update = &incident["incident_updates"][0];
    let member = |group: bool| {
        summary["components"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["group"] == group)
            .unwrap()
    };
    let component = "id name status created_at updated_at position description showcase start_date group_id \
        page_id group only_show_if_degraded";
    let cases = [
        (
            "summary",
            &summary,
            "page components incidents scheduled_maintenances status",
        ),
        ("page", &summary["page"], "id name url time_zone updated_at"),
        ("status", &summary["status"], "indicator description"),
        ("component", member(false), component),
        ("group", member(true), &format!("{component} components")),
        (
            "incident",
            incident,
            "id name status created_at updated_at monitoring_at resolved_at impact shortlink started_at page_id \
             incident_updates components reminder_intervals",
        ),
        (
            "update",
            update,
            "id status body incident_id created_at updated_at display_at affected_components \
             deliver_notifications custom_tweet tweet_id",
        ),
        (
            "affected",
            &update["affected_components"][0],
            "code name old_status new_status",
        ),
    ];

    for (name, object, fields) in cases {
        assert_eq!(keys(object), fields.split_whitespace().collect(), "{name}");
    }
}

#[test]
fn no_time_served_lies_ahead_of_the_present() {
    let start = at("2026-05-01T12:00:00Z");
    let mut state = State::default();
    for page in state
        .pages
        .iter_mut()
        .filter(|page| page.page.key != "watermelon")
    {
        let keys: Vec<_> = page
            .page
            .scenarios
            .iter()
            .map(|one| (one.key, one.default_speed()))
            .collect();
        for (key, speed) in keys {
            page.play(key, speed, start);
            for second in (0..400).step_by(19) {
                let now = start + SignedDuration::from_secs(second);
                let view = page.view(Clock::Live, now, URL.to_owned());
                let mut checked = 0;
                for document in [Document::Summary, Document::Incidents] {
                    let body: Value = serde_json::from_slice(&write(&view, document)).unwrap();
                    check_times(&body, now, &mut checked);
                }
                assert!(checked > 20, "{key}: only {checked} times found");
            }
        }
    }
}

fn check_times(value: &Value, now: Timestamp, checked: &mut usize) {
    match value {
        Value::String(text) => {
            if let Ok(time) = text.parse::<Timestamp>() {
                assert!(time <= now, "{time} is ahead of {now}");
                *checked += 1;
            }
        }
        Value::Array(list) => list.iter().for_each(|one| check_times(one, now, checked)),
        Value::Object(members) => members
            .values()
            .for_each(|one| check_times(one, now, checked)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
