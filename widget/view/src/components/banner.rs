//! The banner: what is wrong, where it stands, the latest words, how old they are, a way out.

use super::{
    icon::{cross, icon},
    parts::{foreign, labelled, last_line, sentence},
    rich_text::rich_text,
};
use crate::{
    model::BannerView,
    node::{Node, OnClick, element},
    words::{Phrase, Words},
};
use leptos::prelude::*;
use std::mem::take;

/// A banner.
#[component]
pub fn Banner(
    /// What it says.
    view: BannerView,
    /// `overlay` lies over the top edge of the window; anything else stands in the flow.
    position: String,
    /// What happens when the person has seen enough.
    on_dismiss: OnClick,
) -> Node {
    let label = view.words.of_name(Phrase::MessageAbout, &view.name).text();
    let words = view.words;
    let tone = view.event.tone;
    element(
        "section",
        "banner",
        vec![icon(tone), says(view), dismiss(words, on_dismiss)],
    )
    .with("part", "banner")
    .with("data-position", position)
    .with("data-tone", tone.as_str())
    .with("aria-label", label)
}

/// Everything it says, in the order in which it matters.
fn says(view: BannerView) -> Node {
    let mut event = view.event;
    let mut title = take(&mut event.title);
    let mut first = Vec::new();
    if event.headline.0.is_empty() {
        first.push(foreign("headline", take(&mut title)));
    } else {
        let headline = take(&mut event.headline);
        first.push(element("span", "headline", sentence(headline)));
    }
    if !event.phase.is_empty() {
        first.push(labelled("phase", take(&mut event.phase)));
    }
    if !title.is_empty() {
        first.push(foreign("title", title));
    }
    let mut lines = vec![element("p", "first", first)];
    if !event.update.is_empty() {
        let update = take(&mut event.update);
        lines.push(rich_text("text latest", update));
    }
    let age = if view.fresh {
        take(&mut event.updated)
    } else {
        view.last_heard
    };
    let mut last = last_line(view.words, age, event);
    if !view.more.is_empty() {
        last.push(labelled("part", view.more));
    }
    lines.push(element("p", "last", last));
    element("div", "says", lines)
}

fn dismiss(words: Words, on_dismiss: OnClick) -> Node {
    element("button", "dismiss", vec![cross()])
        .with("part", "dismiss")
        .with("type", "button")
        .with("aria-label", words.get(Phrase::Dismiss))
        .on_click(on_dismiss)
}
