//! The banner: what is wrong in one line, the whole story below it on request, a way out.

use super::{
    detail::detail,
    event_card::event_card,
    icon::{chevron, cross, icon},
    parts::{foreign, last_line, sentence, some, some_name},
    rich_text::rich_text,
};
use crate::{
    drawing::{Act, Drawing},
    model::{BannerView, EventView, Sentence},
    words::Phrase,
};

/// What lies open below a banner's line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unfolded {
    /// Nothing.
    #[default]
    Nothing,
    /// The whole story, and what else is going on.
    Details,
    /// What else is going on.
    Rest,
}

/// A banner. `position` `top` and `bottom` lie over an edge of the window; anything else stands in
/// the flow.
pub fn draw_banner(drawing: &mut Drawing, view: &BannerView, position: &str, unfolded: Unfolded) {
    let event = &view.event;
    let age = if view.fresh {
        &event.updated
    } else {
        &view.last_heard
    };
    let is_open = unfolded == Unfolded::Details;
    drawing.element("section|class=banner|part=banner", |drawing| {
        drawing.with("data-position", position);
        drawing.with("data-tone", event.tone.as_str());
        let label = drawing
            .words()
            .of_name(Phrase::MessageAbout, view.name)
            .text();
        drawing.with("aria-label", &label);
        drawing.element("div|class=bar", |drawing| {
            icon(drawing, event.tone);
            says(drawing, event, age);
            if !view.more.is_empty() {
                let is_open = unfolded == Unfolded::Rest;
                let button = "button|class=button more|type=button|part=toggle";
                opener(drawing, button, Act::Rest, is_open, &view.more);
            }
            let button = "button|class=button details|type=button|part=toggle";
            let details = drawing.words().get(Phrase::Details);
            opener(drawing, button, Act::Details, is_open, details);
            let button = "button|class=button dismiss|type=button|part=dismiss";
            drawing.acting(button, (Act::Dismiss, ""), |drawing| {
                drawing.with_phrase("aria-label", Phrase::Dismiss);
                cross(drawing);
            });
        });
        if unfolded != Unfolded::Nothing {
            // A region that scrolls is reached by the keyboard.
            let story = "div|class=unfolded|id=unfolded|part=story|tabindex=0|role=group";
            drawing.element(story, |drawing| {
                drawing.with_phrase("aria-label", Phrase::Details);
                if is_open {
                    whole(drawing, event, age);
                }
                if !view.rest.is_empty() {
                    drawing.line("h2|class=label", &view.more);
                    drawing.element("ul|class=events", |drawing| {
                        for event in &view.rest {
                            event_card(drawing, event);
                        }
                    });
                }
            });
        }
    });
}

/// A button that opens what lies below.
fn opener(drawing: &mut Drawing, button: &str, act: Act, is_open: bool, label: &str) {
    drawing.acting(button, (act, ""), |drawing| {
        drawing.with_flag("aria-expanded", is_open);
        drawing.with("aria-controls", "unfolded");
        if act == Act::Details {
            drawing.with("aria-label", label);
        }
        drawing.line("span|class=word", label);
        chevron(drawing);
    });
}

/// The line, and where there is room the latest words below it.
fn says(drawing: &mut Drawing, event: &EventView, age: &Sentence) {
    drawing.element("div|class=says", |drawing| {
        drawing.element("p|class=line", |drawing| {
            some_name(drawing, "span|class=vendor", event.vendor);
            let headline = "span|class=headline|part=headline";
            if event.headline.is_empty() {
                foreign(drawing, headline, event.title);
            } else {
                drawing.element(headline, |drawing| sentence(drawing, &event.headline));
            }
            drawing.some_line("span|class=phase", event.phase);
            if !event.headline.is_empty() && !event.title.is_empty() {
                foreign(drawing, "span|class=title", event.title);
            }
        });
        drawing.element("div|class=second", |drawing| {
            if !event.update.is_empty() {
                rich_text(drawing, "div|class=text latest", event.update);
            }
            last_line(drawing, age, &event.affects, event);
        });
    });
}

/// All there is to know of what the banner is about.
fn whole(drawing: &mut Drawing, event: &EventView, age: &Sentence) {
    drawing.element("div|class=story", |drawing| {
        if !event.title.is_empty() {
            drawing.element("div|class=first", |drawing| {
                drawing.element("h2|class=overall|part=overall", |drawing| {
                    foreign(drawing, "span", event.title);
                });
                drawing.some_line("span|class=phase", event.phase);
            });
        }
        some(drawing, "p|class=effect", &event.headline);
        let nothing = Sentence::default();
        let affects = if event.detail.affected.is_empty() {
            &event.affects
        } else {
            // They stand below, each with its times.
            &nothing
        };
        last_line(drawing, age, affects, event);
        detail(drawing, &event.detail);
    });
}
