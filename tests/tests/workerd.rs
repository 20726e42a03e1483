//! The worker on real workerd, over simulated and recorded upstreams: what only the platform can
//! prove.
#![cfg(feature = "workerd")]

use serde_json::Value;
use statuslamp_simulator::{Files, Simulator};
use statuslamp_tests::lamp::{Folder, Lamp, press, serve_command};
use std::path::{Path, PathBuf};

/// Two simulated vendors, one of each format, read every second.
fn pages(simulator: &Simulator) -> String {
    format!(
        r#"{{"pages":[
            {{"id":"noterro","name":"Noterro","url":"{simulator}/noterro","provider":"statuspage","poll_seconds":1}},
            {{"id":"watermelon","name":"Watermelon","url":"{simulator}/watermelon","poll_seconds":1}}
        ]}}"#
    )
}

fn was_read(body: &Value) -> bool {
    !body["checked_at"].is_null()
}

fn revision(body: &Value) -> u64 {
    body["revision"].as_u64().expect("a revision is a number")
}

#[test]
fn a_page_is_read_and_answered_with_the_headers_readers_rely_on() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("answers");
    let lamp = Lamp::start(&folder, &pages(&simulator));
    let summary = lamp.wait_for("/v1/pages/noterro/summary", was_read);

    let names: Vec<_> = summary["components"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["name"])
        .collect();
    assert!(names.iter().any(|name| *name == "Web App"), "{names:?}");
    assert_eq!(summary["overall"]["status"], "operational");

    // The provider of the second page was not given: it was found by its shape.
    let watermelon = lamp.wait_for("/v1/pages/watermelon/summary", was_read);
    assert_eq!(watermelon["page"]["provider"], "instatus");
    assert!(!watermelon["components"].as_array().unwrap().is_empty());

    let answer = lamp.get("/v1/pages/noterro/verdict");
    assert_eq!(answer.status, 200);
    assert!(answer.body.len() <= 300, "{}", answer.body);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(
        answer.header("cross-origin-resource-policy"),
        "cross-origin"
    );
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert!(
        answer
            .header("cloudflare-cdn-cache-control")
            .contains("max-age=")
    );
    assert!(!answer.header("date").is_empty());
    assert_eq!(answer.header("vary"), "");

    let head = lamp.request("HEAD", "/v1/pages/noterro/verdict", &[]);
    assert_eq!((head.status, head.body.as_str()), (200, ""));

    // The bytes change with each good read, a second apart: one of a few tries is between two.
    let unchanged = (0..20).any(|_| {
        let etag = lamp
            .get("/v1/pages/noterro/verdict")
            .header("etag")
            .to_owned();
        let again = lamp.request(
            "GET",
            "/v1/pages/noterro/verdict",
            &[("If-None-Match", &etag)],
        );
        again.status == 304 && again.body.is_empty() && again.header("etag") == etag
    });
    assert!(unchanged);
}

#[test]
fn errors_are_problems_that_name_what_and_where() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("problems");
    let lamp = Lamp::start(&folder, &pages(&simulator));

    let cases: [(&str, &str, u16, &str); 6] = [
        ("GET", "/v1/pages/nobody/summary", 404, "nobody"),
        ("GET", "/v1/pages/noterro/incidents/zzz", 404, "zzz"),
        ("GET", "/v1/pages/noterro/summary?colour=red", 400, "colour"),
        (
            "GET",
            "/v1/pages/noterro/summary?revision=soon",
            400,
            "revision",
        ),
        ("POST", "/v1/pages/noterro/summary", 405, "POST"),
        ("GET", "/v1/pages/noterro/live", 426, "WebSocket"),
    ];
    for (method, path, status, named) in cases {
        let answer = lamp.request(method, path, &[]);

        assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
        assert!(
            answer
                .header("content-type")
                .starts_with("application/problem+json")
        );
        assert_eq!(answer.json()["status"], status);
        assert!(
            answer.body.contains(named),
            "{method} {path}: {}",
            answer.body
        );
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_ne!(answer.header("cache-control"), "");
        let (page, anchor) = answer.json()["type"]
            .as_str()
            .unwrap()
            .split_once('#')
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .unwrap();
        let documentation = lamp.get(&page);
        assert_eq!(documentation.status, 200, "{page}");
        assert!(
            documentation.body.contains(&format!("id=\"{anchor}\"")),
            "{anchor}"
        );
    }
    let refused = lamp.request("DELETE", "/v1/pages/noterro/verdict", &[]);
    assert_eq!(refused.header("allow"), "GET, HEAD, OPTIONS");
}

