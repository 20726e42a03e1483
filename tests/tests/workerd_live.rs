//! Live connections on real workerd, with a real WebSocket client.
#![cfg(feature = "workerd")]

use serde_json::Value;
use statuslamp_simulator::Simulator;
use statuslamp_tests::{
    lamp::{Folder, Lamp, press},
    socket::Socket,
};
use std::{thread, time::Duration};

const VERDICT: &str = "/v1/pages/noterro/verdict";

fn pages(simulator: &Simulator) -> String {
    format!(
        r#"{{"pages":[
            {{"id":"noterro","name":"Noterro","url":"{simulator}/noterro","provider":"statuspage","poll_seconds":1}}
        ]}}"#
    )
}

/// A lamp that has read its calm page.
fn calm(folder: &Folder, simulator: &Simulator) -> Lamp {
    let lamp = Lamp::start(folder, &pages(simulator));
    lamp.wait_for(VERDICT, |verdict| !verdict["checked_at"].is_null());
    lamp
}

fn begin(simulator: &Simulator) {
    press(&simulator.to_string(), "noterro/play", r#"{"speed":1}"#);
}

fn step(simulator: &Simulator) {
    press(&simulator.to_string(), "noterro/step", "{}");
}

fn is_in(phase: &str) -> impl Fn(&Value) -> bool {
    move |message| message["events"][0]["phase"] == phase
}

fn revision(message: &Value) -> u64 {
    message["revision"]
        .as_u64()
        .expect("a message has a revision")
}

#[test]
fn a_socket_hears_the_verdict_at_once_then_every_change_and_signs_of_life() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("live");
    let lamp = calm(&folder, &simulator);

    let mut socket = Socket::open(&lamp, "noterro");
    let mut other = Socket::open(&lamp, "noterro");
    let first = socket.hear();
    assert_eq!(first["overall"], "operational");
    assert_eq!(first["spread_ms"], 0);
    assert_eq!(revision(&first), revision(&lamp.get(VERDICT).json()));
    other.hear();

    let beat = socket.hear();
    assert!(beat.get("events").is_none(), "{beat}");
    assert!(beat["checked_at"].as_str() > first["checked_at"].as_str());

    let mut revisions = vec![revision(&first), revision(&beat)];
    begin(&simulator);
    revisions.push(revision(&socket.wait_for(is_in("investigating"))));
    for phase in ["monitoring", "investigating", "monitoring", "resolved"] {
        step(&simulator);
        let pushed = socket.wait_for(is_in(phase));
        // What was announced is already there to be read.
        let summary = lamp.get(&format!(
            "/v1/pages/noterro/summary?revision={}",
            revision(&pushed)
        ));
        assert_eq!(summary.status, 200, "{}", summary.body);
        assert_eq!(summary.json()["events"][0]["phase"], phase);
        revisions.push(revision(&pushed));
    }
    assert!(revisions.is_sorted(), "{revisions:?}");

    let mut late = Socket::open(&lamp, "noterro");
    assert_eq!(revision(&late.hear()), *revisions.last().unwrap());
    other.wait_for(is_in("resolved"));

    assert!(late.part(), "a goodbye is answered");
}

#[test]
fn after_a_kill_whoever_comes_back_hears_the_same_or_more() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("live-kill");
    let lamp = calm(&folder, &simulator);
    let mut socket = Socket::open(&lamp, "noterro");
    begin(&simulator);
    let before = socket.wait_for(is_in("investigating"));

    lamp.kill();
    assert!(socket.is_cut());
    let lamp = Lamp::start(&folder, &pages(&simulator));

    let mut socket = Socket::open(&lamp, "noterro");
    let after = socket.hear();
    assert!(revision(&after) >= revision(&before));
    assert_eq!(after["events"][0]["id"], before["events"][0]["id"]);
    step(&simulator);
    assert!(revision(&socket.wait_for(is_in("monitoring"))) > revision(&before));
}

#[test]
fn a_reader_who_says_too_much_is_closed_and_nobody_else_is_disturbed() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("live-talk");
    let lamp = calm(&folder, &simulator);
    let mut quiet = Socket::open(&lamp, "noterro");
    quiet.hear();

    for (say, times, code) in [
        ("tell me everything", 40, 1008),
        (&*"a".repeat(4000), 1, 1009),
    ] {
        let mut loud = Socket::open(&lamp, "noterro");
        loud.hear();
        for _ in 0..times {
            loud.say(say);
        }
        let (_, frame) = loud.rest();
        assert_eq!(frame.map(|frame| u16::from(frame.code)), Some(code));
    }

    begin(&simulator);
    quiet.wait_for(is_in("investigating"));
}

#[test]
fn a_reader_who_stopped_reading_is_dropped_and_the_others_go_on() {
    let simulator = Simulator::start(0).unwrap();
    let folder = Folder::new("live-slow");
    let lamp = calm(&folder, &simulator);
    let mut slow = Socket::open(&lamp, "noterro");
    let mut quick = Socket::open(&lamp, "noterro");
    slow.say("ping");
    let first = revision(&quick.hear());

    // Past the 90 seconds a reader that pings may be silent, and the sign of life that finds out.
    for _ in 0..13 {
        quick.say("ping");
        thread::sleep(Duration::from_secs(10));
    }

    let (messages, frame) = slow.rest();
    assert_eq!(frame.map(|frame| u16::from(frame.code)), Some(1008));
    assert!(messages.len() >= 3, "{messages:?}");
    begin(&simulator);
    let pushed = quick.wait_for(is_in("investigating"));
    assert!(revision(&pushed) > first);
}
