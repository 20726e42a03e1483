//! What an operator sends, in a line of a test.

#![expect(
    clippy::missing_panics_doc,
    reason = "a test helper fails by panicking"
)]

use crate::{
    vendor::{Incident, Vendor},
    world::{OPERATOR_SECRET, World},
};
use serde_json::{Value, json};
use statuslamp_model::Timestamp;
use statuslamp_worker::{
    http::{Body, Method, Reply, Request},
    platform::Row,
};

/// When the world of these scenarios begins.
pub const NOON: Timestamp = Timestamp::from_millis(1_795_262_400_000);
/// The official page.
pub const NOTERRO: &str = "https://status.noterro.example";
/// Our addresses.
pub const SUMMARY: &str = "/v1/pages/noterro/summary";
/// The same.
pub const VERDICT: &str = "/v1/pages/noterro/verdict";
/// The same.
pub const PAGE: &str = "/v1/pages/noterro";

/// A pages file with the only page `noterro`.
pub fn pages(muted: bool) -> String {
    format!(
        r#"{{"pages":[{{"id":"noterro","name":"Noterro","url":"{NOTERRO}",
            "provider":"statuspage","muted":{muted}}}]}}"#
    )
}

/// A lamp over a page on which `i1` is open and the web app is down.
pub fn troubled(muted: bool) -> (World, Vendor) {
    let world = World::new(&pages(muted), NOON);
    let mut vendor = Vendor::calm(NOTERRO);
    vendor.indicator = "major";
    vendor.components[0].2 = "major_outage";
    vendor.incidents.push(Incident {
        id: "i1",
        impact: "major",
        updates: vec![("investigating", NOON.plus_seconds(-600))],
    });
    vendor.publish(&world);
    world.tick();
    world.advance(1);
    (world, vendor)
}

/// What of an answer is the vendor's: everything but times, revision and the operator's marks.
pub fn truth(body: &Value) -> Value {
    match body {
        Value::Object(members) => {
            let own = ["muted", "silenced", "revision", "checked_at", "fresh_until"];
            let members = members.iter().filter(|(name, _)| {
                !own.contains(&name.as_str()) && name.as_str() != "unknown_after"
            });
            let members = members.map(|(name, value)| (name.clone(), truth(value)));
            Value::Object(members.collect())
        }
        Value::Array(items) => {
            let items = items.iter().filter(|item| item["operator"] != true);
            Value::Array(items.map(truth).collect())
        }
        plain => plain.clone(),
    }
}

/// Whether a verdict gives anybody anything to show.
pub fn announces(verdict: &Value) -> bool {
    let is_empty = |name: &str| verdict[name].as_array().is_some_and(Vec::is_empty);
    let counts = verdict["more"] != 0 || verdict["more_events"] != 0;
    counts || !is_empty("events") || !is_empty("components")
}

/// An hour after the beginning.
pub fn hour() -> Timestamp {
    NOON.plus_seconds(3600)
}

/// The audit: what became of which override, oldest first.
pub fn audit(world: &World) -> Vec<String> {
    let rows = world.rows("noterro", "SELECT action, id FROM audit ORDER BY number");
    let text = |row: &Row, column| row.required_text(column).expect("a word").to_owned();
    let words = rows
        .iter()
        .map(|row| [text(row, 0), text(row, 1)].join(" "));
    words.collect()
}

/// The revision of an answer.
pub fn revision(body: &Value) -> u64 {
    body["revision"].as_u64().expect("a body has a revision")
}

/// Longest anybody but the lamp may answer with this, in seconds; `None` where nobody may.
pub fn kept_for(reply: &Reply, with_errors: bool) -> Option<i64> {
    let policy = reply
        .header("Cloudflare-CDN-Cache-Control")
        .expect("every answer has a policy");
    let directives = policy.split(", ").filter_map(|part| part.split_once('='));
    let counted = directives.filter(|(name, _)| with_errors || *name != "stale-if-error");
    counted
        .map(|(_, seconds)| seconds.parse::<i64>().expect("seconds are a number"))
        .reduce(|one, other| one + other)
}

/// A request of the operator's of the page `noterro`.
pub fn send(
    world: &World,
    method: &str,
    id: &str,
    authorization: Option<&str>,
    body: Body,
) -> Reply {
    let path = format!("/v1/pages/noterro/overrides/{id}");
    world.send(&Request {
        method: Method::from_name(method),
        path: &path,
        query: "",
        host: "",
        origin: "",
        if_none_match: None,
        authorization: authorization.map(str::to_owned),
        body,
    })
}

/// The operator says something.
pub fn put(world: &World, id: &str, body: &Value) -> Reply {
    let secret = format!("Bearer {OPERATOR_SECRET}");
    let body = Body::Whole(body.to_string().into_bytes());
    send(world, "PUT", id, Some(&secret), body)
}

/// The operator takes something back.
pub fn delete(world: &World, id: &str) -> Reply {
    let secret = format!("Bearer {OPERATOR_SECRET}");
    let body = Body::Whole(Vec::new());
    send(world, "DELETE", id, Some(&secret), body)
}

/// The JSON of a reply.
pub fn json_of(reply: &Reply) -> Value {
    let body = reply.body.as_deref().unwrap_or_default();
    serde_json::from_slice(body).unwrap_or_else(|error| panic!("{error} in {reply:?}"))
}

/// One override of each kind, which hits the only open incident `i1` on the only troubled
/// component `web`.
pub fn one_of_each_kind(until: Timestamp) -> Vec<Value> {
    let until = until.to_string();
    vec![
        json!({"kind": "mute_event", "event": "i1", "expires_at": until, "reason": "noise"}),
        json!({"kind": "mute_component", "component": "web", "expires_at": until}),
        json!({"kind": "silence", "expires_at": until}),
        notice(&until),
    ]
}

/// A notice on the web app.
pub fn notice(until: &str) -> Value {
    json!({
        "kind": "notice", "title": "We move", "body": "Tonight.", "impact": "major",
        "components": ["web"], "url": "https://app.example.com/move", "expires_at": until,
    })
}
