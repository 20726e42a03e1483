//! Pages for people: what they say, how far it may be believed, and how they are sent.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod documents;
mod honest;
mod languages;
mod sent;

use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use statuslamp_tests::world::{Scripted, World};
use statuslamp_worker::http::Reply;

const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
const NOTERRO: &str = "https://status.noterro.example";
const PAGES: &str = r#"{"pages":[
    {"id":"noterro","name":"Noterro","url":"https://status.noterro.example","provider":"statuspage"},
    {"id":"quiet","name":"Quiet & <Co>","url":"https://status.quiet.example","provider":"statuspage"}
]}"#;

/// A message of Noterro's: phase, time, words.
type Said = (&'static str, &'static str, &'static str);

/// What happened to Noterro on 2023-08-08, by the clocks of New York.
const OUTAGE: [Said; 4] = [
    (
        "investigating",
        "2023-08-08T09:21:00-04:00",
        "Pages open slowly.",
    ),
    ("monitoring", "2023-08-08T09:47:00-04:00", "Taken back."),
    ("resolved", "2023-08-08T10:20:00-04:00", "All is well."),
    (
        "postmortem",
        "2023-08-08T10:27:00-04:00",
        "## What happened\n\nA release.\n\n### Why\n\nA limit.",
    ),
];

fn incident(id: &str, title: &str, said: &[Said]) -> Value {
    let last = said.last().unwrap();
    let resolved = said.iter().find(|(phase, ..)| *phase == "resolved");
    json!({
        "id": id,
        "name": title,
        "status": last.0,
        "impact": "major",
        "created_at": said[0].1,
        "started_at": said[0].1,
        "updated_at": last.1,
        "resolved_at": resolved.map(|(_, at, _)| at),
        "shortlink": format!("https://stspg.io/{id}"),
        "postmortem_body": null,
        "incident_updates": said.iter().enumerate().rev().map(|(number, (phase, at, words))| json!({
            "id": format!("{id}-{number}"),
            "incident_id": id,
            "status": phase,
            "body": words,
            "created_at": at,
            "updated_at": at,
            "display_at": at,
            "affected_components": [{
                "code": "web", "name": "Web App",
                "old_status": "operational", "new_status": "partial_outage",
            }],
        })).collect::<Vec<_>>(),
        "components": [],
    })
}

/// Noterro's page with its components in these states, and these incidents, newest first.
fn publish(world: &World, states: [&str; 2], incidents: &[Value]) {
    let page = json!({
        "id": "p4g3", "name": "Noterro", "url": NOTERRO, "time_zone": "America/New_York",
    });
    let component = |(id, name, status): (&str, &str, &str)| {
        json!({
            "id": id, "name": name, "status": status, "position": 1,
            "group": false, "group_id": null,
        })
    };
    let is_open = |incident: &&Value| {
        !["resolved", "postmortem"].contains(&incident["status"].as_str().unwrap())
    };
    let documents = [
        (
            "summary",
            json!({
                "page": page,
                "status": { "indicator": "none", "description": "All Systems Operational" },
                "components": [
                    component(("web", "Web App", states[0])),
                    component(("api", "API", states[1])),
                ],
                "incidents": incidents.iter().filter(is_open).collect::<Vec<_>>(),
                "scheduled_maintenances": [],
            }),
        ),
        ("incidents", json!({ "page": page, "incidents": incidents })),
        (
            "scheduled-maintenances",
            json!({ "page": page, "scheduled_maintenances": [] }),
        ),
    ];
    for (name, body) in documents {
        let url = format!("{NOTERRO}/api/v2/{name}.json");
        world.script(&url, Scripted::Body(body.to_string()));
    }
}

/// A world in which Noterro was just read; the other page was never heard of.
fn lit(states: [&str; 2], incidents: &[Value]) -> World {
    let world = World::new(PAGES, NOON);
    publish(&world, states, incidents);
    world.tick();
    world.advance(1);
    world
}

fn calm() -> World {
    lit(
        ["operational", "operational"],
        &[incident("i1", "Service Unavailable", &OUTAGE)],
    )
}

fn text(reply: &Reply) -> String {
    String::from_utf8(reply.body.as_deref().unwrap_or_default().to_vec()).unwrap()
}

/// The document at a path that answers 200.
fn read(world: &World, path: &str) -> String {
    let reply = world.get(path);
    assert_eq!(reply.status, 200, "{path}: {}", text(&reply));
    text(&reply)
}

/// What stands between the first `from` and the next `to`.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text
        .split_once(from)
        .unwrap_or_else(|| panic!("no {from} in {text}"));
    rest.split_once(to)
        .unwrap_or_else(|| panic!("no {to} in {rest}"))
        .0
}

/// The words of a document without its markup.
fn plain(html: &str) -> String {
    let mut words = String::new();
    let mut is_markup = false;
    let (_, html) = html.split_once("<body>").unwrap_or(("", html));
    for character in html.chars() {
        match character {
            '<' => is_markup = true,
            '>' => is_markup = false,
            other if !is_markup => words.push(other),
            _ => {}
        }
    }
    words
}
