//! The small parts that occur everywhere.

use super::icon::icon;
use crate::{
    model::{EventView, Piece, Sentence, Tone},
    node::{Node, element, text},
    words::{Phrase, Words},
};
use std::borrow::Cow;

/// A vendor's name, isolated from the direction of the words around it.
pub(super) fn name(name: String) -> Node {
    element("bdi", "", vec![text(name)])
}

/// A vendor's own words, in whatever direction they are written.
pub(super) fn foreign(class: &'static str, words: String) -> Node {
    element("span", class, vec![text(words)]).with("dir", "auto")
}

/// Words of ours in a run of their own.
pub(super) fn labelled(class: &'static str, words: impl Into<Cow<'static, str>>) -> Node {
    element("span", class, vec![text(words)])
}

/// The nodes of a sentence: words, isolated names, machine-readable times.
#[expect(
    clippy::needless_pass_by_value,
    reason = "whoever shows a sentence has no other use for it"
)]
pub(super) fn sentence(sentence: Sentence) -> Vec<Node> {
    let mut nodes = Vec::new();
    sentence.each(&mut |piece| {
        nodes.push(match piece {
            Piece::Words(words) => text(words.to_owned()),
            Piece::Name(own) => name(own.to_owned()),
            Piece::Time(words, at) => {
                element("time", "", vec![text(words.to_owned())]).with("datetime", at.to_owned())
            }
        });
    });
    nodes
}

/// The parts of the last line that have anything to say.
pub(super) fn last_line(words: Words, age: Sentence, event: &EventView) -> Vec<Node> {
    let mut parts = Vec::new();
    for (class, part) in [
        ("part", age),
        ("part affects", event.affects.clone()),
        ("part", event.operator.clone()),
    ] {
        if !part.0.is_empty() {
            parts.push(element("span", class, sentence(part)));
        }
    }
    parts.push(outward(
        words,
        "part",
        event.url.clone(),
        vec![text(event.link)],
    ));
    parts
}

/// A link of ours to a vendor's page, with a word for those who cannot see that it opens elsewhere.
pub(super) fn outward(
    words: Words,
    class: &'static str,
    url: String,
    mut children: Vec<Node>,
) -> Node {
    children.push(text(" "));
    children.push(element(
        "span",
        "aside",
        vec![text(words.get(Phrase::NewTab))],
    ));
    link(class, url, children)
}

/// A link; it opens beside the host's page, never instead of it.
pub(super) fn link(class: &'static str, url: String, children: Vec<Node>) -> Node {
    element("a", class, children)
        .with("href", url)
        .with("target", "_blank")
        .with("rel", "nofollow noopener noreferrer")
}

/// A button that shows a sign and says in words what it does.
pub(super) fn worded(class: &'static str, words: &'static str, children: Vec<Node>) -> Node {
    element("button", class, children)
        .with("type", "button")
        .with("aria-label", words)
}

/// Words behind the icon of their tone.
pub(super) fn toned(tone: Tone, words: Node) -> Node {
    element("div", "toned", vec![icon(tone), words]).with("data-tone", tone.as_str())
}

/// The title of a list or a story.
pub(super) fn titled(words: Vec<Node>) -> Node {
    element("h2", "overall", words).with("part", "overall")
}
