//! The frame around whatever an element shows: it carries the theme, the language and its direction.

use crate::{
    node::{Act, Node, OnAct, element},
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
    /// Who hears what the person does.
    on_act: Option<OnAct>,
) -> Node {
    let lamp = element("div", "lamp", content.into_iter().collect())
        .with("lang", words.lang())
        .with("dir", words.dir())
        .with("data-theme", theme);
    match on_act {
        Some(on_act) => lamp.on(Act::Key, &on_act),
        None => lamp,
    }
}
