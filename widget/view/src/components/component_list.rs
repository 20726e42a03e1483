//! The live component list.

use super::{
    element::{div, h2, h3, li, link, name, p, ul},
    event_card::event_card,
    icon::icon,
    sentence::sentence,
};
use crate::{
    model::{GroupView, ListView, RowView, Sentence, Tone},
    phrases,
};
use leptos::{html, prelude::*};

/// The component list with what is going on above it.
#[component]
pub fn ComponentList(
    /// What it shows.
    view: ListView,
) -> impl IntoView {
    let label = Sentence::fill(phrases::REGION, &view.name, None).text();
    let mut parts = vec![toned(view.tone, h2("overall", sentence(view.overall)))];
    if !view.events.is_empty() {
        let events = view.events.into_iter().map(event_card).collect();
        parts.push(ul("events", events));
    }
    parts.extend(view.groups.into_iter().map(group));
    let source = link("", view.url, sentence(view.source));
    parts.push(p("source", vec![source]));
    html::section()
        .class("list")
        .attr("part", "list")
        .attr("aria-label", label)
        .child(parts)
}

fn group(group: GroupView) -> AnyView {
    let rows = ul("rows", group.rows.into_iter().map(row).collect());
    let mut parts = Vec::new();
    if let Some(text) = group.name {
        parts.push(h3("group", vec![name(text)]));
    }
    parts.push(rows);
    div("section", parts)
}

fn row(row: RowView) -> AnyView {
    let status = toned(row.tone, row.status.into_any());
    li("row", vec![name(row.name), status])
}

/// Words behind the icon of their tone.
fn toned(tone: Tone, words: AnyView) -> AnyView {
    html::div()
        .class("toned")
        .attr("data-tone", tone.as_str())
        .child(icon(tone))
        .child(words)
        .into_any()
}
