//! An event under way, as the component list shows it.

use super::{
    element::{div, foreign, h3, labelled, link, span, words},
    icon::icon,
    rich_text::rich_text,
    sentence::sentence,
};
use crate::{model::EventView, phrases};
use leptos::{html, prelude::*};

/// An item of the list of events.
pub(super) fn event_card(event: EventView) -> AnyView {
    let mut lines = vec![div(
        "first",
        vec![
            h3("headline", vec![foreign("", event.title)]),
            labelled("phase", event.phase),
        ],
    )];
    if !event.headline.0.is_empty() {
        lines.push(div("effect", sentence(event.headline)));
    }
    if !event.update.is_empty() {
        lines.push(rich_text("text", event.update));
    }
    let mut last = Vec::new();
    for part in [event.updated, event.affects] {
        if !part.0.is_empty() {
            last.push(span("part", sentence(part)));
        }
    }
    last.push(link("part", event.url, vec![words(phrases::DETAILS)]));
    lines.push(div("last", last));
    html::li()
        .class("event")
        .attr("data-tone", event.tone.as_str())
        .child(icon(event.tone))
        .child(div("says", lines))
        .into_any()
}
