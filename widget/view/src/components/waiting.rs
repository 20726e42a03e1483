//! The component list before there is anything to list: loading, or no answer.

use super::icon::icon;
use crate::{
    model::Tone,
    node::{Node, element, text},
    words::{Phrase, Words},
};
use leptos::prelude::*;

/// In the place of the component list.
#[component]
pub fn Waiting(
    /// Whether the last attempt failed.
    failed: bool,
    /// The words it is told in.
    words: Words,
) -> Node {
    let words = words.get(if failed {
        Phrase::Failed
    } else {
        Phrase::Loading
    });
    let children = vec![icon(Tone::Neutral), element("p", "", vec![text(words)])];
    element("section", "list waiting", children)
        .with("part", "list")
        .with("data-tone", Tone::Neutral.as_str())
        .with("aria-busy", if failed { "false" } else { "true" })
}
