//! The server is killed at random instants while its vendor keeps changing: every revision that
//! left is on disk, none goes back, none names two contents, and no event is lost or doubled.
//!
//! `STATUSLAMP_CRASH_SEED` repeats a run's choices, `STATUSLAMP_CRASH_KILLS` makes it shorter or
//! longer than 100 kills.
#![cfg(feature = "workerd")]

mod chance;
mod disk;
mod listener;
mod readers;
mod truth;
mod vendor;

use chance::Chance;
use disk::Disk;
use readers::{Readers, Record, without_times};
use statuslamp_model::Event;
use statuslamp_tests::{
    lamp::{Folder, Lamp},
    relight::{Flame, Wick},
};
use std::{
    collections::BTreeSet,
    net::{Ipv4Addr, TcpListener},
    thread,
    time::{Duration, Instant},
};
use truth::{State, Story};
use vendor::{Document, Vendor};

const KILLS: usize = 100;
/// Whatever is waited for has happened by then.
const PATIENCE: Duration = Duration::from_secs(20);
const STEP: Duration = Duration::from_millis(2);

#[test]
fn whatever_left_is_kept_however_often_and_whenever_the_server_is_killed() {
    let seed = told("STATUSLAMP_CRASH_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    let kills = told("STATUSLAMP_CRASH_KILLS").unwrap_or(KILLS as u64);
    println!("STATUSLAMP_CRASH_SEED={seed} STATUSLAMP_CRASH_KILLS={kills}");
    let mut chance = Chance::new(seed);
    let vendor = Vendor::start(&mut chance);
    let folder = Folder::new("crash");
    let pages = format!(
        r#"{{"pages":[{{"id":"restless","name":"Restless","url":"{vendor}","provider":"statuspage","poll_seconds":1}}]}}"#
    );
    let port = quiet_port();
    let lamp = Lamp::start_on(port, &folder, &pages);
    let wick = Wick::of(lamp.address(), &folder);
    let readers = Readers::start(lamp.address(), &mut chance);
    let mut lives = Lives {
        vendor: &vendor,
        readers: &readers,
        start: Duration::ZERO,
    };
    lives.wait_for_an_answer();
    lamp.kill();

    // The first start of this kind is only measured.
    let begin = now();
    let flame = wick.light();
    lives.wait_for_an_answer();
    lives.start = begin.elapsed();
    drop(flame);
    let mut interrupted = 0;
    for life in 0..kills {
        let moment = Moment::ALL[chance.below(Moment::ALL.len())];

        let said_before = vendor.truth().past().len();
        lives.live_until(moment, wick.light(), &mut chance);

        readers.settle();
        let disk = Disk::read(&folder);
        let record = readers.record();
        let mut wrong = record.wrong.clone();
        wrong.extend(against_disk(&record, &disk));
        assert_eq!(
            wrong, [""; 0],
            "life {life}, killed at {moment:?}, seed {seed}"
        );
        let said = vendor.truth().past().len();
        let kept = disk.published.iter().find_map(|(_, body)| state(body));
        interrupted += u64::from(said > said_before && kept.is_none_or(|kept| kept + 1 < said));
    }

    vendor.truth().rest();
    let lamp = Lamp::start_on(port, &folder, &pages);
    let last = vendor.truth().past().len() - 1;
    lamp.wait_for("/v1/pages/restless/summary", |summary| {
        state(summary) == Some(last)
    });
    let record = readers.stop();
    let truth = vendor.truth();
    assert_eq!(record.wrong, [""; 0], "seed {seed}");
    assert_eq!(against_truth(&record, truth.past()), [""; 0], "seed {seed}");
    for (id, story) in &truth.past()[last] {
        let answer = lamp.get(&format!("/v1/pages/restless/incidents/{id}"));
        let event: Event = serde_json::from_value(answer.json()["incident"].take()).unwrap();
        assert_eq!(&told_by(&event), story, "{id}, seed {seed}");
    }
    lamp.kill();
    let kept = Disk::read(&folder);
    let ids: BTreeSet<_> = truth.past()[last].keys().cloned().collect();
    assert_eq!((kept.rows, kept.events), (ids.len(), ids), "seed {seed}");

    // All of this says something only if much was said and polls did not end by themselves.
    let summaries = record.summaries().len() as u64;
    println!(
        "{kills} kills, {interrupted} of them between a reading and its storing; {last} states, \
         {summaries} revisions read, {} answers, {} messages, {} incidents",
        record.answers,
        record.messages,
        record.events.len()
    );
    assert!(interrupted * 20 >= kills, "{interrupted} of {kills}");
    assert!(summaries * 4 >= kills, "{summaries} of {kills}");
    assert!(
        u64::from(record.messages) * 4 >= kills,
        "{} messages",
        record.messages
    );
    assert!(
        kills < KILLS as u64 || record.events.len() > truth::LISTED,
        "none dropped out"
    );
}

/// When a life ends.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// While the server starts, or shortly after.
    Start,
    /// After the vendor has answered for a document: before the next one, or during the storing.
    Poll(Document),
    /// At any time in the second between two polls.
    Between,
}

