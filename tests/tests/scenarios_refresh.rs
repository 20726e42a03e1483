//! When a page is read: calm, trouble, failure, pauses, restarts and clocks that lie.

use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::{Fault, Scripted, World},
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const NOTERRO: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const SUMMARY: &str = "/v1/pages/noterro/summary";

/// Something the vendor does to its page.
type Change = fn(&mut Vendor, Timestamp);

/// A calm page read once, and the moment of that read.
fn calm() -> (World, Vendor) {
    let world = World::new(PAGES, NOON);
    let vendor = Vendor::calm(NOTERRO);
    vendor.publish(&world);
    world.tick();
    world.advance(0);
    world.asked();
    (world, vendor)
}

fn with_interval(seconds: u32) -> String {
    PAGES.replace(
        "\"provider\"",
        &format!("\"poll_seconds\":{seconds},\"provider\""),
    )
}

/// The same page in open trouble, read once since.
fn in_trouble() -> (World, Vendor) {
    let (world, mut vendor) = calm();
    begin(&mut vendor, &world);
    world.advance(60);
    world.asked();
    (world, vendor)
}

fn begin(vendor: &mut Vendor, world: &World) {
    vendor.indicator = "major";
    vendor.components[0].2 = "partial_outage";
    vendor.incidents = vec![Incident {
        id: "i1",
        impact: "major",
        updates: vec![("investigating", world.now())],
    }];
    vendor.publish(world);
}

/// The seconds from now at which the page's present state is asked for within a time.
fn reads(world: &World, vendor: &Vendor, seconds: i64) -> Vec<i64> {
    let summary = vendor.document("summary");
    let begin = world.now();
    world.asked();
    world.advance(seconds);
    let asked = world.asked().into_iter();
    let asked = asked.filter(|asked| asked.url == summary);
    asked.map(|asked| asked.at.seconds_since(begin)).collect()
}

/// The reason the last poll gave for the time of the next one.
fn why(world: &World) -> String {
    let line = world
        .logged("\"event\":\"poll\"")
        .pop()
        .expect("a poll was logged");
    let line: serde_json::Value = serde_json::from_str(&line).expect("it is JSON");
    line["next_why"].as_str().expect("it says why").to_owned()
}

#[test]
fn a_calm_page_is_read_once_per_interval() {
    let (world, vendor) = calm();

    assert_eq!(reads(&world, &vendor, 240), [60, 120, 180, 240]);
    assert_eq!(why(&world), "calm");
}

#[test]
fn open_trouble_is_read_four_times_as_often_until_it_is_over() {
    let (world, mut vendor) = in_trouble();
    assert_eq!(why(&world), "open");

    assert_eq!(reads(&world, &vendor, 60), [15, 30, 45, 60]);

    vendor.indicator = "none";
    vendor.components[0].2 = "operational";
    vendor.incidents[0].updates.push(("resolved", world.now()));
    vendor.publish(&world);
    assert_eq!(reads(&world, &vendor, 150), [15, 75, 135]);
    assert_eq!(why(&world), "calm");
}

#[test]
fn each_kind_of_trouble_is_watched_and_an_unknown_word_is_none() {
    let cases: [(&str, Change); 5] = [
        ("open", |vendor, _| {
            vendor.indicator = "minor";
        }),
        ("open", |vendor, _| {
            vendor.components[1].2 = "degraded_performance";
        }),
        ("open", |vendor, _| {
            vendor.components[1].2 = "under_maintenance";
        }),
        ("open", |vendor, now| {
            vendor.maintenances = vec![("m1", "in_progress", now)];
        }),
        ("calm", |vendor, _| {
            vendor.components[1].2 = "enchanted";
        }),
    ];
    for (case, (expected, change)) in cases.into_iter().enumerate() {
        let (world, mut vendor) = calm();
        change(&mut vendor, world.now());
        vendor.publish(&world);

        world.advance(60);

        assert_eq!(why(&world), expected, "case {case}");
    }
}

#[test]
fn a_planned_start_is_watched_from_five_minutes_before_it() {
    let (world, mut vendor) = calm();
    vendor.maintenances = vec![("m1", "scheduled", NOON.plus_seconds(900))];
    vendor.publish(&world);

    let reads = reads(&world, &vendor, 660);

    assert_eq!(
        reads[..10],
        [60, 120, 180, 240, 300, 360, 420, 480, 540, 600]
    );
    assert_eq!(reads[10..], [615, 630, 645, 660]);
}

