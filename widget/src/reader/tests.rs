//! The reader and the model's own `Deserialize` say the same of every document.

use super::{Source, news, summary};
use serde_json::{Value, json};
use statuslamp_model::Summary;
use std::{fs, path::Path};

impl Source for &Value {
    fn member(&self, name: &str) -> Self {
        self.get(name).unwrap_or(&Value::Null)
    }

    fn items(&self) -> Option<Vec<Self>> {
        self.as_array().map(|items| items.iter().collect())
    }

    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn is_true(&self) -> bool {
        **self == Value::Bool(true)
    }
}

/// Both readings of a document, which must be one.
fn check(name: &str, document: &Value) {
    let expected: Summary =
        serde_json::from_value(document.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));

    let read = summary(&document).unwrap_or_else(|| panic!("{name} was not read"));

    assert_eq!(read, expected, "{name}");
}

#[test]
fn every_member_is_read_as_the_model_itself_reads_it() {
    check(
        "every member",
        &json!({
            "page": {
                "id": "noterro", "name": "Noterro", "url": "https://status.example.com",
                "provider": "statuspage", "time_zone": "Etc/UTC",
            },
            "revision": 1_795_241_643_000_u64,
            "checked_at": instant(1), "fresh_until": instant(2), "unknown_after": instant(3),
            "poll_seconds": 60,
            "overall": {
                "status": "partial_outage", "raw": "major", "text": "Bad",
                "vendor": "operational",
                "derived": "degraded_performance",
            },
            "components": [{
                "id": "web", "kind": "component", "group_id": "g", "name": "Web App",
                "description": "The app", "status": "major_outage", "status_raw": "down",
                "hidden_when_operational": true, "updated_at": instant(4),
                "muted": true,
                "only_for": {"regions": ["eu"], "audiences": ["developers"]},
            }],
            "events": [event()],
            "silenced": true,
        }),
    );
}

fn instant(second: u32) -> String {
    format!("2026-11-21T06:00:{second:02}Z")
}

fn event() -> Value {
    let body = json!([{"type": "paragraph", "children": [{"type": "text", "text": "Words"}]}]);
    let affected = json!({
        "component_id": "web", "name": "Web", "status": "partial_outage", "status_raw": "p",
        "spans": [{"status": "major_outage", "from": instant(13), "to": instant(14)}],
    });
    let update = json!({
        "id": "u", "phase": "identified", "phase_raw": "i",
        "at": instant(15), "posted_at": instant(16), "edited_at": instant(17), "body": body,
        "changes": [{
            "component_id": "web", "name": "Web", "from": "operational", "to": "major_outage",
        }],
    });
    json!({
        "id": "e", "kind": "maintenance", "title": "T", "phase": "verifying", "phase_raw": "v",
        "impact": "critical", "impact_raw": "c",
        "started_at": instant(5), "detected_at": instant(6), "identified_at": instant(7),
        "monitoring_at": instant(8), "resolved_at": instant(9), "updated_at": instant(10),
        "scheduled_for": instant(11), "scheduled_until": instant(12),
        "url": "https://status.example.com/e",
        "affected": [affected],
        "updates": [update],
        "updates_complete": true,
        "postmortem": {
            "body": body, "url": "https://status.example.com/p", "published_at": instant(18),
        },
        "backfilled": true,
        "reopened": 2,
        "muted": true,
        "operator": true,
    })
}

#[test]
fn the_fixtures_of_the_components_are_read_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/views");
    let mut count = 0;
    for entry in fs::read_dir(folder)
        .expect("the fixtures are there")
        .flatten()
    {
        if let Ok(text) = fs::read_to_string(entry.path().join("input.json")) {
            let case: Value = serde_json::from_str(&text).expect("a case is JSON");
            check(&entry.file_name().to_string_lossy(), &case["summary"]);
            count += 1;
        }
    }

    assert!(count >= 10, "{count} cases");
}

#[test]
fn what_is_no_summary_is_refused() {
    for document in [
        json!(null),
        json!([]),
        json!("<html>"),
        json!({"page": {"id": "noterro"}}),
        json!({
            "page": {"id": "noterro", "name": "N", "url": "https://status.example.com"},
            "revision": 1, "components": {}, "events": [],
        }),
    ] {
        assert_eq!(summary(&&document), None, "{document}");
    }
}

#[test]
fn news_without_a_verdict_still_tell_the_time() {
    let told = news(&&json!([
        {"page": "a", "verdict": null, "now": 5, "reachable": false, "dismissed": ["a", 1], "shown": ["b"]},
        {"page": "b", "verdict": {"revision": 3}, "now": 6, "reachable": true},
    ]))
    .expect("news");

    let [first, second] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(
        (first.page.as_str(), first.verdict, first.now),
        ("a", None, 5.0)
    );
    assert_eq!((first.unreachable, second.unreachable), (true, false));
    assert_eq!(
        (&first.dismissed[..], &first.shown[..]),
        (&["a".to_owned()][..], &["b".to_owned()][..])
    );
    assert_eq!(second.verdict.map(|heard| heard.revision), Some(3));
    assert_eq!(news(&&json!([{"verdict": {"revision": 1}}])), None);
    assert_eq!(news(&&json!({"verdict": null, "now": 5})), None);
}
