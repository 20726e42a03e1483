//! The live component list.

use super::{
    event_card::event_card,
    parts::{name, outward, sentence, titled, toned},
};
use crate::{
    model::{EventView, GroupView, ListView, RowView, Sentence},
    node::{Node, element, text},
    words::{Phrase, Words},
};
use leptos::prelude::*;

/// The component list, with what is going on above it and what is planned below.
#[component]
pub fn ComponentList(
    /// What it shows.
    view: ListView,
) -> Node {
    let label = view.words.of_name(Phrase::StatusOf, &view.name).text();
    let words = view.words;
    let mut overall = view.overall;
    // "Last heard from …" names the vendor by itself.
    if view.is_labelled && !overall.has_name() {
        let names = Sentence::of_name(&view.name);
        overall = words.say(Phrase::StateOf, &[("names", &names), ("state", &overall)]);
    }
    let mut parts = vec![toned(view.tone, titled(sentence(overall)))];
    for line in [view.says, view.silenced] {
        if !line.0.is_empty() {
            parts.push(element("p", "mark", sentence(line)));
        }
    }
    if !view.events.is_empty() {
        parts.push(events(words, view.events));
    }
    for part in view.groups {
        parts.push(group(part));
    }
    if !view.upcoming.is_empty() {
        let heading = text(words.get(Phrase::Upcoming));
        let upcoming = vec![
            element("h3", "group", vec![heading]),
            events(words, view.upcoming),
        ];
        parts.push(element("div", "section", upcoming));
    }
    let source = outward(words, "", view.url, sentence(view.source));
    parts.push(element("p", "source", vec![source]));
    element("section", "list", parts)
        .with("part", "list")
        .with("aria-label", label)
}

/// Several lists, one below the other.
pub fn lists(lists: Vec<Node>) -> Node {
    element("div", "lists", lists)
}

fn events(words: Words, events: Vec<EventView>) -> Node {
    let events = events.into_iter();
    let events = events.map(|event| event_card(words, event)).collect();
    element("ul", "events", events).with("role", "list")
}

fn group(group: GroupView) -> Node {
    let mut parts = Vec::new();
    if let Some(own) = group.name {
        parts.push(element("h3", "group", vec![name(own)]));
    }
    let rows = group.rows.into_iter().map(row).collect();
    parts.push(element("ul", "rows", rows).with("role", "list"));
    element("div", "section", parts)
}

fn row(row: RowView) -> Node {
    let mut parts = vec![name(row.name)];
    if !row.mark.is_empty() {
        parts.push(element("span", "mark", vec![text(row.mark)]));
    }
    parts.push(toned(row.tone, text(row.status)));
    element("li", "row", parts).with("part", "row")
}
