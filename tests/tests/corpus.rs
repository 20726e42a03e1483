//! Every recorded Statuspage and Instatus payload is either refused for what it is or kept whole:
//! each id of the file once, the file's word in `raw`, and nothing better than the file says.
//!
//! What a file holds is found by a walk of its own over plain JSON, not by the normalisers' code.
//! A file that is new to the corpus needs no entry here to be checked.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use serde_json::Value;
use statuslamp_model::{ComponentStatus, Event, Provider, Timestamp};
use statuslamp_normalise::{Answer, Came, Document, Normalised, Snapshot, normalise};
use statuslamp_tests::corpus::{self, File};
use std::collections::{BTreeMap, BTreeSet};

/// What the files that are no documents are instead.
fn expected_refusals() -> BTreeMap<&'static str, Came> {
    let html = |title: &str| Came::HtmlPage(title.to_owned());
    BTreeMap::from([
        (
            "statuspage/anzgcis-ERROR-private-login.html",
            Came::LoginPage,
        ),
        (
            "statuspage/bardenproduce-ERROR-sign-in.html",
            Came::LoginPage,
        ),
        (
            "statuspage/unknown-page-ERROR-marketing-redirect.html",
            html("Statuspage | Atlassian"),
        ),
        (
            "statuspage/github-status-EMPTY-2026-08-19.json",
            Came::Nothing,
        ),
        (
            "statuspage/streamyard-history.html",
            html("StreamYard Status - Incident History"),
        ),
        ("instatus/whereby-page-good.html", html("Whereby - Status")),
    ])
}

fn read(file: &File) -> Result<Normalised, Came> {
    let provider = match file.name.split(['/', '-']).next() {
        Some("statuspage") => Provider::Statuspage,
        _ => Provider::Instatus,
    };
    let provider = if file.name.starts_with("_derived/instatus") {
        Provider::Instatus
    } else {
        provider
    };
    let document = if file.is_feed() {
        Document::History
    } else {
        Document::Summary
    };
    let answers = [Answer {
        document,
        body: &file.bytes,
    }];
    normalise(
        provider,
        &answers,
        Timestamp::from_millis(1_790_000_000_000),
    )
    .map_err(|unreadable| unreadable.came)
}

#[test]
fn every_recorded_file_is_refused_for_what_it_is_or_kept_whole() {
    let refusals = expected_refusals();
    let mut refused = BTreeSet::new();
    let mut kept = 0;

    for file in corpus::files() {
        match (read(&file), refusals.get(file.name.as_str())) {
            (Err(came), Some(expected)) => {
                assert_eq!(came, *expected, "{}", file.name);
                refused.insert(file.name);
            }
            (Err(came), None) => panic!("{} was refused: {came}", file.name),
            (Ok(_), Some(expected)) => panic!("{} is {expected} and was read", file.name),
            (Ok(read), None) => {
                kept += 1;
                match serde_json::from_slice(&file.bytes) {
                    Ok(json) => check_json(&file.name, &json, &read.snapshot),
                    Err(_) => check_feed(&file.name, &file.bytes, &read.snapshot),
                }
            }
        }
    }

    if corpus::exists() {
        assert_eq!(refused.len(), refusals.len(), "refused: {refused:?}");
        assert!(kept >= 40, "only {kept} files were kept");
    }
}

