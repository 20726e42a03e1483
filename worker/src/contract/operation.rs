//! One operation: what is asked where, and what comes back.

use super::parameter::Parameter;
use crate::http::Method;
use schemars::{JsonSchema, Schema, SchemaGenerator};

/// Makes the schema of a body.
pub(super) type Shape = fn(&mut SchemaGenerator) -> Schema;

/// The schema of a type, by reference where it has a name.
pub(super) fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// What belongs together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Now,
    Past,
    Several,
    Renditions,
    Statuspage,
    People,
    Writing,
    Lamp,
}

impl Tag {
    pub(super) const ALL: &'static [Self] = &[
        Self::Now,
        Self::Past,
        Self::Several,
        Self::Renditions,
        Self::Statuspage,
        Self::People,
        Self::Writing,
        Self::Lamp,
    ];

    /// Its name, and what is said of it.
    pub(super) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Now => ("Now", "What is true now of one page."),
            Self::Past => (
                "Past",
                "What happened on one page, and how much of the time it worked.",
            ),
            Self::Several => (
                "Several pages",
                "Which pages there are, and several of them in one answer. Ids that are not listed are named in `unlisted` and hide no other page's truth.",
            ),
            Self::Renditions => (
                "Renditions",
                "The same truth as badge, feed, calendar or frame. Query parameters that are not known here are ignored.",
            ),
            Self::Statuspage => (
                "Statuspage API",
                "Statuspage's public API v2 for every page, whatever format its vendor speaks. The same paths are answered without `/pages/{page}` at the root of a host whose first label is the page's id. While nothing is known of a page the answer is 503, because that API has no word for it.",
            ),
            Self::People => (
                "Pages for people",
                "The same for people, as documents that need no script; what is wrong is said in a document too. Below `/{language}` they speak that language: `/de/is/noterro`. Query parameters that are not known here are ignored.",
            ),
            Self::Writing => (
                "Writing",
                "Hints from vendors and the operator's word. Never cached.",
            ),
            Self::Lamp => ("Lamp", "How this lamp itself fares."),
        }
    }
}

/// What a good request gets.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// JSON that has an `ETag`.
    Json(&'static str, Shape),
    /// JSON in parts, with a `Link` to the next one.
    List(&'static str, Shape),
    /// Something else that has an `ETag`: its media type.
    Text(&'static str),
    /// A JSON Feed that has an `ETag`.
    JsonFeed(Shape),
    /// A document for people that has an `ETag`; its problems are documents too.
    Html,
    /// A document for a frame that has an `ETag`; so is what it says of a page that is not listed.
    Frame,
    /// 302 to somewhere else.
    Moved,
    /// 202 and JSON that nobody keeps.
    Accepted(Shape),
    /// 200 and JSON that nobody keeps.
    Stored(Shape),
    /// 204.
    Done,
    /// A connection that speaks something else than HTTP from then on.
    Switched,
    /// Text without an end that nobody keeps: its media type.
    Streamed(&'static str),
}

impl Answer {
    /// What has no place among the operations: an answer that is none, or that does not end. Tools
    /// expect every operation to answer 2xx, and soon.
    pub(super) const fn beside(self) -> Option<&'static str> {
        match self {
            Self::Switched | Self::Streamed(_) => Some("x-stream"),
            Self::Moved => Some("x-redirect"),
            Self::Json(..)
            | Self::List(..)
            | Self::Text(_)
            | Self::JsonFeed(_)
            | Self::Html
            | Self::Frame
            | Self::Accepted(_)
            | Self::Stored(_)
            | Self::Done => None,
        }
    }
}

/// Something that can be asked.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// Its name, which never changes.
    pub id: &'static str,
    pub(super) tag: Tag,
    pub(super) summary: &'static str,
    pub(super) description: &'static str,
    pub(super) method: &'static str,
    /// Its address, with parameters in braces.
    pub path: &'static str,
    /// Its parameters, those of the path first.
    pub parameters: &'static [&'static Parameter],
    pub(super) body: Option<Shape>,
    pub(super) answer: Answer,
    /// The problems it may be answered with, beside 405 and 500.
    pub troubles: &'static [u16],
    pub(super) is_for_operator: bool,
    /// Whether a quota bounds it, where one is counted.
    pub is_limited: bool,
}

impl Operation {
    const fn new(method: &'static str, id: &'static str, path: &'static str, tag: Tag) -> Self {
        Self {
            id,
            tag,
            summary: "",
            description: "",
            method,
            path,
            parameters: &[],
            body: None,
            answer: Answer::Done,
            troubles: &[],
            is_for_operator: false,
            is_limited: false,
        }
    }

    pub(super) const fn get(id: &'static str, path: &'static str, tag: Tag) -> Self {
        Self::new("get", id, path, tag)
    }

    pub(super) const fn put(id: &'static str, path: &'static str, tag: Tag) -> Self {
        Self::new("put", id, path, tag)
    }

    pub(super) const fn post(id: &'static str, path: &'static str, tag: Tag) -> Self {
        Self::new("post", id, path, tag)
    }

    pub(super) const fn delete(id: &'static str, path: &'static str, tag: Tag) -> Self {
        Self::new("delete", id, path, tag)
    }

    pub(super) const fn told(mut self, summary: &'static str, description: &'static str) -> Self {
        self.summary = summary;
        self.description = description;
        self
    }

    pub(super) const fn takes(mut self, parameters: &'static [&'static Parameter]) -> Self {
        self.parameters = parameters;
        self
    }

    pub(super) const fn sent(mut self, body: Shape) -> Self {
        self.body = Some(body);
        self
    }

    pub(super) const fn gives(mut self, answer: Answer, troubles: &'static [u16]) -> Self {
        self.answer = answer;
        self.troubles = troubles;
        self
    }

    pub(super) const fn limited(mut self) -> Self {
        self.is_limited = true;
        self
    }

    pub(super) const fn for_the_operator(mut self) -> Self {
        self.is_for_operator = true;
        self
    }

    /// What a good request gets.
    pub const fn answer(&self) -> Answer {
        self.answer
    }

    /// Its method.
    pub fn method(&self) -> Method {
        Method::from_name(&self.method.to_ascii_uppercase())
    }
}
