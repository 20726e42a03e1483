//! The walls between the rooms, as `ARCHITECTURE.md` states them.

use serde_json::Value;
use statuslamp_model::{
    Affected, Component, ComponentStatus, ComponentUptime, Event, EventKind, Impact, ListedEvent,
    OnlyFor, Overall, PageInfo, Phase, Postmortem, Provider, Reading, RichText, Seconds, Span,
    Summary, Timestamp, Update, Uptime, UptimeDay, Verdict,
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below `folder` with one of these endings, as paths from the project's root.
fn files(folder: &str, endings: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).expect("a folder of the project can be read");
        for entry in entries.map(|entry| entry.expect("its entries can be read")) {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !["target", "dist", "node_modules", "fixtures"].contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let path = path.strip_prefix(root()).expect("it lies below the root");
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// The files below `folder` whose code, comments left out, contains one of `words`.
fn naming(folder: &str, endings: &[&str], words: &[&str]) -> Vec<String> {
    let mut found = files(folder, endings);
    found.retain(|path| {
        let text = read(path);
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        code.into_iter()
            .any(|line| words.iter().any(|word| line.contains(word)))
    });
    found
}

#[test]
fn pure_crates_depend_on_no_platform() {
    let platform = [
        "worker",
        "web-sys",
        "js-sys",
        "wasm-bindgen",
        "gloo-net",
        "tokio",
        "rand",
        "getrandom",
    ];
    for crate_folder in ["shared", "widget/page", "widget/view", "worker/normalise"] {
        let manifest = read(&format!("{crate_folder}/Cargo.toml"));
        let dependencies = manifest.split("[dependencies]").nth(1).unwrap();
        let dependencies = dependencies.split("\n[").next().unwrap();
        for line in dependencies.lines().filter(|line| !line.trim().is_empty()) {
            let name = line.split(['.', ' ', '=']).next().unwrap();

            assert!(
                !platform.contains(&name),
                "{crate_folder} depends on {name}"
            );
        }
    }
}

#[test]
fn pure_crates_read_no_clock_and_do_no_input_or_output() {
    let forbidden = [
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "std::fs",
        "std::net",
        "std::env",
        "println!",
    ];
    for crate_folder in [
        "shared/src",
        "widget/page/src",
        "widget/view/src",
        "worker/normalise/src",
    ] {
        assert_eq!(naming(crate_folder, &[".rs"], &forbidden), [""; 0]);
    }
}

#[test]
fn one_file_of_the_worker_names_the_platform() {
    let named = naming(
        "worker/src",
        &[".rs"],
        &["worker::", "js_sys::", "web_sys::", "wasm_bindgen"],
    );

    assert_eq!(named, ["worker/src/platform/cloudflare.rs"]);
}

#[test]
fn no_markup_is_ever_parsed_in_a_host_page() {
    let sinks = [
        "inner_html",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "createContextualFragment",
        "DOMParser",
    ];
    for folder in ["widget", "www"] {
        assert_eq!(
            naming(folder, &[".rs", ".js", ".mjs", ".html"], &sinks),
            [""; 0]
        );
    }
}

#[test]
fn every_file_has_one_purpose_and_at_most_400_lines() {
    let mut too_long = Vec::new();
    for folder in ["shared", "worker", "widget", "www", "tests", "xtask"] {
        for path in files(folder, &[".rs", ".js", ".mjs", ".css"]) {
            let lines = read(&path).lines().count();
            // The one file that may name the platform cannot be parted.
            if lines > 400 && path != "worker/src/platform/cloudflare.rs" {
                too_long.push(format!("{path}: {lines}"));
            }
        }
    }

    assert_eq!(too_long, [""; 0]);
}

#[test]
fn every_source_file_says_what_it_is() {
    for folder in ["shared", "worker", "widget", "tests", "xtask"] {
        for path in files(folder, &[".rs"]) {
            assert!(read(&path).starts_with("//! "), "{path} has no header");
        }
    }
}

/// Every member name of a JSON value, however deep.
fn members(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                names.insert(name.clone());
                members(value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| members(item, names)),
        _ => {}
    }
}

/// A summary in which every list has an item and every optional object is there.
fn full_summary(now: Timestamp) -> Summary {
    let reading = Reading::taken(now, 60);
    let component = Component {
        id: "c1".to_owned(),
        name: "Web".to_owned(),
        status: ComponentStatus::PartialOutage,
        only_for: Some(OnlyFor::default()),
        ..Component::default()
    };
    let affected = Affected {
        component_id: Some("c1".to_owned()),
        spans: vec![Span::default()],
        ..Affected::default()
    };
    let update = Update {
        body: RichText::from_plain("Text"),
        changes: vec![statuslamp_model::Change::default()],
        ..Update::default()
    };
    let event = Event {
        id: "e1".to_owned(),
        kind: EventKind::Incident,
        phase: Phase::Investigating,
        impact: Impact::Minor,
        affected: vec![affected],
        updates: vec![update],
        postmortem: Some(Postmortem::default()),
        ..Event::default()
    };
    Summary {
        page: PageInfo {
            id: "page".parse().expect("it is a page id"),
            name: "Page".to_owned(),
            url: "https://status.example.com"
                .parse()
                .expect("it is an address"),
            provider: Some(Provider::Statuspage),
            time_zone: None,
        },
        revision: 1,
        checked_at: reading.checked_at,
        fresh_until: reading.fresh_until,
        unknown_after: reading.unknown_after,
        poll_seconds: 60,
        overall: Overall::default(),
        components: vec![component],
        events: vec![event],
        silenced: false,
    }
}

#[test]
fn every_member_of_json_v1_is_documented() {
    let now = Timestamp::from_millis(1_700_000_000_000);
    let summary = full_summary(now);
    let verdict = Verdict::of(&summary, false, now);
    let mut names = BTreeSet::new();
    members(&serde_json::to_value(&summary).unwrap(), &mut names);
    members(&serde_json::to_value(&verdict).unwrap(), &mut names);
    let listed = ListedEvent::new(summary.events[0].clone(), 1);
    members(&serde_json::to_value(&listed).unwrap(), &mut names);
    let uptime = Uptime::new(vec![UptimeDay::new(now, Seconds::default())]);
    let uptime = ComponentUptime {
        uptime,
        ..ComponentUptime::default()
    };
    members(&serde_json::to_value(&uptime).unwrap(), &mut names);
    let page = read("www/docs/json/index.html");

    let missing: Vec<_> = names
        .iter()
        .filter(|name| !page.contains(&format!("<code>{name}</code>")))
        .collect();

    assert_eq!(missing, [""; 0]);
}

#[test]
fn every_word_of_json_v1_is_documented() {
    let page = read("www/docs/json/index.html");
    let words = [
        ComponentStatus::ALL
            .iter()
            .map(|word| word.as_str())
            .collect::<Vec<_>>(),
        EventKind::ALL.iter().map(|word| word.as_str()).collect(),
        Impact::ALL.iter().map(|word| word.as_str()).collect(),
        Phase::ALL.iter().map(|word| word.as_str()).collect(),
    ];

    for word in words.concat() {
        assert!(page.contains(&format!("<code>{word}</code>")), "{word}");
    }
}

#[test]
fn every_problem_leads_to_its_documentation() {
    let page = read("www/docs/problems/index.html");
    let documented: BTreeSet<_> = page
        .split("<h2 id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let mut raised = BTreeSet::new();
    for path in files("worker/src", &[".rs"]) {
        let text = read(&path);
        for slug in &documented {
            if text.contains(&format!("\"{slug}\"")) {
                raised.insert(*slug);
            }
        }
    }

    assert_eq!(documented, raised);
}

#[test]
fn the_healthy_verdict_of_the_longest_id_stays_within_300_bytes() {
    let now = Timestamp::from_millis(1_700_000_000_123);
    let mut summary = full_summary(now);
    summary.page.id = "a".repeat(40).parse().unwrap();
    summary.revision = 1_700_000_000_123;
    summary.poll_seconds = 3600;
    summary.overall.status = ComponentStatus::Operational;
    summary.components.clear();
    summary.events.clear();

    let bytes = serde_json::to_vec(&Verdict::of(&summary, false, now))
        .unwrap()
        .len();

    assert!(bytes <= 300, "{bytes}");
}

#[test]
fn a_verdict_on_many_long_events_stays_within_2_kilobytes_and_counts_what_it_drops() {
    let now = Timestamp::from_millis(1_700_000_000_000);
    let mut summary = full_summary(now);
    let affected = |number: usize| Affected {
        component_id: Some(format!("component-{number}")),
        name: format!("A component with a rather long name, number {number}"),
        ..Affected::default()
    };
    summary.events = vec![summary.events[0].clone(); 3];
    for event in &mut summary.events {
        event.affected = (0..50).map(affected).collect();
    }
    summary.components = (0..100)
        .map(|number| Component {
            id: format!("component-{number}"),
            ..summary.components[0].clone()
        })
        .collect();

    let verdict = Verdict::of(&summary, false, now);

    assert!(serde_json::to_vec(&verdict).unwrap().len() <= 2048);
    assert_eq!(verdict.components.len() + verdict.more as usize, 100);
    for event in &verdict.events {
        assert_eq!(event.components.len() + event.more as usize, 50);
    }
}

#[test]
fn a_verdict_drops_the_least_urgent_events_first() {
    let now = Timestamp::from_millis(1_700_000_000_000);
    let mut summary = full_summary(now);
    let planned = |number: usize| Event {
        id: format!("maintenance-with-a-long-id-{number}"),
        kind: EventKind::Maintenance,
        phase: Phase::Scheduled,
        scheduled_for: Some(now.plus_seconds(3600)),
        affected: vec![],
        ..summary.events[0].clone()
    };
    let mut events: Vec<_> = (0..40).map(planned).collect();
    events.push(summary.events[0].clone());
    summary.events = events;

    let verdict = Verdict::of(&summary, false, now);

    assert!(serde_json::to_vec(&verdict).unwrap().len() <= 2048);
    assert!(verdict.events.iter().any(|event| event.id == "e1"));
    assert_eq!(verdict.events.len() + verdict.more_events as usize, 41);
}
