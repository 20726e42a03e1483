//! When which component was how: from the page of an event, from what was read, or in the vendor's
//! own words.

use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use statuslamp_simulator::Replay;
use statuslamp_tests::{
    vendor::{Incident, Vendor},
    world::{Scripted, World},
};
use std::collections::BTreeMap;

const ORIGIN: &str = "https://status.watermelon.example";
const PAGES: &str = r#"{"pages":[
    {"id":"watermelon","name":"Watermelon","url":"https://status.watermelon.example/watermelon","provider":"instatus"}
]}"#;
/// As it is on record, in seconds from the first message to the resolution.
const LENGTH: i32 = 188_700;
/// The line of the record's page, four times and nothing beside it.
const LINE: &str = "Operational from 7:30 AM to 11:55 AM";

fn at(text: &str) -> Timestamp {
    text.parse().expect("the test's times are right")
}

/// The token outage as it went, on a page that is read.
struct Watermelon {
    replay: Replay,
    world: World,
}

impl Watermelon {
    /// Played a year before it happened, so that it happens once.
    fn played() -> Self {
        Self::begin("2023-02-16T07:30:00Z")
    }

    /// Only as it is on record: what is played lies ahead.
    fn recorded() -> Self {
        Self::begin("2025-02-16T07:30:00Z")
    }

    fn begin(begun: &str) -> Self {
        let begun = at(begun);
        let replay = Replay::new(
            "watermelon",
            "token-outage",
            ORIGIN,
            begun.as_millis(),
            LENGTH,
        );
        let mut watermelon = Self {
            replay: replay.expect("the simulator knows it"),
            world: World::new(PAGES, at("2023-02-16T06:30:00Z")),
        };
        watermelon.publish();
        watermelon.world.tick();
        watermelon
    }

    /// Publishes the page as it is now.
    fn publish(&mut self) {
        let now = self.world.now().as_millis();
        for path in ["summary.json", "v2/components.json", "history.atom"] {
            self.serve(path, now, str::to_owned);
        }
    }

    fn serve(&mut self, path: &str, now: i64, change: impl FnOnce(&str) -> String) {
        let path = format!("/watermelon/{path}");
        let body = self.replay.document(&path, now).expect("it is there");
        let body = change(&String::from_utf8(body).expect("it is text"));
        let url = format!("{ORIGIN}{path}");
        self.world.script(&url, Scripted::Untagged(body));
    }

    /// Publishes the incident's own page as it is now.
    fn publish_incident(&mut self, change: impl FnOnce(&str) -> String) {
        let path = format!("incident/{}", self.id());
        self.serve(&path, self.world.now().as_millis(), change);
    }

    fn go_to(&mut self, time: &str) {
        self.world.set_clock(at(time));
        self.publish();
    }

    fn id(&mut self) -> String {
        let now = self.world.now().as_millis();
        let feed = self.replay.document("/watermelon/history.atom", now);
        let feed = String::from_utf8(feed.expect("it is there")).expect("it is text");
        let (_, id) = feed.split_once(":Incident/").expect("it began");
        id.split('<').next().expect("an id ends").to_owned()
    }

    fn incident(&mut self) -> Value {
        let id = self.id();
        let path = format!("/v1/pages/watermelon/incidents/{id}");
        self.world.json(&path)["incident"].clone()
    }

    /// Component → its spans, as (state, from, to).
    fn spans(&mut self) -> BTreeMap<String, Vec<(String, String, Option<String>)>> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let incident = self.incident();
        let affected = incident["affected"].as_array().expect("a list").iter();
        let told = affected.map(|one| {
            let spans = one["spans"].as_array().expect("a list").iter();
            let spans = spans.map(|span| {
                let status = text(&span["status"]).expect("a state");
                (
                    status,
                    text(&span["from"]).expect("a time"),
                    text(&span["to"]),
                )
            });
            (text(&one["name"]).expect("a name"), spans.collect())
        });
        told.collect()
    }

    /// How often the incident's page was asked for since the last time this was asked.
    fn looks(&self) -> usize {
        let asked = self.world.asked();
        asked
            .iter()
            .filter(|asked| asked.url.contains("/incident/"))
            .count()
    }
}

const NAMES: [&str; 4] = [
    "Conversation count",
    "Conversations",
    "Pulse overview",
    "Sign-in",
];

