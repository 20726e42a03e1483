//! One machine: what an operator of `cargo xtask serve`, or of plain workerd, can rely on.
#![cfg(feature = "workerd")]

use serde_json::{Value, json};
use statuslamp_simulator::Simulator;
use statuslamp_tests::{
    lamp::{Folder, Lamp, post, press, request},
    standalone::{Standalone, copy},
};
use std::{fs, path::Path, process::Command, thread, time::Duration};

/// Polls are awaited this long; local pages are read every second.
const PATIENCE_STEPS: u32 = 300;
const STEP: Duration = Duration::from_millis(100);

/// A pages file over simulated vendors, each read every second.
fn pages(simulator: &Simulator, ids: &[&str]) -> String {
    let entries: Vec<_> = ids
        .iter()
        .map(|id| json!({ "id": id, "name": id, "url": format!("{simulator}/{id}"), "poll_seconds": 1 }))
        .collect();
    json!({ "pages": entries }).to_string()
}

/// How often a simulated page was read so far.
fn reads(simulator: &Simulator, page: &str) -> u64 {
    let control = request("GET", &format!("{simulator}/control"), &[]).json();
    let pages = control["pages"].as_array().expect("a list of pages");
    let page = pages.iter().find(|entry| entry["id"] == page);
    let page = page.expect("the page is simulated");
    page["reads"]["total"].as_u64().expect("a count")
}

/// Waits until a page was read `more` times from now on.
fn await_reads(simulator: &Simulator, page: &str, more: u64) {
    let before = reads(simulator, page);
    for _ in 0..PATIENCE_STEPS {
        if reads(simulator, page) >= before + more {
            return;
        }
        thread::sleep(STEP);
    }
    panic!("{page} was read {} times", reads(simulator, page) - before);
}

fn was_read(body: &Value) -> bool {
    !body["checked_at"].is_null()
}

/// Starts an incident and waits until the lamp shows it; returns its id.
fn incident(simulator: &Simulator, lamp: &Lamp, page: &str) -> String {
    let path = format!("/v1/pages/{page}/verdict");
    lamp.wait_for(&path, was_read);
    press(
        &simulator.to_string(),
        &format!("{page}/play"),
        r#"{"speed":1}"#,
    );
    let begun = lamp.wait_for(&path, |verdict| !verdict["events"][0].is_null());
    begun["events"][0]["id"].as_str().expect("an id").to_owned()
}

#[test]
fn a_page_added_to_the_file_is_read_and_one_removed_is_not_but_remembered() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("lists");
    let lamp = Lamp::start(&folder, &pages(&simulator, &["watermelon", "napta"]));
    let id = incident(&simulator, &lamp, "watermelon");
    let path = format!("/v1/pages/watermelon/incidents/{id}");
    let before = lamp.get(&path).json();
    assert!(before["incident"]["detected_at"].is_string(), "{before}");
    lamp.kill();

    // Another list: nobody asks for the page that is new in it.
    let lamp = Lamp::start(&folder, &pages(&simulator, &["noterro", "napta"]));
    await_reads(&simulator, "noterro", 3);

    // One more read may have been under way.
    let at_most = reads(&simulator, "watermelon") + 1;
    await_reads(&simulator, "napta", 5);
    assert!(reads(&simulator, "watermelon") <= at_most);
    for path in ["/v1/pages/watermelon/summary", path.as_str()] {
        assert_eq!(lamp.get(path).status, 404, "{path}");
    }
    let listed = lamp.get("/v1/pages").json();
    assert_eq!(listed["data"].as_array().unwrap().len(), 2, "{listed}");
    lamp.kill();

    // Listed again while its vendor is dark: what was known is still known.
    press(
        &simulator.to_string(),
        "watermelon/break",
        r#"{"how":"error"}"#,
    );
    let lamp = Lamp::start(&folder, &pages(&simulator, &["watermelon"]));
    let after = lamp.get(&path).json();
    assert_eq!(after["incident"], before["incident"]);
}

#[test]
fn plain_workerd_goes_on_by_itself_after_a_kill_and_takes_up_what_was_added() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("plain");
    let workerd = Standalone::new(&folder);
    let running = workerd.start(&pages(&simulator, &["noterro"]), &[]);
    // The first request of a new lamp's life wakes it, whatever it asks for.
    assert_eq!(running.get("/v1/pages").status, 200);
    await_reads(&simulator, "noterro", 2);
    drop(running);

    // Its alarms are overdue by now, and nobody asks anything.
    thread::sleep(Duration::from_secs(2));
    let running = workerd.start(&pages(&simulator, &["noterro", "napta"]), &[]);
    await_reads(&simulator, "noterro", 2);
    await_reads(&simulator, "napta", 2);

    let health = running.get("/health").json();
    assert_eq!(health["status"], "ok", "{health}");
}

