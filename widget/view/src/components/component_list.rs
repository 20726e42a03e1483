//! The live component list.

use super::{
    event_card::event_card,
    icon::icon,
    parts::{name, outward, sentence},
};
use crate::{
    model::{GroupView, ListView, RowView, Tone},
    node::{Node, element, text},
    words::Phrase,
};
use leptos::prelude::*;

/// The component list with what is going on above it.
#[component]
pub fn ComponentList(
    /// What it shows.
    view: ListView,
) -> Node {
    let label = view.words.of_name(Phrase::StatusOf, &view.name).text();
    let words = view.words;
    let overall = element("h2", "overall", sentence(view.overall));
    let mut parts = vec![toned(view.tone, overall)];
    for line in [view.says, view.silenced] {
        if !line.0.is_empty() {
            parts.push(element("p", "mark", sentence(line)));
        }
    }
    if !view.events.is_empty() {
        let events = view.events.into_iter();
        let events = events.map(|event| event_card(words, event)).collect();
        parts.push(element("ul", "events", events));
    }
    for part in view.groups {
        parts.push(group(part));
    }
    let source = outward(words, "", view.url, sentence(view.source));
    parts.push(element("p", "source", vec![source]));
    element("section", "list", parts)
        .with("part", "list")
        .with("aria-label", label)
}

fn group(group: GroupView) -> Node {
    let mut parts = Vec::new();
    if let Some(own) = group.name {
        parts.push(element("h3", "group", vec![name(own)]));
    }
    let rows = group.rows.into_iter().map(row).collect();
    parts.push(element("ul", "rows", rows));
    element("div", "section", parts)
}

fn row(row: RowView) -> Node {
    let mut parts = vec![name(row.name)];
    if !row.mark.is_empty() {
        parts.push(element("span", "mark", vec![text(row.mark)]));
    }
    parts.push(toned(row.tone, text(row.status)));
    element("li", "row", parts)
}

/// Words behind the icon of their tone.
fn toned(tone: Tone, words: Node) -> Node {
    element("div", "toned", vec![icon(tone), words]).with("data-tone", tone.as_str())
}