#[test]
fn the_interval_is_never_shorter_than_what_is_polite() {
    let world = World::new(&with_interval(15), NOON);
    let mut vendor = Vendor::calm(NOTERRO);
    vendor.publish(&world);
    world.tick();
    world.advance(0);
    begin(&mut vendor, &world);

    assert_eq!(reads(&world, &vendor, 45), [15, 30, 45]);
    assert_eq!(world.json(SUMMARY)["events"][0]["id"], "i1");

    world.restart_locally(&with_interval(2));
    world.advance(15);
    assert_eq!(reads(&world, &vendor, 4), [1, 2, 3, 4]);
}

#[test]
fn a_failing_page_is_asked_less_and_less_but_never_less_than_every_five_minutes() {
    for (random, expected) in [
        (0.5, [60, 120, 240, 480, 780, 1080]),
        (0.0, [60, 120, 216, 408, 648, 888]),
        (0.999, [60, 131, 275, 563, 863, 1163]),
    ] {
        let (world, vendor) = calm();
        world.set_random(random);
        vendor.answer(&world, &Scripted::Reset);

        let reads = reads(&world, &vendor, 1164);

        assert_eq!(reads[..6], expected, "{random}");
        assert_eq!(why(&world), "back_off");
    }
}

#[test]
fn recovery_brings_the_usual_interval_back() {
    let (world, vendor) = calm();
    vendor.answer(&world, &Scripted::Reset);
    world.advance(600);
    vendor.publish(&world);

    assert_eq!(reads(&world, &vendor, 420), [180, 240, 300, 360, 420]);
}

#[test]
fn upstreams_on_this_machine_are_soon_asked_again() {
    let (world, vendor) = calm();
    world.restart_locally(&with_interval(1));
    vendor.answer(&world, &Scripted::Reset);
    world.advance(900);

    let reads = reads(&world, &vendor, 40);

    assert!(
        reads.windows(2).all(|pair| pair[1] - pair[0] <= 10),
        "{reads:?}"
    );
}

#[test]
fn two_failures_in_open_trouble_slow_nothing_down() {
    let (world, vendor) = in_trouble();
    vendor.answer(&world, &Scripted::TimedOut);

    // Each hangs for eight seconds; the time is counted from when it began.
    assert_eq!(reads(&world, &vendor, 225), [15, 30, 45, 105, 225]);
}

#[test]
fn freshness_does_not_stretch_while_a_page_backs_off() {
    let (world, vendor) = calm();
    let before = world.json(SUMMARY);
    vendor.answer(&world, &Scripted::Reset);
    world.advance(600);

    let page = world.json(SUMMARY);

    assert_eq!(page["fresh_until"], before["fresh_until"]);
    assert_eq!(page["unknown_after"], before["unknown_after"]);
    assert_eq!(page["poll_seconds"], 60);
}

#[test]
fn a_pause_is_obeyed_in_seconds_and_as_a_date_whatever_the_status_and_document() {
    let date = &[("retry-after", "Sat, 21 Nov 2026 12:05:00 GMT")];
    let skewed = &[
        ("retry-after", "Sat, 21 Nov 2026 20:04:00 GMT"),
        ("date", "Sat, 21 Nov 2026 20:00:00 GMT"),
    ];
    let cases: [(&str, Scripted, i64); 4] = [
        (
            "summary",
            Scripted::Status(429, &[("retry-after", "240")]),
            240,
        ),
        ("summary", Scripted::Status(503, date), 240),
        ("summary", Scripted::Status(500, skewed), 240),
        (
            "incidents",
            Scripted::Status(429, &[("retry-after", "240")]),
            240,
        ),
    ];
    for (document, answer, seconds) in cases {
        let (world, mut vendor) = calm();
        begin(&mut vendor, &world);
        world.script(&vendor.document(document), answer.clone());
        world.advance(60);
        assert_eq!(why(&world), "pause", "{answer:?}");

        // Neither a restart nor a reader nor the watchdog shortens it.
        world.restart();
        world.get(SUMMARY);
        world.tick();
        let reads = reads(&world, &vendor, 300);

        assert_eq!(reads[0], seconds, "{answer:?}");
    }
}

