//! The live component list.

use super::{
    event_card::event_card,
    parts::{name, outward, sentence, some, toned},
};
use crate::{
    drawing::Drawing,
    model::{EventView, GroupView, ListView, Sentence},
    words::Phrase,
};

/// The component list, with what is going on above it and what is planned below.
pub fn draw_list(drawing: &mut Drawing, view: &ListView) {
    drawing.element("section|class=list|part=list", |drawing| {
        let label = drawing.words().of_name(Phrase::StatusOf, view.name).text();
        drawing.with("aria-label", &label);
        toned(drawing, view.tone, |drawing| overall(drawing, view));
        some(drawing, "p|class=mark", &view.says);
        some(drawing, "p|class=mark", &view.silenced);
        if !view.events.is_empty() {
            events(drawing, &view.events);
        }
        draw_groups(drawing, &view.groups);
        if !view.upcoming.is_empty() {
            drawing.element("div|class=section", |drawing| {
                drawing.phrase_line("h3|class=group", Phrase::Upcoming);
                events(drawing, &view.upcoming);
            });
        }
        drawing.element("p|class=source", |drawing| {
            outward(drawing, "a", view.url, |drawing| {
                sentence(drawing, &view.source);
            });
        });
    });
}

/// The components and their states.
pub fn draw_groups(drawing: &mut Drawing, groups: &[GroupView]) {
    for part in groups {
        group(drawing, part);
    }
}

fn overall(drawing: &mut Drawing, view: &ListView) {
    drawing.element("h2|class=overall|part=overall", |drawing| {
        // "Last heard from …" names the vendor by itself.
        if view.is_labelled && !view.overall.has_name() {
            let names = Sentence::of_name(view.name);
            let slots = [("names", &names), ("state", &view.overall)];
            sentence(drawing, &drawing.words().say(Phrase::StateOf, &slots));
        } else {
            sentence(drawing, &view.overall);
        }
    });
}

fn events(drawing: &mut Drawing, events: &[EventView]) {
    drawing.element("ul|class=events|role=list", |drawing| {
        for event in events {
            event_card(drawing, event);
        }
    });
}

fn group(drawing: &mut Drawing, group: &GroupView) {
    drawing.element("div|class=section", |drawing| {
        if let Some(own) = &group.name {
            drawing.element("h3|class=group", |drawing| name(drawing, own));
        }
        drawing.element("ul|class=rows|role=list", |drawing| {
            for row in &group.rows {
                drawing.element("li|class=row|part=row", |drawing| {
                    name(drawing, row.name);
                    drawing.some_line("span|class=mark", row.mark);
                    toned(drawing, row.tone, |drawing| drawing.text(&row.status));
                });
            }
        });
    });
}
