//! What a long history costs: `cargo test -p statuslamp-tests --test history_cost -- --ignored
//! --nocapture` prints a table. Nothing here asserts a duration.
#![expect(clippy::disallowed_methods, reason = "durations are what is measured")]

use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::World,
};
use std::time::Instant;

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const ROUNDS: usize = 200;

/// A page that lists 25 incidents and remembers so many more.
fn remembering(events: u32) -> (World, Vendor) {
    let world = World::new(PAGES, NOON);
    let mut vendor = Vendor::calm("https://status.noterro.example");
    for number in 0..25 {
        let at = NOON.plus_seconds(-86_400 * (number + 1));
        vendor.incidents.push(Incident {
            id: Box::leak(format!("listed-{number}").into_boxed_str()),
            impact: "minor",
            updates: vec![("investigating", at), ("resolved", at.plus_seconds(3600))],
        });
    }
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    let copies = format!(
        "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {events})"
    );
    world.run(
        "noterro",
        &format!(
            "BEGIN;
             INSERT INTO updates (event_id, position, json)
                {copies} SELECT 'past-' || n, position, json
                FROM n, updates WHERE event_id = 'listed-24';
             INSERT INTO events
                {copies} SELECT 'past-' || n, kind, started_at - n * 3600000,
                    updated_at - n * 3600000, ended_at - n * 3600000, open, detected_at,
                    json_set(json, '$.id', 'past-' || n)
                FROM n, events WHERE id = 'listed-24';
             INSERT INTO transitions
                {copies} SELECT component_id, at - n * 3600000, name, 'major_outage', raw
                FROM n, transitions;
             COMMIT;"
        ),
    );
    (world, vendor)
}

fn median(mut nanoseconds: Vec<u128>) -> u128 {
    nanoseconds.sort_unstable();
    nanoseconds[nanoseconds.len() / 2]
}

#[test]
#[ignore = "measures"]
fn reading_and_polling_beside_ten_and_a_hundred_thousand_events() {
    type Work = fn(&World, &mut Vendor, usize);
    let cases: [(&str, Work); 5] = [
        ("warm read", |world, _, _| {
            world.get("/v1/pages/noterro/summary");
        }),
        ("cold read", |world, _, _| {
            world.restart();
            world.get("/v1/pages/noterro/summary");
        }),
        ("one event", |world, _, _| {
            world.get("/v1/pages/noterro/incidents/past-7");
        }),
        ("quiet poll", |world, _, _| world.advance(60)),
        ("poll with a change", |world, vendor, round| {
            vendor.components[1].2 = ["operational", "under_maintenance"][round % 2];
            vendor.publish(world);
            world.advance(60);
        }),
    ];
    let mut few = remembering(10);
    let mut many = remembering(100_000);
    println!("| | 10 events, µs | 100,000 events, µs | ratio |\n|---|---|---|---|");
    for (name, work) in cases {
        let mut spent = [Vec::new(), Vec::new()];
        for round in 0..ROUNDS {
            for (spent, (world, vendor)) in spent.iter_mut().zip([&mut few, &mut many]) {
                let begun = Instant::now();
                work(world, vendor, round);
                spent.push(begun.elapsed().as_nanos());
            }
        }
        let [few, many] = spent.map(median);
        let (micro, ratio) = (|nano: u128| nano / 1000, many * 100 / few.max(1));
        let (whole, part) = (ratio / 100, ratio % 100);
        println!(
            "| {name} | {} | {} | {whole}.{part:02} |",
            micro(few),
            micro(many)
        );
    }
}
