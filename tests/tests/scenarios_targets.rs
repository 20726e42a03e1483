//! Whom components are for: the pages file's regions and audiences, from the file to the verdict.

use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::World,
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const SUMMARY: &str = "/v1/pages/noterro/summary";
const VERDICT: &str = "/v1/pages/noterro/verdict";

/// A pages file whose only page has this beside the rest.
fn pages(targets: &Value) -> String {
    let mut page =
        json!({"id": "noterro", "name": "Noterro", "url": URL, "provider": "statuspage"});
    for (name, value) in targets.as_object().expect("an object") {
        page[name] = value.clone();
    }
    json!({ "pages": [page] }).to_string()
}

fn lit(targets: &Value) -> (World, Vendor) {
    let world = World::new(&pages(targets), NOON);
    let mut vendor = Vendor::calm(URL);
    vendor.components[0].2 = "major_outage";
    vendor.incidents.push(Incident {
        id: "i1",
        impact: "major",
        updates: vec![("investigating", NOON)],
    });
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    (world, vendor)
}

fn marks(world: &World) -> Vec<Value> {
    let summary = world.json(SUMMARY);
    let components = summary["components"].as_array().expect("a list");
    components
        .iter()
        .map(|component| component["only_for"].clone())
        .collect()
}

#[test]
fn regions_and_audiences_mark_the_summary_and_the_verdict() {
    let (world, _) = lit(&json!({
        "regions": {"eu": ["Web App"], "us": ["web", "api"]},
        "audiences": {"developers": ["API"]},
    }));

    let web = json!({"regions": ["eu", "us"], "audiences": []});
    let api = json!({"regions": ["us"], "audiences": ["developers"]});
    assert_eq!(marks(&world), [web.clone(), api]);
    let verdict = world.json(VERDICT);
    assert_eq!(verdict["components"][0]["only_for"], web);
    assert_eq!(verdict["components"][0]["group"], Value::Null);
}

#[test]
fn a_changed_map_is_published_at_the_first_read_under_a_new_revision() {
    let (world, _) = lit(&json!({"regions": {"eu": ["web"]}}));
    let before = world.json(VERDICT)["revision"].as_u64();
    // Another order is the same map, and the same map is no change.
    world.restart_with(&pages(
        &json!({"audiences": {}, "regions": {"eu": ["web"]}}),
    ));
    assert_eq!(world.json(VERDICT)["revision"].as_u64(), before);

    world.restart_with(&pages(&json!({"regions": {"asia": ["web"]}})));

    let verdict = world.json(VERDICT);
    assert!(verdict["revision"].as_u64() > before);
    assert_eq!(
        verdict["components"][0]["only_for"]["regions"],
        json!(["asia"])
    );
    world.restart_with(&pages(&json!({})));
    assert_eq!(marks(&world), [Value::Null, Value::Null]);
    let last = world.json(VERDICT)["revision"].as_u64();
    world.advance(120);
    assert_eq!(world.json(VERDICT)["revision"].as_u64(), last);
}

#[test]
fn a_selector_that_names_nothing_hides_nothing_and_is_told_once() {
    let targets = json!({"regions": {"eu": ["web", "Wob"]}, "audiences": {"vip": ["Nothing"]}});
    let unmatched = json!(["regions/eu: \"Wob\"", "audiences/vip: \"Nothing\""]);
    let (world, mut vendor) = lit(&targets);
    world.advance(600);

    let page = world.json("/v1/pages/noterro");

    assert_eq!(page["reading"]["unmatched"], unmatched);
    assert_eq!(world.logged("\"event\":\"warning\"").len(), 1);
    assert_eq!(marks(&world)[1], Value::Null);
    vendor.components.push(("wob", "Wob", "operational"));
    vendor.publish(&world);
    world.advance(120);
    let page = world.json("/v1/pages/noterro");
    assert_eq!(
        page["reading"]["unmatched"],
        json!(["audiences/vip: \"Nothing\""])
    );
}

#[test]
fn a_verdict_tells_how_often_an_event_came_back_and_when_it_ended() {
    let (world, mut vendor) = lit(&json!({}));
    let event = &world.json(VERDICT)["events"][0];
    assert_eq!(
        (&event["reopened"], &event["ended_at"]),
        (&json!(0), &Value::Null)
    );
    let at = |seconds| NOON.plus_seconds(seconds);
    vendor.incidents[0].updates.push(("resolved", at(60)));
    vendor.publish(&world);
    world.advance(120);
    let event = &world.json(VERDICT)["events"][0];
    assert_eq!(event["ended_at"], json!(at(60)));
    vendor.incidents[0].updates.push(("investigating", at(180)));
    vendor.publish(&world);

    world.advance(120);

    let event = &world.json(VERDICT)["events"][0];
    assert_eq!(
        (&event["reopened"], &event["ended_at"]),
        (&json!(1), &Value::Null)
    );
}
