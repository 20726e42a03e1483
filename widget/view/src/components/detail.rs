//! One event in full.

use super::{
    parts::{name, outward, sentence, some, toned},
    rich_text::rich_text,
};
use crate::{drawing::Drawing, model::DetailView, words::Phrase};

/// What there is to know of an event: its times, what it touched, its timeline.
pub fn detail(drawing: &mut Drawing, view: &DetailView) {
    drawing.element("div|class=detail|part=detail", |drawing| {
        if !view.facts.is_empty() {
            drawing.element("dl|class=facts|part=facts", |drawing| {
                for (label, value) in &view.facts {
                    drawing.element("div", |drawing| {
                        drawing.line("dt", label);
                        drawing.element("dd", |drawing| sentence(drawing, value));
                    });
                }
            });
        }
        if !view.affected.is_empty() {
            drawing.element("div", |drawing| {
                let list = "ul|class=affected|part=affected|role=list";
                labelled_list(drawing, list, Phrase::Affected, |drawing| {
                    for affected in &view.affected {
                        drawing.element("li", |drawing| {
                            toned(drawing, affected.tone, |drawing| {
                                drawing.element("div", |drawing| {
                                    drawing.element("span|class=name", |drawing| {
                                        name(drawing, affected.name);
                                    });
                                    for span in &affected.spans {
                                        drawing.element("div|class=span", |drawing| {
                                            sentence(drawing, span);
                                        });
                                    }
                                });
                            });
                        });
                    }
                });
            });
        }
        if !view.steps.is_empty() {
            drawing.element("div", |drawing| {
                let list = "ol|class=timeline|part=timeline|role=list";
                labelled_list(drawing, list, Phrase::Updates, |drawing| {
                    for step in &view.steps {
                        drawing.element("li|class=step|part=step", |drawing| {
                            drawing.element("div|class=when", |drawing| {
                                drawing.some_line("strong", step.phase);
                                some(drawing, "span", &step.at);
                                some(drawing, "span", &step.edited);
                            });
                            rich_text(drawing, "div|class=text", step.body);
                        });
                    }
                });
            });
        }
        let label = Phrase::Postmortem;
        if !view.postmortem.0.is_empty() {
            drawing.element("div", |drawing| {
                drawing.phrase_line("span|class=label", label);
                rich_text(drawing, "div|class=text", view.postmortem);
            });
        } else if !view.postmortem_url.is_empty() {
            drawing.element("p", |drawing| {
                outward(drawing, "a", view.postmortem_url, |drawing| {
                    drawing.phrase(label);
                });
            });
        }
    });
}

/// A list under its label. Without markers a list is none to some readers, hence its role.
fn labelled_list(
    drawing: &mut Drawing,
    list: &str,
    label: Phrase,
    draw: impl FnOnce(&mut Drawing),
) {
    drawing.phrase_line("p|class=label|aria-hidden=true", label);
    drawing.element(list, |drawing| {
        drawing.with_phrase("aria-label", label);
        draw(drawing);
    });
}
