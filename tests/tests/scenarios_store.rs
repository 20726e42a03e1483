//! What survives: restarts, writes that go wrong, and pages that come and go.

use serde_json::Value;
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::{Fault, Scripted, World},
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

fn revision(body: &Value) -> u64 {
    body["revision"].as_u64().expect("a body has a revision")
}

/// The content of a summary: what its revision names.
fn content(body: &Value) -> String {
    let mut body = body.clone();
    for time in ["checked_at", "fresh_until", "unknown_after"] {
        body[time] = Value::Null;
    }
    body.to_string()
}

#[test]
fn a_restart_forgets_nothing_and_repeats_the_same_bytes() {
    let (world, mut vendor, _) = two_calm_pages();
    incident(&mut vendor, "i1", world.now());
    vendor.publish(&world);
    world.advance(60);
    let paths = [
        SUMMARY,
        "/v1/pages/noterro/verdict",
        "/v1/pages/noterro",
        "/v1/pages/noterro/incidents/i1",
        "/v1/pages",
    ];
    let before: Vec<_> = paths.iter().map(|path| world.get(path)).collect();

    vendor.answer(&world, &Scripted::Reset);
    world.restart();

    for (path, before) in paths.iter().zip(before) {
        let after = world.get(path);
        assert_eq!(after.body, before.body, "{path}");
        assert_eq!(after.header("ETag"), before.header("ETag"), "{path}");
    }
}

#[test]
fn a_restart_keeps_the_conditions_of_requests() {
    let (world, ..) = two_calm_pages();
    world.restart();
    world.asked();

    world.advance(60);

    let asked = world.asked();
    let asked: Vec<_> = asked
        .iter()
        .filter(|asked| asked.url.starts_with(NOTERRO))
        .collect();
    assert_eq!(asked.len(), 1, "one read is the summary alone: {asked:?}");
    assert!(asked[0].if_none_match.is_some());
    assert_eq!(asked[0].user_agent, "Statuslamp/0.1.0 (+tests@example.com)");
}

#[test]
fn a_lost_write_leaves_the_old_truth_and_the_next_poll_makes_up_for_it() {
    let (world, mut vendor, _) = two_calm_pages();
    let before = world.json(SUMMARY);
    incident(&mut vendor, "i1", world.now());
    vendor.publish(&world);

    world.fail_next_write("noterro", Fault::Lost);
    world.advance(60);
    assert_eq!(world.json(SUMMARY), before);
    assert_eq!(world.logged("not_stored").len(), 1);

    world.advance(60);
    let after = world.json(SUMMARY);
    assert_eq!(after["events"][0]["id"], "i1");
    assert!(revision(&after) > revision(&before));
}

#[test]
fn a_write_that_landed_but_was_reported_as_failed_is_not_written_twice() {
    let (world, mut vendor, _) = two_calm_pages();
    let before = world.json(SUMMARY);
    incident(&mut vendor, "i1", world.now());
    vendor.publish(&world);

    world.fail_next_write("noterro", Fault::Landed);
    world.advance(60);
    let landed = world.json(SUMMARY);
    assert_eq!(landed["events"][0]["id"], "i1");
    assert!(revision(&landed) > revision(&before));

    world.advance(60);
    let after = world.json(SUMMARY);
    assert_eq!(revision(&after), revision(&landed));
    assert_eq!(content(&after), content(&landed));
}

#[test]
fn no_revision_names_two_contents_whatever_goes_wrong() {
    let (world, mut vendor, _) = two_calm_pages();
    world.restart_with(ONLY_NOTERRO);
    let mut contents = std::collections::HashMap::new();
    let mut last = 0;
    // A fixed sequence of faults and changes that meets every combination of them.
    for step in 0..200_u32 {
        match step % 7 {
            0 => incident(&mut vendor, "i1", world.now()),
            2 => vendor.incidents.clear(),
            4 => vendor.components[1].2 = ["operational", "major_outage"][step as usize / 7 % 2],
            _ => {}
        }
        match step % 5 {
            1 => world.fail_next_write("noterro", Fault::Lost),
            3 => world.fail_next_write("noterro", Fault::Landed),
            _ => {}
        }
        match step % 11 {
            6 => vendor.answer(&world, &Scripted::TimedOut),
            7 => vendor.answer(&world, &Scripted::NotModified),
            _ => vendor.publish(&world),
        }
        if step % 13 == 0 {
            world.restart();
        }
        world.advance([30, 60, 90, 1000][step as usize % 4]);

        let summary = world.json(SUMMARY);
        let revision = revision(&summary);
        assert!(revision >= last, "step {step}: {revision} after {last}");
        last = revision;
        let content = content(&summary);
        let known = contents.entry(revision).or_insert_with(|| content.clone());
        assert_eq!(*known, content, "step {step}");
    }
    assert!(contents.len() > 50);
}