impl Moment {
    const ALL: [Self; 5] = [
        Self::Start,
        Self::Poll(Document::Summary),
        Self::Poll(Document::Incidents),
        Self::Poll(Document::Maintenances),
        Self::Between,
    ];
}

struct Lives<'a> {
    vendor: &'a Vendor,
    readers: &'a Readers,
    /// How long a server takes from its start to its first answer.
    start: Duration,
}

impl Lives<'_> {
    fn live_until(&self, moment: Moment, flame: Flame, chance: &mut Chance) {
        match moment {
            Moment::Start => {
                let start = usize::try_from(self.start.as_millis()).unwrap_or(0);
                thread::sleep(chance.time_below(start * 5 / 4));
            }
            Moment::Poll(document) => {
                for _ in 0..=chance.below(2) {
                    assert!(self.vendor.wait_until_read(document, PATIENCE), "no poll");
                }
                thread::sleep(chance.time_below(20));
            }
            Moment::Between => {
                self.wait_for_an_answer();
                thread::sleep(chance.time_below(1000));
            }
        }
        drop(flame);
    }

    fn wait_for_an_answer(&self) {
        let before = self.readers.record().answers;
        let begin = now();
        while self.readers.record().answers == before {
            assert!(begin.elapsed() < PATIENCE, "no answer");
            thread::sleep(STEP);
        }
    }
}

/// What is wrong with what a killed server left on disk, beside what left it.
fn against_disk(record: &Record, disk: &Disk) -> Vec<String> {
    let mut wrong = Vec::new();
    let newest = record.newest();
    if newest > 0 && disk.published.len() != 2 {
        wrong.push(format!("{newest} left, and nothing is published on disk"));
    }
    for (document, body) in &disk.published {
        let revision = body["revision"].as_u64().unwrap_or(0);
        if revision < newest {
            wrong.push(format!(
                "{newest} left, and {document} on disk is {revision}"
            ));
        }
        let mut body = body.clone();
        without_times(&mut body);
        if record
            .content(document, revision)
            .is_some_and(|left| *left != body)
        {
            wrong.push(format!(
                "{document} at {revision} left otherwise than it is on disk"
            ));
        }
    }
    let lost: Vec<_> = record.events.difference(&disk.events).collect();
    if !lost.is_empty() || disk.rows != disk.events.len() {
        wrong.push(format!("lost or doubled: {lost:?}, {} rows", disk.rows));
    }
    wrong
}

/// What is wrong with the summaries that left, beside what the vendor said: each is one of the
/// vendor's states, whole, and a newer one is no older state.
fn against_truth(record: &Record, past: &[State]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut newest = 0;
    for (revision, summary) in record.summaries() {
        let Some(number) = state(summary) else {
            continue;
        };
        if number < newest {
            wrong.push(format!("{revision} told of state {number} after {newest}"));
        }
        newest = number.max(newest);
        let events: Vec<Event> =
            serde_json::from_value(summary["events"].clone()).expect("they are events");
        for event in &events {
            if past[number].get(&event.id) != Some(&told_by(event)) {
                wrong.push(format!("{revision}, state {number}: {event:?}"));
            }
        }
        for (id, story) in &past[number] {
            if !story.is_over && !events.iter().any(|event| event.id == *id) {
                wrong.push(format!("{revision}, state {number}: {id} is missing"));
            }
        }
    }
    wrong
}

/// The number of the vendor's state that a summary tells of; none before the first reading.
fn state(summary: &serde_json::Value) -> Option<usize> {
    let text = summary["overall"]["text"].as_str()?;
    text.strip_prefix("State ")?.parse().ok()
}

fn told_by(event: &Event) -> Story {
    let messages = event.updates.iter();
    let messages = messages
        .map(|update| {
            let id = update.id.clone().unwrap_or_default();
            let phase = update.phase_raw.clone().unwrap_or_default();
            (id, phase, update.body.to_plain())
        })
        .collect();
    let is_over = event.is_over();
    Story { is_over, messages }
}

/// A free port outside the range from which the system takes those of outgoing connections: a
/// reader that keeps trying while nobody listens there could otherwise be connected to itself.
fn quiet_port() -> u16 {
    let first = 20_000 + u16::try_from(std::process::id() % 10_000).unwrap_or(0);
    let mut ports = first..first + 1000;
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    ports.find(is_free).expect("a port is free")
}

fn told(name: &str) -> Option<u64> {
    let value = std::env::var(name).ok()?;
    Some(
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name} is no number: {value}")),
    )
}

#[expect(clippy::disallowed_methods, reason = "the server lives in real time")]
fn now() -> Instant {
    Instant::now()
}
