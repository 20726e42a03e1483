//! The fault matrix: every way a vendor's server can misbehave, on real workerd, all at once in one
//! lamp. Each page tells the last truth with honest times, and nobody else notices.
#![cfg(feature = "workerd")]

use serde_json::{Value, json};
use statuslamp_model::{Reading, Timestamp};
use statuslamp_simulator::{Belief, Fault, Faults, Simulator};
use statuslamp_tests::lamp::{Folder, Lamp, press};
use std::{collections::HashMap, fmt::Display, thread, time::Duration};

/// Rounds of [`STEP`]: a page whose vendor failed is left alone for a while, so patience is long.
const PATIENCE_ROUNDS: u32 = 200;
/// A hundred pages on a small machine: at every second it would only queue.
const POLL_SECONDS: u32 = 3;
const STEP: Duration = Duration::from_millis(200);
/// What workerd may take at most with a hundred misbehaving vendors, in kilobytes.
const MOST_KILOBYTES: u64 = 600 * 1024;
/// The pages that are well all the time.
const NEIGHBOURS: [&str; 2] = ["noterro", "watermelon"];

/// A lamp over all misbehaving vendors and two that are well.
struct Matrix {
    faults: Faults,
    simulator: Simulator,
    lamp: Lamp,
    /// What went wrong, in words: all of it is shown, not the first.
    complaints: Vec<String>,
    _folder: Folder,
}

impl Matrix {
    fn start() -> Self {
        let faults = Faults::start().expect("ports are free");
        let simulator = Simulator::start(0).expect("a port is free");
        let mut pages = faults.entries(POLL_SECONDS);
        pages.extend(NEIGHBOURS.map(|id| {
            json!({"id": id, "name": id, "url": format!("{simulator}/{id}"), "poll_seconds": 1})
        }));
        let folder = Folder::new("faults");
        let lamp = Lamp::start(&folder, &json!({"pages": pages}).to_string());
        Self {
            faults,
            simulator,
            lamp,
            complaints: Vec::new(),
            _folder: folder,
        }
    }

    fn complain(&mut self, of: &str, what: &str) {
        let complaint = format!("{of}: {what}");
        if !self.complaints.contains(&complaint) {
            self.complaints.push(complaint);
        }
    }

    /// A document of a page, which is answered 200 whatever happens.
    fn read(&mut self, page: &str, document: &str) -> Value {
        let answer = self.lamp.get(&format!("/v1/pages/{page}{document}"));
        if answer.status != 200 {
            self.complain(page, &format!("{document} is answered {}", answer.status));
        }
        serde_json::from_str(&answer.body).unwrap_or_default()
    }

    /// Looks for signs that the worker died and was revived.
    fn inspect_log(&mut self) {
        const SIGNS: [&str; 5] = [
            "panicked",
            "RuntimeError",
            "unreachable",
            "lost a request",
            "restarted in the middle",
        ];
        let log = self.lamp.log();
        if !log.iter().any(|line| line.contains("\"poll\"")) {
            self.complain("workerd", "its log was not heard");
        }
        let is_sign = |line: &&String| SIGNS.iter().any(|sign| line.contains(sign));
        for line in log.iter().filter(is_sign).take(10) {
            self.complain("workerd", line);
        }
    }

    /// Waits until each of these pages is as wanted, and complains of those that never are.
    fn wait_for<P: Copy + Display>(
        &mut self,
        pages: &[P],
        what: &str,
        mut wanted: impl FnMut(&mut Self, P) -> bool,
    ) {
        let mut waiting = pages.to_vec();
        for _ in 0..PATIENCE_ROUNDS {
            waiting.retain(|page| !wanted(self, *page));
            if waiting.is_empty() {
                println!("{} pages {what}", pages.len());
                return;
            }
            thread::sleep(STEP);
        }
        for page in waiting.iter().map(ToString::to_string) {
            let last = self.read(&page, "");
            self.complain(&page, &format!("never {what}: {last}"));
        }
    }
}

fn milliseconds(time: &Value) -> i64 {
    let time: Option<Timestamp> = time.as_str().and_then(|time| time.parse().ok());
    time.map_or(0, Timestamp::as_millis)
}

/// Whether an armed vendor was read, as far as its page tells.
fn is_settled(matrix: &mut Matrix, fault: Fault) -> bool {
    let name = fault.as_str();
    let page = matrix.read(name, "");
    if page["overall"] == "operational" {
        matrix.complain(name, "a false green");
        return true;
    }
    let Some(first_asked) = matrix.faults.first_asked_milliseconds(fault) else {
        return false;
    };
    match fault.belief() {
        Belief::Refused => page["reading"]["failures"].as_u64() >= Some(1),
        Belief::Taken => matrix.read(name, "/verdict")["events"][0]["phase"] == "monitoring",
        Belief::Confirmed => milliseconds(&page["checked_at"]) > first_asked,
        // Whoever asks again has done with the first answer.
        Belief::Perhaps => matrix.faults.asked(fault) >= 3,
    }
}

