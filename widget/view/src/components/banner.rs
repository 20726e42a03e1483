//! The banner: what is wrong, where it stands, the latest words, how old they are, a way out.

use super::{
    element::{div, foreign, labelled, link, p, span, words},
    icon::{cross, icon},
    rich_text::rich_text,
    sentence::sentence,
};
use crate::{
    model::{BannerView, Sentence},
    phrases,
};
use leptos::{ev, html, prelude::*};

/// A banner. `on_dismiss` is called when the person has seen enough.
#[component]
pub fn Banner(
    /// What it says.
    view: BannerView,
    /// Whether it lies over the top edge of the window, or stands in the flow.
    #[prop(into)]
    position: String,
    /// Called when the person dismisses it.
    on_dismiss: UnsyncCallback<()>,
) -> impl IntoView {
    let label = Sentence::fill(phrases::REGION, &view.name, None).text();
    let tone = view.event.tone;
    html::section()
        .class("banner")
        .attr("part", "banner")
        .attr("data-position", position)
        .attr("data-tone", tone.as_str())
        .attr("aria-label", label)
        .child(icon(tone))
        .child(says(view))
        .child(dismiss(on_dismiss))
}

/// Everything it says, in the order in which it matters.
fn says(view: BannerView) -> AnyView {
    let event = view.event;
    let mut first = Vec::new();
    let mut lines = Vec::new();
    let mut title = event.title;
    if event.headline.0.is_empty() {
        first.push(foreign("headline", std::mem::take(&mut title)));
    } else {
        first.push(span("headline", sentence(event.headline)));
    }
    if !event.phase.is_empty() {
        first.push(labelled("phase", event.phase));
    }
    if !title.is_empty() {
        first.push(foreign("title", title));
    }
    lines.push(p("first", first));
    if !event.update.is_empty() {
        lines.push(rich_text("text latest", event.update));
    }
    let age = if view.fresh {
        event.updated
    } else {
        view.last_heard
    };
    let mut last: Vec<AnyView> = [age, event.affects]
        .into_iter()
        .filter(|part| !part.0.is_empty())
        .map(|part| span("part", sentence(part)))
        .collect();
    last.push(link("part", event.url, vec![words(phrases::DETAILS)]));
    if !view.more.is_empty() {
        last.push(labelled("part", view.more));
    }
    lines.push(p("last", last));
    div("says", lines)
}

fn dismiss(on_dismiss: UnsyncCallback<()>) -> AnyView {
    html::button()
        .class("dismiss")
        .attr("part", "dismiss")
        .attr("type", "button")
        .attr("aria-label", phrases::DISMISS)
        .child(cross())
        .on(ev::click, move |_| {
            // The banner may be gone by the time a queued click arrives.
            on_dismiss.try_run(());
        })
        .into_any()
}
