//! The component list before there is anything to list: loading, no answer, or no connection.

use super::icon::icon;
use crate::{drawing::Drawing, model::Tone, words::Phrase};

/// Above lists that are as old as the reader's own connection.
pub fn draw_offline(drawing: &mut Drawing) {
    drawing.element("p|class=offline|data-tone=neutral", |drawing| {
        drawing.phrase(Phrase::Offline);
    });
}

/// In the place of the component list, what is said of it: loading, failed or offline.
pub fn draw_waiting(drawing: &mut Drawing, waiting: Phrase) {
    let section = "section|class=list waiting|part=list|data-tone=neutral";
    drawing.element(section, |drawing| {
        drawing.with_flag("aria-busy", waiting == Phrase::Loading);
        icon(drawing, Tone::Neutral);
        drawing.phrase_line("p", waiting);
    });
}
