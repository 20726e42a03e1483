//! The icon of a tone: a shape of its own for each, so that colour is never needed to tell them.

use crate::{drawing::Drawing, model::Tone};

/// Its colour comes from the nearest `data-tone`.
pub fn icon(drawing: &mut Drawing, tone: Tone) {
    drawn(drawing, "svg|class=icon", outline(tone));
}

/// The cross of the dismiss button.
pub(super) fn cross(drawing: &mut Drawing) {
    let outline = "m3.4 2.3 4.6 4.6 4.6-4.6 1.1 1.1L9.1 8l4.6 4.6-1.1 1.1L8 9.1l-4.6 4.6-1.1-1.1L6.9 8 2.3 3.4Z";
    drawn(drawing, "svg|class=icon", outline);
}

/// The sign of what opens something below it.
pub(super) fn chevron(drawing: &mut Drawing) {
    let outline = "m2.3 5.4 1.1-1.1L8 8.9l4.6-4.6 1.1 1.1L8 11.1Z";
    drawn(drawing, "svg|class=icon turn", outline);
}

fn drawn(drawing: &mut Drawing, element: &str, outline: &str) {
    drawing.element(element, |drawing| {
        drawing.with("viewBox", "0 0 16 16");
        drawing.with("aria-hidden", "true");
        drawing.element("path", |drawing| drawing.with("d", outline));
    });
}

/// Outlines on a grid of 16; the sign inside each is cut out by the even-odd rule.
const fn outline(tone: Tone) -> &'static str {
    match tone {
        // A disc with a tick.
        Tone::Good => {
            "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM4.6 8.3 7 10.7l4.6-4.8-1.1-1L7 8.6 5.7 7.2Z"
        }
        // A rounded square with three dots: going on.
        Tone::Maintenance => {
            "M4 1.5h8A2.5 2.5 0 0 1 14.5 4v8a2.5 2.5 0 0 1-2.5 2.5H4A2.5 2.5 0 0 1 1.5 12V4A2.5 2.5 0 0 1 4 1.5ZM3.6 7v2h2V7Zm3.4 0v2h2V7Zm3.4 0v2h2V7Z"
        }
        // A disc with an i.
        Tone::Notice => "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM7.1 4v1.8h1.8V4Zm0 3v5h1.8V7Z",
        // A triangle with an exclamation mark.
        Tone::Minor => {
            "M9.1 1.9l6 10.7A1.3 1.3 0 0 1 14 14.5H2A1.3 1.3 0 0 1 .9 12.6l6-10.7a1.3 1.3 0 0 1 2.2 0ZM7.2 5v4.5h1.6V5Zm0 5.7v1.6h1.6v-1.6Z"
        }
        // A diamond with an exclamation mark.
        Tone::Major => {
            "M9 .9l6.1 6.1a1.4 1.4 0 0 1 0 2L9 15.1a1.4 1.4 0 0 1-2 0L.9 9a1.4 1.4 0 0 1 0-2L7 .9a1.4 1.4 0 0 1 2 0ZM7.2 4.2v4.6h1.6V4.2Zm0 6v1.6h1.6v-1.6Z"
        }
        // An octagon with a cross.
        Tone::Critical => {
            "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1ZM5.9 4.8l-1.1 1.1L6.9 8l-2.1 2.1 1.1 1.1L8 9.1l2.1 2.1 1.1-1.1L9.1 8l2.1-2.1-1.1-1.1L8 6.9Z"
        }
        // A ring, empty.
        Tone::Neutral => {
            "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 1.8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 8 2.8Z"
        }
    }
}
