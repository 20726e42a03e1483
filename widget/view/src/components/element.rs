//! The few elements everything is made of, each compiled once.

use crate::phrases;
use leptos::{html, prelude::*};

/// An element with a class and a list of children.
macro_rules! element {
    ($($(#[$meta:meta])* $name:ident)+) => {$(
        $(#[$meta])*
        pub(super) fn $name(class: &'static str, children: Vec<AnyView>) -> AnyView {
            html::$name().class(class).child(children).into_any()
        }
    )+};
}

element! {
    /// A block without meaning of its own.
    div
    /// A run of text without meaning of its own.
    span
    /// A paragraph.
    p
    /// The heading of the component list.
    h2
    /// The heading of an event or a group.
    h3
    /// A list.
    ul
    /// An item of a list.
    li
}

/// Words of ours.
pub(super) fn words(words: &'static str) -> AnyView {
    words.into_any()
}

/// Words of ours in a run of their own.
pub(super) fn labelled(class: &'static str, text: String) -> AnyView {
    span(class, vec![text.into_any()])
}

/// A vendor's name, isolated from the direction of the words around it.
pub(super) fn name(text: String) -> AnyView {
    html::bdi().child(text).into_any()
}

/// A vendor's own words, in whatever direction they are written.
pub(super) fn foreign(class: &'static str, text: String) -> AnyView {
    html::span().class(class).dir("auto").child(text).into_any()
}

/// A link to another place; it opens beside the host's page, never instead of it.
pub(super) fn link(class: &'static str, url: String, children: Vec<AnyView>) -> AnyView {
    let mut children = children;
    children.push(span("aside", vec![words(" "), words(phrases::NEW_TAB)]));
    html::a()
        .class(class)
        .href(url)
        .target("_blank")
        .rel("nofollow noopener noreferrer")
        .child(children)
        .into_any()
}
