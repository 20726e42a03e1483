//! An event under way, as the component list shows it.

use super::{
    icon::icon,
    parts::{foreign, labelled, last_line, sentence},
    rich_text::rich_text,
};
use crate::{
    model::EventView,
    node::{Node, element},
    words::Words,
};
use std::mem::take;

/// An item of the list of events.
pub(super) fn event_card(words: Words, mut event: EventView) -> Node {
    let tone = event.tone;
    let title = foreign("", take(&mut event.title));
    let mut first = vec![element("h3", "headline", vec![title])];
    if !event.phase.is_empty() {
        first.push(labelled("phase", take(&mut event.phase)));
    }
    let mut lines = vec![element("div", "first", first)];
    if !event.headline.0.is_empty() {
        lines.push(element("p", "effect", sentence(take(&mut event.headline))));
    }
    if !event.update.is_empty() {
        lines.push(rich_text("text", take(&mut event.update)));
    }
    let last = last_line(words, take(&mut event.updated), event);
    lines.push(element("p", "last", last));
    let children = vec![icon(tone), element("div", "says", lines)];
    element("li", "event", children).with("data-tone", tone.as_str())
}
