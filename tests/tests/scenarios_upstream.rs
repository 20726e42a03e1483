//! How vendors are read: what is asked how often, redirects, pauses, and documents that fail.

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
    {"id":"napta","name":"Napta","url":"https://status.napta.example","poll_seconds":15}
]}"#;
const ONLY_NOTERRO: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const SUMMARY: &str = "/v1/pages/noterro/summary";

fn two_calm_pages() -> (World, Vendor, Vendor) {
    let world = World::new(PAGES, NOON);
    let (noterro, napta) = (Vendor::calm(NOTERRO), Vendor::calm(NAPTA));
    noterro.publish(&world);
    napta.publish(&world);
    world.tick();
    world.advance(1);
    (world, noterro, napta)
}

fn incident(vendor: &mut Vendor, id: &'static str, at: Timestamp) {
    vendor.indicator = "minor";
    vendor.components[0].2 = "degraded_performance";
    vendor.incidents.insert(
        0,
        Incident {
            id,
            impact: "minor",
            updates: vec![("investigating", at)],
        },
    );
}

#[test]
fn the_provider_of_a_page_is_found_and_remembered() {
    let (world, ..) = two_calm_pages();
    assert_eq!(
        world.json("/v1/pages/napta/summary")["page"]["provider"],
        "statuspage"
    );
    assert_eq!(world.json("/v1/pages")["data"][1]["provider"], "statuspage");
    world.asked();

    world.restart();
    world.advance(15);

    let asked = world.asked();
    let asked: Vec<_> = asked
        .iter()
        .filter(|asked| asked.url.starts_with(NAPTA))
        .collect();
    assert_eq!(asked.len(), 1, "{asked:?}");
}

#[test]
fn an_unchanged_page_costs_one_request_per_interval_and_everything_each_quarter_of_an_hour() {
    let (world, vendor, napta) = two_calm_pages();
    napta.answer(&world, &Scripted::NotModified);
    world.restart_with(ONLY_NOTERRO);
    world.advance(20);
    world.asked();

    world.advance(860);

    let asked = world.asked();
    let count = |name: &str| {
        let url = vendor.document(name);
        asked.iter().filter(|asked| asked.url == url).count()
    };
    assert_eq!((count("summary"), count("incidents")), (14, 0));
    world.advance(60);
    let asked = world.asked();
    assert!(asked.iter().all(|asked| asked.if_none_match.is_none()));
    assert!(
        asked
            .iter()
            .any(|asked| asked.url == vendor.document("incidents"))
    );
}

#[test]
fn a_document_that_failed_is_read_again_without_holding_up_the_others() {
    let (world, mut vendor, _) = two_calm_pages();
    incident(&mut vendor, "i1", world.now());
    vendor.publish(&world);
    let failing = vendor.document("incidents");
    world.script(&failing, Scripted::TimedOut);

    world.advance(60);
    assert_eq!(world.json(SUMMARY)["events"][0]["id"], "i1");
    let page = world.json("/v1/pages/noterro");
    assert_eq!(
        page["reading"]["trouble"],
        "incidents: no complete answer in time"
    );
    assert_eq!(page["reading"]["failures"], 0);

    vendor.publish(&world);
    world.asked();
    world.advance(60);
    assert!(world.asked().iter().any(|asked| asked.url == failing));
    assert!(world.json("/v1/pages/noterro")["reading"]["trouble"].is_null());
}

#[test]
fn at_most_three_redirects_are_followed_and_only_over_https() {
    let (world, vendor, _) = two_calm_pages();
    let summary = vendor.document("summary");
    let moved = "https://new.noterro.example/summary.json";
    let there = Scripted::Status(
        302,
        &[("location", "https://new.noterro.example/summary.json")],
    );
    world.script(&summary, there);
    let body = vendor.summary().to_string().replace("API", "API v2");
    world.script(moved, Scripted::Body(body));
    world.advance(60);
    assert_eq!(world.json(SUMMARY)["components"][1]["name"], "API v2");

    for location in [
        &[("location", "/api/v2/summary.json")],
        &[("location", "http://new.noterro.example/summary.json")],
        &[("location", "https://169.254.169.254/latest")],
        &[("location", "//10.0.0.8/summary.json")],
        &[("location", "https://127.0.0.0x1/summary.json")],
        &[("location", "https://127.0.0.%31/summary.json")],
        &[("location", "https://[::1]/summary.json")],
        &[("location", "https://metadata.google.internal/latest")],
        &[("location", "https://user@new.noterro.example/summary.json")],
        &[("location", "file:///etc/hostname")],
    ] {
        vendor.publish(&world);
        world.advance(600);
        assert_eq!(world.json("/v1/pages/noterro")["reading"]["failures"], 0);
        world.script(&summary, Scripted::Status(301, location));
        world.asked();

        world.advance(60);

        let reading = world.json("/v1/pages/noterro")["reading"].clone();
        let trouble = &reading["trouble"];
        assert_eq!(
            trouble, "redirected too often or out of bounds",
            "{location:?}"
        );
        let asked = world.asked();
        let (of_vendor, others): (Vec<_>, Vec<_>) = asked
            .iter()
            .map(|asked| asked.url.as_str())
            .partition(|url| url.starts_with(NOTERRO));
        let reads = reading["failures"].as_u64().unwrap_or_default();
        assert!(
            reads >= 1 && of_vendor.len() as u64 <= 4 * reads,
            "{of_vendor:?}"
        );
        assert!(
            others.iter().all(|url| url.starts_with(NAPTA)),
            "{others:?}"
        );
    }
}

#[test]
fn a_vendor_that_asks_for_a_pause_gets_it() {
    let (world, vendor, _) = two_calm_pages();
    vendor.answer(&world, &Scripted::Status(429, &[("retry-after", "300")]));
    world.advance(60);
    world.asked();

    world.advance(290);
    // A wake-up call does not shorten the pause.
    world.restart();
    world.get(SUMMARY);
    world.advance(1);

    assert!(
        world
            .asked()
            .iter()
            .all(|asked| asked.url.starts_with(NAPTA))
    );
    world.advance(60);
    assert!(
        world
            .asked()
            .iter()
            .any(|asked| asked.url.starts_with(NOTERRO))
    );
}

#[test]
fn a_document_that_stops_speaking_of_something_takes_back_the_good_words_for_it() {
    let (world, noterro, _) = two_calm_pages();
    let summary = noterro.summary();
    let cases = [("components", "unknown"), ("status", "operational")];
    for (left_out, of_components) in cases {
        let mut less = summary.clone();
        less.as_object_mut().unwrap().remove(left_out);
        let less = Scripted::Body(less.to_string());
        world.script(&noterro.document("summary"), less);
        world.advance(60);

        let known = world.json(SUMMARY);
        assert!(known["checked_at"].as_str() > Some("2026-11-21T12:00:00Z"));
        assert_eq!(known["overall"]["status"], "unknown", "no {left_out}");
        assert_eq!(known["components"][0]["status"], of_components);

        noterro.publish(&world);
        world.advance(60);
        let known = world.json(SUMMARY);
        assert_eq!(known["overall"]["status"], "operational");
    }
}
