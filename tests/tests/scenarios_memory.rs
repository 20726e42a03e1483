//! What is remembered of events, for how long, and what that costs.

use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::{Fault, World},
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const RARELY: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example",
     "provider":"statuspage","poll_seconds":3600}
]}"#;
const NONE: &str = r#"{"pages":[]}"#;
const SUMMARY: &str = "/v1/pages/noterro/summary";
const DAY: i64 = 86_400;

fn calm(pages: &str) -> (World, Vendor) {
    let world = World::new(pages, NOON);
    let vendor = Vendor::calm(URL);
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    (world, vendor)
}

/// An incident that was over within the hour.
fn past(id: impl Into<String>, at: Timestamp) -> Incident {
    Incident {
        id: Box::leak(id.into().into_boxed_str()),
        impact: "minor",
        updates: vec![
            ("investigating", at),
            ("identified", at.plus_seconds(600)),
            ("resolved", at.plus_seconds(3600)),
        ],
    }
}

/// Lets days pass with a poll every few hours: seldom enough to be quick, often enough to know.
fn live(world: &World, days: i64) {
    for _ in 0..days * 6 {
        world.advance_silently(4 * 3600);
        world.advance(0);
    }
}

fn count(world: &World, table: &str) -> i64 {
    let rows = world.rows("noterro", &format!("SELECT COUNT(*) FROM {table}"));
    let count = rows[0].integer(0).expect("a count is a number");
    count.expect("a count is not null")
}

fn status(world: &World, id: &str) -> u16 {
    world
        .get(&format!("/v1/pages/noterro/incidents/{id}"))
        .status
}

fn timeline(world: &World, id: &str) -> Vec<(String, String)> {
    let document = world.json(&format!("/v1/pages/noterro/incidents/{id}"));
    let updates = document["incident"]["updates"].as_array();
    let updates = updates.expect("an event has updates").iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    updates
        .map(|update| (text(&update["phase"]), text(&update["at"])))
        .collect()
}

#[test]
fn reading_the_same_history_again_writes_no_event_and_no_update() {
    let (world, mut vendor) = calm(PAGES);
    vendor
        .incidents
        .push(past("i1", NOON.plus_seconds(-5 * DAY)));
    vendor
        .incidents
        .push(past("i2", NOON.plus_seconds(-9 * DAY)));
    vendor.publish(&world);
    world.advance(1000);
    let before = world.json(SUMMARY);
    world.statements("noterro");

    // Every document is read without condition again, and understood anew.
    world.restart();
    world.advance(2000);

    let statements = world.statements("noterro");
    let touched = |sql: &&String| sql.contains("INTO events") || sql.contains("INTO updates");
    assert_eq!(statements.iter().find(touched), None);
    assert_eq!((count(&world, "events"), count(&world, "updates")), (2, 6));
    assert_eq!(world.json(SUMMARY)["revision"], before["revision"]);
}

#[test]
fn an_edit_changes_its_row_an_addition_adds_one_and_a_withdrawal_takes_one() {
    let (world, mut vendor) = calm(PAGES);
    let at = NOON.plus_seconds(-5 * DAY);
    vendor.incidents.push(past("i1", at));
    vendor.publish(&world);
    world.advance(1000);

    vendor.incidents[0].updates[1].1 = at.plus_seconds(660);
    vendor.incidents[0]
        .updates
        .push(("postmortem", at.plus_seconds(DAY)));
    vendor.publish(&world);
    world.advance(1000);
    assert_eq!((count(&world, "events"), count(&world, "updates")), (1, 4));
    let told = timeline(&world, "i1");
    assert_eq!(told[1].1, at.plus_seconds(660).to_string());
    assert_eq!(told[3].0, "postmortem");

    vendor.incidents[0].updates.truncate(1);
    vendor.incidents[0]
        .updates
        .push(("resolved", at.plus_seconds(2 * DAY)));
    vendor.publish(&world);
    world.advance(1000);
    assert_eq!((count(&world, "events"), count(&world, "updates")), (1, 2));
}

#[test]
fn what_falls_out_of_the_vendors_window_stays_with_its_timeline() {
    let (world, mut vendor) = calm(PAGES);
    vendor
        .incidents
        .push(past("i1", NOON.plus_seconds(-5 * DAY)));
    vendor.publish(&world);
    world.advance(1000);
    let before = timeline(&world, "i1");

    vendor.incidents.clear();
    vendor.publish(&world);
    world.advance(2000);
    world.restart();

    assert_eq!(before.len(), 3);
    assert_eq!(timeline(&world, "i1"), before);
}

