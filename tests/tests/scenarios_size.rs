//! Pages as big as their bounds allow: they are read, stored and answered like any other.

use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::{Scripted, World},
};

const NOON: Timestamp = Timestamp::from_millis(1_700_000_000_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[{"id":"noterro","name":"Noterro",
    "url":"https://status.noterro.example","provider":"statuspage"}]}"#;

/// Lets every message in a document say so much.
fn lengthen(document: &mut Value, text: &str) {
    for incident in document["incidents"].as_array_mut().into_iter().flatten() {
        for update in incident["incident_updates"]
            .as_array_mut()
            .expect("an incident has updates")
        {
            update["body"] = json!(text);
        }
    }
}

#[test]
fn a_timeline_too_long_for_one_answer_is_cut_there_and_whole_at_its_own_address() {
    let world = World::new(PAGES, NOON);
    let mut vendor = Vendor::calm(URL);
    let announce = |number: i64| ("identified", NOON.plus_seconds(number - 400));
    vendor.incidents = vec![Incident {
        id: "long",
        impact: "major",
        updates: (0..150).map(announce).collect(),
    }];
    // A paragraph to a line: each costs more in our tree than in the vendor's text.
    let text = "Still at it.\n\n".repeat(600);
    for name in ["summary", "incidents", "scheduled-maintenances"] {
        let mut document = vendor.document_body(name);
        lengthen(&mut document, &text);
        world.script(&vendor.document(name), Scripted::Body(document.to_string()));
    }
    world.json("/v1/pages/noterro/summary");
    world.advance(60);

    let summary = world.json("/v1/pages/noterro/summary");
    let event = &summary["events"][0];
    let whole = world.json("/v1/pages/noterro/incidents/long");

    assert_eq!(event["id"], "long");
    assert_eq!(event["updates_complete"], false);
    let told = event["updates"].as_array().unwrap();
    assert!((1..150).contains(&told.len()), "{}", told.len());
    assert_eq!(
        told.last(),
        whole["incident"]["updates"].as_array().unwrap().last()
    );
    assert_eq!(whole["incident"]["updates"].as_array().unwrap().len(), 150);
    assert_eq!(whole["incident"]["updates_complete"], true);
}

#[test]
fn a_page_of_many_wordy_components_is_read() {
    let world = World::new(PAGES, NOON);
    let vendor = Vendor::calm(URL);
    vendor.publish(&world);
    let mut summary = vendor.summary();
    let component = |number: usize| {
        json!({
            "id": format!("c{number}"), "name": format!("Part {number}"), "status": "operational",
            "position": number, "group": false, "group_id": null, "description": "w".repeat(900),
        })
    };
    summary["components"] = (0..1900).map(component).collect();
    let body = summary.to_string();
    assert!(body.len() < 2 * 1024 * 1024);
    world.script(&vendor.document("summary"), Scripted::Body(body));
    world.json("/v1/pages/noterro/summary");
    world.advance(60);

    let summary = world.json("/v1/pages/noterro/summary");

    assert_eq!(summary["components"].as_array().unwrap().len(), 1900);
    assert_eq!(summary["overall"]["status"], "operational");
}