/// Ids and words of a file, as found by walking it.
#[derive(Default)]
struct Found {
    components: Vec<(String, Option<String>)>,
    events: Vec<String>,
    updates: Vec<String>,
    /// Ids of components, per event.
    affected: BTreeMap<String, BTreeSet<String>>,
    /// Words that say how bad the page is at the least.
    words: Vec<String>,
    overall: Option<String>,
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

impl Found {
    fn walk(&mut self, value: &Value, key: &str, event: Option<&str>) {
        match value {
            Value::Object(members) => {
                let is_event = members.contains_key("incident_updates")
                    || ["activeIncidents", "activeMaintenances"].contains(&key);
                let own = is_event.then(|| self.event(value));
                let event = own.as_deref().or(event);
                if ["components", "children", "component"].contains(&key) {
                    self.component(value, event);
                }
                if key == "affected_components"
                    && let (Some(event), Some(code)) = (event, text(&value["code"]))
                {
                    self.affected
                        .entry(event.to_owned())
                        .or_default()
                        .insert(code);
                }
                if ["incident_updates", "updates"].contains(&key) && event.is_some() {
                    self.updates.extend(text(&value["id"]));
                }
                if ["page", "site"].contains(&key) {
                    let word = text(&value["status_indicator"]).or_else(|| text(&value["status"]));
                    self.overall = self.overall.take().or(word);
                    self.words.extend(text(&value["mainStatus"]));
                }
                if key == "status" {
                    self.overall = text(&value["indicator"]);
                }
                for (name, member) in members {
                    self.walk(member, name, event);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.walk(item, key, event)),
            _ => {}
        }
    }

    fn event(&mut self, value: &Value) -> String {
        let id = text(&value["id"]).unwrap_or_else(|| {
            let url = value["url"].as_str().unwrap();
            url.rsplit('/').next().unwrap().to_owned()
        });
        self.events.push(id.clone());
        let status = value["status"].as_str().unwrap_or_default().to_lowercase();
        let is_quiet = [
            "resolved",
            "postmortem",
            "completed",
            "scheduled",
            "notstartedyet",
        ];
        if !is_quiet.contains(&status.as_str()) {
            self.words.extend(text(&value["impact"]));
        }
        id
    }

    fn component(&mut self, value: &Value, event: Option<&str>) {
        let Some(id) = text(&value["id"]) else { return };
        if let Some(event) = event {
            self.affected
                .entry(event.to_owned())
                .or_default()
                .insert(id);
        } else {
            let status = text(&value["status"]);
            self.words.extend(status.clone());
            self.components.push((id, status));
        }
    }
}

/// How bad a vendor's word is, whichever axis it is said on.
fn severity(word: &str) -> u8 {
    match word.to_lowercase().replace('_', "").as_str() {
        "none" | "up" | "operational" => 0,
        "maintenance" | "undermaintenance" => 1,
        "minor" | "degradedperformance" | "hasissues" => 2,
        "major" | "partialoutage" => 3,
        "critical" | "majoroutage" => 4,
        other => panic!("a word to look at: {other}"),
    }
}

fn is_no_better(ours: ComponentStatus, word: &str) -> bool {
    ours.severity().is_none_or(|ours| ours >= severity(word))
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

fn ids_of_updates(events: &[Event]) -> Vec<String> {
    events
        .iter()
        .flat_map(|event| &event.updates)
        .filter_map(|update| update.id.clone())
        .collect()
}

fn check_json(name: &str, json: &Value, snapshot: &Snapshot) {
    let mut found = Found::default();
    found.walk(json, "", None);
    let components = snapshot.components.as_deref().unwrap_or_default();

    // Each id exactly once.
    let ids = components.iter().map(|component| component.id.clone());
    let listed = found.components.iter().map(|(id, _)| id.clone());
    assert_eq!(sorted(ids.collect()), sorted(listed.collect()), "{name}");
    let ids = snapshot.events.iter().map(|event| event.id.clone());
    assert_eq!(
        sorted(ids.collect()),
        sorted(found.events.clone()),
        "{name}"
    );
    assert_eq!(
        sorted(ids_of_updates(&snapshot.events)),
        sorted(found.updates.clone()),
        "{name}"
    );
    for event in &snapshot.events {
        let affected: Vec<_> = event
            .affected
            .iter()
            .filter_map(|affected| affected.component_id.clone())
            .collect();
        let listed = found.affected.get(&event.id).cloned().unwrap_or_default();
        assert_eq!(
            sorted(affected),
            listed.into_iter().collect::<Vec<_>>(),
            "{name} {}",
            event.id
        );
    }

    // The file's words beside ours, and ours no better.
    let raw = snapshot.vendor.as_ref().and_then(|word| word.raw.clone());
    assert_eq!(raw, found.overall, "{name}");
    for (id, word) in &found.components {
        let ours = components.iter().find(|component| component.id == *id);
        let ours = ours.unwrap_or_else(|| panic!("{name} {id}"));
        assert_eq!(ours.status_raw, *word, "{name} {id}");
        if let Some(word) = word {
            assert!(is_no_better(ours.status, word), "{name} {id}");
        }
    }
    let overall = snapshot.overall();
    for word in found.words.iter().chain(&found.overall) {
        assert!(
            is_no_better(overall.status, word),
            "{name}: {} for {word}",
            overall.status
        );
    }
}

fn check_feed(name: &str, bytes: &[u8], snapshot: &Snapshot) {
    let xml = String::from_utf8(bytes.to_vec()).unwrap();
    let is_atom = xml.contains("<entry>");
    let entries: Vec<_> = xml
        .split(if is_atom { "<entry>" } else { "<item>" })
        .skip(1)
        .collect();
    let listed = entries.iter().map(|entry| {
        let link = if is_atom {
            let link = entry.split("href=\"").nth(1).unwrap();
            link.split('"').next().unwrap()
        } else {
            let link = entry.split("<link>").nth(1).unwrap();
            link.split('<').next().unwrap()
        };
        link.rsplit('/').next().unwrap().to_owned()
    });

    let ids = snapshot.events.iter().map(|event| event.id.clone());
    assert_eq!(sorted(ids.collect()), sorted(listed.collect()), "{name}");
    for entry in entries {
        let frames = entry.matches("='time'").count() + entry.matches("=&apos;time&apos;").count();
        let event = snapshot
            .events
            .iter()
            .find(|event| entry.contains(&format!("/{}", event.id)))
            .unwrap();
        assert_eq!(event.updates.len(), frames, "{name} {}", event.id);
        assert!(
            event.updates.iter().all(|update| update.at.is_some()),
            "{name}"
        );
    }
}
