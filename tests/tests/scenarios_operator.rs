//! The operator's word: what is announced changes, what is true does not.

use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::World,
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const NOTERRO: &str = "https://status.noterro.example";
const SUMMARY: &str = "/v1/pages/noterro/summary";
const VERDICT: &str = "/v1/pages/noterro/verdict";

fn pages(muted: bool) -> String {
    format!(
        r#"{{"pages":[{{"id":"noterro","name":"Noterro","url":"{NOTERRO}",
            "provider":"statuspage","muted":{muted}}}]}}"#
    )
}

/// A lamp over a page on which `i1` is open and the web app is down.
fn troubled(muted: bool) -> (World, Vendor) {
    let world = World::new(&pages(muted), NOON);
    let mut vendor = Vendor::calm(NOTERRO);
    vendor.indicator = "major";
    vendor.components[0].2 = "major_outage";
    vendor.incidents.push(Incident {
        id: "i1",
        impact: "major",
        updates: vec![("investigating", NOON.plus_seconds(-600))],
    });
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    (world, vendor)
}

/// What of an answer is the vendor's: everything but times, revision and the operator's marks.
fn truth(body: &Value) -> Value {
    match body {
        Value::Object(members) => {
            let own = ["muted", "silenced", "revision", "checked_at", "fresh_until"];
            let members = members.iter().filter(|(name, _)| {
                !own.contains(&name.as_str()) && name.as_str() != "unknown_after"
            });
            let members = members.map(|(name, value)| (name.clone(), truth(value)));
            Value::Object(members.collect())
        }
        Value::Array(items) => {
            let items = items.iter().filter(|item| item["operator"] != true);
            Value::Array(items.map(truth).collect())
        }
        plain => plain.clone(),
    }
}

/// Whether a verdict gives anybody anything to show.
fn announces(verdict: &Value) -> bool {
    let is_empty = |name: &str| verdict[name].as_array().is_some_and(Vec::is_empty);
    let counts = verdict["more"] != 0 || verdict["more_events"] != 0;
    counts || !is_empty("events") || !is_empty("components")
}

#[test]
fn a_page_muted_in_the_pages_file_is_read_and_served_but_announces_nothing() {
    let (loud, _) = troubled(false);
    let (quiet, _) = troubled(true);

    let (told, kept) = (loud.json(SUMMARY), quiet.json(SUMMARY));

    assert!(announces(&loud.json(VERDICT)));
    assert!(!announces(&quiet.json(VERDICT)));
    assert_eq!(truth(&kept), truth(&told));
    assert_eq!(
        (&told["silenced"], &kept["silenced"]),
        (&false.into(), &true.into())
    );
    assert_eq!(quiet.json(VERDICT)["overall"], "major_outage");
}

#[test]
fn muting_a_page_in_the_pages_file_takes_effect_at_the_first_answer_after_the_restart() {
    let (world, vendor) = troubled(false);
    let before = world.json(VERDICT);
    vendor.answer(&world, &statuslamp_tests::world::Scripted::Reset);

    world.restart_with(&pages(true));

    let after = world.json(VERDICT);
    assert!(!announces(&after));
    assert!(after["revision"].as_u64() > before["revision"].as_u64());

    world.restart_with(&pages(false));
    let again = world.json(VERDICT);
    assert!(announces(&again));
    assert!(again["revision"].as_u64() > after["revision"].as_u64());
}