#[test]
fn the_record_of_watermelon_comes_out_as_it_is() {
    let mut page = Watermelon::recorded();
    page.go_to("2024-02-19T08:00:00Z");
    page.publish_incident(str::to_owned);
    page.world.ring_early("watermelon");

    let operational = || {
        let to = Some("2024-02-18T11:55:00Z".to_owned());
        vec![(
            "operational".to_owned(),
            "2024-02-16T07:30:00Z".to_owned(),
            to,
        )]
    };
    let expected: BTreeMap<_, _> = NAMES.map(|name| (name.to_owned(), operational())).into();
    assert_eq!(page.spans(), expected);
    let incident = page.incident();
    for affected in incident["affected"].as_array().unwrap() {
        assert_eq!(affected["status"], "operational");
        assert_eq!(affected["spans_observed"], false);
        assert!(affected["component_id"].is_string());
    }
    let phases: Vec<_> = incident["updates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|update| &update["phase"])
        .collect();
    assert_eq!(
        phases,
        [
            &json!("investigating"),
            &Value::Null,
            &json!("identified"),
            &Value::Null,
            &json!("monitoring"),
            &Value::Null,
            &json!("resolved"),
            &json!("postmortem"),
        ]
    );
    assert_eq!(incident["started_at"], "2024-02-16T07:30:00Z");
    assert_eq!(incident["resolved_at"], "2024-02-18T11:55:00Z");
    assert!(incident["postmortem"]["body"].is_array());
    // The feeds tell the same.
    let feed = page.world.get("/v1/pages/watermelon/feed.json").body;
    let feed = String::from_utf8(feed.expect("a feed").to_vec());
    assert!(feed.unwrap().contains("2024-02-18 11:55 UTC</time>)"));
}

#[test]
fn without_the_embedded_state_the_vendors_own_line_stands() {
    let mut page = Watermelon::recorded();
    page.go_to("2024-02-19T08:00:00Z");
    page.publish_incident(|html| html.replace("__next_f", "__other"));
    page.world.ring_early("watermelon");

    for affected in page.incident()["affected"].as_array().unwrap() {
        assert_eq!(affected["status_raw"], LINE);
        assert_eq!(affected["spans"], json!([]), "no time is made of a line");
    }
}

#[test]
fn a_line_whose_component_is_not_certain_is_left_out() {
    let mut page = Watermelon::recorded();
    page.go_to("2024-02-19T08:00:00Z");
    page.publish_incident(|html| {
        let html = html.replace("__next_f", "__other");
        html.replacen(LINE, "Major outage from 7:30 AM to 9:00 AM", 1)
    });
    page.world.ring_early("watermelon");

    for affected in page.incident()["affected"].as_array().unwrap() {
        assert_eq!(affected["status_raw"], Value::Null);
    }
}

#[test]
fn while_it_is_open_what_lasts_has_no_end_and_every_move_is_looked_at_once() {
    let mut page = Watermelon::played();
    page.go_to("2023-02-16T08:00:00Z");
    page.publish_incident(str::to_owned);
    page.looks();
    page.world.ring_early("watermelon");

    let since = |state: &str| vec![(state.to_owned(), "2023-02-16T07:30:00Z".to_owned(), None)];
    let expected: BTreeMap<_, _> = [
        ("Conversation count".to_owned(), since("major_outage")),
        ("Conversations".to_owned(), since("major_outage")),
        ("Pulse overview".to_owned(), since("major_outage")),
        ("Sign-in".to_owned(), since("degraded_performance")),
    ]
    .into();
    assert_eq!(page.spans(), expected);
    assert_eq!(page.looks(), 1);
    // The summary that the widget draws tells the same, under a revision of its own.
    let summary = page.world.json("/v1/pages/watermelon/summary");
    assert_eq!(
        summary["events"][0]["affected"][0]["spans"][0]["to"],
        Value::Null
    );

    for _ in 0..3 {
        page.world.advance(60);
    }
    page.world.restart();
    page.world.advance(60);
    assert_eq!(page.looks(), 0, "nothing moved, not even by a restart");
    assert_eq!(page.spans(), expected);

    page.go_to("2023-02-16T18:31:00Z");
    page.publish_incident(str::to_owned);
    page.world.ring_early("watermelon");
    assert_eq!(page.looks(), 1);
    let count = &page.spans()["Conversation count"];
    assert_eq!(count[0].2.as_deref(), Some("2023-02-16T18:30:00Z"));
    assert_eq!(
        (count[1].0.as_str(), &count[1].2),
        ("partial_outage", &None)
    );
}

#[test]
fn a_page_of_the_event_that_cannot_be_read_costs_nothing_but_itself() {
    let mut page = Watermelon::played();
    page.go_to("2023-02-16T08:00:00Z");
    page.looks();

    for (answer, asked) in [
        (Scripted::Status(503, &[]), 1),
        (Scripted::TimedOut, 0),
        (
            Scripted::Untagged("<!doctype html><title>Log in</title>".to_owned()),
            0,
        ),
    ] {
        let url = format!("{ORIGIN}/watermelon/incident/{}", page.id());
        page.world.script(&url, answer);
        page.world.ring_early("watermelon");
        assert_eq!(page.looks(), asked, "not again at once");
        let summary = page.world.json("/v1/pages/watermelon/summary");
        assert_eq!(summary["events"][0]["phase"], "investigating");
        assert_eq!(summary["checked_at"], page.world.now().to_string());
    }
    // Later it is tried again, but not for ever.
    let url = format!("{ORIGIN}/watermelon/incident/{}", page.id());
    page.world.script(&url, Scripted::Status(404, &[]));
    let mut tries = 0;
    for _ in 0..200 {
        page.world.advance(60);
        tries += page.looks();
    }
    assert_eq!(tries, 2);
}

#[test]
fn where_the_vendor_tells_no_times_what_was_read_tells_them() {
    let noon = Timestamp::from_millis(1_795_262_400_000);
    let url = "https://status.noterro.example";
    let pages = r#"{"pages":[
        {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"}
    ]}"#;
    let world = World::new(pages, noon);
    let mut vendor = Vendor::calm(url);
    vendor.publish(&world);
    world.tick();
    // An incident names the API and says nothing of how it is.
    let publish = |vendor: &Vendor| {
        vendor.publish(&world);
        for name in ["summary", "incidents"] {
            let body = vendor.document_body(name).to_string();
            let body = body.replace(
                r#""components":[],"#,
                r#""components":[{"id":"api","name":"API","status":"operational"}],"#,
            );
            world.script(&vendor.document(name), Scripted::Body(body));
        }
    };
    world.advance(60);
    vendor.incidents = vec![Incident {
        id: "i1",
        impact: "minor",
        updates: vec![("investigating", world.now())],
    }];
    publish(&vendor);
    world.advance(60);
    let api = || {
        let incident = world.json("/v1/pages/noterro/incidents/i1");
        let affected = incident["incident"]["affected"].as_array().unwrap().clone();
        affected
            .into_iter()
            .find(|one| one["component_id"] == "api")
            .unwrap()
    };
    assert_eq!(api()["spans"], json!([]));

    vendor.components[1].2 = "major_outage";
    publish(&vendor);
    let first_read = |from: Timestamp| {
        world.advance(60);
        let read = world.asked().into_iter().find(|asked| asked.at > from);
        json!(read.expect("the page is read").at.to_second())
    };
    world.asked();
    let began = first_read(world.now());
    assert_eq!(
        api()["spans"],
        json!([{"status": "major_outage", "from": began, "to": null}])
    );
    assert_eq!(api()["spans_observed"], true);

    vendor.components[1].2 = "operational";
    publish(&vendor);
    let ended = first_read(world.now());
    assert_eq!(
        api()["spans"],
        json!([{"status": "major_outage", "from": began, "to": ended}])
    );

    // Nothing more is claimed where nothing was read for long: a gap is a gap.
    vendor.components[1].2 = "partial_outage";
    publish(&vendor);
    world.advance(60);
    vendor.answer(&world, &Scripted::Status(503, &[]));
    world.advance(7200);
    publish(&vendor);
    world.advance(900);
    let spans = api()["spans"].as_array().unwrap().clone();
    assert_eq!(spans.len(), 3, "{spans:?}");
    assert!(spans[1]["to"].is_string() && spans[2]["to"].is_null());
    assert!(spans[1]["to"].as_str() < spans[2]["from"].as_str());
}
