//! Webhooks on real workerd: a storm of them ends well, and the last one is never lost.
#![cfg(feature = "workerd")]

use serde_json::Value;
use statuslamp_simulator::Simulator;
use statuslamp_tests::{
    hooks::{notification, secret_of},
    lamp::{Folder, Lamp, post, press, request},
    world::HOOK_SECRET,
};
use std::{thread, time::Duration};

/// Two minutes between two reads: what is seen sooner was hinted at.
fn pages(simulator: &Simulator) -> String {
    format!(
        r#"{{"pages":[{{"id":"noterro","name":"Noterro","url":"{simulator}/noterro",
            "provider":"statuspage","poll_seconds":120}}]}}"#
    )
}

fn hint(lamp: &Lamp) -> u16 {
    let secret = secret_of("noterro");
    let hook = format!(
        "{}/v1/pages/noterro/hooks/statuspage/{secret}",
        lamp.address()
    );
    post(&hook, &notification().to_string()).0
}

fn reads(simulator: &Simulator) -> u64 {
    let control = request("GET", &format!("{simulator}/control"), &[]).json();
    control["pages"][0]["reads"]["total"]
        .as_u64()
        .expect("reads are counted")
}

fn was_read(body: &Value) -> bool {
    !body["checked_at"].is_null()
}

#[test]
fn two_hundred_hints_cost_a_few_reads_and_the_last_accepted_one_is_followed_by_one() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("hint-storm");
    let secret = ("HOOK_SECRET", HOOK_SECRET);
    let lamp = Lamp::start_with(&[secret], &folder, &pages(&simulator));
    lamp.wait_for("/v1/pages/noterro/verdict", was_read);

    press(&simulator.to_string(), "noterro/play", r#"{"speed":1}"#);
    assert_eq!(hint(&lamp), 202);
    lamp.wait_for("/v1/pages/noterro/verdict", |verdict| {
        verdict["events"][0]["phase"] == "investigating"
    });

    let before = reads(&simulator);
    let statuses: Vec<_> = thread::scope(|scope| {
        let some = || (0..25).map(|_| hint(&lamp)).collect::<Vec<_>>();
        let storm: Vec<_> = (0..8).map(|_| scope.spawn(some)).collect();
        storm
            .into_iter()
            .flat_map(|part| part.join().unwrap())
            .collect()
    });
    assert!(
        statuses.iter().all(|status| [202, 429].contains(status)),
        "{statuses:?}"
    );
    // Ten reads of three documents at most for the burst, and as many again for what follows it.
    let cost = reads(&simulator) - before;
    assert!(cost <= 60, "{cost} documents were read");

    // Whatever the storm did, an accepted hint is followed by a read.
    press(&simulator.to_string(), "noterro/step", "{}");
    let accepted = (0..100).any(|_| {
        let is_accepted = hint(&lamp) == 202;
        if !is_accepted {
            thread::sleep(Duration::from_millis(200));
        }
        is_accepted
    });
    assert!(accepted, "no hint was accepted any more");
    lamp.wait_for("/v1/pages/noterro/verdict", |verdict| {
        verdict["events"][0]["phase"] == "monitoring"
    });
}

#[test]
fn without_a_secret_of_the_deployment_there_are_no_hooks() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("no-hooks");
    let lamp = Lamp::start(&folder, &pages(&simulator));

    assert_eq!(hint(&lamp), 404);
}