#[test]
fn a_clock_that_goes_back_does_not_take_the_revision_with_it() {
    let (world, mut vendor, _) = two_calm_pages();
    let before = world.json(SUMMARY);
    world.advance_silently(-7200);
    incident(&mut vendor, "i1", world.now());
    vendor.publish(&world);

    world.restart();
    world.get(SUMMARY);
    world.advance(7300);

    assert!(revision(&world.json(SUMMARY)) > revision(&before));
}

#[test]
fn a_lost_disk_does_not_bring_old_revisions_back() {
    let (world, mut vendor, _) = two_calm_pages();
    for step in 0..5 {
        vendor.components[1].2 = ["major_outage", "operational"][step % 2];
        vendor.publish(&world);
        world.advance(60);
    }
    let before = world.json(SUMMARY);

    world.lose_disk("noterro");
    world.get(SUMMARY);
    world.advance(1);

    let after = world.json(SUMMARY);
    assert_eq!(after["components"], before["components"]);
    assert!(revision(&after) > revision(&before));
}

#[test]
fn two_pages_do_not_know_of_each_other() {
    let (world, mut noterro, napta) = two_calm_pages();
    napta.answer(&world, &Scripted::TimedOut);
    incident(&mut noterro, "i1", world.now());
    noterro.publish(&world);

    world.advance(1200);

    let noterro = world.json(SUMMARY);
    assert_eq!(noterro["events"][0]["id"], "i1");
    assert_eq!(world.get("/v1/pages/napta/incidents/i1").status, 404);
    assert_eq!(
        world.json("/v1/pages/napta/summary")["overall"]["status"],
        "unknown"
    );
    let health = world.json("/health");
    assert_eq!(health["status"], "degraded");
    assert_eq!(health["pages"][0]["freshness"], "fresh");
    assert_eq!(health["pages"][1]["freshness"], "unknown");
    assert!(health["pages"][1]["age_seconds"].as_i64().unwrap() >= 1200);
}

#[test]
fn a_page_that_is_not_listed_any_more_stops() {
    let (world, ..) = two_calm_pages();
    assert!(world.alarm_of("napta").is_some());

    world.restart_with(ONLY_NOTERRO);
    world.advance(120);
    world.asked();
    world.advance(600);

    let forgotten = world.alarm_of("napta");
    assert!(forgotten.is_some_and(|at| at.seconds_since(world.now()) > 29 * 86_400));
    assert!(
        world
            .asked()
            .iter()
            .all(|asked| asked.url.starts_with(NOTERRO))
    );
    assert_eq!(world.get("/v1/pages/napta/summary").status, 404);
    assert_eq!(world.json("/v1/pages")["data"].as_array().unwrap().len(), 1);

    // Listed again, it starts where it was.
    world.restart_with(PAGES);
    assert!(revision(&world.json("/v1/pages/napta/summary")) > 0);
}

#[test]
fn a_page_that_was_added_is_read_at_the_first_question_and_without_one_within_a_minute() {
    for (asks, seconds) in [(true, 1), (false, 60)] {
        let world = World::new(ONLY_NOTERRO, NOON);
        Vendor::calm(NOTERRO).publish(&world);
        Vendor::calm(NAPTA).publish(&world);
        world.tick();
        world.advance(1);

        world.restart_with(PAGES);
        if asks {
            world.get("/health");
        }
        world.advance(seconds);

        let read = world.asked();
        assert!(
            read.iter().any(|asked| asked.url.starts_with(NAPTA)),
            "asked: {asks}"
        );
    }
}

#[test]
fn what_may_no_longer_be_said_is_not_said_even_where_that_cannot_be_stored() {
    let (world, ..) = two_calm_pages();
    world.advance_silently(901);
    world.fail_next_write("noterro", Fault::Lost);

    let summary = world.json(SUMMARY);

    assert_eq!(summary["overall"]["status"], "unknown");
    assert_eq!(revision(&summary), 0);
    assert!(summary["checked_at"].is_null());
    // The next write lands, and the last known truth is back with its age.
    assert_eq!(world.json(SUMMARY)["checked_at"], NOON.to_string());
}

#[test]
fn a_clock_set_back_makes_nothing_seem_younger_and_stops_no_page() {
    let (world, ..) = two_calm_pages();
    world.advance_silently(-86_400);

    let summary = world.json(SUMMARY);
    assert_eq!(summary["overall"]["status"], "unknown");
    assert!(
        !summary.to_string().contains("\"operational\""),
        "{summary}"
    );

    // The alarm stands a day ahead; the watchdog finds that out.
    world.tick();
    world.advance(1);
    assert_eq!(world.json(SUMMARY)["overall"]["status"], "operational");
}

#[test]
fn a_lost_disk_under_a_clock_set_back_does_not_hide_the_page_from_the_list() {
    let (world, ..) = two_calm_pages();
    world.lose_disk("noterro");
    world.advance_silently(-600);

    for _ in 0..4 {
        world.tick();
        world.advance(60);
    }

    let item = world.json("/v1/pages")["data"][0].clone();
    assert_eq!(item["overall"], "operational");
    assert_eq!(item["revision"], world.json(SUMMARY)["revision"]);
}