/// Every database below a folder, as paths from there.
fn databases(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for object in fs::read_dir(folder).expect("the state can be read") {
        let object = object.expect("the state can be read").path();
        if !object.is_dir() {
            continue;
        }
        for file in fs::read_dir(&object).expect("an object can be read") {
            let path = file.expect("an object can be read").path();
            if path
                .extension()
                .is_some_and(|extension| extension == "sqlite")
            {
                let path = path.strip_prefix(folder).expect("below the state");
                found.push(path.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_backup_taken_while_it_runs_brings_everything_back() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("backup");
    let lamp = Lamp::start(&folder, &pages(&simulator, &["noterro"]));
    let id = incident(&simulator, &lamp, "noterro");
    let path = format!("/v1/pages/noterro/incidents/{id}");

    // As the README has it: each database by SQLite's own means, while the lamp goes on writing.
    let backup = folder.path().join("backup");
    let data = folder.path().join("data");
    for name in databases(&data) {
        let copy = backup.join(&name);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        let database = rusqlite::Connection::open(data.join(&name)).unwrap();
        database
            .execute("VACUUM INTO ?1", [copy.to_str().unwrap()])
            .unwrap();
    }
    await_reads(&simulator, "noterro", 2);
    let before = lamp.get(&path).json();
    let revision = lamp.get("/v1/pages/noterro/verdict").json()["revision"].clone();
    lamp.kill();

    // The machine is lost, and the vendor is dark too.
    press(
        &simulator.to_string(),
        "noterro/break",
        r#"{"how":"error"}"#,
    );
    fs::remove_dir_all(&data).unwrap();
    copy(&backup, &data);
    let lamp = Lamp::start(&folder, &pages(&simulator, &["noterro"]));

    let after = lamp.get(&path).json();
    assert_eq!(after["incident"], before["incident"]);
    let verdict = lamp.get("/v1/pages/noterro/verdict").json();
    assert_eq!(verdict["revision"], revision);
    assert_eq!(verdict["events"][0]["id"], id.as_str());

    press(&simulator.to_string(), "noterro/mend", "{}");
    await_reads(&simulator, "noterro", 2);
}

/// Runs a command of xtask's against a lamp; its exit code and everything it printed.
fn xtask(words: &[&str], environment: &[(&str, &str)]) -> (Option<i32>, String) {
    let xtask = std::env::var_os("STATUSLAMP_XTASK").expect("run by `cargo xtask test`");
    let output = Command::new(xtask)
        .args(words)
        .envs(environment.iter().copied())
        .output()
        .expect("xtask runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), printed)
}

#[test]
fn a_smoke_check_finds_a_lamp_well_and_names_what_is_not() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("smoke");
    let lamp = Lamp::start(&folder, &pages(&simulator, &["noterro", "napta"]));
    for page in ["noterro", "napta"] {
        lamp.wait_for("/health", |health| {
            let pages = health["pages"].as_array().unwrap();
            pages
                .iter()
                .any(|entry| entry["id"] == page && entry["freshness"] == "fresh")
        });
    }

    let (code, said) = xtask(&["smoke", lamp.address()], &[]);

    let told = |line: &str| said.lines().any(|told| told.starts_with(line));
    for line in [
        "ok    /health",
        "ok    page noterro: fresh, read ",
        "ok    page napta: fresh, read ",
        "ok    noterro verdict: revision ",
        "ok    napta summary: revision ",
        "ok    304: ",
        "ok    unknown page: /docs/problems/#unknown-page",
        "ok    unknown path: /docs/problems/#unknown-path",
        "ok    embed.js",
        "ok    /w/live-",
        "ok    /w/now-",
        "ok    no upgrade: /docs/problems/#upgrade-required",
        "ok    live: revision ",
    ] {
        assert!(told(line), "{line} in\n{said}");
    }
    assert_eq!(code, Some(0), "{said}");
    lamp.kill();

    // The vendor is dark from the beginning: the page was never read, and nothing after that
    // is looked at.
    press(&simulator.to_string(), "netop/break", r#"{"how":"error"}"#);
    let dark = Folder::new("smoke-dark");
    let lamp = Lamp::start(&dark, &pages(&simulator, &["netop"]));
    let (code, said) = xtask(&["smoke", lamp.address()], &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("WRONG page netop: unknown, never read"),
        "{said}"
    );
    assert!(!said.contains("embed.js"), "{said}");

    // Nobody is there.
    let address = lamp.address().to_owned();
    lamp.kill();
    let (code, said) = xtask(&["smoke", &address], &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.starts_with("WRONG /health: "), "{said}");
}

#[test]
fn the_addresses_that_are_printed_for_webhooks_are_those_the_lamp_takes() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("hooks");
    let secret = ("HOOK_SECRET", "a secret of the operator's");
    // Read once in an hour: only a hint brings the next read soon.
    let list = json!({ "pages": [{
        "id": "noterro", "name": "Noterro", "url": format!("{simulator}/noterro"),
        "provider": "statuspage", "poll_seconds": 3600,
    }] });
    let lamp = Lamp::start_with(&[secret], &folder, &list.to_string());
    lamp.wait_for("/v1/pages/noterro/verdict", was_read);
    let file = folder.path().join("pages.json");
    let words = [
        "hooks",
        "--pages",
        file.to_str().unwrap(),
        "--host",
        lamp.address(),
    ];
    let hint = r#"{"page":{"id":"p"},"incident":{"id":"i"}}"#;

    let (code, printed) = xtask(&words, &[secret]);
    let (_, other) = xtask(&words, &[("HOOK_SECRET", "somebody else's secret")]);
    let (refused, nothing) = xtask(&words, &[("HOOK_SECRET", "too short")]);

    assert_eq!(code, Some(0));
    assert_eq!((refused, nothing.as_str()), (Some(1), ""));
    assert_eq!(post(other.trim(), hint).0, 404);
    let before = reads(&simulator, "noterro");
    let (status, answer) = post(printed.trim(), hint);
    assert_eq!(status, 202, "{printed} {answer}");
    for _ in 0..PATIENCE_STEPS {
        if reads(&simulator, "noterro") > before {
            return;
        }
        thread::sleep(STEP);
    }
    panic!("the hint was taken and nothing was read");
}