#[test]
fn a_timeline_is_whole_whatever_goes_wrong_with_writes() {
    let (world, mut vendor) = calm(PAGES);
    vendor.incidents.push(Incident {
        id: "i1",
        impact: "minor",
        updates: vec![("investigating", world.now())],
    });
    for step in 0..40_usize {
        let phase = ["identified", "monitoring", "resolved", "investigating"][step % 4];
        vendor.incidents[0].updates.push((phase, world.now()));
        vendor.publish(&world);
        match step % 3 {
            0 => world.fail_next_write("noterro", Fault::Lost),
            1 => world.fail_next_write("noterro", Fault::Landed),
            _ => {}
        }
        if step % 5 == 0 {
            world.restart();
        }
        world.advance(120);

        let updates = i64::try_from(vendor.incidents[0].updates.len()).unwrap();
        assert_eq!(count(&world, "updates"), updates, "step {step}");
        assert_eq!(count(&world, "events"), 1, "step {step}");
    }
    let document = world.json("/v1/pages/noterro/incidents/i1");
    assert_eq!(document["incident"]["reopened"], 10);
    assert!(document["incident"]["detected_at"].is_string());
}

#[test]
fn an_event_of_more_than_a_value_may_hold_is_stored_in_rows_that_hold_it() {
    let (world, mut vendor) = calm(PAGES);
    vendor
        .incidents
        .push(past("i1", NOON.plus_seconds(-5 * DAY)));
    vendor.publish(&world);
    world.advance(1000);
    // Short messages of many words each: their trees take several times the room.
    let mut incidents = vendor.document_body("incidents");
    let update = incidents["incidents"][0]["incident_updates"][0].clone();
    let updates = (0..20).map(|number| {
        let mut update = update.clone();
        update["id"] = format!("u{number}").into();
        update["body"] = "<b>a</b> <i>b</i> ".repeat(800).into();
        update
    });
    incidents["incidents"][0]["incident_updates"] = updates.collect();
    let body = incidents.to_string();
    assert!(body.len() < 2_000_000);
    world.script(
        &vendor.document("incidents"),
        statuslamp_tests::world::Scripted::Body(body),
    );
    world.advance(1000);

    assert_eq!(count(&world, "updates"), 20);
    let all = world.rows(
        "noterro",
        "SELECT SUM(LENGTH(json)), MAX(LENGTH(json)) FROM updates",
    );
    assert!(all[0].integer(0).unwrap().unwrap() > 2_000_000);
    assert!(all[0].integer(1).unwrap().unwrap() < 500_000);
    assert_eq!(timeline(&world, "i1").len(), 20);
}

#[test]
fn history_has_no_bound_of_its_own() {
    let (world, mut vendor) = calm(PAGES);
    for chunk in 0..24_i64 {
        let at = |number| NOON.plus_seconds(-DAY * (chunk * 50 + number + 1));
        vendor.incidents = (0..50)
            .map(|n| past(format!("p{}", chunk * 50 + n), at(n)))
            .collect();
        vendor.components[1].1 = ["Interface", "API"][usize::try_from(chunk).unwrap() % 2];
        vendor.publish(&world);
        world.advance(60);
    }

    assert_eq!((status(&world, "p0"), status(&world, "p1199")), (200, 200));
    assert_eq!(
        (count(&world, "events"), count(&world, "updates")),
        (1200, 3600)
    );
}

#[test]
fn what_is_over_for_longer_than_the_operator_wants_is_forgotten_and_not_taken_in_again() {
    let (world, mut vendor) = calm(RARELY);
    world.restart_remembering(RARELY, "30");
    vendor
        .incidents
        .push(past("recent", NOON.plus_seconds(-20 * DAY)));
    vendor
        .incidents
        .push(past("old", NOON.plus_seconds(-40 * DAY)));
    vendor.components[1].2 = "major_outage";
    vendor.publish(&world);
    world.tick();
    world.advance(2 * 3600);
    assert_eq!(
        (status(&world, "recent"), status(&world, "old")),
        (200, 404)
    );
    let revision = world.json(SUMMARY)["revision"].clone();

    // The vendor lists both all the time.
    live(&world, 12);
    assert_eq!(
        (status(&world, "recent"), status(&world, "old")),
        (404, 404)
    );
    assert_eq!((count(&world, "events"), count(&world, "updates")), (0, 0));
    assert_eq!(
        world.json(SUMMARY)["revision"],
        revision,
        "forgetting is no news"
    );

    vendor.components[1].2 = "operational";
    vendor.components.remove(0);
    vendor.publish(&world);
    live(&world, 40);
    assert_eq!(
        world.transitions("noterro", "web"),
        [],
        "gone before the horizon"
    );
    let api = world.transitions("noterro", "api");
    assert_eq!(api.len(), 1, "what it was at the horizon: {api:?}");
    let days = world.days("noterro", "api", 60);
    assert!(days[..28].iter().all(|day| day.seconds.known() == 0));
    assert!(days[30..].iter().all(|day| day.seconds.unknown == 0));
    assert!(
        days[30..]
            .iter()
            .all(|day| day.seconds.total() == day.seconds.operational)
    );
}

