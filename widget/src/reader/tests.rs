//! The reader and the model's own `Deserialize` say the same of every document.

use super::{asked, catalogue, news, summary};
use serde_json::{Value, json};
use statuslamp_model::Summary;
use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// Lays documents out as it is done in the browser: with the script itself, run by Node. `call` is
/// what is asked of it, with `document` and an `answer` that brings it.
pub(super) fn laid_out(call: &str, documents: &[&Value]) -> Vec<String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/browser/read.js");
    let script = fs::read_to_string(script).expect("the script is there");
    let program = format!(
        r#"{script}
        import {{ readFileSync }} from "node:fs";
        const told = [];
        for (const document of JSON.parse(readFileSync(0, "utf8"))) {{
          const answer = Response.json(document);
          told.push(await {call});
        }}
        process.stdout.write(JSON.stringify(told));"#
    );
    let mut node = Command::new("node")
        .args(["--input-type=module", "--eval", &program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    let mut stdin = node.stdin.take().expect("a pipe");
    let documents = serde_json::to_vec(documents).expect("JSON");
    stdin.write_all(&documents).expect("node listens");
    drop(stdin);
    let output = node.wait_with_output().expect("node ends");
    assert!(output.status.success(), "{call}");
    serde_json::from_slice(&output.stdout).expect("a text for each")
}

fn read(documents: &[&Value]) -> Vec<Option<Summary>> {
    let told = laid_out("summary(answer)", documents);
    told.iter().map(|told| summary(told)).collect()
}

/// Both readings of each document, which must be one.
fn check(cases: &[(String, Value)]) {
    let documents: Vec<_> = cases.iter().map(|(_, document)| document).collect();
    for ((name, document), read) in cases.iter().zip(read(&documents)) {
        let expected: Summary = serde_json::from_value(document.clone())
            .unwrap_or_else(|error| panic!("{name}: {error}"));

        assert_eq!(read, Some(expected), "{name}");
    }
}

fn document() -> Value {
    json!({
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
    })
}

#[test]
fn every_member_is_read_as_the_model_itself_reads_it() {
    check(&[("every member".to_owned(), document())]);
}

/// The document, and the document with each of its values in turn replaced by another or missing.
fn spoiled(document: &Value) -> Vec<(String, Value)> {
    let mut paths = Vec::new();
    walk(document, &mut String::new(), &mut paths);
    let others = [
        json!(null),
        json!(true),
        json!(7),
        json!(-1.5),
        json!(""),
        json!("0000-02-29T23:59:59.999Z"),
        json!("2026-02-30T00:00:00Z"),
        json!("Fu\u{df} \u{1f9ef}\n"),
        json!([]),
        json!([null, 1, "one", [], {}]),
        json!({"at": 1}),
    ];
    let mut spoiled = Vec::new();
    for path in paths {
        for other in &others {
            let mut document = document.clone();
            let value = document.pointer_mut(&path).expect("a value");
            if value.is_object() && other.is_array() {
                // To `Deserialize` that is an object without names.
                continue;
            }
            *value = other.clone();
            spoiled.push((format!("{path} is {other}"), document));
        }
        let (parent, name) = path.rsplit_once('/').expect("a path");
        let mut document = document.clone();
        if let Some(Value::Object(parent)) = document.pointer_mut(parent) {
            parent.remove(name);
            spoiled.push((format!("{path} is missing"), document));
        }
    }
    spoiled
}

fn walk(value: &Value, path: &mut String, paths: &mut Vec<String>) {
    let length = path.len();
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, it)| (name.clone(), it))
            .collect(),
        Value::Array(items) => items
            .iter()
            .zip(0..)
            .map(|(it, at): (_, i32)| (at.to_string(), it))
            .collect(),
        _ => Vec::new(),
    };
    for (name, member) in members {
        path.push('/');
        path.push_str(&name);
        paths.push(path.clone());
        walk(member, path, paths);
        path.truncate(length);
    }
}

#[test]
fn what_the_model_itself_can_read_is_read_alike_whatever_is_missing_or_of_another_kind() {
    let cases = spoiled(&document());
    let documents: Vec<_> = cases.iter().map(|(_, document)| document).collect();
    let mut count = 0;
    for ((name, document), read) in cases.iter().zip(read(&documents)) {
        if let Ok(expected) = serde_json::from_value::<Summary>(document.clone()) {
            assert_eq!(read, Some(expected), "{name}");
            count += 1;
        }
    }

    assert!(count > 300, "{count} of {} cases", cases.len());
}

