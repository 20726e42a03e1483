//! An event, as lists show it: what matters now, and the whole story on request.

use super::{
    detail::detail,
    icon::{chevron, icon},
    parts::{foreign, labelled, last_line, name, sentence},
    rich_text::rich_text,
};
use crate::{
    model::EventView,
    node::{Node, element, text},
    words::{Phrase, Words},
};
use std::mem::take;

/// An item of a list of events.
pub(super) fn event_card(words: Words, mut event: EventView) -> Node {
    let tone = event.tone;
    let last = last_line(words, take(&mut event.updated), &event);
    let mut first = Vec::new();
    if !event.vendor.is_empty() {
        first.push(element("span", "vendor", vec![name(event.vendor)]));
    }
    if !event.title.is_empty() {
        let title = foreign("", event.title);
        first.push(element("h3", "headline", vec![title]));
    }
    if !event.phase.is_empty() {
        first.push(labelled("phase", event.phase));
    }
    let mut lines = vec![element("div", "first", first)];
    if !event.headline.0.is_empty() {
        lines.push(element("p", "effect", sentence(event.headline)));
    }
    if !event.update.is_empty() {
        lines.push(rich_text("text", event.update));
    }
    lines.push(element("div", "last", last));
    // Components in trouble without an event have no story.
    if !event.id.is_empty() {
        let summary = vec![text(words.get(Phrase::Details)), chevron()];
        let story = vec![
            element("summary", "button", summary).with("part", "toggle"),
            detail(event.detail, words),
        ];
        lines.push(element("details", "", story));
    }
    let children = vec![icon(tone), element("div", "says", lines)];
    element("li", "event", children)
        .with("part", "event")
        .with("data-tone", tone.as_str())
        .keyed(event.id)
}
