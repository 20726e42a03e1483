//! The verdicts of several pages in one answer: each as it is alone, and none hides another.

use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    operator::kept_for,
    vendor::Vendor,
    world::{Scripted, World},
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const NOTERRO: &str = "https://status.noterro.example";
const NAPTA: &str = "https://status.napta.example";
const BOTH: &str = "/v1/verdict?pages=napta,noterro";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"},
    {"id":"napta","name":"Napta","url":"https://status.napta.example","provider":"statuspage","poll_seconds":15}
]}"#;

fn lit() -> World {
    let world = World::new(PAGES, NOON);
    Vendor::calm(NOTERRO).publish(&world);
    Vendor::calm(NAPTA).publish(&world);
    world.tick();
    world.advance(1);
    world
}

/// The pages an answer tells of, in order.
fn told(body: &Value) -> Vec<&str> {
    let data = body["data"].as_array().expect("a list").iter();
    data.map(|verdict| verdict["page"].as_str().expect("an id"))
        .collect()
}

#[test]
fn each_verdict_is_the_pages_own_to_the_byte_in_one_order_however_they_are_asked_for() {
    let world = lit();
    let own = |page: &str| {
        let reply = world.get(&format!("/v1/pages/{page}/verdict"));
        String::from_utf8(reply.body.expect("a body").to_vec()).expect("text")
    };
    let expected = format!(
        "{{\"data\":[{},{}],\"next_cursor\":null,\"unlisted\":[]}}",
        own("napta"),
        own("noterro")
    );
    let mut tags = Vec::new();
    for pages in [
        "napta,noterro",
        "noterro,napta",
        "noterro, napta,,noterro",
        "napta%2Cnoterro",
    ] {
        let reply = world.get(&format!("/v1/verdict?pages={}", pages.replace(' ', "%20")));

        assert_eq!(reply.status, 200, "{pages}");
        let body = reply.body.clone().expect("a body");
        assert_eq!(String::from_utf8_lossy(&body), expected, "{pages}");
        tags.push(reply.header("ETag").map(str::to_owned));
    }
    tags.dedup();
    assert_eq!(tags.len(), 1);
    let again = world.request("GET", BOTH, tags[0].as_deref());
    assert_eq!((again.status, again.body), (304, None));
}

#[test]
fn the_answer_is_kept_no_longer_than_its_first_change_of_freshness() {
    let world = lit();
    // Napta, read every 15 seconds, turns stale first.
    Vendor::calm(NAPTA).answer(&world, &Scripted::Reset);
    for _ in 0..40 {
        let napta = kept_for(&world.get("/v1/pages/napta/verdict"), true);
        let noterro = kept_for(&world.get("/v1/pages/noterro/verdict"), true);

        let both = kept_for(&world.get(BOTH), true);

        assert_eq!(both, napta.min(noterro));
        world.advance(7);
    }
}

#[test]
fn what_is_not_listed_is_named_and_hides_nothing() {
    let world = lit();

    let body = world.json("/v1/verdict?pages=nobody,noterro,NOT%20ONE");

    assert_eq!(told(&body), ["noterro"]);
    assert_eq!(body["unlisted"], json!(["NOT ONE", "nobody"]));
    let none = world.get("/v1/verdict?pages=nobody,nothing");
    assert_eq!(none.status, 404);
    let problem: Value = serde_json::from_slice(&none.body.expect("a body")).expect("JSON");
    assert_eq!(problem["type"], "/docs/problems/#unknown-page");
    assert_eq!(problem["detail"], "no page \"nobody\" is listed");
}

#[test]
fn none_and_too_many_are_refused_by_name() {
    let world = lit();
    for query in ["", "?pages=", "?pages=,", "?pages=a,b,c,d,e,f"] {
        let reply = world.get(&format!("/v1/verdict{query}"));

        assert_eq!(reply.status, 400, "{query}");
        let problem: Value = serde_json::from_slice(&reply.body.expect("a body")).expect("JSON");
        let detail = problem["detail"].as_str().expect("a text");
        assert!(detail.starts_with("pages: 1 to 5 page ids"), "{detail}");
    }
}

#[test]
fn a_page_that_was_never_read_is_told_and_the_answer_kept_by_nobody() {
    let world = World::new(PAGES, NOON);
    Vendor::calm(NOTERRO).publish(&world);
    Vendor::calm(NAPTA).answer(&world, &Scripted::Reset);
    world.tick();
    world.advance(1);

    let reply = world.get(BOTH);

    assert_eq!(kept_for(&reply, true), None);
    let body: Value = serde_json::from_slice(&reply.body.expect("a body")).expect("JSON");
    assert_eq!(told(&body), ["napta", "noterro"]);
    assert_eq!(body["data"][0]["overall"], "unknown");
    assert_eq!(body["data"][1]["overall"], "operational");
}

#[test]
fn a_page_whose_object_fails_is_left_out_and_the_answer_kept_by_nobody() {
    let world = lit();
    world.restart();
    world.run("napta", "DROP TABLE meta");

    let reply = world.get(BOTH);

    assert_eq!((reply.status, kept_for(&reply, true)), (200, None));
    let body: Value = serde_json::from_slice(&reply.body.expect("a body")).expect("JSON");
    assert_eq!(told(&body), ["noterro"]);
    assert_eq!(body["unlisted"], json!([]));
}
