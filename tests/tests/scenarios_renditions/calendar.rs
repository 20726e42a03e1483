//! The calendar of planned work, read back by somebody else's parser.

use crate::text;
use icalendar::{Calendar, Component, Event, EventStatus};
use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use statuslamp_tests::{
    vendor::Vendor,
    world::{Scripted, World},
};

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const URL: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro, & Söhne","url":"https://status.noterro.example","provider":"statuspage"}
]}"#;
const CALENDAR: &str = "/v1/pages/noterro/calendar.ics";

struct Planned {
    vendor: Vendor,
    world: World,
}

impl Planned {
    fn lit() -> Self {
        let vendor = Vendor::calm(URL);
        let world = World::new(PAGES, NOON);
        vendor.publish(&world);
        world.tick();
        world.advance(1);
        Self { vendor, world }
    }

    /// Publishes the page, one of whose maintenances is said otherwise.
    fn publish(&self, id: &str, otherwise: &Value) {
        self.vendor.publish(&self.world);
        for (name, list) in [
            ("summary", "scheduled_maintenances"),
            ("scheduled-maintenances", "scheduled_maintenances"),
        ] {
            let mut body = self.vendor.document_body(name);
            let listed = body[list].as_array_mut().expect("a list").iter_mut();
            for maintenance in listed.filter(|it| it["id"] == id) {
                for (member, value) in otherwise.as_object().expect("members") {
                    maintenance[member] = value.clone();
                }
            }
            let answer = Scripted::Body(body.to_string());
            self.world.script(&self.vendor.document(name), answer);
        }
        self.world.advance(60);
    }

    fn text(&self) -> String {
        let text = text(&self.world, CALENDAR);
        assert!(text.ends_with("\r\n"));
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        text
    }

    fn entries(&self) -> Vec<Event> {
        let calendar: Calendar = self.text().parse().expect("a calendar");
        let entries = calendar.components.iter();
        let entries = entries.filter_map(|component| component.as_event().cloned());
        entries.collect()
    }
}

fn value<'a>(entry: &'a Event, name: &str) -> &'a str {
    let value = entry.property_value(name);
    value.unwrap_or_else(|| panic!("no {name}: {entry:?}"))
}

fn sequence(entry: &Event) -> i64 {
    value(entry, "SEQUENCE").parse().expect("a number")
}

#[test]
fn a_calm_page_has_a_calendar_without_entries() {
    let planned = Planned::lit();

    assert!(planned.entries().is_empty());
    // Not without any component: RFC 5545 asks for one.
    assert!(
        planned
            .text()
            .contains("BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\n")
    );
    let reply = planned.world.get(CALENDAR);
    assert_eq!(
        reply.header("content-type"),
        Some("text/calendar; charset=utf-8")
    );
}

#[test]
fn every_maintenance_is_one_entry_that_moves_with_it() {
    let mut planned = Planned::lit();
    let begin = NOON.plus_seconds(86_400);
    planned.vendor.maintenances = vec![
        ("m1", "scheduled", begin),
        ("m2", "scheduled", begin.plus_seconds(86_400)),
    ];
    planned.publish("m1", &json!({}));

    let entries = planned.entries();
    let uids: Vec<_> = entries.iter().map(|entry| value(entry, "UID")).collect();
    assert_eq!(uids, ["m2.noterro@statuslamp", "m1.noterro@statuslamp"]);
    let first = &entries[1];
    assert_eq!(
        first.get_summary(),
        Some("Noterro, & Söhne: Maintenance m1")
    );
    assert_eq!(value(first, "DTSTART"), "20261122T120000Z");
    assert_eq!(value(first, "DTEND"), "20261122T130000Z");
    assert_eq!(value(first, "DTSTAMP"), "20261121T120000Z");
    assert_eq!(value(first, "LAST-MODIFIED"), "20261121T120000Z");
    assert_eq!(first.get_status(), Some(EventStatus::Confirmed));
    assert_eq!(
        value(first, "URL"),
        "https://status.noterro.example/incidents/m1"
    );

    // Put off by a day, with a title that would like to be more than one.
    let title = "Later; \"soon\", \\n\r\nATTENDEE:mailto:a@b.example\nEND:VEVENT";
    let moved = planned.world.now();
    planned.publish(
        "m1",
        &json!({
            "name": title,
            "scheduled_for": begin.plus_seconds(86_400 + 1),
            "scheduled_until": begin.plus_seconds(90_000),
            "updated_at": moved,
        }),
    );
    let again = planned.entries();
    assert_eq!(again.len(), 2);
    let later = again
        .iter()
        .find(|entry| value(entry, "UID") == uids[1])
        .expect("the same");
    assert_eq!(value(later, "DTSTART"), "20261123T120001Z");
    assert!(sequence(later) > sequence(first));
    let other = again
        .iter()
        .find(|entry| value(entry, "UID") == uids[0])
        .expect("the same");
    assert_eq!(sequence(other), sequence(&entries[0]), "nobody moved it");
    let summary = later.get_summary().expect("a title");
    assert!(
        summary.starts_with("Noterro, & Söhne: Later; \"soon\", \\n"),
        "{summary}"
    );
    assert_eq!(later.properties().len(), first.properties().len());

    // No longer listed before it began: called off, and said so under a higher number.
    planned.vendor.maintenances.retain(|(id, ..)| *id != "m1");
    planned.publish("m2", &json!({}));
    let end = planned.entries();
    let off = end
        .iter()
        .find(|entry| value(entry, "UID") == uids[1])
        .expect("still there");
    assert_eq!(off.get_status(), Some(EventStatus::Cancelled));
    assert!(sequence(off) > sequence(later));
}

#[test]
fn its_bytes_change_with_the_vendors_words_alone() {
    let mut planned = Planned::lit();
    planned.vendor.maintenances = vec![("m1", "scheduled", NOON.plus_seconds(86_400))];
    planned.publish("m1", &json!({}));
    let before = planned.world.get(CALENDAR);
    let tag = before.header("etag").expect("a tag").to_owned();

    // Another reading, and a component that changed.
    planned.vendor.components[0].2 = "partial_outage";
    planned.publish("m1", &json!({}));

    let after = planned.world.request("GET", CALENDAR, Some(&tag));
    assert_eq!(after.status, 304);
    planned.world.restart();
    let after = planned.world.get(CALENDAR);
    assert_eq!(after.body, before.body);
}
