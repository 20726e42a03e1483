//! Feeds: an entry for each event, which changes as the event moves, and bytes that change with
//! the vendor's words alone.

use crate::text;
use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::{Scripted, World},
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const NOTERRO: &str = "https://status.noterro.example";
const NAPTA: &str = "https://status.napta.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"},
    {"id":"napta","name":"Napta & <Co>","url":"https://status.napta.example","provider":"statuspage"}
]}"#;
const FEEDS: [&str; 6] = [
    "/v1/pages/noterro/feed.atom",
    "/v1/pages/noterro/feed.rss",
    "/v1/pages/noterro/feed.json",
    "/v1/feed.atom?pages=napta,noterro",
    "/v1/feed.rss?pages=napta,noterro",
    "/v1/feed.json?pages=napta,noterro",
];

fn trouble(id: &'static str, at: Timestamp) -> Incident {
    Incident {
        id,
        impact: "minor",
        updates: vec![("investigating", at), ("monitoring", at.plus_seconds(600))],
    }
}

fn lit(noterro: Vec<Incident>, napta: Vec<Incident>) -> World {
    let world = World::new(PAGES, NOON);
    for (url, incidents) in [(NOTERRO, noterro), (NAPTA, napta)] {
        let mut vendor = Vendor::calm(url);
        vendor.incidents = incidents;
        vendor.publish(&world);
    }
    world.tick();
    world.advance(1);
    world
}

fn items(world: &World, path: &str) -> Vec<Value> {
    let feed: Value = serde_json::from_str(&text(world, path)).expect("JSON");
    feed["items"].as_array().expect("items").clone()
}

#[test]
fn an_event_is_one_entry_that_moves_with_it() {
    let begun = NOON.plus_seconds(-3600);
    let world = lit(vec![trouble("one", begun)], vec![]);
    let before = items(&world, FEEDS[2]);
    let mut vendor = Vendor::calm(NOTERRO);
    let mut over = trouble("one", begun);
    over.updates.push(("resolved", NOON));
    vendor.incidents = vec![over];
    vendor.publish(&world);
    world.advance(120);

    let after = items(&world, FEEDS[2]);

    assert_eq!((before.len(), after.len()), (1, 1));
    for member in ["id", "url", "date_published"] {
        assert_eq!(before[0][member], after[0][member], "{member}");
    }
    assert_eq!(
        before[0]["date_modified"],
        begun.plus_seconds(600).to_string()
    );
    assert_eq!(after[0]["date_modified"], NOON.to_string());
    let html = after[0]["content_html"].as_str().expect("HTML");
    let at = |word: &str| {
        html.find(word)
            .unwrap_or_else(|| panic!("{word} in {html}"))
    };
    assert!(at("<strong>Resolved</strong>") < at("<strong>Monitoring</strong>"));
    assert!(at("Message 2.") < at("Message 0."));
}

#[test]
fn what_moved_last_comes_first() {
    let old = trouble("old", NOON.plus_seconds(-9000));
    let new = trouble("new", NOON.plus_seconds(-8000));
    let mut moved = trouble("moved", NOON.plus_seconds(-90_000));
    moved.updates.push(("resolved", NOON.plus_seconds(-60)));
    let world = lit(vec![new, old, moved], vec![]);

    let ids: Vec<_> = items(&world, FEEDS[2])
        .iter()
        .map(|item| item["id"].clone())
        .collect();

    assert_eq!(
        ids,
        ["moved", "new", "old"].map(|id| format!("tag:statuslamp,2026:noterro/{id}"))
    );
}

#[test]
fn several_pages_are_one_feed_told_apart_by_name() {
    let noterro = vec![trouble("same", NOON.plus_seconds(-3600))];
    let napta = vec![trouble("same", NOON.plus_seconds(-1800))];
    let world = lit(noterro, napta);

    let items = items(&world, FEEDS[5]);

    let titles: Vec<_> = items
        .iter()
        .map(|item| item["title"].as_str().expect("a title"))
        .collect();
    assert!(titles[0].starts_with("Napta & <Co>: "), "{titles:?}");
    assert!(titles[1].starts_with("Noterro: "), "{titles:?}");
    assert_ne!(items[0]["id"], items[1]["id"]);
    assert_eq!(
        text(&world, FEEDS[3]),
        text(&world, "/v1/feed.atom?pages=noterro,napta,napta")
    );
}

#[test]
fn the_formats_say_the_same_and_a_hostile_title_stays_text() {
    let world = lit(vec![], vec![trouble("one", NOON.plus_seconds(-60))]);
    // RSS cannot say that a title is text, so nothing there looks like a tag.
    let titles = [
        "<title type=\"text\">Napta &amp; &lt;Co&gt;: ",
        "<title>Napta &amp; ‹Co&gt;: ",
    ];
    for (path, title) in [FEEDS[3], FEEDS[4]].into_iter().zip(titles) {
        let xml = text(&world, path);
        assert!(xml.contains(title), "{xml}");
        assert!(
            xml.contains("&lt;strong&gt;Monitoring&lt;/strong&gt;"),
            "{xml}"
        );
        assert!(!xml.contains("<strong>") && !xml.contains("<Co>"), "{xml}");
        assert!(xml.contains("tag:statuslamp,2026:napta/one"), "{xml}");
    }
}

#[test]
fn nothing_new_is_told_as_nothing_new_however_often_the_page_was_read() {
    let world = lit(vec![trouble("one", NOON.plus_seconds(-60))], vec![]);
    for path in FEEDS {
        let first = world.get(path);
        let tag = first.header("ETag").expect("a tag").to_owned();
        let checked = world.json("/v1/pages/noterro/verdict")["checked_at"].clone();

        world.advance(300);

        assert_ne!(
            world.json("/v1/pages/noterro/verdict")["checked_at"],
            checked
        );
        assert_eq!(world.request("GET", path, Some(&tag)).status, 304, "{path}");
    }
}

#[test]
fn a_feed_of_which_a_page_is_missing_is_not_sent() {
    let world = lit(vec![trouble("one", NOON)], vec![trouble("two", NOON)]);
    world.restart();
    world.run("napta", "DROP TABLE meta");

    assert_eq!(world.get(FEEDS[3]).status, 500);
    assert_eq!(world.get(FEEDS[0]).status, 200);
}

#[test]
fn a_page_that_was_never_read_has_an_empty_feed_that_nobody_keeps() {
    let world = World::new(PAGES, NOON);
    Vendor::calm(NOTERRO).answer(&world, &Scripted::Reset);
    world.tick();
    world.advance(1);

    let reply = world.get(FEEDS[0]);

    assert_eq!(
        (reply.status, reply.header("Cache-Control")),
        (200, Some("no-store"))
    );
    assert!(!text(&world, FEEDS[0]).contains("<entry>"));
}

#[test]
fn which_pages_is_asked_by_name() {
    let world = lit(vec![], vec![]);

    assert_eq!(world.get("/v1/feed.atom").status, 400);
    assert_eq!(world.get("/v1/feed.atom?pages=nobody").status, 404);
    assert_eq!(
        world
            .get("/v1/feed.atom?pages=nobody,noterro&utm_source=x")
            .status,
        200
    );
}
