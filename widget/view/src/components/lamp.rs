//! The frame around whatever an element shows: it carries the theme, the language and its direction.

use crate::{
    node::{Node, element},
    words::Words,
};
use leptos::prelude::*;

/// The only child of a shadow root, beside the live region.
#[component]
pub fn Lamp(
    /// `light`, `dark`, or anything else for the reader's own preference.
    theme: String,
    /// The words of what is shown.
    words: Words,
    /// What is shown, if anything.
    content: Option<Node>,
) -> Node {
    element("div", "lamp", content.into_iter().collect())
        .with("lang", words.lang())
        .with("dir", words.dir())
        .with("data-theme", theme)
}
