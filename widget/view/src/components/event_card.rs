//! An event, as lists show it: what matters now, and the whole story on request.

use super::{
    detail::detail,
    icon::{chevron, icon},
    parts::{foreign, last_line, some, some_name},
    rich_text::rich_text,
};
use crate::{drawing::Drawing, model::EventView, words::Phrase};

/// An item of a list of events.
pub(super) fn event_card(drawing: &mut Drawing, event: &EventView) {
    drawing.keyed("li|class=event|part=event", event.id, |drawing| {
        drawing.with("data-tone", event.tone.as_str());
        icon(drawing, event.tone);
        drawing.element("div|class=says", |drawing| {
            drawing.element("div|class=first", |drawing| {
                some_name(drawing, "span|class=vendor", event.vendor);
                if !event.title.is_empty() {
                    drawing.element("h3|class=headline", |drawing| {
                        foreign(drawing, "span", event.title);
                    });
                }
                drawing.some_line("span|class=phase", event.phase);
            });
            some(drawing, "p|class=effect", &event.headline);
            if !event.update.is_empty() {
                rich_text(drawing, "div|class=text", event.update);
            }
            last_line(drawing, &event.updated, &event.affects, event);
            // Components in trouble without an event have no story.
            if !event.id.is_empty() {
                drawing.element("details", |drawing| {
                    drawing.element("summary|class=button|part=toggle", |drawing| {
                        drawing.phrase(Phrase::Details);
                        chevron(drawing);
                    });
                    detail(drawing, &event.detail);
                });
            }
        });
    });
}