#[test]
fn a_pause_that_lies_in_the_past_is_none() {
    let (world, vendor) = calm();
    let past = &[("retry-after", "Sat, 21 Nov 2026 11:00:00 GMT")];
    vendor.answer(&world, &Scripted::Status(429, past));

    assert_eq!(reads(&world, &vendor, 240), [60, 120, 240]);
    assert_eq!(why(&world), "back_off");
}

#[test]
fn a_restart_in_the_middle_of_a_back_off_changes_nothing() {
    let (world, vendor) = calm();
    vendor.answer(&world, &Scripted::Reset);
    world.advance(480);

    world.restart();
    world.get(SUMMARY);
    world.tick();

    assert_eq!(reads(&world, &vendor, 300), [300]);
}

#[test]
fn an_overdue_alarm_fires_once_after_a_long_stop() {
    let (world, vendor) = calm();
    world.advance_silently(10 * 3600);
    world.restart();
    world.get(SUMMARY);
    world.tick();

    assert_eq!(reads(&world, &vendor, 120), [0, 60, 120]);
}

#[test]
fn readers_wakes_and_alarms_that_ring_twice_read_nothing_more() {
    let (world, vendor) = calm();
    for _ in 0..50 {
        world.get(SUMMARY);
        world.tick();
        world.ring_again("noterro");
    }

    assert!(world.asked().is_empty());
    assert_eq!(reads(&world, &vendor, 120), [60, 120]);
}

#[test]
fn an_alarm_that_rings_while_a_page_is_read_waits_for_it() {
    let (world, vendor) = calm();
    world.meanwhile(|world| {
        world.tick();
        world.get(SUMMARY);
        world.ring_again("noterro");
    });

    assert_eq!(reads(&world, &vendor, 120), [60, 120]);
}

#[test]
fn a_read_that_takes_longer_than_its_interval_is_not_followed_by_a_rush() {
    let (world, vendor) = calm();
    world.restart_locally(&with_interval(1));
    world.advance(60);
    vendor.answer(&world, &Scripted::TimedOut);
    world.advance(8);

    // Eight seconds each, and one between them at least.
    let reads = reads(&world, &vendor, 90);
    assert!(
        reads.windows(2).all(|pair| pair[1] - pair[0] >= 9),
        "{reads:?}"
    );
}

#[test]
fn a_clock_that_is_put_back_does_not_stop_the_reading() {
    let (world, vendor) = calm();
    world.advance(600);

    world.set_clock(NOON.plus_seconds(-86_400));
    world.get(SUMMARY);

    assert_eq!(reads(&world, &vendor, 120), [0, 60, 120]);
}

#[test]
fn a_pause_noted_by_a_clock_since_put_back_is_forgotten() {
    let (world, vendor) = calm();
    vendor.answer(&world, &Scripted::Status(429, &[("retry-after", "3600")]));
    world.advance(60);

    world.set_clock(NOON.plus_seconds(-86_400));
    world.get(SUMMARY);
    vendor.publish(&world);

    assert_eq!(reads(&world, &vendor, 120), [0, 60, 120]);
}

#[test]
fn a_write_that_is_lost_or_only_seems_so_makes_no_extra_read() {
    for fault in [Fault::Lost, Fault::Landed] {
        let (world, mut vendor) = calm();
        begin(&mut vendor, &world);
        world.fail_next_write("noterro", fault);
        let expected: &[i64] = match fault {
            // What was not stored is not known: the page still counts as calm.
            Fault::Lost => &[60, 120, 135],
            Fault::Landed => &[60, 75, 90, 105, 120, 135],
        };

        assert_eq!(reads(&world, &vendor, 140), expected, "{fault:?}");
        assert_eq!(world.json(SUMMARY)["events"][0]["id"], "i1");
    }
}

#[test]
fn each_poll_leaves_one_line_that_says_what_it_cost_and_when_the_next_one_is() {
    let (world, mut vendor) = calm();
    begin(&mut vendor, &world);
    world.advance(60);

    let lines = world.logged("\"event\":\"poll\"");

    assert_eq!(lines.len(), 2);
    let line: serde_json::Value = serde_json::from_str(&lines[1]).unwrap();
    assert_eq!(line["outcome"], "read");
    assert_eq!(
        (line["next_in"].as_i64(), line["next_why"].as_str()),
        (Some(15_000), Some("open"))
    );
    assert_eq!(line["documents"], 3);
    assert!(line["bytes"].as_u64().unwrap() > 500);
}
