//! An event under way, as the component list shows it.

use super::{
    icon::icon,
    parts::{foreign, labelled, last_line, sentence},
    rich_text::rich_text,
};
use crate::{
    model::EventView,
    node::{Node, element},
};

/// An item of the list of events.
pub(super) fn event_card(event: EventView) -> Node {
    let mut first = vec![element("h3", "headline", vec![foreign("", event.title)])];
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
    let last = last_line(event.updated, event.affects, event.url);
    lines.push(element("p", "last", last));
    let children = vec![icon(event.tone), element("div", "says", lines)];
    element("li", "event", children).with("data-tone", event.tone.as_str())
}
