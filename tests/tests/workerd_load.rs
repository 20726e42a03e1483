//! Many readers while the vendor is down: each is answered at once with what was known last.
#![cfg(feature = "workerd")]

use serde_json::Value;
use statuslamp_simulator::Simulator;
use statuslamp_tests::lamp::{Folder, Lamp, press};
use std::{
    collections::BTreeMap,
    thread,
    time::{Duration, Instant},
};

const CONNECTIONS: usize = 32;
/// For each way of being down.
const LASTING: Duration = Duration::from_secs(15);
const MOST_QUESTIONS: usize = 20_000;
const DOCUMENTS: [&str; 2] = ["verdict", "summary"];

#[test]
fn while_the_vendor_is_down_every_reader_gets_the_last_known_truth() {
    let simulator = Simulator::start(0).unwrap();
    let pages = format!(
        r#"{{"pages":[{{"id":"noterro","name":"Noterro","url":"{simulator}/noterro","provider":"statuspage","poll_seconds":1}}]}}"#
    );
    let folder = Folder::new("load");
    let lamp = Lamp::start(&folder, &pages);
    let simulator = simulator.to_string();
    press(&simulator, "noterro/play", r#"{"speed":1}"#);
    let is_known = |body: &Value| body["events"][0]["phase"] == "investigating";
    lamp.wait_for("/v1/pages/noterro/verdict", is_known);

    for how in ["error", "hang"] {
        press(
            &simulator,
            "noterro/break",
            &format!(r#"{{"how":"{how}"}}"#),
        );
        let failing = |least| {
            let failures = move |page: &Value| page["reading"]["failures"].as_u64() >= Some(least);
            let page = lamp.wait_for("/v1/pages/noterro", failures);
            page["reading"]["failures"]
                .as_u64()
                .expect("it is a number")
        };
        // From the second failure on, no document from before the first is in any memory.
        let before = failing(failing(1) + 1);
        let known = DOCUMENTS.map(|document| {
            let answer = lamp.get(&format!("/v1/pages/noterro/{document}"));
            assert!(is_known(&answer.json()), "{how}: {}", answer.body);
            (document, answer.body)
        });

        let load = load(lamp.address(), &known);

        println!("{how}: {load:?}");
        let right: usize = DOCUMENTS
            .iter()
            .filter_map(|document| load.get(&format!("{document} as it was known")))
            .sum();
        assert_eq!(load.values().sum::<usize>(), right, "{how}: {load:#?}");
        assert!(right > CONNECTIONS, "{how}: {load:#?}");
        // The vendor was asked all the while.
        failing(before + 1);
    }
}

/// Asks for both documents over many connections, and counts how each question ended.
fn load(address: &str, known: &[(&str, String)]) -> BTreeMap<String, usize> {
    let end = now() + LASTING;
    let ask = |(document, body): &(&str, String)| {
        let agent = agent();
        let url = format!("{address}/v1/pages/noterro/{document}");
        let mut ends = BTreeMap::<String, usize>::new();
        for _ in 0..MOST_QUESTIONS {
            *ends
                .entry(question(&agent, &url, document, body))
                .or_default() += 1;
            if now() > end {
                break;
            }
        }
        ends
    };
    let mut sum = BTreeMap::new();
    thread::scope(|scope| {
        let readers: Vec<_> = (0..CONNECTIONS)
            .map(|number| {
                let known = &known[number % known.len()];
                scope.spawn(move || ask(known))
            })
            .collect();
        for reader in readers {
            for (end, count) in reader.join().expect("a reader does not panic") {
                *sum.entry(end).or_default() += count;
            }
        }
    });
    sum
}

/// One question over a connection that is kept, and how it ended.
fn question(agent: &ureq::Agent, url: &str, document: &str, known: &str) -> String {
    let answer = agent.get(url).call().and_then(|mut answer| {
        let body = answer.body_mut().read_to_string()?;
        Ok((answer.status().as_u16(), body))
    });
    match answer {
        Ok((200, body)) if body == known => format!("{document} as it was known"),
        Ok((status, body)) => format!("{document} {status}: {body}"),
        Err(error) => format!("{document} not at all: {error}"),
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(20)))
        .build()
        .into()
}

#[expect(clippy::disallowed_methods, reason = "the load lasts some real time")]
fn now() -> Instant {
    Instant::now()
}
