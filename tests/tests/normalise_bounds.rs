//! How much of an upstream document is taken in: everything beyond a bound is cut with a warning,
//! and nothing that is beyond every bound costs more than an error.

use serde_json::{Value, json};
use statuslamp_model::{Provider, Timestamp};
use statuslamp_normalise::{Answer, Document, Normalised, Unreadable, normalise};

const NOW: Timestamp = Timestamp::from_millis(1_795_262_400_000);

fn read(document: Document, body: &[u8]) -> Result<Normalised, Unreadable> {
    normalise(Provider::Statuspage, &[Answer { document, body }], NOW)
}

/// A summary with these components, incidents, and updates of the first incident.
fn summary(components: &Value, incidents: &Value) -> Value {
    json!({
        "page": { "id": "p", "name": "P", "url": "https://status.example.com", "time_zone": "UTC" },
        "status": { "indicator": "none", "description": "All Systems Operational" },
        "components": components,
        "incidents": incidents,
        "scheduled_maintenances": [],
    })
}

fn component(number: usize) -> Value {
    json!({ "id": format!("c{number}"), "name": format!("C{number}"), "status": "operational" })
}

fn incident(number: usize, updates: &Value) -> Value {
    json!({
        "id": format!("i{number}"),
        "name": format!("I{number}"),
        "status": "investigating",
        "impact": "minor",
        "created_at": "2026-11-21T11:00:00Z",
        "incident_updates": updates,
        "components": [],
    })
}

fn update(number: usize, body: &str, changes: &Value) -> Value {
    json!({
        "id": format!("u{number}"),
        "status": "investigating",
        "body": body,
        "created_at": "2026-11-21T11:00:00Z",
        "affected_components": changes,
    })
}

fn one_update(body: &str, changes: &Value) -> Value {
    json!([incident(0, &json!([update(0, body, changes)]))])
}

fn list(count: usize, item: impl Fn(usize) -> Value) -> Value {
    (0..count).map(item).collect()
}

/// What a bound leaves of a document, and how much was put in.
type Counted = fn(&Normalised) -> usize;

#[test]
fn whatever_there_is_too_much_of_is_cut_with_a_warning() {
    let change = |number| json!({ "code": format!("c{number}"), "name": "C" });
    let cases: [(&str, Value, usize, Counted); 6] = [
        (
            "components",
            summary(&list(2001, component), &json!([])),
            2000,
            |read| read.snapshot.components.as_ref().map_or(0, Vec::len),
        ),
        (
            "events",
            summary(
                &json!([]),
                &list(301, |number| incident(number, &json!([]))),
            ),
            300,
            |read| read.snapshot.events.len(),
        ),
        (
            "updates",
            summary(
                &json!([]),
                &json!([incident(
                    0,
                    &list(201, |number| update(number, "Text", &json!([])))
                )]),
            ),
            200,
            |read| read.snapshot.events[0].updates.len(),
        ),
        (
            "changes",
            summary(&json!([]), &one_update("Text", &list(1001, change))),
            1000,
            |read| read.snapshot.events[0].updates[0].changes.len(),
        ),
        (
            "text",
            summary(&json!([]), &one_update(&"a".repeat(33_000), &json!([]))),
            32 * 1024,
            |read| read.snapshot.events[0].updates[0].body.to_plain().len(),
        ),
        (
            "name",
            summary(
                &json!([{ "id": "c", "name": "n".repeat(1001), "status": "operational" }]),
                &json!([]),
            ),
            1000,
            |read| {
                let components = read.snapshot.components.as_ref();
                components.map_or(0, |all| all[0].name.chars().count())
            },
        ),
    ];
    for (what, document, bound, counted) in cases {
        let read = read(Document::Summary, document.to_string().as_bytes()).unwrap();

        let count = counted(&read);
        // A cut line or text ends with a mark that it was cut.
        assert!((bound..=bound + 3).contains(&count), "{what}: {count}");
        assert!(!read.warnings.is_empty(), "{what} was cut in silence");
    }
}
