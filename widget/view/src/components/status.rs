//! The pill, and the panel it opens.

use super::{
    icon::{chevron, icon},
    parts::sentence,
};
use crate::{
    model::StatusView,
    node::{Act, Node, OnAct, element, text},
    words::{Phrase, Words},
};
use leptos::prelude::*;

/// The id of the panel, for the button that opens it.
const PANEL: &str = "panel";

/// What the panel holds while it is open.
pub struct Panel {
    /// A component list for each page.
    pub lists: Vec<Node>,
    /// The element of what is over, once the person asked for it.
    pub past: Option<Node>,
}

/// The pill.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns what it is given"
)]
#[component]
pub fn Status(
    /// What it says.
    view: StatusView,
    /// The names of what it is about.
    label: String,
    /// The words it is told in.
    words: Words,
    /// What it opened.
    panel: Option<Panel>,
    /// Who hears what the person does.
    on_act: OnAct,
) -> Node {
    let is_open = panel.is_some();
    let shown = vec![
        icon(view.tone),
        element("span", "words", sentence(view.says)),
        chevron(),
    ];
    let pill = element("button", "pill", shown)
        .with("type", "button")
        .with("part", "pill")
        .with("data-tone", view.tone.as_str())
        .with("aria-expanded", if is_open { "true" } else { "false" })
        .with("aria-haspopup", "dialog")
        .with("popovertarget", PANEL)
        .on(Act::Panel, &on_act);
    let mut inside = Vec::new();
    if let Some(panel) = panel {
        inside = panel.lists;
        inside.push(past(panel.past, words, &on_act));
    }
    let mut frame = element("div", "panel", inside)
        .with("id", PANEL)
        .with("part", "panel")
        .with("popover", "auto")
        .with("role", "dialog")
        .with("aria-label", label)
        .on(Act::Toggle, &on_act);
    if is_open {
        frame = frame.with("data-open", "");
    }
    element("div", "status", vec![pill, frame])
}

/// What is over, brought when asked for.
fn past(shown: Option<Node>, words: Words, on_act: &OnAct) -> Node {
    let label = vec![text(words.get(Phrase::Past)), chevron()];
    let mut parts = vec![
        element("button", "button", label)
            .with("type", "button")
            .with("part", "toggle")
            .with(
                "aria-expanded",
                if shown.is_some() { "true" } else { "false" },
            )
            .on(Act::Past, on_act),
    ];
    parts.extend(shown);
    element("div", "past", parts)
}

/// The element that shows what is over, of the second bundle. The loader brings it.
pub fn past_incidents(pages: String, theme: String) -> Node {
    element("statuslamp-incidents", "", Vec::new())
        .with("page", pages)
        .with("theme", theme)
}
