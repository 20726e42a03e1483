//! The frame around whatever an element shows: it carries the theme.

use crate::node::{Node, element};
use leptos::prelude::*;

/// The only child of a shadow root, beside the live region.
#[component]
pub fn Lamp(
    /// `light`, `dark`, or anything else for the reader's own preference.
    theme: String,
    /// What is shown, if anything.
    content: Option<Node>,
) -> Node {
    element("div", "lamp", content.into_iter().collect()).with("data-theme", theme)
}
