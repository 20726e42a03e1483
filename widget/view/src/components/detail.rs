//! One event in full.

use super::{
    parts::{labelled, name, outward, sentence, toned},
    rich_text::rich_text,
};
use crate::{
    model::{AffectedView, DetailView, StepView},
    node::{Node, element, text},
    words::{Phrase, Words},
};

/// What there is to know of an event: its times, what it touched, its timeline.
pub(crate) fn detail(view: DetailView, words: Words) -> Node {
    let mut parts = Vec::new();
    if !view.facts.is_empty() {
        let facts = view.facts.into_iter().map(|(label, value)| {
            let pair = vec![
                element("dt", "", vec![text(label)]),
                element("dd", "", sentence(value)),
            ];
            element("div", "", pair)
        });
        parts.push(element("dl", "facts", facts.collect()).with("part", "facts"));
    }
    if !view.affected.is_empty() {
        let rows = view.affected.into_iter().map(affected).collect();
        parts.push(labelled_list(
            element("ul", "affected", rows).with("part", "affected"),
            words.get(Phrase::Affected),
        ));
    }
    if !view.steps.is_empty() {
        let steps = view.steps.into_iter().map(step).collect();
        parts.push(labelled_list(
            element("ol", "timeline", steps).with("part", "timeline"),
            words.get(Phrase::Updates),
        ));
    }
    if !view.postmortem.0.is_empty() {
        let label = labelled("label", words.get(Phrase::Postmortem));
        parts.push(element(
            "div",
            "",
            vec![label, rich_text("text", view.postmortem)],
        ));
    } else if !view.postmortem_url.is_empty() {
        let label = vec![text(words.get(Phrase::Postmortem))];
        let link = outward(words, "", view.postmortem_url, label);
        parts.push(element("p", "", vec![link]));
    }
    element("div", "detail", parts).with("part", "detail")
}

/// A list under its label.
fn labelled_list(list: Node, words: &'static str) -> Node {
    // Without markers a list is none to some readers.
    let list = list.with("role", "list").with("aria-label", words);
    let label = element("p", "label", vec![text(words)]).with("aria-hidden", "true");
    element("div", "", vec![label, list])
}

fn affected(view: AffectedView) -> Node {
    let mut lines = vec![element("span", "name", vec![name(view.name)])];
    for span in view.spans {
        lines.push(element("div", "span", sentence(span)));
    }
    element("li", "", vec![toned(view.tone, element("div", "", lines))])
}

fn step(view: StepView) -> Node {
    let mut when = Vec::new();
    if !view.phase.is_empty() {
        when.push(element("strong", "", vec![text(view.phase)]));
    }
    for part in [view.at, view.edited] {
        if !part.0.is_empty() {
            when.push(element("span", "", sentence(part)));
        }
    }
    let parts = vec![element("div", "when", when), rich_text("text", view.body)];
    element("li", "step", parts).with("part", "step")
}
