//! What an operator reads: every line of the log is documented, down to its members and words, and
//! the bill counts what is written.

use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    operator::{delete, one_of_each_kind, put},
    vendor::{Incident, Vendor},
    world::{Fault, Scripted, World},
};
use std::collections::BTreeSet;

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage","regions":{"eu":["Nothing"]}}
]}"#;

/// A page that was read, changed, failed, asked for a pause, could not be stored and bore what its
/// operator said.
fn eventful() -> World {
    let world = World::new(PAGES, NOON);
    let mut vendor = Vendor::calm(URL);
    vendor.publish(&world);
    world.fail_next_write("noterro", Fault::Lost);
    world.get("/v1/pages/noterro/summary");
    world.tick();
    world.advance(61);
    vendor.indicator = "major";
    vendor.incidents.push(Incident {
        id: "i1",
        impact: "major",
        updates: vec![("investigating", world.now())],
    });
    vendor.publish(&world);
    world.advance(120);
    vendor.answer(&world, &Scripted::Reset);
    world.advance(600);
    vendor.answer(&world, &Scripted::Status(429, &[("retry-after", "3000")]));
    world.advance(3600);
    vendor.publish(&world);
    world.advance(3600);
    world.fail_next_write("noterro", Fault::Lost);
    world.advance(600);
    let soon = world.now().plus_seconds(60);
    for (number, said) in one_of_each_kind(soon).iter().enumerate() {
        put(&world, &format!("o{number}"), said);
    }
    delete(&world, "o0");
    world.advance(120);
    world
}

/// Every log line as JSON.
fn lines(world: &World) -> Vec<Value> {
    let lines = world.logged("");
    let json = lines.iter().map(|line| serde_json::from_str(line));
    json.collect::<Result<_, _>>()
        .expect("every line of the log is JSON")
}

#[test]
fn every_member_and_word_of_the_log_is_documented() {
    let page = include_str!("../../www/docs/operating/index.html");
    let mut words = BTreeSet::new();
    for line in lines(&eventful()) {
        let line = line.as_object().unwrap();
        words.extend(line.keys().cloned());
        for word in ["event", "outcome", "next_why", "action"] {
            words.extend(line.get(word).and_then(Value::as_str).map(str::to_owned));
        }
    }

    for wanted in [
        "poll",
        "change",
        "failure",
        "read",
        "unchanged",
        "failed",
        "not_stored",
        "calm",
        "pause",
        "override",
        "put",
        "delete",
        "expired",
        "warning",
    ] {
        assert!(
            words.contains(wanted),
            "nothing brought {wanted}: {words:?}"
        );
    }
    for word in words {
        assert!(
            page.contains(&format!("<code>{word}</code>")),
            "{word} is not documented"
        );
    }
}

/// A number the calculation of costs assumes.
fn assumed(name: &str) -> u64 {
    let source = include_str!("../../xtask/src/cost.rs");
    let after = source.split(&format!("{name}: ")).nth(2);
    let number = after.and_then(|text| text.split('.').next());
    let number = number.and_then(|number| number.parse().ok());
    number.expect("the assumption is a whole number")
}

#[test]
fn a_calm_poll_writes_no_more_rows_than_the_bill_counts() {
    // Each is a row on the platform: one alarm before the poll, one after it.
    const ALARMS: u64 = 2;
    const POLLS: u64 = 60;
    let world = World::new(PAGES, NOON);
    Vendor::calm(URL).publish(&world);
    world.tick();
    world.advance(1);
    let before = world.rows_written("noterro");

    world.advance(60 * i64::try_from(POLLS).unwrap());

    let written = world.rows_written("noterro") - before;
    assert!(written >= POLLS, "{written}");
    let assumed = assumed("poll_rows_written");
    assert!(
        written + ALARMS * POLLS <= assumed * POLLS,
        "{written} rows and the alarms in {POLLS} polls, {assumed} assumed for each"
    );
}
