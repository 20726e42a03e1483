//! The past as it is answered: lists of events whose cursors stay good, and uptime by the day.

mod filters;
mod uptime;

use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    operator::{notice, put},
    vendor::{Incident, Vendor},
    world::World,
};

/// 2026-11-21T12:00:00Z.
const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const RARELY: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example",
     "provider":"statuspage","poll_seconds":3600}
]}"#;
const INCIDENTS: &str = "/v1/pages/noterro/incidents";
const MAINTENANCES: &str = "/v1/pages/noterro/maintenances";
const UPTIME: &str = "/v1/pages/noterro/uptime";
const DAY: i64 = 86_400;

fn calm(pages: &str) -> (World, Vendor) {
    let world = World::new(pages, NOON);
    let vendor = Vendor::calm(URL);
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    (world, vendor)
}

/// An incident that was over within the hour.
fn past(number: i64, at: Timestamp) -> Incident {
    Incident {
        id: Box::leak(format!("p{number:03}").into_boxed_str()),
        impact: "minor",
        updates: vec![
            ("investigating", at),
            ("identified", at.plus_seconds(600)),
            ("resolved", at.plus_seconds(3600)),
        ],
    }
}

fn ids(list: &Value) -> Vec<String> {
    let data = list["data"].as_array().expect("a list has data").iter();
    data.map(|item| item["id"].as_str().expect("an id").to_owned())
        .collect()
}

/// Every id of a list, read from one part to the next by what `Link` says.
fn walk(world: &World, first: &str, mut between: impl FnMut(usize)) -> Vec<Vec<String>> {
    let mut parts = Vec::new();
    let mut path = first.to_owned();
    loop {
        let reply = world.get(&path);
        let list = world.json(&path);
        parts.push(ids(&list));
        let Some(link) = reply.header("Link") else {
            assert!(list["next_cursor"].is_null());
            return parts;
        };
        let next = link.strip_prefix('<').expect("an address in brackets");
        let next = next.strip_suffix(">; rel=\"next\"").expect("the next one");
        let cursor = list["next_cursor"].as_str().expect("a cursor");
        assert!(next.ends_with(&format!("cursor={cursor}")), "{next}");
        next.clone_into(&mut path);
        between(parts.len());
    }
}

#[test]
fn a_list_of_events_is_read_newest_first_part_by_part() {
    let (world, mut vendor) = calm(PAGES);
    let at = |number: i64| NOON.plus_seconds(-DAY * (number + 1));
    // Two at the same instant are told apart by their ids.
    let at = |number: i64| at(number / 2 * 2);
    vendor.incidents = (0..60).map(|number| past(number, at(number))).collect();
    vendor.publish(&world);
    world.advance(1000);

    let parts = walk(&world, INCIDENTS, |_| {});

    let sizes: Vec<_> = parts.iter().map(Vec::len).collect();
    assert_eq!(sizes, [25, 25, 10]);
    let expected: Vec<_> = (0..60).map(|number| format!("p{number:03}")).collect();
    assert_eq!(parts.concat(), expected);
    let parts = walk(&world, "/v1/pages/noterro/incidents?limit=7", |_| {});
    assert_eq!((parts.len(), parts.concat()), (9, expected));
}

#[test]
fn a_cursor_stays_good_while_events_are_added_reopened_and_forgotten() {
    let (world, mut vendor) = calm(RARELY);
    world.restart_remembering(RARELY, "50");
    let at = |number: i64| NOON.plus_seconds(-DAY * (number + 1));
    vendor.incidents = (0..40).map(|number| past(number, at(number))).collect();
    vendor.publish(&world);
    world.tick();
    world.advance(2 * 3600);

    let parts = walk(&world, "/v1/pages/noterro/incidents?limit=10", |read| {
        match read {
            1 => vendor.incidents.insert(0, past(900, world.now())),
            2 => {
                let reopened = &mut vendor.incidents[6].updates;
                reopened.push(("investigating", world.now()));
            }
            // The event the cursor names is forgotten before it is used.
            _ => world.run("noterro", "DELETE FROM events WHERE id = 'p029'"),
        }
        vendor.publish(&world);
        world.advance(3700);
    });

    let expected: Vec<_> = (0..40).map(|number| format!("p{number:03}")).collect();
    assert_eq!(parts.concat(), expected);
    assert_eq!(ids(&world.json(INCIDENTS))[0], "p900");
}

