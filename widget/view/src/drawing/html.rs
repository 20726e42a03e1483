//! A drawing as HTML: what the worker and the tests print.

use super::{Drawing, Part, Place, name_and_value, tag};
use leptos::tachys::{
    html::attribute::{Attribute, any_attribute::AnyAttribute},
    hydration::Cursor,
    view::{Position, PositionState, Render, RenderHtml, add_attr::AddAnyAttr},
};
use std::fmt;

/// Elements that have no end tag.
const VOID: [&str; 1] = ["br"];

/// Attributes spread onto a component have no effect.
impl AddAnyAttr for Drawing {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for Drawing {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        html: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
        self.print(html, &Paper::PLAIN);
    }

    /// There is nothing to take over: a shadow root begins empty.
    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Self::State {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// What a document makes of a drawing.
#[derive(Clone, Copy)]
pub struct Paper<'a> {
    /// Other words for an instant in RFC 3339: where nobody redraws, it says when instead of how
    /// long ago.
    pub time: &'a dyn Fn(&str) -> Option<String>,
    /// By how many levels the headings of vendors' texts, `h4` and below, rise.
    pub lift: u8,
}

impl Paper<'_> {
    const PLAIN: Self = Self {
        time: &|_| None,
        lift: 0,
    };

    /// The tag that stands for another.
    fn tag<'t>(&self, tag: &'t str) -> &'t str {
        match (tag, self.lift) {
            ("h4", 2) => "h2",
            ("h5", 2) => "h3",
            ("h6", 2) => "h4",
            _ => tag,
        }
    }
}

impl fmt::Debug for Paper<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Paper that lifts by {}", self.lift)
    }
}

impl Drawing {
    /// Prints it as HTML.
    pub fn print(&self, html: &mut String, paper: &Paper<'_>) {
        let mut place = Place::first(self);
        while place.part().0 != Part::End {
            print(&mut place, html, paper);
        }
    }
}

fn print(place: &mut Place<'_>, html: &mut String, paper: &Paper<'_>) {
    let (part, text) = place.take();
    if part != Part::Element {
        escape(text, html);
        return;
    }
    let tag = paper.tag(tag(text));
    html.push('<');
    html.push_str(tag);
    let mut instead = None;
    while let Some(attribute) = place.attribute() {
        let (name, value) = name_and_value(attribute);
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        escape(value, html);
        html.push('"');
        if tag == "time" && name == "datetime" {
            instead = (paper.time)(value);
        }
    }
    html.push('>');
    let from = html.len();
    while place.part().0 != Part::End {
        print(place, html, paper);
    }
    place.take();
    if let Some(words) = instead {
        html.truncate(from);
        escape(&words, html);
    }
    if !VOID.contains(&tag) {
        html.push_str("</");
        html.push_str(tag);
        html.push('>');
    }
}

/// Adds a text as HTML, in an element or in an attribute.
pub fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}
