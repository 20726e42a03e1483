//! A drawing as HTML: what the worker and the tests print.

use super::{Drawing, Part, Place, name_and_value, tag};
use leptos::tachys::{
    html::attribute::{Attribute, any_attribute::AnyAttribute},
    hydration::Cursor,
    view::{Position, PositionState, Render, RenderHtml, add_attr::AddAnyAttr},
};

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
        let mut place = Place::first(&self);
        while place.part().0 != Part::End {
            print(&mut place, html);
        }
    }

    /// There is nothing to take over: a shadow root begins empty.
    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Self::State {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

fn print(place: &mut Place<'_>, html: &mut String) {
    let (part, text) = place.take();
    if part != Part::Element {
        escape(text, html);
        return;
    }
    let tag = tag(text);
    html.push('<');
    html.push_str(tag);
    while let Some(attribute) = place.attribute() {
        let (name, value) = name_and_value(attribute);
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        escape(value, html);
        html.push('"');
    }
    html.push('>');
    while place.part().0 != Part::End {
        print(place, html);
    }
    place.take();
    if !VOID.contains(&tag) {
        html.push_str("</");
        html.push_str(tag);
        html.push('>');
    }
}

fn escape(text: &str, html: &mut String) {
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
