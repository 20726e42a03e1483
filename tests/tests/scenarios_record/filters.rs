//! Lists in which only some events are wanted, and what an event is in short.

use crate::{DAY, INCIDENTS, NOON, PAGES, calm, ids, past, walk};
use serde_json::{Value, json};
use statuslamp_tests::{vendor::Incident, world::World};

/// Sixty incidents, a day apart, the newest first; every tenth is major, and the seventh is open.
fn many() -> World {
    let (world, mut vendor) = calm(PAGES);
    vendor.incidents = (0..60)
        .map(|number| past(number, NOON.plus_seconds(-DAY * (number + 1))))
        .collect();
    for incident in vendor.incidents.iter_mut().step_by(10) {
        incident.impact = "major";
    }
    vendor.incidents[7].updates.truncate(2);
    vendor.publish(&world);
    world.advance(1000);
    world
}

fn wanted(world: &World, query: &str) -> Vec<String> {
    walk(world, &format!("{INCIDENTS}?{query}"), |_| {}).concat()
}

#[test]
fn only_what_is_wanted_is_listed_whatever_the_size_of_a_part() {
    let world = many();
    let majors = ["p000", "p010", "p020", "p030", "p040", "p050"];

    assert_eq!(wanted(&world, "impact=major"), majors);
    assert_eq!(wanted(&world, "impact=major&limit=2"), majors);
    assert_eq!(wanted(&world, "impact=major,critical&limit=1"), majors);
    assert_eq!(wanted(&world, "phase=identified"), ["p007"]);
    assert_eq!(wanted(&world, "impact=critical"), [""; 0]);
    assert_eq!(wanted(&world, "limit=100").len(), 60);
}

#[test]
fn a_stretch_of_time_is_from_and_up_to() {
    let world = many();
    let day = |days: i64| NOON.plus_seconds(-DAY * days).to_string();

    let query = format!("since={}&until={}", day(5), day(3));

    assert_eq!(wanted(&world, &query), ["p003", "p004"]);
    assert_eq!(wanted(&world, &format!("{query}&impact=major")), [""; 0]);
}

#[test]
fn a_text_is_found_in_titles_and_messages_and_not_in_our_own_words() {
    let world = many();

    assert_eq!(wanted(&world, "q=MESSAGE+2").len(), 59);
    assert_eq!(wanted(&world, "q=paragraph"), [""; 0]);
    assert_eq!(wanted(&world, "q=100%25"), [""; 0]);
}

#[test]
fn a_link_to_the_rest_asks_for_the_same() {
    let world = many();

    let reply = world.get(&format!("{INCIDENTS}?impact=major&limit=2&q=message%201"));

    let link = reply.header("Link").expect("a link");
    assert!(
        link.contains("?limit=2&impact=major&q=message%201&cursor="),
        "{link}"
    );
}

#[test]
fn what_touched_a_component_is_found_by_its_id_and_its_name() {
    let (world, mut vendor) = calm(PAGES);
    vendor.components[0].2 = "major_outage";
    vendor.indicator = "critical";
    vendor.incidents = vec![Incident {
        id: "one",
        impact: "critical",
        updates: vec![("investigating", NOON.plus_seconds(-60))],
    }];
    vendor.publish(&world);
    world.advance(1000);
    assert_eq!(wanted(&world, "component=web"), ["one"]);
    assert_eq!(wanted(&world, "component=Web%20App"), ["one"]);
    assert_eq!(wanted(&world, "component=api"), [""; 0]);
}

#[test]
fn what_cannot_be_asked_for_is_refused_by_name() {
    let world = many();
    for (query, told) in [
        (
            "impact=terrible",
            "impact: \"terrible\" is none of none, minor,",
        ),
        ("since=yesterday", "since: \"yesterday\" is not a time like"),
        ("sort=asc", "there is no parameter \"sort\" here"),
    ] {
        let reply = world.get(&format!("{INCIDENTS}?{query}"));

        let problem: Value = serde_json::from_slice(&reply.body.expect("a body")).expect("JSON");
        let detail = problem["detail"].as_str().expect("a detail");
        assert!(reply.status == 400 && detail.starts_with(told), "{detail}");
    }
}

#[test]
fn an_event_has_an_account_in_short() {
    let world = many();

    let over = world.json(&format!("{INCIDENTS}/p000"));
    let open = world.json(&format!("{INCIDENTS}/p007"));

    assert_eq!(
        over["account"],
        json!({
            "text": "Noterro had a major incident on November 20, 2026, affecting Web App, for 1h. It is resolved.",
            "duration_seconds": 3600,
            "duration": "1h",
            "detected_after_seconds": null,
            "identified_after_seconds": 600,
            "resolved_after_seconds": 3600,
        })
    );
    assert_eq!(open["account"]["duration_seconds"], Value::Null);
    assert_eq!(ids(&world.json(INCIDENTS)).len(), 25);
}
