//! What is said where there is nothing to show: calmly, and with a way on.

use crate::{
    document::{About, Frame},
    said::Said,
};
use serde_json::Value;
use statuslamp_view::{Phrase, draw_sentence};

/// What is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing<'a> {
    /// A page that is not listed, or an address that is none.
    Page,
    /// An event of a listed page.
    Event {
        /// The page.
        page: &'a str,
        /// The vendor's name.
        name: &'a str,
    },
    /// Nothing is missing: we failed.
    Answer,
}

/// A document that says so.
pub fn missing(frame: &Frame<'_>, what: Missing<'_>) -> String {
    let tongue = &frame.tongue;
    let (title, hint) = match what {
        Missing::Page => (tongue.get(Said::NoPage), tongue.get(Said::NoPageHint)),
        Missing::Event { .. } => (
            tongue.words.get(Phrase::NotFound),
            tongue.get(Said::NoPageHint),
        ),
        Missing::Answer => (tongue.get(Said::Broken), tongue.get(Said::BrokenHint)),
    };
    let about = About {
        title: title.to_owned(),
        description: hint.to_owned(),
        data: Value::Null,
        is_found: false,
    };
    frame.print(&about, "", 0, |drawing| {
        drawing.line("h1|class=question", title);
        drawing.line("p|class=lead", hint);
        drawing.element("p|class=more", |drawing| {
            if let Missing::Event { page, name } = what {
                drawing.element("a|class=part", |drawing| {
                    drawing.with("href", &frame.way(&format!("/is/{page}")));
                    let status = tongue.words.of_name(Phrase::StatusOf, name);
                    draw_sentence(drawing, &status);
                });
            }
            drawing.element("a|class=part", |drawing| {
                drawing.with("href", &frame.way("/"));
                drawing.text(tongue.get(Said::AllPages));
            });
        });
    })
}
