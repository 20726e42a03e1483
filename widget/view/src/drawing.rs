//! What everything that is shown is drawn into.
//!
//! Leptos compiles each shape of element anew. A bundle that is fetched in the middle of an outage
//! cannot afford that: here what is shown is one list and one text, written by calls with little
//! in them and without a node being built, moved or dropped. A single piece of code makes nodes of
//! it, or changes those that are there. It makes them by DOM calls alone: nothing ever becomes
//! markup in the browser.

mod act;
mod html;
mod mounted;

pub use act::Act;
pub use html::{Paper, escape};

use crate::{
    model::cut,
    words::{Phrase, Words},
};

/// What is drawn of an element: elements, their attributes and texts, in the order of HTML.
#[derive(Debug, PartialEq, Eq)]
pub struct Drawing {
    /// What it is told in.
    words: Words,
    /// Everything written, one behind the other. A part reaches to where the next one begins, so
    /// nothing that stands in it can be taken for another part.
    text: String,
    parts: Vec<(Part, usize)>,
}

/// What a stretch of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The tag of an element that begins, and after a `#` what it is about, if that is told.
    Element,
    /// An attribute of that element: `name=value`.
    Attribute,
    /// A text in it.
    Text,
    /// The end of the element; empty.
    End,
}

impl Drawing {
    /// Nothing yet, to be told in these words.
    pub const fn new(words: Words) -> Self {
        Self {
            words,
            text: String::new(),
            parts: Vec::new(),
        }
    }

    /// The words it is told in.
    pub const fn words(&self) -> Words {
        self.words
    }

    /// Draws an element, `tag|name=value|name=value`, and what is in it. Attributes that are not
    /// always the same follow by [`Drawing::with`], before anything else.
    #[inline]
    pub fn element(&mut self, element: &str, draw: impl FnOnce(&mut Self)) {
        self.begin(element);
        draw(self);
        self.end();
    }

    /// Draws an element that is about something: redrawn about something else it is another one,
    /// and what the person had opened in it is closed.
    #[inline]
    pub fn keyed(&mut self, element: &str, key: &str, draw: impl FnOnce(&mut Self)) {
        self.begin_keyed(element, key);
        draw(self);
        self.end();
    }

    /// Draws an element that a person can do something to. What does something else is another
    /// one: a button that moves up takes nobody's place.
    #[inline]
    pub fn acting(
        &mut self,
        element: &str,
        (act, about): (Act, &str),
        draw: impl FnOnce(&mut Self),
    ) {
        self.begin_acting(element, act, about);
        draw(self);
        self.end();
    }

    /// Draws an element with nothing but a text in it.
    pub fn line(&mut self, element: &str, text: &str) {
        self.element(element, |drawing| drawing.text(text));
    }

    /// Draws an element with nothing but words of ours in it.
    pub fn phrase_line(&mut self, element: &str, phrase: Phrase) {
        self.line(element, self.words.get(phrase));
    }

    /// Draws such an element where there is a text.
    pub fn some_line(&mut self, element: &str, text: &str) {
        if !text.is_empty() {
            self.line(element, text);
        }
    }

    /// An attribute of the element that was just begun.
    pub fn with(&mut self, name: &str, value: &str) {
        debug_assert!(
            matches!(
                self.parts.last(),
                Some((Part::Element | Part::Attribute, _))
            ),
            "{name} comes too late"
        );
        self.part(Part::Attribute);
        self.text.push_str(name);
        self.text.push('=');
        self.text.push_str(value);
    }

    /// An attribute that says whether something is so.
    pub fn with_flag(&mut self, name: &str, is_so: bool) {
        self.with(name, if is_so { "true" } else { "false" });
    }

    /// An attribute in words of ours.
    pub fn with_phrase(&mut self, name: &str, phrase: Phrase) {
        self.with(name, self.words.get(phrase));
    }

    /// A text in words of ours.
    pub fn phrase(&mut self, phrase: Phrase) {
        self.text(self.words.get(phrase));
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.part(Part::Text);
        self.text.push_str(text);
    }

    /// Begins a part; what is written then is of it.
    fn part(&mut self, part: Part) {
        self.parts.push((part, self.text.len()));
    }

    pub(crate) fn begin(&mut self, element: &str) {
        self.begin_keyed(element, "");
    }

    pub(crate) fn end(&mut self) {
        self.part(Part::End);
    }

    fn begin_acting(&mut self, element: &str, act: Act, about: &str) {
        let act = act.attribute(about);
        self.begin_keyed(element, &act);
        self.with(Act::ATTRIBUTE, &act);
    }

    fn begin_keyed(&mut self, element: &str, key: &str) {
        let (tag, mut attributes) = cut(element, b'|');
        self.part(Part::Element);
        self.text.push_str(tag);
        self.text.push('#');
        self.text.push_str(key);
        while !attributes.is_empty() {
            let (attribute, rest) = cut(attributes, b'|');
            self.part(Part::Attribute);
            self.text.push_str(attribute);
            attributes = rest;
        }
    }
}

/// A place in a drawing.
#[derive(Clone, Copy, Default)]
struct Place<'a> {
    text: &'a str,
    parts: &'a [(Part, usize)],
    index: usize,
}

impl<'a> Place<'a> {
    /// The first place of a drawing.
    fn first(drawing: &'a Drawing) -> Self {
        Self {
            text: &drawing.text,
            parts: &drawing.parts,
            index: 0,
        }
    }

    /// What stands here; behind the last part an end.
    fn part(&self) -> (Part, &'a str) {
        let Some((part, from)) = self.parts.get(self.index) else {
            return (Part::End, "");
        };
        let next = self.parts.get(self.index + 1);
        let to = next.map_or(self.text.len(), |(_, to)| *to);
        (*part, self.text.get(*from..to).unwrap_or_default())
    }

    /// What stands here, and goes on behind it.
    fn take(&mut self) -> (Part, &'a str) {
        let part = self.part();
        self.index += 1;
        part
    }

    /// The attribute that stands here, and goes on behind it; `None` behind the last one.
    fn attribute(&mut self) -> Option<&'a str> {
        let (part, text) = self.part();
        (part == Part::Attribute).then(|| {
            self.index += 1;
            text
        })
    }
}

/// The tag, of the text of an element.
fn tag(element: &str) -> &str {
    cut(element, b'#').0
}

/// Name and value, of the text of an attribute.
fn name_and_value(attribute: &str) -> (&str, &str) {
    cut(attribute, b'=')
}