#[test]
fn an_incident_is_followed_from_its_beginning_to_its_end() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("incident");
    let lamp = Lamp::start(&folder, &pages(&simulator));
    let calm = lamp.wait_for("/v1/pages/noterro/verdict", was_read);
    assert_eq!(calm["events"].as_array().unwrap().len(), 0);

    press(&simulator.to_string(), "noterro/play", r#"{"speed":1}"#);
    let begun = lamp.wait_for("/v1/pages/noterro/verdict", |verdict| {
        verdict["events"][0]["phase"] == "investigating"
    });
    assert!(revision(&begun) > revision(&calm));
    assert_eq!(begun["events"][0]["components"][0]["name"], "Web App");
    assert_ne!(begun["overall"], "operational");

    press(&simulator.to_string(), "noterro/step", "{}");
    let moved = lamp.wait_for("/v1/pages/noterro/verdict", |verdict| {
        verdict["events"][0]["phase"] == "monitoring"
    });
    assert!(revision(&moved) > revision(&begun));

    // Bounced: back to investigating, monitoring again, then resolved.
    for _ in 0..3 {
        press(&simulator.to_string(), "noterro/step", "{}");
    }
    let over = lamp.wait_for("/v1/pages/noterro/verdict", |verdict| {
        verdict["overall"] == "operational" && verdict["events"][0]["phase"] == "resolved"
    });
    assert!(revision(&over) > revision(&moved));

    let id = begun["events"][0]["id"].as_str().unwrap();
    let path = format!("/v1/pages/noterro/incidents/{id}");
    let story = lamp.wait_for(&path, |body| body["incident"]["resolved_at"].is_string());
    let phases: Vec<_> = story["incident"]["updates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|u| &u["phase"])
        .collect();
    assert_eq!(
        phases,
        [
            "investigating",
            "monitoring",
            "investigating",
            "monitoring",
            "resolved"
        ]
    );
    assert!(story["incident"]["detected_at"].is_string());
}

#[test]
fn after_a_kill_it_starts_where_it_was_even_while_the_vendor_is_dark() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("kill");
    let lamp = Lamp::start(&folder, &pages(&simulator));
    lamp.wait_for("/v1/pages/noterro/verdict", was_read);
    press(&simulator.to_string(), "noterro/play", r#"{"speed":1}"#);
    let before = lamp.wait_for("/v1/pages/noterro/verdict", |verdict| {
        verdict["events"][0]["phase"] == "investigating"
    });

    lamp.kill();
    press(
        &simulator.to_string(),
        "noterro/break",
        r#"{"how":"error"}"#,
    );
    let lamp = Lamp::start(&folder, &pages(&simulator));

    let after = lamp.get("/v1/pages/noterro/verdict").json();
    assert_eq!(after["events"], before["events"]);
    assert_eq!(revision(&after), revision(&before));

    press(&simulator.to_string(), "noterro/mend", "{}");
    press(&simulator.to_string(), "noterro/step", "{}");
    let moved = lamp.wait_for("/v1/pages/noterro/verdict", |verdict| {
        verdict["events"][0]["phase"] == "monitoring"
    });
    assert!(revision(&moved) > revision(&after));
}

#[test]
fn one_page_that_hangs_does_not_hold_up_another() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("hang");
    let lamp = Lamp::start(&folder, &pages(&simulator));
    lamp.wait_for("/v1/pages/noterro/verdict", was_read);

    press(&simulator.to_string(), "noterro/break", r#"{"how":"hang"}"#);
    let hanging = lamp.get("/v1/pages/noterro/verdict");
    let first = lamp.wait_for("/v1/pages/watermelon/verdict", was_read);
    lamp.wait_for("/v1/pages/watermelon/verdict", |verdict| {
        verdict["checked_at"].as_str() > first["checked_at"].as_str()
    });

    assert_eq!(hanging.status, 200);
    press(&simulator.to_string(), "noterro/mend", "{}");
}

#[test]
fn a_bad_pages_file_is_refused_with_file_line_and_reason_and_nothing_starts() {
    let entry = r#"{"id":"a","name":"A","url":"https://a.example"}"#;
    let cases = [
        (
            r#"{"id":"b","name":"B","url":"https://b.example","pol":1}"#,
            "line 3: unknown field \"pol\"",
        ),
        (entry, "line 3: duplicate id \"a\", first used on line 2"),
        (
            r#"{"id":"b","name":"B","url":"http://b.example"}"#,
            "line 3: the url must begin with https://",
        ),
    ];
    for (second, reason) in cases {
        let folder = Folder::new("refused");
        let pages = format!("{{\"pages\":[\n{entry},\n{second}\n]}}");

        let output = serve_command(&folder, &pages).output().unwrap();

        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success());
        assert!(
            complaint.contains("pages.json") && complaint.contains(reason),
            "{complaint}"
        );
        assert!(!String::from_utf8_lossy(&output.stdout).contains("ready"));
        assert!(!folder.path().join("data").exists());
    }
}

/// The recorded payloads, where they are at hand.
fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    folder.is_dir().then_some(folder)
}

#[test]
fn recorded_pages_are_answered_as_their_files_say() {
    let Some(corpus) = corpus() else { return };
    let recorded = [
        ("three", "github-summary-3-incidents-2026-02-09.json"),
        ("planned", "github-summary-4-maintenances-2022-03-25.json"),
        ("none", "github-summary-none-with-incident-2026-08-20.json"),
    ];
    let mut files = Files::default();
    for (name, file) in recorded {
        files
            .statuspage(name, &corpus.join("statuspage").join(file))
            .unwrap();
    }
    let simulator = Simulator::start_files(0, files).unwrap();
    let entries = recorded.map(|(name, _)| {
        format!(
            r#"{{"id":"{name}","name":"{name}","url":"{simulator}/{name}","provider":"statuspage","poll_seconds":1}}"#
        )
    });
    let folder = Folder::new("corpus");
    let lamp = Lamp::start(&folder, &format!(r#"{{"pages":[{}]}}"#, entries.join(",")));

    for (name, file) in recorded {
        let text = std::fs::read_to_string(corpus.join("statuspage").join(file)).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        let summary = lamp.wait_for(&format!("/v1/pages/{name}/summary"), was_read);

        assert_eq!(
            summary["overall"]["raw"], file["status"]["indicator"],
            "{name}"
        );
        let ids = |list: &Value| {
            let mut ids: Vec<_> = list
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["id"].to_string())
                .collect();
            ids.sort();
            ids
        };
        assert_eq!(
            ids(&summary["components"]),
            ids(&file["components"]),
            "{name}"
        );
        let mut events = ids(&file["incidents"]);
        events.extend(ids(&file["scheduled_maintenances"]));
        events.sort();
        assert_eq!(ids(&summary["events"]), events, "{name}");
        if !file["incidents"].as_array().unwrap().is_empty() {
            assert_ne!(summary["overall"]["status"], "operational", "{name}");
        }
    }
}
