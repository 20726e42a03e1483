//! A database that an earlier version wrote is taken over without loss.

use serde_json::Value;
use statuslamp_model::{ComponentStatus, Timestamp};
use statuslamp_tests::{vendor::Vendor, world::World};

/// When the earlier version stopped: three minutes after noon.
const STOPPED: Timestamp = Timestamp::from_millis(1_795_262_580_000);
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
/// Written by version 1 itself: an event in the past, one open, one planned; every event with its
/// updates inside.
const VERSION_1: &str = include_str!("../stores/version-1.sql");

fn taken_over() -> World {
    let world = World::new(PAGES, STOPPED.plus_seconds(20));
    world.run("noterro", VERSION_1);
    world.answer_as_of_old();
    world
}

fn document(world: &World, sql: &str) -> Value {
    let rows = world.rows("noterro", sql);
    let json = rows[0].required_text(0).expect("the first column is JSON");
    serde_json::from_str(json).expect("the first column is JSON")
}

/// Everything the earlier version knew of; what was added since is not in it.
fn says_the_same(read: &Value, written: &Value) {
    match (read, written) {
        (Value::Object(_), Value::Object(members)) => {
            for (name, member) in members {
                says_the_same(&read[name], member);
            }
        }
        (Value::Array(read), Value::Array(written)) if read.len() == written.len() => {
            for (read, written) in read.iter().zip(written) {
                says_the_same(read, written);
            }
        }
        _ => assert_eq!(read, written),
    }
}

#[test]
fn every_event_reads_as_it_did() {
    let world = taken_over();
    for (id, updates) in [("past", 4), ("open", 2), ("planned", 0)] {
        let written = format!("SELECT json FROM events WHERE id = '{id}'");
        let written = document(&world, &written);
        assert_eq!(written["updates"].as_array().unwrap().len(), updates);
        let other = World::new(PAGES, world.now());
        other.run("noterro", VERSION_1);

        let read = &other.json(&format!("/v1/pages/noterro/incidents/{id}"))["incident"];

        says_the_same(read, &written);
        let rows = other.rows("noterro", "SELECT event_id, json FROM updates");
        assert_eq!(rows.len(), 6);
    }
}

#[test]
fn what_is_published_stays_byte_for_byte() {
    let world = taken_over();
    let published = world.rows(
        "noterro",
        "SELECT body FROM published WHERE document = 'summary'",
    );

    let reply = world.get("/v1/pages/noterro/summary");

    assert_eq!(reply.status, 200);
    assert_eq!(reply.body.as_deref(), Some(published[0].blob(0).unwrap()));
}

#[test]
fn the_next_poll_goes_on_from_there() {
    let world = taken_over();
    let before = world.json("/v1/pages/noterro/summary");
    let mut vendor = Vendor::calm("https://status.noterro.example");
    vendor.components[0].2 = "degraded_performance";
    vendor.indicator = "minor";
    vendor.answer(&world, &statuslamp_tests::world::Scripted::NotModified);
    world.advance(60);

    let after = world.json("/v1/pages/noterro/summary");
    let events = before["events"].as_array().unwrap().iter();
    for (before, after) in events.zip(after["events"].as_array().unwrap()) {
        says_the_same(after, before);
    }
    assert!(after["revision"].as_u64() >= before["revision"].as_u64());
    assert!(after["checked_at"].as_str() > before["checked_at"].as_str());
    let web = world.transitions("noterro", "web");
    let status = web[0].status.map(ComponentStatus::as_str);
    assert_eq!((web.len(), status), (1, Some("degraded_performance")));
    let rows = world.rows("noterro", "SELECT event_id FROM updates");
    assert_eq!(rows.len(), 6);
}