fn instant(second: u32) -> String {
    format!("2026-11-21T06:00:{second:02}Z")
}

fn event() -> Value {
    let words = json!([{"type": "text", "text": "Words"}]);
    let body = json!([
        {"type": "paragraph", "children": [
            {"type": "link", "url": "https://example.com/a", "children": words},
            {"type": "link", "url": "javascript:alert(1)", "text": "-", "children": words},
            {"type": "strong", "children": [{"type": "emphasis", "children": words}]},
            {"type": "break"},
            {"type": "code", "text": "x < y"},
            {"type": "blink", "text": "still ", "children": words},
        ]},
        {"type": "heading", "number": 9, "children": words},
        {"type": "ordered_list", "number": 3, "children": [
            {"type": "item", "children": [{"type": "quote", "children": [{"type": "aside", "text": "read"}]}]},
        ]},
        {"type": "unordered_list", "children": [{"type": "item", "children": []}]},
        {"type": "code_block", "text": "one\ntwo", "children": words},
        {"type": "table", "children": [{"type": "row", "children": [
            {"type": "header_cell", "children": words}, {"type": "cell", "children": words},
        ]}]},
    ]);
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
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder)
        .expect("the fixtures are there")
        .flatten()
    {
        if let Ok(text) = fs::read_to_string(entry.path().join("input.json")) {
            let case: Value = serde_json::from_str(&text).expect("a case is JSON");
            let name = entry.file_name().to_string_lossy().into_owned();
            cases.push((name, case["summary"].clone()));
        }
    }

    assert!(cases.len() >= 10, "{} cases", cases.len());
    check(&cases);
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
        assert_eq!(read(&[&document]), [None], "{document}");
    }
}

#[test]
fn news_without_a_verdict_still_tell_the_time() {
    let told = |handed: &Value| news(&laid_out("news(document)", &[handed])[0]);
    let heard = told(&json!([
        {"page": "a", "verdict": null, "now": 5, "reachable": false, "dismissed": ["a", 1], "shown": ["b"]},
        {"page": "b", "verdict": {"revision": 3}, "now": 6, "reachable": true},
    ]))
    .expect("news");

    let [first, second] = heard.as_slice() else {
        panic!("{heard:?}");
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
    assert_eq!(told(&json!([{"verdict": {"revision": 1}}])), None);
    assert_eq!(told(&json!({"verdict": null, "now": 5})), None);
}

#[test]
fn what_the_host_asks_is_read_by_name_and_what_is_no_text_is_left_out() {
    let options = json!({
        "api": "https://lamp.example", "pages": ["a", 1, "b"], "lang": "de", "words": null,
        "theme": "dark", "regions": 7, "position": "", "title": "not ours",
    });

    let told = laid_out("asked(document)", &[&options]);
    let asked = asked(&told[0]);

    assert_eq!(asked.api, "https://lamp.example");
    assert_eq!(asked.pages, ["a", "b"]);
    let given = ["lang", "theme", "regions", "title"].map(|name| asked.settings.get(name));
    assert_eq!(given, ["de", "dark", "", ""]);
}

#[test]
fn a_catalogue_is_a_list_of_phrases() {
    let brought = [
        json!({"words": ["Eins", ""]}),
        json!({"words": null}),
        json!({}),
    ];

    let told = laid_out("words(document)", &brought.iter().collect::<Vec<_>>());

    assert_eq!(catalogue(&told[0]), Some(vec!["Eins", ""]));
    assert_eq!((catalogue(&told[1]), catalogue(&told[2])), (None, None));
}

#[test]
fn text_that_is_nested_without_end_is_cut() {
    let mut nested = json!({"type": "text", "text": "deepest"});
    for _ in 0..50 {
        nested = json!({"type": "strong", "children": [nested]});
    }
    let first = json!({"type": "text", "text": "first"});
    let mut document = document();
    document["events"][0]["updates"][0]["body"] =
        json!([{"type": "paragraph", "children": [first, nested]}]);

    let read = read(&[&document]).remove(0).expect("a summary");

    assert_eq!(read.events[0].updates[0].body.to_plain(), "first");
}
