//! The components of a page alone, and as badges.

use crate::text;
use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::Vendor,
    world::{Scripted, World},
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const COMPONENTS: &str = "/v1/pages/noterro/components";
const BADGE: &str = "/v1/pages/noterro/badge.svg";

fn lit(vendor: &Vendor) -> World {
    let world = World::new(PAGES, NOON);
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    world
}

fn many(count: usize) -> Vendor {
    let mut vendor = Vendor::calm(URL);
    let id = |number: usize| -> &'static str { format!("c{number}").leak() };
    let components = (0..count).map(|number| (id(number), "Twin", "operational"));
    vendor.components = components.collect();
    vendor
}

fn ids(list: &Value) -> Vec<&str> {
    let data = list["data"].as_array().expect("a list").iter();
    data.map(|item| item["id"].as_str().expect("an id"))
        .collect()
}

#[test]
fn components_are_listed_as_in_the_summary_part_by_part() {
    let world = lit(&many(60));
    let summary = world.json("/v1/pages/noterro/summary");

    let mut all = Vec::new();
    let mut path = COMPONENTS.to_owned();
    loop {
        let list = world.json(&path);
        assert_eq!(list["revision"], summary["revision"]);
        assert_eq!(list["checked_at"], summary["checked_at"]);
        all.extend(list["data"].as_array().expect("a list").iter().cloned());
        let Some(cursor) = list["next_cursor"].as_str() else {
            break;
        };
        path = format!("{COMPONENTS}?cursor={cursor}");
    }

    assert_eq!(Value::Array(all), summary["components"]);
}

#[test]
fn a_cursor_stays_good_where_its_component_goes() {
    let world = lit(&many(5));
    let first = world.json(&format!("{COMPONENTS}?limit=2"));
    let cursor = first["next_cursor"].as_str().expect("a cursor");
    let mut vendor = many(5);
    vendor.components.remove(1);
    vendor.publish(&world);
    world.advance(120);

    let next = world.json(&format!("{COMPONENTS}?limit=2&cursor={cursor}"));

    assert_eq!(
        (ids(&first), ids(&next)),
        (vec!["c0", "c1"], vec!["c2", "c3"])
    );
}

#[test]
fn one_component_is_read_by_its_id_alone() {
    let world = lit(&Vendor::calm(URL));

    let web = world.json(&format!("{COMPONENTS}/web"));

    assert_eq!(web["page"], "noterro");
    assert_eq!(web["component"]["name"], "Web App");
    assert_eq!(web["component"]["status"], "operational");
    let missing = world.get(&format!("{COMPONENTS}/Web%20App"));
    let problem: Value = serde_json::from_slice(&missing.body.expect("a body")).expect("JSON");
    assert_eq!(
        (missing.status, &problem["type"]),
        (404, &json!("/docs/problems/#unknown-component"))
    );
}

#[test]
fn a_badge_tells_the_page_or_a_component_by_id_or_by_a_name_that_is_its_own() {
    let mut vendor = Vendor::calm(URL);
    vendor.components = vec![
        ("web", "Web App", "major_outage"),
        ("one", "Twin", "operational"),
        ("two", "Twin", "operational"),
    ];
    vendor.indicator = "critical";
    let world = lit(&vendor);

    assert!(text(&world, BADGE).contains("<title>Noterro: major outage</title>"));
    for named in ["web", "Web%20App", "Web+App", "web&style=flat"] {
        let badge = text(&world, &format!("{BADGE}?component={named}"));
        assert!(
            badge.contains("<title>Web App: major outage</title>"),
            "{badge}"
        );
    }
    assert!(text(&world, &format!("{BADGE}?component=two")).contains("Twin: operational"));
    assert_eq!(world.get(&format!("{BADGE}?component=Twin")).status, 404);
    assert_eq!(
        world.get(BADGE).header("Content-Type"),
        Some("image/svg+xml; charset=utf-8")
    );
}

#[test]
fn a_badge_ages_with_its_reading_and_is_never_green_without_one() {
    let vendor = Vendor::calm(URL);
    let world = lit(&vendor);
    vendor.answer(&world, &Scripted::Reset);
    let both = |world: &World| {
        let component = text(world, &format!("{BADGE}?component=web"));
        [text(world, BADGE), component].map(|badge| {
            let words = badge.split_once("<title>").expect("a title").1;
            words.split_once("</title>").expect("its end").0.to_owned()
        })
    };

    assert_eq!(
        both(&world),
        ["Noterro: operational", "Web App: operational"]
    );
    world.advance(300);
    assert_eq!(
        both(&world),
        ["Noterro: was operational", "Web App: was operational"]
    );
    world.advance(1200);
    assert_eq!(both(&world), ["Noterro: unknown", "Web App: unknown"]);
}
