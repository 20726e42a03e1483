//! The component list before there is anything to list: loading, no answer, or no connection.

use super::icon::icon;
use crate::{
    model::Tone,
    node::{Node, element, text},
    words::{Phrase, Words},
};
use leptos::prelude::*;

/// Above lists that are as old as the reader's own connection.
pub fn offline(words: Words) -> Node {
    element("p", "offline", vec![text(words.get(Phrase::Offline))])
        .with("data-tone", Tone::Neutral.as_str())
}

/// In the place of the component list.
#[component]
pub fn Waiting(
    /// What is said of it: loading, failed or offline.
    waiting: Phrase,
    /// The words it is told in.
    words: Words,
) -> Node {
    let is_busy = if waiting == Phrase::Loading {
        "true"
    } else {
        "false"
    };
    let children = vec![
        icon(Tone::Neutral),
        element("p", "", vec![text(words.get(waiting))]),
    ];
    element("section", "list waiting", children)
        .with("part", "list")
        .with("data-tone", Tone::Neutral.as_str())
        .with("aria-busy", is_busy)
}
