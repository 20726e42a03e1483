//! Statuspage's documents, read back as JSON.

mod live;
mod recorded;

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::{Document, write};
use crate::state::{Clock, State};

const URL: &str = "http://127.0.0.1:1/page";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A document in the recorded clock, when everything has happened.
fn recorded(page: &str, document: Document) -> Value {
    let mut state = State::default();
    let state = state.page_mut(page).unwrap();
    let view = state.view(Clock::Recorded, at("2026-05-01T12:00:00Z"), URL.to_owned());
    serde_json::from_slice(&write(&view, document)).unwrap()
}

/// The summary so many seconds after play was pressed at noon.
fn live(page: &str, scenario: &'static str, speed: f64, seconds: i64, document: Document) -> Value {
    let start = at("2026-05-01T12:00:00Z");
    let mut state = State::default();
    let state = state.page_mut(page).unwrap();
    state.play(scenario, speed, start);
    let view = state.view(
        Clock::Live,
        start + SignedDuration::from_secs(seconds),
        URL.to_owned(),
    );
    serde_json::from_slice(&write(&view, document)).unwrap()
}

fn incident<'a>(document: &'a Value, name: &str) -> &'a Value {
    document["incidents"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == name)
        .unwrap()
}

fn words<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|one| one[field].as_str().unwrap())
        .collect()
}

fn keys(object: &Value) -> BTreeSet<&str> {
    object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}
