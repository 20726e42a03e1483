//! The small parts that occur everywhere.

use super::icon::icon;
use crate::{
    drawing::Drawing,
    model::{EventView, Piece, Sentence, Tone},
    words::Phrase,
};

/// A vendor's name, isolated from the direction of the words around it.
pub(super) fn name(drawing: &mut Drawing, name: &str) {
    drawing.line("bdi", name);
}

/// A vendor's name in an element of its own; nothing where there is none.
pub(super) fn some_name(drawing: &mut Drawing, element: &str, own: &str) {
    if !own.is_empty() {
        drawing.element(element, |drawing| name(drawing, own));
    }
}

/// A vendor's own words, in whatever direction they are written.
pub fn foreign(drawing: &mut Drawing, element: &str, words: &str) {
    drawing.element(element, |drawing| {
        drawing.with("dir", "auto");
        drawing.text(words);
    });
}

/// The nodes of a sentence: words, isolated names, machine-readable times.
pub fn sentence(drawing: &mut Drawing, sentence: &Sentence) {
    sentence.each(&mut |piece| match piece {
        Piece::Words(words) => drawing.text(words),
        Piece::Name(own) => name(drawing, own),
        Piece::Time(words, at) => drawing.element("time", |drawing| {
            drawing.with("datetime", at);
            drawing.text(words);
        }),
    });
}

/// A sentence in an element of its own; nothing where it says nothing.
pub fn some(drawing: &mut Drawing, element: &str, words: &Sentence) {
    if !words.is_empty() {
        drawing.element(element, |drawing| sentence(drawing, words));
    }
}

/// The last line: how old it is, what it affects and says of the operator, the way out.
pub(super) fn last_line(
    drawing: &mut Drawing,
    age: &Sentence,
    affects: &Sentence,
    event: &EventView,
) {
    drawing.element("div|class=last", |drawing| {
        some(drawing, "span|class=part", age);
        some(drawing, "span|class=part affects", affects);
        some(drawing, "span|class=part", &event.operator);
        outward(drawing, "a|class=part", event.url, |drawing| {
            drawing.text(event.link);
        });
    });
}

/// A link of ours to a vendor's page, with a word for those who cannot see that it opens elsewhere.
#[inline]
pub fn outward(drawing: &mut Drawing, element: &str, url: &str, draw: impl FnOnce(&mut Drawing)) {
    drawing.begin(element);
    leads_to(drawing, url);
    draw(drawing);
    opens_elsewhere(drawing);
}

fn opens_elsewhere(drawing: &mut Drawing) {
    drawing.text(" ");
    drawing.phrase_line("span|class=aside", Phrase::NewTab);
    drawing.end();
}

/// Where a link leads; it opens beside the host's page, never instead of it.
pub(super) fn leads_to(drawing: &mut Drawing, url: &str) {
    drawing.with("href", url);
    drawing.with("target", "_blank");
    drawing.with("rel", "nofollow noopener noreferrer");
}

/// Something behind the icon of its tone.
#[inline]
pub fn toned(drawing: &mut Drawing, tone: Tone, draw: impl FnOnce(&mut Drawing)) {
    begin_toned(drawing, tone);
    draw(drawing);
    drawing.end();
}

fn begin_toned(drawing: &mut Drawing, tone: Tone) {
    drawing.begin("div|class=toned");
    drawing.with("data-tone", tone.as_str());
    icon(drawing, tone);
}
