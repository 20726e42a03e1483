//! The frame around whatever an element shows: it carries the theme, the language and its direction.

use crate::{drawing::Drawing, words::Words};
use leptos::prelude::*;

/// The only child of a shadow root, beside the live region.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns what it is given"
)]
#[component]
pub fn Lamp(
    /// `light`, `dark`, or anything else for the reader's own preference.
    theme: String,
    /// The words of what is shown.
    words: Words,
    /// Draws what is shown, if anything.
    content: impl FnOnce(&mut Drawing),
) -> Drawing {
    let mut drawing = Drawing::new(words);
    drawing.element("div|class=lamp", |drawing| {
        drawing.with("lang", words.lang());
        drawing.with("dir", words.dir());
        drawing.with("data-theme", &theme);
        content(drawing);
    });
    drawing
}
