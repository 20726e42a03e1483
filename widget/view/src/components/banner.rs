//! The banner: what is wrong in one line, the whole story below it on request, a way out.

use super::{
    detail::detail,
    event_card::event_card,
    icon::{chevron, cross, icon},
    parts::{foreign, labelled, last_line, name, sentence, titled, worded},
    rich_text::rich_text,
};
use crate::{
    model::{BannerView, EventView, Sentence},
    node::{Act, Node, OnAct, element, text},
    words::{Phrase, Words},
};
use leptos::prelude::*;
use std::mem::take;

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

/// The id of what lies open, for the buttons that open it.
const UNFOLDED: &str = "unfolded";

/// A banner.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns what it is given"
)]
#[component]
pub fn Banner(
    /// What it says.
    view: BannerView,
    /// `top` and `bottom` lie over an edge of the window; anything else stands in the flow.
    position: String,
    /// What lies open.
    unfolded: Unfolded,
    /// Who hears what the person does.
    on_act: OnAct,
) -> Node {
    let (tone, words) = (view.event.tone, view.words);
    let label = words.of_name(Phrase::MessageAbout, &view.name).text();
    let mut event = view.event;
    let age = if view.fresh {
        take(&mut event.updated)
    } else {
        view.last_heard
    };
    let mut bar = vec![icon(tone), says(&event, age.clone(), words)];
    if !view.more.is_empty() {
        let words = vec![labelled("word", view.more.clone()), chevron()];
        bar.push(opener("button more", unfolded == Unfolded::Rest, words).on(Act::Rest, &on_act));
    }
    let is_open = unfolded == Unfolded::Details;
    let shown = vec![labelled("word", words.get(Phrase::Details)), chevron()];
    bar.push(
        opener("button details", is_open, shown)
            .with("aria-label", words.get(Phrase::Details))
            .on(Act::Details, &on_act),
    );
    bar.push(
        worded("button dismiss", words.get(Phrase::Dismiss), vec![cross()])
            .with("part", "dismiss")
            .on(Act::Dismiss, &on_act),
    );
    let mut parts = vec![element("div", "bar", bar)];
    if unfolded != Unfolded::Nothing {
        let mut story = Vec::new();
        if is_open {
            story = whole(event, age, words);
        }
        if !view.rest.is_empty() {
            story.push(element("h2", "label", vec![text(view.more)]));
            let rest = view.rest.into_iter();
            let rest = rest.map(|event| event_card(words, event)).collect();
            story.push(element("ul", "events", rest));
        }
        let story = element("div", "unfolded", story)
            .with("id", UNFOLDED)
            .with("part", "story")
            // A region that scrolls is reached by the keyboard.
            .with("tabindex", "0")
            .with("role", "group")
            .with("aria-label", words.get(Phrase::Details));
        parts.push(story);
    }
    element("section", "banner", parts)
        .with("part", "banner")
        .with("data-position", position)
        .with("data-tone", tone.as_str())
        .with("aria-label", label)
}

/// A button that opens what lies below.
fn opener(class: &'static str, is_open: bool, children: Vec<Node>) -> Node {
    element("button", class, children)
        .with("type", "button")
        .with("aria-expanded", if is_open { "true" } else { "false" })
        .with("aria-controls", UNFOLDED)
        .with("part", "toggle")
}

/// The line, and where there is room the latest words below it.
fn says(event: &EventView, age: Sentence, words: Words) -> Node {
    let mut line = Vec::new();
    if !event.vendor.is_empty() {
        line.push(element("span", "vendor", vec![name(event.vendor.clone())]));
    }
    let mut title = event.title.clone();
    line.push(
        if event.headline.0.is_empty() {
            foreign("headline", take(&mut title))
        } else {
            element("span", "headline", sentence(event.headline.clone()))
        }
        .with("part", "headline"),
    );
    if !event.phase.is_empty() {
        line.push(labelled("phase", event.phase.clone()));
    }
    if !title.is_empty() {
        line.push(foreign("title", title));
    }
    let mut second = Vec::new();
    if !event.update.is_empty() {
        second.push(rich_text("text latest", event.update.clone()));
    }
    second.push(element("div", "last", last_line(words, age, event)));
    let lines = vec![element("p", "line", line), element("div", "second", second)];
    element("div", "says", lines)
}

/// All there is to know of what the banner is about.
fn whole(mut event: EventView, age: Sentence, words: Words) -> Vec<Node> {
    if !event.detail.affected.is_empty() {
        // They stand below, each with its times.
        event.affects = Sentence::default();
    }
    let last = last_line(words, age, &event);
    let mut parts = Vec::new();
    if !event.title.is_empty() {
        let mut title = vec![titled(vec![foreign("", take(&mut event.title))])];
        if !event.phase.is_empty() {
            title.push(labelled("phase", take(&mut event.phase)));
        }
        parts.push(element("div", "first", title));
    }
    if !event.headline.0.is_empty() {
        parts.push(element("p", "effect", sentence(event.headline)));
    }
    parts.push(element("div", "last", last));
    parts.push(detail(event.detail, words));
    vec![element("div", "story", parts)]
}