/// What the page of an armed vendor says beside what it said before.
fn compare(matrix: &mut Matrix, fault: Fault, before: &Value) {
    let name = fault.as_str();
    let after = matrix.read(name, "/verdict");
    let page = matrix.read(name, "");
    let summary = matrix.read(name, "/summary");
    if after["overall"] == "operational" || summary["overall"]["status"] == "operational" {
        matrix.complain(name, "a false green");
    }
    let checked_at = milliseconds(&after["checked_at"]);
    let reading = Reading::taken(Timestamp::from_millis(checked_at), POLL_SECONDS);
    if after["fresh_until"] != json!(reading.fresh_until)
        || after["unknown_after"] != json!(reading.unknown_after)
    {
        matrix.complain(
            name,
            &format!("its times are not those of its reading: {after}"),
        );
    }
    let is_same = |member: &str| after[member] == before[member];
    let asked = matrix.faults.first_asked_milliseconds(fault);
    let asked = asked.unwrap_or_default();
    match fault.belief() {
        Belief::Refused => {
            for member in ["revision", "overall", "events"] {
                if !is_same(member) {
                    let (before, after) = (&before[member], &after[member]);
                    matrix.complain(name, &format!("{member} was {before} and is {after}"));
                }
            }
            if checked_at > asked {
                matrix.complain(name, "nothing was learnt, but checked_at went on");
            }
            if !page["reading"]["trouble"].is_string() {
                matrix.complain(name, "the page does not say what is wrong");
            }
        }
        Belief::Confirmed => {
            if !is_same("revision") {
                matrix.complain(name, "confirmed, but the revision changed");
            }
        }
        Belief::Taken => {
            if checked_at < asked - asked % 1000 {
                matrix.complain(name, "taken in, but checked_at stands still");
            }
        }
        Belief::Perhaps => {}
    }
}

#[test]
fn whatever_vendors_do_every_page_tells_the_last_truth_and_the_others_go_on() {
    let mut matrix = Matrix::start();
    let mut before = HashMap::new();
    matrix.wait_for(Fault::ALL, "well", |matrix, fault| {
        let verdict = matrix.read(fault.as_str(), "/verdict");
        let is_well = verdict["events"][0]["phase"] == "investigating";
        before.insert(fault, verdict);
        is_well
    });
    let calm = matrix.lamp.memory();

    // All of them at once: the worst day.
    for fault in Fault::ALL {
        matrix.faults.arm(*fault);
    }
    let armed = HashMap::from(NEIGHBOURS.map(|id| (id, matrix.read(id, "/verdict"))));
    press(
        &matrix.simulator.to_string(),
        "noterro/play",
        r#"{"speed":1}"#,
    );
    matrix.wait_for(Fault::ALL, "read while the vendor misbehaved", is_settled);

    matrix.wait_for(&NEIGHBOURS, "read meanwhile", |matrix, id| {
        let verdict = matrix.read(id, "/verdict");
        milliseconds(&verdict["checked_at"]) > milliseconds(&armed[id]["checked_at"])
    });
    matrix.wait_for(&NEIGHBOURS[..1], "telling of an incident", |matrix, id| {
        matrix.read(id, "/verdict")["events"][0]["id"].is_string()
    });
    for fault in Fault::ALL {
        compare(&mut matrix, *fault, &before[fault]);
    }
    let health = matrix.lamp.get("/health");
    if health.status != 200 {
        matrix.complain("/health", &health.body);
    }

    for fault in Fault::ALL {
        matrix.faults.mend(*fault);
    }
    matrix.wait_for(Fault::ALL, "recovered", |matrix, fault| {
        let page = matrix.read(fault.as_str(), "");
        page["overall"] == "operational" && page["reading"]["failures"] == 0
    });

    matrix.inspect_log();
    let memory = matrix.lamp.memory();
    println!("workerd's memory: {calm:?} while all was well, {memory:?} at the end");
    if cfg!(target_os = "linux") {
        let peak = memory.expect("Linux tells").peak;
        if peak > MOST_KILOBYTES {
            matrix.complain("workerd", &format!("{peak} kB at its peak"));
        }
    }
    assert!(matrix.complaints.is_empty(), "{:#?}", matrix.complaints);
}
