//! The one view type everything is made of.
//!
//! Leptos compiles each shape of element anew. A bundle that is fetched in the middle of an outage
//! cannot afford that: here an element is data, built and redrawn by a single piece of code. It is
//! built by DOM calls alone: nothing ever becomes markup in the browser.

mod html;
mod mounted;

use leptos::__reexports::send_wrapper::SendWrapper;
use std::{borrow::Cow, rc::Rc};

/// An element or a text.
pub struct Node(Box<Content>);

/// What a node is.
#[derive(Default)]
struct Content {
    /// Empty for a text.
    tag: &'static str,
    text: Cow<'static, str>,
    attributes: Vec<(&'static str, Cow<'static, str>)>,
    children: Vec<Node>,
    on_click: Option<OnClick>,
}

/// What a click does. It is attached once, so it must not depend on what was shown then.
#[derive(Clone)]
pub struct OnClick(SendWrapper<Rc<dyn Fn()>>);

impl OnClick {
    /// Wraps what a click does.
    pub fn new(act: impl Fn() + 'static) -> Self {
        Self(SendWrapper::new(Rc::new(act)))
    }
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

    /// With something that happens on a click.
    pub(crate) fn on_click(mut self, act: OnClick) -> Self {
        self.0.on_click = Some(act);
        self
    }
}
