//! The one view type everything is made of.
//!
//! Leptos compiles each shape of element anew. A bundle that is fetched in the middle of an outage
//! cannot afford that: here an element is data, built and redrawn by a single piece of code. It is
//! built by DOM calls alone: nothing ever becomes markup in the browser.

mod act;
mod html;
mod mounted;

pub use act::{Act, OnAct};

use std::borrow::Cow;

/// An element or a text.
pub struct Node(Box<Content>);

/// What a node is.
#[derive(Default)]
struct Content {
    /// Empty for a text.
    tag: &'static str,
    text: Cow<'static, str>,
    /// What it is about; a node about something else is another node.
    key: Cow<'static, str>,
    attributes: Vec<(&'static str, Cow<'static, str>)>,
    children: Vec<Node>,
    acts: Vec<(Act, OnAct)>,
}

/// An element of a class, which may be empty.
pub(crate) fn element(tag: &'static str, class: &'static str, children: Vec<Node>) -> Node {
    let mut attributes = Vec::new();
    if !class.is_empty() {
        attributes.push(("class", Cow::Borrowed(class)));
    }
    Node(Box::new(Content {
        tag,
        attributes,
        children,
        ..Content::default()
    }))
}

/// A text.
pub(crate) fn text(text: impl Into<Cow<'static, str>>) -> Node {
    Node(Box::new(Content {
        text: text.into(),
        ..Content::default()
    }))
}

impl Node {
    /// With an attribute more.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.0.attributes.push((name, value.into()));
        self
    }

    /// Named after what it is about: redrawn about something else, it begins anew, and what the
    /// person had opened in it is closed.
    pub(crate) fn keyed(mut self, key: String) -> Self {
        self.0.key = Cow::Owned(key);
        self
    }

    /// With something a person can do to it. It is attached once, so it must not depend on what
    /// was shown then.
    pub(crate) fn on(mut self, act: Act, hear: &OnAct) -> Self {
        self.0.acts.push((act, hear.clone()));
        self
    }
}
