//! The three ranks of trouble: the page cannot be read (an error), an item is skipped or a word is
//! unknown (warnings).

use crate::{Document, Snapshot};
use serde::Serialize;
use std::fmt;

/// A page that could be read, and what had to be repaired or guessed on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normalised {
    /// What the documents say.
    pub snapshot: Snapshot,
    /// What was wrong with them, in the order of the documents; bounded.
    pub warnings: Vec<Warning>,
}

/// Something that was repaired, guessed or skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// What kind of trouble.
    pub kind: WarningKind,
    /// Where: the document and the path into it, `summary: incidents[3].impact`.
    pub path: String,
    /// What was there, bounded.
    pub detail: String,
}

/// The kinds of trouble that do not make a page unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// A word outside the provider's vocabulary: the value is unknown.
    UnknownWord,
    /// An optional member of the wrong type: treated as not given.
    WrongType,
    /// An item without what identifies it, or otherwise unusable: skipped.
    Skipped,
    /// A second item with an id that was seen before: merged or skipped.
    DuplicateId,
    /// An end before its beginning: another clock was used.
    NegativeDuration,
    /// A time that was inferred.
    InferredTime,
    /// The event's own phase and its timeline disagree.
    PhaseContradiction,
    /// Text, items or nesting over the bound: cut.
    Truncated,
}

/// The page cannot be read: what came instead of the document that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The document that was asked for.
    pub document: Document,
    /// What came instead.
    pub came: Came,
}

/// What came instead of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// No bytes at all.
    Nothing,
    /// A page on which to log in: the status page is private.
    LoginPage,
    /// A page that says the status page is not active.
    InactivePage,
    /// Some other HTML page; its title, bounded.
    HtmlPage(String),
    /// A feed where JSON was asked for.
    Feed,
    /// JSON or XML that ends or breaks; the parser's message, bounded.
    Malformed(String),
    /// Well-formed, but not a document of this provider; what it looks like.
    OtherShape(String),
    /// Neither text we know nor anything we can name.
    Binary,
}

impl fmt::Display for Came {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => formatter.write_str("an empty body"),
            Self::LoginPage => formatter.write_str("a login page"),
            Self::InactivePage => formatter.write_str("a page that is not active"),
            Self::HtmlPage(title) => write!(formatter, "an HTML page titled \"{title}\""),
            Self::Feed => formatter.write_str("a feed"),
            Self::Malformed(reason) => write!(formatter, "a malformed document: {reason}"),
            Self::OtherShape(shape) => write!(formatter, "another kind of document: {shape}"),
            Self::Binary => formatter.write_str("bytes that are no text"),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "instead of the {} document came {}",
            self.document.as_str(),
            self.came
        )
    }
}

impl std::error::Error for Unreadable {}