#[test]
fn an_event_that_was_open_for_longer_than_that_ends_before_it_is_forgotten() {
    let (world, mut vendor) = calm(RARELY);
    world.restart_remembering(RARELY, "30");
    vendor
        .incidents
        .push(past("i1", NOON.plus_seconds(-40 * DAY)));
    vendor.incidents[0].updates.truncate(1);
    vendor.publish(&world);
    world.tick();
    world.advance(3600);
    assert_eq!(world.json(SUMMARY)["events"][0]["id"], "i1");

    vendor.incidents = vec![past("i1", NOON.plus_seconds(-40 * DAY))];
    vendor.publish(&world);
    world.advance(3 * 3600);

    assert_eq!(world.json(SUMMARY)["events"].as_array().unwrap().len(), 0);
    assert_eq!(status(&world, "i1"), 404);
}

#[test]
fn a_page_that_is_listed_again_within_a_month_goes_on_with_its_history() {
    let (world, mut vendor) = calm(RARELY);
    vendor
        .incidents
        .push(past("i1", NOON.plus_seconds(-5 * DAY)));
    vendor.publish(&world);
    world.advance(3600);
    for _ in 0..3 {
        // Each time the month begins anew.
        world.restart_with(NONE);
        live(&world, 25);
        world.restart_with(RARELY);
        world.tick();
        world.advance(10);
    }

    assert_eq!(status(&world, "i1"), 200);
    let told = world.transitions("noterro", "web");
    assert_eq!(told.len(), 1 + 3 * 2, "a gap each time: {told:?}");
}

#[test]
fn a_page_that_is_not_listed_for_a_month_leaves_nothing() {
    let (world, mut vendor) = calm(RARELY);
    vendor
        .incidents
        .push(past("i1", NOON.plus_seconds(-5 * DAY)));
    vendor.components[0].2 = "major_outage";
    vendor.publish(&world);
    live(&world, 3);
    let revision = world.json(SUMMARY)["revision"].as_u64().unwrap();
    let filled = ["events", "updates", "transitions", "days", "published"];
    let is_filled = |world: &World| filled.iter().all(|table| count(world, table) > 0);
    assert!(is_filled(&world));

    world.restart_with(NONE);
    live(&world, 29);
    assert!(is_filled(&world));
    world.fail_next_write("noterro", Fault::Lost);
    world.statements("noterro");
    live(&world, 3);

    let emptied = world.statements("noterro");
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'migrations'";
    for table in world.rows("noterro", tables) {
        let table = table.required_text(0).unwrap();
        assert!(emptied.contains(&format!("DELETE FROM {table}")), "{table}");
        assert_eq!(count(&world, table), 0, "{table}");
    }
    assert_eq!(world.alarm_of("noterro"), None);
    world.restart_with(RARELY);
    world.tick();
    world.advance(1);
    assert!(world.json(SUMMARY)["revision"].as_u64().unwrap() > revision);
}

#[test]
fn neither_polls_nor_reads_go_through_all_that_is_remembered() {
    let (world, mut vendor) = calm(RARELY);
    world.restart_remembering(RARELY, "30");
    world.statements("noterro");
    vendor
        .incidents
        .push(past("i1", NOON.plus_seconds(-5 * DAY)));
    vendor.components[0].2 = "major_outage";
    vendor.publish(&world);
    world.tick();
    live(&world, 2);
    world.json(SUMMARY);
    status(&world, "i1");
    world.json("/v1/pages/noterro/incidents");
    world.json("/v1/pages/noterro/maintenances?limit=1&cursor=1.61");
    world.json("/v1/pages/noterro/uptime");
    world.days("noterro", "web", 90);
    world.transitions("noterro", "web");
    let statements = world.statements("noterro");
    assert!(statements.len() > 18, "{statements:#?}");

    for sql in statements {
        for step in world.rows("noterro", &format!("EXPLAIN QUERY PLAN {sql}")) {
            let step = step.required_text(3).unwrap();
            let is_all = ["events", "updates", "transitions", "days", "known"]
                .iter()
                .any(|table| step == format!("SCAN {table}"));
            let is_sorted = step.contains("TEMP B-TREE") && sql.contains("LIMIT");
            assert!(!is_all && !is_sorted, "{step}: {sql}");
        }
    }
}
