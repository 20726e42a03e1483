//! `/metrics`: a program that watches sees what a person would.

use crate::text;
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::{Scripted, World},
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"},
    {"id":"never","name":"Never read","url":"https://status.never.example","provider":"statuspage"}
]}"#;

fn lit(vendor: &Vendor) -> World {
    let world = World::new(PAGES, NOON);
    vendor.publish(&world);
    Vendor::calm("https://status.never.example").answer(&world, &Scripted::Reset);
    world.tick();
    world.advance(1);
    world
}

/// The value of a sample; `None` where there is none.
fn sample(world: &World, name: &str) -> Option<f64> {
    let metrics = text(world, "/metrics");
    let mut lines = metrics.lines();
    let line = lines.find_map(|line| line.strip_prefix(name));
    line.map(|value| value.trim().parse().expect("a number"))
}

/// The one state that is 1.
fn state(world: &World, page: &str) -> String {
    let metrics = text(world, "/metrics");
    let of_page = format!("statuslamp_page_status{{page=\"{page}\",status=\"");
    let states = metrics
        .lines()
        .filter_map(|line| line.strip_prefix(&of_page));
    let states: Vec<_> = states
        .filter_map(|rest| rest.strip_suffix("\"} 1"))
        .collect();
    assert_eq!(states.len(), 1, "{metrics}");
    states[0].to_owned()
}

#[test]
fn a_page_is_in_one_state_which_ages_with_its_last_good_read() {
    let vendor = Vendor::calm(URL);
    let world = lit(&vendor);
    let fresh = "statuslamp_page_fresh{page=\"noterro\"}";
    assert_eq!(
        (state(&world, "noterro").as_str(), sample(&world, fresh)),
        ("operational", Some(1.0))
    );
    vendor.answer(&world, &Scripted::Reset);

    world.advance(300);
    assert_eq!(
        (state(&world, "noterro").as_str(), sample(&world, fresh)),
        ("operational", Some(0.0))
    );
    world.advance(1200);
    assert_eq!(state(&world, "noterro"), "unknown");
}

#[test]
fn what_is_under_way_is_counted_by_kind() {
    let mut vendor = Vendor::calm(URL);
    vendor.components[0].2 = "major_outage";
    vendor.indicator = "critical";
    vendor.incidents = vec![Incident {
        id: "one",
        impact: "critical",
        updates: vec![("investigating", NOON.plus_seconds(-60))],
    }];
    vendor.maintenances = vec![("later", "scheduled", NOON.plus_seconds(3600))];
    let world = lit(&vendor);
    let open = |kind: &str| {
        let name = format!("statuslamp_page_open_events{{page=\"noterro\",kind=\"{kind}\"}}");
        sample(&world, &name)
    };

    assert_eq!(state(&world, "noterro"), "major_outage");
    assert_eq!(
        [open("incident"), open("maintenance")],
        [Some(1.0), Some(0.0)]
    );
}

#[test]
fn a_page_that_was_never_read_is_unknown_and_has_no_time_of_reading() {
    let world = lit(&Vendor::calm(URL));

    assert_eq!(state(&world, "never"), "unknown");
    let at = |page: &str| {
        sample(
            &world,
            &format!("statuslamp_page_checked_timestamp_seconds{{page=\"{page}\"}}"),
        )
    };
    assert_eq!(at("never"), None);
    assert!(at("noterro").is_some_and(|at| at >= 1_795_262_400.0));
}

#[test]
fn nobody_keeps_it_and_whatever_else_is_asked_is_ignored() {
    let world = lit(&Vendor::calm(URL));

    let reply = world.get("/metrics?target=x");

    assert_eq!(
        (reply.status, reply.header("Cache-Control")),
        (200, Some("no-store"))
    );
    assert_eq!(
        reply.header("Content-Type"),
        Some("text/plain; version=0.0.4; charset=utf-8")
    );
}