#[test]
fn an_event_of_a_list_counts_its_messages_instead_of_telling_them() {
    let (world, mut vendor) = calm(PAGES);
    let at = NOON.plus_seconds(-5 * DAY);
    vendor.incidents.push(past(1, at));
    vendor.incidents[0]
        .updates
        .push(("postmortem", at.plus_seconds(DAY)));
    vendor.publish(&world);
    world.advance(1000);

    let list = world.json(INCIDENTS);

    let event = &list["data"][0];
    assert_eq!(event["update_count"], 4);
    assert_eq!(event["has_postmortem"], true);
    assert_eq!(event["title"], "Incident p001");
    assert_eq!(event["started_at"], at.to_string());
    assert_eq!(event["resolved_at"], at.plus_seconds(3600).to_string());
    assert_eq!(event["affected"][0]["name"], "Web App");
    assert!(event["updates"].is_null() && event["postmortem"].is_null());
    assert_eq!(list["page"]["name"], "Noterro");
    assert_eq!(list["page"]["time_zone"], "Etc/UTC");
    // The members of the whole event that both have say the same.
    let whole = world.json("/v1/pages/noterro/incidents/p001");
    for (name, value) in event.as_object().unwrap() {
        let same = &whole["incident"][name];
        if !same.is_null() && name != "affected" {
            assert_eq!(same, value, "{name}");
        }
    }
}

#[test]
fn planned_work_has_a_list_of_its_own_upcoming_and_past() {
    let (world, mut vendor) = calm(PAGES);
    vendor.incidents.push(past(1, NOON.plus_seconds(-2 * DAY)));
    vendor.maintenances = vec![
        ("m1", "completed", NOON.plus_seconds(-3 * DAY)),
        ("m2", "in_progress", NOON.plus_seconds(-600)),
        ("m3", "scheduled", NOON.plus_seconds(30 * DAY)),
    ];
    vendor.publish(&world);
    world.advance(1000);

    let list = world.json(MAINTENANCES);

    assert_eq!(ids(&list), ["m3", "m2", "m1"]);
    assert_eq!(list["data"][0]["phase"], "scheduled");
    let planned = NOON.plus_seconds(30 * DAY).to_string();
    assert_eq!(list["data"][0]["scheduled_for"], planned);
    assert_eq!(ids(&world.json(INCIDENTS)), ["p001"]);
}

#[test]
fn the_operator_marks_the_past_and_is_no_part_of_it() {
    let (world, mut vendor) = calm(PAGES);
    vendor.incidents.push(past(1, NOON.plus_seconds(-2 * DAY)));
    vendor.incidents.push(past(2, NOON.plus_seconds(-3 * DAY)));
    vendor.publish(&world);
    world.advance(1000);
    let until = world.now().plus_seconds(3600).to_string();
    let mute = json!({"kind": "mute_event", "event": "p002", "expires_at": until});
    assert_eq!(put(&world, "quiet", &mute).status, 200);
    assert_eq!(put(&world, "news", &notice(&until)).status, 200);

    let list = world.json(INCIDENTS);

    assert_eq!(ids(&list), ["p001", "p002"]);
    let muted: Vec<_> = list["data"].as_array().unwrap().iter().collect();
    assert_eq!(
        (&muted[0]["muted"], &muted[1]["muted"]),
        (&false.into(), &true.into())
    );
}

#[test]
fn a_part_ends_before_it_grows_too_large() {
    let (world, mut vendor) = calm(PAGES);
    let at = |number: i64| NOON.plus_seconds(-DAY * (number + 1));
    vendor.incidents = (0..5).map(|number| past(number, at(number))).collect();
    vendor.publish(&world);
    world.advance(1000);
    // A post-mortem of 900 kB each, as long ones add up over the years.
    world.run(
        "noterro",
        "UPDATE events SET json = json_set(json, '$.postmortem',
            json_object('body', json_array(json_object('type', 'code_block', 'text',
                printf('%.*c', 900000, 'x')))))",
    );

    let parts = walk(&world, INCIDENTS, |_| {});

    let sizes: Vec<_> = parts.iter().map(Vec::len).collect();
    assert_eq!(sizes, [2, 2, 1]);
    let list = world.get(INCIDENTS);
    assert!(list.body.unwrap().len() < 10_000);
    assert_eq!(world.json(INCIDENTS)["data"][0]["has_postmortem"], true);
}

#[test]
fn a_page_that_was_never_read_has_an_empty_past() {
    let world = World::new(PAGES, NOON);
    for path in [INCIDENTS, MAINTENANCES, UPTIME] {
        let list = world.json(path);

        assert_eq!((ids(&list).len(), &list["next_cursor"]), (0, &Value::Null));
        assert!(list["checked_at"].is_null(), "{path}");
    }
    let overall = &world.json(UPTIME)["overall"];
    assert!(overall["uptime"].is_null());
    assert_eq!(overall["days"].as_array().unwrap().len(), 90);
}
